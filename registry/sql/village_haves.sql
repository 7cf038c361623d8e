-- How one village stands to what it must have. Grain: one row a required have, in the policy's order.
SELECT have_id, state, what
FROM required_have_on($required::VARCHAR[], $as_of)
WHERE village_code = $village_code
ORDER BY list_position($required::VARCHAR[], have_id)
