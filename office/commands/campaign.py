"""A campaign: opening it, its rounds and forms, where it stands and why."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from office.clock import today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    campaign_day_of,
    campaign_days_of,
    day_of,
    entered,
    errors,
    examples,
    progress,
    registry_of,
    said_plainly,
)
from policy.errors import OfficeError
from policy.wording import words

commands = typer.Typer()

#: What only a campaign of villages asks of the policy.
VILLAGE_TERMS = (
    "village.score.counted_bodies",
    "village.score.quorum_share",
    "village.score.drop",
    "village.score.limit_days",
    "village.exit.incidence_limit",
    "village.exit.required_haves",
)


@commands.command(
    name="open",
    epilog=examples(
        "open 2014 --county 610426 --households 70 --announce-by 2014-09-30 --mark 永扶办公示",
        "open 2014 --kind inspection --half 1 --county 610426 --mark 永扶办检",
    ),
)
def open_(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="Year of the campaign.")],
    county: Annotated[str, typer.Option(help="Code of the county.")],
    households: Annotated[
        int | None, typer.Option(help="Planned households of the county; of identification only.")
    ] = None,
    kind: Annotated[
        Literal["identification", "help", "exit", "assessment", "inspection", "villages"],
        typer.Option(help="What the campaign is for."),
    ] = "identification",
    half: Annotated[
        int | None,
        typer.Option(help="Half of the year, 1 or 2; of inspections only, else the day's."),
    ] = None,
    announce_by: Annotated[
        date | None,
        typer.Option(parser=day_of, metavar="DAY", help="Last day of the plan; else the policy's."),
    ] = None,
    mark: Annotated[str, typer.Option(help="Issuing mark of its papers.")] = "扶办公示",
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Open a campaign: identification with plan, manuals and letters, help, exit, inspection, villages,
    or the yearly assessment.

    The register of places must be loaded. Opening again changes nothing; another number of
    households is a new plan of identification.
    """
    with entered(as_of):
        from policy.calendar import last_of_half
        from tasks.campaign_day import Campaign, CampaignDay
        from tasks.opening import (
            issue_letters,
            latest_announcement,
            open_campaign,
            plan_scale,
        )

        desk, registry = context.obj, registry_of(context.obj)
        if (households is None) == (kind == "identification"):
            raise OfficeError.because("office.planned_households", where="--households", kind=kind)
        half = _half_of(kind, half, as_of)
        campaign = Campaign(
            actor=desk.actor,
            campaign_id=f"{kind}-{year}-{f'h{half}-' if half else ''}{county}",
            kind=kind,
            year=year,
            county_code=county,
            pack=registry.pack,
            opened_on=as_of,
            announce_by=announce_by
            or (last_of_half(year, half) if half else latest_announcement(registry.pack, year)),
            document_mark=mark,
            half=half,
        )
        day = CampaignDay(registry, campaign, as_of, desk.actor)
        _must_be_workable(day)
        planned = issued = 0
        with registry.together():
            is_new = open_campaign(registry, campaign)
            if households is not None:
                planned = plan_scale(day, households)["places"]
                issued = issue_letters(day)["villages"]
        if households is None:
            desk.say("opened_help" if is_new else "opened_before", campaign=campaign.campaign_id)
            return
        done = "opened" if planned or issued else "opened_before"
        desk.say(
            done,
            campaign=campaign.campaign_id,
            households=households,
            places=planned,
            villages=issued,
        )


def _half_of(kind: str, half: int | None, as_of: date) -> int | None:
    """The half-year of an inspection; no other campaign has one."""
    from policy.calendar import half_of

    if half is not None and (kind != "inspection" or half not in (1, 2)):
        raise OfficeError.because("office.unknown_half", where="--half", half=half, kind=kind)
    return half or half_of(as_of) if kind == "inspection" else None


def _must_be_workable(day: Any) -> None:
    """Refuse a campaign without a law for its year or without villages, before anything is stored."""
    from dataclasses import replace

    from policy.assessment import ASSESSED
    from policy.inspection import inspection_terms
    from policy.screening import prepare_screening

    if day.campaign.announce_by < day.as_of:
        raise OfficeError.because(
            "office.announced_before_opened",
            where=day.campaign_id,
            announce_by=day.campaign.announce_by,
            as_of=day.as_of,
        )
    for on in (day.as_of, day.campaign.announce_by):
        on_that_day = replace(day, as_of=on)
        on_that_day.terms()
        if day.campaign.kind == "inspection":
            inspection_terms(on_that_day.setting)
        prepare_screening(day.pack, on_that_day.rules_on)
        for term in VILLAGE_TERMS if day.campaign.kind == "villages" else ():
            on_that_day.setting(term)
    if day.campaign.kind == "assessment":
        for kind in ASSESSED:
            day.pack.tree(kind, day.rules_on)
    county = day.campaign.county_code
    with day.reading() as reader:
        if not reader.has_rows("villages_of_county", as_of=day.as_of, county_code=county):
            raise OfficeError.because(
                "office.no_villages", registry=day.registry.path, county=county
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
        from tasks.forms_out import write_blank_form, write_waiting_forms
        from tasks.papers.field_sheets import print_field_sheets

        desk = context.obj
        days = campaign_days_of(desk, campaign, as_of)
        folder = to / ("blank" if blank else as_of.isoformat())
        written: list[Path] = []
        with progress(desk, "writing_forms") as bar:
            if blank:
                pack = days[-1].pack
                written += [write_blank_form(folder, f, desk.language, pack) for f in blank]
            for day in [] if blank else days:
                own = folder if len(days) == 1 else folder / day.campaign_id
                if sheets:
                    written += print_field_sheets(day, own, desk.language)
                else:
                    written += write_waiting_forms(day, own, desk.language, bar.count)
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
    """Do the day's round: judge, publish, close windows, compare, announce, print what is due, remind.

    Run twice it changes nothing; after days off one round catches up. A campaign that fails holds up
    no other: what failed is told at the end. Only today's round sends reminders.
    """
    with entered(as_of):
        from office.status import round_tables

        desk = context.obj
        days = campaign_days_of(desk, campaign, as_of)
        of_kind = _stages_asked_for(stage or [], {day.campaign.kind for day in days})
        tables: list[Any] = []

        def tell(done: dict[str, Any]) -> None:
            steps = done.pop("reminders", {}).values()
            reminded = {"reminders": {what: n for tally in steps for what, n in tally.items()}}
            for of_one in (*done.values(), reminded):
                tables.extend(round_tables(of_one, desk.language))

        try:
            with errors.status(words("screen.round")[desk.language]):
                if campaign is None and not stage:
                    from office.rounds import run_daily_round

                    run_daily_round(desk.db, as_of, desk.actor, desk.out, tell)
                else:
                    from office.rounds import run_round

                    for day in days:
                        if stages := of_kind[day.campaign.kind]:
                            tell({day.campaign_id: run_round(day, desk.out, stages)})
        finally:
            desk.show(tables)
        if not tables:
            desk.say("nothing_due")


def _stages_asked_for(names: list[str], kinds: set[str]) -> dict[str, tuple[str, ...]]:
    """By kind of campaign the stages to run; without names all."""
    from flows.stages import STAGES

    known = [name for kind in sorted(kinds) for name in STAGES[kind]]
    if strange := [name for name in names if name not in known]:
        raise OfficeError.because(
            "office.unknown_stage", where="--stage", names=strange, known=known
        )
    return {
        kind: tuple(name for name in STAGES[kind] if not names or name in names) for kind in kinds
    }


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
        from office.funds_status import funds_tables
        from office.status import status_of, status_tables

        desk = context.obj
        day = campaign_day_of(desk, campaign, as_of)
        found = status_of(day)

        def tables() -> list[Any]:
            funds = found.get("funds")
            of_funds = funds_tables(funds, day.pack, desk.language) if funds else []
            return [*status_tables(found, desk.language), *of_funds]

        desk.tell(found, as_json, tables)


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
        context.obj.tell(said, as_json, lambda: explanation_tables(said, context.obj.language))
