"""The recognition of a household that is to leave the list."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home, is_first_time
from office.rehearsal.people.officials import holders

UNSIGNED = 0.04


def fill_recognition(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Most agree, some decline with a reason, and some forget to sign in the first round."""
    rows = at_home(rows, county)
    homes = rows["household_id"]
    return rows.select(
        "campaign_id",
        "household_id",
        pl.col("applies").alias("agrees"),
        (~is_first_time(rows, county, "unsigned recognition", UNSIGNED)).alias("is_signed"),
        pl.when(~pl.col("applies")).then(pl.lit("收入刚有起色，担心返贫")).alias("reason"),
        holders(county, "village_cadre", rows["village_code"], homes, "ask").alias("asked_by"),
        done_on(homes, county, "recognition", day).alias("asked_on"),
    )
