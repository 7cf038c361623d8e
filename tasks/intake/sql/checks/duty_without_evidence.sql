-- Reports without evidence of duties that the policy wants evidence of.
SELECT i.row_id, 'evidence' AS column_name, worded('duty_report', 'duty_id', i.duty_id) AS duty
FROM incoming AS i
JOIN evidence_needed AS n USING (duty_id)
WHERE i.evidence IS NULL
    AND i.done_on >= n.since_on AND (n.until_on IS NULL OR i.done_on < n.until_on);
