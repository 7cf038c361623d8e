"""Reminders: the day's digests, slips for whom no channel reaches, what waits in the outbox."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from prefect import flow, get_run_logger

from flows.round import RoundFailed
from flows.stopwatch import in_stages
from policy.reminders import may_send
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally
from tasks.channels import channels_named, read_channels
from tasks.outbox import send_digests
from tasks.print_run import print_issued
from tasks.reminders import prepare_reminders, reminding_days, rhythm_of
from tasks.slips import issue_slips


@flow(name="reminders", validate_parameters=False)
def reminders(
    registry_path: Path,
    as_of: date,
    actor: str,
    reports: Path,
    now: datetime | None = None,
    channels: Path | None = None,
) -> dict[str, Tally]:
    """The day's reminders by themselves; `now` is the office's clock, without it nothing is sent.

    In quiet hours nothing is prepared either: the morning's round first writes what has become due.
    """
    days = reminding_days(Registry(registry_path), as_of, actor)
    if now and days and not may_send(now, rhythm_of(days[0]), days[0].pack.country):
        return {}
    return remind(Registry(registry_path), as_of, actor, reports, now, channels)


def remind(
    registry: Registry,
    as_of: date,
    actor: str,
    reports: Path,
    now: datetime | None = None,
    channels: Path | None = None,
) -> dict[str, Tally]:
    """Prepare, print slips, send; run twice it sends nothing twice. To be called inside a flow.

    No tasks of the run: on most days there is little to do, and each would cost more than its work.
    """
    days = reminding_days(registry, as_of, actor)
    if not days:
        return {}
    steps: dict[str, Callable[[CampaignDay], Tally]] = {
        "digests": lambda day: prepare_reminders(
            day.registry, day.as_of, day.actor, channels_named(channels) if channels else None
        ),
        "slips": lambda day: _print_slips(day, Path(reports)),
    }
    if now and channels:
        steps["send"] = lambda day: send_digests(day, now, read_channels(channels))
    done: dict[str, Tally] = {}
    causes: dict[str, Exception] = {}
    for name, step in steps.items():
        try:
            with in_stages.running():
                done[name] = step(days[0])
        except Exception as error:
            causes[name] = error
    if causes:
        raise RoundFailed(causes)
    told = {what: count for tally in done.values() for what, count in tally.items() if count}
    if told:
        get_run_logger().info("reminders: %s", told)
    return done


def _print_slips(day: CampaignDay, reports: Path) -> Tally:
    """Issue the slips that are due and print them."""
    issued = issue_slips(day)
    return issued | print_issued(day, reports, kinds=("reminder_slip",)) if issued else {}
