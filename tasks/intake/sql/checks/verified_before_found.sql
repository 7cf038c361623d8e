-- Re-verifications dated before the comparison found the hit.
SELECT row_id, 'verified_on' AS column_name, verified_on, found_on
FROM incoming JOIN hit USING (campaign_id, household_id, rule_id, source, record_no)
WHERE verified_on < found_on;
