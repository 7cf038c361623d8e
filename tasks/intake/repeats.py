"""The same thing stated twice in one load: told once if both say the same, else a fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from policy.label import Label
from tasks.intake.faults import as_json, place
from tasks.intake.files import ROW_NO
from tasks.intake.forms import Form
from tasks.intake.readings import FAULT, REPAIR, ROW_ID, SHEET_NO
from tasks.intake.sheets import Sheet


def find_repeats(
    form: Form, rows: pl.DataFrame, sheets: Sequence[Sheet]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The rows without those that only repeat another, the repairs, and the contradictions."""
    key = list(form.key)
    content = [name for name in (*form.stored, *form.protected_columns) if name not in key]
    stated = rows.filter(pl.all_horizontal(pl.col(key).is_not_null()))
    repeated = stated.filter(pl.struct(key).is_duplicated())
    if repeated.is_empty():
        return rows, pl.DataFrame(schema=REPAIR), pl.DataFrame(schema=FAULT)
    same = [*key, *content]
    copies = repeated.with_columns(
        first_row=pl.col(ROW_NO).first().over(same),
        first_sheet=pl.col(SHEET_NO).first().over(same),
        copy=pl.int_range(pl.len()).over(same),
    ).filter(pl.col("copy") > 0)
    left = repeated.join(copies.select(ROW_ID), on=ROW_ID, how="anti", maintain_order="left")
    groups = left.filter(pl.struct(key).is_duplicated()).partition_by(key, maintain_order=True)
    contradictions = [
        _contradiction(form, row, group[0 if position else 1], content, sheets)
        for group in (group.to_dicts() for group in groups)
        for position, row in enumerate(group)
    ]
    faults = pl.DataFrame(contradictions, schema=FAULT, orient="row")
    if form.is_counted:
        faults = pl.concat([_stated_twice(copies), faults])
        return rows, pl.DataFrame(schema=REPAIR), faults
    repairs = copies.select(
        ROW_ID,
        column_name=pl.lit("row"),
        came=pl.lit("the whole row"),
        became=pl.lit(""),
        why=pl.format("the same as row {}{}", "first_row", _elsewhere(copies, sheets)),
    ).cast(REPAIR)
    return (
        rows.join(copies.select(ROW_ID), on=ROW_ID, how="anti", maintain_order="left"),
        repairs,
        faults,
    )


def _stated_twice(copies: pl.DataFrame) -> pl.DataFrame:
    """Rows that say what another one says already, where each row counts."""
    told = pl.Series([as_json({"row": row}) for row in copies["first_row"]], dtype=pl.String)
    return copies.select(
        ROW_ID, column_name=pl.lit("line_no"), reason=pl.lit("intake.stated_twice"), values=told
    ).cast(FAULT)


def _elsewhere(copies: pl.DataFrame, sheets: Sequence[Sheet]) -> pl.Series:
    """By copy in which sheet the first one stands, where that is another."""
    numbers = copies.select("first_sheet", SHEET_NO).iter_rows()
    named = [
        "" if first == own else f" of {place(sheets[first].place, sheets[first].sheet).en}"
        for first, own in numbers
    ]
    return pl.Series("elsewhere", named, dtype=pl.String)


def _contradiction(
    form: Form,
    row: dict[str, Any],
    other: dict[str, Any],
    content: list[str],
    sheets: Sequence[Sheet],
) -> tuple[object, ...]:
    differing = [name for name in content if row[name] != other[name]]
    is_near = row[SHEET_NO] == other[SHEET_NO]
    thing = [form.column(name).label for name in form.key if name != "campaign_id"]
    told = {
        "thing": Label("和".join(each.zh for each in thing), " and ".join(e.en for e in thing)),
        "row": other[ROW_NO],
        "differing": [form.column(name).label for name in differing],
    }
    reason = "intake.contradiction"
    if not is_near:
        sheet = sheets[other[SHEET_NO]]
        told["where"] = place(sheet.place, sheet.sheet, other[ROW_NO])
        reason = "intake.contradiction_elsewhere"
    return row[ROW_ID], differing[0], reason, as_json(told)
