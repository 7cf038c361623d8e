"""What the reader of workbooks does not tell of a sheet: how far it reaches, formulas without a value."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, is_zipfile

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

_WORKBOOK, _FILES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: What reading a workbook raises whose parts are spoilt.
DAMAGED = (BadZipFile, ElementTree.ParseError, zlib.error)
# Over the bytes: parsing the XML of 175,000 persons takes longer than loading them.
_FILLED = re.compile(rb'\sr="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>(?!</)')
_VALUELESS = re.compile(  # an empty text is a value
    rb'<(?P<x>(?:\w+:)?)c\s(?P<attributes>(?![^>]*t="str")[^>]*(?<!/))>\s*'
    rb"<(?P=x)f(?:\s[^>]*)?(?:/>|>(?P<formula>[^<]*)</(?P=x)f>)\s*"
    rb"(?:<(?P=x)v\s*/>|<(?P=x)v></(?P=x)v>)?\s*</(?P=x)c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3}\d+)"')


@dataclass(frozen=True)
class SheetPart:
    """One sheet of a workbook as it lies in the file, rows and columns counted from 0.

    The cells with a value lie from `first` to `last` column and above `end_row`; `valueless` are
    formulas whose result nobody has computed: row, column from `first` on, and the formula.
    """

    first: int = 0
    last: int = 0
    end_row: int = 0
    valueless: tuple[tuple[int, int, str], ...] = ()

    @property
    def cells(self) -> int:
        """How many cells a reader of the whole holds."""
        return (self.last - self.first + 1) * self.end_row

    @property
    def end(self) -> str:
        """How far it reaches: F20."""
        return f"{xl_col_to_name(self.last)}{self.end_row}"


def read_parts(path: Path) -> Iterator[tuple[str, SheetPart]]:
    """The sheets of a workbook by name; none of one in the old format .xls."""
    if not is_zipfile(path):
        return
    with ZipFile(path) as archive:
        inside = set(archive.namelist())
        if not {_WORKBOOK, _FILES} <= inside:
            return
        files = {
            entry.get("Id"): entry.get("Target", "")
            for entry in ElementTree.fromstring(archive.read(_FILES))
        }
        for sheet in ElementTree.fromstring(archive.read(_WORKBOOK)).findall(".//{*}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            target = files.get(link, "")
            file = target[1:] if target.startswith("/") else f"xl/{target}"
            if file in inside:
                yield sheet.get("name", ""), _read_part(archive.read(file))


def _read_part(xml: bytes) -> SheetPart:
    empty = list(_VALUELESS.finditer(xml)) if b"<f" in xml or b":f" in xml else []
    columns, end_row = set[bytes](), b"0"
    for cell in _FILLED.finditer(_VALUELESS.sub(b"", xml) if empty else xml):
        column, end_row = cell.groups()
        columns.add(column)
    numbers = [xl_cell_to_rowcol(f"{column.decode()}1")[1] for column in columns] or [0]
    first = min(numbers)
    valueless = []
    for cell in empty:
        if place := _PLACE.search(cell["attributes"]):
            formula = unescape((cell["formula"] or b"").decode("utf-8", "replace"))
            row, position = xl_cell_to_rowcol(place[1].decode())
            valueless.append((row, position - first, f"={formula}"))
    return SheetPart(first, max(numbers), int(end_row), tuple(valueless))
