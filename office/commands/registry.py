"""The registry: making it and filling it."""

from pathlib import Path
from typing import Annotated

import typer

from office.clock import today
from office.desk import (
    CampaignId,
    Day,
    entered,
    examples,
    files_in,
    progress,
    registry_of,
    said_plainly,
)

commands = typer.Typer()


@commands.command(epilog=examples("init", "--db /srv/office/2014.duckdb init --pack cn"))
def init(
    context: typer.Context,
    pack: Annotated[
        str, typer.Option(help="Policy pack of the place, a folder of data/policy.")
    ] = "cn",
) -> None:
    """Make an empty registry under a policy pack; one that exists is left as it is."""
    from policy.pack import load_pack

    with said_plainly():
        registry = registry_of(context.obj)
        is_new = registry.create(load_pack(pack).name)
        context.obj.say("made" if is_new else "already_there", path=registry.path)


@commands.command(epilog=examples("snapshot backup/2014-04-18.duckdb"))
def snapshot(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="The copy; a file of that name is not replaced.")],
) -> None:
    """Copy the registry, and check the copy row by row: the backup of the evening."""
    from policy.errors import OfficeError
    from registry.proof import verify_journal
    from registry.session import Registry

    with said_plainly():
        if to.exists():
            raise OfficeError.because("registry.copy_there", where=str(to))
        with progress(context.obj, "copying"):
            copy = registry_of(context.obj).snapshot(to)
            entries = verify_journal(Registry(copy))
        context.obj.say("copied", path=copy, entries=entries)


@commands.command(
    epilog=examples("sample data/forms/sample", "--lang en sample /tmp/township --seed 7")
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


@commands.command(
    epilog=examples(
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
    with entered(as_of):
        from office.status import load_tables
        from tasks.intake.column_maps import read_column_map
        from tasks.intake.loading import load_files

        desk = context.obj
        with progress(desk, "loading") as bar:
            report = load_files(
                registry_of(desk),
                files_in(files),
                as_of=as_of,
                actor=desk.actor,
                campaign_id=campaign,
                form=form,
                column_map=read_column_map(column_map) if column_map else None,
                take_good_rows=take_good_rows,
                faults_folder=desk.out / "faults",
                language=desk.language,
                progress=bar.say,
            )
        desk.show(load_tables(report, desk.language))
