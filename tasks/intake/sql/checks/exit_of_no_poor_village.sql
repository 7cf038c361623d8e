-- Proposals to exit of a village that is not on the list.
SELECT i.row_id, 'kind' AS column_name, i.village_code
FROM new_village_proposal($as_of) AS i
SEMI JOIN known_place($as_of) AS p ON p.code = i.village_code AND p.level = 'village'
LEFT JOIN village_status_on($as_of) AS s USING (village_code)
WHERE i.kind = 'exit' AND s.is_poor IS DISTINCT FROM TRUE;
