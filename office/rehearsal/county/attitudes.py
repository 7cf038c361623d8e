"""Attitudes: who applies, and what the neighbours think of it."""

import numpy as np
import polars as pl

from office.rehearsal.county.draws import Floats
from office.rehearsal.county.incomes import ratio_to_line
from office.rehearsal.names import Flags


def draw_attitudes(
    facts: pl.DataFrame,
    eligible: pl.DataFrame,
    keepout: pl.DataFrame,
    line: float,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """A row a household; a standing is the share of votes for.

    Standings keep away from one half, so that who comes to a meeting does not decide it.
    """
    held = keepout.filter(pl.col("state") == "met")["household_id"]
    known = facts.select(
        "household_id",
        is_poor=pl.col("household_id").is_in(eligible["household_id"].implode()),
        is_kept_out=pl.col("household_id").is_in(held.implode()),
        ratio=ratio_to_line(line),
    )
    is_poor, is_kept_out = known["is_poor"].to_numpy(), known["is_kept_out"].to_numpy()
    ratio, count = known["ratio"].to_numpy(), known.height
    hope = np.where(is_poor, np.where(is_kept_out, 0.7, 0.968), 0.03 + 0.17 * np.exp(1 - ratio))
    applies = rng.random(count) < hope
    doubt = np.where(
        is_poor, np.where(is_kept_out, 0.4, 0.015), 1 - 0.6 * np.exp(1 - np.maximum(ratio, 1))
    )
    group = _standing(rng, rng.random(count) >= doubt)
    is_seen_through = np.where(is_poor, np.where(is_kept_out, 0.15, 0.004), 1)
    village = _standing(rng, rng.random(count) >= is_seen_through)
    is_missed = is_poor & ~is_kept_out & (~applies | (group < 0.5))
    return known.drop("ratio").with_columns(
        applies=pl.Series(applies),
        group_standing=pl.Series(group),
        village_standing=pl.Series(village),
        protests=pl.Series(is_missed & (rng.random(count) < 0.3)),
    )


def _standing(rng: np.random.Generator, is_supported: Flags) -> Floats:
    share = rng.uniform(0.68, 0.98, is_supported.size)
    return np.where(is_supported, share, 1 - share)
