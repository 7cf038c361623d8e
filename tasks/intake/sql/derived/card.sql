-- Cards with whether they are closed where the form leaves it open: a closed one stays closed until
-- the bank has it open again from a later day, and is left out once the household has another card;
-- else it is open. A closing that is known already is left out: the card may be open again since.
-- Grain: one row an incoming row.
WITH last AS (
    SELECT household_id, card_number, is_closed, since_on FROM card
    QUALIFY row_number() OVER (PARTITION BY household_id, card_number ORDER BY version DESC) = 1
),
standing AS (
    SELECT i.*, c.card_number AS current_number, l.card_number IS NOT NULL AS was_closed,
        -- without a day it is open by its own word alone, which a check refuses
        i.is_closed IS FALSE
            AND (i.since_on IS NULL OR i.since_on > greatest(l.since_on, c.since_on)) AS is_reopened
    FROM incoming AS i
    LEFT JOIN last AS l
        ON l.household_id = i.household_id AND l.card_number = i.card_number AND l.is_closed
    LEFT JOIN card_on(DATE '9999-12-31') AS c ON c.household_id = i.household_id
    ANTI JOIN (
        SELECT k.household_id, k.card_number, k.since_on
        FROM card AS k
        JOIN last AS r
            ON r.household_id = k.household_id AND r.card_number = k.card_number AND NOT r.is_closed
        WHERE k.is_closed
    ) AS known ON known.household_id = i.household_id AND known.card_number = i.card_number
        AND known.since_on = i.since_on AND i.is_closed
)
SELECT * EXCLUDE (current_number, was_closed, is_reopened)
    REPLACE (coalesce(is_closed, FALSE) OR was_closed AND NOT is_reopened AS is_closed)
FROM standing
WHERE NOT was_closed OR current_number = card_number
    OR is_reopened AND since_on IS NOT NULL
ORDER BY row_id;
