"""The re-verification of hits in the village."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import WORDS_OF_KEEPOUTS, at_home, township_codes
from office.rehearsal.people.officials import holders

WORDS_OF_FLAWS = {
    "namesake": "同名不同人，身份证号码和出生日期均不符",
    "outsider": "同名不同人，登记人不是本县农村居民",
    "outdated": "登记信息过时，车辆、企业或职务早已转让、注销或离任",
}


def fill_reverification(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Hits (household_id, rule_id, source, record_no): removed where true, kept with the reason."""
    owners = county.record_owner.select(
        pl.col("department_id").alias("source"), "record_no", "person_id", "flaw"
    ).join(
        county.person.select("person_id", pl.col("household_id").alias("owner_household_id")),
        on="person_id",
        how="left",
    )
    held = county.keepout.select("household_id", "rule_id", "state")
    rows = (
        at_home(rows.drop("person_id", "state", strict=False), county)
        .join(owners, on=["source", "record_no"], how="left", maintain_order="left")
        .join(held, on=["household_id", "rule_id"], how="left", maintain_order="left")
    )
    keys = rows["household_id"]
    of_survey = pl.col("source") == "survey"
    is_theirs = of_survey | (pl.col("owner_household_id") == pl.col("household_id"))
    is_true = pl.col("rule_id").str.starts_with("keepout.") & (pl.col("state") == "met")
    is_removed = (is_theirs & is_true & (of_survey | (pl.col("flaw") == "none"))).fill_null(
        value=False
    )
    kept_because = (
        pl.when(of_survey & pl.col("state").is_null())
        .then(pl.lit("入户核实，无此情形"))
        .when(pl.col("flaw").is_in(list(WORDS_OF_FLAWS)))
        .then(pl.col("flaw").replace_strict(WORDS_OF_FLAWS, default=None))
        .when(~is_theirs)
        .then(pl.lit(WORDS_OF_FLAWS["namesake"]))
        .when(pl.col("state") == "excepted")
        .then(pl.lit("情况属实，但属于政策规定的例外情形"))
        .otherwise(pl.lit("情况属实，不影响贫困认定"))
    )
    true_words = pl.col("rule_id").replace_strict(WORDS_OF_KEEPOUTS, default=None)
    return rows.select(
        "campaign_id",
        "household_id",
        "rule_id",
        "source",
        "record_no",
        done_on(keys, county, "reverification", day).alias("verified_on"),
        holders(county, "village_cadre", rows["village_code"], keys, "verify").alias(
            "village_verifier"
        ),
        holders(county, "verifier", township_codes(rows), keys, "verify").alias(
            "township_verifier"
        ),
        pl.when(is_removed).then(pl.lit("removed")).otherwise(pl.lit("kept")).alias("finding"),
        pl.when(is_removed).then("经核实，" + true_words).otherwise(kept_because).alias("reason"),
        pl.lit("入户核实记录存村档案盒").alias("evidence"),
    )
