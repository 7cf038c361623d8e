"""The guard lets plain conditions pass and refuses everything else with a remedy."""

import pytest

from policy.criteria import check_expression
from policy.errors import PolicyError
from policy.features import load_features
from policy.pack import load_pack

WHERE = "data/policy/cn/criteria.yaml, enter.test"

REFUSED = {
    "incom_per_person < poverty_line": "perhaps income_per_person",
    "Size > 1": "perhaps size",
    "households.size > 1": "unknown name households.size",
    "household_id = '1'": "unknown name household_id",
    "sqrt(size) > 1": "the function sqrt",
    "greatest(size, 2) > 1": "the function greatest",
    "size % 2 = 1": "the function %",
    "read_csv('x')": "the function read_csv",
    "getenv('HOME') = 'x'": "the function getenv",
    "count(*) > 1": "the function count_star",
    "size / 0 > 1": "may be zero",
    "size / 0.00 > 1": "may be zero",
    "size / dwellings > 1": "may be zero",
    "size > 'abc'": "a number with a text",
    "size BETWEEN 1 AND 'abc'": "a number with a text",
    "size IN (1, 'abc')": "a number with a text",
    "housing_grade = 3": "the listed values of housing_grade with a number",
    "housing_grade = 'E'": "one of 'A', 'B', 'C', 'D'",
    "housing_grade IN ('C', 'd')": "one of 'A', 'B', 'C', 'D'",
    "housing_grade < 'C'": "two numbers, or a column and one of its listed values",
    "housing_grade = main_cause": "Compare things of the same kind",
    "'a' = 'a'": "Compare things of the same kind",
    "has_ship = TRUE": "Write `has_vehicle` or `NOT has_vehicle`",
    "has_ship > size": "a comparison of something that is true or false",
    "(size > 1) = has_ship": "a comparison of something that is true or false",
    "has_ship + 1 > 1": "a true-or-false in a calculation",
    "size": "a number where a condition must stand",
    "NOT size": "a number where a condition must stand",
    "size AND has_ship": "a number where a condition must stand",
    "TRUE": "TRUE or FALSE",
    "1 = 1": "asks nothing about the household",
    "poverty_line > 1000": "asks nothing about the household",
    "size IS NULL": "a test for what is unknown",
    "size IS NOT NULL": "a test for what is unknown",
    "coalesce(size, 0) > 1": "a test for what is unknown",
    "size IS DISTINCT FROM 1": "a test for what is unknown",
    "size IN (1, NULL)": "a test for what is unknown",
    "size > 1e3": "Write it out in digits",
    "size > CAST('1' AS INTEGER)": "cast, which is not allowed",
    "CASE WHEN has_ship THEN size > 1 END": "case, which is not allowed",
    "size > $limit": "parameter, which is not allowed",
    "*": "star, which is not allowed",
    "size > sum(size) OVER ()": "window, which is not allowed",
    "(SELECT 1) > 0": "a sub-select",
    "EXISTS (SELECT 1)": "a sub-select",
    "size IN (SELECT 1)": "a sub-select",
    "size > 1 AS large": "Remove the AS",
    "size > 1, size > 2": "more than one condition",
    "size > 1 FROM households": "more than one condition",
    "size > 1 WHERE has_ship": "more than one condition",
    "size > 1 ORDER BY 1": "more than one condition",
    "DISTINCT size > 1": "more than one condition",
    "size > 1 UNION SELECT 1": "more than one condition",
    "size > 1; SELECT 1": "more than one condition",
    "size > 1; DROP TABLE households": "cannot be read",
    "size >": "cannot be read",
    "(size > 1": "cannot be read",
    "": "cannot be read",
    "size * size * net_income_per_year * net_income_per_year > 1": "cannot be calculated",
}


def checked(expression: str):  # type: ignore[no-untyped-def]
    types = load_pack("cn").numeric_types()
    return check_expression(expression, load_features(), types, WHERE)


@pytest.mark.parametrize("expression", REFUSED)
def test_an_unfit_expression_is_refused_with_place_and_remedy(expression: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        checked(expression)
    error = refusal.value
    assert REFUSED[expression] in str(error)
    assert error.where == WHERE
    assert error.expected and error.remedy


@pytest.mark.parametrize(
    "expression",
    [
        "income_per_person < poverty_line",
        "NOT has_ship",
        "net_income_per_year / 2 <= 1.5 * poverty_line",
        "abs(-size) BETWEEN 1 AND 3",
        "housing_grade NOT IN ('A', 'B') OR main_cause <> 'skill'",
    ],
)
def test_a_plain_condition_passes(expression: str) -> None:
    assert checked(expression).columns


def test_what_runs_is_the_checked_tree_and_not_the_text() -> None:
    assert checked("size > 1 -- and a remark").sql == "(size > 1)"


def test_names_are_reported_once_in_order() -> None:
    found = checked("size > 1 AND income_per_person < poverty_line OR size < 9")
    assert found.columns == ("size", "income_per_person")
    assert found.values == ("poverty_line",)
