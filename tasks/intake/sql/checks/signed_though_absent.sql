-- Attendance with a signature or fingerprint of someone who was not there.
SELECT row_id, CASE WHEN is_signed THEN 'is_signed' ELSE 'is_fingerprinted' END AS column_name
FROM incoming
WHERE NOT is_present AND (is_signed OR is_fingerprinted);
