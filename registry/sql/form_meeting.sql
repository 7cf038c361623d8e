-- The meeting to be held, numbered by place and repetition. Grain: one row.
SELECT 'PY-' || split_part($campaign_id, '-', 2) || '-' || $place_code || '-' || (count(*) + 1) AS meeting_id, $form AS kind,
    $place_code AS place_code
FROM meeting WHERE campaign_id = $campaign_id AND place_code = $place_code AND kind = $form
