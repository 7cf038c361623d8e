"""The round as the office starts it: the only flows that know today's date."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from prefect import flow

from flows.annual_cycle import annual_cycle
from flows.identification import RoundFailed, identification
from flows.quiet import without_heartbeats
from office.clock import today
from policy.errors import OfficeError, OfficeErrors
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, open_campaigns


def run_round(day: CampaignDay, reports: Path, stages: tuple[str, ...] = ()) -> dict[str, Tally]:
    """One campaign's round in this process, for the command line."""
    logging.getLogger("prefect").setLevel(logging.CRITICAL)  # it has last words at exit
    with without_heartbeats(), said_in_full():
        done: dict[str, Tally] = identification(
            day.registry.path, day.campaign_id, day.as_of, day.actor, reports, stages
        )
        return done


@contextmanager
def said_in_full() -> Iterator[None]:
    """What broke a stage, for the officer at the desk; Prefect is told only which stage and how."""
    try:
        yield
    except RoundFailed as failed:
        causes = list(failed.causes.values())
        for_people = [cause for cause in causes if isinstance(cause, OfficeError)]
        if len(for_people) < len(causes):
            raise next(c for c in causes if not isinstance(c, OfficeError)) from None
        raise OfficeErrors(for_people) from None


@flow(name="daily-round")
def daily_round(registry: str, reports: str, actor: str, as_of: date | None = None) -> None:
    """The round of every open campaign: what the scheduler starts at 08:00. No day: today."""
    annual_cycle(Path(registry), as_of or today(), actor, Path(reports))


@flow(name="stage-by-hand")
def stage_by_hand(
    registry: str,
    reports: str,
    actor: str,
    stage: str,
    campaign_id: str | None = None,
    as_of: date | None = None,
) -> None:
    """One stage, started by an officer. No campaign: every open one; no day: today."""
    day = as_of or today()
    campaigns = [campaign_id] if campaign_id else _identifications(Path(registry), day)
    for campaign in campaigns:
        identification(Path(registry), campaign, day, actor, Path(reports), (stage,))


def _identifications(registry: Path, day: date) -> list[str]:
    campaigns = open_campaigns(Registry(registry), day)
    return [c.campaign_id for c in campaigns if c.kind == "identification"]
