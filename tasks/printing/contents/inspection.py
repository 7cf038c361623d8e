"""The papers of inspections: the notice of a frame, sheets along the route through a village."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words


class FrameStratum(Printable):
    """Households that can be drawn in one place."""

    place: Words
    listed: int
    unlisted: int


class FrameNotice(Paper):
    """What will be drawn from, made public before the draw: numbers and a digest, and nobody's name."""

    kind: ClassVar[str] = "frame_notice"

    campaign_year: int
    half: int
    listed: int
    unlisted: int
    frame_digest: Text
    strata: tuple[FrameStratum, ...]
    contact: Contact


class InspectionVisit(Printable):
    """One drawn household as its inspector needs it: not whether it is on the list."""

    route_no: int
    sheet_id: Text
    code: Text
    household_code: Text
    head_name: Text
    household_size: int | None = None
    group: Words
    address: Text | None = None


class InspectionSheets(Paper):
    """The sheets of one level of inspectors in one village, in the order of their route."""

    kind: ClassVar[str] = "inspection_sheets"

    campaign_year: int
    half: int
    level: Words
    starts_on: date
    due_on: date
    frame_digest: Text
    visits: tuple[InspectionVisit, ...]
    contact: Contact
