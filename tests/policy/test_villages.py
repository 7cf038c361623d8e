"""The panel's arithmetic, against an independent model and by hand."""

import statistics
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import trim_mean

from policy.villages import STEP_OF, Score, ScoreRule, VillageResult, close_scoring, trimmed_mean

DAY = date(2014, 6, 10)
RULE = ScoreRule(quorum_share=Fraction(2, 3), drop=1)
POINTS = st.decimals(min_value=0, max_value=100, places=2)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def scores(*given: tuple[float, int]) -> list[Score]:
    return [Score(Decimal(str(points)), day(number)) for points, number in given]


@pytest.mark.parametrize(
    ("points", "drop", "mean"),
    [
        ((90, 80, 70), 0, "80.00"),
        ((90, 80, 70), 1, "80.00"),
        ((100, 80, 81, 0), 1, "80.50"),
        ((95, 95, 60, 60, 70, 71, 72), 2, "71.00"),  # 60 60 | 70 71 72 | 95 95
        ((100, 100, 0, 1), 1, "50.50"),  # of equal ones a single one is dropped
        ((33, 33, 34), 0, "33.33"),
        ((33.33, 33.34), 0, "33.34"),  # 33.335 is rounded half up
    ],
)
def test_the_highest_and_lowest_are_dropped_and_the_rest_is_averaged(
    points: tuple[float, ...], drop: int, mean: str
) -> None:
    assert trimmed_mean([Decimal(str(p)) for p in points], drop) == Decimal(mean)


@given(points=st.lists(POINTS, min_size=1, max_size=40), drop=st.integers(0, 6))
def test_the_mean_is_that_of_an_independent_model(points: list[Decimal], drop: int) -> None:
    """Taking away the highest and lowest one by one, with the standard library's exact mean; and SciPy."""
    left = list(points)
    for _ in range(drop):
        for extreme in (max, min):
            if left:
                left.remove(extreme(left))
    if len(points) <= 2 * drop:
        with pytest.raises(ValueError, match="dropped"):
            trimmed_mean(points, drop)
        return
    exact = statistics.mean(map(Fraction, left))
    expected = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    found = trimmed_mean(points, drop)
    assert found == expected
    by_scipy = trim_mean([float(p) for p in points], (drop + 0.5) / len(points))
    assert float(found) == pytest.approx(by_scipy, abs=0.00501)
    assert min(points) <= found <= max(points)


@pytest.mark.parametrize(
    ("given_scores", "entitled", "as_of", "closed"),
    [
        # everybody entitled has scored: that day
        (scores((70, 1), (80, 1), (90, 2)), 3, 9, (2, "80.00", 3)),
        # not everybody, but a quorum of two thirds, on the limit's day
        (scores((70, 1), (80, 1), (90, 2), (60, 3)), 6, 9, (7, "75.00", 4)),
        # one day before it nothing is closed
        (scores((70, 1), (80, 1), (90, 2), (60, 3)), 6, 6, None),
        # the quorum comes after the limit: the day on which it comes
        (scores((70, 1), (80, 1), (90, 2), (60, 8), (50, 9)), 6, 20, (8, "75.00", 4)),
        # three of six are half
        (scores((70, 1), (80, 1), (90, 2)), 6, 30, None),
        # two of two have scored, but both would be dropped
        (scores((70, 1), (80, 1)), 2, 30, None),
    ],
)
def test_scoring_closes_with_everybody_or_with_a_quorum_in_time(
    given_scores: list[Score], entitled: int, as_of: int, closed: tuple[int, str, int] | None
) -> None:
    found = close_scoring(given_scores, entitled, RULE, day(7), day(as_of))
    told = found and ((found.closed_on - DAY).days, str(found.mean), found.scores)
    assert told == closed


@given(
    given_scores=st.lists(
        st.builds(Score, POINTS, st.integers(0, 20).map(day)), min_size=0, max_size=9
    ),
    more=st.integers(0, 5),
)
def test_the_day_of_asking_changes_nothing_once_scoring_is_closed(
    given_scores: list[Score], more: int
) -> None:
    entitled = len(given_scores) + more
    found = [close_scoring(given_scores, entitled, RULE, day(7), day(n)) for n in range(30)]
    closed = [each for each in found if each]
    assert len(set(closed)) <= 1
    assert found == [None] * (30 - len(closed)) + closed
    if closed:
        assert found.index(closed[0]) == (closed[0].closed_on - DAY).days


def test_every_result_belongs_to_a_step() -> None:
    assert set(STEP_OF) == set(VillageResult)
