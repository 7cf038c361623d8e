"""What is wrong in a file: every fault of every row at once, each with its place and its remedy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from policy.errors import OfficeError
from policy.label import Label, in_language
from policy.refusals import Part, Refusal, paragraph
from policy.wording import words

SHOWN = 20


@dataclass(frozen=True)
class Fault:
    """One fault and its place; no personal value stands in it in the clear."""

    file: Part
    sheet: str | None
    row: int | None
    column: Part | None
    refusal: Refusal

    @property
    def where(self) -> Label:
        """Its place as a person looks it up."""
        return place(self.file, self.sheet, self.row, self.column)

    def said(self, language: str) -> str:
        """The fault for a reader of that language."""
        told = self.refusal
        return paragraph(self.where, told.came, told.expected, told.remedy, language)

    def remark(self, language: str) -> str:
        """The fault as it stands beside its row, where only the column need be named."""
        told = self.refusal
        return paragraph(self.column or "", told.came, told.expected, told.remedy, language)

    def __str__(self) -> str:
        return self.said("en")


class IntakeError(OfficeError):
    """Files were refused, and nothing of them was stored; `faults` are all their faults.

    `error_workbooks` are the copies of the faulty rows with the faults marked, if asked for.
    """

    def __init__(self, faults: Sequence[Fault], error_workbooks: Sequence[Path] = ()) -> None:
        self.faults = tuple(faults)
        self.error_workbooks = tuple(error_workbooks)
        where, told = self.faults[0].where, self.faults[0].refusal
        super().__init__(where=where, came=told.came, expected=told.expected, remedy=told.remedy)

    def said(self, language: str) -> str:
        lines = [fault.said(language) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            more = words("load.more_faults", count=len(self.faults) - SHOWN)
            lines.append(more[language])
        lines.append(words("load.nothing_stored")[language])
        return "\n".join([*lines, *marked_copies(self.error_workbooks, language)])

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(IntakeError, self.faults, self.error_workbooks), ()


def place(
    file: Part, sheet: str | None, row: int | None = None, column: Part | None = None
) -> Label:
    """A place in a file: its name, then sheet, row and column as far as they are known."""
    known = {"sheet": sheet, "row": row, "column": column}
    inside = [words(f"in_file.{what}", **{what: value}) for what, value in known.items() if value]
    return Label(
        "，".join(in_language("zh", part) for part in (file, *inside)),
        ", ".join(in_language("en", part) for part in (file, *inside)),
    )


def marked_copies(books: Sequence[Path], language: str, are_aside: bool = False) -> list[str]:
    """Where the error workbooks lie, if there are any, and what to do with them: all other rows of a
    refused file are missing still, those `are_aside` are the only ones.
    """
    head = words("load.marked_copies_aside" if are_aside else "load.marked_copies")[language]
    return [head, *(f"  {book}" for book in books)] if books else []


def as_json(values: Mapping[str, Any]) -> str:
    """What a fault's wording is filled in with, to be kept in a column; `from_json` reads it."""
    return json.dumps(values, ensure_ascii=False, default=_plain)


def from_json(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text, object_hook=_label)
    return values


def _plain(value: Any) -> Any:
    return {"zh": value.zh, "en": value.en} if isinstance(value, Label) else str(value)


def _label(node: dict[str, Any]) -> Any:
    return Label(**node) if node.keys() == {"zh", "en"} else node


#: What stands in place of a value that is protected: nothing of it shows.
HIDDEN = "***"


def masked(value: str) -> str:
    """A personal value as it may stand in a message: its first character and its length."""
    return value[:1] + "*" * (len(value) - 1)
