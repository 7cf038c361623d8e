"""The year-end check of what households earned."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.officials import holders


def fill_yearly_income(incomes: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Incomes (household_id, net_income, persons) as a village cadre and the helper take them down."""
    villages = county.household.select("household_id", "village_code")
    known = incomes.join(villages, on="household_id", maintain_order="left")
    homes = known["household_id"]
    return known.select(
        "household_id",
        "net_income",
        "persons",
        holders(county, "village_cadre", known["village_code"], homes, "income").alias(
            "recorded_by"
        ),
        done_on(homes, county, "yearly_income", day).alias("recorded_on"),
        pl.lit("收入核算表存村档案盒").alias("evidence"),
    )
