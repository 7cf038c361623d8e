"""Papers: printing them, and proof that they and the registry are genuine."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from office.clock import today
from office.desk import (
    CampaignId,
    Day,
    campaign_day_of,
    entered,
    examples,
    progress,
    registry_of,
    said_plainly,
    screen,
)
from policy.errors import OfficeError

commands = typer.Typer()

#: Papers of other campaigns than identification; a card is of that, or with the helper of help.
OF_KIND = {
    "pairing_notice": "help",
    "helper_letter": "help",
    "payment_list": "help",
    "frame_notice": "inspection",
    "inspection_sheets": "inspection",
    "village_proposal": "villages",
    "village_announcement": "villages",
    "assessment_result": "assessment",
}


@commands.command(
    name="print",
    epilog=examples(
        "print household_card --village 610426101001",
        "print household_file",
        "--lang en print first_publicity",
        "print helper_letter --as-of 2014-07-02",
        "print household_card --campaign help-2014-610426 --village 610426101001",
        "print 永扶办公示〔2014〕12号",
    ),
)
def print_(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            help="household_file, household_card, helper_letter, a kind of notice, or a paper's number."
        ),
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

    A notice must have been issued by a round; in Chinese the round prints it, too. Letters to
    helpers, and the cards of a help campaign, come as one file a township. A paper whose file
    was lost is printed again by its number.
    """
    with entered(as_of):
        from tasks.pairing.papers import PAIRING_PAPERS, issue_pairing_papers, papers_in_force
        from tasks.papers.household import HOUSEHOLD_PAPERS, issue_household_papers
        from tasks.papers.print_run import (
            BY_ITSELF,
            print_again,
            print_bundles,
            print_issued,
            print_on_demand,
        )

        desk = context.obj
        on_demand = list(dict.fromkeys((*HOUSEHOLD_PAPERS, *PAIRING_PAPERS)))
        is_kind = kind in (*on_demand, *BY_ITSELF)
        if not (is_kind or village or bundles):
            asked = (registry_of(desk), kind, desk.out, as_of, desk.actor, desk.language)
            if again := print_again(*asked):
                file, how = again
                desk.say(f"printed_{how}", number=kind, file=file)
                return
        if not is_kind or (village and kind in BY_ITSELF):
            raise OfficeError.because(
                "office.kind_of_one_village" if kind in BY_ITSELF else "office.unknown_kind",
                where="print",
                kind=kind,
                of_households=on_demand,
                notices=list(BY_ITSELF),
            )
        day = campaign_day_of(desk, campaign, as_of, OF_KIND.get(kind, "identification"))
        of_pairing = kind in PAIRING_PAPERS and day.campaign.kind == "help"

        def issue() -> None:
            if of_pairing:
                issue_pairing_papers(day, kind, village)
            elif kind in HOUSEHOLD_PAPERS:
                issue_household_papers(day, kind, village)

        def bundled() -> list[Path]:
            numbers = papers_in_force(day, kind, village) if of_pairing else None
            return print_bundles(day, desk.out, kind, desk.language, numbers)

        if bundles or of_pairing:  # twenty thousand single files would help nobody
            with progress(desk, "printing"):
                files = print_on_demand(day, issue, bundled)
            for file in files:
                screen.print(str(file), soft_wrap=True, highlight=False)
            return
        with progress(desk, "printing") as bar:
            single = partial(print_issued, day, desk.out, desk.language, (kind,), bar.count)
            done = print_on_demand(day, issue, single)
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
        from tasks.papers.verification import verify_file

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
