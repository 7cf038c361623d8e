-- Meetings with more persons present than may take part.
SELECT row_id, 'present' AS column_name, present, eligible
FROM incoming
WHERE kind IN ('group_appraisal', 'village_appraisal') AND present > eligible;
