"""What happens to a household on its way off the list: its history, its way, and the list."""

from datetime import date
from typing import Any

import pytest

from registry.named_sql import execute
from tasks.intake.loading import load_rows
from tests.exit_world import EXIT, WELL, ExitWorld, autumn
from tests.help_world import HELP
from tests.world import OFFICE, VILLAGE


def change(world: ExitWorld, number: int, on: date, kind: str, household: str, **more: Any) -> None:
    """Enter one change, late or not."""
    row = {"change_no": f"BD-{number}", "changed_on": on, "kind": kind, "household_id": household}
    row |= {"reported_by": "王建国"} | more
    load_rows(world.registry, "change", [row], as_of=autumn(12, 1), actor=OFFICE)


def split(world: ExitWorld, number: int, on: date, household: str, person: str, new: str) -> None:
    place = {"village_code": VILLAGE, "group_code": world.group_of(new)}
    change(world, number, on, "split", household, person_id=person, other_household_id=new, **place)


def listed(world: ExitWorld, on: date) -> set[str]:
    with world.registry.reading() as reader:
        rows = execute(reader.connection, "SELECT household_id FROM listed_on(?)", [on])
        return {household for (household,) in rows.fetchall()}


# --- the history of who came of a split -----------------------------------------------------------


def history(world: ExitWorld, household: str) -> dict[str, Any]:
    """What the rules see of the years before, once the household was visited with 7,000 per person."""
    on = autumn(9, 12)
    world.survey(on, household, **WELL | {"net_income_per_year": 7000, "size": 1})
    with world.registry.reading() as reader:
        (seen,) = reader.rows(
            "household_one_features",
            campaign_id=EXIT,
            as_of=on,
            household_id=household,
            lines=world.day(on).lines,
        )
    return {
        name: seen[name]
        for name in (
            "years_above_line",
            "was_below_line_before",
            "income_gain_per_person",
            "is_helped",
            "years_listed",
        )
    }


#: Listed in 2014 at 2,000 per person, helped since, 4,000 in 2014 and 7,000 now; nobody knows 2013.
FULL = {
    "years_above_line": 2,
    "was_below_line_before": None,
    "income_gain_per_person": 5000,
    "is_helped": True,
    "years_listed": 1,
}


def test_until_the_split_its_history_is_that_of_the_former_household(
    exit_world: ExitWorld,
) -> None:
    split(exit_world, 1, autumn(6, 1), "H01", "H01-2", "H21")
    assert history(exit_world, "H21") == FULL


def test_who_came_of_a_split_may_leave_the_same_year(exit_world: ExitWorld) -> None:
    """Its group is asked for it, the rules find nothing against it, and the other household stays."""
    split(exit_world, 1, autumn(6, 1), "H06", "H06-2", "H26")
    with exit_world.registry.reading() as reader:
        waiting = reader.rows("waiting_for_people", campaign_id=EXIT, as_of=autumn(9, 1))
    assert "H26" in {row["household_id"] for row in waiting if row["form"] == "group_appraisal"}
    exit_world.up_to_audit("H26")
    exit_world.spot_check(autumn(10, 25), "confirmed", "H26")
    exit_world.round(autumn(10, 25))
    assert exit_world.outcomes("announcement") == {"H26": ("announced", autumn(10, 25))}
    assert listed(exit_world, autumn(10, 24)) - listed(exit_world, autumn(10, 25)) == {"H26"}


def test_a_split_of_a_split_goes_back_to_the_first(exit_world: ExitWorld) -> None:
    change(exit_world, 1, autumn(5, 1), "birth", "H01", name="张小宝")
    split(exit_world, 2, autumn(6, 1), "H01", "H01-2", "H21")
    change(exit_world, 3, autumn(6, 2), "birth", "H21", name="张小贝")
    split(exit_world, 4, autumn(7, 1), "H21", "H01-2", "H22")
    assert history(exit_world, "H22") == FULL


@pytest.mark.parametrize(
    ("on", "years", "gain"),
    [
        # the check of 20 December 2014 came after the split: it says nothing of who had gone
        (date(2014, 12, 10), 1, 5000),
        (date(2014, 12, 21), 2, 5000),
        # before the announcement of 30 April 2014 there was nothing to inherit
        (date(2014, 4, 20), 1, None),
    ],
)
def test_after_the_split_only_its_own_record_counts(
    exit_world: ExitWorld, on: date, years: int, gain: int | None
) -> None:
    split(exit_world, 1, on, "H01", "H01-2", "H21")
    seen = history(exit_world, "H21")
    assert (seen["years_above_line"], seen["income_gain_per_person"]) == (years, gain)
    assert seen["was_below_line_before"] is None  # nobody knows: unknown, not short
    assert seen["years_listed"] == (1 if gain else None)


def test_its_own_record_of_a_year_comes_before_that_of_the_former_household(
    exit_world: ExitWorld,
) -> None:
    split(exit_world, 1, date(2014, 12, 10), "H01", "H01-2", "H21")
    exit_world.earn(HELP, date(2014, 12, 20), "H21", per_person=2500)  # the line of 2014 is 2,800
    seen = history(exit_world, "H21")
    assert (seen["years_above_line"], seen["was_below_line_before"]) == (1, True)


def test_help_given_after_the_split_is_not_its_own(exit_world: ExitWorld) -> None:
    split(exit_world, 1, date(2014, 5, 20), "H01", "H01-2", "H21")  # measures are from 1 June
    assert history(exit_world, "H21")["is_helped"] is False


def test_the_explanation_says_whose_record_it_is(exit_world: ExitWorld) -> None:
    split(exit_world, 1, autumn(6, 1), "H01", "H01-2", "H21")
    with exit_world.registry.reading() as reader:
        told = reader.rows("household_one_former", household_id="H21", as_of=autumn(9, 1))
        before = reader.rows("household_one_former", household_id="H21", as_of=autumn(5, 31))
    assert told == [
        {
            "former_id": "H01",
            "split_on": autumn(6, 1),
            "listed_since": date(2014, 4, 30),
            "years": [2014],
        }
    ]
    assert before == []
