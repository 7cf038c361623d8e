"""The command line of the office. Flows, and what they need, are imported only where they run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from office.clock import today
from policy.errors import OfficeError
from policy.wording import words

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="A poverty office's year: identification from the villages' files to the announced list.\n\n"
    "扶贫办的一年：从村里报来的表格，到张榜公布的名单。",
)
screen = Console()
errors = Console(stderr=True)


@dataclass(frozen=True)
class Desk:
    """Where the office keeps its registry and papers, and in whose name it acts."""

    db: Path
    out: Path
    actor: str
    language: str


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise typer.BadParameter(f"{text}: expected a day such as 2014-04-03") from error


Day = Annotated[
    date, typer.Option(parser=_day, metavar="DAY", help="The office's day, such as 2014-04-03.")
]
CampaignId = Annotated[
    str | None,
    typer.Option("--campaign", help="Campaign; may be left out while there is only one."),
]
AsJson = Annotated[bool, typer.Option("--json", help="For a program instead of a person.")]


@app.callback()
def desk(
    context: typer.Context,
    db: Annotated[Path, typer.Option(envvar="OFFICE_DB", help="The registry.")] = Path(
        "data/office.duckdb"
    ),
    out: Annotated[Path, typer.Option(help="Where papers go.")] = Path("reports"),
    actor: Annotated[
        str, typer.Option(envvar="OFFICE_ACTOR", help="In whose name the office acts.")
    ] = "县扶贫办",
    language: Annotated[str, typer.Option("--lang", envvar="OFFICE_LANG", help="zh or en.")] = "zh",
) -> None:
    context.obj = Desk(db, out, actor, language)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Errors for people: one paragraph, exit code 1, no traceback."""
    try:
        yield
    except OfficeError as error:
        errors.print(f"[bold red]✗[/] {error}", soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None


def _registry(desk: Desk) -> Any:
    from registry.session import Registry

    return Registry(desk.db)


def _campaign_day(desk: Desk, campaign: str | None, as_of: date) -> Any:
    from tasks.campaign_day import campaign_day, open_campaigns

    registry = _registry(desk)
    if campaign is None:
        known = open_campaigns(registry, as_of)
        if len(known) != 1:
            raise OfficeError(
                where=str(registry.path),
                came=f"{len(known)} campaigns opened by {as_of}",
                expected="one, or its id with --campaign",
                remedy=f"Choose from: {', '.join(c.campaign_id for c in known) or 'none; see `office open`'}",
            )
        campaign = known[0].campaign_id
    return campaign_day(registry, campaign, as_of, desk.actor)


@app.command()
def init(context: typer.Context) -> None:
    """Make an empty registry; one that exists is left as it is."""
    with said_plainly():
        registry = _registry(context.obj)
        is_new = not registry.path.exists()
        registry.create()
        screen.print(f"{'made' if is_new else 'already there'}: {registry.path}")


@app.command()
def sample(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="Folder for the files.")] = Path("data/forms/sample"),
    seed: Annotated[int, typer.Option(help="Same seed, same township.")] = 1,
) -> None:
    """Write the files of a small generated township, to try everything with."""
    from office.rehearsal.sample import write_sample

    with said_plainly():
        for file in write_sample(to, seed, context.obj.language):
            screen.print(str(file))


@app.command()
def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="xlsx, csv or parquet files, or folders.")],
    as_of: Day = today(),  # noqa: B008 - read once, when the command starts
    campaign: CampaignId = None,
    form: Annotated[str | None, typer.Option(help="Form, where the file does not say it.")] = None,
    take_good_rows: Annotated[
        bool, typer.Option(help="Store good rows and set faulty ones aside.")
    ] = False,
) -> None:
    """Load files that villages, townships and departments sent in. All errors are told at once."""
    from tasks.intake.loading import load_files

    with said_plainly():
        campaign_id = campaign or _only_campaign(context.obj, as_of)
        with _progress("loading") as progress:
            report = load_files(
                _registry(context.obj),
                _files(files),
                as_of=as_of,
                actor=context.obj.actor,
                campaign_id=campaign_id,
                form=form,
                take_good_rows=take_good_rows,
                faults_folder=context.obj.out / "faults",
                progress=progress,
            )
        screen.print(report)


def _only_campaign(desk: Desk, as_of: date) -> str | None:
    """The campaign that a file belongs to when there is just one; registers need none."""
    from tasks.campaign_day import open_campaigns

    known = open_campaigns(_registry(desk), as_of)
    return known[0].campaign_id if len(known) == 1 else None


def _files(paths: list[Path]) -> list[Path]:
    found = []
    for path in paths:
        found += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return found


@contextmanager
def _progress(what: str) -> Iterator[Any]:
    """A progress bar that tasks feed with (done, of how many)."""
    from rich.progress import Progress

    with Progress(console=errors, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


@app.command(name="open")
def open_(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="Year of the campaign.")],
    county: Annotated[str, typer.Option(help="Code of the county, 6 digits.")],
    households: Annotated[int, typer.Option(help="Planned households of the county.")],
    announce_by: Annotated[
        date, typer.Option(parser=_day, metavar="DAY", help="Last day of the plan.")
    ],
    mark: Annotated[str, typer.Option(help="Issuing mark of its papers.")] = "扶办公示",
    pack: Annotated[str, typer.Option(help="Policy pack.")] = "cn",
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Open a campaign: plan its scale down to the villages, issue manuals and letters."""
    from registry import tables
    from tasks.campaign_day import campaign_day
    from tasks.opening import issue_letters, open_campaign, plan_scale

    with said_plainly():
        registry, actor = _registry(context.obj), context.obj.actor
        campaign_id = f"identification-{year}-{county}"
        open_campaign(
            registry,
            tables.Campaign(
                actor=actor,
                campaign_id=campaign_id,
                kind="identification",
                year=year,
                county_code=county,
                pack=pack,
                opened_on=as_of,
                announce_by=announce_by,
                document_mark=mark,
            ),
        )
        day = campaign_day(registry, campaign_id, as_of, actor)
        screen.print(f"{campaign_id}: {plan_scale(day, households)} {issue_letters(day)}")


@app.command()
def forms(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="Folder for the workbooks.")] = Path("data/forms/out"),
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Write the workbooks that wait for people: one a place and form, filled in as far as known."""
    from tasks.forms_out import write_waiting_forms

    with said_plainly():
        day = _campaign_day(context.obj, campaign, as_of)
        with _progress("writing forms") as progress:
            for file in write_waiting_forms(day, to, context.obj.language, progress):
                screen.print(str(file))


@app.command()
def advance(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    stage: Annotated[
        list[str] | None, typer.Option(help="Only this stage; may be repeated.")
    ] = None,
) -> None:
    """Do the day's round: judge, publish, close windows, compare, announce, print what is due."""
    with said_plainly():
        day = _campaign_day(context.obj, campaign, as_of)
        with screen.status("the daily round"):
            from office.rounds import run_round

            done = run_round(day, context.obj.out, tuple(stage or ()))
        table = Table("stage", "what was done")
        for name, counted in done.items():
            if said := ", ".join(f"{what} {n}" for what, n in counted.items() if n):
                table.add_row(name, said)
        screen.print(table if table.row_count else "nothing was due")


@app.command(name="object")
def object_(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the notice.")],
    household: Annotated[str, typer.Argument(help="Household objected to, or missed.")],
    ground: Annotated[str, typer.Option(help="What is objected.")],
    missed: Annotated[bool, typer.Option(help="The household should be on the list.")] = False,
    received_on: Day = today(),  # noqa: B008
    name: Annotated[
        str | None, typer.Option(help="Who objects; kept apart, never printed.")
    ] = None,
    contact: Annotated[str | None, typer.Option(help="How to reach the objector.")] = None,
    channel: Annotated[str, typer.Option(help="visit, letter, phone, mail or box.")] = "visit",
    campaign: CampaignId = None,
) -> None:
    """Register an objection. Who raises it may stay unnamed and is protected in any case."""
    with said_plainly():
        day = _campaign_day(context.obj, campaign, received_on)
        objection_id = _next_objection(day)
        _type_in(
            context.obj,
            day,
            "objection",
            {
                "objection_id": objection_id,
                "number": number,
                "household_id": household,
                "kind": "missed" if missed else "listed",
                "received_on": received_on,
                "channel": channel,
                "ground": ground,
                "is_anonymous": name is None,
                "received_by": context.obj.actor,
                "objector_name": name,
                "objector_contact": contact,
            },
        )
        screen.print(objection_id)


def _next_objection(day: Any) -> str:
    with day.reading() as reader:
        known = reader.query("objections_counted", **day.named())["objections"][0]
    return f"{day.campaign_id}-{known + 1:04}"


def _type_in(desk: Desk, day: Any, form: str, row: dict[str, Any]) -> None:
    """One row typed at the desk, through the same checks as a file."""
    from tasks.intake.loading import load_rows

    load_rows(
        day.registry,
        form,
        [row],
        as_of=day.as_of,
        actor=desk.actor,
        campaign_id=day.campaign_id,
    )


@app.command()
def investigate(
    context: typer.Context,
    objection: Annotated[str, typer.Argument(help="The objection.")],
    by: Annotated[str, typer.Option(help="Who investigates: nobody who surveyed the household.")],
    finding: Annotated[
        str | None, typer.Option(help="What was found; left out, the objection is only assigned.")
    ] = None,
    evidence: Annotated[str | None, typer.Option(help="Where the evidence is kept.")] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Assign an objection to an investigator, or enter what the investigator found."""
    with said_plainly():
        day = _campaign_day(context.obj, campaign, as_of)
        if finding is None:
            row = {"objection_id": objection, "assigned_on": as_of, "investigator": by}
            _type_in(context.obj, day, "assignment", row)
        else:
            row = {
                "objection_id": objection,
                "investigated_on": as_of,
                "investigator": by,
                "finding": finding,
                "evidence": evidence,
            }
            _type_in(context.obj, day, "investigation", row)
        screen.print(objection)


@app.command()
def decide(
    context: typer.Context,
    objection: Annotated[str, typer.Argument(help="The objection.")],
    finding: Annotated[str, typer.Argument(help="sustained, dismissed or withdrawn.")],
    by: Annotated[str, typer.Option(help="Who decides: not the investigator.")],
    reason: Annotated[str, typer.Option(help="Why; it stands on the reply.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Decide an objection. The decision takes effect in the next round."""
    with said_plainly():
        day = _campaign_day(context.obj, campaign, as_of)
        row = {
            "objection_id": objection,
            "decided_on": as_of,
            "decider": by,
            "finding": finding,
            "reason": reason,
        }
        _type_in(context.obj, day, "decision", row)
        screen.print(f"{objection}: {finding}")


@app.command()
def status(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Where the campaign stands on a day: steps, what waits for people, what is overdue, the plan."""
    from office.status import status_of, status_tables

    with said_plainly():
        found = status_of(_campaign_day(context.obj, campaign, as_of))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=str, indent=2))
        else:
            for table in status_tables(found, context.obj.language):
                screen.print(table)


@app.command()
def explain(
    context: typer.Context,
    household: Annotated[str, typer.Argument(help="Number of the household.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Explain one household: every rule with wording, source, what was observed and when."""
    from tasks.explanation import explain_household

    with said_plainly():
        found = explain_household(_campaign_day(context.obj, campaign, as_of), household)
        said = found.as_json(context.obj.language)
        if as_json:
            typer.echo(json.dumps(said, ensure_ascii=False, default=str, indent=2))
        else:
            from office.status import explanation_tables

            for table in explanation_tables(said, context.obj.language):
                screen.print(table)


@app.command()
def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Printed PDF files; none: the registry itself.")
    ] = None,
) -> None:
    """Say whether a paper is the one the registry issued, and which notice replaced it."""
    from registry.proof import verify_journal
    from tasks.verification import verify_file

    with said_plainly():
        registry = _registry(context.obj)
        if not files:
            screen.print(
                f"✓ {verify_journal(registry)} journal entries, every row as it was written"
            )
        doubtful = False
        for file in files or []:
            answer = verify_file(registry, file)
            screen.print(answer.said, soft_wrap=True)
            doubtful |= not answer.is_genuine
        if doubtful:
            raise typer.Exit(1)


@app.command()
def fingerprint(context: typer.Context) -> None:
    """One digest of all facts, whatever their order and the moment of their recording."""
    from registry.proof import fingerprint as fingerprint_of

    with said_plainly():
        typer.echo(fingerprint_of(_registry(context.obj)))


@app.command(name="print")
def print_(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="household_file, household_card, or a kind of notice.")
    ],
    village: Annotated[str | None, typer.Option(help="Only this village.")] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Print papers: files and cards of households, or notices in the chosen language."""
    from tasks.household_papers import HOUSEHOLD_PAPERS, issue_household_papers
    from tasks.print_run import print_issued

    with said_plainly():
        day = _campaign_day(context.obj, campaign, as_of)
        if kind in HOUSEHOLD_PAPERS:
            issue_household_papers(day, kind, village)
        with _progress("printing") as progress:
            done = print_issued(day, context.obj.out, context.obj.language, (kind,), progress)
        screen.print(
            f"{done.get('papers', 0)} papers, {done.get('pages', 0)} pages → {context.obj.out}"
        )


@app.command()
def rehearse(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="Year to rehearse.")],
    out: Annotated[
        Path, typer.Option(help="Folder for registry, forms and papers of the rehearsal.")
    ],
    size: Annotated[str, typer.Option(help="township, yongshou or yidu.")] = "township",
    seed: Annotated[int, typer.Option(help="Same seed, same year.")] = 1,
) -> None:
    """Live a whole campaign day by day, with generated people, in a folder of its own."""
    from office.rehearsal.year import rehearse_year

    with said_plainly():
        rehearse_year(year, size, seed, out, context.obj.language, screen)


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(envvar="OFFICE_PORT", help="Port of this machine for the server.")
    ] = 4200,
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Do a round now and then every morning, with a page to start stages on; this machine only."""
    from office.service import serve_forever

    def tell(line: str) -> None:
        screen.print(line, soft_wrap=True, highlight=False, markup=False)

    with said_plainly():
        desk = context.obj
        serve_forever(desk.db.absolute(), desk.out.absolute(), desk.actor, port, as_of, tell)


if __name__ == "__main__":
    app()
