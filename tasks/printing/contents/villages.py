"""The papers of poor villages: what a village proposes, and what the county decided."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from tasks.printing.contents.identification import Window
from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words


class VillageHave(Printable):
    """One of the things that a village must have when it exits, and whether it has it."""

    name: Words
    state: Literal["met", "not_met", "unknown"]


class VillageProposal(Paper):
    """A village's proposal, posted in the village; figures that nobody knows are empty."""

    kind: ClassVar[str] = "village_proposal"

    campaign_year: int
    proposal: Literal["entry", "exit"]
    proposer: Text
    reason: Words
    poor_households: int | None = None
    poor_persons: int | None = None
    rural_persons: int | None = None
    incidence_percent: Decimal | None = None
    limit_percent: Decimal
    haves: tuple[VillageHave, ...]
    window: Window
    contact: Contact


class AnnouncedVillage(Printable):
    """A village and what the panel gave it."""

    village: Words
    township: Words
    mean_score: Decimal


class VillageAnnouncement(Paper):
    """Villages that the county takes onto the poor-village list, and those that exit from it."""

    kind: ClassVar[str] = "village_announcement"

    campaign_year: int
    entries: tuple[AnnouncedVillage, ...] = ()
    exits: tuple[AnnouncedVillage, ...] = ()
    contact: Contact
