"""Incoming rows become facts: the next version or round where something is new, else nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from registry.session import Entry
from tasks.intake.files import ROW_NO
from tasks.intake.forms import Form
from tasks.intake.readings import COME_AGAIN, FAULT, REPAIR, ROW_ID, SHEET_NO, fault_rows

TAKEN_AFTER_ALL = "taken when its file came again"


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


def come_again(entry: Entry, form: Form, placed: pl.DataFrame) -> pl.DataFrame:
    """Rows of files that were loaded before, whatever they are called now, with the day of that load:
    each `was_taken`, or `was_aside` until now. Neither where the file served another campaign or department.

    Who loads a file again means no correction: what came of it since must hold.
    """
    of_form = {"form": form.id, "digests": placed["file_digest"].unique().to_list()}
    known = "SELECT 1 FROM intake_file WHERE form = $form AND list_contains($digests, file_digest)"
    if not form.counter or not entry.connection.execute(known, of_form).fetchone():
        return pl.DataFrame(schema=COME_AGAIN)
    at, keys = ("file_digest", "sheet", ROW_NO), form.key
    with entry.holding("placed", placed.select(ROW_ID, *at, *keys)):
        found: pl.DataFrame = entry.connection.execute(
            f"""
            WITH aside AS (
                SELECT {", ".join(at)} FROM quarantine
                ANTI JOIN (FROM repair WHERE why = '{TAKEN_AFTER_ALL}') USING ({", ".join(at)})
            )
            SELECT {ROW_ID}, loaded_on,
                aside.file_digest IS NULL AND stated IS NOT NULL AS was_taken,
                aside.file_digest IS NOT NULL AS was_aside
            FROM placed
            JOIN (FROM intake_file WHERE form = $form) AS file USING (file_digest)
            LEFT JOIN aside USING ({", ".join(at)})
            LEFT JOIN (SELECT DISTINCT {", ".join(keys)}, TRUE AS stated FROM {form.table})
                USING ({", ".join(keys)})
            ORDER BY {ROW_ID}""",
            {"form": form.id},
        ).pl()
    return found.cast(COME_AGAIN)


def taken_after_all(rows: pl.DataFrame) -> pl.DataFrame:
    """Notes on rows that had been set aside: when their file comes once more they count as taken."""
    return rows.select(
        ROW_ID,
        column_name=pl.lit("row"),
        came=pl.lit("set aside"),
        became=pl.lit("taken"),
        why=pl.lit(TAKEN_AFTER_ALL),
    ).cast(REPAIR)


def compare(entry: Entry, target: Target) -> pl.DataFrame:
    """The rows as they would be stored, `next` as their number, whether `is_known`, `is_unchanged`;
    of acts with a day also the day of the `last_on`, and whether they are `is_outdated` by it.
    """
    text = _comparison(target)
    bound = {"as_of": entry.as_of} if "$as_of" in text else {}
    found: pl.DataFrame = entry.connection.execute(text, bound).pl()
    return found


def contradictions(entry: Entry, target: Target) -> pl.DataFrame:
    """Faults of rows that would undo what is known."""
    if target.counter is None:
        return _settled(target, compare(entry, target))
    if day := _day_of_act(target):
        return _outdated(target, day, compare(entry, target))
    return pl.DataFrame(schema=FAULT)


def _settled(target: Target, compared: pl.DataFrame) -> pl.DataFrame:
    """What can be stated only once, stated otherwise."""
    changed = compared.filter(pl.col("is_known") & ~pl.col("is_unchanged"))
    names = [name for name in target.key if name != "campaign_id"]
    came = changed.select(pl.concat_str(names, separator=" / ")).to_series()
    return fault_rows(changed, names[0], "intake.settled", came=came).cast(FAULT)


def _outdated(target: Target, day: str, compared: pl.DataFrame) -> pl.DataFrame:
    """Acts dated before the last one known: an old paper does not stand for the newest."""
    older = compared.filter("is_outdated")
    told = {"came": older[day], "last_on": older["last_on"], "day": target.form.column(day).label}
    return fault_rows(older, day, "intake.outdated", **told).cast(FAULT)


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
    unchanged = [_is_unchanged(target, name, value) for name, value in stated.items()]
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
    day = _day_of_act(target)
    days = f", list({day}) OVER (PARTITION BY {keys}) AS days" if day else ""
    number = f"coalesce(last.{target.counter}, 0) + 1" if target.counter else "1"
    known = f"last.{target.key[0]} IS NOT NULL"
    act = ""
    if day:
        stated_on = f"coalesce({stated[day]}, $as_of)"
        # the same act under an earlier day is a correction of the day, unless that was a day before
        others = [e for e, name in zip(unchanged, stated, strict=True) if not _is_day(target, name)]
        is_redated = f"{' AND '.join(others)} AND NOT list_contains(last.days, {stated_on})"
        act = f""",
            last.{day} AS last_on, {stated_on} < last.{day} AND NOT ({is_redated}) AS is_outdated"""
    return f"""
        WITH last AS (SELECT *{days} FROM {target.table} {latest})
        SELECT row.{ROW_ID}, row.{SHEET_NO}, {", ".join(shown)}, {number} AS next,
            {known} AS is_known, {" AND ".join([known, *unchanged])} AS is_unchanged{act}
        FROM incoming_{target.form.id} AS row
        LEFT JOIN last ON {" AND ".join(f"last.{name} = row.{name}" for name in target.key)}
        {f"WHERE row.{target.needs} IS NOT NULL" if target.needs else ""}
        ORDER BY row.{ROW_ID}"""


def _is_unchanged(target: Target, name: str, value: str) -> str:
    if name not in target.days:
        return f"{value} IS NOT DISTINCT FROM last.{name}"
    if target.form.is_restated:
        return f"coalesce({value}, $as_of) = last.{name}"
    return f"({value} IS NOT DISTINCT FROM last.{name} OR row.{target.columns[name]} IS NULL)"


def _day_of_act(target: Target) -> str | None:
    """The day that puts repeated acts in order; what has several days, or is no act, has none."""
    days = [day for day in target.days if day not in target.key]
    return days[0] if target.counter == "round" and len(days) == 1 else None


def _is_day(target: Target, name: str) -> bool:
    return target.form.column(target.columns[name]).type == "date"


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
