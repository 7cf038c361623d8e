"""Other people on the departments' lists: namesakes of villagers, and townspeople."""

import numpy as np
import polars as pl

from office.rehearsal.names import draw_surnames, full_names, id_numbers

TOWN_AREA = "610402"  # first registered elsewhere: no villager has such a number


def namesakes_of(names: pl.Series, villages: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Other people of the same name: some from the same village, half without a number."""
    count = names.len()
    born = pl.Series(rng.integers(-18_000, 7_000, count).astype(np.int32)).cast(pl.Date)
    numbers = id_numbers(TOWN_AREA, born, rng.integers(1, 999, count))
    lot, other_lot = (pl.Series(rng.random(count)) for _ in range(2))
    return pl.DataFrame(
        {"name": names, "birth_on": born, "id_number": numbers, "village_code": villages}
    ).with_columns(
        person_id=pl.lit(None, pl.String),
        id_number=pl.when(lot < 0.5).then("id_number"),
        village_code=pl.when(other_lot < 0.2).then("village_code"),
    )


def draw_townspeople(count: int, rng: np.random.Generator) -> pl.DataFrame:
    """People whom no villager knows."""
    names = full_names(rng, draw_surnames(rng, count), rng.random(count) < 0.6)
    nowhere = pl.Series([None] * count, dtype=pl.String)
    return namesakes_of(names, nowhere, rng)
