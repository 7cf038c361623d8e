"""The round as the office starts it: the only flows that know today's date."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from pydantic import SecretStr

from flows.annual_cycle import annual_cycle
from flows.assessment import assessment
from flows.exit_review import exit_review
from flows.help import help_
from flows.identification import identification
from flows.in_process import in_this_process
from flows.inspection import inspection
from flows.pairing import pairing
from flows.reminders import reminders
from flows.round import RoundFailed
from flows.stages import STAGES
from flows.villages import villages
from office.clock import now, reached, today
from office.desk import channels_file
from policy.errors import OfficeError, OfficeErrors
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, open_campaigns

#: The flow of each kind of campaign.
FLOWS: dict[str, Any] = {
    "identification": identification,
    "help": help_,
    "assessment": assessment,
    "inspection": inspection,
    "exit": exit_review,
    "villages": villages,
}


def run_daily_round(
    registry: Path, as_of: date, actor: str, reports: Path, tell: Callable[[Any], None]
) -> None:
    """The daily round in this process, for the command line; `tell` hears what was done, also where
    something failed. For a past day nothing is sent: what is due waits in the outbox.
    """
    clock = now() if as_of == today() else None
    with in_this_process(), said_in_full():
        try:
            tell(annual_cycle(registry, as_of, SecretStr(actor), reports, clock, channels_file()))
        except RoundFailed as failed:
            tell(failed.done)
            raise


def run_round(day: CampaignDay, reports: Path, stages: tuple[str, ...] = ()) -> dict[str, Tally]:
    """One campaign's round in this process, for the command line."""
    with in_this_process(), said_in_full():
        done: dict[str, Tally] = FLOWS[day.campaign.kind](
            day.registry.path, day.campaign_id, day.as_of, SecretStr(day.actor), reports, stages
        )
        return done


def run_pairing(day: CampaignDay, reports: Path, is_partial: bool) -> dict[str, Tally]:
    """The pairing of a county in this process, for the command line."""
    with in_this_process(), said_in_full():
        done: dict[str, Tally] = pairing(
            day.registry.path, day.campaign_id, day.as_of, SecretStr(day.actor), reports, is_partial
        )
        return done


@contextmanager
def said_in_full() -> Iterator[None]:
    """What broke a stage, for the officer at the desk; Prefect is told only which stage and how."""
    try:
        yield
    except RoundFailed as failed:
        causes = list(failed.causes.values())
        if strange := [cause for cause in causes if not isinstance(cause, OfficeError)]:
            raise strange[0] from None
        told = {str(cause): cause for cause in causes if isinstance(cause, OfficeError)}
        raise OfficeErrors([*told.values()]) from None


def acting() -> SecretStr:
    """In whose name the service acts; Prefect keeps the parameters of a run, and may not know a person."""
    return SecretStr(os.environ["OFFICE_ACTOR"])


@flow(name="daily-round")
def daily_round(registry: str, reports: str, as_of: date | None = None) -> None:
    """The round of every open campaign: what the scheduler starts at 08:00. No day: today; none to come."""
    annual_cycle(Path(registry), reached(as_of), acting(), Path(reports), now(), channels_file())


@flow(name="reminders-by-clock")
def reminders_by_clock(registry: str, reports: str, as_of: date | None = None) -> None:
    """What waits in the outbox, tried again through the day; no day: today."""
    reminders(Path(registry), reached(as_of), acting(), Path(reports), now(), channels_file())


@flow(name="stage-by-hand")
def stage_by_hand(
    registry: str,
    reports: str,
    stage: str,
    campaign_id: str | None = None,
    as_of: date | None = None,
) -> None:
    """One stage, started by an officer. No campaign: every open one; no day: today."""
    day = reached(as_of)
    for campaign in open_campaigns(Registry(registry), day):
        is_asked_for = campaign_id in (None, campaign.campaign_id)
        if is_asked_for and stage in STAGES[campaign.kind]:
            FLOWS[campaign.kind](
                Path(registry), campaign.campaign_id, day, acting(), Path(reports), (stage,)
            )
