"""Pairing a county of Yongshou's size; beside it one by one, and the network of all pairs.

13,634 households and 6,130 helpers: 83.6 million pairs, all of them considered. The network of all
pairs, one arc each, is built for a part of the county with 6.7 million pairs, and must cost the same.
"""

import resource
import subprocess
import sys
from time import perf_counter

import numpy as np

from policy.pairing.greedy import assign_one_by_one
from policy.pairing.households import NOBODY, Answer, Question, answer, assign
from policy.pairing.network import Network

HOUSEHOLDS, HELPERS, VILLAGES, UNITS = 13_634, 6_130, 102, 128


def county(share: float = 1.0, seed: int = 1, former: float = 0.5) -> Question:
    """A county, or a part of it: leaders, cadres, former pairs, relatives."""
    draw = np.random.default_rng(seed)
    households, helpers = round(HOUSEHOLDS * share), round(HELPERS * share)
    kilometres = draw.integers(1, 60, (UNITS, VILLAGES))
    is_own = np.arange(VILLAGES) == (np.arange(UNITS) % VILLAGES)[:, None]
    township = np.arange(VILLAGES) // 8
    is_near = township == township[np.arange(UNITS) % VILLAGES][:, None]
    points = 4 * kilometres + 500 * ~is_own + 200 * ~is_near
    least = draw.choice([5, 3, 2], helpers, p=[0.005, 0.05, 0.945])
    least[np.cumsum(least) > households] = 1
    kept = draw.random(households) < former
    banned = draw.integers(0, (households, helpers), (households // 25, 2))
    return Question(
        points=points,
        kind_of=np.sort(draw.integers(0, UNITS, helpers)),
        least=least,
        most=np.full(helpers, 5),
        village_of=np.sort(draw.integers(0, VILLAGES, households)),
        former=np.where(kept, draw.integers(0, helpers, households), NOBODY),
        forbidden=np.unique(banned, axis=0),
        load=20,
        broken=1000,
    )


def all_pairs(question: Question) -> Answer:
    """The same optimum by one arc for every pair that is not forbidden; quotas must be met."""
    q = question
    net = Network()
    (source,), (sink,) = net.nodes(1), net.nodes(1)
    helper, household = net.nodes(q.helpers), net.nodes(q.households)
    allowed = np.ones((q.helpers, q.households), bool)
    allowed[q.forbidden[:, 1], q.forbidden[:, 0]] = False
    own, theirs = np.nonzero(allowed)
    former = np.where(q.may_stay(), q.former, NOBODY)[theirs]
    points = q.points[q.kind_of[own], q.village_of[theirs]]
    net.supply(helper, q.least)
    net.supply(source, q.households - q.least.sum())
    net.supply(sink, -q.households)
    room = q.most - q.least
    nth = np.concatenate([np.arange(1, each + 1) for each in room])
    net.arcs("above", source, np.repeat(helper, room), 1, nth * q.load)
    is_broken = (former != NOBODY) & (former != own)
    net.arcs("pairs", helper[own], household[theirs], 1, points + is_broken * q.broken)
    net.arcs("households", household, sink, 1)
    chosen = net.solve()["pairs"] > 0
    helper_of = np.full(q.households, NOBODY)
    helper_of[theirs[chosen]] = own[chosen]
    return answer(q, helper_of)


def measured(what: str) -> None:
    """One measurement in a process of its own: seconds, points, peak memory."""
    share = 1.0 if what in ("assign", "one_by_one", "repair") else 0.283
    question = county(share, former=1.0 if what == "repair" else 0.5)
    solve = {"one_by_one": assign_one_by_one, "all_pairs": all_pairs}.get(what, assign)
    begun = perf_counter()
    found = solve(question)
    seconds = perf_counter() - begun
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    pairs = question.households * question.helpers
    print(f"{seconds:.2f} {found.points} {gigabytes:.2f} {pairs} {len(found.uncovered)}")


def _run(what: str) -> tuple[float, int, float, int, int]:
    command = [sys.executable, "-m", "bench.pairing", what]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), int(said[1]), float(said[2]), int(said[3]), int(said[4])


def main() -> None:
    seconds, points, gigabytes, pairs, uncovered = _run("assign")
    print(f"{HOUSEHOLDS:,} households x {HELPERS:,} helpers, {pairs / 1e6:.1f} million pairs")
    print(
        f"optimal in {seconds:.1f} s with building (goal 15), peak {gigabytes:.2f} GiB (goal 1.5)"
    )
    print(f"  {points:,} points, {uncovered} households without a helper")
    slow, greedy, *_ = _run("one_by_one")
    print(
        f"one by one: {slow:.1f} s, {greedy:,} points, {greedy / points - 1:+.1%} above the optimum"
    )
    again, kept, *_ = _run("repair")
    print(f"with a former helper for every household: {again:.1f} s, {kept:,} points")
    seconds, points, gigabytes, pairs, _ = _run("assign_part")
    slow, same, more, *_ = _run("all_pairs")
    print(f"a part with {pairs / 1e6:.1f} million pairs: {seconds:.2f} s, {gigabytes:.2f} GiB")
    print(f"  one arc a pair: {slow:.1f} s, {more:.2f} GiB: {slow / seconds:.0f} x as long")
    if points != same:
        raise SystemExit(f"the two differ: {points} and {same} points")
    print(f"  both {points:,} points")


if __name__ == "__main__":
    measured(sys.argv[1]) if sys.argv[1:] else main()
