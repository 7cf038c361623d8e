"""The daily check of what villages reported: what is not known contradicts nothing."""

from datetime import date
from typing import Any

from tasks.checks import check_reports
from tests.world import VILLAGE, World, april


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
