"""The posting of notices on village boards."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.days import done_on
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import holders

POSTED_LATE = 0.06
#: Who posts, and who witnesses it, where.
POSTS = {"village": ("village_cadre", "supervisor"), "county": ("officer", "decider")}


def fill_posting(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Notices (number, place_code) are posted on the day they arrive, some a day or two late.

    All of them hang in villages, or all at the county.
    """
    keys = rows["number"]
    board = rows["place_code"].str.slice(0, 12)
    poster, witness = POSTS["county" if (board == county.code).all() else "village"]
    late = chance(keys, county.seed, "late posting")
    days = (late < POSTED_LATE).cast(pl.Int64) + (late < POSTED_LATE / 3).cast(pl.Int64)
    posted_on = done_on(keys, county, "posting", day) + pl.duration(days=pl.lit(days))
    places = county.place.select(pl.col("code").alias("place_code"), "name_zh")
    photo = (chance(keys, county.seed, "photo") * 10_000).cast(pl.Int64).cast(pl.String)
    return rows.join(places, on="place_code", how="left", maintain_order="left").select(
        "number",
        posted_on.alias("posted_on"),
        (posted_on + pl.duration(days=pl.lit((late > 0.9).cast(pl.Int64)))).alias("confirmed_on"),
        (pl.col("name_zh") + "公示栏").alias("venue"),
        holders(county, poster, board, keys, "posting").alias("poster"),
        holders(county, witness, board, keys, "posting").alias("witness"),
        (pl.lit("IMG_") + photo.str.zfill(4)).alias("photo_ref"),
    )
