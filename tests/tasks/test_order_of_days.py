"""What is dated before what it rests on decides nothing; what came in late with true days counts."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from office.status import status_of
from tasks.intake.faults import IntakeError
from tasks.intake.loading import LoadReport, load_rows
from tests.exit_world import WELL, ExitWorld, autumn
from tests.world import World, april

may = partial(date, 2014, 5)


def load(world: World, form: str, on: date, **row: Any) -> LoadReport:
    return load_rows(
        world.registry, form, [row], as_of=on, actor="周洁", campaign_id=world.campaign
    )


def post_first(world: World) -> None:
    """The list of H01 and H02 hangs from 10 April 2014: its window is 11 to 17 April."""
    world.apply(april(2), "H01", "H02")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01", "H02")
    world.round(april(8))
    world.post("first_publicity", april(10))
    world.round(april(11))


def post_second(world: World) -> None:
    """Surveyed and appraised, on the list of the village from 23 April: its window is 24 to 30 April."""
    world.round(april(18))
    world.survey(april(20), "H01", "H02")
    world.round(april(21))
    world.meet("village_appraisal", april(22), "H01", "H02")
    world.round(april(23))
    world.post("second_publicity", april(23))


def test_votes_and_audits_of_before_a_window_decide_nothing_when_it_closes(world: World) -> None:
    post_first(world)
    world.meet("village_appraisal", april(5), "H01", "H02")
    world.audit(april(6), "H01", "H02")
    world.round(april(18))
    world.survey(april(20), "H01", "H02")
    world.round(april(21))
    assert world.standing(april(21)) == {"H01": "village_appraisal", "H02": "village_appraisal"}
    assert told(world, april(21)) == [("village_appraisal", april(5), april(20), 2)]

    world.meet("village_appraisal", april(22), "H01", "H02", round=2)
    world.round(april(23))
    world.post("second_publicity", april(23))
    world.round(may(2))
    assert world.standing(may(2)) == {"H01": "audit", "H02": "audit"}
    assert told(world, may(2)) == [("audit", april(6), may(1), 2)]
    world.audit(may(2), "H01", "H02", round=2)
    world.round(may(3))
    assert world.standing(may(3)) == {"H01": "comparison", "H02": "comparison"}
    assert told(world, may(3)) == []


def told(world: World, on: date) -> list[tuple[str, date, date, int]]:
    columns = ("step", "acted_on", "reached_on", "households")
    return [tuple(row[c] for c in columns) for row in status_of(world.day(on))["too_early"]]


def test_a_visit_before_the_first_publicity_has_ended_is_made_again(world: World) -> None:
    post_first(world)
    world.survey(april(17), "H01")
    world.survey(april(18), "H02")
    world.round(april(19))
    assert world.standing(april(19)) == {"H01": "survey", "H02": "village_appraisal"}


def test_a_group_that_votes_before_the_application_votes_again(world: World) -> None:
    world.meet("group_appraisal", date(2013, 4, 4), "H01")
    world.apply(april(2), "H01")
    world.round(april(8))
    assert world.standing(april(8)) == {"H01": "group_appraisal"}


def test_an_audit_of_the_day_after_a_window_counts_however_late_the_round_is(world: World) -> None:
    post_first(world)
    post_second(world)
    world.audit(may(1), "H01")  # 30 April was the last day
    world.audit(april(30), "H02")
    world.round(may(12))
    assert world.standing(may(12)) == {"H01": "comparison", "H02": "audit"}


def test_one_round_after_days_off_takes_what_was_done_in_order_meanwhile(world: World) -> None:
    post_first(world)
    world.survey(april(20), "H01", "H02")
    world.meet("village_appraisal", april(20), "H01")  # on the day of the visit
    world.meet("village_appraisal", april(19), "H02")
    world.round(april(28))
    assert world.standing(april(28)) == {"H01": "second_publicity", "H02": "village_appraisal"}


def test_a_survey_that_is_judged_again_holds_up_nobody(world: World) -> None:
    post_first(world)
    post_second(world)
    world.round(may(2))
    world.survey(may(6), "H01", round=2)
    world.audit(may(5), "H01")
    world.round(may(6))
    assert world.standing(may(6))["H01"] == "comparison"


def test_a_village_that_a_later_survey_asks_again_answers_after_it(world: World) -> None:
    post_first(world)
    post_second(world)
    world.survey(april(25), "H01", "H02", round=2, net_income_per_year=90000)
    world.round(april(25))
    world.meet("village_appraisal", april(24), "H01", votes_for=0, round=2, reason="收入稳定")
    world.meet("village_appraisal", april(25), "H02", votes_for=0, round=2, reason="收入稳定")
    world.round(april(26))
    assert world.standing(april(26)) == {
        "H01": "village_appraisal returned",
        "H02": "village_appraisal not_passed",
    }
    assert told(world, april(26)) == [("village_appraisal", april(24), april(25), 1)]


def test_what_was_returned_is_voted_and_audited_again_in_this_order(world: World) -> None:
    post_first(world)
    post_second(world)
    world.round(may(2))
    world.audit(may(5), "H01", "H02", finding="returned")
    world.round(may(6))
    world.meet("village_appraisal", may(4), "H01", round=2)  # before it was returned
    world.meet("village_appraisal", may(8), "H02", round=2)
    world.audit(may(7), "H02", round=2)  # before the village has voted again
    world.round(may(9))
    assert world.standing(may(9)) == {"H01": "audit returned", "H02": "audit returned"}
    assert told(world, may(9)) == [
        ("audit", may(7), may(8), 1),
        ("village_appraisal", may(4), may(5), 1),
    ]
    world.audit(may(9), "H02", round=3)
    world.round(may(10))
    assert world.standing(may(10))["H02"] == "comparison"


def test_a_hit_is_not_settled_by_what_was_verified_before_it_was_found(world: World) -> None:
    post_first(world)
    post_second(world)
    world.survey(april(21), "H01", round=2, has_vehicle=True)
    world.audit(may(2), "H01")
    world.deliver(may(2))
    world.round(may(7))
    hit = {"household_id": "H01", "rule_id": "keepout.luxury", "source": "survey", "record_no": "2"}
    people = {"village_verifier": "村干部", "township_verifier": "镇干部"}
    found = people | {"finding": "kept", "reason": "车已于2010年卖出"}
    with pytest.raises(IntakeError, match="re-verified on 2014-05-02, found on 2014-05-07"):
        load(world, "reverification", may(8), **hit, **found, verified_on=may(2))
    world.reverify(may(2), "kept", "H01")
    world.round(may(8))
    assert world.standing(may(8))["H01"] == "comparison hit"
    load(world, "reverification", may(8), **hit, **found, verified_on=may(7))
    world.round(may(9))
    assert world.standing(may(9))["H01"] == "announcement"


def test_what_is_dated_inside_a_window_is_refused_before_the_window_closes(world: World) -> None:
    post_first(world)
    audit = {"household_id": "H01", "auditor": "赵敏", "finding": "approved"}
    with pytest.raises(IntakeError) as refused:
        load(world, "audit", april(12), **audit, audited_on=april(6))
    assert [str(fault) for fault in refused.value.faults] == [
        "form Audit, row 1, column Audited on: 2014-04-06, when household H01 had not come to this "
        "step; expected a day from 2014-04-18 on. Correct the day; what was done too early is done "
        "again once the household is there."
    ]


def test_what_is_known_already_may_come_again(world: World) -> None:
    post_first(world)
    audit = {"household_id": "H01", "auditor": "镇审核员", "finding": "approved"}
    world.audit(april(6), "H01")  # as it lies in a registry from before this was asked
    again = load(world, "audit", april(19), **audit, audited_on=april(6)).forms["audit"]
    assert (again.stored, again.unchanged) == (0, 1)


def test_leaving_the_list_goes_in_order_too(exit_world: ExitWorld) -> None:
    exit_world.meet("group_appraisal", autumn(9, 2), "H01", "H02")
    exit_world.round(autumn(9, 2))
    exit_world.post("first_publicity", autumn(9, 3))
    exit_world.round(autumn(9, 11))  # the window was 4 to 10 September
    exit_world.survey(autumn(9, 12), "H01", "H02", **WELL)
    exit_world.recognise(autumn(9, 12), "H01")
    exit_world.recognise(autumn(9, 11), "H02")
    exit_world.round(autumn(9, 14))
    assert exit_world.standing(autumn(9, 14)) == {"H01": "village_appraisal", "H02": "recognition"}
    exit_world.meet("village_appraisal", autumn(9, 11), "H01")
    exit_world.round(autumn(9, 16))
    assert exit_world.standing(autumn(9, 16))["H01"] == "village_appraisal"


def test_nobody_is_spot_checked_before_the_draw(exit_world: ExitWorld) -> None:
    exit_world.up_to_audit("H01")  # and drawn on 20 October
    row = {"household_id": "H01", "checker": "周洁", "finding": "confirmed"}
    with pytest.raises(IntakeError, match="expected a day from 2015-10-20 on"):
        load(exit_world, "spot_check", autumn(10, 25), **row, checked_on=autumn(10, 19))
    load(exit_world, "spot_check", autumn(10, 25), **row, checked_on=autumn(10, 20))
