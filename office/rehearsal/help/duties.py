"""Duties: most are done in time, some late, some never; now and then a helper leaves."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.lots import chance

FORGOTTEN, LATE, LATE_DAYS, LEAVERS = 0.05, 0.07, 12, 0.01
#: Reports come in piles, on this day of the week.
FRIDAY = 5


def report_duties(duties: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Reports on duties (duty_id, owner_id, subject_code, period, due_on) first seen on that day."""
    keys = duties["duty_id"] + duties["owner_id"] + duties["subject_code"] + duties["period"]
    fate = chance(keys, county.seed, "duty")
    lot = pl.lit(chance(keys, county.seed, "duty day"))
    left = (pl.col("due_on") - pl.lit(day)).dt.total_days().clip(0)
    in_time = (lot * (left + 1)).cast(pl.Int64)
    late = left + 1 + (lot * LATE_DAYS).cast(pl.Int64)
    taken = pl.when(pl.lit(fate) < FORGOTTEN + LATE).then(late).otherwise(in_time)
    return (
        duties.with_columns(done_on=pl.lit(day) + pl.duration(days=taken))
        .filter(pl.lit(fate) >= FORGOTTEN)
        .select(
            "duty_id",
            "owner_id",
            "subject_code",
            "period",
            "done_on",
            pl.lit("已完成").alias("what"),
            pl.lit("照片和签字存帮扶手册").alias("evidence"),
        )
    )


def arrives_on(done_on: pl.Expr) -> pl.Expr:
    """The Friday on which a report of that day comes in."""
    return done_on + pl.duration(days=(FRIDAY - done_on.dt.weekday()) % 7)


def leaving_helpers(county: County, day: date) -> pl.DataFrame:
    """Helpers who leave their post on that day, as the next state in the register."""
    is_leaving = pl.lit(chance(county.helper["helper_id"], county.seed, "leave") < LEAVERS)
    leaving = county.helper.filter(is_leaving)
    if leaving.is_empty():  # a township has few helpers, and should see one leave
        leaving = county.helper.tail(1)
    return leaving.with_columns(
        since_on=pl.lit(day),
        left_on=pl.lit(day),
        left_reason=pl.lit("transferred"),
    )


def remaining_helpers(county: County, day: date) -> pl.DataFrame:
    """The register of helpers without those who have left in the county's year."""
    return county.helper.join(leaving_helpers(county, day), on="helper_id", how="anti")
