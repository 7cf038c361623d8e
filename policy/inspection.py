"""The terms of an inspection: who inspects, how many are drawn from where, when problems are put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policy.yaml_file import refuse_unknown

LEVELS = ("city", "county", "township", "village")
#: Levels with a desk of their own in the register of places; the city's letters go by the county's.
DESKS = LEVELS[1:]
STRATA = ("township", "village")
DAY_KINDS = ("calendar", "working")


@dataclass(frozen=True)
class InspectionTerms:
    """The policy's terms: levels in their order, and the limits in days."""

    levels: tuple[str, ...]
    days_per_level: int
    stratum: str
    margin: Decimal
    confidence: Decimal
    rectifying_level: str
    rectification_days: int
    day_kind: str


def inspection_terms(setting: Callable[[str], Any]) -> InspectionTerms:
    """The terms from the values of a pack; PolicyError for a key it lacks or a word it may not use."""

    def word(key: str, known: tuple[str, ...]) -> str:
        value = str(setting(f"inspection.{key}"))
        refuse_unknown(value, known, f"inspection.{key}")
        return value

    levels = tuple(map(str, setting("inspection.levels")))
    for level in levels:
        refuse_unknown(level, LEVELS, "inspection.levels")
    return InspectionTerms(
        levels=levels,
        days_per_level=setting("inspection.days_per_level"),
        stratum=word("stratum", STRATA),
        margin=setting("inspection.margin_of_error"),
        confidence=setting("inspection.confidence"),
        rectifying_level=word("rectifying_level", DESKS),
        rectification_days=setting("inspection.rectification_days"),
        day_kind=word("rectification_day_kind", DAY_KINDS),
    )
