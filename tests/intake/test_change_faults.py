"""Changes that cannot be right are refused with the place and the remedy, and change nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_rows
from tests.help_world import HelpWorld, copy_help_world, day_of
from tests.world import GROUPS, OFFICE, VILLAGE

TODAY = day_of(6, 30)
NO = {"change_no": "BD-1", "reported_by": "王建国", "changed_on": day_of(5, 10)}
HERE = {"village_code": VILLAGE, "group_code": GROUPS[0]}


def load(world: HelpWorld, *rows: dict[str, Any]) -> Any:
    return load_rows(world.registry, "change", rows, as_of=TODAY, actor=OFFICE)


@pytest.fixture(scope="module")
def june(
    listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HelpWorld]:
    """The village with a death in H01 on 20 May and H09 merged into H10 on 1 June."""
    world = copy_help_world(listed_village, tmp_path_factory.mktemp("june"))
    with world.registry.held():
        load(
            world,
            NO
            | {"change_no": "BD-A", "kind": "death", "household_id": "H01", "person_id": "H01-2"}
            | {"changed_on": day_of(5, 20)},
            NO
            | {"change_no": "BD-B", "kind": "merge", "household_id": "H09"}
            | {"other_household_id": "H10", "changed_on": day_of(6, 1)},
        )
        yield world


def change(kind: str, household: str, **more: Any) -> dict[str, Any]:
    return NO | {"kind": kind, "household_id": household} | more


FAULTS: list[tuple[dict[str, Any], str]] = [
    (
        change("household_move", "H02", village_code="610426101009", group_code=GROUPS[0]),
        "610426101009",
    ),
    (change("death", "H99", person_id="H01-1"), "there was no household H99 on 2014-05-10"),
    (
        change("death", "H02", person_id="H02-1", changed_on=day_of(3, 31)),
        "there was no household H02 on 2014-03-31",
    ),
    (change("death", "H02", name="张秀英"), "household H02 has no such person"),
    (
        change("death", "H02", person_id="H03-1"),
        "the person is no member of household H02 on 2014-05-10",
    ),
    (
        change("prison", "H01", person_id="H01-2", changed_on=day_of(5, 21)),
        "the person is registered as dead by 2014-05-21",
    ),
    (
        change("death", "H01", person_id="H01-2", changed_on=day_of(5, 21)),
        "the person is registered as dead by 2014-05-21",
    ),
    (
        change("marriage_out", "H02", person_id="H02-1", other_household_id="H02"),
        "the person is a member of household H02 already",
    ),
    (
        change("marriage_in", "H02", person_id="H02-1", other_household_id="H02"),
        "the person is a member of household H02 already",
    ),
    (change("merge", "H02", other_household_id="H02"), "household H02 with itself"),
    (change("merge", "H02"), "empty"),
    (
        change("birth", "H09", name="小宝", changed_on=day_of(6, 2)),
        "household H09 is none any more since 2014-06-01 (BD-B)",
    ),
    (
        change("birth", "H02", name="小宝", birth_on=day_of(5, 9)),
        "another day of birth than 2014-05-10",
    ),
    (change("return", "H02", person_id="H02-1"), "the person has not left (household H02)"),
    (
        change("split", "H02", person_id="H02-1", other_household_id="H03", **HERE),
        "household H03 is there already",
    ),
    (
        change("birth", "H02", name="小宝", changed_on=day_of(7, 1)),
        "2014-07-01",
    ),
    (
        change("merge", "H01", other_household_id="H02", changed_on=day_of(5, 19)),
        "household H01 is none any more since 2014-05-19 (BD-1)",
    ),
    (
        change("marriage_out", "H01", person_id="H01-2", other_household_id="H02"),
        "contradicts change BD-A of 2014-05-20",
    ),
    (
        NO | {"change_no": "BD-A", "kind": "death", "household_id": "H01", "person_id": "H01-1"},
        "BD-A",
    ),
]


@pytest.mark.parametrize(("row", "said"), FAULTS, ids=range(len(FAULTS)))
def test_what_cannot_be_is_refused_and_changes_nothing(
    june: HelpWorld, row: dict[str, Any], said: str
) -> None:
    before = fingerprint(june.registry)
    with pytest.raises(IntakeError) as refused:
        load(june, row)
    assert said in refused.value.said("en"), refused.value.said("en")
    assert "row 1" in refused.value.said("en")
    assert fingerprint(june.registry) == before


def test_a_split_leaves_somebody_behind(june: HelpWorld) -> None:
    before = fingerprint(june.registry)
    rows = [
        change("split", "H03", person_id=f"H03-{n}", other_household_id="H30", **HERE)
        | {"change_no": f"BD-{n}"}
        for n in (1, 2)
    ]
    with pytest.raises(IntakeError, match="leaves nobody in household H03"):
        load(june, *rows)
    assert fingerprint(june.registry) == before


def test_one_change_a_person_and_day_but_for_a_death(june: HelpWorld) -> None:
    away = change("prison", "H03", person_id="H03-1")
    back = change("return", "H03", person_id="H03-1") | {"change_no": "BD-2"}
    with pytest.raises(IntakeError, match="has change BD-2 on 2014-05-10 already"):
        load(june, away, back)


def test_somebody_is_born_once(june: HelpWorld) -> None:
    one = change("birth", "H03", name="张小宝", id_number="610426201405100019")
    with pytest.raises(IntakeError, match="the person is registered already"):
        load(june, one, one | {"change_no": "BD-2"})


def test_nobody_changes_before_birth(june: HelpWorld) -> None:
    born = change("birth", "H03", name="张小宝", changed_on=day_of(6, 2))
    dies = change("death", "H03", name="张小宝", changed_on=day_of(6, 1)) | {"change_no": "BD-2"}
    with pytest.raises(IntakeError, match="2014-06-01 is before the person's birth"):
        load(june, born, dies)
