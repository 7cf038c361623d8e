"""The officials who act."""

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.lots import chance


def holders(county: County, post: str, places: pl.Series, keys: pl.Series, act: str) -> pl.Series:
    """Who of those that hold the post at each place does the act."""
    names = dict(
        county.official.filter(pl.col("post") == post)
        .group_by("place_code", maintain_order=True)
        .agg("name")
        .iter_rows()
    )
    drawn = chance(keys, county.seed, f"{act} by {post}")
    return pl.Series(
        [
            names[place][int(number * len(names[place]))]
            for place, number in zip(places, drawn, strict=True)
        ],
        dtype=pl.String,
    )


def officers(county: County, keys: pl.Series, act: str) -> pl.Series:
    """Which officer of the county does the act."""
    at_county = pl.Series([county.code] * keys.len(), dtype=pl.String)
    return holders(county, "officer", at_county, keys, act)
