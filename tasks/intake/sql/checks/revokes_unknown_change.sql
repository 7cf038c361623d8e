-- Revocations of changes that nobody has entered.
SELECT row_id, 'change_no' AS column_name, change_no
FROM incoming
ANTI JOIN known_change() USING (change_no);
