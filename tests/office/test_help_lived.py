"""A second year of help, lived by one generated village: asked, chosen for, and newcomers asked too."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office.rehearsal.county import County, make_county
from office.rehearsal.help.year import HelpYear
from office.rehearsal.rehearsal import PACK, Rehearsal
from policy.pack import load_pack
from registry.session import Registry
from tests.lived_world import LISTED_ON, announce, live, survey_households

OPENED_ON, UNTIL = date(2015, 1, 5), date(2015, 3, 9)
NEWLY_LISTED_ON = date(2015, 2, 2)
BUILT = "infrastructure"
HELPERS, OLD, NEW = 2, 6, 2


class World:
    """Eight households of one village; two of them come onto the list when the year has begun."""

    def __init__(self, folder: Path) -> None:
        township = make_county("township", 1, 2014, load_pack(PACK))
        helpers = township.helper.head(HELPERS)
        units = township.helping_unit.join(helpers, on="unit_id", how="semi")
        self.county: County = replace(township, helper=helpers, helping_unit=units)
        registry = Registry(folder / "office.duckdb")
        registry.create(PACK)
        self.rehearsal = Rehearsal(self.county, "village", folder, registry)
        self.village: str = self.county.household["village_code"].max()
        in_village = self.county.household.filter(village_code=self.village)
        homes = self.county.expected_list().join(in_village, on="household_id", how="semi")
        self.homes = homes["household_id"].sort()[: OLD + NEW]
        self.old, self.new = set(self.homes[:OLD]), set(self.homes[OLD:])

    def live(self) -> None:
        with self.rehearsal.registry.held():
            survey_households(self.rehearsal, self.homes)
            announce(self.rehearsal, self.homes[:OLD], LISTED_ON)
            announce(self.rehearsal, self.homes[OLD:], NEWLY_LISTED_ON)
            helping = {"helping_unit": self.county.helping_unit, "helper": self.county.helper}
            self.rehearsal.load("helpers", helping, f"help-2014-{self.county.code}", LISTED_ON)
            live(HelpYear(self.rehearsal, replace(self.county, year=2015), OPENED_ON), UNTIL)

    def rows(self, text: str) -> list[dict[str, Any]]:
        with self.rehearsal.registry.reading() as reader:
            found: list[dict[str, Any]] = reader.connection.execute(text).pl().to_dicts()
            return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("help"))
    world.live()
    return world


def test_whoever_comes_onto_the_list_is_asked_what_is_difficult_and_hands_in_a_card(
    world: World,
) -> None:
    stated = world.rows("SELECT household_id, min(stated_on) AS day FROM difficulty GROUP BY ALL")
    first = {row["household_id"]: row["day"] for row in stated}
    assert set(first) == world.old | world.new
    assert all(first[home] < NEWLY_LISTED_ON for home in world.old)
    assert all(first[home] > NEWLY_LISTED_ON for home in world.new)
    cards = {row["household_id"] for row in world.rows("SELECT household_id FROM card")}
    assert cards == world.new  # the others handed theirs in when help began, a year ago


def test_what_a_household_orders_gets_the_project_of_its_township_that_does_it(
    world: World,
) -> None:
    chosen = world.rows(
        "SELECT n.need_id, n.household_id, n.measure_id AS needed, p.measure_id AS done, p.place_code,"
        " c.chosen_on, n.ordered_on"
        " FROM need AS n JOIN project_need AS c USING (need_id) JOIN project AS p USING (project_id)"
    )
    assert chosen
    assert all(row["needed"] == row["done"] for row in chosen)
    assert all(row["ordered_on"] <= row["chosen_on"] for row in chosen)
    assert {row["place_code"] for row in chosen} == {world.village[:9]}
    open_needs = world.rows(
        "SELECT measure_id, household_id FROM need ANTI JOIN project_need USING (need_id)"
    )
    done = {row["measure_id"] for row in world.rows("SELECT measure_id FROM project")}
    assert not [
        row for row in open_needs if row["measure_id"] in done and row["measure_id"] != BUILT
    ]


def test_one_village_of_a_township_gets_what_is_built(world: World) -> None:
    built = world.rows(
        "SELECT n.village_code, n.household_id FROM need AS n JOIN project_need USING (need_id)"
        f" WHERE n.measure_id = '{BUILT}'"
    )
    assert [row["household_id"] for row in built] == [None]
