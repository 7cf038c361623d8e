"""Every check of targets, entered points and objections to scores, with its words, and nothing stored."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tests.assessment_world import (
    ENTERED,
    JAN_16,
    YEAR_END,
    AssessmentWorld,
    assessed_year,
    points,
)
from tests.help_world import HelpWorld, copy_help_world
from tests.world import COUNTY, TOWNSHIP, VILLAGE

TARGET = {"target_id": "MB-1", "place_code": VILLAGE, "what": "减少贫困人口", "unit": "人"}
TARGET |= {"number": "5", "decided_on": date(2014, 5, 5)}
REPORT = {"target_id": "MB-1", "place_code": VILLAGE, "reported_on": YEAR_END, "reached": "5"}
REPORT |= {"reporter": "周洁", "evidence": "台账"}
POINTS = points("satisfaction", "village", VILLAGE, "90")
OF_UNIT = points("village_opinion", "unit", "DW-1", "90")


@pytest.fixture(scope="module")
def world(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> AssessmentWorld:
    """A posted list of results, a target that people report on and one that the registry counts."""
    own = assessed_year(copy_help_world(listed_village, tmp_path_factory.mktemp("faults")))
    with own.registry.held():
        own.load("target", YEAR_END, TARGET, TARGET | {"target_id": "MB-2", "unit": "户"} | COUNTED)
        own.load("target_report", YEAR_END, REPORT)
        own.enter(YEAR_END, *ENTERED)
        named(own)
        own.assess(JAN_16)
        number = own.rows("assessment_line")[0]["number"]
        objection = {"objection_id": "Y1", "number": number, "kind": "score"}
        objection |= {"assessed_id": VILLAGE, "received_on": JAN_16, "channel": "letter"}
        objection |= {"ground": "评价有误", "is_anonymous": True, "received_by": "王主任"}
        own.load("objection", JAN_16, objection)
        own.load("assignment", JAN_16, ASSIGNMENT | {"investigator": "孙立"})
    return own


def named(own: AssessmentWorld) -> None:
    """The unit's leader and one of its helpers under names that a form takes."""
    units = [row for row in own.rows("helping_unit") if row["unit_id"] == "DW-1"]
    helpers = [row for row in own.rows("helper") if row["helper_id"] == "BF-2"]
    for table, rows, name in (
        ("helping_unit", units, {"leader_name": "何明"}),
        ("helper", helpers, {"name": "何建军"}),
    ):
        known = {k: v for k, v in rows[0].items() if k not in ("actor", "entry")}
        own.write(table, YEAR_END, [known | name | {"version": 2, "since_on": YEAR_END}])


COUNTED = {"counted_by": "housing_solved"}
ASSIGNMENT = {"objection_id": "Y1", "assigned_on": JAN_16}
INVESTIGATION = {"objection_id": "Y1", "investigated_on": JAN_16, "finding": "属实"}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("target", TARGET | {"place_code": "610426999"}, "610426999"),
    ("target", TARGET | {"number": "-1"}, "-1"),
    ("target", TARGET | {"number": "many"}, "many"),
    ("target_report", REPORT | {"target_id": "MB-9"}, "no target MB-9 was set for 610426101001"),
    ("target_report", REPORT | {"place_code": COUNTY}, "no target MB-1 was set for 610426"),
    ("target_report", REPORT | {"target_id": "MB-2"}, "MB-2 is counted by the registry"),
    ("target_report", REPORT | {"evidence": None}, "Evidence"),
    ("indicator_score", POINTS | {"points": "100.01"}, r"100\.01"),
    ("indicator_score", POINTS | {"points": "-1"}, "-1"),
    ("indicator_score", POINTS | {"reason": None}, "Reason"),
    ("indicator_score", POINTS | {"evidence": None}, "Evidence"),
    ("indicator_score", POINTS | {"indicator_id": "happiness"}, "happiness"),
    # counted from rows: nobody enters it
    ("indicator_score", POINTS | {"indicator_id": "visits"}, "visits"),
    (
        "indicator_score",
        OF_UNIT | {"indicator_id": "satisfaction"},
        "no unit is assessed by satisfaction",
    ),
    ("indicator_score", POINTS | {"assessed_id": TOWNSHIP}, "no village with the number 610426101"),
    ("indicator_score", OF_UNIT | {"assessed_id": "DW-9"}, "no unit with the number DW-9"),
    # self-entered: the unit's leader, one of its helpers by name, the township's own desk
    ("indicator_score", OF_UNIT | {"scorer": "何明"}, "the scorer answers for DW-1"),
    ("indicator_score", OF_UNIT | {"scorer": "何　建军"}, "the scorer answers for DW-1"),
    (
        "indicator_score",
        POINTS | {"kind": "township", "assessed_id": TOWNSHIP, "scorer": "监军镇"},
        "the scorer answers for 610426101",
    ),
    ("assignment", ASSIGNMENT | {"investigator": "周洁"}, "gave it points"),
    ("investigation", INVESTIGATION | {"investigator": "周洁"}, "gave it points"),
]


@pytest.mark.parametrize(("form", "row", "said"), CASES)
def test_a_faulty_row_is_refused_in_words_and_changes_nothing(
    world: AssessmentWorld, form: str, row: dict[str, Any], said: str
) -> None:
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError, match=said):
        world.load(form, JAN_16, row)
    assert fingerprint(world.registry) == before


def test_an_objection_names_who_stands_on_the_list(world: AssessmentWorld) -> None:
    (number,) = {
        row["number"] for row in world.rows("assessment_line") if row["assessed_id"] == VILLAGE
    }
    row = {"objection_id": "Y2", "number": number, "kind": "score", "received_on": JAN_16}
    row |= {"channel": "letter", "ground": "有误", "is_anonymous": True, "received_by": "王主任"}
    with pytest.raises(IntakeError, match="does not show DW-1"):
        world.load("objection", JAN_16, row | {"assessed_id": "DW-1"})
    with pytest.raises(IntakeError, match="Number of the assessed"):
        world.load("objection", JAN_16, row)


def test_who_gave_the_points_does_not_decide(world: AssessmentWorld, tmp_path: Path) -> None:
    own = AssessmentWorld(copy_help_world(world, tmp_path).registry)
    named = {"objection_id": "Y1"}
    own.load("assignment", JAN_16, ASSIGNMENT | {"investigator": "孙立"})
    own.load("investigation", JAN_16, INVESTIGATION | {"investigator": "孙立"})
    said = {"decided_on": JAN_16, "finding": "dismissed", "reason": "属实"}
    for decider, fault in (("周洁", "gave it points"), ("等驾坡村", "answers for 610426101001")):
        with pytest.raises(IntakeError, match=fault):
            own.load("decision", JAN_16, named | said | {"decider": decider})
    assert own.rows("decision") == []


def test_a_file_of_points_tells_all_its_errors_at_once(world: AssessmentWorld) -> None:
    rows = [POINTS | {"points": "101"}, OF_UNIT | {"scorer": "DW-1"}]
    with pytest.raises(IntakeError) as refused:
        world.load("indicator_score", JAN_16, *rows)
    assert len(refused.value.faults) == 2
