"""Duties and reminders: who owes what, who is told of it, and whom nothing reaches."""

from pathlib import Path
from typing import Annotated, Any

import typer

from office.clock import now, reached, today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    campaign_day_of,
    channels_file,
    examples,
    progress,
    registry_of,
    said_plainly,
)
from policy.errors import OfficeError
from policy.wording import words

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "duties",
        "duties --of DW-001 --as-of 2014-06-30",
        "duties --of BF-00001 --json",
        "duties --forms --to data/forms/out --as-of 2014-06-20",
    )
)
def duties(
    context: typer.Context,
    of: Annotated[
        str | None, typer.Option(help="Only this helper, unit, village, township or county.")
    ] = None,
    forms: Annotated[
        bool, typer.Option("--forms", help="Workbooks of what is open, one a unit and place.")
    ] = False,
    to: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path("data/forms/out"),
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Show who owes what: open, due this week, overdue, done, and how much of it in time.

    A unit's helpers count with their unit. With --forms the workbooks in which they report.
    """
    with said_plainly():
        desk = context.obj
        day = campaign_day_of(desk, campaign, as_of, kind="help")
        if forms:
            from tasks.duties.forms import write_duty_forms

            folder = to / as_of.isoformat()
            with progress(desk, "writing_forms"):
                written = list(write_duty_forms(day, folder, desk.language, of))
            desk.show(str(file) for file in written)
            said = "forms_written" if written else "nothing_waits"
            desk.say(said, files=len(written), folder=folder)
            return
        from office.duties_status import duties_shown, duties_tables

        shown = duties_shown(day, of)
        desk.tell(shown, as_json, lambda: duties_tables(shown, day.pack, desk.language))


@commands.command(
    epilog=examples(
        "remind --dry-run",
        "remind",
        "remind --undeliverable",
        "remind --calendars --as-of 2014-06-20",
    )
)
def remind(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many would be reminded by what.")
    ] = False,
    show_undeliverable: Annotated[
        bool, typer.Option("--undeliverable", help="Only list whom no reminder reaches, and why.")
    ] = False,
    calendars: Annotated[
        bool, typer.Option("--calendars", help="Only write calendars (.ics), one a recipient.")
    ] = False,
    channels: Annotated[
        Path | None, typer.Option(help="Channels; else OFFICE_CHANNELS or data/channels.yaml.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Remind everybody of what is due: one digest a person and day, sent by the channels set up.

    Run twice, nothing goes out twice. Who has no channel gets a printed slip.
    """
    with said_plainly():
        from tasks.reminders.channels import read_channels
        from tasks.reminders.digests import reminding_days

        desk = context.obj
        days = reminding_days(registry_of(desk), as_of, desk.actor)
        if not days:
            campaign_day_of(desk, None, as_of, kind="help")  # says what is missing
        file = channels or channels_file()
        known = read_channels(file)
        if dry_run:
            _dry_run(desk, days, set(known))
        elif show_undeliverable:
            _undeliverable(desk, days[0], known)
        elif calendars:
            _calendars(desk, days)
        else:
            _must_be_told_now(days[0])
            if not known:
                desk.say("no_channels", file=file)
            _remind(desk, days, known)


def _must_be_told_now(day: Any) -> None:
    """A digest once written stays: neither of a day to come nor of one before the last."""
    from tasks.reminders.digests import told_later

    reached(day.as_of)
    with day.reading() as reader:
        if last_on := told_later(reader, day.as_of):
            raise OfficeError.because("obligations.told_later", as_of=day.as_of, last_on=last_on)


def _remind(desk: Any, days: list[Any], channels: Any) -> None:
    from policy.reminders import may_send
    from tasks.papers.print_run import print_issued
    from tasks.reminders.digests import prepare_reminders, rhythm_of
    from tasks.reminders.outbox import send_digests
    from tasks.reminders.slips import issue_slips

    day = days[0]
    rhythm, clock = rhythm_of(day), now()
    done = prepare_reminders(days, set(channels))
    if channels and not may_send(clock, rhythm, day.pack.country):
        which = words(
            "screen.on_all_days" if rhythm.is_sent_on_rest_days else "screen.on_working_days"
        )
        hours = {"from_hour": rhythm.from_hour, "until_hour": rhythm.until_hour}
        desk.say("not_now", days=which, **hours)
    done |= send_digests(day, clock, channels)
    done |= issue_slips(day)
    with progress(desk, "printing") as bar:
        print_issued(day, desk.out, desk.language, ("reminder_slip",), bar.count)
    counts = ("digests", "sent", "failed", "undeliverable", "slips")
    desk.say("reminded", **{name: done.get(name, 0) for name in counts})


def _dry_run(desk: Any, days: list[Any], channels: set[str]) -> None:
    from collections import Counter

    from tasks.reminders.digests import digests_due

    with days[0].reading() as reader:
        due, _ = digests_due(reader, days, channels)
    counted = Counter(digest["channel"] for digest in due)
    for channel, count in sorted(counted.items()):
        desk.say("would_remind", channel=channel, digests=count)
    desk.say("would_remind_all", digests=len(due))


def _undeliverable(desk: Any, day: Any, channels: Any) -> None:
    from office.duties_status import undeliverable_tables
    from tasks.reminders.outbox import undeliverable

    rows = undeliverable(day, channels)
    desk.show(undeliverable_tables(rows, desk.language))
    desk.say("unreached", recipients=len(rows))


def _calendars(desk: Any, days: list[Any]) -> None:
    from tasks.reminders.calendars import write_calendars

    folder = desk.out / "calendars"
    with progress(desk, "writing_calendars") as bar:
        written = sum(1 for _ in write_calendars(days, folder, desk.language, bar.count))
    desk.say("calendars_written", files=written, folder=folder)
