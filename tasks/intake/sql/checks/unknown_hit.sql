-- Re-verifications of a hit that the comparison did not find.
SELECT row_id, 'record_no' AS column_name, rule_id, household_id, source, record_no
FROM incoming
ANTI JOIN hit USING (campaign_id, household_id, rule_id, source, record_no)
WHERE rule_id IS NOT NULL AND household_id IS NOT NULL
    AND source IS NOT NULL AND record_no IS NOT NULL;
