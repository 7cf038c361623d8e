"""Forms going out: a workbook to fill in, with drop-downs and cell checks, that loads as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from policy.label import Label
from policy.pack import Pack
from policy.wording import is_worded, words
from tasks.intake.forms import Column, Form, all_forms
from tasks.intake.forms import form as form_of
from tasks.intake.sheets import FOR_INFORMATION

Language = Literal["zh", "en"]

SPARE_ROWS = 200  # rows with checks below the prefilled ones
LONGEST_LIST = 255  # characters of a drop-down that Excel keeps in the cell itself
EXACT = Decimal(10) ** 11  # larger amounts are written as text: a number would lose its cents
YES_NO = {True: Label("是", "yes"), False: Label("否", "no")}
TINTS = {"given": "#F2F2F2", "required": "#FFF9E5"}
MAY = ("format_columns", "format_rows", "insert_rows", "sort", "autofilter")


#: Stamped into every workbook instead of the moment of its writing.
NO_TIME = datetime(2000, 1, 1)


def write_form(
    path: Path,
    sheets: Sequence[tuple[str, pl.DataFrame]],
    *,
    language: Language = "zh",
    title: str | None = None,
    subtitle: str | None = None,
    pack: Pack,
) -> Path:
    """Write one workbook with a sheet per form, prefilled with the rows given.

    A column that the form does not have is shown for information and not read back. Prefilled
    keys are locked (without a password). `pack` defines departments and causes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": NO_TIME})  # the same rows make the same bytes
        styles = _Styles(book)
        lists = _Lists(book)
        pages = [
            _Page(form_of(form_id).for_pack(pack), rows, language, styles, lists)
            for form_id, rows in sheets
        ]
        for page in pages:
            page.write(book.add_worksheet(page.form.title[language]), title, subtitle)
        lists.write()
    return path


class _Styles:
    """Cell formats by what the cell holds; made once a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, str | None, bool], Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.subtitle = book.add_format({"font_color": "#595959"})
        head = {"text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        self.heading = book.add_format(head | {"bold": True, "bg_color": "#DDEBF7"})
        self.second_heading = book.add_format(
            head | {"font_size": 9, "font_color": "#595959", "bg_color": "#DDEBF7"}
        )

    def cell(self, number_format: str, tint: str | None, locked: bool) -> Format:
        wanted = (number_format, tint, locked)
        if wanted not in self.made:
            look = {"num_format": number_format, "locked": locked, "border": 1}
            self.made[wanted] = self.book.add_format(look | ({"bg_color": tint} if tint else {}))
        return self.made[wanted]


class _Lists:
    """Drop-downs too long for a cell, on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.columns: list[list[str]] = []

    def source(self, words: list[str]) -> list[str] | str:
        if len(",".join(words)) <= LONGEST_LIST:
            return words
        if words not in self.columns:
            self.columns.append(words)
        letter = xlsxwriter.utility.xl_col_to_name(self.columns.index(words))
        return f"=lists!${letter}$1:${letter}${len(words)}"

    def write(self) -> None:
        if self.columns:
            sheet = self.book.add_worksheet("lists")
            sheet.hide()
            for line in range(max(map(len, self.columns))):
                for position, words in enumerate(self.columns):
                    if line < len(words):
                        sheet.write_string(line, position, words[line])


class _Page:
    """One sheet: headings in two languages, the prefilled rows, and the checks of every cell."""

    def __init__(
        self, form: Form, rows: pl.DataFrame, language: Language, styles: _Styles, lists: _Lists
    ) -> None:
        self.form, self.rows, self.language = form, rows, language
        self.styles, self.lists = styles, lists

    @cached_property
    def columns(self) -> list[Column]:
        """Keys first, then what is shown for information, then what is to be filled in."""
        own = [c for c in self.form.columns if not c.hidden or c.name in self.rows.columns]
        names = {column.name for column in own}
        shown = [_informing(name) for name in self.rows.columns if name not in names]
        keys = [column for column in own if column.name in self.form.key]
        return [*keys, *shown, *(column for column in own if column not in keys)]

    def write(self, sheet: Worksheet, title: str | None, subtitle: str | None) -> None:
        sheet.write_string(0, 0, title or self.form.title[self.language], self.styles.title)
        sheet.write_string(1, 0, subtitle or "", self.styles.subtitle)
        top, first = 2, 4
        last = first + max(self.rows.height - 1, 0)
        other: Language = "en" if self.language == "zh" else "zh"
        for position, column in enumerate(self.columns):
            self._column(sheet, position, column)
            self._heading(sheet, top, position, column, other)
            self._check(sheet, first, last + SPARE_ROWS, position, column)
        for position, column in enumerate(self.columns):
            sheet.write_string(top + 1, position, column.label[other], self.styles.second_heading)
        self._rows(sheet, first)
        locked = sum(self._is_locked(column) for column in self.columns)
        sheet.freeze_panes(first, min(locked, 3))
        sheet.protect("", dict.fromkeys(MAY, True))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, first - 1)
        sheet.print_area(0, 0, last, len(self.columns) - 1)
        sheet.set_footer("&C&P / &N")

    def _column(self, sheet: Worksheet, position: int, column: Column) -> None:
        wide = max(2 * len(column.label.zh), len(column.example), len(column.label.en) // 2) + 2
        style = self.styles.cell(_number_format(column), self._tint(column), locked=False)
        options = {"hidden": column.hidden}
        sheet.set_column(position, position, min(max(wide, 9), 28), style, options)

    def _heading(
        self, sheet: Worksheet, line: int, position: int, column: Column, other: Language
    ) -> None:
        star = "*" if column.required else ""
        sheet.write_string(line, position, column.label[self.language] + star, self.styles.heading)
        hints = [column.help[self.language]] if column.help else []
        if column.example:
            hints.append(f"{'例' if self.language == 'zh' else 'Example'}: {column.example}")
        if hints:
            sheet.write_comment(line, position, "\n".join(hints))

    def _check(
        self, sheet: Worksheet, first: int, last: int, position: int, column: Column
    ) -> None:
        words = self._words(column)
        check: dict[str, Any] = {}
        if words and not column.is_open:
            check = {"validate": "list", "source": self.lists.source(list(words.values()))}
        elif column.type == "date":
            check = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1900, 1, 1),
                "maximum": date(2100, 12, 31),
            }
        elif column.type in ("integer", "decimal"):
            low = -(10**12) if column.min is None else column.min
            high = 10**12 if column.max is None else column.max
            check = {
                "validate": column.type,
                "criteria": "between",
                "minimum": low,
                "maximum": high,
            }
        if check:
            sheet.data_validation(first, position, last, position, check)

    def _rows(self, sheet: Worksheet, first: int) -> None:
        known = {column.name: column for column in self.columns}
        writers = [
            (self.columns.index(known[name]), name, self._writer(known[name]))
            for name in self.rows.columns
        ]
        writers.sort(key=lambda writer: writer[0])
        values = self.rows.select([name for _, name, _ in writers]).iter_rows()
        for line, row in enumerate(values, first):
            for (position, _, write), value in zip(writers, row, strict=True):
                if value is not None:
                    write(sheet, line, position, value)

    def _writer(self, column: Column) -> Callable[[Worksheet, int, int, Any], Any]:
        style = self.styles.cell(
            _number_format(column), self._tint(column), locked=self._is_locked(column)
        )
        if words := self._words(column):
            return lambda sheet, line, position, value: sheet.write_string(
                line, position, words.get(value, str(value)), style
            )
        if column.type == "date" and self.rows.schema[column.name] == pl.Date:
            return lambda sheet, line, position, value: sheet.write_datetime(
                line, position, value, style
            )
        if column.type in ("integer", "decimal"):
            return lambda sheet, line, position, value: (
                sheet.write_number(line, position, value, style)
                if abs(value) < EXACT
                else sheet.write_string(line, position, str(value), style)
            )
        return lambda sheet, line, position, value: sheet.write_string(
            line, position, str(value), style
        )

    def _words(self, column: Column) -> dict[Any, str]:
        """The drop-down's words by the value that they stand for."""
        if column.type == "yes_no":
            return {value: label[self.language] for value, label in YES_NO.items()}
        return {choice.id: choice.label[self.language] for choice in column.choices}

    def _is_locked(self, column: Column) -> bool:
        is_key = column.name in self.form.key or column.name not in self.form.by_name
        return is_key and column.name in self.rows.columns and self.rows.height > 0

    def _tint(self, column: Column) -> str | None:
        if self._is_locked(column):
            return TINTS["given"]
        return TINTS["required"] if column.required else None


def _number_format(column: Column) -> str:
    match column.type:
        case "date":
            return "yyyy-mm-dd"
        case "integer":
            return "0"
        case "decimal":
            return "0." + "0" * column.decimals
        case _:
            return "@"


def _informing(name: str) -> Column:
    """A column of another form, shown only so that the filler knows who is meant."""
    elsewhere = (c.label for form in all_forms().values() for c in form.columns if c.name == name)
    own = words(f"column.{name}") if is_worded(f"column.{name}") else Label(name, name)
    label = next(elsewhere, own)
    return Column(
        name=name,
        label=Label(FOR_INFORMATION.zh + label.zh, FOR_INFORMATION.en + label.en),
        type="text",
    )
