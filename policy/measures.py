"""Which measure a household gets: what it ordered first, else what answers its cause best [003]."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """A measure that the household or its village has ordered, by the number of the need."""

    need_id: str
    measure_id: str


@dataclass(frozen=True)
class MeasureDecision:
    """The measure to be given; without a need it is the table's first for the cause."""

    measure_id: str
    cause: str
    need_id: str | None


def decide_measures(
    cause: str | None, needs: Sequence[Order], fits: Sequence[str], existing: Collection[str]
) -> MeasureDecision | None:
    """The measure to decide for one household, or None where there is nothing to decide.

    `needs` in the order in which they count, `fits` the measures that answer the cause, the best
    first. Nothing is decided for a cause that nobody knows (unknown is surveyed, not guessed), for
    one that no measure answers, or where a measure given already fits. Source: [003].
    """
    if cause is None or not fits or any(measure in fits for measure in existing):
        return None
    ordered = next((need for need in needs if need.measure_id in fits), None)
    if ordered:
        return MeasureDecision(ordered.measure_id, cause, ordered.need_id)
    return MeasureDecision(fits[0], cause, None)
