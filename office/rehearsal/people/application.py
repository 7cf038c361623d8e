"""The application of a household."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home, is_first_time

UNSIGNED = 0.03
CAUSES = {
    "illness": "家中有人长期患病，医药费负担重",
    "skill": "家中缺少劳动力和技术，收入低",
    "environment": "住地偏远，耕地少，靠天吃饭",
    "funds": "想发展养殖，缺少资金",
    "low_income": "年老体弱，没有稳定收入",
}


def fill_application(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Applications of those who apply; some forget to sign in the first round."""
    rows = at_home(rows, county).filter("applies")
    homes = rows["household_id"]
    causes = county.survey.select("household_id", "main_cause")
    is_unsigned = is_first_time(rows, county, "unsigned", UNSIGNED)
    return rows.join(causes, on="household_id", how="left", maintain_order="left").select(
        "campaign_id",
        "household_id",
        done_on(homes, county, "application", day).alias("applied_on"),
        pl.col("head_name").alias("applicant_name"),
        (~is_unsigned).alias("is_signed"),
        (~is_first_time(rows, county, "unsigned", UNSIGNED / 2)).alias("is_fingerprinted"),
        pl.col("main_cause").replace_strict(CAUSES, default="家庭收入低，生活困难").alias("reason"),
    )
