"""Slips of the pen in the departments' lists."""

from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.names import sample

MISSING, MISTYPED, OLD_NUMBER, NAME_MISTYPED = 0.02, 0.01, 0.02, 0.02


def with_slips(records: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Numbers missing, mistyped or of the old 15 digits, mistyped names, gaps."""
    slip, misname, gap_birth, gap_village = (
        pl.Series(rng.random(records.height)) for _ in range(4)
    )
    position = pl.Series(rng.integers(8, 17, records.height))
    characters = np.array(list(sample("names")["given"]["male"]))
    character = pl.Series(
        characters[rng.integers(0, characters.size, records.height)].tolist(), dtype=pl.String
    )
    number = pl.col("id_number")
    digit = number.str.slice(position, 1).cast(pl.Int64, strict=False)
    mistyped = (
        number.str.slice(0, position)
        + ((digit + 1) % 10).cast(pl.String)
        + number.str.slice(position + 1)
    )
    old = number.str.slice(0, 6) + number.str.slice(8, 9)
    bounds = np.cumsum([MISSING, MISTYPED, OLD_NUMBER])
    is_old = (slip < bounds[2]) & (pl.col("birth_on") < date(2000, 1, 1))
    written = (
        pl.when(slip < bounds[0])
        .then(None)
        .when(slip < bounds[1])
        .then(mistyped)
        .when(is_old)
        .then(old)
        .otherwise(number)
    )
    misnamed = pl.col("name").str.slice(0, 2) + pl.lit(character)
    return records.with_columns(
        id_number=written,
        name=pl.when(misname < NAME_MISTYPED).then(misnamed).otherwise("name"),
        birth_on=pl.when(gap_birth >= 0.08).then("birth_on"),
        village_code=pl.when(gap_village >= 0.1).then("village_code"),
    )
