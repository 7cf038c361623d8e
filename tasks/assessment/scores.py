"""Scores of everybody who is assessed, each traceable to the registry's rows [003]."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from policy.assessment import (
    ASSESSED,
    GRADES,
    Count,
    Indicator,
    Scored,
    grade,
    honours,
    printed,
    ranks,
    score,
)
from policy.errors import OfficeError
from registry.named_sql import FOLDER
from registry.session import Reader
from tasks.campaign_day import CampaignDay

#: By kind the column in which an indicator's rows name whom they count for.
COLUMNS = {kind: f"{kind}_code" for kind in ("village", "township")} | {
    kind: f"{kind}_id" for kind in ("unit", "helper")
}

#: Kind and number of an assessed.
Key = tuple[str, str]


@dataclass(frozen=True)
class Assessed:
    """Who is assessed; `above` is the township of a village, the unit of a helper, else the county."""

    kind: str
    assessed_id: str
    name_zh: str
    name_en: str | None
    above: str
    above_zh: str | None
    above_en: str | None

    @property
    def key(self) -> Key:
        return self.kind, self.assessed_id


@dataclass(frozen=True)
class Standing:
    """What follows from a score among those of its kind."""

    rank: int
    grade: str
    honour: str | None


@dataclass(frozen=True)
class Result:
    """One assessed with the scored tree; without a score where something is unknown, or nothing applies."""

    assessed: Assessed
    tree: Scored
    score: Decimal | None
    standing: Standing | None = None

    @property
    def key(self) -> Key:
        return self.assessed.key


@dataclass(frozen=True)
class Ground:
    """What the scores of a day rest on: the campaigns whose rows count, and until which day.

    After the year its last day stays the one until which facts count: what is reported late of the
    year counts, what happens later does not. Entered points count as of the day itself.
    """

    day: CampaignDay
    terms: Mapping[str, Any]

    @classmethod
    def of(cls, reader: Reader, day: CampaignDay) -> Ground:
        """OfficeError where nobody was helped in that year: then there is nothing to assess."""
        own = day.campaign
        meant = {
            row["kind"]: row["campaign_id"]
            for row in reader.rows("campaigns_open", as_of=day.as_of)
            if (row["year"], row["county_code"]) == (own.year, own.county_code)
        }
        if "help" not in meant:
            raise OfficeError.because("assessment.no_help", where=day.campaign_id, year=own.year)
        return cls(
            day,
            day.named(
                as_of=day.rules_on,
                county_code=own.county_code,
                help_campaign=meant["help"],
                identification_campaign=meant.get("identification"),
                exit_campaign=meant.get("exit"),
                villages_campaign=meant.get("villages"),
                decision_days=day.setting("objection.decision_limit_days"),
            ),
        )

    @property
    def counted_until(self) -> date:
        return self.day.rules_on

    def rows(self, reader: Reader, query: str) -> pl.DataFrame:
        return reader.query(query, **self.terms)

    def assessed(self, reader: Reader) -> list[Assessed]:
        return [Assessed(**row) for row in self.rows(reader, "assessed").to_dicts()]

    def items(self, reader: Reader, indicator: Indicator) -> pl.DataFrame:
        """The rows that an indicator counts; those of a village count for its township too."""
        query = str(indicator.query)
        if not (FOLDER / "sql" / f"{query}.sql").is_file():
            raise OfficeError.because(
                "assessment.no_query", where=f"{self.day.pack.folder}/indicators.yaml", query=query
            )
        rows = self.rows(reader, query)
        if "village_code" not in rows.columns:
            return rows
        places = self.rows(reader, "places").filter(level="village")
        above = places.select(village_code="code", township_above="parent_code")
        own = [pl.col("township_code")] if "township_code" in rows.columns else []
        return (
            rows.join(above, on="village_code", how="left", maintain_order="left")
            .with_columns(township_code=pl.coalesce(*own, "township_above"))
            .drop("township_above")
        )


def scores_of(reader: Reader, day: CampaignDay, kinds: Collection[str] = ASSESSED) -> list[Result]:
    """Everybody of these kinds with score, rank, grade and honour, kind by kind, the best first."""
    ground = Ground.of(reader, day)
    assessed = ground.assessed(reader)
    entered = _entered(reader, day)
    trees = {kind: day.pack.tree(kind, ground.counted_until) for kind in kinds}
    counted = {i.id: i for tree in trees.values() for i in tree.indicators if not i.is_entered}
    counts: dict[Key, dict[str, Count]] = {}
    for indicator in counted.values():
        rows = ground.items(reader, indicator)
        for kind in (kind for kind, tree in trees.items() if indicator in tree.indicators):
            for assessed_id, count in _counts(rows, indicator, kind).items():
                counts.setdefault((kind, assessed_id), {})[indicator.id] = count
    results = []
    for each in assessed:
        if each.kind in trees:
            key = each.key
            tree = score(trees[each.kind], counts.get(key, {}), entered.get(key, {}))
            results.append(Result(each, tree, None if tree.score is None else printed(tree.score)))
    placed = standings(day, {r.key: r.score for r in results if r.score is not None})
    whole = [replace(result, standing=placed.get(result.key)) for result in results]
    return sorted(whole, key=lambda r: (list(trees).index(r.assessed.kind), *_order(r)))


def _order(result: Result) -> tuple[str, int, str]:
    """Helpers under their unit, the best first; who has no score comes last."""
    assessed, standing = result.assessed, result.standing
    unit = assessed.above if assessed.kind == "helper" else ""
    return unit, standing.rank if standing else sys.maxsize, assessed.assessed_id


def tree_of(reader: Reader, day: CampaignDay, assessed_id: str) -> Result:
    """One assessed with the tree of its points: what a report on it is made from."""
    kind = _kind_of(Ground.of(reader, day), reader, assessed_id)
    results = scores_of(reader, day, (kind,))
    return next(result for result in results if result.assessed.assessed_id == assessed_id)


def standings(day: CampaignDay, scores: Mapping[Key, Decimal]) -> dict[Key, Standing]:
    """Rank, grade and honour of everybody within its kind, by the scores as they are printed."""
    thresholds = {name: Decimal(day.setting(f"assessment.{name}")) for name in GRADES[:-1]}
    shares = day.share("assessment.commend_share"), day.share("assessment.criticise_share")
    placed: dict[Key, Standing] = {}
    for kind in ASSESSED:
        keys = [key for key in scores if key[0] == kind]
        points = [scores[key] for key in keys]
        grades = [grade(each, thresholds) for each in points]
        said = zip(ranks(points), grades, honours(points, grades, *shares), strict=True)
        placed |= {key: Standing(*each) for key, each in zip(keys, said, strict=True)}
    return placed


def trace(
    reader: Reader, day: CampaignDay, indicator_id: str, assessed_id: str
) -> list[dict[str, Any]]:
    """The very rows behind an indicator's numerator and denominator of one assessed."""
    ground = Ground.of(reader, day)
    kind = _kind_of(ground, reader, assessed_id)
    tree = day.pack.tree(kind, ground.counted_until)
    known = {indicator.id: indicator for indicator in tree.indicators}
    if indicator_id not in known:
        raise OfficeError.because(
            "assessment.unknown_indicator",
            where=f"{day.pack.folder}/indicators.yaml, {kind}",
            indicator=indicator_id,
            known=list(known),
        )
    indicator = known[indicator_id]
    if indicator.is_entered:
        rows = _entered_rows(reader, day)
        return rows.filter(kind=kind, assessed_id=assessed_id, indicator_id=indicator_id).to_dicts()
    rows = _items_of(ground.items(reader, indicator), indicator, kind)
    return rows.filter(pl.col(COLUMNS[kind]) == assessed_id).to_dicts()


def _kind_of(ground: Ground, reader: Reader, assessed_id: str) -> str:
    """The kind of an assessed; OfficeError for who is none."""
    found = ground.rows(reader, "assessed").filter(assessed_id=assessed_id)
    if found.is_empty():
        raise OfficeError.because(
            "assessment.unknown_assessed", where=ground.day.campaign_id, assessed=assessed_id
        )
    return str(found["kind"][0])


def _items_of(rows: pl.DataFrame, indicator: Indicator, kind: str) -> pl.DataFrame:
    """The rows that count for this kind, each thing once for everybody whom it counts for."""
    column = COLUMNS[kind]
    if column not in rows.columns:
        raise OfficeError.because(
            "assessment.not_of_kind",
            where=indicator.id,
            query=indicator.query,
            column=column,
            kind=kind,
        )
    of_kind = rows.filter(pl.col(column).is_not_null())
    return of_kind.unique(subset=[column, "item"], keep="first", maintain_order=True)


def _counts(rows: pl.DataFrame, indicator: Indicator, kind: str) -> dict[str, Count]:
    """By assessed the sums; one unknown numerator makes the whole of it unknown."""
    column = COLUMNS[kind]
    summed = (
        _items_of(rows, indicator, kind)
        .group_by(column)
        .agg(
            pl.col("numerator", "denominator").sum(),
            is_unknown=pl.col("numerator").is_null().any(),
        )
    )
    return {
        row[column]: Count(
            None if row["is_unknown"] else Fraction(row["numerator"]),
            Fraction(row["denominator"]),
        )
        for row in summed.to_dicts()
    }


def _entered_rows(reader: Reader, day: CampaignDay) -> pl.DataFrame:
    named = day.named(as_of=day.as_of)
    return reader.query("entered_points", **named)


def _entered(reader: Reader, day: CampaignDay) -> dict[Key, dict[str, Decimal]]:
    points: dict[Key, dict[str, Decimal]] = {}
    for row in _entered_rows(reader, day).to_dicts():
        key = (row["kind"], row["assessed_id"])
        points.setdefault(key, {})[row["indicator_id"]] = row["points"]
    return points
