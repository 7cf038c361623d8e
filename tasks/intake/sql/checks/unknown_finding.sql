-- Corrections of a finding that was never made.
SELECT row_id, 'check_id' AS column_name,
    'no finding ' || check_id || ' of household ' || household_id AS came,
    'expected a finding of this campaign' AS expected,
    'Take the rows of the correction form as they were sent out.' AS remedy
FROM incoming ANTI JOIN finding USING (campaign_id, check_id, household_id)
WHERE check_id IS NOT NULL AND household_id IS NOT NULL;
