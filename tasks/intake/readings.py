"""All cells of a form read at once: values with their types, the repairs, and the faults.

Normal forms are read by column; only the odd ones go one by one through `read_cell`, each once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from policy.identity import CHECK_DIGITS, FIRST_BIRTH_YEAR, WEIGHTS
from tasks.intake.cells import NO_VALUE, PLAIN, UNKNOWN_WORDS, one_of, read_cell, shown
from tasks.intake.faults import as_json
from tasks.intake.files import ROW_NO
from tasks.intake.forms import Column, Form
from tasks.intake.sheets import Sheet

ROW_ID, SHEET_NO, FILE_NO = "row_id", "sheet_no", "file_no"

REPAIR = pl.Schema(
    {
        ROW_ID: pl.UInt32(),
        "column_name": pl.String(),
        "came": pl.String(),
        "became": pl.String(),
        "why": pl.String(),
    }
)
FAULT = pl.Schema(
    {
        ROW_ID: pl.UInt32(),
        "column_name": pl.String(),
        "reason": pl.String(),
        "values": pl.String(),
    }
)
COME_AGAIN = pl.Schema(
    {
        ROW_ID: pl.UInt32(),
        "loaded_on": pl.Date(),
        "was_taken": pl.Boolean(),
        "was_aside": pl.Boolean(),
    }
)


@dataclass(frozen=True)
class Readings:
    """The rows of one form from all sheets, and what was found on the way.

    `texts` are the cells as they came; `rows` the same with their types; both carry `row_id`,
    `sheet_no` and `row_no`.
    """

    form: Form
    sheets: tuple[Sheet, ...]
    texts: pl.DataFrame
    rows: pl.DataFrame
    repairs: pl.DataFrame
    faults: pl.DataFrame


def read_rows(form: Form, sheets: list[Sheet], as_of: date) -> Readings:
    """Read every cell of the sheets; days after `as_of` are faults."""
    files = list(dict.fromkeys((sheet.file, sheet.digest) for sheet in sheets))
    file_nos = {n: files.index((sheet.file, sheet.digest)) for n, sheet in enumerate(sheets)}
    texts = pl.concat(
        [sheet.cells.with_columns(pl.lit(n).alias(SHEET_NO)) for n, sheet in enumerate(sheets)],
        how="diagonal",
    ).with_row_index(ROW_ID)
    file_no = pl.col(SHEET_NO).replace_strict(file_nos, return_dtype=pl.Int32).alias(FILE_NO)
    rows = texts.select(ROW_ID, SHEET_NO, file_no, ROW_NO)
    repairs, faults = [pl.DataFrame(schema=REPAIR)], [pl.DataFrame(schema=FAULT)]
    for column in form.columns:
        if column.name in texts.columns:
            values, mended, wrong = _read_column(texts[column.name], column)
            repairs.append(mended)
            faults.append(wrong)
        else:
            values = pl.Series(column.name, [None], column.dtype).new_from_index(0, texts.height)
        if column.name in form.key and column.default is not None:
            values = values.fill_null(column.default)
        rows = rows.with_columns(values.alias(column.name))
    faults += _limits(rows, form, as_of, pl.concat(faults))
    return Readings(form, tuple(sheets), texts, rows, pl.concat(repairs), pl.concat(faults))


def _read_column(texts: pl.Series, column: Column) -> tuple[pl.Series, pl.DataFrame, pl.DataFrame]:
    frame = pl.DataFrame({"text": texts.replace("", None)}).with_row_index(ROW_ID)
    is_unknown = pl.col("text").str.to_lowercase().is_in(list(UNKNOWN_WORDS))
    is_known = ~(is_unknown | pl.col("text").str.contains(NO_VALUE))
    frame = frame.with_columns(value=pl.when(is_known).then(_normal_form(column)))
    odd = frame.filter(pl.col("value").is_null() & pl.col("text").is_not_null())
    cells = [(text, read_cell(text, column)) for text in odd["text"].unique(maintain_order=True)]
    read = pl.DataFrame(
        {
            "text": [text for text, _ in cells],
            "odd_value": pl.Series([cell.value for _, cell in cells], dtype=column.dtype),
            "why": pl.Series([cell.why for _, cell in cells], dtype=pl.String),
            "reason": pl.Series([cell.reason for _, cell in cells], dtype=pl.String),
            "values": pl.Series([as_json(cell.values) for _, cell in cells], dtype=pl.String),
        },
        schema_overrides={"text": pl.String},
    )
    odd = (
        odd.drop("value")
        .join(read, on="text", how="left")
        .with_columns(column_name=pl.lit(column.name))
    )
    mended = odd.filter(
        pl.col("why").is_not_null() & pl.col("odd_value").cast(pl.String).ne_missing(pl.col("text"))
    ).select(
        ROW_ID,
        "column_name",
        came="text",
        became=pl.col("odd_value").cast(pl.String).fill_null(""),
        why="why",
    )
    wrong = odd.filter(pl.col("reason").is_not_null()).select(*FAULT)
    values = frame.join(
        odd.select(ROW_ID, "odd_value"), on=ROW_ID, how="left", maintain_order="left"
    )
    return values.select(pl.coalesce("value", "odd_value")).to_series(), mended, wrong


def _normal_form(column: Column) -> pl.Expr:
    """The value of a text in the normal form of its column's type, else null."""
    text = pl.col("text")
    if column.type == "id_number":
        return _valid_id_number(text)
    if column.type == "date":
        is_day = text.str.contains(r"^\d{4}-\d{2}-\d{2}( 00:00:00)?$")
        day = pl.when(is_day).then(text.str.slice(0, 10)).str.to_date("%Y-%m-%d", strict=False)
        return pl.when(day >= column.earliest).then(day)
    patterns = {
        "text": r"^[^\s\p{C}\x{FFFD}]+( [^\s\p{C}\x{FFFD}]+)*$",
        "name": r"^\p{Han}{2,}(·\p{Han}+)*$",
        "code": r"^[0-9A-Za-z_\-\p{Han}]+$|^[A-Za-z\p{Han}][0-9A-Za-z_.\-\p{Han}]*$",
        "integer": r"^\d{1,9}$",
        "decimal": rf"^-?\d{{1,15}}(\.\d{{1,{column.decimals}}})?$",
    }
    if column.type not in patterns:
        return pl.lit(None, dtype=column.dtype)
    pattern = PLAIN if column.is_plain else patterns[column.type]
    is_normal = text.str.contains(pattern)
    return pl.when(is_normal).then(text).cast(column.dtype, strict=False)


def _valid_id_number(text: pl.Expr) -> pl.Expr:
    """`policy.identity.check_digit` by column; whatever fails here is judged there."""
    whole = pl.when(text.str.contains(r"^[0-9]{17}[0-9X]$")).then(text)
    products = [
        whole.str.slice(n, 1).cast(pl.Int32, strict=False) * weight
        for n, weight in enumerate(WEIGHTS)
    ]
    expected = (pl.sum_horizontal(products) % 11).replace_strict(
        dict(enumerate(CHECK_DIGITS)), return_dtype=pl.String
    )
    born = whole.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    return pl.when((expected == whole.str.slice(17)) & (born.dt.year() >= FIRST_BIRTH_YEAR)).then(
        whole
    )


def _limits(
    rows: pl.DataFrame, form: Form, as_of: date, faults: pl.DataFrame
) -> list[pl.DataFrame]:
    """What is required and missing, out of bounds, or in the future."""
    found = []
    for column in form.columns:
        value = pl.col(column.name)
        if column.required or column.required_when:
            misread = faults.filter(pl.col("column_name") == column.name)[ROW_ID]
            needed = pl.lit(True) if column.required else _is_needed(form, column)
            is_missing = value.is_null() & needed & ~pl.col(ROW_ID).is_in(misread.implode())
            missing, name = rows.filter(is_missing), column.name
            found.append(
                fault_rows(
                    missing, name, "intake.empty", column=column.label, example=column.example
                )
                if column.example
                else fault_rows(
                    missing, name, "intake.empty_choice", column=column.label, kind=one_of(column)
                )
            )
        if column.min is not None or column.max is not None:
            low, high = column.min, column.max
            is_out = (value < low if low is not None else False) | (
                value > high if high is not None else False
            )
            out = rows.filter(is_out)
            bounds = {"low": low} if high is None else {"low": low, "high": high}
            reason = "intake.too_small" if high is None else "intake.out_of_bounds"
            found.append(fault_rows(out, column.name, reason, came=_came(out, column), **bounds))
        if column.type == "date" and not column.is_planned:
            ahead = rows.filter(value > as_of)
            came = _came(ahead, column)
            found.append(fault_rows(ahead, column.name, "intake.future", came=came, as_of=as_of))
    return found


def _came(rows: pl.DataFrame, column: Column) -> pl.Series:
    return pl.Series([shown(str(value), column) for value in rows[column.name]], dtype=pl.String)


def _is_needed(form: Form, column: Column) -> pl.Expr:
    conditions = [
        pl.col(other).is_in(list(values)) if values else pl.col(other).is_not_null()
        for other, values in (column.required_when or {}).items()
    ]
    return pl.any_horizontal(conditions).fill_null(False)


def fault_rows(rows: pl.DataFrame, column_name: str, reason: str, **values: Any) -> pl.DataFrame:
    """One fault for every row; a series among the values has one for each of them."""
    by_row = {name: value for name, value in values.items() if isinstance(value, pl.Series)}
    same = {name: value for name, value in values.items() if name not in by_row}
    told = (
        [
            as_json(same | dict(zip(by_row, each, strict=True)))
            for each in zip(*by_row.values(), strict=True)
        ]
        if by_row
        else [as_json(same)] * rows.height
    )
    return rows.select(
        ROW_ID,
        column_name=pl.lit(column_name),
        reason=pl.lit(reason),
        values=pl.Series(told, dtype=pl.String),
    )
