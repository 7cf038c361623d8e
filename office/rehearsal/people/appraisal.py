"""The appraisal of applicants by their villager group and their village."""

from datetime import date
from typing import NamedTuple

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders

NO_QUORUM = 0.03
#: By kind of campaign what a meeting is about, and what is doubted of whom it does not pass.
SUBJECT = {
    "identification": ("贫困户识别民主评议", "多数到会者认为家庭情况与申请不符"),
    "exit": ("贫困户退出民主评议", "多数到会者认为该户收入尚不稳定"),
}


class Appraisal(NamedTuple):
    """The forms that a day of meetings brings back: who met, who came, how they voted."""

    meeting: pl.DataFrame
    attendance: pl.DataFrame
    vote: pl.DataFrame


def fill_group_appraisal(rows: pl.DataFrame, county: County, day: date) -> Appraisal:
    """Each villager group meets, one person a household; some meet again for want of a quorum."""
    entitled = county.household.select(
        pl.col("group_code").alias("place_code"),
        pl.col("head_name").alias("attendee"),
        "household_id",
        pl.lit("villager").alias("role"),
    )
    return _appraise(rows, county, day, "group", entitled)


def fill_village_appraisal(rows: pl.DataFrame, county: County, day: date) -> Appraisal:
    """Representatives, supervisors and cadres of each village meet and know who is not poor."""
    heads = county.household.select(
        pl.col("village_code").alias("place_code"),
        pl.col("head_name").alias("attendee"),
        "household_id",
        pl.lit("representative").alias("role"),
    )
    is_chosen = chance(heads["household_id"], county.seed, "representative") < 0.08
    officials = county.official.filter(
        pl.col("post").is_in(["village_cadre", "resident_cadre", "supervisor"])
    ).select(
        "place_code",
        pl.col("name").alias("attendee"),
        pl.lit("").alias("household_id"),
        pl.col("post").alias("role"),
    )
    return _appraise(rows, county, day, "village", pl.concat([heads.filter(is_chosen), officials]))


def _appraise(
    rows: pl.DataFrame, county: County, day: date, level: str, entitled: pl.DataFrame
) -> Appraisal:
    act = f"{level}_appraisal"
    votes = at_home(rows, county).with_columns(pl.col(f"{level}_code").alias("place_code"))
    meeting = _meetings(votes, county, day, act, entitled)
    attendance = _attendance(meeting, county, entitled)
    votes = votes.join(
        meeting.select("place_code", "meeting_id", "held_on", "present"),
        on="place_code",
        maintain_order="left",
    )
    standing = pl.col(f"{level}_standing")
    # Rounded away from one half, so that a small meeting decides as a large one would.
    share = standing * pl.col("present")
    votes_for = pl.when(standing > 0.5).then(share.ceil()).otherwise(share.floor())
    others = pl.col("present") - pl.col("votes_for")
    doubt = pl.coalesce("keepout_words", pl.lit(SUBJECT[county.kind][1]))
    vote = votes.with_columns(votes_for=votes_for.cast(pl.Int64)).select(
        "campaign_id",
        pl.lit(act).alias("step"),
        "household_id",
        "meeting_id",
        pl.col("held_on").alias("voted_on"),
        "votes_for",
        (others - others // 3).alias("votes_against"),
        (others // 3).alias("abstained"),
        pl.when(standing < 0.5).then(doubt).alias("reason"),
    )
    return Appraisal(meeting, attendance, vote)


def _meetings(
    votes: pl.DataFrame, county: County, day: date, act: str, entitled: pl.DataFrame
) -> pl.DataFrame:
    called = votes.group_by("place_code").agg(pl.col("round").min()).sort("place_code")
    called = called.join(
        entitled.group_by("place_code").agg(pl.len().cast(pl.Int64).alias("eligible")),
        on="place_code",
        maintain_order="left",
    ).join(
        county.place.select(pl.col("code").alias("place_code"), "name_zh"),
        on="place_code",
        maintain_order="left",
    )
    places = called["place_code"]
    village = places.str.slice(0, 12)
    is_few = (pl.col("round") == 1) & pl.lit(chance(places, county.seed, f"{act} few") < NO_QUORUM)
    turnout = pl.when(is_few).then(0.55).otherwise(0.72 + 0.25 * chance(places, county.seed, act))
    return (
        called.with_columns(held_on=done_on(places, county, act, day))
        .with_columns(
            present=pl.when(is_few)
            .then((turnout * pl.col("eligible")).floor())
            .otherwise((turnout * pl.col("eligible")).ceil())
            .cast(pl.Int64)
        )
        .select(
            pl.format("PY-{}-{}", "place_code", pl.col("held_on").dt.strftime("%y%m%d")).alias(
                "meeting_id"
            ),
            pl.lit(county.campaign_id).alias("campaign_id"),
            pl.lit(act).alias("kind"),
            "place_code",
            "held_on",
            (pl.col("name_zh") + "活动室").alias("venue"),
            pl.lit(SUBJECT[county.kind][0]).alias("subject"),
            "eligible",
            "present",
            pl.lit(None, pl.Int64).alias("copies"),
            holders(county, "village_cadre", village, places, act).alias("chaired_by"),
            holders(county, "resident_cadre", village, places, act).alias("recorded_by"),
            pl.lit("会议记录和照片存村档案盒").alias("evidence"),
        )
    )


def _attendance(meeting: pl.DataFrame, county: County, entitled: pl.DataFrame) -> pl.DataFrame:
    called = meeting.select("place_code", "meeting_id", "present").join(
        entitled, on="place_code", maintain_order="left"
    )
    keys = called["meeting_id"] + called["attendee"] + called["household_id"]
    return (
        called.with_columns(lot=chance(keys, county.seed, "attendance"))
        .with_columns(
            is_present=pl.col("lot").rank("ordinal").over("meeting_id") <= pl.col("present")
        )
        .select(
            "meeting_id",
            "attendee",
            "household_id",
            "role",
            "is_present",
            pl.col("is_present").alias("is_signed"),
            pl.col("is_present").alias("is_fingerprinted"),
        )
    )
