"""Every check of an inspection's forms, with the words in which it reports, and nothing stored."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tests.help_world import day_of
from tests.inspection_world import MAY_5, MAY_6, InspectionWorld, build_inspection_world

MAY_20, JUNE_3, JUNE_30 = day_of(5, 20), day_of(6, 3), day_of(6, 30)
#: What a row takes from the world once its sheets have numbers.
SHEET, CLOSED, OPEN = "{sheet of H02}", "{problem of H01}", "{problem of H07}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InspectionWorld]:
    """H01 was found not poor, H07 poor; something was done about H01, by 赵敏 and then by 孙立, on 3 June."""
    world = build_inspection_world(tmp_path_factory.mktemp("faults") / "office.duckdb")
    with world.registry.held():
        world.survey(day_of(4, 21), "H03")
        world.round(MAY_5)
        world.round(MAY_6)
        world.load(
            "inspection_result",
            MAY_20,
            world.result("H01", "not_poor"),
            world.result("H07", "poor"),
        )
        world.round(MAY_20)
        returned = {"rectification_id": f"{world.sheet('H01')}-inclusion"}
        returned |= {"how": "已重新评议", "evidence": "会议记录"}
        for who in ("赵敏", "孙立"):
            world.load("rectification_return", JUNE_3, returned | {"rectified_by": who})
        yield world


RESULT = {"sheet_id": SHEET, "household_id": "H02", "inspector": "周洁"}
RESULT |= {"finding": "poor", "reason": "土坯房"}
RETURN = {"rectification_id": OPEN, "rectified_by": "赵敏", "how": "已列入", "evidence": "照片"}
SEEN = {"rectification_id": CLOSED, "reinspector": "王建国", "finding": "closed"}

FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "inspection_result",
        RESULT | {"sheet_id": "inspection-2014-h1-610426-0099"},
        "no sheet inspection-2014-h1-610426-0099; expected a sheet that was issued after the draw.",
    ),
    (
        "inspection_result",
        RESULT | {"household_id": "H99"},
        "column Household number: household H99 was not drawn for sheet",
    ),
    (
        "inspection_result",
        RESULT | {"inspected_on": day_of(5, 4)},
        "inspected on 2014-05-04, drawn on 2014-05-06; expected a day from 2014-05-06 on.",
    ),
    (
        "inspection_result",
        RESULT | {"third_party": "周洁", "took_part": True},
        "the same person as the inspector; expected another person for the third party.",
    ),
    ("inspection_result", RESULT | {"took_part": False}, "column Third party: empty"),
    ("inspection_result", RESULT | {"reason": None}, "column Reason: empty"),
    ("inspection_result", RESULT | {"finding": "perhaps"}, "column Found: “perhaps”"),
    (
        "rectification_return",
        RETURN | {"rectification_id": "inspection-2014-h1-610426-0099-other"},
        "no rectification inspection-2014-h1-610426-0099-other; expected one that was put to its owner.",
    ),
    (
        "rectification_return",
        RETURN | {"rectified_on": day_of(5, 19)},
        "put right on 2014-05-19, known since 2014-05-20; expected a day from 2014-05-20 on.",
    ),
    ("rectification_return", RETURN | {"evidence": None}, "column Evidence: empty"),
    (
        "reinspection",
        SEEN | {"rectification_id": OPEN},
        "-exclusion is put right; expected the report and its evidence before it is seen again.",
    ),
    (
        "reinspection",
        SEEN | {"reinspected_on": day_of(6, 2)},
        "-inclusion is put right; expected the report and its evidence before it is seen again.",
    ),
    *(
        (
            "reinspection",
            SEEN | {"reinspector": who},
            "-inclusion right himself or herself; expected another person than who put it right.",
        )
        for who in ("赵敏", "孙立")
    ),
    ("reinspection", SEEN | {"finding": "not_closed"}, "column Reason: empty"),
]


def filled(world: InspectionWorld, row: dict[str, Any]) -> dict[str, Any]:
    numbers = {
        SHEET: world.sheet("H02"),
        CLOSED: f"{world.sheet('H01')}-inclusion",
        OPEN: f"{world.sheet('H07')}-exclusion",
    }
    return {name: numbers.get(value, value) for name, value in row.items()}


def refused(world: InspectionWorld, form: str, *rows: dict[str, Any]) -> str:
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError) as raised:
        world.load(form, JUNE_30, *(filled(world, row) for row in rows))
    assert fingerprint(world.registry) == before
    return raised.value.said("en")


@pytest.mark.parametrize(("form", "row", "said"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_told_and_nothing_is_stored(
    world: InspectionWorld, form: str, row: dict[str, Any], said: str
) -> None:
    assert said in refused(world, form, row)


@pytest.mark.parametrize("column", ["inspector", "third_party"])
def test_the_first_surveyor_does_not_inspect(world: InspectionWorld, column: str) -> None:
    """孙干部 surveyed H03 in the campaign of identification."""
    row = RESULT | {"sheet_id": world.sheet("H03"), "household_id": "H03", "third_party": "王建国"}
    said = refused(world, "inspection_result", row | {column: "孙干部"})
    assert "surveyed household H03 himself or herself; an inspector is another person" in said


def test_two_results_of_one_sheet_are_refused_in_one_file_and_later(world: InspectionWorld) -> None:
    said = refused(world, "inspection_result", RESULT, RESULT | {"finding": "not_poor"})
    assert "row 1" in said and "row 2" in said and "Found" in said
    world_row = world.result("H01", "poor")
    said = refused(world, "inspection_result", world_row)
    assert world.sheet("H01") in said
    assert "inspected by 周洁 on 2014-05-20, with other content; a result is stated once" in said


CORRECTION = {"correction_reason": "误填同名户", "corrected_by": "周洁", "corrected_on": JUNE_3}


@pytest.mark.parametrize(
    ("household", "more", "said"),
    [
        ("H01", CORRECTION | {"corrected_by": "王建国"}, "王建国 neither inspected for sheet"),
        ("H02", CORRECTION, "周洁 neither inspected for sheet"),  # it never came back
        ("H01", CORRECTION | {"corrected_on": day_of(5, 19)}, "corrected on 2014-05-19, stated on"),
        ("H01", CORRECTION | {"corrected_by": None}, "column Corrected by: empty"),
        ("H01", CORRECTION | {"corrected_on": None}, "column Corrected on: empty"),
    ],
)
def test_a_correction_that_is_not_in_order_is_refused(
    world: InspectionWorld, household: str, more: dict[str, Any], said: str
) -> None:
    assert said in refused(world, "inspection_result", world.result(household, "poor", **more))


def test_the_same_result_again_changes_nothing(world: InspectionWorld) -> None:
    before = len(world.rows("inspection_result"))
    world.load("inspection_result", JUNE_30, world.result("H01", "not_poor"))
    assert len(world.rows("inspection_result")) == before
