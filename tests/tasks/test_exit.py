"""Exit: who leaves the list, by which steps, and what keeps a household on it [002 §3.3, §4.2]."""

from datetime import date
from typing import Any

import pytest

from registry.named_sql import execute
from tests.exit_world import WELL, ExitWorld, autumn

ALL = [f"H{n:02}" for n in range(1, 11)]


def listed(world: ExitWorld, on: date) -> list[str]:
    with world.registry.reading() as reader:
        rows = execute(
            reader.connection, "SELECT household_id FROM listed_on(?) ORDER BY ALL", [on]
        )
        return [household for (household,) in rows.fetchall()]


def judged(world: ExitWorld) -> dict[str, str]:
    """State of every rule for H01, by the last survey."""
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT rule_id, state FROM judgement WHERE campaign_id = ? AND household_id = 'H01'",
            [world.campaign],
        )
        return dict(rows.fetchall())


def test_whoever_passes_every_step_is_off_the_list_from_the_announcement_on(
    exit_world: ExitWorld,
) -> None:
    exit_world.up_to_audit("H01", "H02", "H06")
    # one fifth of three households, at least one
    (checked,) = exit_world.drawn()
    assert exit_world.standing(autumn(10, 20))[checked] == "spot_check"
    exit_world.spot_check(autumn(10, 25), "confirmed", checked)
    exit_world.round(autumn(10, 25))
    assert {result for result, _ in exit_world.outcomes("spot_check").values()} == {
        "confirmed",
        "clear",
    }
    assert exit_world.outcomes("announcement").keys() == {"H01", "H02", "H06"}
    assert listed(exit_world, autumn(10, 24)) == ALL
    assert listed(exit_world, autumn(10, 25)) == ["H03", "H04", "H05", *ALL[6:]]
    (notice,) = exit_world.notices("announcement")
    assert notice["households"] == ["H01", "H02", "H06"]


def test_a_round_run_twice_changes_nothing(exit_world: ExitWorld) -> None:
    exit_world.up_to_audit("H01")
    before = exit_world.registry.path.read_bytes()
    assert not any(
        counted for tally in exit_world.round(autumn(10, 20)).values() for counted in tally.values()
    )
    assert exit_world.registry.path.read_bytes() == before


@pytest.mark.parametrize(
    ("facts", "outcome", "rule"),
    [
        ({}, "surveyed", None),
        ({"net_income_per_year": 5710}, "not_passed", "exit.income"),  # 2,855: not above the line
        ({"has_stable_source": False}, "not_passed", "exit.income"),
        ({"has_stable_source": None}, "unknown", "exit.income"),
        ({"has_food": False}, "not_passed", "exit.food"),
        ({"has_clothing": None}, "unknown", "exit.food"),
        ({"dropouts_for_money": 1}, "not_passed", "exit.education"),
        ({"has_medical_insurance": None}, "unknown", "exit.medical"),
        ({"housing_grade": "C"}, "not_passed", "exit.housing"),
        ({"dwellings": 0}, "not_passed", "exit.housing"),
        ({"has_electricity": False}, "not_passed", "exit.water_electricity"),
        ({"has_safe_water": None}, "unknown", "exit.water_electricity"),
        # 14,000 less 9,000 for two persons is 2,500
        (
            {"has_major_illness": True, "medical_out_of_pocket_per_year": 9000},
            "not_passed",
            "exit.no_relapse_risk",
        ),
        ({"has_major_illness": None}, "surveyed", None),  # 7,000 after illness: no risk either way
        (
            {"has_major_illness": None, "medical_out_of_pocket_per_year": None},
            "unknown",
            "exit.no_relapse_risk",
        ),
    ],
)
def test_every_condition_must_be_met_and_what_is_unknown_blocks(
    exit_world: ExitWorld, facts: dict[str, Any], outcome: str, rule: str | None
) -> None:
    nominated(exit_world)
    exit_world.survey(autumn(9, 12), "H01", **WELL | facts)
    exit_world.round(autumn(9, 12))
    assert exit_world.outcomes("survey")["H01"][0] == outcome
    if rule:
        assert judged(exit_world)[rule] == ("unknown" if outcome == "unknown" else "unmet")


def nominated(world: ExitWorld) -> None:
    """H01 has passed the group's appraisal and its publicity."""
    world.meet("group_appraisal", autumn(9, 2), "H01")
    world.round(autumn(9, 2))
    world.post("first_publicity", autumn(9, 3))
    world.round(autumn(9, 11))


@pytest.mark.parametrize(
    ("income_of_2014", "outcome", "state"),
    [
        (2801, "surveyed", "unmet"),
        (2800, "not_passed", "met"),  # at the line is not above it
        (None, "unknown", "unknown"),
    ],
)
def test_steadily_is_two_years_in_a_row_above_the_line_of_each(
    exit_world: ExitWorld, income_of_2014: int | None, outcome: str, state: str
) -> None:
    nominated(exit_world)
    with exit_world.registry.writing("a test", autumn(9, 11), "测试") as entry:
        if income_of_2014 is None:
            entry.connection.execute("DELETE FROM yearly_income")
        else:
            entry.connection.execute(
                "UPDATE yearly_income SET net_income = ?", [2 * income_of_2014]
            )
    exit_world.survey(autumn(9, 12), "H01", **WELL)
    exit_world.round(autumn(9, 12))
    assert exit_world.outcomes("survey")["H01"][0] == outcome
    assert judged(exit_world)["bar.unsteady"] == state


@pytest.mark.parametrize(
    ("income", "state"),
    # identified at 2,000 per person; one tenth of the line of 2,855 is 285.50
    [(4571, "unmet"), (4570, "met")],
)
def test_who_was_helped_without_evident_effect_does_not_leave(
    exit_world: ExitWorld, income: int, state: str
) -> None:
    nominated(exit_world)
    exit_world.survey(autumn(9, 12), "H01", **WELL | {"net_income_per_year": income})
    exit_world.round(autumn(9, 12))
    assert judged(exit_world)["bar.no_effect"] == state


def test_who_does_not_agree_stays_for_its_own_reason(exit_world: ExitWorld) -> None:
    nominated(exit_world)
    exit_world.survey(autumn(9, 12), "H01", **WELL)
    exit_world.round(autumn(9, 12))
    exit_world.recognise(autumn(9, 14), "H01", agrees=False, reason="养殖收入还不稳定")
    exit_world.round(autumn(9, 14))
    assert exit_world.outcomes("recognition")["H01"][0] == "declined"
    exit_world.meet("village_appraisal", autumn(9, 16), "H01")
    assert exit_world.round(autumn(9, 16))["village_appraisal"] == {}


def test_without_a_signature_it_has_not_agreed(exit_world: ExitWorld) -> None:
    nominated(exit_world)
    exit_world.survey(autumn(9, 12), "H01", **WELL)
    exit_world.round(autumn(9, 12))
    exit_world.recognise(autumn(9, 14), "H01", is_signed=False)
    exit_world.round(autumn(9, 14))
    assert exit_world.standing(autumn(9, 14))["H01"] == "recognition incomplete"


def test_one_that_is_not_confirmed_has_the_others_of_its_village_checked(
    exit_world: ExitWorld,
) -> None:
    exit_world.up_to_audit("H01", "H02", "H06")
    (checked,) = exit_world.drawn()
    others = sorted({"H01", "H02", "H06"} - {checked})
    exit_world.spot_check(autumn(10, 25), "not_confirmed", checked)
    exit_world.round(autumn(10, 25))
    assert exit_world.outcomes("spot_check") == {checked: ("removed", autumn(10, 25))}
    with exit_world.registry.reading() as reader:
        waiting = reader.rows(
            "waiting_for_people", campaign_id=exit_world.campaign, as_of=autumn(10, 26)
        )
    asked = [row["household_id"] for row in waiting if row["form"] == "spot_check"]
    assert asked == others
    exit_world.spot_check(autumn(10, 28), "confirmed", *others)
    exit_world.round(autumn(10, 28))
    assert sorted(exit_world.outcomes("announcement")) == others
    assert checked in listed(exit_world, autumn(10, 28))


def test_a_sustained_objection_keeps_one_household_on_the_list(exit_world: ExitWorld) -> None:
    exit_world.meet("group_appraisal", autumn(9, 2), "H01", "H02")
    exit_world.round(autumn(9, 2))
    (number,) = exit_world.post("first_publicity", autumn(9, 3))
    objection = exit_world.object(autumn(9, 5), number, "H01")
    exit_world.decide(autumn(9, 9), objection, "sustained")
    exit_world.round(autumn(9, 11))
    assert exit_world.standing(autumn(9, 11)) == {"H01": "first_publicity removed", "H02": "survey"}


def test_who_relapses_comes_back_with_its_history(exit_world: ExitWorld) -> None:
    exit_world.up_to_audit("H01")
    exit_world.spot_check(autumn(10, 25), "confirmed", "H01")
    exit_world.round(autumn(10, 25))
    again = f"identification-2016-{exit_world.campaign[-6:]}"
    with exit_world.registry.writing("a test", date(2016, 5, 1), "测试") as entry:
        entry.connection.execute(
            "INSERT INTO campaign BY NAME SELECT * REPLACE (? AS campaign_id, 'identification' AS kind,"
            " 2016 AS year) FROM campaign WHERE kind = 'exit'",
            [again],
        )
        entry.connection.execute(
            "INSERT INTO outcome BY NAME SELECT * REPLACE (? AS campaign_id,"
            " DATE '2016-05-01' AS decided_on) FROM outcome"
            " WHERE step = 'announcement' AND campaign_id = ?",
            [again, exit_world.campaign],
        )
    assert [("H01" in listed(exit_world, on)) for on in (date(2016, 4, 30), date(2016, 5, 1))] == [
        False,
        True,
    ]
    with exit_world.registry.reading() as reader:
        spells = execute(
            reader.connection,
            "SELECT starts_on, ended_on FROM listing_spell_on(?) WHERE household_id = 'H01'"
            " ORDER BY ALL",
            [date(2016, 5, 1)],
        ).fetchall()
    assert spells == [(date(2014, 4, 30), autumn(10, 25)), (date(2016, 5, 1), None)]
