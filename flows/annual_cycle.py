"""The daily round: what is due today in every campaign that is open."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows.identification import advance
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, open_campaigns


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(
    registry_path: Path, as_of: date, actor: str, reports: Path
) -> dict[str, dict[str, Tally]]:
    """Bring the year up to date; after days without a round, one round catches up on all of them."""
    registry = Registry(registry_path)
    return {
        campaign.campaign_id: advance(CampaignDay(registry, campaign, as_of, actor), reports)
        for campaign in open_campaigns(registry, as_of)
        if campaign.kind == "identification"
    }
