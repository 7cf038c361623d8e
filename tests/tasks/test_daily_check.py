"""What is checked of the data: day by day as villages report, and at step 7. What is not known contradicts
nothing, and is asked for."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import tasks.campaign_day
from policy.label import Label
from policy.pack import load_pack
from policy.wording import in_words
from tasks.checks import check_reports
from tasks.forms_out import write_waiting_forms
from tasks.intake.loading import load_rows
from tasks.steps.entries import check_entries
from tests.world import CAMPAIGN, OFFICE, VILLAGE, World, april, id_number


def member(world: World, household: str, number: int, birth_on: date | None) -> None:
    """A member of a household as the register has it from 3 April on; 1 and 2 are there already."""
    row: dict[str, Any] = {"person_id": f"{household}-{number}", "version": 2, "name": "家属"}
    row |= {"household_id": household, "since_on": april(3), "birth_on": birth_on}
    world.write("person", april(3), [row | {"relation": "head" if number == 1 else "child"}])


def found(world: World, check: str) -> dict[str, str]:
    """What a check finds on 6 April, by household."""
    check_reports(world.day(april(6)))
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT household_id, detail FROM finding WHERE check_id = ?", [check]
        ).fetchall()
    return dict(rows)


def test_dropouts_contradict_a_family_only_where_every_birthday_is_known(world: World) -> None:
    """Two adults in every household; six say that one child is kept out of school by lack of money."""
    member(world, "H02", 2, None)  # may be the child
    member(world, "H03", 3, date(2004, 4, 5))  # ten on the day of the visit
    member(world, "H04", 3, date(1998, 4, 5))  # sixteen on the day after it
    member(world, "H06", 3, date(2013, 4, 5))  # one year old
    unlisted = {"household_id": "H11", "version": 1, "since_on": april(1), "registered_persons": 3}
    home = {"village_code": VILLAGE, "group_code": VILLAGE + "01", "head_name": "户主11"}
    world.write("household", april(1), [unlisted | home | {"register_kind": "rural"}])
    world.survey(april(4), "H01", "H02", dropouts_for_money=1)
    world.survey(april(4), "H03", "H04", "H06", "H11", dropouts_for_money=1, size=3)
    world.survey(april(4), "H05", dropouts_for_money=1, size=3)  # one more than the register lists
    assert found(world, "dropouts_without_children") == {
        "H01": "dropouts=1 children=0",
        "H06": "dropouts=1 children=0",
    }


#: What a household has behind it that comes to step 7.
BEFORE = {
    "application": "accepted",
    "group_appraisal": "passed",
    "first_publicity": "clear",
    "survey": "surveyed",
    "village_appraisal": "passed",
    "second_publicity": "clear",
    "audit": "approved",
    "comparison": "clear",
}


@pytest.fixture
def unnumbered(world: World) -> World:
    """H01 and H02 at step 7; a child of H02 has no ID number, and the village is asked why."""
    member(world, "H02", 3, date(2014, 3, 20))
    world.survey(april(4), "H01")
    world.survey(april(4), "H02", size=3)
    rows = [
        {"campaign_id": CAMPAIGN, "step": step, "household_id": h, "round": 1, "result": result}
        | {"decided_on": april(5), "reason": "—"}
        for h in ("H01", "H02")
        for step, result in BEFORE.items()
    ]
    world.write("outcome", april(5), rows)
    assert found(world, "without_id_number") == {"H02": "persons=1"}
    return world


def entered(world: World, on: date) -> dict[str, tuple[str, date]]:
    check_entries(world.day(on))
    return world.outcomes("data_entry")


def test_who_gets_a_number_on_the_form_of_corrections_stays_the_same_person(
    unnumbered: World, tmp_path: Path
) -> None:
    assert entered(unnumbered, april(7)) == {
        "H01": ("clean", april(7)),
        "H02": ("to_fix", april(7)),
    }
    with unnumbered.registry.reading() as reader:
        (why,) = reader.connection.execute(
            "SELECT reason FROM outcome WHERE household_id = 'H02' AND result = 'to_fix'"
        ).fetchone()
    assert why == "entry.to_fix faults=without_id_number=1"
    assert in_words(why) == Label(
        "数据须更正：1人缺证件号码", "to be corrected: 1 without an ID number"
    )

    books = write_waiting_forms(unnumbered.day(april(7)), tmp_path, "zh")
    (book,) = (book for book in books if book.name.startswith("correction-"))
    cells = {cell.value for row in load_workbook(book).worksheets[0].iter_rows() for cell in row}
    assert cells >= {"参考：发现的问题", "1人缺证件号码"}

    with unnumbered.registry.reading() as reader:
        members = reader.rows("form_persons", as_of=april(7), subjects=["H02"])
    (child,) = [row for row in members if row["id_number"] is None]
    child |= {"id_number": id_number(date(2014, 3, 20)), "name": "张小宝"}
    load_rows(unnumbered.registry, "persons", [child], as_of=april(8), actor=OFFICE)
    assert entered(unnumbered, april(8))["H02"] == ("clean", april(8))
    with unnumbered.registry.reading() as reader:
        persons = reader.connection.execute(
            "SELECT DISTINCT person_id FROM person WHERE household_id = 'H02' ORDER BY ALL"
        ).fetchall()
    assert persons == [("H02-1",), ("H02-2",), ("H02-3",)]


def test_a_person_of_the_village_may_say_why_there_is_no_number(unnumbered: World) -> None:
    entered(unnumbered, april(7))
    said = {"check_id": "without_id_number", "household_id": "H02", "corrected_on": april(8)}
    said |= {"corrected_by": "李卫东", "how": "新生儿，出生登记在办"}
    load_rows(
        unnumbered.registry,
        "correction",
        [said],
        as_of=april(9),
        actor=OFFICE,
        campaign_id=CAMPAIGN,
    )
    assert entered(unnumbered, april(9))["H02"] == ("clean", april(9))


def test_a_pack_without_national_numbers_asks_for_none(
    unnumbered: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tasks.campaign_day,
        "load_pack",
        lambda name: replace(load_pack(name), id_numbers="as_written"),
    )
    assert entered(unnumbered, april(7))["H02"] == ("clean", april(7))
