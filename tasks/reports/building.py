"""Reports from figures: of every place and unit that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policy.errors import OfficeError
from policy.pack import Pack
from policy.wording import words
from registry.session import Entry, Reader
from tasks.campaign_day import CampaignDay
from tasks.gazetteer import Gazetteer
from tasks.inspection.estimates import estimates_of
from tasks.printing.contents import (
    CountyReport,
    PlaceLine,
    PlaceTable,
    Report,
    TownshipReport,
    UnitReport,
    VillageReport,
    WindowCalendar,
    WindowRow,
    Words,
)
from tasks.reports.answers import Estimates, Told, answers, named
from tasks.reports.chapters import chapters
from tasks.reports.figures import Figures, campaigns_of, count_figures
from tasks.reports.scores import Assessment, assessment_of, section

REPORTS: dict[str, type[Report]] = {
    "county": CountyReport,
    "township": TownshipReport,
    "unit": UnitReport,
    "village": VillageReport,
}
BELOW = {"county": "township", "township": "village", "village": "group"}
#: Columns of the tables of places: figures, and parts of them.
COLUMNS = (
    ("listed_households", ""),
    ("listed_persons", ""),
    ("helpers", ""),
    ("households_without_helper", ""),
    ("measures", ""),
    ("payments", "paid"),
    ("objections", ""),
    ("changes", "exited"),
)


@dataclass(frozen=True)
class Subject:
    """Whom a report is about: a place of a level, or a unit."""

    level: str
    code: str


@dataclass(frozen=True)
class Ground:
    """What all reports of a day are built from."""

    day: CampaignDay
    pack: Pack
    gazetteer: Gazetteer
    figures: Figures
    units: Mapping[str, Words]
    windows: list[dict[str, Any]]
    incidence: Mapping[str, Decimal | None]
    estimates: Mapping[str, Estimates]
    assessment: Assessment | None

    @classmethod
    def of(cls, entry: Entry, day: CampaignDay) -> Ground:
        """Read once, for all reports."""
        reader = Reader(entry.connection)
        named = campaigns_of(reader, day)
        units = entry.query("helping_units").to_dicts()
        return cls(
            day=day,
            pack=day.pack,
            gazetteer=Gazetteer.of(entry, day.pack),
            figures=count_figures(reader, day),
            units={u["unit_id"]: Words(zh=u["name_zh"], en=u["name_en"]) for u in units},
            windows=reader.rows("windows_of_county", **named),
            incidence={
                row["place_code"]: row["incidence"]
                for row in reader.rows("incidence_by_place", as_of=day.as_of)
            },
            estimates=_estimates(reader, day, named),
            assessment=assessment_of(reader, day, named["assessment"]),
        )

    def subjects(self) -> list[Subject]:
        """Everybody who has a report: the county, its townships and villages, the units."""
        county = self.day.campaign.county_code
        places = [
            Subject(level, code)
            for level in ("county", "township", "village")
            for code, place in sorted(self.gazetteer.places.items())
            if place["level"] == level
            and self.gazetteer.above(code).get("county", {}).get("code") == county
        ]
        return [*places, *(Subject("unit", unit) for unit in self.units)]

    def subject(self, level: str, code: str) -> Subject:
        """One of them; OfficeError names what is there."""
        known = [each.code for each in self.subjects() if each.level == level]
        if code not in known:
            raise OfficeError.because(
                "reporting.no_subject", level=words(f"report.{level}"), code=code, known=known[:10]
            )
        return Subject(level, code)


def report(ground: Ground, subject: Subject, number: str) -> Report:
    """The report of a place or unit."""
    day, gazetteer = ground.day, ground.gazetteer
    county = day.campaign.county_code
    place = county if subject.level == "unit" else subject.code
    name = ground.units[subject.code] if subject.level == "unit" else gazetteer.words(place)
    estimates = ground.estimates.get(subject.code, {})
    told = Told(subject.code, ground.figures, ground.pack.currency, ground.incidence, estimates)
    scores = section(ground.assessment, subject.code, _assessed_below(ground, subject))
    return REPORTS[subject.level](
        **gazetteer.head(number, day.as_of, place),
        subject_code=subject.code,
        subject=name,
        year=day.as_of.year,
        answers=answers(told, named(ground.pack.causes), scores.says),
        chapters=chapters(told, ground.pack, _below(ground, subject)),
        scores=scores,
        calendar=_calendar(ground, subject),
        places=tuple(_tables(ground, subject)),
        contact=gazetteer.contact(place),
    )


def _estimates(
    reader: Reader, day: CampaignDay, named: Mapping[str, Any]
) -> dict[str, dict[str, dict[str, Mapping[str, Any]]]]:
    """What the year's inspections estimate of the county and of each stratum, by place, half and error."""
    found: dict[str, dict[str, dict[str, Mapping[str, Any]]]] = {}
    for inspection in reader.rows("inspections_of_year", **named):
        for row in estimates_of(reader, day.of_campaign(reader, inspection["campaign_id"])):
            of_place = found.setdefault(row["place_code"], {})
            of_place.setdefault(str(inspection["half"]), {})[row["error"]] = row
    return found


def _assessed_below(ground: Ground, subject: Subject) -> dict[str, list[str]]:
    """Whose scores a report compares, by kind: a unit is told those of its own helpers, and nobody else is."""
    if subject.level == "unit":
        return {"helper": ground.assessment.helpers_of(subject.code) if ground.assessment else []}
    if subject.level == "township":
        return {"village": _inside(ground, subject.code, "village")}
    if subject.level != "county":
        return {}
    townships = _inside(ground, subject.code, "township")
    villages = [code for above in townships for code in _inside(ground, above, "village")]
    return {"township": townships, "unit": list(ground.units), "village": villages}


def _below(ground: Ground, subject: Subject) -> list[tuple[str, Words]]:
    """The places that a report compares: townships of the county, villages of a township."""
    if subject.level not in ("county", "township"):
        return []
    codes = _inside(ground, subject.code, BELOW[subject.level])
    return [(code, ground.gazetteer.words(code)) for code in codes]


def _tables(ground: Ground, subject: Subject) -> Iterator[PlaceTable]:
    """The county by township, then by village; a township by village; a unit by its villages."""
    if subject.level == "county":
        townships = _inside(ground, subject.code, "township")
        yield _table("by_township", [_line(ground, code) for code in townships])
        lines = [
            _line(ground, code, is_sum=code == township)
            for township in townships
            for code in (township, *_inside(ground, township, "village"))
        ]
        yield _table("by_village", lines)
    elif subject.level == "township":
        villages = _inside(ground, subject.code, "village")
        yield _table("by_village", [_line(ground, code) for code in villages])
    elif subject.level == "unit":
        villages = list(ground.figures.villages_of_unit.get(subject.code, ()))
        yield _table("by_helped_village", [_line(ground, code) for code in villages])


def _table(title: str, lines: list[PlaceLine]) -> PlaceTable:
    return PlaceTable(
        title=Words.saying(f"report.{title}"),
        heads=tuple(Words.saying(f"column.{part or figure}") for figure, part in COLUMNS),
        lines=tuple(lines),
    )


def _line(ground: Ground, code: str, is_sum: bool = False) -> PlaceLine:
    return PlaceLine(
        place=ground.gazetteer.words(code),
        is_sum=is_sum,
        values=tuple(ground.figures.total(code, figure, part) for figure, part in COLUMNS),
    )


def _inside(ground: Ground, code: str, level: str) -> list[str]:
    places = ground.gazetteer.places.items()
    return sorted(c for c, p in places if p["parent_code"] == code and p["level"] == level)


def _calendar(ground: Ground, subject: Subject) -> WindowCalendar | None:
    """The windows inside a place, by the places below it; a unit's villages."""
    gazetteer = ground.gazetteer
    below = BELOW.get(subject.level, "village")
    of_unit = ground.figures.villages_of_unit.get(subject.code, ())
    rows: dict[str, list[tuple[date, date]]] = {}
    for window in ground.windows:
        above = gazetteer.above(window["place_code"])
        codes = {place["code"] for place in above.values()}
        if subject.code in codes or (subject.level == "unit" and codes & set(of_unit)):
            row = above.get(below, gazetteer.places[window["place_code"]])
            days = (window["opens_on"], window["closes_on"])
            rows.setdefault(row["code"], []).append(days)
    if not rows:
        return None
    return WindowCalendar(
        title=Words.saying("report.calendar"),
        rows=tuple(
            WindowRow(label=gazetteer.words(code), windows=tuple(sorted(set(days))))
            for code, days in sorted(rows.items())
        ),
    )
