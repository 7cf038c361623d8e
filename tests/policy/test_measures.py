"""A household orders first; else the table answers its cause; the unknown is never guessed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.errors import PolicyError
from policy.measures import MeasureDecision, Order, decide_measures
from policy.pack import PACKS, load_pack

FITS = ("training", "cooperatives")
MEASURES = [item.id for item in load_pack("cn").measures]
ORDERS = st.lists(
    st.builds(Order, st.from_regex(r"XQ-[0-9]{3}", fullmatch=True), st.sampled_from(MEASURES))
)


def test_the_first_measure_of_the_table_is_given_where_nobody_ordered() -> None:
    assert decide_measures("skill", [], FITS, []) == MeasureDecision("training", "skill", None)


def test_an_order_that_fits_comes_before_the_table() -> None:
    needs = [
        Order("XQ-1", "resettlement"),
        Order("XQ-2", "cooperatives"),
        Order("XQ-3", "training"),
    ]
    assert decide_measures("skill", needs, FITS, []) == MeasureDecision(
        "cooperatives", "skill", "XQ-2"
    )


def test_a_measure_that_fits_is_enough_and_another_is_not() -> None:
    assert decide_measures("skill", [], FITS, ["cooperatives"]) is None
    assert decide_measures("skill", [], FITS, ["pairing"]) is not None


def test_an_unknown_cause_gets_no_measure() -> None:
    assert decide_measures(None, [Order("XQ-1", "training")], FITS, []) is None


@given(ORDERS, st.lists(st.sampled_from(MEASURES), unique=True), st.sets(st.sampled_from(MEASURES)))
def test_what_is_decided_answers_the_cause_and_settles_the_household(
    needs: list[Order], fits: list[str], existing: set[str]
) -> None:
    decision = decide_measures("funds", needs, fits, existing)
    if decision is None:
        assert not fits or existing & set(fits)
        return
    assert decision.measure_id in fits
    assert decide_measures("funds", needs, fits, {*existing, decision.measure_id}) is None
    ordered = [need for need in needs if need.measure_id in fits]
    assert decision.need_id == (ordered[0].need_id if ordered else None)


def test_every_cause_of_the_pack_has_a_measure_and_none_is_pairing_alone() -> None:
    pack = load_pack("cn")
    fits = pack.fitting_measures(date(2014, 5, 1))
    assert set(fits) == {cause.id for cause in pack.causes}
    assert all("pairing" not in measures for measures in fits.values())


def test_a_pack_without_the_file_decides_no_measures() -> None:
    assert load_pack("vn").fitting_measures(date(1998, 5, 1)) == {}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    folder.mkdir()
    for file in (PACKS / "cn").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_a_later_table_of_a_cause_holds_from_its_day(draft: Path) -> None:
    with (draft / "measures.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "\n- cause: skill\n  from: 2016-01-01\n"
            "  measures: [{id: cooperatives, source: default}]\n"
        )
    pack = load_pack("draft", draft.parent)
    assert pack.fitting_measures(date(2015, 12, 31))["skill"][0] == "training"
    assert pack.fitting_measures(date(2016, 1, 1))["skill"] == ("cooperatives",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("cause: skill", "cause: laziness", "laziness"),
        ('{id: training, source: "[003]"}', "{id: dancing, source: default}", "dancing"),
        ('{id: training, source: "[003]"}', "{id: training}", "no source"),
        ('{id: training, source: "[003]"}', '{id: training, source: "[009]"}', "009"),
        ('{id: training, source: "[003]"}', "{id: industry, source: default}", "industry"),
        ("from: 2010-01-01", "since: 2010-01-01", "unknown key since"),
    ],
)
def test_a_spoilt_table_is_refused_by_file_and_reason(
    draft: Path, old: str, new: str, says: str
) -> None:
    path = draft / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_pack("draft", draft.parent)
    assert says in str(refused.value)
