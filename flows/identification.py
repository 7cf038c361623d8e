"""Identification: eight steps, two publicities, one comparison, one announcement [002 §4.1]."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows.round import advance
from registry.session import Registry
from tasks.campaign_day import Tally, campaign_day


@flow(name="identification", validate_parameters=False)
def identification(
    registry_path: Path,
    campaign_id: str,
    as_of: date,
    actor: str,
    reports: Path,
    stages: tuple[str, ...] = (),
) -> dict[str, Tally]:
    """One identification's round by hand; `stages` limits it to some of its stages."""
    return advance(
        campaign_day(Registry(registry_path), campaign_id, as_of, actor), reports, stages
    )
