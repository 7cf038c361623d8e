"""Poor villages, inspection and assessment, lived by a generated township whose truth is known."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from office.rehearsal.assessing import Assessing
from office.rehearsal.county import County, make_county
from office.rehearsal.inspecting import Inspecting
from office.rehearsal.lived import Lived
from office.rehearsal.poor_villages import PoorVillages
from office.rehearsal.rehearsal import PACK, Rehearsal
from policy.pack import load_pack
from registry.session import Registry
from tasks.campaign_day import is_over
from tasks.pairing import pair_county
from tests.lived_world import list_households, live

HELP = "help-2014-610426"
PAIRED_ON = date(2014, 6, 25)


@dataclass
class World:
    rehearsal: Rehearsal
    listed: set[str]
    unvisited: set[str]
    lived: dict[str, tuple[Lived, date]]

    @property
    def county(self) -> County:
        return self.rehearsal.county

    def rows(self, text: str) -> list[dict[str, Any]]:
        with self.rehearsal.registry.reading() as reader:
            found: list[dict[str, Any]] = reader.connection.execute(text).pl().to_dicts()
            return found


def deserving(county: County) -> set[str]:
    return {
        row["household_id"]
        for row in county.attitude.to_dicts()
        if row["is_poor"] and not row["is_kept_out"]
    }


def listed_with_errors(county: County) -> pl.Series:
    """All who deserve it but for every tenth, and every twentieth of the others."""
    poor = sorted(deserving(county))
    others = sorted(set(county.household["household_id"]) - set(poor))
    right = [home for n, home in enumerate(poor) if n % 10]
    return pl.Series("household_id", sorted(right + others[::20]))


def miss_visits(rehearsal: Rehearsal, homes: list[str]) -> None:
    """A visit of the third quarter that nobody made."""
    duty = {
        "campaign_id": HELP,
        "duty_id": "helper.visit",
        "owner_id": rehearsal.county.helper["helper_id"][0],
        "period": "2014-Q3",
        "starts_on": date(2014, 7, 1),
        "due_on": date(2014, 9, 30),
        "generated_on": date(2014, 7, 1),
    }
    with rehearsal.registry.writing("duties", date(2014, 7, 1), "test") as entry:
        entry.insert("duty", [duty | {"subject_code": home} for home in homes])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder: Path = tmp_path_factory.mktemp("reviews")
    county = make_county("township", 1, 2014, load_pack(PACK))
    registry = Registry(folder / "office.duckdb")
    registry.create(PACK)
    rehearsal = Rehearsal(county, "parquet", folder, registry)
    listed = listed_with_errors(county)
    helpers = {
        "helping_unit": county.helping_unit,
        "helper": county.helper,
        "kinship": county.kinship,
    }
    lived = {}
    with registry.held():
        list_households(rehearsal, listed)
        rehearsal.load("helpers", helpers, HELP, PAIRED_ON)
        pair_county(rehearsal.day(HELP, PAIRED_ON))
        miss_visits(rehearsal, list(listed[::9]))
        for campaign, until in (
            (
                PoorVillages(
                    rehearsal,
                    replace(county, kind="villages"),
                    date(2014, 7, 6),
                    date(2014, 9, 1),
                ),
                date(2014, 10, 1),
            ),
            (
                Inspecting(
                    rehearsal,
                    replace(county, kind="inspection", half=2),
                    date(2014, 10, 15),
                    date(2014, 12, 31),
                ),
                date(2015, 2, 1),
            ),
            (
                Assessing(
                    rehearsal,
                    replace(county, kind="assessment"),
                    date(2014, 12, 1),
                    date(2015, 3, 31),
                ),
                date(2015, 3, 31),
            ),
        ):
            lived[campaign.county.kind] = (campaign, live(campaign, until))
    return World(rehearsal, set(listed), set(listed[::9]), lived)


@pytest.mark.parametrize("kind", ["villages", "inspection", "assessment"])
def test_every_campaign_comes_to_its_end(world: World, kind: str) -> None:
    campaign, last_day = world.lived[kind]
    assert not campaign.is_open
    assert is_over(campaign.day(last_day))
