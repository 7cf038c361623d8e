-- The last day before this one on which anybody was reminded. Grain: one row.
SELECT max(digest_on) AS digest_on FROM reminder WHERE digest_on < $as_of
