-- Proposals to enter the list of a village that is on it.
SELECT i.row_id, 'kind' AS column_name, i.village_code, s.poor_since_on
FROM new_village_proposal($as_of) AS i
JOIN village_status_on($as_of) AS s USING (village_code)
WHERE i.kind = 'entry' AND s.is_poor;
