"""Living a county's years day by day, through the real flows and the real intake."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import Progress

from flows.quiet import without_heartbeats
from office.rehearsal.clocks import Clocks
from office.rehearsal.county import after_exit, make_county, next_year
from office.rehearsal.help.duties import remaining_helpers
from office.rehearsal.help.year import HelpYear
from office.rehearsal.judging import Judging
from office.rehearsal.rehearsal import PACK, Rehearsal
from office.rehearsal.summary import summary_of, summary_tables
from policy.calendar import is_working_day
from policy.errors import OfficeError
from policy.pack import load_pack
from policy.wording import disk_words, words
from registry.session import Registry
from tasks.papers.household import HOUSEHOLD_PAPERS, issue_household_papers
from tasks.papers.print_run import print_issued

ONE_DAY = timedelta(days=1)
MARKER = "rehearsal.json"
#: The longest that an identification may take.
PATIENCE = 220 * ONE_DAY
#: Days of the week on which the office's machine is on: in the first year once it only helps, in the
#: next one while it judges households, and while it does not. Each round catches up.
ROUNDS, JUDGING_ROUNDS, QUIET_ROUNDS = (1, 3, 5), (1, 4), (1,)

Campaigning = Judging | HelpYear


def rehearse_years(
    first_year: int,
    years: int,
    size: str,
    seed: int,
    out: Path,
    language: str,
    screen: Console,
) -> dict[str, Any]:
    """Rehearse one year or two in `out` and print what came of it; an earlier rehearsal goes first.

    OfficeError when the folder holds anything else.
    """
    _clear(out, first_year, size, seed)
    clocks = Clocks()
    lived: list[Campaigning] = []
    with clocks.running("the whole rehearsal"):
        with clocks.running("generating the county"):
            county = make_county(size, seed, first_year, load_pack(PACK))
            registry = Registry(out / "office.duckdb")
            registry.create(PACK)
        rehearsal = Rehearsal(county, size, out, registry, clocks)
        progress = Progress(console=Console(stderr=True), transient=True)
        with progress as bar, without_heartbeats(), registry.held():
            task = bar.add_task(f"{size} {first_year}", total=None)
            for as_of in _days(rehearsal, years, lived):
                bar.update(task, description=f"{size} {as_of}", advance=1)
    summary = summary_of(rehearsal, lived, as_of)
    (out / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, default=str, indent=2), encoding="utf-8"
    )
    for table in summary_tables(summary, language):
        screen.print(table)
    where = words("screen.rehearsed", papers=out / "papers", db=registry.path)
    screen.print(where[language], soft_wrap=True, highlight=False)
    return summary


def _clear(out: Path, year: int, size: str, seed: int) -> None:
    marker = out / MARKER
    if out.exists() and any(out.iterdir()) and not marker.exists():
        raise OfficeError.because("office.other_things", where=str(out))
    if marker.exists():
        shutil.rmtree(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"year": year, "size": size, "seed": seed}), encoding="utf-8")
    except OSError as error:
        raise OfficeError.because(
            "office.no_folder", where=str(out), said=disk_words(error)
        ) from error


def _days(rehearsal: Rehearsal, years: int, lived: list[Campaigning]) -> Iterator[date]:
    """The days of rounds; every campaign is added to `lived` when it is opened."""
    yield from _first_year(rehearsal, lived)
    if years > 1:
        yield from _next_year(rehearsal, lived)


def _first_year(rehearsal: Rehearsal, lived: list[Campaigning]) -> Iterator[date]:
    """Identification from March day by day, then help to the end of the year."""
    county = rehearsal.county
    opened_on = date(county.year, 3, 1)
    identification = Judging(rehearsal, county, opened_on, date(county.year, 9, 30))
    lived.append(identification)
    identification.open()
    yield opened_on
    as_of = opened_on
    while identification.is_open and as_of < opened_on + PATIENCE:
        as_of += ONE_DAY
        _live(rehearsal, [identification], as_of)
        yield as_of
    with rehearsal.clocks.running("files, cards, English"):
        _hand_over(identification, as_of)
    help_year = HelpYear(rehearsal, county, as_of + ONE_DAY)
    lived.append(help_year)
    help_year.open()
    while as_of < date(county.year, 12, 31):
        as_of += ONE_DAY
        if as_of > help_year.opened_on and _is_round(as_of, ROUNDS):
            _live(rehearsal, [help_year], as_of)
            yield as_of


def _next_year(rehearsal: Rehearsal, lived: list[Campaigning]) -> Iterator[date]:
    """Help goes on, exit from March, identification of the new and the relapsed from July."""
    year, pack = rehearsal.county.year + 1, load_pack(PACK)
    as_of = date(year - 1, 12, 31)
    listed_before = _listed(lived[0], as_of)
    before = rehearsal.county
    county = replace(
        next_year(before, listed_before, pack), helper=remaining_helpers(before, as_of)
    )

    def identification() -> Judging:
        listed = _listed(lived[0], as_of)
        left = listed_before.filter(~listed_before.is_in(listed.to_list()))
        summer = after_exit(county, listed, left, pack)
        return Judging(rehearsal, summer, as_of, date(year, 11, 30))

    opening: dict[date, Callable[[], Campaigning]] = {
        date(year, 1, 5): lambda: HelpYear(rehearsal, county, as_of),
        date(year, 3, 1): lambda: Judging(rehearsal, county, as_of, date(year, 6, 30)),
        date(year, 7, 15): identification,
    }
    living: list[Campaigning] = []
    while as_of < date(year, 12, 31):
        as_of += ONE_DAY
        if as_of in opening:
            with rehearsal.clocks.running("opening campaigns"):
                campaign = opening[as_of]()
                campaign.open()
            lived.append(campaign)
            living.append(campaign)
            continue
        living = [each for each in living if each.is_open]
        is_judging = any(isinstance(each, Judging) for each in living)
        if _is_round(as_of, JUDGING_ROUNDS if is_judging else QUIET_ROUNDS):
            _live(rehearsal, living, as_of)
            yield as_of


def _is_round(as_of: date, weekdays: tuple[int, ...]) -> bool:
    return as_of.isoweekday() in weekdays and is_working_day(as_of, load_pack(PACK).country)


def _live(rehearsal: Rehearsal, living: list[Campaigning], as_of: date) -> None:
    """One day: what arrives is loaded, the round is run, new forms go out."""
    for campaign in living:
        campaign.before(as_of)
    rehearsal.round(as_of)
    with rehearsal.clocks.running("people"):
        for campaign in living:
            campaign.after(as_of)


def _listed(campaign: Campaigning, as_of: date) -> pl.Series:
    """Households on the list on a day."""
    day = campaign.day(as_of)
    with day.reading() as reader:
        return reader.query("listed_households", as_of=as_of)["household_id"]


def _hand_over(identification: Judging, as_of: date) -> None:
    """One village's files and cards, and the announcement in English: all kinds have been printed."""
    day, folder = identification.day(as_of), identification.rehearsal.out / "papers"
    village = identification.county.place.filter(level="village")["code"].min()
    for kind in HOUSEHOLD_PAPERS:
        issue_household_papers(day, kind, str(village))
    print_issued(day, folder, "zh", tuple(HOUSEHOLD_PAPERS))
    print_issued(day, folder, "en", ("announcement",))
