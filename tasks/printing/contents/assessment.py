"""The papers of the yearly assessment."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from tasks.printing.contents.identification import Replaced, Window
from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words


class ScoreLine(Printable):
    """One assessed with what came of it; `above` is the township of a village."""

    line_no: int
    assessed_id: Text
    name: Words
    above: Words | None = None
    score: Decimal
    rank: int
    grade: Words
    honour: Words | None = None
    is_corrected: bool = False


class ResultNotice(Paper):
    """Results of one kind of assessed, of helpers those of one unit: posted, and open to objection."""

    kind: ClassVar[str] = "assessment_result"

    campaign_year: int
    list_name: Words
    assessed: Words
    unit: Words | None = None
    ranked: int
    not_assessed: int = 0
    lines: tuple[ScoreLine, ...]
    window: Window
    contact: Contact
    replaces: Replaced | None = None
