"""What is wrong in a file: every fault of every row at once, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from policy.errors import OfficeError

SHOWN = 20


@dataclass(frozen=True)
class Fault:
    """One fault; `came` holds no personal value in the clear."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    came: str
    expected: str
    remedy: str

    @property
    def where(self) -> str:
        """Its place as a person looks it up: file, sheet, row, column."""
        places = (
            ("sheet", self.sheet),
            ("row", self.row),
            ("column", self.column),
        )
        return ", ".join([self.file, *(f"{word} {value}" for word, value in places if value)])

    def __str__(self) -> str:
        return f"{self.where}: {self.came}; {self.expected}. {self.remedy}"


class IntakeError(OfficeError):
    """Files were refused, and nothing of them was stored; `faults` are all their faults.

    `error_workbooks` are the copies of the faulty rows with the faults marked, if asked for.
    """

    def __init__(self, faults: Sequence[Fault], error_workbooks: Sequence[Path] = ()) -> None:
        self.faults = tuple(faults)
        self.error_workbooks = tuple(error_workbooks)
        first = self.faults[0]
        super().__init__(
            where=first.where, came=first.came, expected=first.expected, remedy=first.remedy
        )
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"... and {len(self.faults) - SHOWN} more faults.")
        lines.append("Nothing was stored.")
        self.args = ("\n".join(lines),)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(IntakeError, self.faults, self.error_workbooks), ()


def masked(value: str) -> str:
    """A personal value as it may stand in a message: its first character and its length."""
    return value[:1] + "*" * (len(value) - 1)
