"""Votes, planned scale and draws."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.appraisal import decide_appraisal, decide_quorum
from policy.draws import draw, frame_digest, sample_size
from policy.errors import OfficeError
from policy.scale import Area, decompose, largest_remainder

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
weights = st.dictionaries(st.text("abc123", min_size=1), st.integers(0, 10**6), min_size=1)


@pytest.mark.parametrize(
    ("eligible", "present", "is_quorate"),
    [(30, 20, True), (30, 19, False), (31, 20, False), (31, 21, True), (0, 0, False)],
)
def test_two_thirds_of_the_representatives_make_a_quorum(
    eligible: int, present: int, is_quorate: bool
) -> None:
    assert decide_quorum(eligible, present, TWO_THIRDS) is is_quorate


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ((11, 9, 0, 20), "passed"),
        ((10, 10, 0, 20), "not_passed"),
        ((10, 0, 10, 20), "not_passed"),
        ((10, 0, 0, 20), "not_passed"),
    ],
)
def test_more_than_half_of_those_present_must_be_for_it(
    votes: tuple[int, int, int, int], outcome: str
) -> None:
    assert decide_appraisal(*votes, HALF) == outcome


@pytest.mark.parametrize("votes", [(11, 9, 1, 20), (-1, 9, 0, 20)])
def test_votes_that_contradict_each_other_go_back(votes: tuple[int, int, int, int]) -> None:
    with pytest.raises(OfficeError, match="Check the signed minutes"):
        decide_appraisal(*votes, HALF)


def test_more_present_than_eligible_goes_back() -> None:
    with pytest.raises(OfficeError, match="31 present of 30 eligible"):
        decide_quorum(30, 31, TWO_THIRDS)


def test_largest_remainders_of_the_textbook() -> None:
    votes = {"A": 47000, "B": 16000, "C": 15900, "D": 12000, "E": 6100, "F": 3100}
    seats = {"A": 5, "B": 2, "C": 1, "D": 1, "E": 1, "F": 0}
    assert largest_remainder(10, votes) == seats


def test_equal_remainders_go_by_key() -> None:
    assert largest_remainder(1, {"b": 1, "a": 1}) == {"b": 0, "a": 1}


@given(st.integers(0, 10**5), weights)
def test_shares_add_up_and_are_within_one_of_the_exact_share(
    total: int, given_weights: dict[str, int]
) -> None:
    whole = sum(given_weights.values())
    if total and not whole:
        with pytest.raises(OfficeError):
            largest_remainder(total, given_weights)
        return
    shares = largest_remainder(total, given_weights)
    assert sum(shares.values()) == total
    assert shares.keys() == given_weights.keys()
    for key, share in shares.items():
        exact = Fraction(total * given_weights[key], whole) if whole else Fraction(0)
        assert share in (floor(exact), floor(exact) + 1)


@given(st.integers(0, 5000), st.lists(st.lists(st.integers(1, 900), min_size=1), min_size=1))
def test_every_level_of_a_plan_adds_up(total: int, townships: list[list[int]]) -> None:
    tree = {
        f"t{t}": Area(parts={f"t{t}v{v}": Area(weight) for v, weight in enumerate(villages)})
        for t, villages in enumerate(townships)
    }
    shares = decompose(total, tree)
    assert sum(shares[township] for township in tree) == total
    for township, area in tree.items():
        assert sum(shares[village] for village in area.parts) == shares[township]


def test_a_code_that_stands_for_two_places_is_refused() -> None:
    with pytest.raises(OfficeError, match="the code a for two places"):
        decompose(5, {"a": Area(parts={"a": Area(1)})})


def test_a_weight_may_be_a_share() -> None:
    assert largest_remainder(10, {"a": Decimal("0.25"), "b": Fraction(3, 4)}) == {"a": 3, "b": 7}


def test_a_draw_is_the_order_of_published_digests() -> None:
    # SHA-256 of "spring 2015", a line break and the code begins, by the command sha256sum:
    # …201 2ce8, …202 ad3b, …203 b0b2, …204 307d.
    frame = ["610126100204", "610126100203", "610126100202", "610126100201"]
    drawn = draw(frame, 3, "spring 2015")
    assert drawn == ["610126100201", "610126100204", "610126100202"]


def test_the_digest_of_a_frame_is_that_of_its_sorted_lines() -> None:
    known = "ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc"
    assert frame_digest(["c", "a", "b"]) == known


@given(st.lists(st.text(), unique=True), st.text(), st.data())
def test_a_draw_depends_on_seed_and_members_only(
    frame: list[str], seed: str, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, len(frame)))
    shuffled = data.draw(st.permutations(frame))
    drawn = draw(frame, size, seed)
    assert drawn == draw(shuffled, size, seed)
    assert draw(frame, len(frame), seed)[:size] == drawn
    assert len(set(drawn)) == size and set(drawn) <= set(frame)


@pytest.mark.parametrize(("frame", "size"), [(["a"], 2), (["a"], -1), (["a", "a"], 1)])
def test_a_draw_that_cannot_be_made_is_refused(frame: list[str], size: int) -> None:
    with pytest.raises(OfficeError, match="random draw"):
        draw(frame, size, "seed")


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (100, 80), (1000, 278), (10_000, 370)]
)
def test_sample_sizes_are_those_of_the_printed_tables(population: int, size: int) -> None:
    assert sample_size(population, Decimal("0.05"), Decimal("0.95")) == size


@given(st.integers(1, 10**7))
def test_a_sample_is_never_larger_than_the_population(population: int) -> None:
    assert 1 <= sample_size(population, Decimal("0.05"), Decimal("0.95")) <= min(population, 385)


def test_a_margin_of_zero_is_refused() -> None:
    with pytest.raises(OfficeError, match="between 0 and 1"):
        sample_size(100, Decimal(0), Decimal("0.95"))
