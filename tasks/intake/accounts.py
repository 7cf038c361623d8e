"""The books about files: what was repaired, what was set aside, what was loaded."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import polars as pl

from tasks.intake.faults import HIDDEN
from tasks.intake.files import ROW_NO
from tasks.intake.piles import Pile
from tasks.intake.readings import ROW_ID, SHEET_NO


def repair_rows(pile: Pile) -> pl.DataFrame:
    """Rows of `repair`: values changed, rows left out."""
    columns = ["file_digest", "sheet", ROW_NO, "column_name", "came", "became", "why"]
    is_protected = pl.col("column_name").is_in(pile.form.protected_columns)
    mended = (
        pile.repairs.join(pile.places(), on=ROW_ID, maintain_order="left")
        .select(columns)
        .with_columns(
            pl.when(is_protected).then(pl.lit(HIDDEN)).otherwise(name).alias(name)
            for name in ("came", "became")
        )
    )
    left_out = [
        sheet.left_out.select(
            pl.lit(sheet.digest).alias("file_digest"),
            pl.lit(sheet.sheet or "").alias("sheet"),
            ROW_NO,
            pl.lit("row").alias("column_name"),
            "came",
            pl.lit("").alias("became"),
            "why",
        )
        for sheet in pile.readings.sheets
    ]
    return pl.concat([mended, *left_out])


def quarantine_rows(pile: Pile) -> pl.DataFrame:
    """Rows of `quarantine`: the faulty rows as they came, with their faults."""
    faults = pile.faults_by_row()
    texts = pile.readings.texts.join(pile.places().drop(SHEET_NO, ROW_NO), on=ROW_ID)
    about = (ROW_ID, SHEET_NO, ROW_NO, "file_name", "file_digest", "sheet")
    rows = [
        {
            "file_digest": row["file_digest"],
            "sheet": row["sheet"],
            ROW_NO: row[ROW_NO],
            "row_json": _json(
                {
                    name: HIDDEN if value and name in pile.form.protected_columns else value
                    for name, value in row.items()
                    if name not in about
                }
            ),
            "faults_json": _json(
                [
                    {language: fault.said(language) for language in ("zh", "en")}
                    for _, fault in faults[row[ROW_ID]]
                ]
            ),
        }
        for row in texts.filter(pl.col(ROW_ID).is_in(list(faults))).iter_rows(named=True)
    ]
    schema = {
        "file_digest": pl.String(),
        "sheet": pl.String(),
        ROW_NO: pl.UInt32(),
        "row_json": pl.String(),
        "faults_json": pl.String(),
    }
    return pl.DataFrame(rows, schema=schema)


def file_rows(
    pile: Pile, fates: pl.DataFrame, quarantined: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Rows of `intake_file`; `fates` says by row whether it `is_unchanged`."""
    counted = (
        pile.places()
        .join(fates.select(ROW_ID, "is_unchanged"), on=ROW_ID, how="left")
        .group_by("file_digest", maintain_order=True)
        .agg(
            pl.col("file_name").first(),
            rows=pl.len(),
            stored=(~pl.col("is_unchanged")).sum(),
            unchanged=pl.col("is_unchanged").sum(),
        )
    )
    aside = quarantined.group_by("file_digest").agg(quarantined=pl.len())
    return counted.join(aside, on="file_digest", how="left", maintain_order="left").with_columns(
        pl.col("quarantined").fill_null(0), form=pl.lit(pile.form.id), loaded_on=pl.lit(as_of)
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
