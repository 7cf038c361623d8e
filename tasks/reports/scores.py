"""The section of scores of a report: who earned what, by final results or by the interim [003]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policy.assessment import GRADES, Indicator, Scored, printed
from policy.label import Label
from policy.wording import words
from registry.session import Reader
from tasks.assessment.breakdown import all_shown, nothing_shown
from tasks.assessment.scores import Ground, Result, Standing, scores_of
from tasks.campaign_day import CampaignDay
from tasks.printing.contents import Bar, BarChart, PointLine, ScoredLine, ScoredTable, Scores, Words

#: Who has a report, sees there what the own score consists of, and is drawn among its like.
KINDS = ("township", "unit", "village")
#: More bars than these no page holds: then the table says it alone.
MOST_BARS = 30


@dataclass(frozen=True)
class Assessment:
    """Everybody's result on a day, by number; `settled_on` is the day on which it became final."""

    year: int
    counted_until: date
    settled_on: date | None
    results: Mapping[str, Result]
    indicators: Mapping[str, Indicator]

    def helpers_of(self, unit: str) -> list[str]:
        """A unit's helpers, by number."""
        everybody = (result.assessed for result in self.results.values())
        return [a.assessed_id for a in everybody if (a.kind, a.above) == ("helper", unit)]

    @property
    def state(self) -> Label:
        """Whether the scores are final."""
        if self.settled_on:
            return words("report.scores_final", day=self.settled_on)
        return words("report.scores_interim", day=self.counted_until)


def assessment_of(reader: Reader, day: CampaignDay, campaign_id: str | None) -> Assessment | None:
    """Final results if there are any, else the interim of the day; None where nobody is assessed."""
    if campaign_id is None:
        return None
    own = day.of_campaign(reader, campaign_id)
    settled = reader.rows("results_final", **own.named(as_of=own.as_of))
    found = _final(reader, own, settled) if settled else scores_of(reader, own)
    return Assessment(
        year=own.campaign.year,
        counted_until=own.rules_on,
        settled_on=settled[0]["decided_on"] if settled else None,
        results={r.assessed.assessed_id: r for r in found},
        indicators=own.pack.indicators(own.rules_on),
    )


def _final(reader: Reader, day: CampaignDay, settled: list[dict[str, Any]]) -> Iterable[Result]:
    """Everybody as made public; who is assessed without a final result had nothing to assess."""
    final = {(row["kind"], row["assessed_id"]): row for row in settled}
    shown = all_shown(reader, day, KINDS)
    for assessed in Ground.of(reader, day).assessed(reader):
        row, known = final.get(assessed.key), shown.get(assessed.key)
        tree = known.tree if known else nothing_shown(assessed.kind)
        if row is None:
            yield Result(assessed, tree, None)
        else:
            standing = Standing(row["rank"], row["grade"], row["honour"])
            yield Result(assessed, tree, row["score"], standing)


def section(
    assessment: Assessment | None, subject: str, below: Mapping[str, Sequence[str]]
) -> Scores:
    """The subject's own points, and by kind the table and ranking of those `below` it."""
    if assessment is None:
        return Scores(says=Words.saying("report.not_scored"))
    own = assessment.results.get(subject)
    found = {kind: _those(assessment, codes) for kind, codes in below.items()}
    groups = {kind: results for kind, results in found.items() if results}
    charts = (_ranking(kind, results) for kind, results in groups.items() if kind in KINDS)
    return Scores(
        says=Words.of(_said(assessment, own) if own else _said_of_all(assessment, groups)),
        points=tuple(_points(own, assessment.indicators)) if own else (),
        charts=tuple(chart for chart in charts if chart),
        tables=tuple(
            ScoredTable(
                title=Words.saying(f"assessed.{kind}"), lines=tuple(_line(r) for r in results)
            )
            for kind, results in groups.items()
        ),
    )


def _said(assessment: Assessment, own: Result) -> Label:
    """What one assessed has come to."""
    if own.standing is None:
        key = "report.scored_range" if own.tree.is_applicable else "report.nothing_to_score"
        return words(key, year=assessment.year, score=_score(own), state=assessment.state)
    of_kind = [r for r in assessment.results.values() if r.assessed.kind == own.assessed.kind]
    return words(
        "report.scored",
        year=assessment.year,
        score=_score(own),
        rank=own.standing.rank,
        of=sum(r.standing is not None for r in of_kind),
        kind=words(f"assessed.{own.assessed.kind}"),
        standing=_standing(own.standing),
        state=assessment.state,
    )


def _said_of_all(assessment: Assessment, groups: Mapping[str, Sequence[Result]]) -> Label:
    """How many of each kind have which grade."""
    if not groups:
        return words("report.not_assessed", year=assessment.year)
    kinds = [_counted(kind, results) for kind, results in groups.items()]
    return words("report.scored_all", year=assessment.year, kinds=kinds, state=assessment.state)


def _those(assessment: Assessment, names: Iterable[str]) -> list[Result]:
    """The results of some, the best first."""
    found = [assessment.results[name] for name in names if name in assessment.results]
    return sorted(found, key=_rank)


def _rank(result: Result) -> tuple[bool, int, str]:
    standing = result.standing
    return standing is None, standing.rank if standing else 0, result.assessed.assessed_id


def _counted(kind: str, results: Sequence[Result]) -> Label:
    """How many of a kind have which grade."""
    grades = [result.standing.grade for result in results if result.standing]
    counts = [(words(f"grade.{grade}"), grades.count(grade)) for grade in GRADES]
    if without := len(results) - len(grades):
        counts.append((words("report.without_score"), without))
    return words(
        "report.scored_kind",
        kind=words(f"assessed.{kind}"),
        count=len(results),
        grades=[words("report.of_grade", grade=g, count=count) for g, count in counts if count],
    )


def _points(result: Result, indicators: Mapping[str, Indicator]) -> Iterable[PointLine]:
    for leaf in result.tree.leaves():
        yield PointLine(
            name=Words.of(indicators[leaf.node.id].label),
            counted=_count(leaf),
            worth=printed(leaf.worth),
            score=Words.of(_range(leaf, None if leaf.score is None else printed(leaf.score))),
            traced_as=leaf.node.id,
        )


def _count(leaf: Scored) -> str:
    """Numerator and denominator, or the points entered; empty where there is nothing."""
    if leaf.entered is not None:
        return f"{leaf.entered:,.2f}"
    if leaf.count is None:
        return ""
    numerator = leaf.count.numerator
    said = "?" if numerator is None else f"{printed(numerator):,.0f}"
    return f"{said} / {printed(leaf.count.denominator):,.0f}"


def _line(result: Result) -> ScoredLine:
    assessed, standing = result.assessed, result.standing
    return ScoredLine(
        assessed_id=assessed.assessed_id,
        name=Words(zh=assessed.name_zh, en=assessed.name_en),
        score=Words.of(_score(result)),
        rank=standing.rank if standing else None,
        standing=Words.of(_standing(standing)) if standing else None,
    )


def _standing(standing: Standing) -> Label:
    """Grade, and honour where there is one."""
    said = words(f"grade.{standing.grade}")
    if not standing.honour:
        return said
    return words("report.honoured", grade=said, honour=words(f"honour.{standing.honour}"))


def _score(result: Result) -> Label:
    return _range(result.tree, result.score)


def _range(tree: Scored, score: Decimal | None) -> Label:
    """A score, or from what to what it can come while something is unknown."""
    if score is not None:
        said = f"{score:.2f}"
    elif tree.lowest is None or tree.highest is None:
        return words("screen.not_applicable")
    else:
        said = f"{printed(tree.lowest)}–{printed(tree.highest)}"
    return Label(said, said)


def _ranking(kind: str, results: Sequence[Result]) -> BarChart | None:
    """Scores from the best down."""
    scored = [(result, result.score) for result in results if result.score is not None]
    if not 1 < len(scored) <= MOST_BARS:
        return None
    return BarChart(
        title=Words.of(words("report.chart_ranking", kind=words(f"assessed.{kind}"))),
        unit=Words.saying("figure_unit.points"),
        decimals=2,
        bars=tuple(
            Bar(label=Words(zh=r.assessed.name_zh, en=r.assessed.name_en), values=(score,))
            for r, score in scored
        ),
    )
