"""Homes: where each household lives and how large it is."""

import numpy as np
import polars as pl

from office.rehearsal.county.draws import even_normals
from office.rehearsal.county.families import LARGEST_FAMILY
from office.rehearsal.county.shape import Shape
from office.rehearsal.names import Ints


def draw_homes(shape: Shape, place: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """A row a household, in the order of the household register."""
    villages = place.filter(pl.col("level") == "village")["code"].sort()
    spread = rng.lognormal(0, 0.2, villages.len())
    inhabitants = rng.multinomial(shape.households, spread / spread.sum())
    village = np.repeat(np.arange(villages.len()), inhabitants)
    effects = even_normals(rng, villages.len()) * shape.village_sigma
    effects -= np.average(effects, weights=inhabitants)
    groups = place.filter(pl.col("level") == "group").group_by("parent_code").len("groups")
    return (
        pl.DataFrame(
            {
                "village_code": villages.gather(village),
                "village_effect": effects[village],
                "size": _sizes(shape, rng),
                "place_lot": rng.random(shape.households),
            }
        )
        .join(groups, left_on="village_code", right_on="parent_code", maintain_order="left")
        .with_columns(
            group_code=pl.col("village_code")
            + (pl.col("place_lot") * pl.col("groups") + 1)
            .cast(pl.Int64)
            .cast(pl.String)
            .str.zfill(2)
        )
        .sort("group_code", "place_lot")
        .with_columns(serial=pl.int_range(1, pl.len() + 1).over("village_code"))
        .with_columns(
            household_id="H"
            + pl.col("village_code").str.slice(6)
            + pl.col("serial").cast(pl.String).str.zfill(4)
        )
        .drop("groups", "place_lot")
    )


def _sizes(shape: Shape, rng: np.random.Generator) -> Ints:
    """Members of each household; together exactly the county's persons."""
    shares = shape.sizes
    drawn: Ints = rng.choice(list(shares), size=shape.households, p=list(shares.values()))
    missing = shape.persons - int(drawn.sum())
    free = drawn < LARGEST_FAMILY if missing > 0 else drawn > 1
    changed = rng.choice(np.flatnonzero(free), size=abs(missing), replace=False)
    drawn[changed] += np.sign(missing)
    return drawn
