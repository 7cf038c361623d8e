"""The household register."""

from datetime import date

import polars as pl

from office.rehearsal.names import phone


def household_register(homes: pl.DataFrame, person: pl.DataFrame, year: int) -> pl.DataFrame:
    """A row a household, under the name of its head."""
    heads = person.filter(pl.col("relation") == "head").select(
        "household_id",
        pl.col("name").alias("head_name"),
        pl.col("id_number").alias("head_id_number"),
    )
    return homes.join(heads, on="household_id", maintain_order="left").select(
        "household_id",
        pl.lit(date(year, 1, 1)).alias("since_on"),
        "village_code",
        "group_code",
        "head_name",
        "head_id_number",
        phone(pl.int_range(pl.len())).alias("phone"),
        (pl.col("serial").cast(pl.String) + "号").alias("address"),
        pl.lit("rural").alias("register_kind"),
    )
