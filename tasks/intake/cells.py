"""One cell's text read as what its column holds; every repair is named, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from policy.identity import read_identity
from tasks.intake.faults import masked
from tasks.intake.forms import Column, Type, normal

UNKNOWN_WORDS = frozenset(
    {
        "不详",
        "未知",
        "空",
        "不清楚",
        "暂无",
        "无法核实",
        "unknown",
        "n/a",
        "na",
        "null",
        "none",
        "-",
        "--",
        "/",
        "\\",
    }
)
YES = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "1", "true", "t"})
NO = frozenset({"否", "无", "没有", "×", "✗", "✘", "x", "不是", "n", "no", "0", "false", "f"})
# Not NFKC: that would replace rare characters of names as well.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
BLANKS = " \t\r\n\u00a0\u200b\u3000\ufeff"
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119: a serial number outside is no day of ours
NOISE = Decimal("0.0001")  # what binary numbers of Excel carry behind the cents
AS_TEXT = "Format the column as text in Excel and write the number again."

Value = str | date | int | Decimal | bool | None


@dataclass(frozen=True)
class Cell:
    """`value` as stored; `why` names the repairs; a fault is what `came` and what was `expected`."""

    value: Value = None
    why: str | None = None
    came: str | None = None
    expected: str | None = None
    remedy: str | None = None


def read_cell(text: str, column: Column) -> Cell:
    """Read one text; a value that stands for "unknown" becomes empty."""
    tidy = (text if column.type == "text" else text.translate(HALF_WIDTH)).strip(BLANKS)
    if not tidy:
        return Cell()
    if tidy.casefold() in UNKNOWN_WORDS and not _is_choice(tidy, column):
        return Cell(why="read as unknown")
    cell = _READERS[column.type](tidy, column)
    if cell.came is not None and column.is_emptied:
        return Cell(why=f"emptied: {cell.came}")
    return cell


def _text(tidy: str, column: Column) -> Cell:
    return Cell(re.sub(r"\s+", " ", tidy), "spaces tidied")


def _name(tidy: str, column: Column) -> Cell:
    # 张 秀 英 is padding; Mary Li, or 阿迪力·买买提, is a name with parts.
    han = re.fullmatch(r"[^\x00-\x7f]+(\s+[^\x00-\x7f]+)*", tidy)
    name = re.sub(r"\s+", "" if han else " ", tidy)
    name = re.sub(r"[•●・．∙‧]", "·", name)
    if re.search(r"\d", name):
        return _wrong(column, tidy, "a name without digits")
    return Cell(name, "spaces tidied" if len(name) != len(tidy) else "characters unified")


def _code(tidy: str, column: Column) -> Cell:
    if _is_rounded(tidy):
        return _rounded()
    code = re.sub(r"\s+", "", tidy)
    return Cell(re.sub(r"^(\d+)\.0+$", r"\1", code), "spaces and full-width characters tidied")


def _id_number(tidy: str, column: Column) -> Cell:
    if _is_rounded(tidy):
        return _rounded()
    identity = read_identity(tidy)
    if identity.fault is None:
        return Cell(identity.number, ", ".join(identity.repairs) or "full-width characters")
    came = re.sub(r"^\d{8} is", "digits 7 to 14 are", identity.fault.split(";")[0])
    return Cell(
        came=came,
        expected=f"an ID has 18, such as {column.example}",
        remedy="Check the household register.",
    )


def _date(tidy: str, column: Column) -> Cell:
    day = _written_day(tidy)
    if day is not None:
        return Cell(day)
    if re.fullmatch(r"\d{5}(\.\d+)?", tidy) and int(tidy[:5]) in EXCEL_DAYS:
        return Cell(EXCEL_DAY_ZERO + timedelta(int(tidy[:5])), "Excel's serial number of the day")
    timed = re.fullmatch(r"(\d{4}\S+)[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?", tidy)
    if timed and (day := _written_day(timed[1])):
        return Cell(day, "time of day left out")
    return _wrong(column, tidy, "a day")


def _written_day(text: str) -> date | None:
    compact = re.sub(r"\s", "", text)
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", compact)
    parts = parts or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", compact)
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts.groups()))
    except ValueError:
        return None


def _integer(tidy: str, column: Column) -> Cell:
    number = _number(tidy)
    if number is None or number != number.to_integral_value() or abs(number) >= 2**31:
        return _wrong(column, tidy, "a whole number")
    return Cell(int(number), None if re.fullmatch(r"\d+(\.0+)?", tidy) else "separators left out")


def _decimal(tidy: str, column: Column) -> Cell:
    number = _number(re.sub(r"(元|%|亩|年)$", "", tidy))
    if number is None or abs(number) >= 10**15:
        return _wrong(column, tidy, "a number")
    rounded = round(number, column.decimals)
    if abs(rounded - number) > NOISE:
        return Cell(rounded, f"rounded to {column.decimals} decimals")
    return Cell(
        rounded, None if re.fullmatch(r"-?\d+(\.\d+)?", tidy) else "unit or separators left out"
    )


def _number(text: str) -> Decimal | None:
    compact = re.sub(r"[\s,，]", "", text)
    if not re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", compact):
        return None
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


def _yes_no(tidy: str, column: Column) -> Cell:
    word = tidy.casefold()
    if word in YES or word in NO:
        return Cell(word in YES)
    return _wrong(column, tidy, "是 or 否", example="")


def _choice(tidy: str, column: Column) -> Cell:
    wanted = normal(tidy)
    for choice in column.choices:
        if wanted in map(normal, choice.spellings):
            return Cell(choice.id)
    if column.is_open:
        return Cell(re.sub(r"\s+", "", tidy), "kept as written, not one of the list")
    return _wrong(
        column,
        tidy,
        f"one of {', '.join(choice.label.zh for choice in column.choices)}",
        example="",
    )


def _is_choice(tidy: str, column: Column) -> bool:
    return column.type == "yes_no" and tidy.casefold() in YES | NO


def _is_rounded(text: str) -> bool:
    """Excel keeps 15 digits of a number: what is longer came back rounded."""
    return bool(re.fullmatch(r"\d\.\d+[eE]\+?\d+|\d[eE]\+\d+|\d{16,}\.\d+", text))


def _rounded() -> Cell:
    return Cell(
        came="a number that Excel has rounded, its last digits are lost",
        expected="an ID is text, all its digits written out",
        remedy=AS_TEXT,
    )


def _wrong(column: Column, came: str, expected: str, *, example: str | None = None) -> Cell:
    sample = column.example if example is None else example
    return Cell(
        came=f"“{masked(came) if column.personal else came}”",
        expected=f"expected {expected}, such as {sample}" if sample else f"expected {expected}",
        remedy="Correct the cell, or leave it empty if it is not known."
        if not column.required
        else "Correct the cell.",
    )


_READERS: dict[Type, Callable[[str, Column], Cell]] = {
    "text": _text,
    "name": _name,
    "id_number": _id_number,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "yes_no": _yes_no,
    "code": _code,
    "choice": _choice,
}
