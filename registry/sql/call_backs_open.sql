-- Households drawn for supervision or a call-back and not asked yet. Grain: one row a household.
SELECT draw_id, purpose, household_id
FROM unasked_on($campaign_id, $as_of)
ORDER BY draw_id, rank
