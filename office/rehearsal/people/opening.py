"""The opening before the first step [000]: letters are signed, people are trained and told."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders, officers

#: Kinds of opening meetings: where, about what, how many people or copies a household.
OPENING = {
    "training": ("township", "建档立卡业务培训", 0.02),
    "mass_meeting": ("village", "精准扶贫政策宣讲", 0.6),
    "hand_out": ("village", "致农户的一封信", 1.0),
}


def hold_opening(county: County, day: date) -> dict[str, pl.DataFrame]:
    """Letters, training, mass meetings, hand-outs: filled rows by form."""
    villages = county.place.filter(pl.col("level") == "village")["code"]
    signed = pl.DataFrame(
        {
            "campaign_id": [county.campaign_id] * villages.len(),
            "place_code": villages,
            "signed_by": holders(county, "village_cadre", villages, villages, "sign"),
            "signed_for_office_by": officers(county, villages, "sign"),
        }
    ).with_columns(
        signed_on=done_on(villages, county, "commitment", day),
        evidence=pl.lit("责任书一式两份，县乡各存一份"),
    )
    held = [_opening(county, day, kind) for kind in OPENING]
    return {"commitment": signed, "meeting": pl.concat(held)}


def _opening(county: County, day: date, kind: str) -> pl.DataFrame:
    level, subject, share = OPENING[kind]
    places = county.place.filter(pl.col("level") == level).select(
        "code", "name_zh", "office_name", "rural_households"
    )
    codes = places["code"]
    chairs = {"township": "commissioner", "village": "village_cadre"}[level]
    people = (
        pl.col("rural_households") * share * (0.9 + 0.1 * chance(codes, county.seed, kind))
    ).ceil()
    is_hand_out = kind == "hand_out"
    nobody = pl.lit(None, pl.Int64)
    return places.with_columns(held_on=done_on(codes, county, kind, day)).select(
        pl.format("HY-{}-{}-{}", pl.lit(kind), pl.lit(county.year), "code").alias("meeting_id"),
        pl.lit(county.campaign_id).alias("campaign_id"),
        pl.lit(kind).alias("kind"),
        pl.col("code").alias("place_code"),
        "held_on",
        pl.col("office_name").alias("venue"),
        pl.lit(subject).alias("subject"),
        nobody.alias("eligible"),
        (nobody if is_hand_out else people.cast(pl.Int64)).alias("present"),
        (people.cast(pl.Int64) if is_hand_out else nobody).alias("copies"),
        holders(county, chairs, codes, codes, f"{kind} chair").alias("chaired_by"),
        officers(county, codes, f"{kind} record").alias("recorded_by"),
        pl.lit("照片和签到册存档").alias("evidence"),
    )
