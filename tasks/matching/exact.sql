-- Records that bear a candidate's ID number; another name on it is said, not judged.
-- Grain: one row a record.
SELECT p.household_id, p.person_id, r.department_id, r.record_no,
    'id_number' AS matched_by,
    NULL::DECIMAL(5, 4) AS probability,
    CASE WHEN r.name <> p.name THEN 'name_differs' END AS note,
    r.detail
FROM record AS r
JOIN person AS p USING (id_number)
