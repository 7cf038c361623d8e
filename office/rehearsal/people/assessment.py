"""The yearly assessment: targets, and the points that people enter; now and then one is mistyped."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import officers, without_namesakes

LEAST, MOST, MISTYPED, TYPED_SHORT = 70, 98, 0.1, 20
NUMBER = pl.Decimal(18, 2)


def enter_points(assessed: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Points of who is assessed (indicator_id, kind, assessed_id), those mistyped included."""
    points = right_points(assessed, county, day)
    mistyped = is_mistyped(assessed["assessed_id"], county)
    return points.with_columns(
        points=pl.when(pl.lit(mistyped))
        .then(pl.col("points") - TYPED_SHORT)
        .otherwise("points")
        .cast(NUMBER),
        scored_on=done_on(assessed["assessed_id"], county, "points", day),
    )


def right_points(assessed: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """What the questionnaires come to, as an officer enters it on that day."""
    keys = assessed["indicator_id"] + assessed["assessed_id"]
    points = LEAST + (MOST - LEAST) * pl.lit(chance(keys, county.seed, "points"))
    return assessed.select(
        "indicator_id",
        "kind",
        "assessed_id",
        points.round(2).cast(NUMBER).alias("points"),
        pl.lit(day).alias("scored_on"),
        officers(without_namesakes(county), keys, "score").alias("scorer"),
        pl.lit("按入户问卷平均得分").alias("reason"),
        pl.lit("问卷存档").alias("evidence"),
    )


def is_mistyped(assessed: pl.Series, county: County) -> pl.Series:
    """Whether the points of each assessed are entered wrongly at first."""
    return chance(assessed, county.seed, "mistyped") < MISTYPED


def set_targets(county: County, day: date) -> pl.DataFrame:
    """Two targets for every township: one that the registry counts, one that people report on."""
    towns = county.place.filter(level="township").select("rural_persons", place_code="code")
    targets = {
        "housing": ("解决住房困难", "户", pl.lit(1), "housing_solved"),
        "income": ("稳定增收", "人", pl.col("rural_persons") // 10, None),
    }
    return pl.concat(
        towns.select(
            pl.lit(f"MB-{county.year}-{name}").alias("target_id"),
            "place_code",
            pl.lit(what).alias("what"),
            pl.lit(unit).alias("unit"),
            number.cast(NUMBER).alias("number"),
            pl.lit(counted_by, pl.String).alias("counted_by"),
            pl.lit(day).alias("decided_on"),
        )
        for name, (what, unit, number, counted_by) in targets.items()
    )


def report_targets(targets: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """How far the townships came with what the registry does not count."""
    own = targets.filter(pl.col("counted_by").is_null())
    towns = own["place_code"]
    share = 0.9 + 0.4 * pl.lit(chance(towns, county.seed, "target"))
    return own.select(
        "target_id",
        "place_code",
        done_on(towns, county, "target_report", day).alias("reported_on"),
        (pl.col("number").cast(pl.Float64) * share).floor().cast(NUMBER).alias("reached"),
        officers(county, towns, "report target").alias("reporter"),
        pl.lit("台账存档").alias("evidence"),
    )
