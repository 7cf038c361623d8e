"""Incomes of the households."""

import numpy as np
import polars as pl

from office.rehearsal.county.draws import Floats, even_normals
from office.rehearsal.county.shape import Shape


def draw_incomes(shape: Shape, homes: pl.DataFrame, rng: np.random.Generator) -> Floats:
    """Net income in yuan a person and year: two log-normals, village by village, [002 §3.2]."""
    count = homes.height
    on_land = rng.permutation(np.arange(count) < shape.farm_share * count)
    spread = np.empty(count)
    for group in (on_land, ~on_land):
        spread[group] = even_normals(rng, int(group.sum()))
    size = homes["size"].to_numpy()
    log_median = np.log(np.where(on_land, shape.farm_median, shape.wage_median))
    sigma = np.where(on_land, shape.farm_sigma, shape.wage_sigma)
    common = homes["village_effect"].to_numpy() + shape.size_slope * (size - size.mean())
    per_person: Floats = np.exp(log_median + common + sigma * spread)
    return per_person


def ratio_to_line(line: float) -> pl.Expr:
    """A surveyed household's net income per person, in poverty lines."""
    return pl.col("net_income_per_year").cast(pl.Float64) / pl.col("size") / line
