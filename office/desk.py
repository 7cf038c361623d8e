"""The front desk: where the office keeps its things, and how it speaks with the officer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.text import Text

from policy.errors import OfficeError
from policy.wording import words


def examples(*lines: str) -> str:
    return "\n\n".join(("Examples:", *(f"  office {line}" for line in lines)))


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


def day_of(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise typer.BadParameter(f"{text}: expected a day such as 2014-04-03") from error


Day = Annotated[
    date,
    typer.Option(
        parser=day_of, metavar="DAY", show_default="today", help="The office's day, as 2014-04-03."
    ),
]


CampaignId = Annotated[
    str | None,
    typer.Option("--campaign", help="Campaign; may be left out while there is only one."),
]


AsJson = Annotated[bool, typer.Option("--json", help="For a program instead of a person.")]


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


def registry_of(desk: Desk) -> Any:
    from registry.session import Registry

    return Registry(desk.db)


def campaign_day_of(desk: Desk, campaign: str | None, as_of: date) -> Any:
    from tasks.campaign_day import campaign_day, open_campaigns

    registry = registry_of(desk)
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


def only_campaign(desk: Desk, as_of: date) -> str | None:
    """The campaign that a file belongs to when there is just one; registers need none."""
    from tasks.campaign_day import open_campaigns

    known = open_campaigns(registry_of(desk), as_of)
    return known[0].campaign_id if len(known) == 1 else None


def files_in(paths: list[Path]) -> list[Path]:
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
class Bar:
    """A progress bar that tasks feed: with what they are at, or how many of how many."""

    say: Callable[[str], None]
    count: Callable[[int, int], None]


@contextmanager
def progress(desk: Desk, what: str) -> Iterator[Bar]:
    from rich.progress import Progress

    title = words(f"screen.{what}")[desk.language]
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield Bar(
            say=lambda doing: bar.update(task, description=f"{title} {doing}"),
            count=lambda done, total: bar.update(task, completed=done, total=total),
        )


def type_in(day: Any, form: str, row: dict[str, Any]) -> None:
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
