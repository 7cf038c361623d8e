"""Random draws that anybody can repeat from the published list and seed [000, 003]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import ceil
from statistics import NormalDist

from policy.errors import OfficeError
from policy.scale import largest_remainder


def draw(frame: Sequence[str], size: int, seed: str) -> list[str]:
    """The `size` entries whose SHA-256 of seed, line break and entry comes first.

    The order of the frame does not matter, and a larger draw begins with the smaller one.
    OfficeError when the frame is too small or names an entry twice.
    """
    if size < 0 or size > len(frame):
        raise OfficeError.because("policy.draw_too_large", size=size, listed=len(frame))
    if len(set(frame)) < len(frame):
        raise OfficeError.because(
            "policy.draw_repeats", listed=len(frame), different=len(set(frame))
        )
    return sorted(frame, key=lambda entry: (_digest(f"{seed}\n{entry}"), entry))[:size]


def frame_digest(frame: Iterable[str]) -> str:
    """SHA-256 of the sorted entries, one a line: proves which list was drawn from."""
    return _digest("\n".join(sorted(frame)))


def sample_size(population: int, margin: Decimal | Fraction, confidence: Decimal | Fraction) -> int:
    """Households to draw so that a share is estimated within the margin, at that confidence.

    Assumes the worst share of one half; corrected for a finite population.
    OfficeError unless margin and confidence lie between 0 and 1.
    """
    if population < 0 or not 0 < margin < 1 or not 0 < confidence < 1:
        raise OfficeError.because(
            "policy.unfit_sample", population=population, margin=margin, confidence=confidence
        )
    z = NormalDist().inv_cdf((1 + float(confidence)) / 2)
    endless = z * z / 4 / float(margin) ** 2
    return ceil(population * endless / (population + endless - 1)) if population else 0


def allocate(size: int, strata: Mapping[str, int]) -> dict[str, int]:
    """Households to draw in every stratum: in proportion, by largest remainder, at least one each.

    A size below the number of strata is raised to it. OfficeError when there are not so many.
    """
    listed = sum(strata.values())
    if size < 0 or size > listed:
        raise OfficeError.because("policy.draw_too_large", size=size, listed=listed)
    size = max(size, len(strata))
    small: set[str] = set()
    while True:
        large = {key: households for key, households in strata.items() if key not in small}
        seats = largest_remainder(size - len(small), large)
        unseated = {key for key, seat in seats.items() if seat == 0}
        if not unseated:
            return {key: 1 if key in small else seats[key] for key in strata}
        small |= unseated


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
