-- Keep-outs that a household's last survey found, or could not exclude, and that no hit has put to people yet.
-- Grain: one row a household and rule.
CREATE OR REPLACE TEMP MACRO keepout_unseen_on(campaign, day) AS TABLE
SELECT j.household_id, j.rule_id, j.round, j.state, j.observed
FROM judgement AS j
ANTI JOIN (FROM verdict WHERE judged_on <= day) AS later
    ON later.campaign_id = j.campaign_id AND later.household_id = j.household_id
    AND later.round > j.round
ANTI JOIN (FROM hit WHERE source = 'survey' AND found_on <= day) AS h
    ON h.campaign_id = j.campaign_id AND h.household_id = j.household_id AND h.rule_id = j.rule_id
    AND starts_with(h.detail, j.state)
WHERE j.campaign_id = campaign AND j.judged_on <= day
    AND j.rule_id LIKE 'keepout.%' AND j.state IN ('met', 'unknown');
