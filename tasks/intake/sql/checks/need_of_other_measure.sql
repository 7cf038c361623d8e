-- Needs put to a project that does something else.
SELECT i.row_id, 'need_id' AS column_name, i.need_id, i.project_id,
    worded('need', 'measure_id', n.measure_id) AS needed,
    worded('project', 'measure_id', p.measure_id) AS done
FROM incoming AS i
JOIN known_need($as_of) AS n USING (need_id)
JOIN known_project($as_of) AS p USING (project_id)
WHERE n.measure_id <> p.measure_id AND n.campaign_id = p.campaign_id;
