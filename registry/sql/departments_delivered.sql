-- Record kinds that departments have delivered for the campaign: without lines, or with lines that are here.
-- A list that is announced and not loaded would make everybody clear. Grain: one row a record kind.
WITH announced AS (
    SELECT d.department_id, d.records, c.opened_on
    FROM delivery AS d
    JOIN campaign AS c USING (campaign_id)
    WHERE d.campaign_id = $campaign_id AND d.delivered_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY d.department_id ORDER BY d.round DESC) = 1
),
final AS (
    SELECT department_id FROM announced WHERE records = 0
    UNION
    SELECT a.department_id
    FROM announced AS a
    JOIN department_record AS r USING (department_id)
    WHERE r.delivered_on BETWEEN a.opened_on AND $as_of
)
SELECT department_id FROM final ORDER BY department_id
