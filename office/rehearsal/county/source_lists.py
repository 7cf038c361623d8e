"""The lists of the year before that the campaign starts from [000]."""

from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.county.incomes import ratio_to_line


def draw_source_lists(
    facts: pl.DataFrame, person: pl.DataFrame, line: float, year: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Low-income, five-guarantee, disabled and student lists."""
    people = person.join(
        facts.select("household_id", "size", "net_income_per_year"),
        on="household_id",
        maintain_order="left",
    )
    people = people.with_columns(
        ratio=ratio_to_line(line),
        lot=pl.Series(rng.random(person.height)),
        gap=pl.Series(rng.random(person.height)),
    )
    age, ratio = pl.col("age"), pl.col("ratio")
    is_head = pl.col("relation") == "head"
    lists = {
        "low_income": (is_head & (ratio < 1.1), 0.6),
        "five_guarantee": (is_head & (pl.col("size") == 1) & (age >= 60) & (ratio < 1), 0.5),
        "disabled": (age >= 5, 0.04),
        "student": (age.is_between(16, 22) & (ratio < 1.2), 0.35),
    }
    entries = [
        people.filter(who & (pl.col("lot") < share)).select(
            pl.lit(kind).alias("list_kind"),
            pl.lit(year, pl.Int64).alias("year"),
            "village_code",
            "name",
            pl.when(pl.col("gap") >= 0.03).then("id_number").fill_null("").alias("id_number"),
            pl.lit(date(year, 1, 1)).alias("listed_on"),
        )
        for kind, (who, share) in lists.items()
    ]
    return pl.concat(entries).unique(maintain_order=True)
