"""Shares estimated from a stratified sample, held against published figures and full enumeration."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import comb, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from statsmodels.stats.proportion import proportion_confint

from policy.draws import allocate
from policy.errors import OfficeError
from policy.estimates import Stratum, estimate_share, variance_factor

ENDLESS = 10**12


@pytest.mark.parametrize(
    ("found", "answered", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one_of_a_plain_sample(
    found: int, answered: int, low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3."""
    one = estimate_share([Stratum(ENDLESS, answered, found)], Decimal("0.95"))
    assert one is not None
    assert (round(one.low, 4), round(one.high, 4)) == (low, high)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize(("found", "answered"), [(0, 1), (1, 7), (3, 374), (190, 380), (374, 374)])
def test_the_interval_is_that_of_statsmodels(found: int, answered: int, confidence: float) -> None:
    one = estimate_share([Stratum(ENDLESS, answered, found)], confidence)
    assert one is not None
    low, high = proportion_confint(found, answered, 1 - confidence, method="wilson")
    assert (one.low, one.high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("population", "answered"), [(60, 30), (300, 169), (1049, 282)])
def test_the_interval_holds_the_share_of_a_finite_population_as_often_as_it_says(
    population: int, answered: int
) -> None:
    """Exact coverage by the hypergeometric distribution of SciPy, over shares from 5 to 95 %."""
    intervals = [
        estimate_share([Stratum(population, answered, found)], 0.95)
        for found in range(answered + 1)
    ]
    coverages = []
    for faults in range(population // 20, population - population // 20, population // 20):
        true = faults / population
        held = [n for n, one in enumerate(intervals) if one and one.low <= true <= one.high]
        coverages.append(hypergeom.pmf(held, population, faults, answered).sum())
    assert 0.94 < sum(coverages) / len(coverages) < 0.965
    assert min(coverages) > 0.92


def test_the_variance_is_that_of_all_samples_that_could_be_drawn() -> None:
    """Strata of 4, 6 and 8 households, half of each at fault: every one of 6 · 15 · 56 samples."""
    sizes, drawn = (4, 6, 8), (2, 2, 3)
    whole = sum(sizes)
    estimates = []
    for samples in product(*(combinations(range(n), k) for n, k in zip(sizes, drawn, strict=True))):
        faults = (sum(h < n // 2 for h in s) for n, s in zip(sizes, samples, strict=True))
        parts = zip(sizes, drawn, faults, strict=True)
        estimates.append(sum(Fraction(n, whole) * Fraction(f, k) for n, k, f in parts))
    assert len(estimates) == comb(4, 2) * comb(6, 2) * comb(8, 3)
    mean = sum(estimates) / len(estimates)
    variance = sum((e - mean) ** 2 for e in estimates) / len(estimates)
    strata = [Stratum(n, k, 0) for n, k in zip(sizes, drawn, strict=True)]
    assert mean == Fraction(1, 2)
    assert variance == Fraction(1, 4) * variance_factor(strata)


@st.composite
def samples(draw: st.DrawFn) -> list[Stratum]:
    strata = []
    for _ in range(draw(st.integers(1, 6))):
        population = draw(st.integers(1, 300))
        answered = draw(st.integers(1, population))
        strata.append(Stratum(population, answered, draw(st.integers(0, answered))))
    return strata


@given(samples(), st.sampled_from(["0.8", "0.9", "0.95", "0.99"]))
def test_the_ends_are_where_the_share_is_z_standard_errors_away(
    strata: list[Stratum], confidence: str
) -> None:
    """The score equation solved by halving, in place of its closed form."""
    one = estimate_share(strata, Decimal(confidence))
    assert one is not None
    z, factor = NormalDist().inv_cdf((1 + float(confidence)) / 2), float(variance_factor(strata))

    def distance(p: float) -> float:
        return abs(one.share - p) - z * sqrt(p * (1 - p) * factor)

    for end, bound in ((one.low, 0.0), (one.high, 1.0)):
        inside, outside = one.share, bound
        for _ in range(200):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if distance(middle) <= 0 else (inside, middle)
        assert end == pytest.approx(inside, abs=1e-9)
    assert 0 <= one.low <= one.share <= one.high <= 1


def test_strata_weigh_by_their_households() -> None:
    one = estimate_share([Stratum(900, 9, 0), Stratum(100, 10, 5)], 0.95)
    assert one is not None
    assert one.share == pytest.approx(0.05)
    assert (one.population, one.answered, one.found) == (1000, 19, 5)


def test_who_was_counted_completely_is_known_exactly() -> None:
    one = estimate_share([Stratum(7, 7, 2), Stratum(1, 1, 0)], 0.95)
    assert one is not None
    assert one.low == one.share == one.high == 0.25


def test_a_stratum_without_an_answer_is_left_out_and_not_taken_for_zero() -> None:
    with_it = estimate_share([Stratum(50, 10, 2), Stratum(950, 0, 0)], 0.95)
    assert with_it == estimate_share([Stratum(50, 10, 2)], 0.95)
    assert with_it is not None and with_it.population == 50
    assert estimate_share([Stratum(950, 0, 0)], 0.95) is None


@pytest.mark.parametrize("stratum", [Stratum(5, 6, 0), Stratum(5, 4, 5), Stratum(5, 4, -1)])
def test_counts_that_contradict_each_other_are_refused(stratum: Stratum) -> None:
    with pytest.raises(OfficeError, match="at most as many found as answered"):
        estimate_share([stratum], 0.95)


def test_a_sample_is_shared_out_by_largest_remainder() -> None:
    assert allocate(10, {"a": 34, "b": 33, "c": 33}) == {"a": 4, "b": 3, "c": 3}
    assert allocate(10, {"a": 960, "b": 30, "c": 10}) == {"a": 8, "b": 1, "c": 1}
    assert allocate(2, {"a": 5, "b": 5, "c": 5}) == {"a": 1, "b": 1, "c": 1}


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 400), min_size=1), st.data())
def test_every_stratum_is_drawn_from_and_none_beyond_its_households(
    strata: dict[str, int], data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, sum(strata.values())))
    shared = allocate(size, strata)
    assert sum(shared.values()) == max(size, len(strata))
    assert all(1 <= shared[key] <= households for key, households in strata.items())


def test_more_than_there_are_is_refused() -> None:
    with pytest.raises(OfficeError, match="16 to draw from 15"):
        allocate(16, {"a": 5, "b": 10})
