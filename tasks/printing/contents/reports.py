"""The reports of villages, townships, units and the county: six chapters, one for each precision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words

Precision = Literal["targets", "projects", "funds", "measures", "cadres", "results"]


class Answer(Printable):
    """A question that everybody has, answered in a sentence."""

    question: Words
    answer: Words


class StatedFigure(Printable):
    """One number with the name under which `office trace` lists its rows; empty: unknown."""

    figure: Text
    name: Words
    value: Decimal | None = None
    unit: Words


class Bar(Printable):
    """One bar of a chart: a value for each series."""

    label: Words
    values: tuple[Decimal, ...]


class BarChart(Printable):
    """Numbers that people rather look at; `together` says how bars of several series stand.

    Numbers stand at the bars with so many `decimals`.
    """

    title: Words
    unit: Words
    series: tuple[Words, ...] = ()
    together: Literal["stacked", "grouped"] = "stacked"
    decimals: int = 0
    bars: tuple[Bar, ...]


class WindowRow(Printable):
    """A place, or a notice, with the days on which its windows were open, first and last each."""

    label: Words
    windows: tuple[tuple[date, date], ...]


class WindowCalendar(Printable):
    """When lists were public and open to objection."""

    title: Words
    rows: tuple[WindowRow, ...]


class Chapter(Printable):
    """One of the six precisions: what it comes to, its numbers, its pictures."""

    precision: Precision
    says: Words
    figures: tuple[StatedFigure, ...]
    charts: tuple[BarChart, ...] = ()


class PointLine(Printable):
    """An indicator: what was counted, what it can earn and earned, and as what `office trace` has it."""

    name: Words
    counted: str
    worth: Decimal
    score: Words
    traced_as: Text


class ScoredLine(Printable):
    """One assessed; without a rank while its score is not known, or where there is nothing to assess."""

    assessed_id: Text
    name: Words
    score: Words
    rank: int | None = None
    standing: Words | None = None


class ScoredTable(Printable):
    """Those of a kind, the best first."""

    title: Words
    lines: tuple[ScoredLine, ...]


class Scores(Printable):
    """What the yearly assessment found, final or interim."""

    says: Words
    points: tuple[PointLine, ...] = ()
    charts: tuple[BarChart, ...] = ()
    tables: tuple[ScoredTable, ...] = ()


class PlaceLine(Printable):
    """A place in a table of places; a township's own line stands above its villages."""

    place: Words
    is_sum: bool = False
    values: tuple[Decimal | None, ...]


class PlaceTable(Printable):
    """Places below one another, column by column."""

    title: Words
    heads: tuple[Words, ...]
    lines: tuple[PlaceLine, ...]


class Report(Paper):
    """What a place or unit can say of its work on a day; its figures hold as of the day of issue."""

    subject_code: Text
    subject: Words
    year: int
    answers: tuple[Answer, ...]
    chapters: tuple[Chapter, ...]
    scores: Scores
    calendar: WindowCalendar | None = None
    places: tuple[PlaceTable, ...] = ()
    contact: Contact


class VillageReport(Report):
    """A village's report."""

    kind: ClassVar[str] = "village_report"


class TownshipReport(Report):
    """A township's report."""

    kind: ClassVar[str] = "township_report"


class UnitReport(Report):
    """The report of a helping unit on those whom it helps."""

    kind: ClassVar[str] = "unit_report"


class CountyReport(Report):
    """The county's report."""

    kind: ClassVar[str] = "county_report"
