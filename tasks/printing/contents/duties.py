"""The papers of duties."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words


class ReminderSlip(Printable):
    """One recipient's digest on paper: households stand there by surname and group only."""

    key: Text
    recipient_id: Text
    recipient: Words
    digest_on: date
    lines: tuple[Words, ...]


class ReminderSlips(Paper):
    """Reminders for those who have no channel, or whom it did not reach; one bundle a unit or township."""

    kind: ClassVar[str] = "reminder_slip"

    bundle: Words
    slips: tuple[ReminderSlip, ...]
    contact: Contact
