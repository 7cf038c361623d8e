"""Results are made public, corrected where an objection was sustained, and become final [003]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from policy.assessment import ASSESSED
from policy.wording import words
from registry.session import Entry, Reader
from tasks.assessment.breakdown import breakdown_rows
from tasks.assessment.scores import Key, Result, Standing, scores_of, standings
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import Replaced, ResultNotice, ScoreLine, Words
from tasks.publicity.notices import planned_window

#: By assessed the score to print, and the sustained objection that it answers.
Scores = Mapping[Key, tuple[Decimal, str | None]]


def publish_results(day: CampaignDay) -> Tally:
    """Issue the lists of results, once, when the year's reports are in and nothing is unknown.

    Counts who still lacks points that people enter, or a fact that nobody knows.
    """
    last_on = date(day.campaign.year, 12, 31) + timedelta(days=day.setting("assessment.late_days"))
    if day.as_of <= last_on:
        return {}
    with day.writing("publish results") as entry:
        results = scores_of(Reader(entry.connection), day)
        incomplete = sum(bool(result.tree.unknown) for result in results)
        if incomplete:
            return {"unscored": incomplete}
        scores = {r.key: (r.score, None) for r in results if r.score is not None}
        groups = groupby(results, key=_list_of)
        return {"notices": _issue(entry, day, scores, ((list(g), None) for _, g in groups))}


def correct_results(day: CampaignDay) -> Tally:
    """Replace lists with a score whose objection was sustained, once the score has been corrected.

    All other scores stay as they were made public, whatever has been entered since; ranks follow.
    """
    with day.writing("correct results") as entry:
        lines = entry.query("results_to_correct", **day.named()).to_dicts()
        kinds = {line["kind"] for line in lines}
        now = {
            r.key: r
            for r in scores_of(Reader(entry.connection), day, [k for k in ASSESSED if k in kinds])
        }
        shown = {
            (row["kind"], row["assessed_id"]): (row["score"], None)
            for row in entry.query("results_known", **day.named()).to_dicts()
        }
        corrected = {}
        for line in filter(lambda line: line["objection_id"], lines):
            key = (line["kind"], line["assessed_id"])
            if now[key].score not in (None, line["score"]):
                corrected[key] = (now[key].score, line["objection_id"])
        replacing = []
        for number, group in groupby(lines, key=lambda line: line["number"]):
            keys = {(line["kind"], line["assessed_id"]) for line in group}
            if keys & corrected.keys():
                of_list = [r for r in now.values() if r.key in keys]
                replacing.append((of_list, number))
        return {"replaced": _issue(entry, day, shown | corrected, replacing)}


def settle_results(day: CampaignDay) -> Tally:
    """Make the scores final: nothing stands against them any more."""
    with day.writing("settle results") as entry:
        lines = entry.query("results_to_settle", **day.named()).to_dicts()
        placed = standings(
            day, {(line["kind"], line["assessed_id"]): line["score"] for line in lines}
        )
        rows = [
            line
            | {"campaign_id": day.campaign_id, "decided_on": day.as_of}
            | vars(placed[(line["kind"], line["assessed_id"])])
            for line in lines
        ]
        entry.insert("assessment_result", rows)
        return {"settled": len(rows)}


def _list_of(result: Result) -> tuple[str, str]:
    """Helpers hang unit by unit, everybody else in one list of the county."""
    assessed = result.assessed
    return assessed.kind, assessed.above if assessed.kind == "helper" else ""


def _issue(
    entry: Entry,
    day: CampaignDay,
    scores: Scores,
    lists: Iterable[tuple[list[Result], str | None]],
) -> int:
    """Issue lists of results with the scores to print, each with the number that it replaces.

    A score that is shown for the first time is stored with what it consists of.
    """
    placed = standings(day, {key: score for key, (score, _) in scores.items()})
    gazetteer, county = Gazetteer.of(entry, day.pack), day.campaign.county_code
    shown: list[dict[str, Any]] = []
    first_shown: list[tuple[str, Result]] = []
    issued = 0
    with issuing(entry, day) as book:
        for results, replaced in lists:
            listed = sorted(
                (r for r in results if r.key in scores),
                key=lambda r: (placed[r.key].rank, r.assessed.assessed_id),
            )
            if not listed:
                continue
            kind = results[0].assessed.kind
            paper = ResultNotice(
                **gazetteer.head(book.next_number(), day.as_of, county),
                campaign_year=day.campaign.year,
                list_name=Words.of(day.list_name("assessment_result")),
                assessed=Words.saying(f"assessed.{kind}"),
                unit=_above(results[0]) if kind == "helper" else None,
                ranked=sum(of_kind == kind for of_kind, _ in scores),
                not_assessed=len(results) - len(listed),
                lines=tuple(
                    _line(n, r, placed[r.key], scores[r.key]) for n, r in enumerate(listed, 1)
                ),
                window=planned_window(day),
                contact=gazetteer.contact(county),
                replaces=_because(replaced) if replaced else None,
            )
            book.enter(paper, county)
            shown += [
                {
                    "number": paper.number,
                    "assessed_id": line.assessed_id,
                    "kind": kind,
                    "line_no": line.line_no,
                    "score": line.score,
                    "objection_id": scores[(kind, line.assessed_id)][1],
                }
                for line in paper.lines
            ]
            first_shown += [(paper.number, r) for r in listed if not replaced or scores[r.key][1]]
            issued += 1
    entry.insert("assessment_line", shown)
    entry.insert("assessment_point", breakdown_rows(first_shown))
    return issued


def _line(
    line_no: int,
    result: Result,
    standing: Standing,
    said: tuple[Decimal, str | None],
) -> ScoreLine:
    assessed, (score, objection_id) = result.assessed, said
    return ScoreLine(
        line_no=line_no,
        assessed_id=assessed.assessed_id,
        name=Words(zh=assessed.name_zh, en=assessed.name_en),
        above=_above(result) if assessed.kind == "village" else None,
        score=score,
        rank=standing.rank,
        grade=Words.saying(f"grade.{standing.grade}"),
        honour=Words.saying(f"honour.{standing.honour}") if standing.honour else None,
        is_corrected=objection_id is not None,
    )


def _above(result: Result) -> Words:
    """The township of a village, the unit of a helper."""
    return Words(zh=str(result.assessed.above_zh), en=result.assessed.above_en)


def _because(number: str) -> Replaced:
    return Replaced(number=number, reason=Words.of(words("notice.rescored")))
