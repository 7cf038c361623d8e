"""The daily round: what is due today in every campaign that is open."""

from datetime import date, datetime
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.reminders import remind
from flows.round import Causes, advance, has_work
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, is_over, open_campaigns
from tasks.reminders.digests import reminding_days


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(
    registry_path: Path,
    as_of: date,
    actor: SecretStr,
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
    causes = Causes()
    over: set[str] = set()
    for campaign in open_campaigns(registry, as_of):
        name = campaign.campaign_id
        with causes.kept(name, prefix=f"{name} "):
            day = CampaignDay(registry, campaign, as_of, actor.get_secret_value())
            if is_over(day) and not has_work(day):
                over.add(name)
            else:
                done[name] = advance(day, reports)
    with causes.kept("reminders"):
        days = reminding_days(registry, as_of, actor.get_secret_value(), over)
        done["reminders"] = remind(days, reports, now, channels)
    causes.fail(done)
    return done
