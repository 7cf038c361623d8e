-- Households that were on the list before, left it, and were listed again by the campaign. Grain: one row.
SELECT count(*) AS households
FROM (
    FROM listing_spell_on($as_of)
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY starts_on) > 1
)
WHERE identified_by = $campaign_id
