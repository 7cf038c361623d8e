"""Measures through the daily round: ordered ones first, the unknown left alone, nothing twice."""

import json
import re
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from office.cli import app
from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.explanation import explain_with
from tasks.gazetteer import Gazetteer
from tasks.intake.faults import IntakeError
from tasks.papers.household import household_card
from tests.funds_world import HEADS, PROJECT, FundsWorld, funded
from tests.help_world import HELP, HelpWorld, day_of
from tests.world import CAMPAIGN, OFFICE, VILLAGE, april

MAY_5 = day_of(5, 5)
DESK = CliRunner(env={"COLUMNS": "300", "OFFICE_LANG": "en"})


@pytest.fixture
def world(help_world: HelpWorld) -> FundsWorld:
    """H01 poor for lack of funds, H02 for illness, H03 for lack of skill; of H04 nobody knows why."""
    world = FundsWorld(help_world.registry)
    for household, cause in (("H01", "funds"), ("H02", "illness"), ("H03", "skill"), ("H04", None)):
        world.survey(april(20), household, main_cause=cause)
    return world


def decided(world: FundsWorld) -> dict[str, tuple[str, str]]:
    return {
        row["household_id"]: (row["measure_id"], row["reason"])
        for row in world.rows("measure")
        if row["is_given"]
    }


def run(world: FundsWorld, on: date) -> dict[str, int]:
    return world.round(on)["measures"]


def test_each_household_with_a_known_cause_gets_what_answers_it(world: FundsWorld) -> None:
    assert run(world, MAY_5) == {"measures": 3, "measures_ended": 0}
    assert decided(world) == {
        "H01": ("industry", "measure.by_cause"),
        "H02": ("social_guarantee", "measure.by_cause"),
        "H03": ("training", "measure.by_cause"),
    }


def test_run_twice_it_changes_nothing(world: FundsWorld) -> None:
    world.round(MAY_5)
    before = fingerprint(world.registry)
    assert run(world, MAY_5) == {}
    assert fingerprint(world.registry) == before


def test_what_was_ordered_comes_before_the_table_and_ones_own_before_the_villages(
    world: FundsWorld,
) -> None:
    order = {"what": "入社", "ordered_on": day_of(5, 2)}
    world.load(
        "need",
        MAY_5,
        order | {"need_id": "XQ-1", "village_code": VILLAGE, "measure_id": "industry"},
        order | {"need_id": "XQ-2", "household_id": "H03", "measure_id": "cooperatives"},
        order | {"need_id": "XQ-3", "household_id": "H01", "measure_id": "resettlement"},
    )
    run(world, MAY_5)
    assert decided(world) == {
        "H01": ("industry", "measure.ordered need=XQ-1"),
        "H02": ("industry", "measure.ordered need=XQ-1"),
        "H03": ("cooperatives", "measure.ordered need=XQ-2"),
    }


def test_who_is_surveyed_later_gets_a_measure_then(world: FundsWorld) -> None:
    run(world, MAY_5)
    world.survey(day_of(5, 10), "H04", round=2, main_cause="environment")
    assert run(world, day_of(5, 11)) == {"measures": 1, "measures_ended": 0}
    assert decided(world)["H04"] == ("resettlement", "measure.by_cause")


def test_a_cause_that_changed_gets_a_measure_that_fits_it(world: FundsWorld) -> None:
    run(world, MAY_5)
    world.survey(day_of(5, 10), "H01", round=2, main_cause="skill")
    assert run(world, day_of(5, 11)) == {}  # industry fits it, too
    world.survey(day_of(5, 12), "H01", round=3, main_cause="environment")
    assert run(world, day_of(5, 13)) == {"measures": 1, "measures_ended": 0}


def test_a_measure_ends_when_the_household_is_no_longer_listed(world: FundsWorld) -> None:
    row = {"campaign_id": HELP, "household_id": "H99", "measure_id": "training", "round": 1}
    row |= {
        "decided_on": day_of(5, 1),
        "is_given": True,
        "cause": "skill",
        "reason": "measure.by_cause",
    }
    world.write("measure", day_of(5, 1), [row], OFFICE)
    assert run(world, MAY_5) == {"measures": 3, "measures_ended": 1}
    assert run(world, day_of(5, 6)) == {}
    (ended,) = [r for r in world.rows("measure") if not r["is_given"]]
    assert (ended["household_id"], ended["round"], ended["reason"]) == (
        "H99",
        2,
        "measure.not_listed",
    )


def by_hand(world: FundsWorld, on: date, **changes: Any) -> None:
    row = {"household_id": "H02", "measure_id": "industry", "is_given": "是", "decided_on": on}
    world.load("measure", on, row | {"reason": "会养羊，愿意干", "decider": "李主任"} | changes)


def given(world: FundsWorld, household: str, on: date) -> set[str]:
    with world.registry.reading() as reader:
        rows = execute(reader.connection, "FROM measure_on(?)", [on]).pl().to_dicts()
    return {row["measure_id"] for row in rows if row["household_id"] == household}


def test_what_a_person_gives_is_not_overruled_by_the_round(world: FundsWorld) -> None:
    by_hand(world, day_of(5, 4), measure_id="cooperatives")  # does not answer illness
    assert run(world, MAY_5) == {"measures": 2, "measures_ended": 0}
    assert given(world, "H02", MAY_5) == {"cooperatives"}
    assert run(world, day_of(5, 6)) == {}


def test_what_a_person_ends_stays_ended(world: FundsWorld) -> None:
    run(world, MAY_5)
    by_hand(world, day_of(5, 6), measure_id="social_guarantee", is_given="否", reason="另有安排")
    assert given(world, "H02", MAY_5) == {"social_guarantee"}  # as it was on that day
    assert given(world, "H02", day_of(5, 6)) == set()
    assert run(world, day_of(5, 7)) == {}
    words = ["--db", str(world.registry.path), "explain", "H02", "--campaign", CAMPAIGN]
    said = DESK.invoke(app, [*words, "--as-of", "2014-05-07"]).stdout
    assert re.search(r"另有安排 \(李主任\) +2014-05-06", said)


def test_who_is_left_without_a_fitting_measure_by_a_person_waits_for_people_in_the_status(
    world: FundsWorld,
) -> None:
    by_hand(world, day_of(5, 4), measure_id="cooperatives")  # does not answer illness
    run(world, MAY_5)
    (waiting,) = json.loads(status(world, "--json"))["funds"]["left_to_people"]
    assert (waiting["household_id"], waiting["cause"]) == ("H02", "illness")
    assert waiting["measures"] == ["cooperatives"]
    said = status(world)
    assert re.search(r"H02 +Dengjiapo Village +illness +membership of a cooperative", said)
    by_hand(world, day_of(5, 6), measure_id="social_guarantee")
    assert json.loads(status(world, "--json"))["funds"]["left_to_people"] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"household_id": "H99"}, "H99"),
        ({"household_id": "H11"}, "household H11 is not on the list"),
        ({"measure_id": "a_new_car"}, "“a_new_car”; expected one of pairing with a helper"),
        ({"reason": None}, "Reason: empty"),
        ({"decider": None}, "Decided by: empty"),
        ({"is_given": None}, "empty"),
        ({"decided_on": day_of(5, 9)}, "2014-05-09"),
    ],
)
def test_a_measure_that_nobody_may_decide_so_is_refused_by_name(
    world: FundsWorld, changes: dict[str, Any], said: str
) -> None:
    (home, *_) = [row for row in world.rows("household") if row["household_id"] == "H10"]
    home = {name: value for name, value in home.items() if name != "entry"}
    world.write("household", MAY_5, [home | {"household_id": "H11"}])  # registered, not listed
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError, match=re.escape(said)) as refused:
        by_hand(world, MAY_5, **changes)
    assert "请" in refused.value.said("zh")
    assert fingerprint(world.registry) == before


def status(world: FundsWorld, *more: str) -> str:
    words = [
        "--db",
        str(world.registry.path),
        "status",
        "--campaign",
        HELP,
        "--as-of",
        "2014-05-06",
    ]
    return DESK.invoke(app, [*words, *more]).stdout


def test_the_status_counts_by_village_households_that_can_get_none_and_names_them_to_a_program(
    world: FundsWorld,
) -> None:
    run(world, MAY_5)
    said = status(world)
    counted = said[said.index("households whose cause of poverty nobody knows") :]
    assert re.search(r"Dengjiapo Village +7\b", counted)  # H04 to H10
    assert "H04" not in counted
    assert "support of an industry" in said
    found = json.loads(status(world, "--json"))["funds"]["without_cause"]
    assert [row["household_id"] for row in found] == [f"H{n:02}" for n in range(4, 11)]


def test_what_no_project_covers_is_the_offices_worklist(help_world: HelpWorld) -> None:
    world = funded(help_world)
    order = {"measure_id": "industry", "amount": "8000.00"}
    world.load(
        "need",
        MAY_5,
        order | {"need_id": "XQ-1", "household_id": "H01", "what": "养羊"},
        order | {"need_id": "XQ-2", "household_id": "H02", "what": "养鸡"},
        order | {"need_id": "XQ-3", "village_code": VILLAGE, "what": "果库"},
    )
    world.load("project_need", MAY_5, {"project_id": PROJECT, "need_id": "XQ-1"})
    db = ["--db", str(world.registry.path)]
    said = DESK.invoke(app, [*db, "pay", "needs", "--as-of", "2014-05-06"]).stdout
    assert "XQ-1" not in said
    assert re.search(r"XQ-2 +H02 .*养鸡 +8,000.00", said)
    assert re.search(r"XQ-3 +Dengjiapo Village .*果库", said)
    assert "3 needs, 1 of them covered by a project" in said
    found = json.loads(
        DESK.invoke(app, [*db, "pay", "needs", "--as-of", "2014-05-06", "--json"]).stdout
    )
    assert {row["need_id"]: row["projects"] for row in found} == {
        "XQ-1": PROJECT,
        "XQ-2": "",
        "XQ-3": "",
    }
    assert re.search(r"support of an industry +3 +2\b", status(world))
    explain = [*db, "explain", "--campaign", CAMPAIGN, "--as-of", "2014-05-06"]
    assert re.search(r"XQ-1 .*养羊 .* XM-1", DESK.invoke(app, [*explain, "H01"]).stdout)
    assert "no project yet" in DESK.invoke(app, [*explain, "H02"]).stdout


def test_a_number_means_the_need_of_the_projects_own_year(help_world: HelpWorld) -> None:
    world = funded(help_world)
    need = {"need_id": "XQ-1", "household_id": "H01", "measure_id": "industry", "what": "养羊"}
    world.load("need", MAY_5, need)
    other = "help-2013-610426"  # numbers its needs in the same way
    (row,) = world.rows("need")
    row = {name: value for name, value in row.items() if name != "entry"}
    for need_id in ("XQ-1", "XQ-2"):
        world.write("need", MAY_5, [row | {"campaign_id": other, "need_id": need_id}])
    world.load("project_need", MAY_5, {"project_id": PROJECT, "need_id": "XQ-1"})
    with world.registry.reading() as reader:
        covered = {
            campaign: [
                row["need_id"]
                for row in reader.rows("needs_covered", campaign_id=campaign, as_of=MAY_5)
                if row["is_covered"]
            ]
            for campaign in (HELP, other)
        }
    assert covered == {HELP: ["XQ-1"], other: []}
    with pytest.raises(IntakeError, match="no need XQ-2"):
        world.load("project_need", MAY_5, {"project_id": PROJECT, "need_id": "XQ-2"})


def test_the_explanation_and_the_card_show_the_measure(help_world: HelpWorld) -> None:
    world = funded(help_world)
    world.survey(april(20), "H01", main_cause="funds")
    world.load(
        "need",
        day_of(5, 2),
        {"need_id": "XQ-1", "household_id": "H01", "measure_id": "cooperatives", "what": "入社"},
    )
    run(world, MAY_5)
    words = [
        "--db",
        str(world.registry.path),
        "explain",
        "H01",
        "--campaign",
        CAMPAIGN,
        "--as-of",
        "2014-05-06",
    ]
    said = DESK.invoke(app, words).stdout
    assert HEADS[0] in said
    day = world.day(day_of(5, 6))
    with day.reading() as reader:
        places = {row["code"]: row for row in reader.rows("places", as_of=day.as_of)}
        card = household_card(
            day, Gazetteer(places, day.pack), "1", explain_with(reader, day, "H01")
        )
    assert [measure.en for measure in card.measures] == ["membership of a cooperative"]
    assert "as ordered by need XQ-1" in said and "membership of a cooperative" in said
