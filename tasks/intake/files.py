"""Files as grids of text: xlsx, csv and parquet, every cell as it was written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from policy.label import Label
from policy.refusals import Part, refusal
from policy.wording import disk_words, words
from tasks.intake.faults import Fault
from tasks.intake.sheet_parts import DAMAGED, SheetPart, read_parts
from tasks.printing.digests import file_digest

ROW_NO = "row_no"
LONG_DIGITS = r"^\d{16,}(\.0*)?$"
MOST_CELLS = 20_000_000  # a reader holds them all; the persons of a county are three million
ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


@dataclass(frozen=True)
class Grid:
    """One sheet: text columns `c0`, `c1`, … and `row_no`, its row as Excel counts it.

    `heading` is set where the file itself names the columns (parquet), `typed_into` where there is
    no file, but rows typed at the desk into the form of that title; `called` where another file of
    the load has the same name. `c0` is column `first` of the sheet, counted from 0, where that is
    known. What could not be read has a `fault` and no cells.
    """

    file: str
    digest: str
    sheet: str | None
    cells: pl.DataFrame
    heading: tuple[str, ...] | None = None
    typed_into: Label | None = None
    called: str = ""
    first: int | None = None
    fault: Fault | None = None

    @property
    def place(self) -> Part:
        """What people call it."""
        if self.typed_into:
            return words("in_file.form", form=self.typed_into)
        return self.called or self.file


def told_apart(paths: Iterable[Path]) -> dict[Path, str]:
    """What people call files: their names, after as many folders as tell them from files of one name."""
    whole = {path: path.resolve().parts[1:] for path in paths}
    depths = dict.fromkeys(whole.values(), 1)
    while True:
        shown = {parts: parts[-depth:] for parts, depth in depths.items()}
        counts = Counter(shown.values())
        alike = [parts for parts in depths if counts[shown[parts]] > 1]
        if not alike:
            return {path: "/".join(shown[parts]) for path, parts in whole.items()}
        for parts in alike:
            depths[parts] += 1


class _Unread(Exception):
    """Why a file cannot be read, and where it is noticed."""

    def __init__(
        self, reason: str, row: int | None = None, sheet: str | None = None, **values: Any
    ) -> None:
        super().__init__(reason)
        self.reason, self.row, self.sheet, self.values = reason, row, sheet, values


def read_grids(path: Path, called: str = "") -> Iterator[Grid]:
    """The grids of one file, sheet by sheet, the last with a fault if it cannot be read or is blank."""
    try:
        has_cells = False
        for grid in _reader(path)(path, file_digest(path)):
            has_cells |= grid.heading is not None or _has_cells(grid.cells)
            yield replace(grid, called=called or path.name)
        if not has_cells:
            raise _Unread("intake.blank")
    except _Unread as unread:
        told = unread
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, *DAMAGED) as error:
        told = _told_by_reader(str(error))
    except OSError as error:
        told = _Unread("intake.unreadable", said=disk_words(error))
    else:
        return
    where = str(path) if told.reason == "intake.no_file" else called or path.name
    fault = Fault(where, told.sheet, told.row, None, refusal(told.reason, **told.values))
    yield Grid(path.name, "", None, pl.DataFrame(), called=called, fault=fault)


def _reader(path: Path) -> Callable[[Path, str], Iterator[Grid]]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None and path.suffix:
        raise _Unread("intake.unknown_ending", ending=path.suffix)
    if reader is None:
        raise _Unread("intake.no_ending")
    if not path.is_file():
        raise _Unread("intake.no_file")
    return reader


def _told_by_reader(said: str) -> _Unread:
    """The kind of fault behind the words of a library."""
    # newer errors than the reader knows, such as #SPILL!
    if error := re.search(r"Unsupported cell error value '(.+?)'.*sheet (\S+)", said, re.DOTALL):
        return _Unread("intake.no_value", sheet=error[2], came=error[1])
    return _Unread("intake.locked" if "password" in said else "intake.damaged")


def _has_cells(cells: pl.DataFrame) -> bool:
    columns = cells.drop(ROW_NO).iter_columns()
    return any(bool(column.str.contains(r"\S").any()) for column in columns)


def _read_workbook(path: Path, digest: str) -> Iterator[Grid]:
    workbook = fastexcel.read_excel(path)
    parts = dict(read_parts(path))
    for name in workbook.sheet_names:
        part = parts.get(name, SheetPart())
        if part.cells > MOST_CELLS:
            raise _Unread("intake.far", sheet=name, cell=part.end)
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if sheet.visible != "visible":
            continue
        batch, errors = sheet.to_arrow_with_errors()
        cells = _rounded_shown(workbook, name, _named(pl.DataFrame(batch)))
        for row, column, text in (*_errors(errors), *part.valueless):
            if row < cells.height and column < cells.width:
                cells = cells.with_columns(cells[f"c{column}"].scatter(row, text))
        first = part.first if name in parts else None
        yield Grid(path.name, digest, name, _numbered(cells), first=first)


def _errors(found: fastexcel.CellErrors | None) -> Iterator[tuple[int, int, str]]:
    """Row and column of the cells that hold an error, and what Excel shows there."""
    for error in found.errors if found else ():
        kind = re.search(r"Error\((\w+)\)", error.detail)
        yield *error.position, ERRORS.get(kind[1] if kind else "", "#N/A")


def _rounded_shown(
    workbook: fastexcel.ExcelReader, sheet: str, cells: pl.DataFrame
) -> pl.DataFrame:
    """Numbers too long for Excel written as such, to tell them from the same digits as text.

    Read as booleans only true numbers give a value.
    """
    long = [column for column in cells.columns if cells[column].str.contains(LONG_DIGITS).any()]
    if not long:
        return cells
    numbers = _named(
        workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="boolean").to_polars()
    )
    return cells.with_columns(
        pl.when(numbers[column].is_not_null() & pl.col(column).str.contains(LONG_DIGITS))
        .then(pl.concat_str(pl.col(column).str.extract(r"^(\d+)"), pl.lit(".0")))
        .otherwise(pl.col(column))
        .alias(column)
        for column in long
    )


def _read_csv(path: Path, digest: str) -> Iterator[Grid]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise _Unread("intake.odd_encoding") from None
    head = text[:4096]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    rows = list(_records(text, delimiter))
    width = max(map(len, rows), default=0)
    padded = (row + [""] * (width - len(row)) for row in rows)
    columns = list(zip(*padded, strict=True))
    cells = pl.DataFrame({f"c{n}": values for n, values in enumerate(columns)}, strict=False)
    yield Grid(path.name, digest, None, _numbered(cells), first=0)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a list; refused where a quotation mark too many takes in the rows below.

    An address may have several lines, but no cell of several lines holds as many separators as a row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    widest, lines = 0, 0
    for row_no in count(1):
        try:
            row = next(reader, None)
        except csv.Error as error:
            is_long = reader.line_num == lines + 1 and "limit" in str(error)
            raise _Unread("intake.long_cell" if is_long else "intake.quote", row_no) from error
        if row is None:
            return
        if reader.line_num > lines + 1 and widest > 1:
            swallowing = (c for c in row if c.count(delimiter) >= widest - 1 and c.splitlines()[1:])
            if any(swallowing):
                raise _Unread("intake.quote", row_no)
        widest, lines = max(widest, len(row)), reader.line_num
        yield row


def _read_parquet(path: Path, digest: str) -> Iterator[Grid]:
    frame = pl.read_parquet(path)
    cells = frame.select(
        pl.when(pl.col(name)).then(pl.lit("是")).when(~pl.col(name)).then(pl.lit("否")).alias(name)
        if dtype == pl.Boolean
        else pl.col(name).cast(pl.String)
        for name, dtype in frame.schema.items()
    )
    yield Grid(path.name, digest, None, _numbered(_named(cells)), tuple(frame.columns))


def _named(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.rename({name: f"c{n}" for n, name in enumerate(cells.columns)})


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.with_row_index(ROW_NO, offset=1)


_READERS = {
    ".xlsx": _read_workbook,
    ".xlsm": _read_workbook,
    ".xls": _read_workbook,
    ".csv": _read_csv,
    ".txt": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
}
