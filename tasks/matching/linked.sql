-- Each residual record with the candidate who fits best of everybody registered; where several fit
-- equally, candidates or not, none is more than possible. Grain: one row a record and candidate.
WITH best AS (
    SELECT record_id, person_id, round(probability, 4)::DECIMAL(5, 4) AS probability
    FROM scored
    QUALIFY rank() OVER (PARTITION BY record_id ORDER BY round(probability, 4) DESC) = 1
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY record_id) AS fitting FROM best
),
final AS (
    SELECT p.household_id, p.person_id, r.department_id, r.record_no,
        CASE WHEN c.probability >= $threshold AND c.fitting = 1 THEN 'probable' ELSE 'possible' END
            AS matched_by,
        c.probability,
        CASE
            WHEN c.fitting > 1 THEN 'several_fit'
            WHEN r.id_number <> p.id_number THEN 'id_number_differs'
            WHEN r.name <> p.name THEN 'name_differs'
        END AS note,
        r.detail
    FROM counted AS c
    JOIN person AS p USING (person_id)
    JOIN residual AS r USING (record_id)
)
SELECT * FROM final
