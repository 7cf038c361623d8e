"""The error workbook: the faulty rows as they came, the faulty cells marked, the faults beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from policy.wording import words
from tasks.intake.faults import Fault
from tasks.intake.files import ROW_NO
from tasks.intake.piles import Pile
from tasks.intake.readings import ROW_ID, SHEET_NO
from tasks.intake.sheets import Sheet


@dataclass(frozen=True)
class _Page:
    """A sheet with its faulty rows: row number and cells as they came, column and fault."""

    sheet: Sheet
    rows: Sequence[tuple[int, dict[str, str | None], list[tuple[str, Fault]]]]


def write_error_books(folder: Path, piles: Sequence[Pile], language: str) -> list[Path]:
    """One workbook a file; corrected, it can be loaded like any other. Returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    by_file: dict[str, list[_Page]] = {}
    for pile in piles:
        faults = pile.faults_by_row()
        texts = pile.readings.texts.join(pile.faults, on=ROW_ID, how="semi", maintain_order="left")
        for number, sheet in enumerate(pile.readings.sheets):
            rows = [
                (row[ROW_NO], row, faults[row[ROW_ID]])
                for row in texts.iter_rows(named=True)
                if row[SHEET_NO] == number
            ]
            if rows:
                by_file.setdefault(sheet.file, []).append(_Page(sheet, rows))
    return [_write_book(folder, file, pages, language) for file, pages in by_file.items()]


def _write_book(folder: Path, file: str, pages: Sequence[_Page], language: str) -> Path:
    path = folder / f"{file.rsplit('.', 1)[0]}.faults.xlsx"
    with xlsxwriter.Workbook(path) as book:
        text = book.add_format({"num_format": "@"})
        heading = book.add_format({"bold": True, "bottom": 1})
        wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD"})
        remark = book.add_format({"text_wrap": True, "font_color": "#9C0006"})
        for page in pages:
            sheet = book.add_worksheet(page.sheet.sheet or page.sheet.form.title[language])
            names = list(page.sheet.headings)
            added = [words(f"load.{name}")[language] for name in ("source_row", "remarks")]
            sheet.write_row(0, 0, [added[0], *page.sheet.headings.values(), added[1]], heading)
            sheet.set_column(0, len(names), 16, text)
            sheet.set_column(len(names) + 1, len(names) + 1, 80)
            sheet.freeze_panes(1, 0)
            for line, (row_no, cells, faults) in enumerate(page.rows, 1):
                marked = {name for name, _ in faults}
                sheet.write_number(line, 0, row_no)
                for position, name in enumerate(names, 1):
                    style = wrong if name in marked else text
                    sheet.write_string(line, position, cells[name] or "", style)
                said = "\n".join(fault.remark(language) for _, fault in faults)
                sheet.write_string(line, len(names) + 1, said, remark)
    return path
