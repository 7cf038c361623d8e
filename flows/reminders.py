"""Reminders: the day's digests, slips for whom no channel reaches, what waits in the outbox."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.round import Causes, log_counts
from flows.stopwatch import in_stages
from policy.reminders import may_send
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally
from tasks.papers.print_run import print_issued
from tasks.reminders.channels import channels_named, read_channels
from tasks.reminders.digests import prepare_reminders, reminding_days, rhythm_of
from tasks.reminders.outbox import send_digests
from tasks.reminders.slips import issue_slips


@flow(name="reminders", validate_parameters=False)
def reminders(
    registry_path: Path,
    as_of: date,
    actor: SecretStr,
    reports: Path,
    now: datetime | None = None,
    channels: Path | None = None,
) -> dict[str, Tally]:
    """The day's reminders by themselves; `now` is the office's clock, without it nothing is sent.

    In quiet hours nothing is prepared either: the morning's round first writes what has become due.
    """
    days = reminding_days(Registry(registry_path), as_of, actor.get_secret_value())
    if now and days and not may_send(now, rhythm_of(days[0]), days[0].pack.country):
        return {}
    return remind(days, reports, now, channels)


def remind(
    days: list[CampaignDay],
    reports: Path,
    now: datetime | None = None,
    channels: Path | None = None,
) -> dict[str, Tally]:
    """Prepare, print slips, send for the campaigns that remind; run twice it sends nothing twice.

    To be called inside a flow.

    No tasks of the run: on most days there is little to do, and each would cost more than its work.
    """
    if not days:
        return {}
    lead = days[0]
    steps: dict[str, Callable[[], Tally]] = {
        "digests": lambda: prepare_reminders(days, channels_named(channels) if channels else None),
        "slips": lambda: _print_slips(lead, Path(reports)),
    }
    if now and channels:
        steps["send"] = lambda: send_digests(lead, now, read_channels(channels))
    done: dict[str, Tally] = {}
    causes = Causes()
    for name, step in steps.items():
        with causes.kept(name), in_stages.running():
            done[name] = step()
    causes.fail(done)
    log_counts("reminders", {what: n for tally in done.values() for what, n in tally.items()})
    return done


def _print_slips(day: CampaignDay, reports: Path) -> Tally:
    """Issue the slips that are due and print them."""
    issued = issue_slips(day)
    return issued | print_issued(day, reports, kinds=("reminder_slip",)) if issued else {}
