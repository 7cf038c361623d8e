-- Objections entered before that come again with other content: only the household may be added,
-- once somebody who was missed is registered.
SELECT i.row_id, 'objection_id' AS column_name, i.objection_id
FROM incoming AS i JOIN objection AS o USING (objection_id)
WHERE o.number <> i.number OR o.kind <> i.kind OR o.received_on <> i.received_on OR o.ground <> i.ground
    OR o.is_anonymous <> i.is_anonymous OR o.channel <> i.channel
    OR o.assessed_id IS DISTINCT FROM i.assessed_id
    OR (o.household_id IS NOT NULL AND o.household_id IS DISTINCT FROM i.household_id)
QUALIFY row_number() OVER (PARTITION BY i.row_id ORDER BY o.round DESC) = 1;
