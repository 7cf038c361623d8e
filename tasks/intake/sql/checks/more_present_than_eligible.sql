-- Meetings with more persons present than may take part.
SELECT row_id, 'present' AS column_name,
    present || ' present of ' || eligible || ' entitled' AS came,
    'expected no more present than entitled' AS expected,
    'Check the attendance list.' AS remedy
FROM incoming
WHERE kind IN ('group_appraisal', 'village_appraisal') AND present > eligible;
