"""Objections: received in time or not, and handled by different people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from policy.calendar import Window
from policy.errors import OfficeError

Timing = Literal["in_time", "late", "early"]


def classify(received_on: date, window: Window) -> Timing:
    """`in_time` stops that household at the step; `late` goes on as a complaint.

    `early` is before day one: it waits for the window to open.
    """
    if received_on < window.opens_on:
        return "early"
    return "in_time" if received_on <= window.closes_on else "late"


def check_separation(surveyors: Iterable[str], investigator: str, decider: str | None) -> None:
    """OfficeError when the investigator made the first survey, or decides their own findings.

    `decider` is None while nobody has decided yet.
    """
    if investigator in set(surveyors):
        raise _same_person(investigator, "surveyed the household and would investigate it")
    if decider == investigator:
        raise _same_person(investigator, "investigated the objection and would decide it")


def _same_person(person: str, double_role: str) -> OfficeError:
    return OfficeError(
        where="handling of the objection",
        came=f"{person} {double_role}",
        expected="an investigator who neither made the survey nor decides",
        remedy="assign somebody else",
    )
