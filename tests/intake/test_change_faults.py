"""Changes that cannot be right are refused with the place and the remedy, and change nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry.named_sql import execute
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
def after_june(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> HelpWorld:
    """The village with a death in H01 on 20 May and H09 merged into H10 on 1 June: the template."""
    world = copy_help_world(listed_village, tmp_path_factory.mktemp("june"))
    load(
        world,
        NO
        | {"change_no": "BD-A", "kind": "death", "household_id": "H01", "person_id": "H01-2"}
        | {"changed_on": day_of(5, 20)},
        NO
        | {"change_no": "BD-B", "kind": "merge", "household_id": "H09"}
        | {"other_household_id": "H10", "changed_on": day_of(6, 1)},
    )
    return world


@pytest.fixture(scope="module")
def june(after_june: HelpWorld) -> Iterator[HelpWorld]:
    with after_june.registry.held():
        yield after_june


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


# --- revocations ----------------------------------------------------------------------------------


def revoke(world: HelpWorld, *rows: dict[str, Any]) -> Any:
    return load_rows(world.registry, "change_revocation", rows, as_of=TODAY, actor=OFFICE)


def back(number: str, **more: Any) -> dict[str, Any]:
    return {"change_no": number, "reason": "同名误登", "revoked_by": "周洁"} | more


def of(number: str, month_day: tuple[int, int], kind: str, household: str, **more: Any) -> Any:
    named = {"change_no": f"BD-{number}", "changed_on": day_of(*month_day)}
    return change(kind, household, **more) | named


@pytest.fixture(scope="module")
def after_mistakes(
    listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory
) -> HelpWorld:
    """H02 split into H20, where a child was born; H03 into H31, which has applied; a birth in H04 after
    which the couple went; a revoked birth in H05; H09 merged into H10, where a member of it died."""
    world = copy_help_world(listed_village, tmp_path_factory.mktemp("mistaken"))
    load(
        world,
        of("A", (5, 20), "death", "H01", person_id="H01-2"),
        of("B", (6, 1), "merge", "H09", other_household_id="H10"),
        of("C", (5, 2), "split", "H02", person_id="H02-2", other_household_id="H20", **HERE),
        of("D", (5, 9), "birth", "H20", name="张小宝"),
        of("E", (5, 2), "split", "H03", person_id="H03-2", other_household_id="H31", **HERE),
        of("F", (5, 3), "birth", "H04", name="张小宝"),
        of("G", (5, 4), "death", "H04", person_id="H04-1"),
        of("H", (5, 5), "split", "H04", person_id="H04-2", other_household_id="H41", **HERE),
        of("I", (5, 3), "birth", "H05", name="张小宝"),
        of("J", (6, 2), "death", "H10", person_id="H09-1"),
    )
    world.apply(day_of(5, 20), "H31")
    revoke(world, back("BD-I"))
    return world


@pytest.fixture(scope="module")
def mistaken(after_mistakes: HelpWorld) -> Iterator[HelpWorld]:
    with after_mistakes.registry.held():
        yield after_mistakes


REVOCATION_FAULTS: list[tuple[dict[str, Any], str, str]] = [
    (back("BD-X"), "no change BD-X", "没有变动BD-X"),
    (back("BD-I", reason="另一理由"), "BD-I is already in the registry", "已有BD-I"),
    (back("BD-I", revoked_by="赵敏"), "BD-I is already in the registry", "已有BD-I"),
    (back("BD-C"), "change BD-D of 2014-05-09 could not", "2014-05-09的变动BD-D以它为前提"),
    (back("BD-B"), "change BD-J of 2014-06-02 could not", "2014-06-02的变动BD-J以它为前提"),
    (back("BD-F"), "change BD-H of 2014-05-05 could not", "2014-05-05的变动BD-H以它为前提"),
    (back("BD-E"), "household H31, which came of the split", "分出的户H31已有申请"),
    (back("BD-A", reason=None), "empty", "空"),
    (back("BD-A", revoked_by=None), "empty", "空"),
]


@pytest.mark.parametrize(("row", "en", "zh"), REVOCATION_FAULTS, ids=range(len(REVOCATION_FAULTS)))
def test_a_revocation_that_cannot_be_is_refused_and_changes_nothing(
    mistaken: HelpWorld, row: dict[str, Any], en: str, zh: str
) -> None:
    before = fingerprint(mistaken.registry)
    with pytest.raises(IntakeError) as refused:
        revoke(mistaken, row)
    assert en in refused.value.said("en"), refused.value.said("en")
    assert zh in refused.value.said("zh"), refused.value.said("zh")
    assert "row 1" in refused.value.said("en")
    assert fingerprint(mistaken.registry) == before


def test_what_was_revoked_is_known_when_it_comes_again(mistaken: HelpWorld) -> None:
    before = fingerprint(mistaken.registry)
    birth = change("birth", "H05", name="张小宝") | {"change_no": "BD-I"}
    assert load(mistaken, birth | {"changed_on": day_of(5, 3)}).forms["change"].unchanged == 1
    assert revoke(mistaken, back("BD-I")).forms["change_revocation"].unchanged == 1
    assert fingerprint(mistaken.registry) == before
    with pytest.raises(IntakeError, match="BD-I is already in the registry"):
        load(mistaken, birth)  # the number is not free for another change


def test_a_change_and_the_one_that_needs_it_are_revoked_together(help_world: HelpWorld) -> None:
    load(
        help_world,
        of("C", (5, 2), "split", "H02", person_id="H02-2", other_household_id="H20", **HERE),
        of("D", (5, 9), "birth", "H20", name="张小宝"),
    )
    with pytest.raises(IntakeError, match="could not have happened without it"):
        revoke(help_world, back("BD-C"))
    revoke(help_world, back("BD-C"), back("BD-D"))
    with help_world.registry.reading() as reader:
        rows = execute(reader.connection, "SELECT household_id FROM household_on(?)", [TODAY])
        assert ("H20",) not in rows.fetchall()
    # the number of the household is free again, and what was wrong is entered right
    right = of("K", (5, 2), "split", "H02", person_id="H02-1", other_household_id="H20", **HERE)
    load(help_world, right)


def test_whose_death_is_revoked_may_have_later_changes(help_world: HelpWorld) -> None:
    load(help_world, of("A", (5, 20), "death", "H01", person_id="H01-2"))
    prison = of("K", (5, 21), "prison", "H01", person_id="H01-2")
    with pytest.raises(IntakeError, match="dead by 2014-05-21"):
        load(help_world, prison)
    revoke(help_world, back("BD-A"))
    load(help_world, prison)
