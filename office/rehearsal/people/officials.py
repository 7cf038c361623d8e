"""The officials who act."""

from dataclasses import replace

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


def officials_of_county(county: County, post: str, keys: pl.Series, act: str) -> pl.Series:
    """Who of those that hold the post at the county does the act."""
    at_county = pl.Series([county.code] * keys.len(), dtype=pl.String)
    return holders(county, post, at_county, keys, act)


def officers(county: County, keys: pl.Series, act: str) -> pl.Series:
    """Which officer of the county does the act."""
    return officials_of_county(county, "officer", keys, act)


def without_namesakes(county: County) -> County:
    """The county without officials who share a name with a helper or a unit's leader.

    Rules tell people apart by their names: nobody may judge what a namesake answers for.
    """
    names = pl.concat([county.helper["name"], county.helping_unit["leader_name"]])
    return replace(county, official=county.official.filter(~pl.col("name").is_in(names.to_list())))
