-- Re-verifications in which one person signs for village and township.
SELECT row_id, 'township_verifier' AS column_name
FROM incoming
WHERE village_verifier = township_verifier;
