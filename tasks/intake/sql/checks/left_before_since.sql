-- Units and helpers who left before they began.
SELECT row_id, 'left_on' AS column_name, left_on, since_on FROM incoming WHERE left_on < since_on;
