-- Reports of duties that nobody wrote down for that owner, subject and period.
SELECT i.row_id, 'duty_id' AS column_name, i.owner_id, i.subject_code, i.period,
    coalesce(worded('duty_report', 'duty_id', i.duty_id), {'zh': i.duty_id, 'en': i.duty_id}) AS duty
FROM incoming AS i
ANTI JOIN (SELECT * FROM duty WHERE generated_on <= $as_of) AS d
    USING (duty_id, owner_id, subject_code, period);
