-- New hits (relation new_hits) by village and household. Grain: one row a household.
SELECT h.village_code, h.group_code, n.household_id, h.head_name,
    coalesce(m.members, 1)::INTEGER AS household_size,
    list({
        'rule_id': n.rule_id, 'source': n.source, 'record_no': n.record_no, 'detail': n.detail,
        'matched_by': n.matched_by, 'probability': n.probability::VARCHAR
    } ORDER BY n.rule_id, n.source, n.record_no) AS findings
FROM new_hits AS n
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN member_count_on($as_of) AS m USING (household_id)
GROUP BY ALL
ORDER BY h.village_code, h.group_code, n.household_id
