"""The daily round: what is due today in every campaign that is open."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows.identification import identification
from registry.session import Registry
from tasks.campaign_day import Tally, open_campaigns


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(
    registry_path: Path, as_of: date, actor: str, reports: Path
) -> dict[str, dict[str, Tally]]:
    """Bring the year up to date; after days without a round, one round catches up on all of them."""
    done = {}
    for campaign in open_campaigns(Registry(registry_path), as_of):
        if campaign.kind == "identification":
            done[campaign.campaign_id] = identification(
                registry_path, campaign.campaign_id, as_of, actor, reports
            )
    return done
