"""An exit, lived by the people of one generated village: who should leave leaves, and nobody else."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from office.rehearsal.county import County, make_county, next_year
from office.rehearsal.judging import Judging
from office.rehearsal.rehearsal import PACK, Rehearsal
from policy.pack import load_pack
from registry.session import Registry
from tests.lived_world import check_incomes, list_households, live

LAST_DAY = date(2015, 5, 25)


class Lived(NamedTuple):
    county: County
    results: dict[tuple[str, str], set[str]]
    exit: Judging
    last_day: date


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
        check_incomes(rehearsal, homes)
        later = next_year(county, homes, load_pack(PACK))
        exit_ = Judging(rehearsal, later, date(2015, 3, 1), LAST_DAY)
        as_of = live(exit_, LAST_DAY + timedelta(days=28))
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
