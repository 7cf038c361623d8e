-- Payment lists whose stated number of payments is not that of their lines.
SELECT i.row_id, 'payments' AS column_name, i.batch_id, i.payments, count(l.line_no) AS counted
FROM incoming AS i
LEFT JOIN known_payment AS l USING (batch_id)
GROUP BY i.row_id, i.batch_id, i.payments
HAVING count(l.line_no) <> i.payments;
