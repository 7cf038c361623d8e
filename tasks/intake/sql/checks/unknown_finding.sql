-- Corrections of a finding that was never made.
SELECT row_id, 'check_id' AS column_name, check_id, household_id
FROM incoming ANTI JOIN finding USING (campaign_id, check_id, household_id)
WHERE check_id IS NOT NULL AND household_id IS NOT NULL;
