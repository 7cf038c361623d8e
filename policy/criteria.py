"""The guard: only plain conditions over known columns and values may judge a household.

An expression is parsed by DuckDB, and its tree walked against what is allowed here. What runs later
is SQL written back from the checked tree, never the text of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import duckdb

from policy.articles import Criterion
from policy.errors import PolicyError
from policy.expression import Walk
from policy.features import KEY, Feature, columns_sql
from policy.pack import Pack

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
    walk = Walk(expression, columns, value_types, where)
    tree = _parse(expression, where)
    walk.condition(tree["statements"][0]["node"]["select_list"][0])
    if not walk.columns:
        raise walk.refusal("criterion.about_nothing")
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
        raise PolicyError.because(
            "criterion.unreadable", where=where, expression=expression, said=tree["error_message"]
        )
    statements = [statement["node"] for statement in tree["statements"]]
    plain = _parsed("SELECT 1")["statements"][0]["node"]
    # Whatever goes beyond a bare SELECT of one thing differs from the tree of `SELECT 1`.
    if (
        len(statements) != 1
        or len(statements[0].get("select_list", ())) != 1
        or statements[0] | {"select_list": None} != plain | {"select_list": None}
    ):
        raise PolicyError.because("criterion.several", where=where, expression=expression)
    return tree


def _written_back(tree: dict[str, Any]) -> str:
    cursor = _guard_connection().cursor()
    row = cursor.execute(
        "SELECT json_deserialize_sql($tree::JSON)", {"tree": json.dumps(tree)}
    ).fetchone()
    assert row is not None
    return str(row[0]).removeprefix("SELECT ")


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
        raise PolicyError.because(
            "criterion.incalculable", where=where, expression=checked.sql, said=error
        ) from error


def _dry_rows(checked: CheckedExpression, features: Mapping[str, Feature]) -> Iterator[str]:
    kinds = [feature.type for feature in features.values()] + ["value"] * len(checked.values)
    for scale in (None, 0, 1):
        cells = [
            "NULL" if scale is None or kind not in LARGEST else str(scale * LARGEST[kind])
            for kind in kinds
        ]
        yield f"({', '.join(cells)})"
