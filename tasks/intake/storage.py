"""Incoming rows become facts: the next version or round where something is new, else nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from registry.session import Entry
from tasks.intake.forms import Form
from tasks.intake.readings import FAULT, ROW_ID, SHEET_NO, fault_rows


@dataclass(frozen=True)
class Target:
    """A table that a form's rows go into.

    `columns` maps the table's columns to the form's. `carried` maps a column to the sheets that
    do not have it: a register keeps there what it knew. `days` are filled with the day of
    loading, and an open day is no change.
    """

    form: Form
    table: str
    key: tuple[str, ...]
    counter: str | None
    columns: Mapping[str, str]
    days: tuple[str, ...] = ()
    carried: Mapping[str, Sequence[int]] | None = None
    needs: str | None = None


def targets(form: Form, absent: Mapping[str, Sequence[int]]) -> list[Target]:
    """Where the rows of a form go; `absent` maps a column to the sheets that do not have it."""
    is_register = form.counter == "version"
    own = Target(
        form,
        form.table,
        form.key,
        form.counter,
        {name: name for name in form.stored},
        form.fact_days,
        {c: s for c, s in absent.items() if c not in form.fact_days} if is_register else None,
    )
    if form.protected is None:
        return [own]
    apart = {name: source for source, name in form.protected.columns.items()}
    return [own, Target(form, form.protected.table, form.key, None, apart, needs=apart["name"])]


def compare(entry: Entry, target: Target) -> pl.DataFrame:
    """The rows as they would be stored, `next` as their number, whether `is_known`, `is_unchanged`."""
    text = _comparison(target)
    bound = {"as_of": entry.as_of} if "$as_of" in text else {}
    found: pl.DataFrame = entry.connection.execute(text, bound).pl()
    return found


def settled(target: Target, compared: pl.DataFrame) -> pl.DataFrame:
    """Faults of rows that would change what can be stated only once."""
    if target.counter:
        return pl.DataFrame(schema=FAULT)
    changed = compared.filter(pl.col("is_known") & ~pl.col("is_unchanged"))
    names = [name for name in target.key if name != "campaign_id"]
    came = changed.select(pl.concat_str(names, separator=" / ")).to_series()
    return fault_rows(changed, names[0], "intake.settled", came=came).cast(FAULT)


def store(entry: Entry, target: Target, compared: pl.DataFrame) -> None:
    """Add the rows that are new or changed."""
    rows = compared.filter(~pl.col("is_unchanged"))
    numbered = {target.counter: pl.col("next")} if target.counter else {}
    entry.insert(target.table, rows.select(*target.columns, **numbered))


def _comparison(target: Target) -> str:
    """SQL over `incoming_<form>`; names come from the forms and tables, never from a file."""
    keys = ", ".join(target.key)
    values = [name for name in target.columns if name not in target.key]
    stated = {name: _stated(target, name) for name in values}
    unchanged = [
        f"({value} IS NOT DISTINCT FROM last.{name}"
        + (f" OR row.{target.columns[name]} IS NULL)" if name in target.days else ")")
        for name, value in stated.items()
    ]
    shown = [f"row.{name} AS {name}" for name in target.key]
    shown += [
        f"coalesce({value}, $as_of) AS {name}" if name in target.days else f"{value} AS {name}"
        for name, value in stated.items()
    ]
    latest = (
        f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {target.counter} DESC) = 1"
        if target.counter
        else ""
    )
    number = f"coalesce(last.{target.counter}, 0) + 1" if target.counter else "1"
    known = f"last.{target.key[0]} IS NOT NULL"
    return f"""
        WITH last AS (SELECT * FROM {target.table} {latest})
        SELECT row.{ROW_ID}, row.{SHEET_NO}, {", ".join(shown)}, {number} AS next,
            {known} AS is_known, {" AND ".join([known, *unchanged])} AS is_unchanged
        FROM incoming_{target.form.id} AS row
        LEFT JOIN last ON {" AND ".join(f"last.{name} = row.{name}" for name in target.key)}
        {f"WHERE row.{target.needs} IS NOT NULL" if target.needs else ""}
        ORDER BY row.{ROW_ID}"""


def _stated(target: Target, name: str) -> str:
    source = target.columns[name]
    value = f"row.{source}"
    if sheets := (target.carried or {}).get(name):
        numbers = ", ".join(map(str, sheets))
        is_absent = f"row.{SHEET_NO} IN ({numbers})"
        value = f"coalesce({value}, CASE WHEN {is_absent} THEN last.{name} END)"
    default = target.form.column(source).default
    return value if default is None else f"coalesce({value}, '{default}')"


def book(entry: Entry, table: str, rows: pl.DataFrame, key: Sequence[str]) -> None:
    """Add rows about files that are not there yet: the same file may come again."""
    once = rows.unique(subset=key, keep="first", maintain_order=True)
    with entry.holding("booked", once):
        query = f"SELECT * FROM booked ANTI JOIN {table} USING ({', '.join(key)})"
        entry.insert(table, entry.connection.execute(query).pl())
