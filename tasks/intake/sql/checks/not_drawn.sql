-- Call-backs of a household that is not in the sample.
SELECT row_id, 'household_id' AS column_name,
    'household ' || household_id || ' is not in draw ' || draw_id AS came,
    'expected a household of the sample' AS expected,
    'Take the rows of the call-back form as they were sent out.' AS remedy
FROM incoming ANTI JOIN drawn USING (draw_id, household_id)
WHERE draw_id IS NOT NULL AND household_id IS NOT NULL;
