-- Lines of source lists: whose household has applied or is listed, has not, or is not known. Grain: one row a
-- kind of list.
SELECT list_kind, count(*) FILTER (has_applied) AS applied,
    count(*) FILTER (NOT has_applied) AS not_applied,
    count(*) FILTER (has_applied IS NULL) AS unknown
FROM campaign_source
GROUP BY list_kind
ORDER BY list_kind
