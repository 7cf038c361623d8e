"""The forms of exit: what is stored, and what is refused with its place and remedy."""

from datetime import date
from typing import Any

import pytest

from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_rows
from tests.exit_world import EXIT, WELL, ExitWorld, autumn
from tests.help_world import HELP

MEETING = {
    "meeting_id": "PY-1",
    "kind": "group_appraisal",
    "place_code": "61042610100101",
    "held_on": autumn(9, 2),
    "eligible": 30,
    "present": 24,
}
VOTE = {
    "meeting_id": "PY-1",
    "household_id": "H01",
    "votes_for": 20,
    "votes_against": 4,
    "abstained": 0,
}
RECOGNITION = {"household_id": "H01", "agrees": True, "is_signed": True, "asked_by": "赵敏"}
CHECK = {"household_id": "H01", "finding": "confirmed", "checker": "周洁"}
INCOME = {"household_id": "H01", "net_income": "8000", "persons": 2, "recorded_by": "帮扶人"}


def load(world: ExitWorld, form: str, row: dict[str, Any], on: date) -> int:
    campaign = HELP if form == "yearly_income" else EXIT
    report = load_rows(world.registry, form, [row], as_of=on, actor="办事员", campaign_id=campaign)
    return report.forms[form].stored


def refused(world: ExitWorld, form: str, row: dict[str, Any], on: date) -> str:
    """What is said of a row that changes nothing."""
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError) as error:
        load(world, form, row, on)
    assert fingerprint(world.registry) == before
    return str(error.value.faults[0])


def test_who_was_listed_this_year_does_not_leave_this_year(exit_world: ExitWorld) -> None:
    with exit_world.registry.writing("a test", autumn(9, 1), "测试") as entry:
        entry.connection.execute(
            "UPDATE outcome SET decided_on = DATE '2015-03-01'"
            " WHERE household_id = 'H01' AND step = 'announcement'"
        )
    load(exit_world, "meeting", MEETING, autumn(9, 2))
    assert refused(exit_world, "vote", VOTE, autumn(9, 2)) == (
        "form Votes, row 1, column Household number: household H01 was listed on 2015-03-01; expected"
        " a household listed before 2015: who was identified or relapsed this same year does not leave."
        " Take the row out; it may be appraised next year."
    )


def test_who_is_not_on_the_list_does_not_leave_it(exit_world: ExitWorld) -> None:
    with exit_world.registry.writing("a test", autumn(9, 1), "测试") as entry:
        entry.connection.execute(
            "DELETE FROM outcome WHERE household_id = 'H01' AND step = 'announcement'"
        )
    load(exit_world, "meeting", MEETING, autumn(9, 2))
    assert (
        "household H01 is not on the list of poor households; expected a household on the list"
        in (refused(exit_world, "vote", VOTE, autumn(9, 2)))
    )


def test_a_vote_is_stored_in_its_own_campaign(exit_world: ExitWorld) -> None:
    load(exit_world, "meeting", MEETING, autumn(9, 2))
    assert load(exit_world, "vote", VOTE, autumn(9, 2)) == 1
    assert load(exit_world, "vote", VOTE, autumn(9, 2)) == 0
    exit_world.round(autumn(9, 2))
    assert exit_world.standing(autumn(9, 2))["H01"] == "first_publicity"


def test_a_recognition_and_a_years_income_are_stored_once(exit_world: ExitWorld) -> None:
    assert load(exit_world, "recognition", RECOGNITION, autumn(9, 14)) == 1
    assert load(exit_world, "recognition", RECOGNITION, autumn(9, 14)) == 0
    assert load(exit_world, "yearly_income", INCOME, date(2014, 12, 20)) == 0  # as it stands
    assert load(exit_world, "yearly_income", INCOME | {"net_income": "8100"}, autumn(1, 5)) == 1


def test_who_does_not_agree_says_why(exit_world: ExitWorld) -> None:
    told = refused(exit_world, "recognition", RECOGNITION | {"agrees": False}, autumn(9, 14))
    assert "column Reason if not" in told


def test_an_income_is_of_somebody(exit_world: ExitWorld) -> None:
    told = refused(exit_world, "yearly_income", INCOME | {"persons": 0}, date(2014, 12, 20))
    assert "column Persons" in told


def test_only_who_was_drawn_is_checked_and_not_by_the_surveyor(exit_world: ExitWorld) -> None:
    exit_world.up_to_audit("H01", "H02")
    (drawn,) = exit_world.drawn()
    other = "H02" if drawn == "H01" else "H01"
    on = autumn(10, 25)
    assert refused(exit_world, "spot_check", CHECK | {"household_id": other}, on) == (
        f"form Spot check, row 1, column Household number: household {other} was not drawn; expected a"
        " household that was drawn, or one of a village in which a drawn one was not confirmed."
        " Correct the number of the household, or take the row out."
    )
    exit_world.survey(autumn(10, 24), drawn, round=2, surveyor="钱干部", **WELL)
    for name in ("孙 干部", "钱干部"):
        surveyor = CHECK | {"household_id": drawn, "checker": name}
        said = refused(exit_world, "spot_check", surveyor, on).replace("孙 干部", "孙干部")
        assert f"{name.replace(' ', '')} surveyed the household; expected somebody who did" in said
    assert load(exit_world, "spot_check", CHECK | {"household_id": drawn}, on) == 1
    assert load(exit_world, "spot_check", CHECK | {"household_id": drawn}, on) == 0


def test_the_survey_of_an_exit_does_not_touch_the_identification(exit_world: ExitWorld) -> None:
    exit_world.survey(autumn(9, 12), "H01", **WELL)
    with exit_world.registry.reading() as reader:
        rounds = reader.connection.execute(
            "SELECT campaign_id, max(round) FROM survey WHERE household_id = 'H01' GROUP BY ALL"
            " ORDER BY ALL"
        ).fetchall()
    assert [round_no for _, round_no in rounds] == [1, 1]
