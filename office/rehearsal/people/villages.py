"""Poor villages: who proposes them, who sits on the panel, what it scores, what the leaders decide."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders, officials_of_county, without_namesakes

REASONS = {
    "entry": "贫困发生率高，村道未硬化，产业基础弱",
    "exit": "贫困人口减少，基础设施和公共服务改善",
}
MEMBER_UNITS, DELEGATES, AWAY = 3, 5, 0.25
POINTS = pl.Decimal(18, 2)


def propose_villages(villages: pl.Series, kind: str, county: County, day: date) -> pl.DataFrame:
    """The committees of these villages propose them."""
    return pl.DataFrame({"village_code": villages}).with_columns(
        kind=pl.lit(kind),
        proposed_on=done_on(villages, county, "village_proposal", day),
        proposer=holders(county, "village_cadre", villages, villages, "propose"),
        reason=pl.lit(REASONS[kind]),
        evidence=pl.lit("村两委会议记录，存村委会"),
    )


def appoint_panel(county: County, day: date) -> pl.DataFrame:
    """Leaders of member units, delegates from all over the county, and one who only advises."""
    speakers = county.official.filter(post="representative")
    delegates = speakers.gather_every(max(1, speakers.height // DELEGATES)).head(DELEGATES)
    units = county.helping_unit.head(MEMBER_UNITS)
    nobody = pl.lit(None, pl.String)
    members = [
        units.select(
            name="leader_name", body=pl.lit("leading_group"), village_code=nobody, unit_id="unit_id"
        ),
        delegates.select(
            "name", body=pl.lit("delegate"), village_code="place_code", unit_id=nobody
        ),
        county.official.filter(post="commissioner")
        .head(1)
        .select("name", body=pl.lit("advisory"), village_code=nobody, unit_id=nobody),
    ]
    return pl.concat(members).select(
        pl.format("PW-{}", pl.int_range(1, pl.len() + 1)).alias("member_id"),
        pl.all(),
        pl.lit(day).alias("since_on"),
    )


def score_villages(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Members who may score a village (village_code, member_id, kind) do so on the day it presents itself.

    They score it by how poor it is, each a little differently; at some of the days one is away.
    """
    keys = rows["village_code"] + rows["member_id"]
    of_village = county.incidence().with_columns(
        need=1 - pl.int_range(pl.len()) / pl.len().cast(pl.Float64)
    )
    claim = pl.when(kind="entry").then("need").otherwise(1 - pl.col("need"))
    points = 50 + 40 * claim + 10 * pl.lit(chance(keys, county.seed, "points"))
    is_missed = pl.lit(chance(rows["village_code"], county.seed, "panel meets") < AWAY)
    is_first = pl.col("lot").rank("ordinal").over("village_code") == 1
    said = pl.when(kind="entry").then(pl.lit("发展基础弱")).otherwise(pl.lit("变化明显"))
    scored = rows.join(of_village, on="village_code", how="left", maintain_order="left")
    return (
        scored.with_columns(
            scored_on=done_on(rows["village_code"], county, "village_score", day),
            points=points.round(1).cast(POINTS),
            comment=said,
            lot=pl.lit(chance(keys, county.seed, "away from panel")),
        )
        .filter(~(is_missed & is_first))
        .select("village_code", "member_id", "scored_on", "points", "comment")
    )


def approve_villages(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The leaders approve scored villages (village_code, doubt), or return them for what is doubted."""
    keys = rows["village_code"]
    is_doubted = pl.col("doubt").is_not_null()
    return rows.select(
        "village_code",
        done_on(keys, county, "village_approval", day).alias("decided_on"),
        officials_of_county(without_namesakes(county), "decider", keys, "approve").alias(
            "approver"
        ),
        pl.when(is_doubted).then(pl.lit("returned")).otherwise(pl.lit("approved")).alias("finding"),
        pl.col("doubt").alias("reason"),
    )
