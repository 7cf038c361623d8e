-- Changes of one household, or of one that it came of or took in, in the order of their days; who took
-- one back, when and why. Grain: one row a change.
SELECT c.change_no, c.changed_on, c.kind, c.household_id, c.other_household_id, c.name, c.reason,
    c.evidence, c.reported_by, j.as_of AS entered_on, r.revoked_by, r.reason AS revoked_because,
    k.as_of AS revoked_on
FROM change AS c
JOIN journal AS j USING (entry)
LEFT JOIN change_revocation AS r USING (change_no)
LEFT JOIN journal AS k ON k.entry = r.entry
WHERE $household_id IN (c.household_id, c.other_household_id) AND c.changed_on <= $as_of
ORDER BY c.changed_on, c.change_no
