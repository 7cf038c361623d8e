"""Living a whole campaign day by day, through the real flows and the real intake."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import Progress

from flows.quiet import without_heartbeats
from office.rehearsal import people
from office.rehearsal.clocks import Clocks
from office.rehearsal.county import make_county
from office.rehearsal.help.summary import help_summary, help_tables
from office.rehearsal.help.year import HelpYear
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from office.rehearsal.summary import summary_of, summary_tables
from policy.errors import OfficeError
from policy.pack import load_pack
from policy.wording import disk_words, words
from registry.session import Registry
from tasks.campaign_day import Campaign
from tasks.opening import issue_letters, open_campaign, plan_scale
from tasks.papers.household import HOUSEHOLD_PAPERS, issue_household_papers
from tasks.papers.print_run import print_issued

ONE_DAY = timedelta(days=1)
MARKER = "rehearsal.json"
#: Days after opening on which applications are called for, departments deliver, and patience ends.
CALL_ON, DELIVER_ON, LAST_DAY = 10 * ONE_DAY, 60 * ONE_DAY, 220 * ONE_DAY


def rehearse_year(
    year: int, size: str, seed: int, out: Path, language: str, screen: Console
) -> dict[str, Any]:
    """Rehearse a campaign in `out` and print what came of it; an earlier rehearsal there goes first.

    OfficeError when the folder holds anything else.
    """
    _clear(out, year, size, seed)
    clocks = Clocks()
    with clocks.running("the whole rehearsal"):
        with clocks.running("generating the county"):
            county = make_county(size, seed, year, load_pack(PACK))
            registry = Registry(out / "office.duckdb")
            registry.create(PACK)
        rehearsal = Rehearsal(county, size, out, registry, clocks)
        progress = Progress(console=Console(stderr=True), transient=True)
        with progress as bar, without_heartbeats(), registry.held():
            task = bar.add_task(f"{size} {year}", total=None)
            for as_of in _days(rehearsal, date(year, 3, 1)):
                bar.update(task, description=f"{size} {as_of}", advance=1)
            identified_on = as_of
            with rehearsal.clocks.running("files, cards, English"):
                _hand_over(rehearsal, as_of)
            for as_of in HelpYear(rehearsal, identified_on + ONE_DAY).days(load_pack(PACK)):
                bar.update(task, description=f"{size} {as_of}", advance=1)
    summary = summary_of(rehearsal.day(identified_on), rehearsal)
    summary["help"] = help_summary(rehearsal.help_day(as_of))
    (out / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, default=str, indent=2), encoding="utf-8"
    )
    for table in (*help_tables(summary["help"]), *summary_tables(summary, language)):
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


def _days(rehearsal: Rehearsal, opened_on: date) -> Iterator[date]:
    """The days of the campaign: what arrives is loaded, the round is run, new forms go out."""
    box = Letterbox(rehearsal.county)
    _open(rehearsal, opened_on)
    _expect(rehearsal, box, opened_on)
    yield opened_on
    as_of = opened_on
    while as_of < opened_on + LAST_DAY:
        as_of += ONE_DAY
        if arrived := box.take(as_of):
            rehearsal.load("post", arrived, as_of)
        rehearsal.round(as_of)
        with rehearsal.clocks.running("people"):
            box.hand_out(rehearsal.day(as_of))
        yield as_of
        if box.is_empty() and _is_over(rehearsal, as_of):
            return


def _open(rehearsal: Rehearsal, opened_on: date) -> None:
    """Campaign, registers, plan, manuals and letters."""
    county = rehearsal.county
    campaign = Campaign(
        actor=OFFICE,
        campaign_id=county.campaign_id,
        kind="identification",
        year=county.year,
        county_code=county.code,
        pack=PACK,
        opened_on=opened_on,
        announce_by=date(county.year, 9, 30),
        document_mark="永扶办公示",
    )
    open_campaign(rehearsal.registry, campaign)
    registers = {
        "places": county.place,
        "households": county.household,
        "persons": county.person,
        "source_list": county.source_entry,
    }
    rehearsal.load("registers", registers, opened_on)
    day = rehearsal.day(opened_on)
    plan_scale(day, county.planned_households)
    issue_letters(day)


def _expect(rehearsal: Rehearsal, box: Letterbox, opened_on: date) -> None:
    """What comes unasked: applications, the opening meetings, the lists of the departments."""
    county, call_on = rehearsal.county, opened_on + CALL_ON
    applied = people.fill_application(county.household.select("household_id"), county, call_on)
    box.put("application", applied, call_on)
    for form, rows in people.hold_opening(county, opened_on).items():
        box.put(form, rows, opened_on + ONE_DAY)
    deliver_on = opened_on + DELIVER_ON
    records = county.department_record.with_columns(delivered_on=pl.lit(deliver_on))
    sent = dict(records.group_by("department_id").len().iter_rows())
    deliveries = pl.DataFrame(
        [
            {"department_id": d.id, "delivered_on": deliver_on, "records": sent.get(d.id, 0)}
            for d in rehearsal.day(opened_on).pack.departments
        ]
    )
    box.put("department_record", records, deliver_on)
    box.put("delivery", deliveries, deliver_on)


def _is_over(rehearsal: Rehearsal, as_of: date) -> bool:
    day = rehearsal.day(as_of)
    with day.reading() as reader:
        moving = reader.query("households_in_motion", **day.named(as_of=as_of))["households"][0]
        waiting = reader.query("waiting_counted", **day.named(as_of=as_of)).height
    return moving == 0 and waiting == 0


def _hand_over(rehearsal: Rehearsal, as_of: date) -> None:
    """One village's files and cards, and the announcement in English: all kinds have been printed."""
    day, folder = rehearsal.day(as_of), rehearsal.out / "papers"
    village = rehearsal.county.place.filter(level="village")["code"].min()
    for kind in HOUSEHOLD_PAPERS:
        issue_household_papers(day, kind, str(village))
    print_issued(day, folder, "zh", tuple(HOUSEHOLD_PAPERS))
    print_issued(day, folder, "en", ("announcement",))
