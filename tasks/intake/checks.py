"""Rows checked as sets against the registry and against each other: one SQL file per check."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from policy.errors import OfficeError
from policy.pack import Pack
from registry import named_sql
from registry.named_sql import Macros, macros
from registry.session import lay
from tasks.intake.faults import as_json
from tasks.intake.forms import Form
from tasks.intake.readings import FAULT, FILE_NO, ROW_ID, SHEET_NO

FOLDER = Path(__file__).parent / "sql"


class Desk:
    """The incoming rows of all forms, laid beside the registry inside one transaction.

    Every form has a table `incoming_<form>`, empty where nothing came in; `incoming` is the form
    that is being checked. What a check does not name is not laid.
    """

    def __init__(self, connection: Any, forms: Mapping[str, Form], as_of: date, pack: Pack) -> None:
        self.connection = connection
        self.terms = {"as_of": as_of, "id_numbers": pack.id_numbers}
        self.unlaid: dict[str, Callable[[], pl.DataFrame]] = {
            "pass_share": lambda: _pass_shares(pack),
            "place_code": lambda: _place_codes(pack),
            "choice": lambda: _choices(forms),
            "evidence_needed": lambda: _evidence_needed(pack),
            "entered_indicator": lambda: _entered_indicators(pack),
            "exit_rule": lambda: _exit_rules(pack),
            **{f"incoming_{form.id}": partial(empty, form) for form in forms.values()},
        }
        self.laid: list[str] = []

    def lay(self, form: Form, rows: pl.DataFrame) -> None:
        """Put the rows of a form on the desk, in place of those that lay there."""
        self._lay(f"incoming_{form.id}", rows)

    def execute(self, text: str, values: Any = None) -> pl.DataFrame:
        """Rows of a text over what lies on the desk."""
        known = _known()
        texts = [text, *(known.statements[name] for name in known.needed(text))]
        for name in self.unlaid.keys() & set(re.findall(r"\w+", " ".join(texts))):
            self._lay(name, self.unlaid[name]())
        return known.execute(self.connection, text, values).pl()

    def derive(self, form: Form) -> pl.DataFrame:
        """The rows with what follows from other values, where the form has such a rule."""
        rows = self._run(form, f"derived/{form.derived}")
        self.lay(form, rows)
        return rows

    def faults(self, form: Form) -> pl.DataFrame:
        """What the form's checks find, one row a fault."""
        found = [_told(check, self._run(form, f"checks/{check}")) for check in form.checks]
        return pl.concat([pl.DataFrame(schema=FAULT), *found])

    def clear(self) -> None:
        """Take everything away: the connection may be held open for more."""
        self.connection.execute("DROP VIEW IF EXISTS incoming")
        for name in self.laid:
            self.connection.execute(f"DROP TABLE {name}")

    def _lay(self, name: str, rows: pl.DataFrame) -> None:
        lay(self.connection, name, rows)
        if self.unlaid.pop(name, None):
            self.laid.append(name)

    def _run(self, form: Form, name: str) -> pl.DataFrame:
        self.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS FROM incoming_{form.id}")
        try:
            return self.execute(_sql(name), self.terms | {"form": form.id})
        except duckdb.Error as error:
            raise OfficeError.because(
                "intake.query",
                where=f"tasks/intake/sql/{name}.sql",
                said=str(error).splitlines()[0],
                form=form.id,
            ) from error


def _told(check: str, found: pl.DataFrame) -> pl.DataFrame:
    """What a check found as faults, worded under its name; beside row and column it gives values."""
    values = found.drop(ROW_ID, "column_name").iter_rows(named=True)
    return found.select(
        ROW_ID,
        "column_name",
        reason=pl.lit(f"checks.{check}"),
        values=pl.Series([as_json(row) for row in values], dtype=pl.String),
    ).cast(FAULT)


def empty(form: Form) -> pl.DataFrame:
    """No rows, with the columns and types that rows of the form have."""
    schema = {ROW_ID: pl.UInt32(), SHEET_NO: pl.Int32(), FILE_NO: pl.Int32(), "row_no": pl.UInt32()}
    return pl.DataFrame(schema=schema | {column.name: column.dtype for column in form.columns})


@cache
def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _known() -> Macros:
    return Macros([_sql("known"), _changes_known()], below=macros())


def _changes_known() -> str:
    """The tables over changes once more, over what is known with what comes in."""
    text = (named_sql.FOLDER / "macros" / "1_changes.sql").read_text(encoding="utf-8")
    for name in Macros([text]).statements:
        text = re.sub(rf"\b{name}\b", f"known_{name}", text)
    for table in ("change", "change_revocation"):
        text = re.sub(rf"\b(FROM|JOIN) {table}\b", rf"\1 known_{table}()", text)
    return text


def _pass_shares(pack: Pack) -> pl.DataFrame:
    """By step and first day the share of those present that the votes for must exceed."""
    rows = []
    for place in ("group", "village"):
        for version in pack.series[f"appraisal.{place}.pass_share"].versions:
            share = Fraction(str(version.value))
            rows.append(
                (f"{place}_appraisal", version.since_on, share.numerator, share.denominator)
            )
    return pl.DataFrame(rows, schema=["step", "since_on", "numerator", "denominator"], orient="row")


def _place_codes(pack: Pack) -> pl.DataFrame:
    """By level what a place's code looks like, and whether it begins with that of the place above."""
    rows = [
        (level, code.pattern, asdict(code.label), pack.are_place_codes_nested)
        for level, code in pack.place_codes.items()
    ]
    return pl.DataFrame(rows, schema=["level", "pattern", "words", "is_nested"], orient="row")


def _choices(forms: Mapping[str, Form]) -> pl.DataFrame:
    """By form, column and id what a choice is called."""
    rows = [
        (form.id, column.name, choice.id, asdict(choice.label))
        for form in forms.values()
        for column in form.columns
        for choice in column.choices
    ]
    return pl.DataFrame(rows, schema=["form", "column_name", "id", "label"], orient="row")


def _evidence_needed(pack: Pack) -> pl.DataFrame:
    """Duties that a report must bring evidence of, from which day on and until when."""
    rows = []
    for duty in pack.duties:
        later = [d.since_on for d in pack.duties if d.id == duty.id and d.since_on > duty.since_on]
        if duty.needs_evidence:
            rows.append((duty.id, duty.since_on, min(later, default=None)))
    schema = {"duty_id": pl.String, "since_on": pl.Date, "until_on": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _entered_indicators(pack: Pack) -> pl.DataFrame:
    """Which kinds are assessed by which indicators whose points are entered."""
    rows = [(i.id, tree.kind) for tree in pack.trees for i in tree.indicators if i.is_entered]
    schema = {"indicator_id": pl.String, "kind": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _exit_rules(pack: Pack) -> pl.DataFrame:
    """By first day the incidence below which a poor village exits, and what it must have."""
    names = ("village.exit.incidence_limit", "village.exit.required_haves")
    known = [pack.series[name].versions for name in names if name in pack.series]
    rows = []
    for day in sorted({version.since_on for versions in known for version in versions}):
        values = pack.values_on(day)
        if all(name in values for name in names):
            rows.append((day, *(values[name].value for name in names)))
    schema: dict[str, Any] = {
        "since_on": pl.Date,
        "incidence_limit": pl.Decimal(9, 6),
        "required_haves": pl.List(pl.String),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
