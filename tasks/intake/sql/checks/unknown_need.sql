-- Rows of a need that nobody registered.
SELECT row_id, 'need_id' AS column_name, need_id
FROM incoming ANTI JOIN known_need($as_of) USING (need_id)
WHERE need_id IS NOT NULL;
