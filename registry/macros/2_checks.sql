-- Findings of the daily check, and the day of their correction. A correction answers what had been found
-- when it was entered: its rounds are its own, and not those of the form at fault. Grain: one row a finding.
CREATE OR REPLACE TEMP MACRO finding_on(campaign, day) AS TABLE
SELECT f.check_id, f.household_id, f.round, f.kind, f.found_on, f.detail,
    min(c.corrected_on) AS corrected_on
FROM finding AS f
LEFT JOIN correction AS c
    ON c.campaign_id = f.campaign_id AND c.check_id = f.check_id AND c.household_id = f.household_id
    AND c.entry > f.entry AND c.corrected_on <= day
WHERE f.campaign_id = campaign AND f.found_on <= day
GROUP BY ALL;

-- Those that nobody has corrected by then. Grain: one row a finding.
CREATE OR REPLACE TEMP MACRO finding_open_on(campaign, day) AS TABLE
SELECT * EXCLUDE (corrected_on) FROM finding_on(campaign, day) WHERE corrected_on IS NULL;

-- Households drawn to be asked, for supervision or by a third party, and not asked by then. Grain: one
-- row a household and draw.
CREATE OR REPLACE TEMP MACRO unasked_on(campaign, day) AS TABLE
SELECT d.draw_id, d.purpose, d.place_code, d.drawn_on, n.household_id, n.rank
FROM draw AS d
JOIN drawn AS n USING (draw_id)
ANTI JOIN (SELECT * FROM call_back WHERE called_on <= day) AS c
    ON c.draw_id = d.draw_id AND c.household_id = n.household_id
WHERE d.campaign_id = campaign AND d.drawn_on <= day
    AND d.purpose IN ('supervision', 'call_back');
