-- Payment lists with their project's budget line, whatever the file says (that of a list in the
-- registry stays), and the number of their lines where it is not stated. Grain: one row an incoming row.
SELECT i.* REPLACE (
    coalesce(o.budget_id, p.budget_id) AS budget_id,
    coalesce(i.payments, (
        SELECT count(*)::INTEGER FROM incoming_payment AS l
        WHERE coalesce(l.batch_id, i.batch_id) = i.batch_id
    )) AS payments
)
FROM incoming AS i
LEFT JOIN payment_batch AS o USING (batch_id)
LEFT JOIN known_project($as_of) AS p ON p.project_id = i.project_id
ORDER BY row_id;
