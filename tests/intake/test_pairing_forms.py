"""Registers of pairing, and pairings by hand: what comes in, and what is refused in which words."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from policy.pack import load_pack
from policy.refusals import refusal
from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tasks.intake.forms import all_forms
from tasks.intake.loading import load_files, load_rows
from tasks.intake.workbooks import write_form
from tests.help_world import HELP, HelpWorld, day_of
from tests.world import COUNTY, TOWNSHIP, VILLAGE

ON = day_of(6, 1)
UNIT = {"unit_id": "DW-9", "name_zh": "永寿县农业局", "kind": "county", "leader_name": "周建军"}
HELPER = {"helper_id": "BF-9", "unit_id": "DW-1", "name": "李文斌", "rank": "cadre"}
KINSHIP = {"helper_id": "BF-1", "household_id": "H01", "relation": "堂兄", "is_related": True}
DISTANCE = {"from_code": TOWNSHIP, "to_code": VILLAGE, "kilometres": Decimal("12.5")}
BY_HAND = {"household_id": "H01", "helper_id": "BF-2", "reason": "农户请求更换"}
GOOD: dict[str, dict[str, Any]] = {
    "helping_unit": UNIT,
    "helper": HELPER,
    "kinship": KINSHIP,
    "distance": DISTANCE,
    "pairing": BY_HAND,
}
FORMS = {name: all_forms()[name] for name in GOOD}


def load(world: HelpWorld, form: str, row: dict[str, Any], on: date = ON) -> None:
    load_rows(world.registry, form, [row], as_of=on, actor="周洁", campaign_id=HELP)


@pytest.mark.parametrize("form", GOOD)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_form_loads_once(
    help_world: HelpWorld, tmp_path: Path, form: str, language: Any
) -> None:
    rows = pl.DataFrame([GOOD[form]])
    path = write_form(
        tmp_path / "form.xlsx", [(form, rows)], language=language, pack=load_pack("cn")
    )
    for stored in (1, 0):
        report = load_files(help_world.registry, [path], as_of=ON, actor="周洁", campaign_id=HELP)
        assert report.forms[form].stored == stored


def test_what_comes_in_stands_in_the_registry(help_world: HelpWorld) -> None:
    for form, row in GOOD.items():
        load(help_world, form, row)
        (kept,) = [
            found
            for found in help_world.rows(FORMS[form].table)
            if all(found[key] == row[key] for key in FORMS[form].key if key in row)
        ]
        assert row.items() <= kept.items()


def test_a_pairing_by_hand_knows_the_helpers_unit_and_no_run(help_world: HelpWorld) -> None:
    load(help_world, "pairing", BY_HAND)
    (row,) = help_world.rows("pairing")
    assert (row["unit_id"], row["run_no"], row["paired_on"]) == ("DW-1", 0, ON)


def test_a_helper_who_leaves_keeps_the_row_and_what_was_known(help_world: HelpWorld) -> None:
    load(help_world, "helper", HELPER | {"phone": "13900000000"})
    left = HELPER | {"left_on": day_of(9, 1), "left_reason": "retired"}
    load(help_world, "helper", left, day_of(9, 1))
    first, second = [r for r in help_world.rows("helper") if r["helper_id"] == "BF-9"]
    assert (first["left_on"], second["left_on"]) == (None, day_of(9, 1))


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("helping_unit", {"place_code": "610427"}, "610427 is not a place of the register"),
    (
        "helping_unit",
        {"since_on": day_of(5, 2), "left_on": day_of(5, 1)},
        "left on 2014-05-01, began on 2014-05-02; expected a day from 2014-05-02 on",
    ),
    ("helping_unit", {"kind": "王国"}, "one of provincial, municipal, county"),
    ("helper", {"unit_id": "DW-7"}, "DW-7 is no unit of the register, or has stopped helping"),
    ("helper", {"place_code": "999"}, "999 is not a place of the register"),
    ("helper", {"rank": "king"}, "one of county leader, department leader, ordinary cadre"),
    (
        "helper",
        {"since_on": day_of(5, 2), "left_on": day_of(5, 1), "left_reason": "ill"},
        "left on 2014-05-01, began on 2014-05-02",
    ),
    ("helper", {"account": "wangjianguo"}, "an account without a channel"),
    ("helping_unit", {"account": "wangjianguo"}, "an account without a channel"),
    ("helper", {"email": "a@b.test, c@d.test"}, "not one mail address"),
    ("helping_unit", {"email": "a@b"}, "not one mail address"),
    ("helper", {"left_on": day_of(6, 1)}, "column Reason of leaving: empty"),
    ("kinship", {"helper_id": "BF-77"}, "BF-77 is no helper of the register, or has left"),
    ("kinship", {"household_id": "H77"}, "H77 is not in the register"),
    ("distance", {"from_code": "999"}, "999 is not a place of the register"),
    ("distance", {"to_code": COUNTY}, f"{COUNTY} is not a village of the register"),
    ("distance", {"kilometres": Decimal(-1)}, "-1"),
    ("pairing", {"household_id": "H77"}, "H77 is not in the register"),
    ("pairing", {"helper_id": "BF-77"}, "BF-77 is no helper of the register"),
    ("pairing", {"household_id": "X1"}, "household X1 is not on the list of poor households"),
    ("pairing", {"household_id": "H02"}, "BF-2 is a member of household H02"),
    ("pairing", {"household_id": "H03"}, "BF-2 is a relative of household H03"),
    ("pairing", {"household_id": "H04"}, "BF-2 investigated an objection about household H04"),
]


@pytest.fixture
def entangled(help_world: HelpWorld) -> HelpWorld:
    """BF-2 lives in H02, has a relative in H03 and investigated an objection about H04."""
    number = "11010519491231002X"
    person = {"person_id": number, "version": 1, "since_on": ON, "name": "某", "id_number": number}
    help_world.write("person", ON, [person | {"household_id": "H02"}])
    (known,) = [r for r in help_world.rows("helper") if r["helper_id"] == "BF-2"]
    known = {name: value for name, value in known.items() if name not in ("entry", "actor")}
    help_world.write("helper", ON, [known | {"version": 2, "id_number": number}])
    load(help_world, "kinship", KINSHIP | {"helper_id": "BF-2", "household_id": "H03"})
    help_world.object(ON, "1", "H04")
    row = {"objection_id": "O1", "round": 1, "assigned_on": ON, "investigator": known["name"]}
    help_world.write("assignment", ON, [row])
    household = {"household_id": "X1", "version": 1, "since_on": ON, "village_code": VILLAGE}
    household |= {"group_code": VILLAGE + "01", "head_name": "某", "register_kind": "rural"}
    help_world.write("household", ON, [household])
    return help_world


@pytest.mark.parametrize(("form", "wrong", "message"), FAULTS)
def test_a_bad_row_is_refused_and_nothing_is_stored(
    entangled: HelpWorld, form: str, wrong: dict[str, Any], message: str
) -> None:
    before = fingerprint(entangled.registry)
    with pytest.raises(IntakeError) as refused:
        load(entangled, form, GOOD[form] | wrong)
    (fault,) = refused.value.faults
    assert message in fault.said("en")
    assert "{" not in fault.said("zh")
    assert fingerprint(entangled.registry) == before


def test_every_check_of_these_forms_is_tested_and_worded() -> None:
    own = {
        *("unknown_unit", "unknown_helper", "left_before_since", "pairing_of_unlisted"),
        *("distance_from_unknown_place", "distance_to_unknown_village"),
        *("paired_with_themselves", "paired_with_relative", "paired_with_investigator"),
    }
    assert own <= {check for form in FORMS.values() for check in form.checks}
    marks = dict.fromkeys(
        ("unit_id", "helper_id", "household_id", "left_on", "since_on", "place_code"), "x"
    ) | {"village_code": "x", "words": "x"}
    assert all(refusal(f"checks.{check}", **marks).came.zh for check in own)
