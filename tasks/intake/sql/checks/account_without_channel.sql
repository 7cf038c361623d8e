-- Helpers and units with an account in no channel.
SELECT row_id, 'channel' AS column_name FROM incoming WHERE account <> '' AND channel IS NULL;
