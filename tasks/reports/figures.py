"""The figures of reports: each the sum of rows that one query lists, for every place and unit at once.

The rows of a figure lie in `registry/sql/figures/<figure>.sql`, one a thing that counts. A report adds
them up and `office trace` shows them, so that a figure and its proof cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policy.errors import OfficeError
from registry.session import Reader
from tasks.campaign_day import CampaignDay

if TYPE_CHECKING:
    import polars as pl

#: Every figure and what it counts.
FIGURES = {
    "rural_persons": "persons",
    "listed_households": "households",
    "listed_persons": "persons",
    "causes": "households",
    "changes": "households",
    "exits": "households",
    "poor_villages": "villages",
    "village_proposals": "villages",
    "planned_households": "households",
    "announced_households": "households",
    "standing": "households",
    "notices": "notices",
    "objections": "objections",
    "hits": "hits",
    "projects": "projects",
    "project_money": "money",
    "needs": "needs",
    "budget": "money",
    "payments": "money",
    "paid_households": "households",
    "measures": "measures",
    "households_without_measure": "households",
    "difficulties": "difficulties",
    "haves": "haves",
    "unit_villages": "unit_villages",
    "helpers": "helpers",
    "households_without_helper": "households",
    "duties": "duties",
    "incomes": "money",
    "income_persons": "persons",
    "call_backs": "households",
    "inspected": "households",
    "rectifications": "problems",
}
#: What a village has, and not a unit: a unit's is that of all villages that it helps.
OF_VILLAGES = (
    "rural_persons",
    "projects",
    "project_money",
    "haves",
    "poor_villages",
    "village_proposals",
)
LEVELS = ("village_code", "township_code", "county_code")
#: Columns of the rows that say for whom they count; some things count for several units.
OWNERS = (*LEVELS, "units")

Parts = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Figures:
    """What every figure comes to, by place or unit, figure and part."""

    sums: Mapping[tuple[str, str], Parts]
    villages_of_unit: Mapping[str, tuple[str, ...]]

    def parts(self, of: str, figure: str) -> Parts:
        """A figure by its parts, those with rows only."""
        return self.sums.get((of, figure), {})

    def total(self, of: str, figure: str, part: str = "") -> Decimal | None:
        """A figure, or those of its parts that begin so; empty where a row's value is unknown."""
        found = [
            value
            for name, value in self.parts(of, figure).items()
            if not part or name == part or name.startswith(f"{part}/")
        ]
        return None if None in found else sum(filter(None, found), Decimal(0))


def campaigns_of(reader: Reader, day: CampaignDay) -> dict[str, Any]:
    """What the figures' queries bind: the day and the county's last campaign of each kind."""
    named = {"as_of": day.as_of, "county_code": day.campaign.county_code}
    return named | reader.rows("campaigns_of_county", **named)[0]


def count_figures(reader: Reader, day: CampaignDay) -> Figures:
    """Every figure of the county as of the day."""
    import polars as pl

    named, paths = campaigns_of(reader, day), _paths(reader, day)
    sums: dict[tuple[str, str], dict[str, Decimal | None]] = defaultdict(dict)
    for figure in FIGURES:
        rows = _summed(_rows(reader, figure, named), "part", "place_code", "unit_id")
        placed = _placed(reader, figure, rows, named, paths)
        for column in OWNERS:
            of_column = placed.explode(column) if column == "units" else placed
            known = of_column.filter(pl.col(column).is_not_null())
            for part, of, value in _summed(known, "part", column).iter_rows():
                sums[of, figure][part] = value
    return Figures(sums, _villages_of_units(reader, named))


def trace(
    reader: Reader, day: CampaignDay, figure: str, of: str, part: str | None = None
) -> pl.DataFrame:
    """The rows that a figure, or a part of it, adds up for a place or unit.

    OfficeError for a figure, place or unit that there is not.
    """
    import polars as pl

    if figure not in FIGURES:
        raise OfficeError.because(
            "reporting.no_figure",
            figure=figure,
            known=list(FIGURES),
            indicators=list(day.pack.indicators(day.as_of)),
        )
    paths = _paths(reader, day)
    units = reader.query("helping_units", as_of=day.as_of)["unit_id"]
    if of not in {*units, *paths["place_code"]}:
        raise OfficeError.because("reporting.no_place", of=of, as_of=day.as_of)
    named = campaigns_of(reader, day)
    rows = _placed(reader, figure, _rows(reader, figure, named), named, paths)
    is_of = pl.any_horizontal(
        pl.col("units").list.contains(of), *(pl.col(level).eq_missing(of) for level in LEVELS)
    )
    if part:
        is_of &= (pl.col("part") == part) | pl.col("part").str.starts_with(f"{part}/")
    return (
        rows.filter(is_of)
        .select("part", "place_code", "unit_id", "subject", "value")
        .sort("part", "place_code", "subject")
    )


def _rows(reader: Reader, figure: str, named: Mapping[str, Any]) -> pl.DataFrame:
    import polars as pl

    return reader.query(f"figures/{figure}", **named).with_columns(
        pl.col("part").cast(pl.String).fill_null(""),
        pl.col("unit_id").cast(pl.String),
        pl.col("value").cast(pl.Decimal(38, 2)),
    )


def _summed(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The sums of the rows that agree in these columns; unknown where one of them is."""
    import polars as pl

    is_unknown = pl.col("value").is_null().any()
    value = pl.when(is_unknown).then(None).otherwise(pl.col("value").sum())
    return rows.group_by(columns).agg(value.alias("value"))


def _placed(
    reader: Reader,
    figure: str,
    rows: pl.DataFrame,
    named: Mapping[str, Any],
    paths: pl.DataFrame,
) -> pl.DataFrame:
    """Rows of a figure with the places that each lies in and the units whose it is."""
    import polars as pl

    rows = rows.join(paths, on="place_code", how="left")
    if figure not in OF_VILLAGES:
        own = pl.when(pl.col("unit_id").is_not_null()).then(pl.concat_list("unit_id"))
        return rows.with_columns(own.alias("units"))
    pairs = reader.query("figures/unit_villages", **named)
    units = pairs.group_by(village_code="place_code").agg(units=pl.col("unit_id").sort())
    return rows.join(units, on="village_code", how="left")


def _villages_of_units(reader: Reader, named: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    pairs = reader.query("figures/unit_villages", **named).sort("place_code")
    villages: dict[str, tuple[str, ...]] = {}
    for village, unit in pairs.select("place_code", "unit_id").iter_rows():
        villages[unit] = (*villages.get(unit, ()), village)
    return villages


def _paths(reader: Reader, day: CampaignDay) -> pl.DataFrame:
    return reader.query("place_paths", as_of=day.as_of)
