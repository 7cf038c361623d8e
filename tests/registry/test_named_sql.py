"""Tables beside the registry: made once for each set of values, and anew after a write below them."""

import duckdb
import pytest

from registry.named_sql import KEPT, Macros, macros, outdate

MACROS = """
CREATE OR REPLACE TEMP MACRO fact_on(day) AS TABLE
SELECT * FROM fact WHERE told_on <= day;

CREATE OR REPLACE TEMP TABLE fact_of_day AS
FROM fact_on($as_of);

CREATE OR REPLACE TEMP TABLE counted AS
SELECT kind, count(*) AS facts FROM fact_of_day GROUP BY kind HAVING kind = $kind;
"""


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE fact AS SELECT i AS told_on, 'a' AS kind FROM range(1, 101) AS r(i)"
    )
    return connection


@pytest.fixture
def known() -> Macros:
    return Macros([MACROS])


def facts(known: Macros, connection: duckdb.DuckDBPyConnection, as_of: int) -> int:
    text = "SELECT count(*) FROM fact_of_day"
    (count,) = known.execute(connection, text, {"as_of": as_of}).fetchall()[0]
    return int(count)


def test_each_day_has_its_own_table_and_keeps_it(
    known: Macros, connection: duckdb.DuckDBPyConnection
) -> None:
    assert [facts(known, connection, day) for day in (3, 5)] == [3, 5]
    connection.execute("DELETE FROM fact")  # past the program: nobody told it
    assert [facts(known, connection, day) for day in (3, 5, 7)] == [3, 5, 0]


def test_after_a_write_it_is_made_again(
    known: Macros, connection: duckdb.DuckDBPyConnection
) -> None:
    assert facts(known, connection, 3) == 3
    connection.execute("DELETE FROM fact WHERE told_on = 2")
    outdate(connection, "another")
    assert facts(known, connection, 3) == 3
    outdate(connection, "fact")
    assert facts(known, connection, 3) == 2


def test_more_days_than_are_kept_are_answered_all_the_same(
    known: Macros, connection: duckdb.DuckDBPyConnection
) -> None:
    days = [*range(1, 2 * KEPT), *range(1, 2 * KEPT)]
    assert [facts(known, connection, day) for day in days] == days
    tables = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchall()
    assert tables == [(KEPT,)]


def test_a_table_of_tables_takes_those_of_its_own_values(
    known: Macros, connection: duckdb.DuckDBPyConnection
) -> None:
    text = "SELECT facts FROM counted JOIN fact_of_day USING (kind) LIMIT 1"
    for as_of in (9, 4, 9):
        found = known.execute(connection, text, {"as_of": as_of, "kind": "a"}).fetchall()
        assert found == [(as_of,)]


def test_no_macro_names_a_table_that_differs_by_values() -> None:
    """It would read those of whichever values came last."""
    statements = macros().statements
    is_table = {
        name: text.startswith("CREATE OR REPLACE TEMP TABLE") for name, text in statements.items()
    }
    for name in statements:
        below = macros().needed(f"FROM {name}")
        by_values = [each for each, read in below.items() if any(word[0] == "$" for word in read)]
        assert is_table[name] or not by_values, (name, by_values)
