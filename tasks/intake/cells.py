"""One cell's text read as what its column holds; every repair is named, nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from policy.identity import read_identity
from policy.label import Label
from policy.refusals import refusal
from policy.wording import words
from tasks.intake.faults import HIDDEN, masked
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
#: An error of Excel's, or a formula that nobody has computed: what stood there is not known.
NO_VALUE = r"^(=|#(N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)$)"
#: A number that may become a file's name.
PLAIN = r"^[0-9A-Za-z_-]{1,40}$"
# Not NFKC: that would replace rare characters of names as well.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
#: How some programs keep the digits of a number in a list: ="0123".
KEPT_AS_TEXT = r'^="([^"]*)"$'
BLANKS = " \t\r\n\u00a0\u3000"
RARE_HAN = range(0x20000, 0x3FFFE)  # not all known to Python yet
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)  # 1927 to 2119: a serial number outside is no day of ours
NOISE = Decimal("0.0001")  # what binary numbers of Excel carry behind the cents
# Separated by threes or, as Chinese counts, by fours: what 3,5 means nobody knows.
NUMBER = re.compile(
    r"[+-]?\s*(\d+|[1-9]\d{0,2}(?P<three>[,\s])\d{3}((?P=three)\d{3})*"
    r"|[1-9]\d{0,3}(?P<four>[,\s])\d{4}((?P=four)\d{4})*)(\.\d*)?([eE][+-]?\d{1,2})?"
)
LONGEST = 60  # of a wrong value in a message
# By whether the column has an example to show, and whether its cells may stay empty.
WRONG = {
    (False, False): "intake.cell",
    (True, False): "intake.cell_like",
    (False, True): "intake.cell_required",
    (True, True): "intake.cell_like_required",
}

Value = str | date | int | Decimal | bool | None


@dataclass(frozen=True)
class Cell:
    """`value` as stored; `why` names the repairs; a fault has its `reason` and what it is told with."""

    value: Value = None
    why: str | None = None
    reason: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def read_cell(text: str, column: Column) -> Cell:
    """Read one text; a value that stands for "unknown" becomes empty."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    stripped = visible.strip(BLANKS)
    plain = re.sub(KEPT_AS_TEXT, r"\1", stripped)
    tidy = (
        plain if column.type in ("text", "paper_number") else plain.translate(HALF_WIDTH)
    ).strip(BLANKS)
    if not tidy:
        return Cell()
    if tidy.casefold() in UNKNOWN_WORDS and not _is_choice(tidy, column):
        return Cell(why="read as unknown")
    if spoilt := [c for c in dict.fromkeys(tidy) if _is_spoilt(c, column)]:
        cell = Cell(reason="intake.spoilt", values={"characters": [*map(_code_point, spoilt)]})
    else:
        read = _without_value if re.search(NO_VALUE, tidy) else _READERS[column.type]
        cell = read(tidy, column)
    taken_out = "invisible characters" if visible != text else "quoted formula"
    if cell.reason is None and (visible != text or plain != stripped):
        also = f", {cell.why}" if cell.why and cell.value != plain else ""
        cell = replace(cell, why=f"{taken_out} removed{also}")
    if cell.reason is not None and column.is_emptied:
        return Cell(why=f"emptied: {refusal(cell.reason, **cell.values).came.en}")
    return cell


def _is_spoilt(character: str, column: Column) -> bool:
    """What no printer prints: control characters, private ones, what was lost on the way."""
    kind = unicodedata.category(character)
    return (
        (kind == "Cc" and character not in "\t\r\n")
        or (kind in ("Co", "Cn") and ord(character) not in RARE_HAN)
        or character == "\ufffd"
        or (character == "?" and column.type == "name")
    )


def _code_point(character: str) -> str:
    return character if character == "?" else f"U+{ord(character):04X}"


def _text(tidy: str, column: Column) -> Cell:
    return Cell(re.sub(r"\s+", " ", tidy), "spaces tidied")


def _name(tidy: str, column: Column) -> Cell:
    # 张 秀 英 is padding; Mary Li, or 阿迪力·买买提, is a name with parts.
    han = re.fullmatch(r"[^\x00-\x7f]+(\s+[^\x00-\x7f]+)*", tidy)
    name = re.sub(r"\s+", "" if han else " ", tidy)
    name = re.sub(r"[•●・．∙‧]", "·", name)
    if re.search(r"\d", name):
        return _wrong(column, tidy, words("cell.name"))
    return Cell(name, "spaces tidied" if len(name) != len(tidy) else "characters unified")


def _code(tidy: str, column: Column) -> Cell:
    if _is_rounded(tidy):
        return _rounded()
    code = re.sub(r"\s+|^['‘’`]+", "", tidy)
    if column.is_plain and not re.fullmatch(PLAIN, code):
        return _wrong(column, tidy, words("cell.plain"))
    return Cell(re.sub(r"^(\d+)\.0+$", r"\1", code), "spaces and full-width characters tidied")


def _id_number(tidy: str, column: Column) -> Cell:
    identity = read_identity(tidy)
    if identity.fault is None:
        return Cell(identity.number, ", ".join(identity.repairs) or "full-width characters")
    if _is_rounded(tidy):
        return _rounded()
    told = {"came": identity.fault, "example": column.example}
    return Cell(reason="intake.id_number", values=told)


def _paper_number(tidy: str, column: Column) -> Cell:
    # 〔 〕 are hard to type; the issuing mark before them stays as it is
    number = re.sub(
        r"\s*[\[［(（【〔]\s*(\d{4})\s*[\]］)）】〕]\s*(\d+)\s*号",
        lambda found: f"〔{found[1]}〕{found[2]}号".translate(HALF_WIDTH),
        re.sub(r"\s+", " ", tidy),
    )
    return Cell(number, "the paper's number in its normal form")


def _date(tidy: str, column: Column) -> Cell:
    cell = _day(tidy, column)
    if isinstance(cell.value, date) and cell.value < column.earliest:
        told = {"came": shown(str(cell.value), column), "earliest": column.earliest}
        return Cell(reason="intake.too_early", values=told)
    return cell


def _day(tidy: str, column: Column) -> Cell:
    day = _written_day(tidy)
    if day is not None:
        return Cell(day)
    if re.fullmatch(r"\d{5}(\.\d+)?", tidy) and int(tidy[:5]) in EXCEL_DAYS:
        return Cell(EXCEL_DAY_ZERO + timedelta(int(tidy[:5])), "Excel's serial number of the day")
    timed = re.fullmatch(r"(\d{4}\S+)[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?", tidy)
    if timed and (day := _written_day(timed[1])):
        return Cell(day, "time of day left out")
    return _wrong(column, tidy, words("cell.date"))


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
        return _wrong(column, tidy, words("cell.integer"))
    return Cell(int(number), None if re.fullmatch(r"\d+(\.0+)?", tidy) else "separators left out")


def _decimal(tidy: str, column: Column) -> Cell:
    number = _number(re.sub(r"(元|亩|年)$", "", tidy))
    if number is None or abs(number) >= 10**15:
        return _wrong(column, tidy, words("cell.decimal"))
    rounded = round(number, column.decimals)
    if abs(rounded - number) > NOISE:
        if column.is_exact:
            return _wrong(column, tidy, words("cell.amount"))
        return Cell(rounded, f"rounded to {column.decimals} decimals")
    return Cell(
        rounded, None if re.fullmatch(r"-?\d+(\.\d+)?", tidy) else "unit or separators left out"
    )


def _number(text: str) -> Decimal | None:
    number = NUMBER.fullmatch(text.strip())
    return Decimal(re.sub(r"[\s,]", "", number[0])) if number else None


def _yes_no(tidy: str, column: Column) -> Cell:
    word = tidy.casefold()
    if word in YES or word in NO:
        return Cell(word in YES)
    return _wrong(column, tidy, one_of(column))


def _choice(tidy: str, column: Column) -> Cell:
    wanted = normal(tidy)
    for choice in column.choices:
        if wanted in map(normal, choice.spellings):
            return Cell(choice.id)
    if column.is_open:
        return Cell(re.sub(r"\s+", "", tidy), "kept as written, not one of the list")
    return _wrong(column, tidy, one_of(column))


def one_of(column: Column) -> Label:
    """What may stand in a column with choices."""
    if column.type == "yes_no":
        return words("cell.yes_no")
    return words("cell.choice", choices=[choice.label for choice in column.choices])


def _is_choice(tidy: str, column: Column) -> bool:
    return column.type == "yes_no" and tidy.casefold() in YES | NO


def _is_rounded(text: str) -> bool:
    """Excel keeps 15 digits of a number: what is longer came back rounded."""
    return bool(re.fullmatch(r"\d\.\d+[eE]\+?\d+|\d[eE]\+\d+|\d{16,}\.\d+", text))


def _rounded() -> Cell:
    return Cell(reason="intake.rounded")


def _without_value(tidy: str, column: Column) -> Cell:
    came = tidy if tidy.startswith("#") else shown(tidy, column)
    return Cell(reason="intake.no_value", values={"came": came})


def shown(came: str, column: Column) -> str:
    """What a message may show of it."""
    if column.is_protected:
        return HIDDEN
    text = masked(came) if column.personal else came
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _wrong(column: Column, came: str, kind: Label) -> Cell:
    example = "" if column.type in ("yes_no", "choice") else column.example
    told = {"came": shown(came, column), "kind": kind}
    return Cell(
        reason=WRONG[bool(example), column.required],
        values=told | {"example": example} if example else told,
    )


_READERS: dict[Type, Callable[[str, Column], Cell]] = {
    "text": _text,
    "name": _name,
    "id_number": _id_number,
    "paper_number": _paper_number,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "yes_no": _yes_no,
    "code": _code,
    "choice": _choice,
}
