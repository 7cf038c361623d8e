-- Whom the office can remind, and how: the channel that somebody has and the address in it; paper where
-- there is none. Places are reached by the mail of their desk. Grain: one row a helper, unit or place.
WITH reached AS (
    SELECT helper_id AS recipient_id, 'helper' AS owner, unit_id AS group_id, name AS name_zh,
        NULL AS name_en, channel, email, phone, account
    FROM helper_on($as_of)
    UNION ALL
    SELECT unit_id, 'unit', unit_id, name_zh, name_en, channel, email, phone, account
    FROM helping_unit_on($as_of)
    UNION ALL
    SELECT code, level, CASE level WHEN 'village' THEN parent_code ELSE code END, name_zh, name_en,
        'mail', email, NULL, NULL
    FROM place_on($as_of)
    WHERE level IN ('county', 'township', 'village')
),
addressed AS (
    SELECT *, CASE channel WHEN 'mail' THEN email WHEN 'sms' THEN coalesce(account, phone)
        ELSE account END AS address
    FROM reached
)
SELECT recipient_id, owner, group_id, name_zh, name_en, address,
    CASE WHEN channel IS NULL OR address IS NULL THEN 'paper' ELSE channel END AS channel
FROM addressed
