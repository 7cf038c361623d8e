"""What is known of the households that a form speaks of."""

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.lots import chance

WORDS_OF_KEEPOUTS = {
    "keepout.above_average": "家庭收入高于当地平均水平",
    "keepout.new_house": "近年购建住房",
    "keepout.luxury": "家中有车辆或大型机械",
    "keepout.business": "家庭成员办有企业或经营纳税",
    "keepout.public_payroll": "家庭成员有财政供养人员或村五职干部",
    "keepout.away": "举家外出且收入较高",
    "keepout.other": "有其他明显不符合条件的情形",
}


def at_home(rows: pl.DataFrame, county: County) -> pl.DataFrame:
    """The rows with what the county knows of their households."""
    homes = county.household.select("household_id", "village_code", "group_code", "head_name")
    keepouts = (
        county.keepout.filter(pl.col("state") == "met")
        .group_by("household_id")
        .agg(
            pl.col("rule_id")
            .min()
            .replace_strict(WORDS_OF_KEEPOUTS, return_dtype=pl.String)
            .alias("keepout_words")
        )
    )
    known = homes.join(county.attitude, on="household_id").join(
        keepouts, on="household_id", how="left"
    )
    strange = [name for name in known.columns if name in rows.columns and name != "household_id"]
    return rows.join(
        known.drop(strange), on="household_id", how="left", maintain_order="left"
    ).with_columns(
        campaign_id=pl.lit(county.campaign_id),
        round=_round(rows),
        is_deserving=county.is_deserving,
    )


def _round(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("round") if "round" in rows.columns else pl.lit(1)


def township_codes(rows: pl.DataFrame) -> pl.Series:
    """The township of each row's village."""
    return rows["village_code"].str.slice(0, 9)


def is_first_time(rows: pl.DataFrame, county: County, act: str, share: float) -> pl.Expr:
    """True in the first round for that share of the households."""
    return (pl.col("round") == 1) & pl.lit(chance(rows["household_id"], county.seed, act) < share)
