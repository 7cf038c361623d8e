-- Surveys by one person alone who is named twice.
SELECT row_id, 'second_surveyor' AS column_name
FROM incoming
WHERE surveyor = second_surveyor;
