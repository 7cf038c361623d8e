"""Units and villages: the computed pairs against every set of pairs."""

from itertools import product

import numpy as np
import pytest

from policy.pairing.units import Pairs, UnitQuestion, pair_units, unit_parts


def small(seed: int, is_repair: bool) -> UnitQuestion:
    draw = np.random.default_rng(seed)
    units, villages = int(draw.integers(1, 4)), int(draw.integers(1, 4))
    return UnitQuestion(
        points=draw.integers(0, 300, (units, villages)),
        capacity=draw.integers(1, 60, units),
        demand=draw.integers(1, 60, villages),
        former=draw.random((units, villages)) < draw.choice([0, 0.3]),
        fit=int(draw.integers(0, 10)),
        broken=int(draw.integers(0, 1000)),
        is_repair=is_repair,
    )


def complete(pairs: Pairs) -> bool:
    return bool(pairs.any(0).all() and pairs.any(1).all())


def every_set_of_pairs(q: UnitQuestion) -> list[Pairs]:
    sets = (
        np.array(s, bool).reshape(q.points.shape) for s in product((0, 1), repeat=q.points.size)
    )
    return [pairs for pairs in sets if complete(pairs)]


def value(q: UnitQuestion, pairs: Pairs) -> tuple[int, ...]:
    changes = int((pairs != q.former).sum())
    points = sum(unit_parts(q, pairs).values())
    if not q.is_repair:
        return (points,)
    return changes, points - unit_parts(q, pairs)["broken"]


@pytest.mark.parametrize("is_repair", [False, True])
@pytest.mark.parametrize("block", range(5))
def test_no_set_of_pairs_is_better(block: int, is_repair: bool) -> None:
    for seed in range(block * 30, block * 30 + 30):
        question = small(seed, is_repair)
        pairs = pair_units(question)
        assert complete(pairs)
        best = min(value(question, each) for each in every_set_of_pairs(question))
        assert value(question, pairs) == best, seed


def test_a_large_village_meets_the_large_unit() -> None:
    question = UnitQuestion(
        points=np.zeros((2, 2), np.int64),
        capacity=np.array([40, 160]),
        demand=np.array([150, 50]),
        former=np.zeros((2, 2), bool),
        fit=10,
        broken=0,
    )
    assert pair_units(question).tolist() == [[False, True], [True, False]]


def test_few_units_share_all_villages_by_their_size() -> None:
    question = UnitQuestion(
        points=np.zeros((2, 6), np.int64),
        capacity=np.array([400, 200]),
        demand=np.full(6, 100),
        former=np.zeros((2, 6), bool),
        fit=10,
        broken=0,
    )
    assert pair_units(question).sum(1).tolist() == [4, 2]


def test_a_kept_pair_outweighs_a_nearer_village() -> None:
    former = np.array([[True, False], [False, True]])
    question = UnitQuestion(
        points=np.array([[90, 0], [0, 90]]),
        capacity=np.array([50, 50]),
        demand=np.array([50, 50]),
        former=former,
        fit=10,
        broken=1000,
    )
    assert (pair_units(question) == former).all()
