"""Poor villages, inspection and assessment, lived by a generated township whose truth is known."""

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from office.rehearsal import people
from office.rehearsal.assessing import Assessing
from office.rehearsal.county import County, make_county
from office.rehearsal.inspecting import Inspecting
from office.rehearsal.lived import Lived
from office.rehearsal.poor_villages import PoorVillages
from office.rehearsal.rehearsal import PACK, Rehearsal
from policy.pack import load_pack
from registry.proof import fingerprint
from registry.session import Registry
from tasks.campaign_day import is_over
from tasks.inspection.estimates import estimates_of
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
    begun: Rehearsal  # before the first campaign
    fingerprints: list[str]  # after each of them

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
    """A visit of the third quarter that their helpers never made."""
    with rehearsal.registry.reading() as reader:
        helpers = reader.connection.execute(
            "SELECT household_id, helper_id FROM pairing"
        ).fetchall()
    duties = [
        {
            "campaign_id": HELP,
            "duty_id": "helper.visit",
            "owner_id": helper,
            "subject_code": home,
            "period": "2014-Q3",
            "starts_on": date(2014, 7, 1),
            "due_on": date(2014, 9, 30),
            "generated_on": date(2014, 7, 1),
        }
        for home, helper in helpers
        if home in homes
    ]
    with rehearsal.registry.writing("duties", date(2014, 7, 1), "test") as entry:
        entry.insert("duty", duties)


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

    def of(kind: str, half: int | None = None) -> County:
        return replace(county, kind=kind, half=half)

    campaigns = (
        PoorVillages(rehearsal, of("villages"), date(2014, 7, 6), date(2014, 8, 17)),
        Inspecting(rehearsal, of("inspection", 2), date(2014, 10, 15), date(2014, 12, 31)),
        Assessing(rehearsal, of("assessment"), date(2014, 12, 8), date(2015, 3, 31)),
    )
    with registry.held():
        list_households(rehearsal, listed)
        rehearsal.load("helpers", helpers, HELP, PAIRED_ON)
        pair_county(rehearsal.day(HELP, PAIRED_ON))
        miss_visits(rehearsal, list(listed[::9]))
        begun = copy(rehearsal, folder / "begun")
        lived, fingerprints = {}, []
        for each in campaigns:
            days = 7 if isinstance(each, Assessing) else 10  # its lists hang for a week
            lived[each.county.kind] = (each, live(each, date(2015, 4, 1), days))
            fingerprints.append(fingerprint(registry))
    return World(rehearsal, set(listed), set(listed[::9]), lived, begun, fingerprints)


def copy(rehearsal: Rehearsal, folder: Path) -> Rehearsal:
    """The same county with a registry of its own that knows the same."""
    folder.mkdir()
    registry = Registry(folder / "office.duckdb")
    with rehearsal.registry.reading() as reader:
        reader.connection.execute("CHECKPOINT")
    shutil.copy(rehearsal.registry.path, registry.path)
    return replace(rehearsal, registry=registry, out=folder)


@pytest.mark.parametrize("kind", ["villages", "inspection", "assessment"])
def test_every_campaign_comes_to_its_end(world: World, kind: str) -> None:
    campaign, last_day = world.lived[kind]
    assert not campaign.is_open
    assert is_over(campaign.day(last_day))


# --- poor villages --------------------------------------------------------------------------------


def by_poverty(county: County) -> list[str]:
    """Villages from the one with the largest share of truly poor persons down."""
    home = dict(county.household.select("household_id", "village_code").iter_rows())
    members = Counter(county.person["household_id"])
    poor: Counter[str] = Counter()
    everybody: Counter[str] = Counter()
    truly_poor = deserving(county)
    for household, village in home.items():
        everybody[village] += members[household]
        poor[village] += members[household] if household in truly_poor else 0
    return sorted(everybody, key=lambda village: -poor[village] / everybody[village])


def results(world: World, year: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in world.rows(f"FROM village_outcome WHERE campaign_id = 'villages-{year}-610426'"):
        found.setdefault(row["result"], set()).add(row["village_code"])
    return found


def test_the_poorest_villages_enter_the_list(world: World) -> None:
    ranked = by_poverty(world.county)
    found = results(world, 2014)
    assert found["announced"] == set(ranked[:2])  # two of five
    assert found["returned"] == {ranked[2]}
    assert found["scored"] == found["clear"] == found["proposed"] == set(ranked[:3])


def test_the_panel_scores_poorer_villages_higher(world: World) -> None:
    rows = world.rows("FROM village_outcome WHERE result = 'scored' AND decided_on < '2015-01-01'")
    means = {row["village_code"]: row["mean_score"] for row in rows}
    assert sorted(means, key=lambda village: -means[village]) == by_poverty(world.county)[:3]


# --- inspection -----------------------------------------------------------------------------------


def sheets(world: World) -> list[dict[str, Any]]:
    return world.rows("FROM inspection_sheet JOIN inspection_result USING (sheet_id)")


def test_inspectors_find_who_is_poor_but_for_a_few_mistakes(world: World) -> None:
    truth, answered = deserving(world.county), 0
    mistaken = set()
    for sheet in sheets(world):
        if sheet["finding"] in ("poor", "not_poor"):
            answered += 1
            if (sheet["finding"] == "poor") != (sheet["household_id"] in truth):
                mistaken.add(sheet["sheet_id"])
    assert 0.95 * len(sheets(world)) < answered < len(sheets(world))
    assert 1 <= len(mistaken) <= 0.03 * answered


def test_errors_of_the_list_become_problems_that_are_put_right(world: World) -> None:
    truth = deserving(world.county)
    found: dict[str, set[str]] = {"inclusion": set(), "exclusion": set(), "other": set()}
    for row in world.rows("FROM rectification"):
        found.setdefault(row["kind"], set()).add(row["household_id"])
    seen = {s["household_id"] for s in sheets(world) if s["finding"] in ("poor", "not_poor")}
    expected = {
        "inclusion": seen & world.listed - truth,
        "exclusion": seen & truth - world.listed,
    }
    for kind, errors in expected.items():
        assert len(errors) >= 4
        assert len(found[kind] ^ errors) <= 2  # mistakes of the inspectors
    assert found["other"] == seen & world.unvisited  # nobody visited them
    campaign, last_day = world.lived["inspection"]
    with campaign.day(last_day).reading() as reader:
        counted = reader.rows(
            "rectifications_counted", **campaign.day(last_day).named(as_of=last_day)
        )
    assert all(row["problems"] == row["closed"] for row in counted)


def test_the_estimated_errors_hold_the_true_ones(world: World) -> None:
    truth, everybody = deserving(world.county), set(world.county.household["household_id"])
    unlisted = everybody - world.listed
    true = {
        "inclusion": len(world.listed - truth) / len(world.listed),
        "exclusion": len(unlisted & truth) / len(unlisted),
    }
    campaign, last_day = world.lived["inspection"]
    with campaign.day(last_day).reading() as reader:
        estimates = estimates_of(reader, campaign.day(last_day))
    whole = {row["error"]: row for row in estimates if row["is_whole"]}
    assert {e: row["low"] <= true[e] <= row["high"] for e, row in whole.items()} == {
        "inclusion": True,
        "exclusion": True,
    }


# --- assessment -----------------------------------------------------------------------------------


def test_everybody_has_a_final_result(world: World) -> None:
    kinds = Counter(row["kind"] for row in world.rows("FROM assessment_result"))
    assert kinds == {"village": 5, "township": 1, "unit": 4, "helper": 34}


def test_what_was_mistyped_is_objected_to_and_corrected(world: World) -> None:
    points = {
        (row["assessed_id"], row["round"]): row["points"]
        for row in world.rows("FROM indicator_score")
    }
    corrected = {assessed for assessed, round_ in points if round_ == 2}
    assert corrected
    assert {points[each, 2] - points[each, 1] for each in corrected} == {20}
    decided = world.rows("FROM objection JOIN decision USING (objection_id) WHERE kind = 'score'")
    sustained = {row["assessed_id"] for row in decided if row["finding"] == "sustained"}
    assert sustained == corrected
    replaced = {row["replaces"] for row in world.rows("FROM paper WHERE replaces IS NOT NULL")}
    final = {row["number"] for row in world.rows("FROM assessment_result")}
    assert replaced
    assert not replaced & final
    assert min(row["score"] for row in world.rows("FROM assessment_result")) >= 0


# --- the year after -------------------------------------------------------------------------------


def live_exit(world: World, year: int) -> dict[str, set[str]]:
    county = replace(world.county, kind="villages", year=year)
    exit_ = PoorVillages(world.rehearsal, county, date(year, 7, 6), date(year, 8, 17))
    with world.rehearsal.registry.held():
        live(exit_, date(year, 10, 1), days=10)
    assert not exit_.is_open
    return results(world, year)


def test_a_village_leaves_the_list_when_hardly_anybody_is_poor_there(world: World) -> None:
    least_poor = by_poverty(world.county)[1]
    found = live_exit(world, 2015)
    assert found["returned"] == {least_poor}  # nobody is below the limit: the least poor one tried
    assert "announced" not in found
    (place,) = world.rows(f"FROM place WHERE code = '{least_poor}'")
    more = {"version": 2, "since_on": date(2015, 12, 1), "rural_persons": 9_000}
    with world.rehearsal.registry.writing("people came", date(2015, 12, 1), "test") as entry:
        entry.insert("place", [{k: v for k, v in place.items() if k != "entry"} | more])
    assert live_exit(world, 2016)["announced"] == {least_poor}


# --- chance ---------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_facts(world: World) -> None:
    county = replace(world.county, kind="villages")
    again = PoorVillages(world.begun, county, date(2014, 7, 6), date(2014, 8, 17))
    with world.begun.registry.held():
        live(again, date(2015, 4, 1), days=10)
        assert fingerprint(world.begun.registry) == world.fingerprints[0]
    assert len(set(world.fingerprints)) == 3


def test_answers_do_not_depend_on_the_order_of_rows(world: World) -> None:
    county, day = replace(world.county, kind="inspection", half=2), date(2014, 10, 20)
    rows = county.household.select("household_id", number="household_id")
    one = people.fill_inspection(rows, county, {}, day)
    other = people.fill_inspection(rows.reverse(), county, {}, day).reverse()
    assert one.equals(other)
    assessed = county.helping_unit.select(
        assessed_id="unit_id", kind=pl.lit("unit"), indicator_id=pl.lit("village_opinion")
    )
    one = people.enter_points(assessed, county, day)
    other = people.enter_points(assessed.reverse(), county, day).reverse()
    assert one.equals(other)
