"""The error workbook: the faulty rows as they came, the faulty cells marked, the faults beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import xlsxwriter

from tasks.intake.files import ROW_NO
from tasks.intake.sheets import Sheet


@dataclass(frozen=True)
class FaultyRow:
    """A row of a sheet with its faults by column."""

    sheet: Sheet
    row_no: int
    faults: Sequence[tuple[str, str]]


def write_error_books(folder: Path, rows: Iterable[FaultyRow]) -> list[Path]:
    """One workbook a file; corrected, it can be loaded like any other. Returns the paths."""
    by_file: dict[str, dict[str, list[FaultyRow]]] = {}
    for row in rows:
        title = row.sheet.sheet or row.sheet.form.title.zh
        by_file.setdefault(row.sheet.file, {}).setdefault(title, []).append(row)
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_book(folder, file, sheets) for file, sheets in by_file.items()]


def _write_book(folder: Path, file: str, sheets: dict[str, list[FaultyRow]]) -> Path:
    path = folder / f"{file.rsplit('.', 1)[0]}.faults.xlsx"
    with xlsxwriter.Workbook(
        path, {"strings_to_numbers": False, "strings_to_formulas": False}
    ) as book:
        text = book.add_format({"num_format": "@"})
        heading = book.add_format({"bold": True, "bottom": 1})
        wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD"})
        remark = book.add_format({"text_wrap": True, "font_color": "#9C0006"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            names = list(rows[0].sheet.headings)
            page.write_row(0, 0, ["原行号", *rows[0].sheet.headings.values(), "问题"], heading)
            page.set_column(0, len(names), 16, text)
            page.set_column(len(names) + 1, len(names) + 1, 80)
            page.freeze_panes(1, 0)
            cells = {row[0]: row[1:] for row in _cells(rows[0].sheet, names)}
            for line, row in enumerate(rows, 1):
                marked = {name for name, _ in row.faults}
                page.write_number(line, 0, row.row_no)
                for position, name in enumerate(names):
                    value = cells[row.row_no][position] or ""
                    page.write(line, position + 1, value, wrong if name in marked else text)
                said = "\n".join(message for _, message in row.faults)
                page.write_string(line, len(names) + 1, said, remark)
    return path


def _cells(sheet: Sheet, names: list[str]) -> list[tuple[object, ...]]:
    return sheet.cells.select(pl.col(ROW_NO), *names).rows()
