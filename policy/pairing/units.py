"""Units with villages: each village a unit and each unit a village, sized as they fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policy.pairing.network import Ints, Network

Pairs = NDArray[np.bool_]


@dataclass(frozen=True)
class UnitQuestion:
    """Which units are to help which villages. Points by unit (rows) and village (columns).

    `capacity` and `demand` are households, of a unit's cadres and of a village; both add up to the
    same. `former` are the pairs so far. Where `is_repair`, as few pairs as possible begin or end.
    """

    points: Ints
    capacity: Ints
    demand: Ints
    former: Pairs
    fit: int
    broken: int
    is_repair: bool = False


def pair_units(question: UnitQuestion) -> Pairs:
    """The pairs of least cost in which nobody is left out; there must be a unit and a village."""
    q = question
    units, villages = q.points.shape
    net = Network()
    (source,), (sink,) = net.nodes(1), net.nodes(1)
    unit, village = net.nodes(units), net.nodes(villages)
    spare = units * villages

    # At least one: a unit of flow starts at each unit, and one ends at each village.
    net.supply(unit, 1)
    net.supply(village, -1)
    net.supply([source, sink], [spare, villages - units - spare])
    net.arcs("none", source, sink, spare)
    cost = q.points + _misfit(q)
    net.arcs(
        "pairs",
        np.repeat(unit, villages),
        np.tile(village, units),
        1,
        (cost + _constancy(q, cost)).ravel(),
    )
    of_unit, of_village = _seats(q)
    net.arcs("further_villages", source, np.repeat(unit, villages - 1), 1, of_unit[:, 1:].ravel())
    net.arcs("further_units", np.repeat(village, units - 1), sink, 1, of_village[:, 1:].ravel())
    chosen: Pairs = (net.solve()["pairs"] > 0).reshape(units, villages)
    return chosen


def unit_parts(question: UnitQuestion, pairs: Pairs) -> dict[str, int]:
    """The points of the pairs: of distance, of sizes that do not fit, of former pairs that ended."""
    q = question
    of_unit, of_village = _seats(q)
    alone = int(q.capacity.sum() + q.demand.sum()) * q.fit
    seats = [
        int(costs[number, :count].sum())
        for costs, counts in ((of_unit, pairs.sum(1)), (of_village, pairs.sum(0)))
        for number, count in enumerate(counts)
    ]
    return {
        "pairs": int(q.points[pairs].sum()),
        "fit": int(_misfit(q)[pairs].sum()) + alone + sum(seats),
        "broken": int((q.former & ~pairs).sum()) * q.broken,
    }


def _expected(amounts: Ints, pairs: int) -> NDArray[np.float64]:
    """How many of all pairs fall to each by its size, one at least."""
    return np.maximum(amounts * pairs / max(int(amounts.sum()), 1), 1)


def _misfit(q: UnitQuestion) -> Ints:
    """Points by which the part of a village and the part of a unit differ that would meet."""
    pairs = max(q.points.shape)
    capacity, demand = (
        q.capacity / _expected(q.capacity, pairs),
        q.demand / _expected(q.demand, pairs),
    )
    return np.rint(np.abs(demand - capacity[:, None]) * q.fit).astype(np.int64)


def _seats(q: UnitQuestion) -> tuple[Ints, Ints]:
    """What the n-th village of a unit costs, and the n-th unit of a village: more each time."""
    units, villages = q.points.shape
    return (
        _steps(q.capacity, villages, q.demand.sum() / villages, q.fit),
        _steps(q.demand, units, q.capacity.sum() / units, q.fit),
    )


def _steps(amounts: Ints, most: int, usual: float, fit: int) -> Ints:
    left = np.rint(np.abs(amounts[:, None] - np.arange(most + 1) * usual) * fit).astype(np.int64)
    # Rounding may bend the curve by a point; a flow needs it never to fall.
    return np.maximum.accumulate(np.diff(left, axis=1), axis=1)


def _constancy(q: UnitQuestion, cost: Ints) -> Ints:
    """What a former pair saves by going on; in a repair, a new one costs as much again."""
    if not q.is_repair:
        return np.where(q.former, -q.broken, 0)
    of_unit, of_village = _seats(q)
    dear = cost.size * int(cost.max() + np.abs(of_unit).max() + np.abs(of_village).max() + 1)
    return np.where(q.former, -dear, dear)
