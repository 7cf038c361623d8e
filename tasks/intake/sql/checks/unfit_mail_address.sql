-- Mail addresses that are not exactly one address.
SELECT row_id, 'email' AS column_name
FROM incoming
WHERE email IS NOT NULL
    AND NOT regexp_full_match(email, '[^\s@,;，；、<>()"]+@[^\s@,;，；、<>()"]+\.[^\s@,;，；、<>()".]+');
