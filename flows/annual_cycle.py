"""The daily round: what is due today in every campaign that is open."""

from datetime import date, datetime
from pathlib import Path

from prefect import flow

from flows.reminders import remind
from flows.round import RoundFailed, advance
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, is_over, open_campaigns


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(
    registry_path: Path,
    as_of: date,
    actor: str,
    reports: Path,
    now: datetime | None = None,
    channels: Path | None = None,
) -> dict[str, dict[str, Tally]]:
    """Bring the year up to date; after days without a round, one round catches up on all of them.

    A campaign that fails holds up no other; the run fails at its end. Reminders come last; they are
    sent only by the office's clock `now` and the channels that the office has set up.
    """
    registry = Registry(registry_path)
    done: dict[str, dict[str, Tally]] = {}
    causes: dict[str, Exception] = {}
    for campaign in open_campaigns(registry, as_of):
        try:
            day = CampaignDay(registry, campaign, as_of, actor)
            if is_over(day):
                continue
            done[campaign.campaign_id] = advance(day, reports)
        except RoundFailed as failed:
            causes |= {f"{campaign.campaign_id} {name}": c for name, c in failed.causes.items()}
    try:
        done["reminders"] = remind(registry, as_of, actor, reports, now, channels)
    except RoundFailed as failed:
        causes |= failed.causes
    if causes:
        raise RoundFailed(causes)
    return done
