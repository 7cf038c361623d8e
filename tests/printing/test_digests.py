"""Digests: of what is said, not of how it looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tasks.printing.contents import Notice, NoticeLine
from tasks.printing.digests import check_digits, content_digest, qr_image
from tests.printing.samples import lines, notice


def test_the_order_of_the_keys_does_not_count() -> None:
    said = notice().model_dump()
    turned = Notice.model_validate(dict(reversed(said.items())))
    assert content_digest(turned) == content_digest(notice())


def test_composed_and_decomposed_letters_are_the_same() -> None:
    def named(name: str) -> Notice:
        return notice(lines=(NoticeLine(line_no=1, head_name=name, household_size=1),))

    assert content_digest(named("José")) == content_digest(named("Jose\u0301"))


@given(st.integers(0, 11))
def test_any_changed_line_changes_the_digest(index: int) -> None:
    changed = list(lines(12))
    changed[index] = changed[index].model_copy(update={"household_size": 9})
    assert content_digest(notice(lines=tuple(changed))) != content_digest(notice(12))


@given(st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_check_digits_are_four_groups_without_letters_that_look_alike(digest: str) -> None:
    groups = check_digits(digest).split(" ")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert not set("ILOU") & set("".join(groups))


def test_the_qr_code_is_a_picture_inside_the_page() -> None:
    assert qr_image("云扶办公示〔2014〕12号", "ab" * 32).startswith("data:image/png")


def test_a_full_id_number_is_refused() -> None:
    with pytest.raises(ValidationError, match="full ID number"):
        NoticeLine(line_no=1, head_name="王喆 11010519491231002X", household_size=1)
