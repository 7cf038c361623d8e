"""The papers of pairing: who helps whom, for the board and for the helper."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from tasks.printing.contents.identification import Replaced
from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words


class PairingUnit(Printable):
    """A unit that helps the village, and its leader in charge."""

    name: Words
    leader_name: Text


class PairingLine(Printable):
    """One household and its helper: only what may hang on a board."""

    line_no: int
    head_name: Text
    group: Words | None = None
    helper_name: Text
    unit: Words
    post: Words | None = None


class PairingNotice(Paper):
    """Who helps whom in one village."""

    kind: ClassVar[str] = "pairing_notice"

    campaign_year: int
    units: tuple[PairingUnit, ...]
    lines: tuple[PairingLine, ...]
    contact: Contact
    replaces: Replaced | None = None


class HelpedHousehold(Printable):
    """A household as its helper needs it to find and greet it, and no more."""

    head_name: Text
    household_size: int | None = None
    group: Words
    village: Words
    township: Words
    since: date


class HelperLetter(Paper):
    """To one helper: whom to help, and what is expected."""

    kind: ClassVar[str] = "helper_letter"

    campaign_year: int
    helper_code: Text
    helper_name: Text
    unit: Words
    post: Words | None = None
    households: tuple[HelpedHousehold, ...]
    contact: Contact
