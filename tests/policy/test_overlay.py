"""An overlay changes a pack for one day, and is refused whatever a pack is refused."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policy.errors import PolicyError
from policy.overlay import apply_overlay, read_overlay
from policy.pack import Pack, load_pack
from policy.screening import explain, prepare_screening

ON = date(2014, 6, 1)
BIG_FAMILY = {"id": "enter.big", "expression": "size > 7", "label": {"zh": "人口多", "en": "large"}}
ENTERS = ["enter.income", "enter.education", "enter.housing", "enter.illness"]


def changed(**overlay: object) -> Pack:
    return apply_overlay(load_pack("cn"), overlay, ON, "plan.yaml")


def test_a_value_is_another_one_on_that_day_and_no_other() -> None:
    pack, other = load_pack("cn"), changed(poverty_line=3000)
    assert other.value("poverty_line", ON).value == 3000
    assert other.value("poverty_line", ON).source == "plan.yaml"
    assert other.value("poverty_line", date(2015, 6, 1)) == pack.value(
        "poverty_line", date(2015, 6, 1)
    )


def test_the_pack_itself_stays_as_it_is() -> None:
    pack = load_pack("cn")
    before = {f.name: getattr(pack, f.name) for f in fields(pack)}
    changed(poverty_line=3000, removed=["enter.income"], added=[BIG_FAMILY])
    assert {f.name: getattr(pack, f.name) for f in fields(pack)} == before
    assert pack.value("poverty_line", ON).value == 2800


def test_criteria_are_changed_removed_and_added_in_the_order_of_the_pack() -> None:
    other = changed(
        changed={"enter.housing": "dwellings = 0"},
        removed=["enter.education", "keepout.luxury"],
        added=[BIG_FAMILY],
    )
    enters = other.criteria("enter", ON)
    assert [rule.id for rule in enters] == [
        "enter.income",
        "enter.housing",
        "enter.illness",
        "enter.big",
    ]
    assert (enters[1].expression, enters[1].source) == ("dwellings = 0", "plan.yaml")
    assert enters[1].label == load_pack("cn").criteria("enter", ON)[2].label
    assert "keepout.luxury" not in {rule.id for rule in other.criteria("keepout", ON)}


def test_the_exceptions_of_a_changed_keep_out_stay() -> None:
    other = changed(changed={"keepout.new_house": "new_house_year >= 2010"})
    family = {"new_house_year": 2011, "new_house_cause": "disaster"}
    (found,) = [f for f in explain(family, other, ON) if f.criterion.id == "keepout.new_house"]
    assert found.state == "excepted"


def test_an_added_criterion_judges() -> None:
    found = {f.criterion.id: f.state for f in explain({"size": 8}, changed(added=[BIG_FAMILY]), ON)}
    assert (found["enter.big"], found["enter.income"]) == ("met", "unknown")


def test_an_overlay_for_the_other_pack_keeps_its_units(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text('poverty_line: "2000.5"\n', encoding="utf-8")
    on = date(1998, 3, 1)
    other = read_overlay(file, load_pack("vn"), on)
    assert prepare_screening(other, on).parameters == {"poverty_line": Decimal("2000.5")}


REFUSED: dict[str, tuple[object, str]] = {
    "nothing": (None, r"plan\.yaml: None; expected a mapping with the keys poverty_line, "),
    "a list": ([1], r"plan\.yaml: \[1\]; expected a mapping"),
    "an unknown key": ({"poverty_lin": 1}, "unknown key poverty_lin; expected only poverty_line,"),
    "a value that judges nobody": (
        {"publicity.window_days": 1},
        "unknown key publicity.window_days",
    ),
    "a value that no criterion is left to name": (
        {"away_years": 2, "removed": ["keepout.away"]},
        "plan.yaml, away_years: a value that no criterion names; .* poverty_line,",
    ),
    "a number as a text": (
        {"poverty_line": "3000"},
        "poverty_line: the value '3000'; expected a w",
    ),
    "an empty value": ({"poverty_line": None}, "the value None; expected a whole number"),
    "a line of nothing": ({"poverty_line": 0}, r"poverty_line: 0; expected a number from 0\.0001"),
    "a negative line": ({"poverty_line": -1}, "poverty_line: -1; expected a number from"),
    "a huge line": ({"poverty_line": 10**8}, "100000000; expected .* below 100000000"),
    "no number": (
        {"clearly_above_average_factor": "NaN"},
        "'NaN'; expected a quoted decimal such as",
    ),
    "too fine a number": (
        {"clearly_above_average_factor": "1.00001"},
        r"1\.00001; expected .* with at most 4 decimals",
    ),
    "an unquoted decimal": (
        {"clearly_above_average_factor": 1.5},
        "the value 1.5; expected a quoted",
    ),
    "a criterion that is not in force": (
        {"changed": {"enter.age": "size > 1"}},
        r"plan\.yaml, changed: unknown key enter\.age; expected only enter\.income",
    ),
    "changes that are a list": (
        {"changed": ["size > 1"]},
        r"changed: \['size > 1'\]; expected a map",
    ),
    "an unknown column": (
        {"changed": {"enter.income": "incom_per_person < 1"}},
        r"plan\.yaml, changed, enter\.income: .*incom_per_person.*perhaps income_per_person",
    ),
    "an expression that is no text": (
        {"changed": {"enter.income": True}},
        "enter.income: the value True; expected a text",
    ),
    "a division by zero": (
        {"changed": {"enter.income": "size / dwellings > 1"}},
        "may be zero .* Multiply the other side",
    ),
    "different types compared": (
        {"changed": {"enter.income": "size > 'abc'"}},
        "a number with a text",
    ),
    "a sub-select": ({"changed": {"enter.income": "(SELECT 1) > 0"}}, "a sub-select"),
    "a calculation too large": (
        {
            "changed": {
                "enter.income": "size * size * net_income_per_year * net_income_per_year > 1"
            }
        },
        "cannot be calculated",
    ),
    "a value too large for its calculation": (
        {
            "local_average_income": 99_999_999,
            "changed": {"enter.income": "income_per_person < local_average_income * 1000"},
        },
        "plan.yaml: with the changed values it cannot be calculated .* correct the value",
    ),
    "removed what is not there": (
        {"removed": ["enter.age"]},
        "removed: enter.age; expected one of",
    ),
    "removed twice": (
        {"removed": ["enter.income", "enter.income"]},
        "removed: enter.income more than once",
    ),
    "a text for a list": ({"removed": "enter.income"}, "'enter.income'; expected a list of words"),
    "removed and changed": (
        {"removed": ["enter.income"], "changed": {"enter.income": "size > 1"}},
        "unknown key enter.income",
    ),
    "nothing by which to enter": (
        {"removed": ENTERS},
        r"no criterion is left of enter\.income.*expected at least one criterion",
    ),
    "an addition that is no list": ({"added": BIG_FAMILY}, "added: {.*; expected a list"),
    "an added id that is there": (
        {"added": [BIG_FAMILY | {"id": "enter.income"}]},
        "added: enter.income more than once",
    ),
    "a kind that there is not": (
        {"added": [BIG_FAMILY | {"id": "exit.big"}]},
        r"added, exit\.big: exit; expected one of enter, keepout",
    ),
    "an odd id": (
        {"added": [BIG_FAMILY | {"id": "enter.Big"}]},
        "expected enter. and a word in small",
    ),
    "an addition without words": (
        {"added": [{"id": "enter.big", "expression": "size > 7"}]},
        "added: no label; expected the keys id, expression, label",
    ),
    "words in one language": (
        {"added": [BIG_FAMILY | {"label": {"en": "large"}}]},
        "enter.big, label: no zh",
    ),
    "a day of its own": ({"added": [BIG_FAMILY | {"from": ON}]}, "added: unknown key from"),
    "odd exceptions": (
        {"added": [BIG_FAMILY | {"exceptions": 5}]},
        "exceptions: 5; expected a list",
    ),
    "more criteria than are judged": (
        {"added": [BIG_FAMILY | {"id": f"enter.big_{c}"} for c in "abcdefghij"]},
        "21 criteria",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_faulty_overlay_is_refused_with_place_and_remedy(case: str) -> None:
    overlay, says = REFUSED[case]
    with pytest.raises(PolicyError, match=says) as refused:
        apply_overlay(load_pack("cn"), overlay, ON, "plan.yaml")
    assert str(refused.value).startswith(("plan.yaml", "data/policy/cn/criteria.yaml"))
    assert refused.value.said("zh").endswith("。")


FILES = {
    "no file": (None, "no such file; expected a YAML file of a policy"),
    "broken": (b"poverty_line: [", r"line \d: .*expected valid YAML"),
    "a key twice": (b"poverty_line: 1\npoverty_line: 2\n", "poverty_line stands there twice"),
    "another encoding": ("# 贫困线\npoverty_line: 3000\n".encode("gbk"), "save the file as UTF-8"),
    "a day that there is not": (
        b"poverty_line: 2014-02-30\n",
        "cannot be read .day is out of range",
    ),
    "a control character": (b"poverty_line: \x00\n", "cannot be read"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_refused_by_its_name(case: str, tmp_path: Path) -> None:
    content, says = FILES[case]
    file = tmp_path / "plan.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PolicyError, match=f"plan.yaml.*{says}"):
        read_overlay(file, load_pack("cn"), ON)


def test_a_day_without_a_value_in_force_is_refused() -> None:
    with pytest.raises(PolicyError, match="2021"):
        apply_overlay(load_pack("cn"), {"poverty_line": 3000}, date(2021, 6, 1), "plan.yaml")
