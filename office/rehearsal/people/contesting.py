"""Objections to what concerns no household: a village's proposal, a score."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance, digests
from office.rehearsal.people.officials import officers, officials_of_county, without_namesakes

CONTESTED = 0.02


def contest(lines: pl.DataFrame, county: County) -> pl.DataFrame:
    """Objections to proposals and scores (number, place_code, assessed_id, opens_on, closes_on, is_wrong).

    Nearly nobody objects, but whoever was done wrong does; all by letter, and without a name.
    """
    lines = lines.with_columns(subject=pl.coalesce("assessed_id", "place_code"))
    keys = lines["number"] + lines["subject"]
    day = pl.lit(chance(keys, county.seed, "contested on"))
    days = (pl.col("closes_on") - pl.col("opens_on")).dt.total_days() + 1
    is_score = pl.col("assessed_id").is_not_null()
    raised = lines.with_columns(
        objection_id=pl.format("YY-{}-{}", "subject", pl.lit(digests(keys))),
        received_on=pl.col("opens_on") + pl.duration(days=(day * days).cast(pl.Int64)),
        received_by=officers(county, keys, "receive"),
        lot=pl.lit(chance(lines["subject"], county.seed, "contested")),
    )
    return raised.filter(pl.col("is_wrong") | (pl.col("lot") < CONTESTED)).select(
        "objection_id",
        "number",
        pl.when(is_score).then(pl.lit("score")).otherwise(pl.lit("proposal")).alias("kind"),
        "assessed_id",
        "received_on",
        pl.lit("letter").alias("channel"),
        pl.when(is_score)
        .then(pl.lit("得分与问卷不符"))
        .otherwise(pl.lit("邻村更困难"))
        .alias("ground"),
        pl.lit(value=True).alias("is_anonymous"),
        "received_by",
    )


def assign_contest(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Objections (objection_id) go to an investigator of the county."""
    keys = rows["objection_id"]
    return rows.select(
        "objection_id",
        done_on(keys, county, "assignment", day).alias("assigned_on"),
        officials_of_county(without_namesakes(county), "investigator", keys, "assign").alias(
            "investigator"
        ),
    )


def investigate_contest(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Assigned objections (objection_id, investigator, is_wrong) are looked into."""
    return rows.select(
        "objection_id",
        done_on(rows["objection_id"], county, "investigation", day).alias("investigated_on"),
        "investigator",
        pl.when("is_wrong")
        .then(pl.lit("核对问卷，录入有误"))
        .otherwise(pl.lit("核对资料，所报属实"))
        .alias("finding"),
        pl.lit("核对记录").alias("evidence"),
    )


def decide_contest(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Investigated objections (objection_id, is_wrong) are decided: sustained where something was wrong."""
    keys = rows["objection_id"]
    return rows.select(
        "objection_id",
        done_on(keys, county, "decision", day).alias("decided_on"),
        officials_of_county(without_namesakes(county), "decider", keys, "decide").alias("decider"),
        pl.when("is_wrong")
        .then(pl.lit("sustained"))
        .otherwise(pl.lit("dismissed"))
        .alias("finding"),
        pl.when("is_wrong")
        .then(pl.lit("经核对，异议属实"))
        .otherwise(pl.lit("经核对，异议不属实"))
        .alias("reason"),
    )
