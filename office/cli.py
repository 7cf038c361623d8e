"""The command line of the office. Flows, and what they need, are imported only where they run."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.text import Text

from office.clock import today
from policy.errors import OfficeError
from policy.wording import words


def _examples(*lines: str) -> str:
    return "\n\n".join(("Examples:", *(f"  office {line}" for line in lines)))


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A poverty office's year: identification from the villages' files to the announced list."
    "\n\n扶贫办的一年：从村里报来的表格，到张榜公布的名单。",
    epilog=_examples(
        "init",
        "sample data/forms/sample",
        "load data/forms/sample/1-registers --as-of 2014-03-01",
        "open 2014 --county 610426 --households 70 --announce-by 2014-09-30 --as-of 2014-03-01",
        "load data/forms/sample/2-applications --as-of 2014-03-12",
        "advance --as-of 2014-03-12",
        "forms --as-of 2014-03-12",
        "--lang en status --as-of 2014-03-12",
    ),
)
# Sources such as [002 §3.2] are no markup.
screen = Console(markup=False, highlight=False)
errors = Console(markup=False, highlight=False, stderr=True)

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Desk:
    """Where the office keeps its registry and papers, in whose name and language it speaks."""

    db: Path
    out: Path
    actor: str
    language: Language

    def say(self, key: str, **values: Any) -> None:
        """One line for the officer."""
        screen.print(words(f"screen.{key}", **values)[self.language], soft_wrap=True)

    def show(self, shown: Any) -> None:
        """Tables and lines for the officer."""
        for each in shown:
            screen.print(each, soft_wrap=isinstance(each, str))


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise typer.BadParameter(f"{text}: expected a day such as 2014-04-03") from error


Day = Annotated[
    date,
    typer.Option(
        parser=_day, metavar="DAY", show_default="today", help="The office's day, as 2014-04-03."
    ),
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
    language: Annotated[
        Language, typer.Option("--lang", envvar="OFFICE_LANG", help="Chinese or English.")
    ] = "zh",
) -> None:
    context.obj = Desk(db, out, actor, language)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Errors for people: one paragraph, exit code 1, no traceback."""
    try:
        yield
    except Exception as error:
        told = error if isinstance(error, OfficeError) else _of_the_disk(error)
        if told is None:
            raise
        errors.print(Text.assemble(("✗ ", "bold red"), _paragraph(told)), soft_wrap=True)
        raise typer.Exit(1) from None


def _of_the_disk(error: Exception) -> OfficeError | None:
    """What the disk said, also where a library wraps it."""
    said = next((e for e in (error, *error.args) if isinstance(e, OSError)), None)
    if said is None:
        return None
    return OfficeError(
        where=str(said.filename or "disk"),
        came=said.strerror or str(said),
        expected="a folder that can be written to, with room on the disk",
        remedy="Make room or ask for the right to write there, or choose another folder",
    )


def _paragraph(error: OfficeError) -> str:
    """The error with its remedy as a sentence of its own."""
    remedy = error.remedy.rstrip(".")
    return str(error).replace(f"; {remedy}.", f". {remedy[:1].upper()}{remedy[1:]}.")


def _registry(desk: Desk) -> Any:
    from registry.session import Registry

    return Registry(desk.db)


def _campaign_day(desk: Desk, campaign: str | None, as_of: date) -> Any:
    from tasks.campaign_day import campaign_day, open_campaigns

    registry = _registry(desk)
    if campaign is None:
        known = open_campaigns(registry, as_of)
        if len(known) != 1:
            names = ", ".join(c.campaign_id for c in known)
            raise OfficeError(
                where=str(registry.path),
                came=f"{len(known) or 'no'} campaigns opened by {as_of}",
                expected="one, or its id with --campaign",
                remedy=f"Choose from: {names}" if known else "Open one with `office open`",
            )
        campaign = known[0].campaign_id
    return campaign_day(registry, campaign, as_of, desk.actor)


@app.command(epilog=_examples("init", "--db /srv/office/2014.duckdb init"))
def init(context: typer.Context) -> None:
    """Make an empty registry; one that exists is left as it is."""
    with said_plainly():
        registry = _registry(context.obj)
        is_new = not registry.path.exists()
        registry.create()
        context.obj.say("made" if is_new else "already_there", path=registry.path)


@app.command(
    epilog=_examples("sample data/forms/sample", "--lang en sample /tmp/township --seed 7")
)
def sample(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="Folder for the files.")] = Path("data/forms/sample"),
    seed: Annotated[int, typer.Option(help="Same seed, same township.")] = 1,
) -> None:
    """Write the files of a small generated township, to try everything with."""
    from office.rehearsal.sample import write_sample

    with said_plainly():
        written = write_sample(to, seed, context.obj.language)
        context.obj.show(str(file) for file in written.files)
        context.obj.say("sample", households=written.households, planned=written.planned)
        context.obj.show(f"  office {line}" for line in written.next_commands)


@app.command(
    epilog=_examples(
        "load data/forms/sample/1-registers --as-of 2014-03-01",
        "load 入户调查表-610426101001.xlsx --as-of 2014-04-20",
        "load returned/ --take-good-rows --as-of 2014-04-20",
    )
)
def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="xlsx, csv or parquet files, or folders.")],
    as_of: Day = today(),  # noqa: B008 - read once, when the command starts
    campaign: CampaignId = None,
    form: Annotated[str | None, typer.Option(help="Form, where the file does not say it.")] = None,
    column_map: Annotated[
        Path | None,
        typer.Option(
            "--map", help="How another table's columns fill the forms (data/intake/maps)."
        ),
    ] = None,
    take_good_rows: Annotated[
        bool, typer.Option("--take-good-rows", help="Store good rows and set faulty ones aside.")
    ] = False,
) -> None:
    """Load files that villages, townships and departments sent in. All errors are told at once.

    Nothing is stored while anything is wrong, unless good rows are to be taken; copies of the
    faulty rows with their errors marked lie in the folder `faults` of --out. The same files again
    change nothing.
    """
    with said_plainly():
        from office.status import load_tables
        from tasks.intake.column_maps import read_column_map
        from tasks.intake.faults import IntakeError
        from tasks.intake.loading import load_files

        desk = context.obj
        with _progress(desk, "loading") as bar:
            try:
                report = load_files(
                    _registry(desk),
                    _files(files),
                    as_of=as_of,
                    actor=desk.actor,
                    campaign_id=campaign or _only_campaign(desk, as_of),
                    form=form,
                    column_map=read_column_map(column_map) if column_map else None,
                    take_good_rows=take_good_rows,
                    faults_folder=desk.out / "faults",
                    progress=bar.say,
                )
            except IntakeError as refused:
                told = [str(refused)]
                if refused.error_workbooks:
                    told.append(f"{words('screen.marked_copies')[desk.language]}:")
                    told += [f"  {book}" for book in refused.error_workbooks]
                refused.args = ("\n".join(told),)
                raise
        desk.show(load_tables(report, desk.language))


def _only_campaign(desk: Desk, as_of: date) -> str | None:
    """The campaign that a file belongs to when there is just one; registers need none."""
    from tasks.campaign_day import open_campaigns

    known = open_campaigns(_registry(desk), as_of)
    return known[0].campaign_id if len(known) == 1 else None


def _files(paths: list[Path]) -> list[Path]:
    """The files named, and those in the folders named: no hidden ones, no locks of Excel."""
    found = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] not in ".~")
            if not inside:
                raise OfficeError(
                    where=str(path),
                    came="an empty folder",
                    expected="xlsx, csv or parquet files",
                    remedy="Check the name of the folder",
                )
            found += inside
        else:
            found.append(path)
    return found


@dataclass(frozen=True)
class _Bar:
    """A progress bar that tasks feed: with what they are at, or how many of how many."""

    say: Callable[[str], None]
    count: Callable[[int, int], None]


@contextmanager
def _progress(desk: Desk, what: str) -> Iterator[_Bar]:
    from rich.progress import Progress

    title = words(f"screen.{what}")[desk.language]
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield _Bar(
            say=lambda doing: bar.update(task, description=f"{title} {doing}"),
            count=lambda done, total: bar.update(task, completed=done, total=total),
        )


@app.command(
    name="open",
    epilog=_examples(
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
        typer.Option(parser=_day, metavar="DAY", help="Last day of the plan; else the policy's."),
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

        desk, registry = context.obj, _registry(context.obj)
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


@app.command(
    epilog=_examples(
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
        day = _campaign_day(desk, campaign, as_of)
        folder = to / ("blank" if blank else as_of.isoformat())
        with _progress(desk, "writing_forms") as bar:
            if sheets:
                written = print_field_sheets(day, folder, desk.language)
            elif blank:
                written = [write_blank_form(folder, f, desk.language, day.pack) for f in blank]
            else:
                written = list(write_waiting_forms(day, folder, desk.language, bar.count))
        desk.show(str(file) for file in written)
        desk.say("forms_written" if written else "nothing_waits", files=len(written), folder=folder)


@app.command(
    epilog=_examples(
        "advance", "advance --as-of 2014-04-18", "advance --stage survey --stage audit"
    )
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
        day = _campaign_day(desk, campaign, as_of)
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


@app.command(
    name="object",
    epilog=_examples(
        "object 永扶办公示〔2014〕12号 H1002000003 --ground 家有小车 --received-on 2014-04-12",
        "object 永扶办公示〔2014〕12号 H1002000009 --missed --ground 家中有重病人 --name 王建国",
    ),
)
def object_(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the notice.")],
    household: Annotated[str, typer.Argument(help="Household objected to, or missed.")],
    ground: Annotated[str, typer.Option(help="What is objected.")],
    missed: Annotated[
        bool, typer.Option("--missed", help="The household should be on the list.")
    ] = False,
    received_on: Annotated[
        date,
        typer.Option(parser=_day, metavar="DAY", show_default="today", help="Day of receipt."),
    ] = today(),  # noqa: B008
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
        context.obj.say("registered", objection=objection_id)


def _next_objection(day: Any) -> str:
    with day.reading() as reader:
        known = reader.rows("objections_counted", **day.named())[0]["objections"]
    return f"{day.campaign_id}-{known + 1:04}"


def _type_in(day: Any, form: str, row: dict[str, Any]) -> None:
    """One row typed at the desk, through the same checks as a file."""
    from tasks.intake.loading import load_rows

    load_rows(
        day.registry,
        form,
        [row],
        as_of=day.as_of,
        actor=day.actor,
        campaign_id=day.campaign_id,
    )


@app.command(
    epilog=_examples(
        "investigate identification-2014-610426-0001 --by 赵敏",
        "investigate identification-2014-610426-0001 --by 赵敏 --finding 小车系借用",
    )
)
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
        row: dict[str, Any] = {"objection_id": objection, "investigator": by}
        if finding is None:
            _type_in(day, "assignment", row | {"assigned_on": as_of})
        else:
            found = {"investigated_on": as_of, "finding": finding, "evidence": evidence}
            _type_in(day, "investigation", row | found)
        done = "investigated" if finding else "assigned"
        context.obj.say(done, objection=objection, by=by)


@app.command(
    epilog=_examples(
        "decide identification-2014-610426-0001 dismissed --by 李主任 --reason 经核实车辆系借用"
    )
)
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
        _type_in(day, "decision", row)
        context.obj.say("decided", objection=objection)


@app.command(epilog=_examples("reissue 永扶办公示〔2014〕12号 --reason 户主姓名有误"))
def reissue(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the notice that is wrong.")],
    reason: Annotated[str, typer.Option(help="What was wrong; it stands on the new notice.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Replace a notice that was wrong by a new one with today's names; the old one is kept.

    A notice that hangs keeps its window. The new one is printed in the next round.
    """
    with said_plainly():
        from tasks.publicity import reissue_notice

        day = _campaign_day(context.obj, campaign, as_of)
        new = reissue_notice(day, number, reason)
        context.obj.say("reissued", number=number, new=new)


@app.command(
    epilog=_examples(
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

        found = status_of(_campaign_day(context.obj, campaign, as_of))
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=str, indent=2))
        else:
            context.obj.show(status_tables(found, context.obj.language))


@app.command(
    epilog=_examples("explain H1002000003", "explain H1002000003 --as-of 2014-05-01 --json")
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

        found = explain_household(_campaign_day(context.obj, campaign, as_of), household)
        said = found.as_json(context.obj.language)
        if as_json:
            typer.echo(json.dumps(said, ensure_ascii=False, default=str, indent=2))
        else:
            context.obj.show(explanation_tables(said, context.obj.language))


@app.command(epilog=_examples("verify", "verify reports/identification-2014-610426/*.pdf"))
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

        desk, registry = context.obj, _registry(context.obj)
        if not files:
            desk.say("intact", entries=verify_journal(registry))
        answers = [verify_file(registry, file) for file in files or []]
        desk.show(answer.said[desk.language] for answer in answers)
        if not all(answer.is_genuine for answer in answers):
            raise typer.Exit(1)


@app.command(epilog=_examples("fingerprint", "--db copy.duckdb fingerprint"))
def fingerprint(context: typer.Context) -> None:
    """One digest of all facts, whatever their order and the moment of their recording."""
    with said_plainly():
        from registry.proof import fingerprint as fingerprint_of

        typer.echo(fingerprint_of(_registry(context.obj)))


@app.command(
    name="print",
    epilog=_examples(
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
        day = _campaign_day(desk, campaign, as_of)
        if kind in HOUSEHOLD_PAPERS:
            issue_household_papers(day, kind, village)
        if bundles:
            with _progress(desk, "printing"):
                files = print_bundles(day, desk.out, kind, desk.language)
            for file in files:
                screen.print(str(file), soft_wrap=True, highlight=False)
            return
        with _progress(desk, "printing") as bar:
            done = print_issued(day, desk.out, desk.language, (kind,), bar.count)
        folder = desk.out / day.campaign_id
        desk.say("printed" if done else "nothing_to_print", folder=folder, **done)


@app.command(epilog=_examples("rehearse 2014 --size township --seed 1 --out reports/demo"))
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
    with said_plainly():
        from office.rehearsal.year import rehearse_year

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
