"""The audit by the township."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.homes import at_home, is_first_time, township_codes
from office.rehearsal.people.officials import holders

RETURNED = 0.03


def fill_audit(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The township approves, or returns a household once for want of a paper."""
    rows = at_home(rows, county)
    homes = rows["household_id"]
    is_returned = is_first_time(rows, county, "audit", RETURNED)
    return rows.select(
        "campaign_id",
        "household_id",
        done_on(homes, county, "audit", day).alias("audited_on"),
        holders(county, "auditor", township_codes(rows), homes, "audit").alias("auditor"),
        pl.when(is_returned)
        .then(pl.lit("returned"))
        .otherwise(pl.lit("approved"))
        .alias("finding"),
        pl.when(is_returned).then(pl.lit("评议记录缺少到会人员签字，退回补充")).alias("reason"),
    )
