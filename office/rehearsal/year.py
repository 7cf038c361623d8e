"""Living a whole campaign day by day, through the real flows and the real intake."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import Progress

from flows.annual_cycle import annual_cycle
from flows.quiet import without_heartbeats
from flows.stopwatch import in_stages
from office.rehearsal import people
from office.rehearsal.county import County, make_county
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.summary import summary_of, summary_tables
from policy.errors import OfficeError
from policy.pack import load_pack
from registry import tables
from registry.session import Registry
from tasks.campaign_day import CampaignDay, campaign_day
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_files
from tasks.intake.workbooks import write_form
from tasks.opening import issue_letters, open_campaign, plan_scale

ONE_DAY = timedelta(days=1)
PACK = "cn"
OFFICE = "县扶贫办"
MARKER = "rehearsal.json"
#: Days after opening on which applications are called for, and departments deliver.
CALL_ON, DELIVER_ON, LAST_DAY = 10, 60, 220


#: Files of a county come as Parquet, those of a township as the workbooks that offices send.
AS_WORKBOOKS = frozenset({"township"})


@dataclass
class Clocks:
    """Seconds of wall time by what they were spent on."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, what: str, since: float) -> None:
        self.seconds[what] = self.seconds.get(what, 0.0) + perf_counter() - since


@dataclass
class Rehearsal:
    """A county, its registry and its people in one folder."""

    county: County
    size: str
    out: Path
    registry: Registry
    clocks: Clocks = field(default_factory=Clocks)
    refused: int = 0
    files: int = 0

    @property
    def campaign_id(self) -> str:
        return f"identification-{self.county.year}-{self.county.code}"

    def day(self, as_of: date) -> CampaignDay:
        return campaign_day(self.registry, self.campaign_id, as_of, OFFICE)

    def load(self, bundles: list[tuple[str, dict[str, pl.DataFrame]]], as_of: date) -> None:
        """Bring bundles of forms through the intake; a refused file is corrected and comes again."""
        started = perf_counter()
        folder = self.out / "forms" / as_of.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        for name, forms in bundles:
            for attempt in (1, 2):
                paths = self._written(folder, name, forms, attempt)
                self.files += len(paths)
                try:
                    self._load(paths, as_of)
                    break
                except IntakeError:
                    if attempt == 2:
                        raise
                    self.refused += 1
        self.clocks.add("intake", started)

    def _written(
        self, folder: Path, name: str, forms: dict[str, pl.DataFrame], attempt: int
    ) -> list[Path]:
        if self.size in AS_WORKBOOKS:
            path = folder / f"{name}-{attempt}.xlsx"
            seed = self.county.seed
            sheets = [
                (form, people.mess(rows, f"{as_file} {form}", seed, attempt=attempt))
                for as_file in (f"{folder.name}/{name}",)
                for form, rows in forms.items()
            ]
            write_form(path, sheets)
            return [path]
        paths = []
        for form, rows in forms.items():
            path = folder / f"{form}__{name}.parquet"
            rows.write_parquet(path)
            paths.append(path)
        return paths

    def _load(self, paths: list[Path], as_of: date) -> None:
        load_files(
            self.registry,
            paths,
            as_of=as_of,
            actor=OFFICE,
            campaign_id=self.campaign_id,
            faults_folder=self.out / "faults",
        )


def rehearse_year(
    year: int, size: str, seed: int, out: Path, language: str, screen: Console
) -> dict[str, Any]:
    """Rehearse a campaign in `out` and print what came of it; an earlier rehearsal there goes first.

    OfficeError when the folder holds anything else.
    """
    _clear(out, year, size, seed)
    started = perf_counter()
    county = make_county(size, seed, year, load_pack(PACK))
    registry = Registry(out / "office.duckdb")
    registry.create()
    rehearsal = Rehearsal(county, size, out, registry)
    rehearsal.clocks.add("generating the county", started)
    opened_on = date(year, 3, 1)
    progress = Progress(console=Console(stderr=True), transient=True)
    with progress as bar, without_heartbeats(), registry.held():
        task = bar.add_task(f"{size} {year}", total=None)
        for as_of in _days(rehearsal, opened_on):
            bar.update(task, description=f"{size} {as_of}", advance=1)
    rehearsal.clocks.add("the whole rehearsal", started)
    summary = summary_of(rehearsal.day(_last_day(rehearsal)), rehearsal)
    (out / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, default=str, indent=2), encoding="utf-8"
    )
    for table in summary_tables(summary, language):
        screen.print(table)
    return summary


def _clear(out: Path, year: int, size: str, seed: int) -> None:
    marker = out / MARKER
    if out.exists() and any(out.iterdir()) and not marker.exists():
        raise OfficeError(
            where=str(out),
            came="a folder with other things in it",
            expected="an empty folder, or one of an earlier rehearsal",
            remedy="Choose another folder with --out",
        )
    if marker.exists():
        shutil.rmtree(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"year": year, "size": size, "seed": seed}), encoding="utf-8")
    except OSError as error:
        raise OfficeError(
            where=str(out),
            came=error.strerror or str(error),
            expected="a folder that can be written to",
            remedy="Make room or ask for the right to write there, or choose another with --out",
        ) from error


def _days(rehearsal: Rehearsal, opened_on: date) -> Iterator[date]:
    """The days of the campaign: what arrives is loaded, the round is run, new forms go out."""
    box = Letterbox(rehearsal.county)
    _begin(rehearsal, box, opened_on)
    yield opened_on
    as_of = opened_on
    for _ in range(LAST_DAY):
        as_of += ONE_DAY
        rehearsal.load(_bundles(rehearsal, box.take(as_of)), as_of)
        _round(rehearsal, as_of)
        started = perf_counter()
        box.hand_out(rehearsal.day(as_of), as_of + ONE_DAY)
        rehearsal.clocks.add("people", started)
        yield as_of
        if box.is_empty() and _is_over(rehearsal, as_of):
            return


def _begin(rehearsal: Rehearsal, box: Letterbox, opened_on: date) -> None:
    """Registers, campaign, plan, meetings and letters; then everybody may apply."""
    county = rehearsal.county
    registers = {
        "places": county.place,
        "households": county.household,
        "persons": county.person,
        "source_list": county.source_entry,
    }
    open_campaign(
        rehearsal.registry,
        tables.Campaign(
            actor=OFFICE,
            campaign_id=rehearsal.campaign_id,
            kind="identification",
            year=county.year,
            county_code=county.code,
            pack=PACK,
            opened_on=opened_on,
            announce_by=date(county.year, 9, 30),
            document_mark="永扶办公示",
        ),
    )
    rehearsal.load([("registers", registers)], opened_on)
    day = rehearsal.day(opened_on)
    plan_scale(day, county.expected_list().height)
    issue_letters(day)
    call_on = opened_on + CALL_ON * ONE_DAY
    applied = people.fill_application(county.household.select("household_id"), county, call_on)
    box.put("application", applied, "applied_on", call_on)
    start = people.hold_opening(county, opened_on)
    for form, rows, day_column in start:
        box.put(form, rows, day_column, opened_on + ONE_DAY)
    deliver_on = opened_on + DELIVER_ON * ONE_DAY
    records = county.department_record.with_columns(delivered_on=pl.lit(deliver_on))
    sent = dict(records.group_by("department_id").len().iter_rows())
    deliveries = pl.DataFrame(
        [
            {"department_id": d.id, "delivered_on": deliver_on, "records": sent.get(d.id, 0)}
            for d in day.pack.departments
        ]
    )
    box.put("department_record", records, "delivered_on", deliver_on)
    box.put("delivery", deliveries, "delivered_on", deliver_on)


def _bundles(
    rehearsal: Rehearsal, arrived: list[tuple[str, pl.DataFrame]]
) -> list[tuple[str, dict[str, pl.DataFrame]]]:
    """One bundle a day: a county's rows all together, a township's as the office's post."""
    forms = {form: rows.drop("round", strict=False) for form, rows in arrived}
    return [("post", forms)] if forms else []


def _round(rehearsal: Rehearsal, as_of: date) -> None:
    started, before = perf_counter(), in_stages.seconds
    annual_cycle(rehearsal.registry.path, as_of, OFFICE, rehearsal.out / "papers")
    in_flow, inside = perf_counter() - started, in_stages.seconds - before
    rehearsal.clocks.seconds["stages"] = rehearsal.clocks.seconds.get("stages", 0.0) + inside
    prefect = rehearsal.clocks.seconds.get("Prefect", 0.0)
    rehearsal.clocks.seconds["Prefect"] = prefect + in_flow - inside


def _is_over(rehearsal: Rehearsal, as_of: date) -> bool:
    day = rehearsal.day(as_of)
    with day.reading() as reader:
        moving = reader.query("households_in_motion", **day.named(as_of=as_of))["households"][0]
        waiting = reader.query("waiting_counted", **day.named(as_of=as_of)).height
    return moving == 0 and waiting == 0


def _last_day(rehearsal: Rehearsal) -> date:
    with rehearsal.registry.reading() as reader:
        (last,) = reader.connection.execute("SELECT max(as_of) FROM journal").fetchone()
    return last
