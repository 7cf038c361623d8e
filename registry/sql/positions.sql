-- Where every household of the campaign stands, and where it lives. Grain: one row a household.
SELECT p.household_id, p.step_no, p.step, p.result, p.is_ended, h.group_code, h.village_code
FROM campaign_position AS p
LEFT JOIN household_on($as_of) AS h USING (household_id)
