"""Long lists as ruled rows: nothing lost, nothing off its column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.printing.fonts import missing_characters, width_em
from tasks.printing.rows import fold, padded_number, row_text

NAMES = st.text(alphabet="王喆堃翀德福阿苏·俄里木abc 12", min_size=1, max_size=20)


@given(NAMES)
def test_folding_keeps_every_character(text: str) -> None:
    assert "".join(fold(text, 5.4, "fang")).replace(" ", "") == text.replace(" ", "")


@given(NAMES)
def test_no_folded_line_is_wider_than_its_column(text: str) -> None:
    assert all(width_em(line, "fang") <= 5.4 for line in fold(text, 5.4, "fang"))


def test_a_long_name_runs_on_below_its_own_column() -> None:
    first, second = row_text(["1", "阿卜杜拉·买买提江", "3人"], [3, 6, 4], "fang").split("\n")
    assert "3人" in first
    assert second.strip().startswith("买买提江")


def test_numbers_line_up_at_their_last_digit() -> None:
    widths = {width_em(padded_number(number, 4), "fang") for number in (1, 12, 123, 1234)}
    assert max(widths) - min(widths) < 0.3


def test_a_character_without_a_font_is_found() -> None:
    assert missing_characters("王喆堃翀\ue000“a”·") == ["\ue000"]
