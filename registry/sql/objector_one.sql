-- An objection with who raised it, empty where that is not known, and whether $officer is in charge of it: took
-- it down, is assigned to it, or decided it. Grain: one row, or none.
WITH assigned AS (
    SELECT objection_id, investigator FROM assignment
    QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1
)
SELECT any_value(r.name) AS name, any_value(r.contact) AS contact,
    coalesce(bool_or(plain_name($officer) IN (
        plain_name(o.received_by), plain_name(a.investigator), plain_name(d.decider)
    )), FALSE) AS is_in_charge
FROM objection AS o
LEFT JOIN objector AS r USING (objection_id)
LEFT JOIN assigned AS a USING (objection_id)
LEFT JOIN decision AS d USING (objection_id)
WHERE o.objection_id = $objection_id
GROUP BY o.objection_id
