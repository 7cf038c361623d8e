"""The Chinese resident identity number: its normal form, or why there is none (GB 11643-1999)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from policy.label import Label
from policy.wording import words

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
#: Nobody alive was born before.
FIRST_BIRTH_YEAR = 1850


@dataclass(frozen=True)
class Identity:
    """`number` is the 18-digit form or None; `repairs` what was changed; `fault` why invalid."""

    number: str | None
    repairs: tuple[str, ...] = ()
    fault: Label | None = None


def read_identity(written: str) -> Identity:
    """The number as the register has it, with every repair named; never a guess.

    A wrong check digit, length or birth date is a fault and is not repaired.
    """
    number, repairs = _tidied(written)
    if re.fullmatch(r"[0-9]{15}", number):
        number = f"{number[:6]}19{number[6:]}"
        number += check_digit(number)
        repairs += ("15 digits extended to 18",)
    elif len(number) != 18:
        return Identity(None, repairs, words("id_number.length", length=len(number)))
    elif not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return Identity(None, repairs, words("id_number.characters"))
    if not _is_day(number[6:14]):
        return Identity(None, repairs, words("id_number.birthday"))
    if check_digit(number[:17]) != number[17]:
        return Identity(None, repairs, words("id_number.check_digit"))
    return Identity(number, repairs)


def check_digit(first_17_digits: str) -> str:
    """The 18th character by ISO 7064, MOD 11-2."""
    products = (int(digit) * weight for digit, weight in zip(first_17_digits, WEIGHTS, strict=True))
    return CHECK_DIGITS[sum(products) % 11]


def _tidied(written: str) -> tuple[str, tuple[str, ...]]:
    repairs = []
    number = written
    for repair, tidied in (
        ("full-width characters", lambda text: unicodedata.normalize("NFKC", text)),
        ("spaces removed", lambda text: "".join(text.split())),
        ("mark of text removed", lambda text: text.lstrip("'‘’`")),
        ("number written out", _written_out),
        ("capital X", str.upper),
    ):
        changed = tidied(number)
        if changed != number:
            repairs.append(repair)
        number = changed
    return number, tuple(repairs)


def _written_out(text: str) -> str:
    """Excel keeps 15 digits of a number, so a number of 15 digits comes back whole."""
    whole = re.fullmatch(r"([0-9]{15})\.0+|([0-9])\.([0-9]{14})E\+?14", text.upper())
    return "".join(filter(None, whole.groups())) if whole else text


def _is_day(digits: str) -> bool:
    try:
        return (
            date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}").year >= FIRST_BIRTH_YEAR
        )
    except ValueError:
        return False
