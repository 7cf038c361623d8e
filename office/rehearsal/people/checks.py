"""What comes back from checks: answers to calls, and corrections."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders


def fill_call_back(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """What drawn households (draw_id, household_id) tell the third party; nearly all took part."""
    homes = rows["household_id"]
    applied = county.attitude.select("household_id", "applies")
    answers = {
        name: chance(homes, county.seed, name) > share
        for name, share in (("applied_itself", 0.01), ("took_part", 0.04), ("signed_itself", 0.02))
    }
    return rows.join(applied, on="household_id", how="left", maintain_order="left").select(
        "draw_id",
        "household_id",
        done_on(homes, county, "call_back", day).alias("called_on"),
        pl.lit("第三方评估组").alias("caller"),
        *[pl.when("applies").then(pl.lit(said)).alias(name) for name, said in answers.items()],
        pl.when(~pl.col("applies")).then(pl.lit("未提出申请")).alias("note"),
    )


def fill_correction(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Findings (check_id, household_id) are corrected on the spot by a village cadre."""
    rows = at_home(rows, county)
    homes = rows["household_id"]
    return rows.select(
        "campaign_id",
        "check_id",
        "household_id",
        done_on(homes, county, "correction", day).alias("corrected_on"),
        holders(county, "village_cadre", rows["village_code"], homes, "correct").alias(
            "corrected_by"
        ),
        pl.when(pl.col("check_id") == "without_id_number")
        .then(pl.lit("幼儿尚未落户，出生登记在办"))
        .otherwise(pl.lit("已与户主核对并补正"))
        .alias("how"),
    )
