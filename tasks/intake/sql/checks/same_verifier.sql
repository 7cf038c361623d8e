-- Re-verifications in which one person signs for village and township.
SELECT row_id, 'township_verifier' AS column_name,
    'the same person as for the village' AS came,
    'village and township each verify by a person of their own' AS expected,
    'Name the person of the township.' AS remedy
FROM incoming
WHERE village_verifier = township_verifier;
