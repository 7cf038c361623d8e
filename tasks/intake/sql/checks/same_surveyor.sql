-- Surveys by one person alone who is named twice.
SELECT row_id, 'second_surveyor' AS column_name,
    'the same person as the surveyor' AS came,
    'expected a second person, or nobody' AS expected,
    'Correct one of the two names.' AS remedy
FROM incoming
WHERE surveyor = second_surveyor;
