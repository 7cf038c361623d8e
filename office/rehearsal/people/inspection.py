"""The half-year inspection: what inspectors find, and how it is put right and seen again."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders, officers

MISJUDGED, REFUSED, NOT_FOUND, CHECKED, NOT_CLOSED = 0.02, 0.01, 0.03, 0.3, 0.1
DENIED = {"took_part": 0.04, "signed_itself": 0.02}
THIRD_PARTY = "第三方评估组"
#: What is done about each kind of problem; nobody is taken off the list, or put on it, by an inspection.
PUT_RIGHT = {
    "inclusion": "已提请村民小组重新评议，按程序处理",
    "exclusion": "已通知该户申请，按程序评议",
    "participation": "已补开评议会并由本人签字",
    "other": "帮扶责任人已补做并记入帮扶手册",
}


def fill_inspection(
    rows: pl.DataFrame, county: County, undone: Mapping[str, str], day: date
) -> pl.DataFrame:
    """Sheets (number, household_id): inspectors see who is poor, a few times wrongly, and are told what was
    not done for a household (`undone`); of some a third party asks whether they took part.
    """
    rows = at_home(rows.select("number", "household_id"), county)
    sheets = rows["number"]

    def happens(act: str, share: float) -> pl.Expr:
        return pl.lit(chance(sheets, county.seed, act) < share)

    finding = (
        pl.when(happens("door of inspection", REFUSED))
        .then(pl.lit("refused"))
        .when(happens("door of inspection", REFUSED + NOT_FOUND))
        .then(pl.lit("not_found"))
        .when(pl.col("is_deserving") ^ happens("misjudged", MISJUDGED))
        .then(pl.lit("poor"))
        .otherwise(pl.lit("not_poor"))
    )
    is_seen = pl.col("finding").is_in(["poor", "not_poor"])
    is_asked = is_seen & pl.col("applies") & happens("third party", CHECKED)
    answers = {
        name: pl.when(is_asked).then(~happens(f"inspected {name}", share))
        for name, share in DENIED.items()
    }
    told = pl.col("household_id").replace_strict(undone, default=None, return_dtype=pl.String)
    return rows.with_columns(finding=finding).select(
        pl.col("number").alias("sheet_id"),
        "household_id",
        done_on(sheets, county, "inspection", day).alias("inspected_on"),
        officers(county, sheets, "inspect").alias("inspector"),
        "finding",
        pl.when(finding="poor")
        .then(pl.lit("收入、住房、就医就学逐项查看，符合条件"))
        .when(finding="not_poor")
        .then(pl.coalesce("keepout_words", pl.lit("收入和住房均好于标准")))
        .alias("reason"),
        pl.when(is_asked).then(pl.lit(THIRD_PARTY)).alias("third_party"),
        *[said.alias(name) for name, said in answers.items()],
        pl.when(is_seen).then(told).alias("problem"),
        pl.lit("检查照片存档").alias("evidence"),
    )


def fill_rectification(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The township puts problems (number, place_code) right."""
    problems = rows["number"]
    townships = rows["place_code"].str.slice(0, 9)
    return rows.select(
        problems.alias("rectification_id"),
        done_on(problems, county, "rectification", day).alias("rectified_on"),
        holders(county, "commissioner", townships, problems, "rectify").alias("rectified_by"),
        problems.str.split("-").list.last().replace_strict(PUT_RIGHT).alias("how"),
        pl.lit("整改记录和照片存档").alias("evidence"),
    )


def fill_reinspection(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The county sees problems (number, round) again, and sends a few back once."""
    problems = rows["number"]
    is_open = (pl.col("round") == 1) & pl.lit(
        chance(problems, county.seed, "not put right") < NOT_CLOSED
    )
    return rows.select(
        problems.alias("rectification_id"),
        done_on(problems, county, "reinspection", day).alias("reinspected_on"),
        officers(county, problems, "reinspect").alias("reinspector"),
        pl.when(is_open).then(pl.lit("not_closed")).otherwise(pl.lit("closed")).alias("finding"),
        pl.when(is_open).then(pl.lit("缺少整改记录")).alias("reason"),
    )
