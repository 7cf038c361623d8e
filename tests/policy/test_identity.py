"""Identity numbers: the standard's own examples, repairs named, faults kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.identity import Identity, read_identity

EXAMPLE = "11010519491231002X"  # printed in GB 11643-1999


@pytest.mark.parametrize("number", [EXAMPLE, "440524188001010014"])
def test_the_examples_of_the_standard_are_valid(number: str) -> None:
    assert read_identity(number) == Identity(number)


@pytest.mark.parametrize(
    ("written", "repairs"),
    [
        ("110105491231002", ("15 digits extended to 18",)),
        ("11010519491231002x", ("capital X",)),
        (" 110105 19491231 002X ", ("spaces removed",)),
        (
            "１１０１０５１９４９１２３１００２ｘ",
            ("full-width characters", "capital X"),
        ),
    ],
)
def test_what_can_be_read_only_one_way_is_repaired_and_said(
    written: str, repairs: tuple[str, ...]
) -> None:
    assert read_identity(written) == Identity(EXAMPLE, repairs)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("110105194912310021", "check digit"),
        ("1101051949123100X", "17 characters"),
        ("", "0 characters"),
        ("11010519490231002X", "digits 7 to 14 are no day of birth"),
        ("110105490231002", "digits 7 to 14 are no day of birth"),
        ("1101051949123100X2", "17 digits and a digit or X"),
        ("11010549123100X", "15 characters"),
    ],
)
def test_what_is_wrong_stays_wrong(written: str, fault: str) -> None:
    identity = read_identity(written)
    assert identity.number is None
    assert identity.fault is not None and fault in identity.fault.en


@given(st.integers(0, 17), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_is_found(position: int, digit: str) -> None:
    written = EXAMPLE[:position] + digit + EXAMPLE[position + 1 :]
    if written != EXAMPLE:
        assert read_identity(written).number is None


@given(st.text(max_size=20))
def test_anything_at_all_gives_a_number_or_a_fault(written: str) -> None:
    identity = read_identity(written)
    assert (identity.number is None) == (identity.fault is not None)
