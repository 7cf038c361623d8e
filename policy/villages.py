"""The way of a village onto the poor-village list and off it, and what a panel's scores come to [004]."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from policy.appraisal import decide_quorum

CENT = Decimal("0.01")


class VillageStep(StrEnum):
    """One step of the way, in their order."""

    PROPOSAL = "proposal"
    PUBLICITY = "publicity"
    SCORING = "scoring"
    APPROVAL = "approval"
    ANNOUNCEMENT = "announcement"


class VillageResult(StrEnum):
    """What a step can find of a village; of two, the later one here is the last word."""

    PROPOSED = "proposed"
    CLEAR = "clear"
    SCORED = "scored"
    APPROVED = "approved"
    RETURNED = "returned"
    REMOVED = "removed"  # an objection against the proposal was sustained
    ANNOUNCED = "announced"


STEP_OF = {
    VillageResult.PROPOSED: VillageStep.PROPOSAL,
    VillageResult.CLEAR: VillageStep.PUBLICITY,
    VillageResult.SCORED: VillageStep.SCORING,
    VillageResult.APPROVED: VillageStep.APPROVAL,
    VillageResult.RETURNED: VillageStep.APPROVAL,
    VillageResult.REMOVED: VillageStep.PUBLICITY,
    VillageResult.ANNOUNCED: VillageStep.ANNOUNCEMENT,
}

#: With these a proposal has come to its end; the village may propose again.
VILLAGE_ENDS = frozenset({VillageResult.RETURNED, VillageResult.REMOVED, VillageResult.ANNOUNCED})


@dataclass(frozen=True)
class Score:
    """What one member of the panel gave a village, 0 to 100."""

    points: Decimal
    scored_on: date


@dataclass(frozen=True)
class ScoreRule:
    """Which share of those entitled must score, and how many of the highest and lowest are dropped."""

    quorum_share: Fraction
    drop: int


@dataclass(frozen=True)
class Scored:
    """The end of a village's scoring: the day, the mean to a hundredth, how many scores there were."""

    closed_on: date
    mean: Decimal
    scores: int


def trimmed_mean(points: Collection[Decimal], drop: int) -> Decimal:
    """Mean without the `drop` highest and `drop` lowest, rounded half up; ValueError if none is left."""
    left = sorted(points)[drop : len(points) - drop]
    if not left:
        raise ValueError(f"{len(points)} scores, of which {2 * drop} are dropped")
    return (sum(left, Decimal(0)) / len(left)).quantize(CENT, ROUND_HALF_UP)


def close_scoring(
    scores: Sequence[Score], entitled: int, rule: ScoreRule, limit_on: date, as_of: date
) -> Scored | None:
    """The first day on which everybody entitled had scored, or a quorum had and the limit was over.

    None while there is no such day up to `as_of`. Days decide, not the day of asking: what was scored
    later than that day does not count. Too few to drop from are no quorum.
    """
    days = {score.scored_on for score in scores} | {limit_on}
    for day in sorted(day for day in days if day <= as_of):
        points = [score.points for score in scores if score.scored_on <= day]
        is_enough = len(points) > 2 * rule.drop and (
            len(points) == entitled
            or (day >= limit_on and decide_quorum(entitled, len(points), rule.quorum_share))
        )
        if is_enough:
            return Scored(day, trimmed_mean(points, rule.drop), len(points))
    return None
