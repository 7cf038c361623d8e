"""The error workbook: the faulty rows as they came, the faulty cells marked, the faults beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import xlsxwriter

from policy.refusals import Part
from policy.wording import words
from tasks.intake.faults import Fault
from tasks.intake.files import ROW_NO
from tasks.intake.piles import Pile
from tasks.intake.readings import ROW_ID, SHEET_NO
from tasks.intake.sheets import FAULTS, Sheet

#: Characters that Excel takes in the name of a sheet.
SHEET_NAME = 31


@dataclass(frozen=True)
class _Page:
    """A sheet with its faulty rows: row number and cells as they came, column and fault."""

    sheet: Sheet
    rows: Sequence[tuple[int, dict[str, str | None], list[tuple[str, Fault]]]]


def write_error_books(folder: Path, piles: Sequence[Pile], language: str) -> list[Path]:
    """One workbook a file, in the folder that tells it from others of its name; corrected, it can be
    loaded like any other. Returns the paths.
    """
    by_file: dict[Part, list[_Page]] = {}
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
                by_file.setdefault(sheet.place, []).append(_Page(sheet, rows))
    books, taken = [], set[str]()
    for place, pages in by_file.items():
        called = place if isinstance(place, str) else pages[0].sheet.file
        stem = _untaken(called.rsplit(".", 1)[0], taken)
        books.append(_write_book(folder / f"{stem}{FAULTS}.xlsx", pages, language))
    return books


def _untaken(name: str, taken: set[str], longest: int | None = None) -> str:
    """The name, numbered from its second use on: 户, 户 (2)."""
    for number in count(1):
        mark = f" ({number})" if number > 1 else ""
        numbered = name[: longest and longest - len(mark)] + mark
        if numbered.casefold() not in taken:
            break
    taken.add(numbered.casefold())
    return numbered


def _title(page: _Page, language: str, taken: set[str]) -> str:
    """The sheet's name as far as Excel takes it, or the form's."""
    name = re.sub(r"[]\[:*?/\\']", "_", page.sheet.sheet or "")
    return _untaken(name or page.sheet.form.title[language], taken, SHEET_NAME)


def _headings(sheet: Sheet, language: str) -> dict[str, str]:
    """The headings as they came, then what was said of all rows when they were loaded."""
    said = [name for name in sheet.cells.columns if name not in (ROW_NO, *sheet.headings)]
    return {**sheet.headings, **{name: sheet.form.column(name).label[language] for name in said}}


def _write_book(path: Path, pages: Sequence[_Page], language: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = set[str]()
    with xlsxwriter.Workbook(path) as book:
        text = book.add_format({"num_format": "@"})
        heading = book.add_format({"bold": True, "bottom": 1})
        wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD"})
        remark = book.add_format({"text_wrap": True, "font_color": "#9C0006"})
        for page in pages:
            sheet = book.add_worksheet(_title(page, language, taken))
            headings = _headings(page.sheet, language)
            names = list(headings)
            added = [words(f"load.{name}")[language] for name in ("source_row", "remarks")]
            sheet.write_row(0, 0, [added[0], *headings.values(), added[1]], heading)
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
