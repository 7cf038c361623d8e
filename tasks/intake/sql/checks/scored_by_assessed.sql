-- Points that the assessed gave themselves.
SELECT i.row_id, 'scorer' AS column_name, i.assessed_id
FROM incoming AS i
SEMI JOIN answering_on($as_of) AS a
    ON a.kind = i.kind AND a.assessed_id = i.assessed_id AND plain_name(a.who) = plain_name(i.scorer);
