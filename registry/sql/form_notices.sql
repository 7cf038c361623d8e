-- Notices to be posted. Grain: one row a notice.
SELECT number FROM paper WHERE list_contains($subjects, number) ORDER BY number
