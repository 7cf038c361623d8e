-- Incidence of poverty; empty: unknown. Grain: one row a village, township, county.
SELECT place_code, incidence FROM incidence_on($as_of)
