"""Papers: printing them, and proof that they and the registry are genuine."""

from pathlib import Path
from typing import Annotated

import typer

from office.clock import today
from office.desk import (
    CampaignId,
    Day,
    campaign_day_of,
    examples,
    progress,
    registry_of,
    said_plainly,
    screen,
)
from policy.errors import OfficeError

commands = typer.Typer()


@commands.command(
    name="print",
    epilog=examples(
        "print household_card --village 610426101001",
        "print household_file",
        "--lang en print first_publicity",
    ),
)
def print_(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="household_file, household_card, or a kind of notice.")
    ],
    village: Annotated[
        str | None, typer.Option(help="Only this village; for files and cards.")
    ] = None,
    bundles: Annotated[
        bool, typer.Option("--bundles", help="One file a township for the print shop.")
    ] = False,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Print papers: files and cards of households, or notices in the chosen language.

    A notice must have been issued by a round; in Chinese the round prints it, too.
    """
    with said_plainly():
        from tasks.household_papers import HOUSEHOLD_PAPERS, issue_household_papers
        from tasks.print_run import BY_ITSELF, print_bundles, print_issued

        desk = context.obj
        if kind not in (*HOUSEHOLD_PAPERS, *BY_ITSELF) or (village and kind in BY_ITSELF):
            raise OfficeError(
                where="print",
                came=f"{kind} of one village" if kind in BY_ITSELF else kind,
                expected=f"{', '.join(HOUSEHOLD_PAPERS)} (of a village with --village), "
                f"or {', '.join(BY_ITSELF)}",
                remedy="Correct the kind of paper",
            )
        day = campaign_day_of(desk, campaign, as_of)
        if kind in HOUSEHOLD_PAPERS:
            issue_household_papers(day, kind, village)
        if bundles:
            with progress(desk, "printing"):
                files = print_bundles(day, desk.out, kind, desk.language)
            for file in files:
                screen.print(str(file), soft_wrap=True, highlight=False)
            return
        with progress(desk, "printing") as bar:
            done = print_issued(day, desk.out, desk.language, (kind,), bar.count)
        folder = desk.out / day.campaign_id
        desk.say("printed" if done else "nothing_to_print", folder=folder, **done)


@commands.command(epilog=examples("verify", "verify reports/identification-2014-610426/*.pdf"))
def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Printed PDF files; none: the registry itself.")
    ] = None,
) -> None:
    """Say whether a paper is the one the registry issued, and which notice replaced it."""
    with said_plainly():
        from registry.proof import verify_journal
        from tasks.verification import verify_file

        desk, registry = context.obj, registry_of(context.obj)
        if not files:
            desk.say("intact", entries=verify_journal(registry))
        answers = [verify_file(registry, file) for file in files or []]
        desk.show(answer.said[desk.language] for answer in answers)
        if not all(answer.is_genuine for answer in answers):
            raise typer.Exit(1)


@commands.command(epilog=examples("fingerprint", "--db copy.duckdb fingerprint"))
def fingerprint(context: typer.Context) -> None:
    """One digest of all facts, whatever their order and the moment of their recording."""
    with said_plainly():
        from registry.proof import fingerprint as fingerprint_of

        typer.echo(fingerprint_of(registry_of(context.obj)))
