"""The round as the office starts it: the only flows that know today's date."""

from pathlib import Path

from prefect import flow

from flows.annual_cycle import annual_cycle
from flows.identification import identification
from flows.quiet import without_heartbeats
from office.clock import today
from tasks.campaign_day import CampaignDay, Tally


def run_round(day: CampaignDay, reports: Path, stages: tuple[str, ...] = ()) -> dict[str, Tally]:
    """One campaign's round in this process, for the command line."""
    with without_heartbeats():
        done: dict[str, Tally] = identification(
            day.registry.path, day.campaign_id, day.as_of, day.actor, reports, stages
        )
        return done


@flow(name="daily-round")
def daily_round(registry: str, reports: str, actor: str) -> None:
    """Today's round of every open campaign: what the scheduler starts at 08:00."""
    annual_cycle(Path(registry), today(), actor, Path(reports))


@flow(name="stage-by-hand")
def stage_by_hand(registry: str, reports: str, actor: str, campaign_id: str, stage: str) -> None:
    """One stage of one campaign, started by an officer."""
    identification(Path(registry), campaign_id, today(), actor, Path(reports), (stage,))
