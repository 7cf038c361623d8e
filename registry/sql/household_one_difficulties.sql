-- The household's difficulties, as last said. Grain: one row a difficulty.
SELECT difficulty_id, state, stated_on, what, evidence
FROM difficulty_on($as_of)
WHERE household_id = $household_id AND state <> 'absent'
ORDER BY stated_on, difficulty_id
