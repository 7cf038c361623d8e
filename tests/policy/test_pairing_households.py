"""The computed pairing is the best there is: against trying everything, and one arc for every pair."""

from itertools import product

import numpy as np
import pytest

from bench.pairing import all_pairs, county
from policy.pairing.greedy import assign_one_by_one
from policy.pairing.households import NOBODY, Question, assign, parts

CASES = range(500)


def small(seed: int, is_repair: bool) -> Question:
    """A few households and helpers, with more forbidden and former pairs than any office has."""
    draw = np.random.default_rng(seed)
    households, helpers = int(draw.integers(1, 6)), int(draw.integers(1, 4))
    kinds, villages = int(draw.integers(1, 3)), int(draw.integers(1, 3))
    least = draw.integers(1, 4, helpers)
    forbidden = np.argwhere(draw.random((households, helpers)) < draw.choice([0, 0.2, 0.6]))
    return Question(
        points=draw.integers(0, 30, (kinds, villages)),
        kind_of=draw.integers(0, kinds, helpers),
        least=least,
        most=least + draw.integers(0, 3, helpers),
        village_of=draw.integers(0, villages, households),
        former=draw.integers(NOBODY, helpers, households),
        forbidden=forbidden.reshape(-1, 2),
        load=int(draw.integers(0, 10)),
        broken=int(draw.integers(0, 40)),
        is_repair=is_repair,
    )


def tried_out(q: Question) -> tuple[int, ...]:
    """The best of all assignments, wish by wish in the order of their weight."""
    forbidden = {(int(h), int(p)) for h, p in q.forbidden}
    best: tuple[int, ...] | None = None
    for chosen in product(range(-1, q.helpers), repeat=q.households):
        if any((h, p) in forbidden for h, p in enumerate(chosen)):
            continue
        loads = [chosen.count(p) for p in range(q.helpers)]
        if any(load > most for load, most in zip(loads, q.most, strict=True)):
            continue
        valued = _valued(q, chosen, loads, forbidden)
        best = valued if best is None else min(best, valued)
    assert best is not None
    return best


def _valued(
    q: Question, chosen: tuple[int, ...], loads: list[int], forbidden: set[tuple[int, int]]
) -> tuple[int, ...]:
    uncovered = chosen.count(-1)
    changes = sum(
        1
        for h, (p, was) in enumerate(zip(chosen, q.former.tolist(), strict=True))
        if was != -1 and (h, was) not in forbidden and p != was
    )
    empty = sum(1 for load, least in zip(loads, q.least, strict=True) if least and not load)
    lacking = sum(max(0, int(least) - load) for load, least in zip(loads, q.least, strict=True))
    points = changes * q.broken
    for h, p in enumerate(chosen):
        points += int(q.points[q.kind_of[p], q.village_of[h]]) if p != -1 else 0
    for load, least in zip(loads, q.least, strict=True):
        points += sum(nth * q.load for nth in range(1, abs(load - int(least)) + 1))
    return (uncovered, *([changes] if q.is_repair else []), empty, lacking, points)


def found(q: Question) -> tuple[int, ...]:
    """The same of what was computed, counted from the pairs themselves."""
    answer = assign(q)
    forbidden = {(int(h), int(p)) for h, p in q.forbidden}
    chosen = tuple(answer.helper_of.tolist())
    loads = [chosen.count(p) for p in range(q.helpers)]
    assert not any((h, p) in forbidden for h, p in enumerate(chosen))
    assert all(load <= most for load, most in zip(loads, q.most, strict=True))
    assert loads == answer.loads.tolist()
    valued = _valued(q, chosen, loads, forbidden)
    assert answer.points == valued[-1] == sum(parts(q, answer.helper_of).values())
    return valued


@pytest.mark.parametrize("is_repair", [False, True])
def test_no_pairing_is_better_than_the_computed_one(is_repair: bool) -> None:
    for seed in CASES:
        question = small(seed, is_repair)
        assert found(question) == tried_out(question), seed


@pytest.mark.parametrize("seed", range(6))
def test_villages_and_kinds_cost_what_one_arc_for_every_pair_costs(seed: int) -> None:
    question = county(share=0.03, seed=seed)
    answer = assign(question)
    assert not len(answer.uncovered) and not answer.lacks.any()
    assert answer.points == all_pairs(question).points


@pytest.mark.parametrize("seed", range(20))
def test_pairing_one_by_one_is_never_better(seed: int) -> None:
    question = county(share=0.02, seed=seed)
    assert assign_one_by_one(question).points >= assign(question).points


def test_a_helper_with_two_households_has_both_in_one_village() -> None:
    question = Question(
        points=np.zeros((1, 3), np.int64),
        kind_of=np.zeros(6, np.int64),
        least=np.full(6, 2),
        most=np.full(6, 5),
        village_of=np.repeat([0, 1, 2], 4),
        former=np.full(12, NOBODY),
        forbidden=np.empty((0, 2), np.int64),
        load=20,
        broken=1000,
    )
    helper_of = assign(question).helper_of
    villages = [set(question.village_of[helper_of == helper].tolist()) for helper in range(6)]
    assert [len(each) for each in villages] == [1] * 6
