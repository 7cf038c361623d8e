"""The guard: only plain conditions over known columns and values may judge a household.

An expression is parsed by DuckDB, and its tree walked against what is allowed here. What runs later
is SQL written back from the checked tree, never the text of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NoReturn

import duckdb

from policy.articles import Criterion
from policy.errors import PolicyError
from policy.features import KEY, Feature, columns_sql
from policy.pack import Pack

NUMBER, BOOLEAN, TEXT = "number", "true-or-false", "text"
FAMILIES = {"int": NUMBER, "decimal": NUMBER, "bool": BOOLEAN}
FUNCTIONS = ("+", "-", "*", "/", "abs")
ORDERINGS = (
    "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN",
    "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO",
)
EQUALITIES = ("COMPARE_EQUAL", "COMPARE_NOTEQUAL")
MEMBERSHIPS = ("COMPARE_IN", "COMPARE_NOT_IN")
CONNECTIVES = ("CONJUNCTION_AND", "CONJUNCTION_OR", "OPERATOR_NOT")
CONDITIONS = (*ORDERINGS, *EQUALITIES, *MEMBERSHIPS, *CONNECTIVES, "COMPARE_BETWEEN")
NULL_TESTS = (
    "OPERATOR_IS_NULL",
    "OPERATOR_IS_NOT_NULL",
    "OPERATOR_COALESCE",
    "COMPARE_DISTINCT_FROM",
    "COMPARE_NOT_DISTINCT_FROM",
)
NUMBER_TYPES = ("INTEGER", "BIGINT", "DECIMAL")
VALUE_SQL_TYPES = {"integer": "INTEGER", "decimal": "DECIMAL(12,4)"}
# Far above any household, so that an arithmetic overflow shows here and not at the county's desk.
LARGEST = {"int": 9_999, "decimal": 9_999_999, "value": 9_000}


@dataclass(frozen=True)
class CheckedExpression:
    """SQL that passed the guard, and the columns and policy values that it names."""

    sql: str
    columns: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class CheckedCriterion:
    """A criterion whose condition and exceptions passed the guard."""

    criterion: Criterion
    condition: CheckedExpression
    exceptions: tuple[CheckedExpression, ...]


def check_criterion(
    criterion: Criterion, pack: Pack, features: tuple[Feature, ...]
) -> CheckedCriterion:
    """The criterion, ready to run; PolicyError names file, id, what came and the remedy."""
    where = f"{criterion.file}, {criterion.id}"
    types = pack.numeric_types()
    return CheckedCriterion(
        criterion,
        check_expression(criterion.expression, features, types, where),
        tuple(
            check_expression(exception.expression, features, types, f"{where}, exceptions")
            for exception in criterion.exceptions
        ),
    )


def check_expression(
    expression: str, features: tuple[Feature, ...], value_types: Mapping[str, str], where: str
) -> CheckedExpression:
    """The expression as checked SQL; PolicyError says which part is not allowed and why."""
    columns = {feature.name: feature for feature in features if feature.name != KEY}
    walk = _Walk(expression, columns, value_types, where)
    tree = _parse(expression, where)
    walk.condition(tree["statements"][0]["node"]["select_list"][0])
    if not walk.columns:
        walk.refuse(
            "a condition that asks nothing about the household",
            "at least one column of household_features",
            "name a column, or remove the criterion",
        )
    checked = CheckedExpression(_written_back(tree), tuple(walk.columns), tuple(walk.values))
    _dry_run(checked, columns, value_types, where)
    return checked


@lru_cache(maxsize=1)
def _guard_connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"enable_external_access": "false", "threads": "1"})
    connection.execute("SET lock_configuration = true")
    return connection


def _parsed(sql: str) -> dict[str, Any]:
    cursor = _guard_connection().cursor()
    row = cursor.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchone()
    assert row is not None
    parsed: dict[str, Any] = json.loads(row[0])
    return parsed


def _parse(expression: str, where: str) -> dict[str, Any]:
    tree = _parsed(f"SELECT {expression}")
    if tree["error"]:
        raise PolicyError(
            where=where,
            came=f"`{expression}`, which cannot be read ({tree['error_message']})",
            expected="one condition such as `income_per_person < poverty_line`",
            remedy="correct the spelling, brackets and quotes of the condition",
        )
    statements = [statement["node"] for statement in tree["statements"]]
    plain = _parsed("SELECT 1")["statements"][0]["node"]
    # Whatever goes beyond a bare SELECT of one thing differs from the tree of `SELECT 1`.
    if (
        len(statements) != 1
        or len(statements[0].get("select_list", ())) != 1
        or statements[0] | {"select_list": None} != plain | {"select_list": None}
    ):
        raise PolicyError(
            where=where,
            came=f"`{expression}`, which is more than one condition",
            expected="a single condition, without FROM, WHERE, commas or semicolons",
            remedy="write each condition as a criterion of its own, or join them by AND or OR",
        )
    return tree


def _written_back(tree: dict[str, Any]) -> str:
    cursor = _guard_connection().cursor()
    row = cursor.execute(
        "SELECT json_deserialize_sql($tree::JSON)", {"tree": json.dumps(tree)}
    ).fetchone()
    assert row is not None
    return str(row[0]).removeprefix("SELECT ")


class _Walk:
    """One walk down a tree: collects the names, and refuses what is not allowed."""

    def __init__(
        self,
        expression: str,
        features: Mapping[str, Feature],
        value_types: Mapping[str, str],
        where: str,
    ) -> None:
        self.expression = expression
        self.features = features
        self.value_types = value_types
        self.where = where
        self.columns: dict[str, None] = {}
        self.values: dict[str, None] = {}

    def refuse(self, came: str, expected: str, remedy: str) -> NoReturn:
        raise PolicyError(
            where=self.where,
            came=f"{came} in `{self.expression}`",
            expected=expected,
            remedy=remedy,
        )

    def condition(self, node: dict[str, Any]) -> None:
        """A node that must be true or false."""
        self._refuse_alias(node)
        match node["type"]:
            case kind if kind in CONNECTIVES:
                for child in node["children"]:
                    self.condition(child)
            case kind if kind in MEMBERSHIPS:
                first, *others = node["children"]
                for other in others:
                    self._comparable(first, other, is_ordering=False)
            case "COMPARE_BETWEEN":
                for bound in (node["lower"], node["upper"]):
                    self._comparable(node["input"], bound, is_ordering=True)
            case kind if kind in EQUALITIES or kind in ORDERINGS:
                self._comparable(node["left"], node["right"], is_ordering=kind in ORDERINGS)
            case _:
                family = self._operand(node)
                if family != BOOLEAN:
                    self.refuse(
                        f"a {family} where a condition must stand",
                        "something that is true or false",
                        "compare it, as in `dwellings = 0`",
                    )

    def _comparable(
        self, left: dict[str, Any], right: dict[str, Any], *, is_ordering: bool
    ) -> None:
        families = (self._operand(left), self._operand(right))
        if families == (NUMBER, NUMBER):
            return
        if BOOLEAN in families:
            self.refuse(
                "a comparison of something that is true or false",
                "the column alone, or after NOT",
                "write `has_vehicle` or `NOT has_vehicle`",
            )
        named = [family for family in families if family in self.features]
        if len(named) == 1 and TEXT in families and not is_ordering:
            literal = right if families[1] == TEXT else left
            self._value_of_enum(self.features[named[0]], literal["value"]["value"])
            return
        self.refuse(
            f"a comparison of {self._described(families[0])} with {self._described(families[1])}",
            "two numbers, or a column and one of its listed values (=, <>, IN)",
            "compare things of the same kind",
        )

    def _described(self, family: str) -> str:
        return f"the listed values of {family}" if family in self.features else f"a {family}"

    def _value_of_enum(self, feature: Feature, literal: str) -> None:
        if literal not in feature.values:
            self.refuse(
                f"'{literal}', which {feature.name} never is,",
                f"one of {', '.join(repr(value) for value in feature.values)}",
                "correct the value; a wrong one would quietly never be met",
            )

    def _operand(self, node: dict[str, Any]) -> str:
        """Family of a node: number, true-or-false, text, or the name of an enum column."""
        self._refuse_alias(node)
        match node["class"]:
            case "COLUMN_REF":
                return self._name(node["column_names"])
            case "CONSTANT":
                return self._literal(node["value"])
            case "FUNCTION":
                return self._function(node)
            case "CAST" if node["cast_type"]["id"] == "BOOLEAN":
                self.refuse(
                    "TRUE or FALSE",
                    "a column or a comparison",
                    "write `has_vehicle` or `NOT has_vehicle`",
                )
            case "SUBQUERY":
                self.refuse(
                    "a sub-select",
                    "columns of one household only",
                    "add the figure to household_features and name its column",
                )
            case _ if node["type"] in NULL_TESTS:
                self._refuse_null_test()
            case _ if node["type"] in CONDITIONS:
                self.condition(node)
                return BOOLEAN
        self.refuse(
            f"{node['class'].lower().replace('_', ' ')}, which is not allowed,",
            "columns, values, numbers, + - * /, comparisons, IN, BETWEEN, AND, OR, NOT",
            "write the condition with these",
        )

    def _refuse_null_test(self) -> NoReturn:
        self.refuse(
            "a test for what is unknown",
            "conditions that stay unknown while the survey lacks an answer",
            "leave it out: unknown households go back to be surveyed",
        )

    def _refuse_alias(self, node: dict[str, Any]) -> None:
        if node.get("alias"):
            self.refuse(
                f"the name `{node['alias']}` given to a part", "no AS", "remove the AS and the name"
            )

    def _name(self, parts: list[str]) -> str:
        name = ".".join(parts)
        if name in self.features:
            self.columns[name] = None
            feature = self.features[name]
            return name if feature.type == "enum" else FAMILIES.get(feature.type, TEXT)
        if name in self.value_types:
            self.values[name] = None
            return NUMBER
        known = [*self.features, *self.value_types]
        nearest = get_close_matches(name.lower(), known, n=1)
        self.refuse(
            f"the unknown name {name}",
            f"a column of data/features.yaml or a numeric policy value"
            f"{f', perhaps {nearest[0]}' if nearest else ''}",
            "correct the name, or add the column or the value",
        )

    def _literal(self, value: dict[str, Any]) -> str:
        if value["is_null"]:
            self._refuse_null_test()
        kind = value["type"]["id"]
        if kind in NUMBER_TYPES:
            return NUMBER
        if kind == "VARCHAR":
            return TEXT
        self.refuse(
            f"the number {value['value']}", "a plain number such as 1.5", "write it out in digits"
        )

    def _function(self, node: dict[str, Any]) -> str:
        name = node["function_name"]
        if name not in FUNCTIONS:
            self.refuse(
                f"the function {name}",
                f"only {' '.join(FUNCTIONS)}",
                "write the condition without it, or add the figure to household_features",
            )
        for child in node["children"]:
            family = self._operand(child)
            if family != NUMBER:
                self.refuse(
                    f"{self._described(family)} in a calculation",
                    "numbers on both sides",
                    "calculate with numeric columns and values only",
                )
        if name == "/":
            self._refuse_division(node["children"][1])
        return NUMBER

    def _refuse_division(self, divisor: dict[str, Any]) -> None:
        # x / 0 is infinity in DuckDB and would make a condition true.
        if divisor["class"] != "CONSTANT" or not divisor["value"]["value"]:
            self.refuse(
                "a division by something that may be zero",
                "a divisor that is written as a number other than 0",
                "multiply the other side instead, as in `a > 2 * b` for `a / b > 2`",
            )


def _dry_run(
    checked: CheckedExpression,
    features: Mapping[str, Feature],
    value_types: Mapping[str, str],
    where: str,
) -> None:
    """Binds on an empty typed table, then runs on an unknown, a zero and a very large household."""
    values = [f"{name} {VALUE_SQL_TYPES[value_types[name]]}" for name in checked.values]
    columns = ", ".join([columns_sql(tuple(features.values())), *values])
    query = f"SELECT count(*) FROM dry_run WHERE {checked.sql}"
    cursor = _guard_connection().cursor()
    try:
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE dry_run ({columns})")
        cursor.execute(query)
        cursor.execute(f"INSERT INTO dry_run VALUES {', '.join(_dry_rows(checked, features))}")
        cursor.execute(query)
    except duckdb.Error as error:
        raise PolicyError(
            where=where,
            came=f"`{checked.sql}`, which cannot be calculated ({error})",
            expected="a condition that holds for every possible household",
            remedy="simplify the calculation",
        ) from error


def _dry_rows(checked: CheckedExpression, features: Mapping[str, Feature]) -> Iterator[str]:
    kinds = [feature.type for feature in features.values()] + ["value"] * len(checked.values)
    for scale in (None, 0, 1):
        cells = [
            "NULL" if scale is None or kind not in LARGEST else str(scale * LARGEST[kind])
            for kind in kinds
        ]
        yield f"({', '.join(cells)})"
