"""An exit, lived by the people of one generated village: who should leave leaves, and nobody else."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from flows.stages import STAGES
from office.rehearsal import people
from office.rehearsal.county import County, incomes_of_year, make_county, next_year
from office.rehearsal.judging import Judging
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from policy.pack import load_pack
from registry.session import Registry
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign

LISTED_ON, CHECKED_ON = date(2014, 6, 20), date(2014, 12, 20)
LAST_DAY = date(2015, 5, 25)


class Lived(NamedTuple):
    county: County
    results: dict[tuple[str, str], set[str]]
    exit: Judging
    last_day: date


def open_of(rehearsal: Rehearsal, kind: str) -> str:
    campaign = Campaign(
        actor=OFFICE,
        campaign_id=f"{kind}-2014-{rehearsal.county.code}",
        kind=kind,
        year=2014,
        county_code=rehearsal.county.code,
        pack=PACK,
        opened_on=date(2014, 3, 1),
        announce_by=date(2014, 12, 31),
        document_mark="永扶办",
    )
    open_campaign(rehearsal.registry, campaign)
    return campaign.campaign_id


def list_households(rehearsal: Rehearsal, homes: pl.Series) -> None:
    """They were surveyed and announced, and their incomes were checked at the year's end."""
    county = rehearsal.county
    registers = {"places": county.place, "households": county.household, "persons": county.person}
    identification, help_ = open_of(rehearsal, "identification"), open_of(rehearsal, "help")
    rehearsal.load("registers", registers, identification, date(2014, 3, 1))
    second_round = homes.to_frame().with_columns(round=2)
    surveyed = people.fill_survey(second_round, county, date(2014, 4, 1))
    rehearsal.load("survey", {"survey": surveyed}, identification, LISTED_ON)
    announced = [
        {
            "campaign_id": identification,
            "household_id": home,
            "step": "announcement",
            "round": 1,
            "result": "announced",
            "reason": "announcement.announced",
            "decided_on": LISTED_ON,
            "evidence": "announcement",
        }
        for home in homes
    ]
    with rehearsal.registry.writing("announce", LISTED_ON, OFFICE) as entry:
        entry.insert("outcome", announced)
    incomes = incomes_of_year(county, homes, load_pack(PACK))
    earned = people.fill_yearly_income(incomes, county, date(2014, 12, 8))
    rehearsal.load("incomes", {"yearly_income": earned}, help_, CHECKED_ON)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder: Path = tmp_path_factory.mktemp("exit")
    county = make_county("township", 1, 2014, load_pack(PACK))
    village = county.household.filter(pl.col("village_code") == pl.col("village_code").max())
    homes = county.expected_list().join(village, on="household_id", how="semi")["household_id"]
    registry = Registry(folder / "office.duckdb")
    registry.create(PACK)
    rehearsal = Rehearsal(county, "village", folder, registry)
    with registry.held():
        list_households(rehearsal, homes)
        later = next_year(county, homes, load_pack(PACK))
        exit_ = Judging(rehearsal, later, date(2015, 3, 1), LAST_DAY)
        exit_.open()
        as_of = exit_.opened_on
        while exit_.is_open and as_of < LAST_DAY + timedelta(days=28):
            as_of += timedelta(days=7)
            exit_.before(as_of)
            for stage in STAGES["exit"].values():
                if stage.is_due(exit_.day(as_of)):
                    stage(exit_.day(as_of))
            exit_.after(as_of)
        with registry.reading() as reader:
            rows = reader.connection.execute(
                "SELECT step, result, household_id FROM outcome WHERE campaign_id LIKE 'exit%'"
            ).fetchall()
    results: dict[tuple[str, str], set[str]] = {}
    for step, result, home in rows:
        results.setdefault((step, result), set()).add(home)
    return Lived(later, results, exit_, as_of)


def test_the_announced_are_those_who_should_leave(lived: Lived) -> None:
    expected = set(lived.county.expected_list()["household_id"])
    kept = lived.results.get(("spot_check", "removed"), set())
    assert expected
    assert lived.results["announcement", "announced"] == expected - kept


def test_the_exit_is_over_when_its_last_day_has_passed(lived: Lived) -> None:
    assert not lived.exit.is_open
    assert LAST_DAY < lived.last_day <= LAST_DAY + timedelta(days=14)


def test_nobody_declines_and_leaves(lived: Lived) -> None:
    unwilling = set(lived.county.attitude.filter(~pl.col("applies"))["household_id"])
    declined = lived.results.get(("recognition", "declined"), set())
    assert declined <= unwilling
    assert not unwilling & lived.results["announcement", "announced"]


def test_the_county_draws_some_and_the_others_are_clear(lived: Lived) -> None:
    assert lived.results["spot_check", "confirmed"]
