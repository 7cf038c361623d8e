"""The county's spot check of those who are to leave the list."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import officers

BORROWED = 0.01


def fill_spot_check(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Who should not leave is found out, and now and then a house that turns out to be borrowed."""
    rows = at_home(rows, county)
    homes = rows["household_id"]
    is_borrowed = pl.lit(chance(homes, county.seed, "borrowed house") < BORROWED)
    return rows.with_columns(
        reason=pl.when(~pl.col("is_deserving"))
        .then(pl.lit("收入尚不稳定"))
        .when(is_borrowed)
        .then(pl.lit("房屋为借住"))
    ).select(
        "campaign_id",
        "household_id",
        officers(county, homes, "spot check").alias("checker"),
        done_on(homes, county, "spot_check", day).alias("checked_on"),
        pl.when(pl.col("reason").is_null())
        .then(pl.lit("confirmed"))
        .otherwise(pl.lit("not_confirmed"))
        .alias("finding"),
        "reason",
    )
