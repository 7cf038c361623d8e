"""Pairing: units with villages, helpers with households."""

from pathlib import Path
from typing import Annotated

import typer

from office.clock import reached, today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    campaign_day_of,
    errors,
    examples,
    said_plainly,
)
from policy.wording import words

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "pair --dry-run --as-of 2014-07-01",
        "pair --as-of 2014-07-01",
        "pair --partial",
        "pair --show --json",
        "pair --show --workbooks /media/usb",
    )
)
def pair(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Compute and show, store nothing.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--show", help="The pairing that there is; nothing is computed.")
    ] = False,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Accept that households, helpers or quotas fall short."),
    ] = False,
    workbooks: Annotated[
        Path | None, typer.Option(help="Folder for a workbook of each unit's households.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Pair units with villages and helpers with households at the least cost, and print the notices.

    Once a year by hand: from then on the daily round replaces helpers who leave. Refused, and
    nothing stored, where somebody would be left out, unless that is accepted.
    """
    with said_plainly():
        from office.pairing_status import pairing_of, pairing_tables, tried_out

        desk = context.obj
        day = campaign_day_of(desk, campaign, as_of, kind="help")
        with errors.status(words("screen.pairing")[desk.language]):
            if dry_run:
                from policy.pairing.greedy import assign_one_by_one
                from tasks.pairing import try_out

                with day.reading() as reader:
                    decision = try_out(reader, day)
                greedy = assign_one_by_one(decision.question)
                found = tried_out(decision, greedy.points)
            else:
                if not show:
                    from office.rounds import run_pairing

                    reached(as_of)
                    run_pairing(day, desk.out, partial)
                with day.reading() as reader:
                    found = pairing_of(reader, day)
        desk.tell(found, as_json, lambda: pairing_tables(found, desk.language))
        if workbooks:
            from tasks.pairing.workbooks import write_unit_workbooks

            written = write_unit_workbooks(day, workbooks, desk.language)
            desk.say("workbooks_written", files=len(written), folder=workbooks)
