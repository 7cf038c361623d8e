"""The paper of a calculation: what a changed policy would change, without any household."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from tasks.printing.contents.paper import Paper, Printable, Text, Words


class PolicyChange(Printable):
    """A value or criterion under both policies."""

    item: Words
    before: Words
    after: Words


class Figure(Printable):
    """One figure under both policies."""

    item: Words
    before: Text
    after: Text
    difference: Text


class PlaceCounts(Printable):
    """A township, or a village below it: households, and money of a year."""

    name: Words
    is_village: bool
    surveyed: int
    eligible_before: int
    newly_in: int
    newly_out: int
    eligible_after: int
    unknown_after: int
    gap_before: Decimal
    gap_after: Decimal


class RuleCounts(Printable):
    """A criterion: the households that meet it under each policy, and for whom it decides."""

    item: Words
    met_before: int | None
    met_after: int | None
    newly_in: int
    newly_out: int
    alone: int


class WhatIf(Paper):
    """A calculation is no notice: it is not numbered, not issued, and decides nothing.

    `number` says only of which campaign and day it is.
    """

    kind: ClassVar[str] = "what_if"

    campaign_year: int
    rules_on: date
    currency: Words
    changes: tuple[PolicyChange, ...]
    figures: tuple[Figure, ...]
    places: tuple[PlaceCounts, ...]
    rules: tuple[RuleCounts, ...]
