"""Living a county's years day by day, through the real flows and the real intake."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import Progress

from flows.in_process import in_this_process
from office.rehearsal.assessing import Assessing
from office.rehearsal.clocks import Clocks
from office.rehearsal.county import (
    County,
    after_exit,
    at_inspection,
    make_county,
    next_year,
)
from office.rehearsal.help.duties import remaining_helpers
from office.rehearsal.help.year import HelpYear
from office.rehearsal.inspecting import Inspecting
from office.rehearsal.judging import Judging
from office.rehearsal.lived import Lived
from office.rehearsal.poor_villages import PoorVillages
from office.rehearsal.rehearsal import PACK, Rehearsal
from office.rehearsal.summary import summary_of, summary_tables
from policy.calendar import is_working_day
from policy.errors import OfficeError
from policy.pack import load_pack
from policy.wording import disk_words, words
from registry.session import Registry
from tasks.papers.household import HOUSEHOLD_PAPERS, issue_household_papers
from tasks.papers.print_run import print_issued, print_on_demand

ONE_DAY = timedelta(days=1)
MARKER = "rehearsal.json"
#: The longest that an identification may take.
PATIENCE = 220 * ONE_DAY
#: Days of the week on which the office's machine is on: while it identifies for the first time, in that year
#: once it only helps, in the next one while it judges households, and while it does not. Each round catches up.
EVERY_DAY, ROUNDS, JUDGING_ROUNDS, QUIET_ROUNDS = tuple(range(1, 8)), (1, 3, 5), (1, 4), (1,)

#: Days after the opening of help on which poor villages are asked for, and on which the half-year's
#: inspection begins; the days in which villages are decided on.
VILLAGES, INSPECT, DECIDE_VILLAGES = 14 * ONE_DAY, 60 * ONE_DAY, 60 * ONE_DAY

Campaigning = Lived | HelpYear
#: Campaigns by the day on which they are opened, each made on that day.
Opening = dict[date, Callable[[date], Campaigning]]


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
        with progress as bar, in_this_process(), registry.held():
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
    yield from _identify(rehearsal, lived)
    first = rehearsal.county.year
    yield from _through(rehearsal, lived, _first_year(rehearsal, lived), date(first, 12, 31))
    if years > 1:
        yield from _through(rehearsal, lived, _next_year(rehearsal, lived), date(first + 1, 12, 31))
    yield from _settle(rehearsal, lived, date(first + years - 1, 12, 31))


def _identify(rehearsal: Rehearsal, lived: list[Campaigning]) -> Iterator[date]:
    """Identification from March, every working day; the next round catches up on rest days."""
    county = rehearsal.county
    opened_on = date(county.year, 3, 1)
    identification = Judging(rehearsal, county, opened_on, date(county.year, 9, 30))
    lived.append(identification)
    identification.open()
    yield opened_on
    as_of = opened_on
    while identification.is_open and as_of < opened_on + PATIENCE:
        as_of += ONE_DAY
        if _is_round(as_of, EVERY_DAY):
            _live(rehearsal, [identification], as_of)
            yield as_of
    with rehearsal.clocks.running("files, cards, English"):
        _hand_over(identification, as_of)
    _open(rehearsal, lived, HelpYear(rehearsal, county, as_of + ONE_DAY))


def _first_year(rehearsal: Rehearsal, lived: list[Campaigning]) -> Opening:
    """Help has begun: poor villages are chosen, the second half-year is inspected, the year assessed."""
    county, helped_on = rehearsal.county, lived[-1].opened_on

    def inspection(as_of: date) -> Campaigning:
        inspected = replace(county, kind="inspection", half=2)
        return Inspecting(rehearsal, inspected, as_of, date(county.year, 12, 31))

    return {
        helped_on + VILLAGES: lambda on: _villages(rehearsal, county, on),
        helped_on + INSPECT: inspection,
        date(county.year, 12, 1): lambda on: _assessment(rehearsal, county, on),
    }


def _next_year(rehearsal: Rehearsal, lived: list[Campaigning]) -> Opening:
    """Help goes on; inspection and exit from March, identification of the new and the relapsed from July."""
    before, pack = rehearsal.county, load_pack(PACK)
    year = before.year + 1
    ended_on = date(year - 1, 12, 31)
    listed_before = _listed(lived[0], ended_on)
    county = replace(
        next_year(before, listed_before, pack), helper=remaining_helpers(before, ended_on)
    )

    def inspection(as_of: date) -> Campaigning:
        listed = _listed(lived[0], as_of)
        inspected = at_inspection(county, before, listed, pack)
        return Inspecting(rehearsal, inspected, as_of, date(year, 6, 30))

    def identification(as_of: date) -> Campaigning:
        listed = _listed(lived[0], as_of)
        left = listed_before.filter(~listed_before.is_in(listed.to_list()))
        summer = after_exit(county, listed, left, pack)
        return Judging(rehearsal, summer, as_of, date(year, 11, 30))

    return {
        date(year, 1, 5): lambda on: HelpYear(rehearsal, county, on),
        date(year, 3, 1): lambda on: Judging(rehearsal, county, on, date(year, 6, 30)),
        date(year, 3, 8): inspection,
        date(year, 7, 5): lambda on: _villages(rehearsal, county, on),
        date(year, 7, 15): identification,
        date(year, 12, 1): lambda on: _assessment(rehearsal, county, on),
    }


def _villages(rehearsal: Rehearsal, county: County, as_of: date) -> Campaigning:
    return PoorVillages(rehearsal, replace(county, kind="villages"), as_of, as_of + DECIDE_VILLAGES)


def _assessment(rehearsal: Rehearsal, county: County, as_of: date) -> Campaigning:
    last_on = date(county.year + 1, 3, 31)
    return Assessing(rehearsal, replace(county, kind="assessment"), as_of, last_on)


def _through(
    rehearsal: Rehearsal, lived: list[Campaigning], opening: Opening, until: date
) -> Iterator[date]:
    """Campaigns that are open, and those that are opened on their day, until the year ends."""
    as_of = max(lived[-1].opened_on, date(until.year - 1, 12, 31))
    while as_of < until:
        as_of += ONE_DAY
        if as_of in opening:
            with rehearsal.clocks.running("opening campaigns"):
                _open(rehearsal, lived, opening[as_of](as_of))
            continue
        living = _living(lived, as_of)
        if _is_round(as_of, _rounds(rehearsal, living, as_of)):
            _live(rehearsal, living, as_of)
            yield as_of


def _settle(rehearsal: Rehearsal, lived: list[Campaigning], ended_on: date) -> Iterator[date]:
    """The weeks after the last year, until its assessment is final."""
    as_of = ended_on
    while as_of < ended_on + PATIENCE and (living := _living(lived, as_of + ONE_DAY)):
        as_of += ONE_DAY
        if _is_round(as_of, QUIET_ROUNDS):
            _live(rehearsal, living, as_of)
            yield as_of


def _open(rehearsal: Rehearsal, lived: list[Campaigning], campaign: Campaigning) -> None:
    lived.append(campaign)
    campaign.open()


def _living(lived: list[Campaigning], as_of: date) -> list[Campaigning]:
    """Campaigns that people still take part in; help ends with its year."""
    return [
        each
        for each in lived
        if each.is_open and (not isinstance(each, HelpYear) or each.county.year == as_of.year)
    ]


def _rounds(rehearsal: Rehearsal, living: list[Campaigning], as_of: date) -> tuple[int, ...]:
    """The days of the week on which the office's machine is on."""
    if as_of.year == rehearsal.county.year:
        return ROUNDS
    is_judging = any(isinstance(each, Judging) for each in living)
    return JUDGING_ROUNDS if is_judging else QUIET_ROUNDS


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
        issue = partial(issue_household_papers, day, kind, str(village))
        print_on_demand(day, issue, partial(print_issued, day, folder, "zh", (kind,)))
    print_issued(day, folder, "en", ("announcement",))
