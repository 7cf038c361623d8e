"""Workbooks that are only read: a sheet a table, its heads in the language of the reader."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policy.wording import words
from tasks.intake.workbooks import NO_TIME, Language

#: Widths of the columns, in characters, and rows of a sheet below its heads.
WIDTH, ROWS = 18, 2**20 - 1


def write_tables(
    path: Path,
    tables: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]],
    language: Language,
) -> Path:
    """Write tables with their heads, a sheet each, or several where one cannot hold the rows."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    # A text is a text, also where it begins like a formula.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": NO_TIME})  # the same rows make the same bytes
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for title, (heads, rows) in tables.items():
            name = words(f"head.{title}")[language]
            for start in range(0, max(len(rows), 1), ROWS):
                number = start // ROWS + 1
                sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
                sheet.set_column(0, len(heads) - 1, WIDTH)
                sheet.write_row(0, 0, [words(f"head.{head}")[language] for head in heads], bold)
                for line_no, line in enumerate(rows[start : start + ROWS], 1):
                    sheet.write_row(line_no, 0, line)
                sheet.freeze_panes(1, 0)
    return path
