"""The plan of a county goes to the villages that lie in it, and to no other."""

from typing import Any

import pytest

from policy.errors import OfficeError
from tasks.opening import issue_letters, plan_scale
from tests.world import COUNTY, DESK, TOWNSHIP, VILLAGE, World, april

NEIGHBOUR = "610427"


def register(world: World, *places: tuple[str, str, str | None, int | None]) -> None:
    """Places with code, level, the place above and rural households."""
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "version": 1,
            "since_on": april(1),
            "level": level,
            "parent_code": above,
            "name_zh": f"地{code}",
            "rural_households": households,
            "rural_persons": households and 3 * households,
        }
        | (DESK if level == "county" else dict.fromkeys(DESK))
        for code, level, above, households in places
    ]
    world.write("place", april(1), rows)


def planned(world: World) -> dict[str, int]:
    with world.registry.reading() as reader:
        named = world.day(april(2)).named(as_of=april(2))
        return {p["place_code"]: p["planned_households"] for p in reader.rows("plans", **named)}


def test_a_county_plans_for_its_own_villages_whatever_their_codes(world: World) -> None:
    """The world's village has 10 rural households; of the neighbour's two townships one has moved here."""
    moved, stayed = NEIGHBOUR + "101", NEIGHBOUR + "102"
    register(
        world,
        (NEIGHBOUR, "county", None, None),
        (moved, "township", COUNTY, None),
        (moved + "001", "village", moved, 30),
        (stayed, "township", NEIGHBOUR, None),
        (stayed + "001", "village", stayed, 40),
        (stayed + "002", "village", stayed, None),  # not ours to ask for
    )
    plan_scale(world.day(april(2)), 100)
    assert planned(world) == {
        COUNTY: 100,
        TOWNSHIP: 25,
        VILLAGE: 25,
        moved: 75,
        moved + "001": 75,
    }
    assert issue_letters(world.day(april(2))) == {"villages": 2}


def test_a_place_that_leaves_the_county_leaves_its_plan(world: World) -> None:
    other = COUNTY + "102"
    register(
        world,
        (other, "township", COUNTY, None),
        (other + "001", "village", other, 30),
        (NEIGHBOUR, "county", None, None),
    )
    plan_scale(world.day(april(2)), 100)
    row = {"code": other, "version": 2, "since_on": april(2), "level": "township"}
    world.write("place", april(2), [row | {"parent_code": NEIGHBOUR, "name_zh": "地"}])
    plan_scale(world.day(april(2)), 100)
    assert planned(world) == {COUNTY: 100, TOWNSHIP: 100, VILLAGE: 100, other: 0, other + "001": 0}


def test_a_village_of_unknown_size_is_named_and_not_planned_with_nothing(world: World) -> None:
    register(world, (TOWNSHIP + "002", "village", TOWNSHIP, None))
    with pytest.raises(
        OfficeError, match=f"rural persons for 地{TOWNSHIP}002 {TOWNSHIP}002; expec"
    ):
        plan_scale(world.day(april(2)), 100)
    assert planned(world) == {}


def test_a_village_where_nobody_lives_is_planned_with_nothing(world: World) -> None:
    register(world, (TOWNSHIP + "002", "village", TOWNSHIP, 0))
    plan_scale(world.day(april(2)), 100)
    assert planned(world)[TOWNSHIP + "002"] == 0
