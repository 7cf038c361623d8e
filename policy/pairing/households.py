"""Every household its helper: the assignment of least cost, by a flow of least cost.

What a pair costs depends on the helper's kind (rank, unit and place alike) and the household's
village alone, besides former and forbidden pairs. So units of help flow from helpers through kinds
to villages: thousands of arcs in place of millions. Who of a village helps whom there is settled
afterwards; a household for which that fails is given arcs of its own and the flow computed anew.
A relaxation that can be carried out is an optimum (docs/decisions/0019).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from policy.pairing.network import Ints, Network

NOBODY = -1


@dataclass(frozen=True)
class Question:
    """Who is to help whom. Points by kind of helper (rows) and village (columns).

    `former` is the helper of each household so far, or NOBODY. `forbidden` are pairs of household
    and helper. `broken` is what replacing a former helper costs; where `is_repair`, as few former
    pairs as possible are broken, whatever else that costs.
    """

    points: Ints
    kind_of: Ints
    least: Ints
    most: Ints
    village_of: Ints
    former: Ints
    forbidden: Ints
    load: int
    broken: int
    is_repair: bool = False

    @property
    def households(self) -> int:
        return len(self.village_of)

    @property
    def helpers(self) -> int:
        return len(self.kind_of)

    def may_stay(self) -> NDArray[np.bool_]:
        """Households whose former helper is there and not forbidden to them."""
        there = self.former != NOBODY
        numbers = self.former + np.arange(self.households) * self.helpers
        banned = self.forbidden[:, 1] + self.forbidden[:, 0] * self.helpers
        return there & ~np.isin(numbers, banned)


@dataclass(frozen=True)
class Answer:
    """The helper of every household, or NOBODY where none could be found."""

    helper_of: Ints
    is_optimal: bool
    points: int
    #: Households that each helper has, and how many they lack to their quota.
    loads: Ints = field(repr=False)
    lacks: Ints = field(repr=False)

    @property
    def uncovered(self) -> Ints:
        return np.flatnonzero(self.helper_of == NOBODY)


def assign(question: Question) -> Answer:
    """The assignment of least cost.

    As many households as possible are helped; then helpers lack as little as possible of their
    quotas; then points decide. In a repair the fewest changes come second.
    """
    apart = np.zeros(question.households, bool)
    while True:
        plan = _Plan(question, apart)
        helper_of, failed = plan.carried_out()
        if not len(failed):
            return answer(question, helper_of)
        apart[failed] = True


def answer(question: Question, helper_of: Ints, is_optimal: bool = True) -> Answer:
    """What an assignment costs and what each helper has."""
    loads = np.bincount(helper_of[helper_of != NOBODY], minlength=question.helpers)
    lacks = np.maximum(question.least - loads, 0)
    points = sum(parts(question, helper_of).values())
    return Answer(helper_of, is_optimal, points, loads, lacks)


def parts(question: Question, helper_of: Ints) -> dict[str, int]:
    """The points of an assignment: of its pairs, of loads off the quotas, of broken pairs."""
    paired = np.flatnonzero(helper_of != NOBODY)
    kinds = question.kind_of[helper_of[paired]]
    loads = np.bincount(helper_of[paired], minlength=question.helpers)
    off = np.abs(loads - question.least)
    broken = question.may_stay() & (helper_of != question.former)
    return {
        "pairs": int(question.points[kinds, question.village_of[paired]].sum()),
        "load": int((off * (off + 1) // 2).sum()) * question.load,
        "broken": int(broken.sum()) * question.broken,
    }


def _counted(amounts: Ints) -> Ints:
    """1, 2, … up to each amount, one after the other."""
    return np.arange(amounts.sum()) - np.repeat(np.cumsum(amounts) - amounts, amounts) + 1


class _Prices(NamedTuple):
    """Of another helper than before, of lacking one to a quota, of helping nobody, of no helper."""

    change: int
    lacking: int
    empty: int
    nobody: int


class _Plan:
    """One relaxation: households `apart` are told from each other, those of a village are not."""

    def __init__(self, question: Question, apart: NDArray[np.bool_]) -> None:
        self.question, self.apart = question, apart
        self.stays = question.may_stay()
        self.named = np.flatnonzero(self.stays & ~apart)
        self.alone = np.flatnonzero(apart)
        self.alone_pairs = self._pairs_of_those_apart()
        self.flows = self._network().solve()

    def _pairs_of_those_apart(self) -> Ints:
        """Households apart with every helper that is not forbidden to them."""
        q = self.question
        pairs = np.ones((len(self.alone), q.helpers), bool)
        row_of = np.full(q.households, NOBODY)
        row_of[self.alone] = np.arange(len(self.alone))
        of_those = q.forbidden[row_of[q.forbidden[:, 0]] != NOBODY]
        pairs[row_of[of_those[:, 0]], of_those[:, 1]] = False
        rows, helpers = np.nonzero(pairs)
        return np.column_stack((self.alone[rows], helpers))

    def _network(self) -> Network:
        q = self.question
        net = Network()
        (source, sink, idle), helper = net.nodes(3), net.nodes(q.helpers)
        kind, village = net.nodes(q.points.shape[0]), net.nodes(q.points.shape[1])
        household = net.nodes(q.households)
        together = ~self.apart
        demand = np.bincount(q.village_of[together], minlength=len(village))
        generic = demand - np.bincount(q.village_of[self.named], minlength=len(village))
        dear = self._dear()

        # At least: those units start at the helper; each that finds no household is idle, at a
        # price that rises, so that nobody lacks much where others lack nothing.
        net.supply(helper, q.least)
        net.supply(source, q.households)
        net.supply([sink, idle], [-q.households, -q.least.sum()])
        missing = _counted(q.least)
        is_last = missing == np.repeat(q.least, q.least)
        price = np.where(is_last, dear.empty, dear.lacking) + missing * q.load
        net.arcs("idle", np.repeat(helper, q.least), idle, 1, price)
        net.arcs("unused", source, idle, q.least.sum())
        # Above: one arc for each further household, each dearer than the one before.
        room = q.most - q.least
        net.arcs("above", source, np.repeat(helper, room), 1, _counted(room) * q.load)

        net.arcs("together", helper, kind[q.kind_of], q.most)
        most_of_kind = np.bincount(q.kind_of, q.most, len(kind)).astype(np.int64)
        rows, columns = np.nonzero((demand > 0) & (most_of_kind > 0)[:, None])
        capacity = np.minimum(most_of_kind[rows], demand[columns])
        self.kind_arcs = (rows, columns)
        net.arcs("villages", kind[rows], village[columns], capacity, q.points[rows, columns])
        net.arcs("nobody", source, village, demand, dear.nobody)
        net.arcs("generic", village, sink, generic)

        named, of_named = self.named, q.village_of[self.named]
        stay = q.points[q.kind_of[q.former[named]], of_named]
        net.arcs("staying", helper[q.former[named]], household[named], 1, stay)
        net.arcs("changing", village[of_named], household[named], 1, dear.change)
        alone, own = self.alone_pairs[:, 0], self.alone_pairs[:, 1]
        points = q.points[q.kind_of[own], q.village_of[alone]]
        is_change = self.stays[alone] & (q.former[alone] != own)
        net.arcs("apart", helper[own], household[alone], 1, points + is_change * dear.change)
        unhelped = dear.nobody + self.stays[self.alone] * dear.change
        net.arcs("nobody_apart", source, household[self.alone], 1, unhelped)
        ends = np.concatenate((named, self.alone))
        net.arcs("households", household[ends], sink, 1)
        return net

    def _dear(self) -> _Prices:
        """Prices so far apart that a dearer wish never gives way to cheaper ones.

        Two flows differ by simple cycles, which meet each node at most once: so one cycle gains no
        more than `reach` in points, one lacking household, one empty helper, one change a node.
        """
        q = self.question
        dearest = int(q.points.max(initial=0)) + q.broken
        steps = q.helpers + sum(q.points.shape) + 3
        reach = 2 * steps * dearest + 2 * int(q.most.max(initial=0)) * q.load + 1
        empty = 3 * reach
        if not q.is_repair:
            return _Prices(q.broken, reach, empty, nobody=3 * empty)
        change = 3 * empty
        return _Prices(change, reach, empty, nobody=(steps + 2) * change)

    def carried_out(self) -> tuple[Ints, Ints]:
        """The helper of every household, and the households for which no permitted one was left."""
        q = self.question
        helper_of = np.full(q.households, NOBODY)
        stays = self.flows["staying"] > 0
        helper_of[self.named[stays]] = q.former[self.named[stays]]
        taken = self.alone_pairs[self.flows["apart"] > 0]
        helper_of[taken[:, 0]] = taken[:, 1]
        open_ = ~self.apart
        open_[self.named[stays]] = False
        slots = self._slots(helper_of)
        for village, helpers in slots.items():
            waiting = np.flatnonzero(open_ & (q.village_of == village))
            helper_of[waiting[: len(helpers)]] = helpers
        return helper_of, _settled(q, helper_of, open_)

    def _slots(self, helper_of: Ints) -> dict[int, Ints]:
        """By village the helpers whose units flow there: each in as few villages as possible."""
        q = self.question
        left = self.flows["together"].copy()
        units = np.zeros_like(q.points)
        units[self.kind_arcs] = self.flows["villages"]
        slots: dict[int, list[int]] = {}

        def take(helper: int, village: int) -> None:
            kind = q.kind_of[helper]
            taken = int(min(left[helper], units[kind, village]))
            left[helper] -= taken
            units[kind, village] -= taken
            slots.setdefault(village, []).extend([helper] * taken)

        # Who has households in a village already takes the next ones there.
        for household in np.flatnonzero(helper_of != NOBODY):
            if left[helper_of[household]]:
                take(int(helper_of[household]), int(q.village_of[household]))
        for helper in np.flatnonzero(left):
            villages = np.flatnonzero(units[q.kind_of[helper]])
            # A village that takes all of them first: then nobody's are scattered for nothing.
            fits = units[q.kind_of[helper], villages] >= left[helper]
            for village in (*villages[fits], *villages[~fits]):
                if not left[helper]:
                    break
                take(int(helper), int(village))
        return {village: np.array(helpers) for village, helpers in slots.items()}


def _settled(question: Question, helper_of: Ints, open_: NDArray[np.bool_]) -> Ints:
    """Exchange forbidden pairs against others at no cost; returns the households that stay forbidden.

    Two households of one village may exchange helpers, and so may two whose helpers are of one
    kind: neither changes what anything costs.
    """
    q = question
    banned: dict[int, set[int]] = {}
    for household, helper in q.forbidden.tolist():
        banned.setdefault(household, set()).add(helper)
    failed = []
    for household in sorted(banned):
        helper = int(helper_of[household])
        if not open_[household] or helper not in banned[household]:
            continue
        near = q.village_of == q.village_of[household]
        alike = (helper_of != NOBODY) & (q.kind_of[helper_of] == q.kind_of[helper])
        candidates = np.flatnonzero(open_ & (near | alike) & (helper_of != helper))
        for other in candidates.tolist():
            theirs = int(helper_of[other])
            if theirs in banned[household] or helper in banned.get(other, ()):
                continue
            helper_of[household], helper_of[other] = theirs, helper
            break
        else:
            failed.append(household)
    return np.array(failed, np.int64)
