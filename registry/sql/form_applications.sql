-- Applications to be completed, with what the household wrote. Grain: one row a household.
SELECT a.household_id, h.head_name, a.applicant_name, a.reason
FROM application_on($campaign_id, $as_of) AS a
JOIN household_on($as_of) AS h USING (household_id)
WHERE list_contains($subjects, a.household_id)
ORDER BY a.household_id
