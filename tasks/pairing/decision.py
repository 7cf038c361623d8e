"""The pairing of one day, decided: which pairs begin and end, why, and which wishes were not met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from policy.pairing.households import NOBODY, Answer, Question, assign
from policy.pairing.network import Ints
from policy.pairing.units import Pairs, UnitQuestion, pair_units, unit_parts
from tasks.pairing.ground import Ground, Row
from tasks.pairing.points import Terms, kinds, points_by_part, unit_points


@dataclass(frozen=True)
class Decision:
    """What was asked, on which ground, and the best answer."""

    ground: Ground
    terms: Terms
    unit_question: UnitQuestion
    unit_pairs: Pairs
    points: dict[str, Ints]
    question: Question
    answer: Answer

    @cached_property
    def helpers(self) -> list[str | None]:
        """The helper of each household."""
        names = [row["helper_id"] for row in self.ground.helpers]
        return [None if no == NOBODY else names[no] for no in self.answer.helper_of.tolist()]

    @cached_property
    def changes(self) -> list[Row]:
        """Households whose helper is another than so far in this campaign, and why."""
        return [
            {"household_id": household["household_id"], "helper_id": helper}
            | {"reason": f"pairing.{self._why(household, helper)}"}
            for household, helper in zip(self.ground.households, self.helpers, strict=True)
            # Whose helper has left and who gets no other keeps the row: it says since when.
            if helper != household["helper_id"]
            and (helper or household["helper_id"] in self.ground.helper_no)
        ]

    def _why(self, household: Row, helper: str | None) -> str:
        former = household["former_helper_id"]
        if former is None:
            is_late = self.question.is_repair
            return "newly_listed" if is_late else "first"
        if former == helper:
            return "kept"
        return self._why_broken(household["household_id"], former)

    def _why_broken(self, household_id: str, former: str) -> str:
        if former not in self.ground.helper_no:
            return "helper_left"
        return self.ground.why_forbidden.get((household_id, former), "rebalanced")

    @cached_property
    def unit_changes(self) -> list[Row]:
        """Pairs of unit and village that begin or end in this campaign."""
        ground = self.ground
        own = {
            (row["unit_id"], row["village_code"])
            for row in ground.unit_villages
            if row["is_own"] and row["is_paired"]
        }
        former = {(r["unit_id"], r["village_code"]) for r in ground.unit_villages if r["is_paired"]}
        now = self.units_of_villages
        known = {row["unit_id"] for row in ground.units}
        return [
            {"unit_id": unit, "village_code": village, "is_paired": True}
            | {"reason": "pairing.kept" if (unit, village) in former else "pairing.first"}
            for unit, village in sorted(now - own)
        ] + [
            {"unit_id": unit, "village_code": village, "is_paired": False}
            | {"reason": "pairing.rebalanced" if unit in known else "pairing.unit_left"}
            for unit, village in sorted(own - now)
        ]

    @cached_property
    def units_of_villages(self) -> set[tuple[str, str]]:
        rows, columns = np.nonzero(self.unit_pairs)
        ground = self.ground
        return {
            (ground.units[unit]["unit_id"], ground.villages[village])
            for unit, village in zip(rows.tolist(), columns.tolist(), strict=True)
        }

    @cached_property
    def parts(self) -> list[Row]:
        """The objective's parts: points, and how many pairs they are of."""
        q, helper_of = self.question, self.answer.helper_of
        paired = np.flatnonzero(helper_of != NOBODY)
        kind, village = q.kind_of[helper_of[paired]], q.village_of[paired]
        off = np.abs(self.answer.loads - q.least)
        unit_pairs, former = self.unit_pairs, self.unit_question.former
        ended = int((former & ~unit_pairs).sum())
        broken = int((q.may_stay() & (helper_of != q.former)).sum())
        found = [
            {
                "part": name,
                "points": int(points[kind, village].sum()),
                "pairs": int((points[kind, village] > 0).sum()),
            }
            for name, points in self.points.items()
        ]
        return [
            *found,
            {
                "part": "load",
                "points": int((off * (off + 1) // 2).sum()) * q.load,
                "pairs": int(off.sum()),
            },
            {"part": "broken_pair", "points": broken * q.broken, "pairs": broken},
            *(
                {
                    "part": f"unit_{name}",
                    "points": points,
                    "pairs": ended if name == "broken" else int(unit_pairs.sum()),
                }
                for name, points in unit_parts(self.unit_question, unit_pairs).items()
            ),
        ]

    @cached_property
    def unmet(self) -> dict[str, list[Any]]:
        """Every wish that was not met, with whom it concerns."""
        ground, q, answer = self.ground, self.question, self.answer
        helped = self.units_of_villages
        unit_of = {row["helper_id"]: row["unit_id"] for row in ground.helpers}
        rows = list(zip(ground.households, self.helpers, strict=True))
        short = Counter(household["village_code"] for household, helper in rows if not helper)
        return {
            "uncovered": [household["household_id"] for household, helper in rows if not helper],
            "villages_short": [
                {
                    "village_code": village,
                    "name_zh": ground.places[village]["name_zh"],
                    "name_en": ground.places[village]["name_en"],
                    "households": count,
                }
                for village, count in short.items()
            ],
            "without_quota": [
                helper["helper_id"]
                for helper in ground.helpers
                if helper["rank"] not in self.terms.scheme.quotas
            ],
            "without_household": [
                ground.helpers[no]["helper_id"] for no in np.flatnonzero(answer.loads == 0)
            ],
            "below_quota": [
                {
                    "helper_id": ground.helpers[no]["helper_id"],
                    "households": int(answer.loads[no]),
                    "quota": int(q.least[no]),
                }
                for no in np.flatnonzero(answer.lacks)
            ],
            "other_unit": [
                {"household_id": household["household_id"], "helper_id": helper}
                for household, helper in rows
                if helper and (unit_of[helper], household["village_code"]) not in helped
            ],
            "broken_pair": [
                {
                    "household_id": household["household_id"],
                    "helper_id": household["former_helper_id"],
                    "why": self._why_broken(
                        household["household_id"], household["former_helper_id"]
                    ),
                }
                for household, helper in rows
                if household["former_helper_id"] not in (None, helper)
            ],
        }


def decide(ground: Ground, terms: Terms, is_repair: bool = False) -> Decision:
    """The best pairing on this ground; in a repair the one with the fewest changes.

    There a helper whose rank has no quota keeps those who are there, and gets no others.
    """
    least, most = _bounds(ground, terms, is_repair)
    if is_repair:
        # Who has more than the policy allows by now keeps them: the office may have wanted it so.
        most = np.maximum(most, _loads(ground))
    unit_question = _unit_question(ground, terms, least, is_repair)
    unit_pairs = pair_units(unit_question)
    points = points_by_part(ground, terms, unit_pairs)
    question = _question(
        ground, terms, np.sum(list(points.values()), axis=0), (least, most), is_repair
    )
    return Decision(ground, terms, unit_question, unit_pairs, points, question, assign(question))


def _bounds(ground: Ground, terms: Terms, is_repair: bool) -> tuple[Ints, Ints]:
    """Fewest and most households of each helper; PolicyError for a rank without a quota.

    In a repair such a rank has room for nobody.
    """
    ranks = {h["rank"] for h in ground.helpers}
    if is_repair:
        ranks &= terms.scheme.quotas.keys()
    of_rank = {rank: terms.scheme.bounds(rank, terms.ceiling) for rank in ranks}
    bounds = np.array([of_rank.get(h["rank"], (0, 0)) for h in ground.helpers])
    return bounds[:, 0], bounds[:, 1]


def _loads(ground: Ground) -> Ints:
    numbers = [ground.helper_no.get(h["former_helper_id"], NOBODY) for h in ground.households]
    return np.bincount([no for no in numbers if no != NOBODY], minlength=len(ground.helpers))


def _unit_question(ground: Ground, terms: Terms, least: Ints, is_repair: bool) -> UnitQuestion:
    """Units by the households that their cadres are to help, scaled to those that there are."""
    unit_no = {row["unit_id"]: number for number, row in enumerate(ground.units)}
    village_no = {village: number for number, village in enumerate(ground.villages)}
    demand = np.bincount([village_no[h["village_code"]] for h in ground.households])
    quotas = np.bincount([unit_no[h["unit_id"]] for h in ground.helpers], least, len(unit_no))
    former = np.zeros((len(unit_no), len(village_no)), bool)
    for row in ground.unit_villages:
        unit, village = unit_no.get(row["unit_id"]), village_no.get(row["village_code"])
        if row["is_paired"] and unit is not None and village is not None:
            former[unit, village] = True
    return UnitQuestion(
        points=unit_points(ground, terms),
        capacity=np.rint(quotas * (demand.sum() / max(1, quotas.sum()))).astype(np.int64),
        demand=demand,
        former=former,
        fit=terms.fit,
        broken=terms.broken_pair,
        is_repair=is_repair,
    )


def _question(
    ground: Ground, terms: Terms, points: Ints, bounds: tuple[Ints, Ints], is_repair: bool
) -> Question:
    kind_no = {kind: number for number, kind in enumerate(kinds(ground))}
    village_no = {village: number for number, village in enumerate(ground.villages)}
    household_no = {h["household_id"]: number for number, h in enumerate(ground.households)}
    helper_no = ground.helper_no
    forbidden = [
        (household_no[row["household_id"]], helper_no[row["helper_id"]])
        for row in ground.forbidden
        if row["household_id"] in household_no and row["helper_id"] in helper_no
    ]
    return Question(
        points=points,
        kind_of=np.array([kind_no[h["unit_id"], h["place_code"]] for h in ground.helpers]),
        least=bounds[0],
        most=bounds[1],
        village_of=np.array([village_no[h["village_code"]] for h in ground.households]),
        former=np.array([helper_no.get(h["former_helper_id"], NOBODY) for h in ground.households]),
        forbidden=np.array(forbidden, np.int64).reshape(-1, 2),
        load=terms.load,
        broken=terms.broken_pair,
        is_repair=is_repair,
    )
