"""The daily round: what is due today in every campaign that is open."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows.identification import RoundFailed, advance
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, open_campaigns


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(
    registry_path: Path, as_of: date, actor: str, reports: Path
) -> dict[str, dict[str, Tally]]:
    """Bring the year up to date; after days without a round, one round catches up on all of them.

    A campaign that fails holds up no other; the run fails at its end.
    """
    registry = Registry(registry_path)
    done: dict[str, dict[str, Tally]] = {}
    causes: dict[str, Exception] = {}
    for campaign in open_campaigns(registry, as_of):
        if campaign.kind != "identification":
            continue
        try:
            day = CampaignDay(registry, campaign, as_of, actor)
            done[campaign.campaign_id] = advance(day, reports)
        except RoundFailed as failed:
            causes |= {f"{campaign.campaign_id} {name}": c for name, c in failed.causes.items()}
    if causes:
        raise RoundFailed(causes)
    return done
