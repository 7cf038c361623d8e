"""Reports of places and units, and the rows behind every figure and every score in them."""

from functools import partial
from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    Desk,
    campaign_day_of,
    entered,
    examples,
    progress,
    registry_of,
    said_plainly,
)
from office.tables import listed
from policy.errors import OfficeError

commands = typer.Typer()

Codes = list[str] | None


@commands.command(
    epilog=examples(
        "report --county",
        "report --village 610426101001 --village 610426101002",
        "--lang en report --unit DW-001 --as-of 2014-12-31",
        "report --all",
    )
)
def report(
    context: typer.Context,
    village: Annotated[Codes, typer.Option(help="A village by its code.")] = None,
    township: Annotated[Codes, typer.Option(help="A township by its code.")] = None,
    unit: Annotated[Codes, typer.Option(help="A helping unit by its number.")] = None,
    county: Annotated[bool, typer.Option("--county", help="The county.")] = False,
    is_all: Annotated[bool, typer.Option("--all", help="The county and all within it.")] = False,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Print reports by the six precisions, of places and units, as of a day.

    A report that was printed for the day already, and would say the same, is not issued again.
    """
    with entered(as_of):
        from tasks.papers.print_run import print_issued, print_on_demand
        from tasks.papers.reports import REPORT_KINDS, issue_reports

        desk = context.obj
        asked = {"village": village, "township": township, "unit": unit}
        wanted = [(level, code) for level, codes in asked.items() for code in codes or ()]
        day = _day(desk, campaign, as_of)
        if county:
            wanted.append(("county", day.campaign.county_code))
        if not (wanted or is_all):
            raise OfficeError.because("reporting.nothing_asked")
        with progress(desk, "printing") as bar:
            done = print_on_demand(
                day,
                partial(issue_reports, day, wanted, is_all),
                partial(print_issued, day, desk.out, desk.language, REPORT_KINDS, bar.count),
            )
        folder = desk.out / day.campaign_id
        desk.say("printed" if done else "nothing_to_print", folder=folder, **done)


@commands.command(
    epilog=examples(
        "trace listed_households 610426101001",
        "trace payments 610426 --as-of 2014-12-31 --json",
        "trace duties DW-001",
        "trace visits BF-00001",
    )
)
def trace(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(help="Figure as a report names it, such as payments, or an indicator.")
    ],
    of: Annotated[str, typer.Argument(help="Code of the place, number of the unit or helper.")],
    part: Annotated[
        str | None, typer.Argument(help="Only a part of the figure, such as paid.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """List the very rows that a report's figure adds up, with their sum, or that a score counts.

    Of a score that was made public it says what was counted then, and whether the registry differs.
    """
    with said_plainly():
        from policy.pack import load_pack
        from tasks.reports.figures import trace as rows_of

        desk = context.obj
        if what in load_pack(registry_of(desk).pack).indicators(as_of):
            if part:
                raise OfficeError.because("reporting.no_part", where=what, part=part)
            _trace_score(desk, campaign, as_of, what, of, as_json)
            return
        day = _day(desk, campaign, as_of)
        with day.reading() as reader:
            rows = rows_of(reader, day, what, of, part).to_dicts()
        heads = ("part", "place", "unit", "subject", "value")
        desk.tell(
            rows, as_json, lambda: listed(desk.language, None, heads, [r.values() for r in rows])
        )
        if not as_json:
            known = [row["value"] for row in rows if row["value"] is not None]
            desk.say("traced", rows=len(rows), sum=f"{sum(known):,.2f}")


def _trace_score(
    desk: Desk,
    campaign: str | None,
    as_of: Any,
    indicator: str,
    of: str,
    as_json: bool,
) -> None:
    """The rows behind an indicator of who is assessed, and what was made public of it."""
    from office.assessment_status import trace_tables, traced

    day = campaign_day_of(desk, campaign, as_of, kind="assessment")
    found = traced(day, indicator, of)
    desk.tell(found, as_json, lambda: trace_tables(found, desk.language))


def _day(desk: Desk, campaign: str | None, as_of: Any) -> Any:
    """The year's help campaign; before there is one, the identification."""
    try:
        return campaign_day_of(desk, campaign, as_of, kind="help")
    except OfficeError:
        return campaign_day_of(desk, campaign, as_of)
