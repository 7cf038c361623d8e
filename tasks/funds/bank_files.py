"""The files that tell the bank whom to pay: one for each release of a payment list."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from policy.errors import OfficeError
from policy.wording import words
from tasks.campaign_day import CampaignDay
from tasks.funds.payments import batch_of
from tasks.intake.workbooks import NO_TIME, Language

COLUMNS = ("line_no", "payee_name", "card_number", "amount")
WIDTHS = (8, 16, 26, 16)


def write_bank_files(
    day: CampaignDay, batch_id: str, folder: Path, language: Language = "zh"
) -> list[Path]:
    """Write a file for every release, each with its lines and total; no line stands in two files.

    The same release makes the same bytes, however often it is written. OfficeError while nothing is
    released.
    """
    with day.reading() as reader:
        batch_of(reader, day, batch_id)
        # By whatever day it was released: a file keeps its number and its lines for ever.
        lines = reader.query(
            "payments_of_batches", **day.named(as_of=date.max, batch_ids=[batch_id])
        )
        lines = lines.filter(is_released=True)
    if lines.is_empty():
        raise OfficeError.because("funds.nothing_released", batch=batch_id)
    folder.mkdir(parents=True, exist_ok=True)
    releases = lines.partition_by("release_entry", maintain_order=True)
    releases.sort(key=lambda release: release["release_entry"][0])
    return [
        _write(folder / f"{batch_id}-{number}.xlsx", batch_id, release, language)
        for number, release in enumerate(releases, 1)
    ]


def _write(path: Path, batch_id: str, lines: pl.DataFrame, language: Language) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": NO_TIME})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet(words("bank_file.title")[language])
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)
        sheet.write_string(0, 0, words("bank_file.head", batch=batch_id)[language], bold)
        for position, name in enumerate(COLUMNS):
            sheet.write_string(1, position, words(f"bank_file.{name}")[language], bold)
        row: tuple[Any, ...]
        for at, row in enumerate(lines.select(COLUMNS).iter_rows(), 2):
            sheet.write_number(at, 0, row[0])
            sheet.write_string(at, 1, row[1])
            sheet.write_string(at, 2, row[2], text)
            sheet.write_number(at, 3, row[3], money)
        last = lines.height + 2
        sheet.write_string(last, 0, words("bank_file.total")[language], bold)
        sheet.write_number(last, 1, lines.height, bold)
        sheet.write_number(last, 3, lines["amount"].sum(), money)
    return path
