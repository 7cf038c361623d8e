"""The survey of a household."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home, is_first_time
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders

REFUSED, NOT_FOUND, UNSURE, CONCEALED = 0.01, 0.03, 0.03, 0.5
#: Facts that surveyors most often have to ask a second time for.
UNSURE_FACTS = (
    "net_income_per_year",
    "medical_out_of_pocket_per_year",
    "has_major_illness",
    "can_build",
    "dwellings",
    "has_ship",
)
#: What households keep quiet about, and what they say instead; departments have it on record.
QUIET_ABOUT: dict[str, bool | int] = {
    "has_vehicle": False,
    "has_company": False,
    "pays_business_tax": False,
    "has_large_farm_machinery": False,
    "public_payroll_members": 0,
}


def fill_survey(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Two surveyors visit; in the first round some doors stay closed and some facts unknown."""
    rows = at_home(rows, county)
    homes = rows["household_id"]
    visits = rows.select(
        "campaign_id",
        "household_id",
        done_on(homes, county, "survey", day).alias("surveyed_on"),
        holders(county, "village_cadre", rows["village_code"], homes, "survey").alias("surveyor"),
        holders(county, "resident_cadre", rows["village_code"], homes, "survey").alias(
            "second_surveyor"
        ),
        pl.when(is_first_time(rows, county, "closed door", REFUSED))
        .then(pl.lit("refused"))
        .when(is_first_time(rows, county, "closed door", REFUSED + NOT_FOUND))
        .then(pl.lit("not_found"))
        .otherwise(pl.lit("surveyed"))
        .alias("finding"),
        is_first_time(rows, county, "unsure", UNSURE).alias("is_unsure"),
    )
    facts = [name for name in county.survey.columns if name != "household_id"]
    quiet = chance(homes, county.seed, "quiet") < CONCEALED
    which = (chance(homes, county.seed, "unsure of") * len(UNSURE_FACTS)).cast(pl.Int64)
    unsure = [
        pl.when(~(pl.col("is_unsure") & pl.lit(which == number))).then(name).alias(name)
        for number, name in enumerate(UNSURE_FACTS)
    ]
    told = [
        pl.when(pl.lit(quiet)).then(pl.lit(said)).otherwise(name).alias(name)
        for name, said in QUIET_ABOUT.items()
    ]
    return (
        visits.join(county.survey, on="household_id", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("other_unfit_reason").is_not_null())
            .then("second_surveyor")
            .alias("other_unfit_officer"),
            *unsure,
            *told,
        )
        .with_columns(
            pl.when(pl.col("finding") == "surveyed").then(name).alias(name) for name in facts
        )
        .drop("is_unsure")
    )
