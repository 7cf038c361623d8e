"""A campaign: opening it, its rounds and forms, where it stands and why."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    campaign_day_of,
    day_of,
    errors,
    examples,
    progress,
    registry_of,
    said_plainly,
)
from policy.errors import OfficeError
from policy.wording import words

commands = typer.Typer()


@commands.command(
    name="open",
    epilog=examples(
        "open 2014 --county 610426 --households 70 --announce-by 2014-09-30 --mark 永扶办公示"
    ),
)
def open_(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="Year of the campaign.")],
    county: Annotated[str, typer.Option(help="Code of the county, 6 digits.")],
    households: Annotated[int, typer.Option(help="Planned households of the county.")],
    announce_by: Annotated[
        date | None,
        typer.Option(parser=day_of, metavar="DAY", help="Last day of the plan; else the policy's."),
    ] = None,
    mark: Annotated[str, typer.Option(help="Issuing mark of its papers.")] = "扶办公示",
    pack: Annotated[str, typer.Option(help="Policy pack.")] = "cn",
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Open a campaign: plan its scale down to the villages, issue manuals and letters.

    The register of places must be loaded. Opening again changes nothing; another number of
    households is a new plan.
    """
    with said_plainly():
        from tasks.campaign_day import Campaign, CampaignDay
        from tasks.opening import (
            issue_letters,
            latest_announcement,
            open_campaign,
            plan_scale,
        )

        desk, registry = context.obj, registry_of(context.obj)
        campaign = Campaign(
            actor=desk.actor,
            campaign_id=f"identification-{year}-{county}",
            kind="identification",
            year=year,
            county_code=county,
            pack=pack,
            opened_on=as_of,
            announce_by=announce_by or latest_announcement(pack, year),
            document_mark=mark,
        )
        day = CampaignDay(registry, campaign, as_of, desk.actor)
        _must_be_workable(day)
        open_campaign(registry, campaign)
        planned, issued = plan_scale(day, households)["places"], issue_letters(day)["villages"]
        done = "opened" if planned or issued else "opened_before"
        desk.say(
            done,
            campaign=campaign.campaign_id,
            households=households,
            places=planned,
            villages=issued,
        )


def _must_be_workable(day: Any) -> None:
    """Refuse a campaign without a law for its year or without villages, before anything is stored."""
    from dataclasses import replace

    from policy.screening import prepare_screening

    if day.campaign.announce_by < day.as_of:
        raise OfficeError(
            where=day.campaign_id,
            came=f"announcement by {day.campaign.announce_by}, opened on {day.as_of}",
            expected="a last day after the first",
            remedy="Correct --announce-by or --as-of",
        )
    for on in (day.as_of, day.campaign.announce_by):
        on_that_day = replace(day, as_of=on)
        on_that_day.terms()
        prepare_screening(day.pack, on_that_day.rules_on)
    with day.reading() as reader:
        places = reader.rows("places", **day.named(as_of=day.as_of))
    county = day.campaign.county_code
    inside = [p for p in places if p["level"] == "village" and p["code"].startswith(county)]
    if not any(village["rural_households"] for village in inside):
        raise OfficeError(
            where=f"{day.registry.path}, county {county}",
            came=f"{len(inside) or 'no'} villages, and none with rural households",
            expected="the county with its villages and their rural households in the register of places",
            remedy="Load the places first, as of this day or earlier, or correct --county",
        )


@commands.command(
    epilog=examples(
        "forms --as-of 2014-03-12", "--lang en forms --to /media/usb", "forms --blank application"
    )
)
def forms(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path("data/forms/out"),
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    blank: Annotated[
        list[str] | None, typer.Option(help="This form empty instead, such as objection.")
    ] = None,
    sheets: Annotated[
        bool, typer.Option("--sheets", help="Printed sheets to take along: surveys, applications.")
    ] = False,
) -> None:
    """Write the workbooks that wait for people: one a place and form, filled in as far as known.

    Filled in, they come back with `office load`.
    """
    with said_plainly():
        from tasks.field_sheets import print_field_sheets
        from tasks.forms_out import write_blank_form, write_waiting_forms

        desk = context.obj
        day = campaign_day_of(desk, campaign, as_of)
        folder = to / ("blank" if blank else as_of.isoformat())
        with progress(desk, "writing_forms") as bar:
            if sheets:
                written = print_field_sheets(day, folder, desk.language)
            elif blank:
                written = [write_blank_form(folder, f, desk.language, day.pack) for f in blank]
            else:
                written = list(write_waiting_forms(day, folder, desk.language, bar.count))
        desk.show(str(file) for file in written)
        desk.say("forms_written" if written else "nothing_waits", files=len(written), folder=folder)


@commands.command(
    epilog=examples("advance", "advance --as-of 2014-04-18", "advance --stage survey --stage audit")
)
def advance(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    stage: Annotated[
        list[str] | None, typer.Option(help="Only this stage; may be repeated.")
    ] = None,
) -> None:
    """Do the day's round: judge, publish, close windows, compare, announce, print what is due.

    Run twice it changes nothing; after days off one round catches up.
    """
    with said_plainly():
        from office.status import round_tables

        desk = context.obj
        day = campaign_day_of(desk, campaign, as_of)
        _must_be_stages(stage or [])
        with errors.status(words("screen.round")[desk.language]):
            from office.rounds import run_round

            done = run_round(day, desk.out, tuple(stage or ()))
        tables = round_tables(done, desk.language)
        desk.show(tables) if tables else desk.say("nothing_due")


def _must_be_stages(names: list[str]) -> None:
    from flows.stages import STAGES

    if strange := [name for name in names if name not in STAGES]:
        raise OfficeError(
            where="--stage",
            came=", ".join(strange),
            expected=f"one of {', '.join(STAGES)}",
            remedy="Correct the name, or leave it out to do all that is due",
        )


@commands.command(
    epilog=examples(
        "status", "status --as-of 2014-04-18", "--lang en status", "status --json | jq .waiting"
    )
)
def status(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Where the campaign stands on a day: steps, what waits for people, what is overdue, the plan."""
    with said_plainly():
        from office.status import status_of, status_tables

        found = status_of(campaign_day_of(context.obj, campaign, as_of))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=str, indent=2))
        else:
            context.obj.show(status_tables(found, context.obj.language))


@commands.command(
    epilog=examples("explain H1002000003", "explain H1002000003 --as-of 2014-05-01 --json")
)
def explain(
    context: typer.Context,
    household: Annotated[str, typer.Argument(help="Number of the household.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Explain one household: every rule with wording, source, what was observed and when."""
    with said_plainly():
        from office.status import explanation_tables
        from tasks.explanation import explain_household

        found = explain_household(campaign_day_of(context.obj, campaign, as_of), household)
        said = found.as_json(context.obj.language)
        if as_json:
            typer.echo(json.dumps(said, ensure_ascii=False, default=str, indent=2))
        else:
            context.obj.show(explanation_tables(said, context.obj.language))
