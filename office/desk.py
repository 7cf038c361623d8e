"""The front desk: where the office keeps its things, and how it speaks with the officer."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.text import Text

from office.clock import reached
from policy.errors import OfficeError
from policy.wording import disk_words, words
from policy.yaml_file import REPOSITORY


def examples(*lines: str) -> str:
    return "\n\n".join(("Examples:", *(f"  office {line}" for line in lines)))


screen = Console(markup=False, highlight=False)
errors = Console(markup=False, highlight=False, stderr=True)


Language = Literal["zh", "en"]

# What the officer is spoken to in: known before there is a desk, and where there is none.
spoken: ContextVar[Language] = ContextVar("spoken", default="zh")


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

    def tell(self, found: Any, as_json: bool, tables: Callable[[], Any]) -> None:
        """What was found: as it is for a program, as tables for the officer."""
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False, default=str, indent=2))
        else:
            self.show(tables())

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
        raise typer.BadParameter(words("screen.no_day", text=text)[spoken.get()]) from error


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
        errors.print(Text.assemble(("✗ ", "bold red"), told.said(spoken.get())), soft_wrap=True)
        raise typer.Exit(1) from None


@contextmanager
def entered(on: date) -> Iterator[None]:
    """As `said_plainly`, for what writes into the registry: not for a day still to come."""
    with said_plainly():
        reached(on)
        yield


def _of_the_disk(error: Exception) -> OfficeError | None:
    """What the disk said, also where a library wraps it."""
    said = next((e for e in (error, *error.args) if isinstance(e, OSError)), None)
    if said is None:
        return None
    return OfficeError.because(
        "office.disk",
        where=str(said.filename) if said.filename else words("disk.disk"),
        said=disk_words(said),
    )


def channels_file() -> Path:
    """Where the office says by which channels reminders go out."""
    return Path(os.environ.get("OFFICE_CHANNELS", REPOSITORY / "data" / "channels.yaml"))


def registry_of(desk: Desk) -> Any:
    from registry.session import Registry

    return Registry(desk.db)


def campaign_day_of(
    desk: Desk, campaign: str | None, as_of: date, kind: str = "identification"
) -> Any:
    """The campaign named; else the only one of that kind, or the one of the day's year."""
    from tasks.campaign_day import CampaignDay, campaign_day, of_the_year, open_campaigns

    registry = registry_of(desk)
    if campaign is None:
        known = [c for c in open_campaigns(registry, as_of) if c.kind == kind]
        fitting = of_the_year(known, kind, as_of)
        if len(fitting) != 1:
            reason = "office.several_campaigns" if known else "office.no_campaign"
            raise OfficeError.because(
                reason,
                where=str(registry.path),
                as_of=as_of,
                count=len(known),
                known=[c.campaign_id for c in known],
            )
        return CampaignDay(registry, fitting[0], as_of, desk.actor)
    return campaign_day(registry, campaign, as_of, desk.actor)


def campaign_days_of(desk: Desk, campaign: str | None, as_of: date) -> list[Any]:
    """The campaign named, or all that are open."""
    from tasks.campaign_day import CampaignDay, open_campaigns

    registry = registry_of(desk)
    known = open_campaigns(registry, as_of)
    if campaign or not known:
        return [campaign_day_of(desk, campaign, as_of)]
    return [CampaignDay(registry, each, as_of, desk.actor) for each in known]


def files_in(paths: list[Path]) -> list[Path]:
    """The files named, and those in the folders named: no hidden ones, no locks of Excel."""
    found = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] not in ".~")
            if not inside:
                raise OfficeError.because("office.empty_folder", where=str(path))
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
