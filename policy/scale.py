"""Decomposing a planned total into whole numbers that add up exactly [000]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from policy.errors import OfficeError

Weight = int | Decimal | Fraction


@dataclass(frozen=True)
class Area:
    """A place with its own weight, or with the places below it, whose weights it sums."""

    weight: Weight = 0
    parts: Mapping[str, Area] = field(default_factory=dict)

    def total_weight(self) -> Fraction:
        if self.parts:
            return sum((part.total_weight() for part in self.parts.values()), Fraction(0))
        return Fraction(self.weight)


def largest_remainder(total: int, weights: Mapping[str, Weight]) -> dict[str, int]:
    """Whole shares of the total in proportion to the weights; ties go by key.

    Exact arithmetic; every share is within 1 of its exact value, and 0 where the weight is 0.
    OfficeError for a negative total or weight, or a total that nobody can carry.
    """
    exact = {key: Fraction(weight) for key, weight in weights.items()}
    whole = sum(exact.values(), Fraction(0))
    if total < 0 or any(weight < 0 for weight in exact.values()) or (total and not whole):
        raise OfficeError.because("policy.unfit_plan", total=total, whole=whole)
    if not total:
        return dict.fromkeys(weights, 0)
    shares = {key: total * weight / whole for key, weight in exact.items()}
    seats = {key: int(share) for key, share in shares.items()}
    by_remainder = sorted(shares, key=lambda key: (seats[key] - shares[key], key))
    for key in by_remainder[: total - sum(seats.values())]:
        seats[key] += 1
    return seats


def decompose(total: int, places: Mapping[str, Area]) -> dict[str, int]:
    """Shares of every place at every level; those of the parts add up to that of the whole.

    Keys must be unique across levels, as official codes are. OfficeError as `largest_remainder`.
    """
    shares = largest_remainder(total, {key: area.total_weight() for key, area in places.items()})
    below = [decompose(shares[key], area.parts) for key, area in places.items() if area.parts]
    for level in below:
        repeated = sorted(shares.keys() & level.keys())
        if repeated:
            raise OfficeError.because("policy.shared_code", repeated=repeated)
        shares |= level
    return shares
