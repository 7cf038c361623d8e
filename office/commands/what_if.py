"""What another policy would change: calculated over what was surveyed, and stored nowhere."""

from pathlib import Path
from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import AsJson, CampaignId, Day, campaign_day_of, examples, said_plainly
from policy.errors import OfficeError

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "whatif --policy plan.yaml --as-of 2014-06-01",
        "whatif --policy plan.yaml --workbook plan.xlsx --pdf plan.pdf",
        "whatif --policy plan.yaml --json | jq .figures",
    )
)
def whatif(
    context: typer.Context,
    policy: Annotated[
        Path, typer.Option(help="What is changed: values by key, `changed`, `removed`, `added`.")
    ],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
    workbook: Annotated[
        Path | None, typer.Option(help="Also as a workbook, with numbers of households.")
    ] = None,
    pdf: Annotated[Path | None, typer.Option(help="Also on paper, without households.")] = None,
) -> None:
    """Calculate what a changed policy would change: who is newly in and out, where, why, the cost.

    Judges every surveyed household by both policies. The registry is only read.
    """
    with said_plainly():
        from office.tables import listed
        from tasks.what_if.calculation import calculate

        desk = context.obj
        for file, suffix, option in ((workbook, ".xlsx", "--workbook"), (pdf, ".pdf", "--pdf")):
            if file and file.suffix.lower() != suffix:
                raise OfficeError.because(
                    "office.other_file_type", where=option, file=file, suffix=suffix
                )
        day = campaign_day_of(desk, campaign, as_of)
        if (kind := day.campaign.kind) != "identification":
            raise OfficeError.because("office.not_identification", where=day.campaign_id, kind=kind)
        found = calculate(day, policy)
        if workbook:
            from tasks.table_books import write_tables

            write_tables(workbook, found.book_tables(desk.language), desk.language)
        if pdf:
            from tasks.what_if.papers import print_calculation

            print_calculation(found, pdf, desk.language)

        def shown() -> Any:
            for title, (heads, rows) in found.tables(desk.language).items():
                yield from listed(desk.language, title, heads, rows)
            yield from (str(file) for file in (workbook, pdf) if file)

        if not as_json:
            desk.say("whatif", campaign=day.campaign_id, as_of=as_of, rules_on=day.rules_on)
        desk.tell(found.as_json(desk.language), as_json, shown)
