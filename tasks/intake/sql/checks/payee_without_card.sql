-- Payments to a household without a card in the register.
SELECT row_id, 'card_number' AS column_name, household_id
FROM incoming
SEMI JOIN known_household($as_of) USING (household_id)
ANTI JOIN known_card($as_of) USING (household_id)
WHERE card_number IS NOT NULL;
