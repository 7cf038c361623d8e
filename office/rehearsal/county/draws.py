"""Draws: each part of a county has a stream of its own, so that the others stay when it changes."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Draw = Callable[[str], np.random.Generator]


def even_normals(rng: np.random.Generator, count: int) -> Floats:
    """Normal deviates at even quantiles, shuffled: totals hardly depend on the seed."""
    inverse = NormalDist().inv_cdf
    even = np.array([inverse((i + 0.5) / count) for i in range(count)])
    return rng.permutation(even)
