-- Call-backs of a household that is not in the sample.
SELECT row_id, 'household_id' AS column_name, household_id, draw_id
FROM incoming ANTI JOIN drawn USING (draw_id, household_id)
WHERE draw_id IS NOT NULL AND household_id IS NOT NULL;
