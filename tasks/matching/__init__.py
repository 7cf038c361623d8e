"""Whom a department's record concerns: by ID number, else by what else agrees. Never a verdict."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from registry.named_sql import execute
from tasks.matching.linkage import link_records

FOLDER = Path(__file__).parent
COLUMNS = (
    "household_id",
    "person_id",
    "department_id",
    "record_no",
    "matched_by",
    "probability",
    "note",
    "detail",
)


def match_records(
    connection: Any, opened_on: date, as_of: date, threshold: Decimal, candidates: pl.DataFrame
) -> pl.DataFrame:
    """The records, delivered since the campaign's opening, that concern a member of a candidate household.

    `candidates` has household_id. A record concerns one person: by its ID number (`id_number`, no
    probability), or as the one of the whole register who fits best, at `threshold` or above
    (`probable`) or from one half on (`possible`: a person decides). `note` says what speaks against
    it: name_differs, id_number_differs, several_fit. The registry is only read.
    """
    # A connection of its own: Splink leaves tables and views behind.
    with duckdb.connect() as desk:
        for name, values in (
            ("registered_person", {"as_of": as_of}),
            ("record", {"opened_on": opened_on, "as_of": as_of}),
        ):
            # As a whole: one connection that reads while another one still computes can stand still.
            rows = execute(connection, _sql(f"{name}.sql"), values).to_arrow_table()
            _copy(desk, name, rows)
        _copy(desk, "candidate", candidates.select("household_id").to_arrow())
        desk.execute(_sql("person.sql"))
        exact = desk.execute(_sql("exact.sql")).pl()
        desk.execute(_sql("residual.sql"))
        link_records(desk)
        linked = desk.execute(_sql("linked.sql"), {"threshold": threshold}).pl()
    return pl.concat([exact, linked]).select(COLUMNS).sort(COLUMNS[:4])


def _copy(desk: Any, table: str, rows: Any) -> None:
    # Copied, not only registered: DuckDB 1.5 cannot push a join's filter into an Arrow scan.
    desk.register("incoming", rows)
    desk.execute(f"CREATE TABLE {table} AS FROM incoming")
    desk.unregister("incoming")


def _sql(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
