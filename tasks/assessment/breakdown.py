"""What a score made public consists of: stored with it, so that late facts change no score that stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

import polars as pl

from policy.assessment import WHOLE, Count, Node, Scored, printed
from registry.session import Reader
from registry.tables import AssessmentPoint
from tasks.assessment.scores import Key, Result
from tasks.campaign_day import CampaignDay

COLUMNS = [name for name in AssessmentPoint.model_fields if name not in ("entry", "actor")]


@dataclass(frozen=True)
class Shown:
    """The breakdown of a score, the notice that showed it first, and that notice's day."""

    number: str
    issued_on: date
    tree: Scored


def breakdown_rows(shown: Iterable[tuple[str, Result]]) -> pl.DataFrame:
    """Rows of `assessment_point` for results, each with the notice that shows it."""
    rows = [
        (number, result.assessed.assessed_id, path, node_no, *_values(scored))
        for number, result in shown
        for node_no, (path, scored) in enumerate(_nodes(result.tree), 1)
    ]
    money = pl.Decimal(18, 2)
    types = {"numerator": money, "denominator": money}
    return pl.DataFrame(rows, COLUMNS, schema_overrides=types, orient="row")


def all_shown(reader: Reader, day: CampaignDay, kinds: Collection[str]) -> dict[Key, Shown]:
    """The breakdown of every score of these kinds that was made public by the day."""
    rows = reader.rows("results_broken_down", kinds=list(kinds), **day.named(as_of=day.as_of))
    groups = groupby(rows, key=lambda row: (row["kind"], row["assessed_id"]))
    return {key: _shown(list(group)) for key, group in groups}


def shown_of(reader: Reader, day: CampaignDay, assessed_id: str) -> Shown | None:
    """The breakdown of one score; None before it was made public."""
    rows = reader.rows("result_broken_down", assessed_id=assessed_id, **day.named(as_of=day.as_of))
    return _shown(rows) if rows else None


def nothing_shown(kind: str) -> Scored:
    """The tree of who had nothing to be assessed by."""
    return Scored(Node(kind, WHOLE), Fraction(0), None, None)


def _nodes(scored: Scored, path: str = "") -> Iterator[tuple[str, Scored]]:
    """Every node below with its path."""
    for part in scored.parts:
        own = f"{path}{part.node.id}"
        yield own, part
        yield from _nodes(part, f"{own}/")


def _values(scored: Scored) -> tuple[Any, ...]:
    """Weight, worth, points, numerator and denominator, as they are printed."""
    count = scored.count or Count(None, Fraction(0))
    return (
        int(scored.node.weight),
        printed(scored.worth),
        None if scored.score is None else printed(scored.score),
        None if count.numerator is None else printed(count.numerator),
        None if scored.count is None else printed(count.denominator),
    )


def _shown(rows: list[dict[str, Any]]) -> Shown:
    first = rows[0]
    return Shown(first["number"], first["issued_on"], _tree(first["kind"], rows))


def _tree(kind: str, rows: list[dict[str, Any]]) -> Scored:
    """The tree of stored rows: what it says is what was printed."""
    below: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        below[row["node"].rpartition("/")[0]].append(row)
    whole = Fraction(rows[0]["score"])
    parts = tuple(_part(row, below) for row in below[""])
    return Scored(Node(kind, WHOLE), WHOLE, whole, whole, parts=parts)


def _part(row: dict[str, Any], below: Mapping[str, list[dict[str, Any]]]) -> Scored:
    points, numerator, denominator = row["points"], row["numerator"], row["denominator"]
    parts = tuple(_part(each, below) for each in below.get(row["node"], ()))
    earned = None if points is None else Fraction(points)
    is_counted = denominator is not None
    return Scored(
        Node(row["node"].rpartition("/")[2], Fraction(row["weight"])),
        Fraction(row["worth"]),
        earned,
        earned,
        Count(None if numerator is None else Fraction(numerator), Fraction(denominator))
        if is_counted
        else None,
        None if parts or is_counted else points,
        parts,
    )
