-- How many papers a mark has in a year: the number of the last one, since numbers run without a gap.
-- Grain: one row.
SELECT count(*) AS last_no
FROM paper JOIN campaign USING (campaign_id)
WHERE document_mark = $mark AND year(issued_on) = $year
