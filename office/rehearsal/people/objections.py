"""Objections: how they are raised, looked into and decided."""

from collections import defaultdict
from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home, township_codes
from office.rehearsal.people.lots import chance, digests
from office.rehearsal.people.officials import holders

OBJECTED_WRONGLY, OBJECTED_RIGHTLY, LATE, ANONYMOUS, WITHDRAWN = 0.02, 0.15, 0.1, 0.3, 0.1
CHANNELS = ("visit", "letter", "phone", "box")
#: By kind of campaign what is said of a household that does not belong on the list, and what an
#: investigation says of one that does.
UNFIT = defaultdict(lambda: "该户收入不低于标准", exit="该户收入尚不稳定")
FIT = defaultdict(lambda: "入户核实，该户符合识别条件", exit="入户核实，该户符合退出条件")


def raise_objections(lines: pl.DataFrame, county: County) -> pl.DataFrame:
    """Objections to notices; a row of `lines` is a household newly shown on one.

    `lines` has number, place_code, household_id, opens_on and closes_on (the window). Neighbours
    object to listed households, sometimes late, sometimes without a name; the missed themselves
    object to the list of their own group. Rows as in the form, with the objector.
    """
    listed = at_home(lines, county).with_columns(kind=pl.lit("listed"))
    # who objects does so whatever the number of the notice is; on payment lists a household is often
    where = "number" if county.kind == "help" else "place_code"
    keys = listed[where] + listed["household_id"]
    is_deserved = pl.col("is_deserving")
    share = pl.when(is_deserved).then(OBJECTED_WRONGLY).otherwise(OBJECTED_RIGHTLY)
    listed = listed.filter(pl.lit(chance(keys, county.seed, "objection")) < share)
    notices = lines.group_by("number", "place_code", "opens_on", "closes_on").len().drop("len")
    missed = (
        at_home(county.attitude.filter("protests").select("household_id"), county)
        .join(notices, left_on="group_code", right_on="place_code", coalesce=False)
        .join(lines, on=["number", "household_id"], how="anti")
        .sort("household_id", "number")
        .with_columns(kind=pl.lit("missed"))
        .select(listed.columns)
    )
    return _objections(pl.concat([listed, missed]), county)


def _objections(rows: pl.DataFrame, county: County) -> pl.DataFrame:
    keys = rows["number"] + rows["household_id"]
    by_itself = pl.col("kind") == "missed"
    is_anonymous = ~by_itself & pl.lit(chance(keys, county.seed, "anonymous") < ANONYMOUS)
    is_late = ~by_itself & pl.lit(chance(keys, county.seed, "late objection") < LATE)
    days = (pl.col("closes_on") - pl.col("opens_on")).dt.total_days() + 1
    day = (chance(keys, county.seed, "objected on") * days).cast(pl.Int64)
    neighbours = county.household.group_by("group_code", maintain_order=True).agg(
        pl.col("head_name").alias("neighbours")
    )
    which = pl.lit(chance(keys, county.seed, "neighbour")) * pl.col("neighbours").list.len()
    ground = (
        pl.when(by_itself)
        .then(pl.lit("本户符合条件而未列入名单"))
        .when(pl.col("keepout_words").is_not_null())
        .then("keepout_words")
        .when("is_deserving")
        .then(pl.lit("该户收入不稳定" if county.kind == "exit" else "该户有外出务工收入"))
        .otherwise(pl.lit(UNFIT[county.kind]))
    )
    objector = (
        pl.when(by_itself)
        .then("head_name")
        .otherwise(pl.col("neighbours").list.get(which.cast(pl.Int64)))
    )
    channel = [CHANNELS[int(lot * 4)] for lot in chance(keys, county.seed, "channel")]
    return (
        rows.join(neighbours, on="group_code", how="left", maintain_order="left")
        .with_columns(is_anonymous=is_anonymous)
        .select(
            "campaign_id",
            pl.format("YY-{}-{}", "household_id", pl.lit(digests(keys))).alias("objection_id"),
            "number",
            "kind",
            "household_id",
            pl.when(is_late)
            .then(pl.col("closes_on") + pl.duration(days=1 + day % 3))
            .otherwise(pl.col("opens_on") + pl.duration(days=day))
            .alias("received_on"),
            pl.Series("channel", channel, dtype=pl.String),
            ground.alias("ground"),
            pl.lit(None, pl.String).alias("evidence"),
            "is_anonymous",
            pl.when(~pl.col("is_anonymous")).then(objector).alias("objector_name"),
            pl.when(~pl.col("is_anonymous")).then(pl.lit("19900001234")).alias("objector_contact"),
            holders(county, "commissioner", township_codes(rows), keys, "receive").alias(
                "received_by"
            ),
        )
    )


def fill_assignment(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Objections (objection_id, household_id) go to an investigator of the township."""
    rows = at_home(rows, county)
    keys = rows["objection_id"]
    return rows.select(
        "objection_id",
        done_on(keys, county, "assignment", day).alias("assigned_on"),
        holders(county, "investigator", township_codes(rows), keys, "assign").alias("investigator"),
    )


def fill_investigation(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Assigned objections (objection_id, household_id, kind, investigator) are looked into."""
    rows = at_home(rows, county)
    unfit = "入户核实，" + pl.coalesce("keepout_words", pl.lit(UNFIT[county.kind]))
    found = pl.when("is_deserving").then(pl.lit(FIT[county.kind])).otherwise(unfit)
    return rows.select(
        "objection_id",
        done_on(rows["objection_id"], county, "investigation", day).alias("investigated_on"),
        "investigator",
        found.alias("finding"),
        pl.lit("走访笔录两份").alias("evidence"),
    )


def fill_decision(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Investigated objections (objection_id, household_id, kind) are decided at the county."""
    rows = at_home(rows, county)
    keys = rows["objection_id"]
    places = pl.Series([county.code] * rows.height, dtype=pl.String)
    is_right = pl.col("is_deserving") == (pl.col("kind") == "missed")
    is_withdrawn = ~is_right & pl.lit(chance(keys, county.seed, "withdrawn") < WITHDRAWN)
    return rows.select(
        "objection_id",
        done_on(keys, county, "decision", day).alias("decided_on"),
        holders(county, "decider", places, keys, "decide").alias("decider"),
        pl.when(is_right)
        .then(pl.lit("sustained"))
        .when(is_withdrawn)
        .then(pl.lit("withdrawn"))
        .otherwise(pl.lit("dismissed"))
        .alias("finding"),
        pl.when(is_right)
        .then(pl.lit("经调查核实，异议属实"))
        .when(is_withdrawn)
        .then(pl.lit("异议人了解情况后撤回"))
        .otherwise(pl.lit("经调查核实，异议不属实"))
        .alias("reason"),
    )
