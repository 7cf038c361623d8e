"""What households and villages say when help begins: needs, difficulties, haves, their cards."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance
from policy.pack import Pack

ORDERS, WITHOUT_CARD, SOLVED = 0.7, 0.01, 0.6
#: What a household orders by the cause of its poverty: measure, in its own words, yuan.
WISHES = {
    "illness": ("social_guarantee", "想办大病救助", 3000),
    "skill": ("training", "想学果树修剪", 800),
    "environment": ("infrastructure", "想修通到家门口的路", 5000),
    "funds": ("industry", "想养二十只奶山羊", 8000),
    "low_income": ("social_guarantee", "想办低保", 2000),
}
#: What shows in the survey that a household has one of the eight difficulties.
SHOWN = {
    "water": ~pl.col("has_safe_water"),
    "housing": pl.col("housing_grade").is_in(["C", "D"]).fill_null(value=True),
    "medical": pl.col("has_major_illness"),
    "schooling": pl.col("dropouts_for_money") > 0,
    "income": pl.lit(value=True),
}
#: The other difficulties come and go by chance.
CHANCES = {"travel": 0.15, "quality": 0.4, "services": 0.1}
HAS_IT = 0.6


def order_needs(
    listed: pl.DataFrame, villages: pl.Series, county: County, day: date
) -> pl.DataFrame:
    """The needs that listed households (household_id, village_code, cause) and villages order."""
    keys = listed["household_id"]
    households = listed.filter(
        pl.lit(chance(keys, county.seed, "order") < ORDERS) & pl.col("cause").is_not_null()
    )
    wishes = pl.DataFrame(
        [(cause, *wish) for cause, wish in WISHES.items()],
        schema=["cause", "measure_id", "what", "amount"],
        orient="row",
    )
    ordered = households.join(wishes, on="cause", maintain_order="left").with_columns(
        ordered_on=done_on(households["household_id"], county, "need", day)
    )
    of_villages = pl.DataFrame({"village_code": villages}).with_columns(
        household_id=pl.lit(None, pl.String),
        measure_id=pl.lit("infrastructure"),
        what=pl.lit("想硬化村组道路三公里"),
        amount=pl.lit(300_000, pl.Int64),
        ordered_on=done_on(villages, county, "need", day),
    )
    columns = ["household_id", "village_code", "measure_id", "what", "amount", "ordered_on"]
    return pl.concat([ordered.select(columns), of_villages.select(columns)]).select(
        ("XQ-" + pl.coalesce("household_id", "village_code")).alias("need_id"),
        *columns[:4],
        pl.col("amount").cast(pl.Decimal(18, 2)),
        "ordered_on",
    )


def state_difficulties(listed: pl.DataFrame, county: County, pack: Pack, day: date) -> pl.DataFrame:
    """Each of the eight difficulties of each household, open or absent."""
    surveyed = listed.join(county.survey, on="household_id", how="left", maintain_order="left")
    keys = surveyed["household_id"]
    items = []
    for item in pack.difficulties:
        share = CHANCES.get(item.id, 0.0)
        is_open = SHOWN.get(item.id, pl.lit(chance(keys, county.seed, item.id) < share))
        items.append(
            surveyed.select(
                "household_id",
                difficulty_id=pl.lit(item.id),
                stated_on=done_on(keys, county, "difficulty", day),
                state=pl.when(is_open).then(pl.lit("open")).otherwise(pl.lit("absent")),
                what=pl.when(is_open).then(pl.lit(item.label.zh)),
                evidence=pl.lit(None, pl.String),
            )
        )
    return pl.concat(items)


def solve_difficulties(stated: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The open ones that are solved until the year ends, each with its evidence."""
    is_open = stated.filter(state="open")
    keys = is_open["household_id"] + is_open["difficulty_id"]
    solved = is_open.filter(pl.lit(chance(keys, county.seed, "solved") < SOLVED))
    keys = solved["household_id"] + solved["difficulty_id"]
    return solved.with_columns(
        stated_on=done_on(keys, county, "solving", day),
        state=pl.lit("solved"),
        what=pl.lit("已解决：") + pl.col("what"),
        evidence=pl.lit("照片和户主签字存档"),
    )


def state_haves(
    county: County, haves: Iterable[str], villages: pl.Series, day: date, share: float = HAS_IT
) -> pl.DataFrame:
    """Each of these haves of each village; that share of the villages has it."""
    items = []
    for have in haves:
        has_it = pl.lit(chance(villages, county.seed, have) < share)
        items.append(
            pl.DataFrame({"village_code": villages}).with_columns(
                have_id=pl.lit(have),
                stated_on=done_on(villages, county, "have", day),
                has_it=has_it,
                what=pl.when(~has_it).then(pl.lit("尚缺")),
                evidence=pl.when(has_it).then(pl.lit("照片存村委会")),
            )
        )
    return pl.concat(items)


def hand_in_cards(listed: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The one card of each household, in the name of its head; a few come without."""
    keys = listed["household_id"]
    return (
        listed.with_columns(number=new_card(keys, 1))
        .filter(pl.lit(chance(keys, county.seed, "no card") >= WITHOUT_CARD))
        .select(
            "household_id",
            pl.col("number").alias("card_number"),
            pl.col("head_name").alias("holder_name"),
            bank=pl.lit("永寿县农村信用联社"),
            is_closed=pl.lit(value=False),
            since_on=pl.lit(day),
        )
    )


def new_card(households: pl.Series, number: int) -> pl.Series:
    """A card number of a household, the first, second and so on; no bank has such numbers."""
    digits = households.str.extract_all(r"\d").list.join("").str.tail(12).str.zfill(12)
    return (
        pl.Series(["0000"]).new_from_index(0, households.len()) + digits + f"{number:03}"
    ).alias("card_number")
