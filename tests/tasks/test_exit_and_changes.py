"""What happens to a household on its way off the list: its history, its way, and the list."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from registry.named_sql import execute
from tasks.intake.loading import load_rows
from tests.exit_world import EXIT, WELL, ExitWorld, autumn, copy_exit_world
from tests.help_world import HELP
from tests.world import GROUPS, OFFICE, TOWNSHIP, VILLAGE

STEPS = ("group_appraisal", "first_publicity", "survey", "second_publicity", "audit", "spot_check")


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


def test_where_nobody_knew_the_income_at_identification_the_gain_counts_from_the_first_check(
    exit_world: ExitWorld,
) -> None:
    exit_world.tamper(
        "UPDATE survey SET net_income_per_year = NULL"
        " WHERE household_id IN ('H01', 'H02') AND campaign_id LIKE 'identification%'",
        "DELETE FROM yearly_income WHERE household_id = 'H02'",
    )
    assert history(exit_world, "H01")["income_gain_per_person"] == 7000 - 4000
    assert (
        history(exit_world, "H02")["income_gain_per_person"] is None
    )  # nothing is known from before


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


# --- changes on the way ---------------------------------------------------------------------------

OTHER, OTHER_GROUP = TOWNSHIP + "002", TOWNSHIP + "00201"
#: Changes on the day of the group's appraisal, after the visit, and after the announcement.
BEFORE, BETWEEN, AFTER = autumn(9, 2), autumn(9, 14), autumn(10, 26)
ANNOUNCED = autumn(10, 25)
#: Of ten listed households six are nominated; to each but the last something happens.
MERGES, DIES, SPLITS, TAKES_IN, MOVES, STAYS = HOMES = ("H01", "H02", "H03", "H04", "H05", "H06")
KINDS = ("first_publicity", "second_publicity", "announcement")


def happen(world: ExitWorld, on: date) -> None:
    """One household is merged, one dies out, one splits, one takes another in, one moves."""
    change(world, 1, on, "merge", MERGES, other_household_id="H10")
    change(world, 2, on, "death", DIES, person_id="H02-1")
    change(world, 3, on, "death", DIES, person_id="H02-2")
    split(world, 4, on, SPLITS, "H03-2", "H21")
    change(world, 5, on, "merge", "H09", other_household_id=TAKES_IN)
    place = {"village_code": OTHER, "group_code": OTHER_GROUP}
    change(world, 6, on, "household_move", MOVES, **place)


def published(world: ExitWorld) -> dict[str, Any]:
    return {n["number"]: n for kind in KINDS for n in world.notices(kind)}


def live(world: ExitWorld, happens_on: date) -> None:
    """The exit of the six, those who ended apart; no notice that was issued reads otherwise later."""
    before: dict[str, Any] = {}

    def round_after_changes(on: date, since: date) -> list[str]:
        if since <= happens_on <= on:
            happen(world, happens_on)
        world.round(on)
        after = published(world)
        assert {number: after[number] for number in before} == before
        before.update(after)
        is_ended = happens_on <= on
        return [home for home in HOMES if not (is_ended and home in (MERGES, DIES))]

    world.meet("group_appraisal", BEFORE, *HOMES[:5])
    world.meet("group_appraisal", BEFORE, STAYS)
    there = round_after_changes(BEFORE, BEFORE)
    world.post("first_publicity", autumn(9, 3))
    world.survey(autumn(9, 12), *there, **WELL)
    world.recognise(autumn(9, 13), *there)
    world.meet("village_appraisal", autumn(9, 13), *there)
    there = round_after_changes(autumn(9, 16), BETWEEN)
    world.post("second_publicity", autumn(9, 17))
    world.audit(autumn(10, 20), *there)
    round_after_changes(autumn(10, 20), autumn(10, 1))
    world.spot_check(ANNOUNCED, "confirmed", *world.drawn())
    round_after_changes(ANNOUNCED, ANNOUNCED)
    if happens_on == AFTER:
        round_after_changes(AFTER, AFTER)


@pytest.fixture(
    scope="module",
    params=[BEFORE, BETWEEN, AFTER],
    ids=["before the first publicity", "between the publicities", "after the announcement"],
)
def lived(
    request: pytest.FixtureRequest,
    helped_village: ExitWorld,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[ExitWorld, date]]:
    """An exit in which five households change on one day."""
    world = copy_exit_world(helped_village, tmp_path_factory.mktemp("lived"))
    row = {"version": 1, "since_on": autumn(1, 1)}
    places = [
        {"code": OTHER, "level": "village", "parent_code": TOWNSHIP, "name_zh": "下营村"},
        {"code": OTHER_GROUP, "level": "group", "parent_code": OTHER, "name_zh": "一组"},
    ]
    world.write("place", autumn(1, 1), [row | place for place in places])
    with world.registry.held():
        live(world, request.param)
        yield world, request.param


Lived = tuple[ExitWorld, date]


def shown_in(world: ExitWorld, household: str) -> list[str]:
    """Places of the notices that show a household, from the first publicity to the announcement."""
    notices = [n for kind in KINDS for n in world.notices(kind)]
    return [n["place_code"] for n in notices if household in n["households"]]


@pytest.mark.parametrize("home", [MERGES, DIES])
def test_the_way_of_a_household_that_is_none_any_more_ends(lived: Lived, home: str) -> None:
    """What hangs keeps hanging; nothing more is published of it, and nobody waits for it."""
    world, on = lived
    assert len(shown_in(world, home)) == {BEFORE: 0, BETWEEN: 1, AFTER: 3}[on]
    assert (home in world.outcomes("announcement")) is (on == AFTER)
    assert home not in listed(world, on)  # by the change; at the latest by the announcement
    with world.registry.reading() as reader:
        waiting = reader.rows("waiting_for_people", campaign_id=EXIT, as_of=AFTER)
    assert home not in {row["household_id"] for row in waiting}


def test_all_others_are_announced_and_nobody_was_removed(lived: Lived) -> None:
    world, _ = lived
    assert {SPLITS, TAKES_IN, MOVES, STAYS} <= world.outcomes("announcement").keys()
    results = {result for step in STEPS for result, _ in world.outcomes(step).values()}
    assert not results & {"removed", "not_passed", "declined"}


def test_who_splits_off_on_the_way_was_not_nominated_and_stays_listed(lived: Lived) -> None:
    """After the announcement there is no listing to take over."""
    world, on = lived
    assert ("H21" in listed(world, AFTER)) is (on < ANNOUNCED)
    assert SPLITS not in listed(world, AFTER)
    assert shown_in(world, "H21") == []


def test_an_exit_takes_off_whom_the_visit_saw(lived: Lived) -> None:
    """H09, listed and never nominated, joins a household that is: judged with it only by a later visit."""
    world, on = lived
    assert (TAKES_IN in listed(world, AFTER)) is (on > BEFORE)
    with world.registry.reading() as reader:
        to_identify = reader.rows("merged_to_identify", as_of=AFTER)
    assert [row["household_id"] for row in to_identify] == [TAKES_IN] * (on > BEFORE)


def test_who_moves_is_shown_where_it_lives_by_then(lived: Lived) -> None:
    world, on = lived
    first = OTHER_GROUP if on == BEFORE else GROUPS[0]
    second = VILLAGE if on == AFTER else OTHER
    assert shown_in(world, MOVES)[:2] == [first, second]
    assert MOVES not in listed(world, AFTER)


def test_a_revoked_merge_lets_the_way_go_on_where_it_stood(exit_world: ExitWorld) -> None:
    world = exit_world
    world.up_to_audit("H01")
    change(world, 1, autumn(10, 21), "merge", "H01", other_household_id="H03")
    world.round(autumn(10, 22))
    assert world.standing(autumn(10, 22)) == {"H01": "spot_check"}
    row = {"change_no": "BD-1", "reason": "并户登记有误", "revoked_by": "周洁"}
    load_rows(world.registry, "change_revocation", [row], as_of=autumn(10, 23), actor=OFFICE)
    world.spot_check(ANNOUNCED, "confirmed", "H01")
    world.round(ANNOUNCED)
    assert world.outcomes("announcement") == {"H01": ("announced", ANNOUNCED)}


def test_one_drawn_for_the_check_that_is_none_any_more_is_drawn_again(
    exit_world: ExitWorld,
) -> None:
    world = exit_world
    homes = {MERGES, DIES, STAYS}
    world.up_to_audit(*homes)
    (drawn,) = world.drawn()
    change(world, 1, autumn(10, 21), "merge", drawn, other_household_id="H03")
    world.round(autumn(10, 22))
    _, again = world.drawn()
    assert again in homes - {drawn}
    world.spot_check(ANNOUNCED, "confirmed", again)
    world.round(ANNOUNCED)
    assert world.outcomes("announcement").keys() == homes - {drawn}
