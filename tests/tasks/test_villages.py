"""A village on its way to the poor-village list and off it: day by day, and read back as of any day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from registry.proof import fingerprint
from tasks.campaign_day import is_over
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_rows
from tasks.papers.issuing import paper_of
from tasks.reminders.digests import prepare_reminders, reminding_days
from tests.help_world import HelpWorld, day_of
from tests.villages_world import (
    BELOW,
    JUNE_2,
    JUNE_10,
    MAY_2,
    NO_POOR,
    OTHER_TOWNSHIP,
    THREE_PERCENT,
    TWO,
    UNCOUNTED,
    VillagesWorld,
    build_villages_world,
    copy_villages_world,
)
from tests.world import COUNTY, OFFICE, TOWNSHIP, kept_open

MAY_31, JUNE_11, JUNE_12, JUNE_13 = day_of(5, 31), day_of(6, 11), day_of(6, 12), day_of(6, 13)


@pytest.fixture(scope="module")
def template(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> VillagesWorld:
    return build_villages_world(listed_village, tmp_path_factory.mktemp("villages"))


@pytest.fixture
def world(template: VillagesWorld, tmp_path: Path) -> Iterator[VillagesWorld]:
    yield from kept_open(copy_villages_world(template, tmp_path))


# --- the way ------------------------------------------------------------------------------------


def test_a_village_goes_from_its_proposal_to_the_countys_announcement(world: VillagesWorld) -> None:
    world.scored(NO_POOR)
    world.approve(JUNE_12, NO_POOR)
    world.round(JUNE_13)
    rows = [r for r in world.rows("village_outcome", "decided_on") if r["village_code"] == NO_POOR]
    assert [(r["step"], r["result"], r["decided_on"]) for r in rows] == [
        ("proposal", "proposed", MAY_31),
        ("publicity", "clear", JUNE_10),
        ("scoring", "scored", JUNE_11),
        ("approval", "approved", JUNE_12),
        ("announcement", "announced", JUNE_13),
    ]
    assert all(r["reason"] and r["evidence"] and r["actor"] == OFFICE for r in rows)
    assert rows[0]["reason"] == "收入低，路未通"
    kinds = {p["kind"]: p for p in world.rows("paper")}
    assert kinds["village_announcement"]["place_code"] == COUNTY
    announcement = paper_of("village_announcement", kinds["village_announcement"]["content"])
    assert [v.mean_score for v in announcement.entries] == [Decimal("80.00")]
    assert announcement.exits == ()


def test_the_same_day_twice_changes_nothing(world: VillagesWorld) -> None:
    world.scored(NO_POOR, TWO)
    world.approve(JUNE_12, NO_POOR)
    for on in (MAY_31, JUNE_10, JUNE_11, JUNE_12):
        world.round(on)
    before = fingerprint(world.registry)
    world.round(JUNE_12)
    assert fingerprint(world.registry) == before


@pytest.mark.parametrize(
    ("posted_on", "clear_on"),
    [
        # 7 calendar days from the day after: 4 to 10 June
        (day_of(6, 3), day_of(6, 11)),
        # the 7th would be 2 June, Dragon Boat Festival 2014: the window goes on to 3 June
        (day_of(5, 26), day_of(6, 4)),
    ],
)
def test_the_window_of_a_proposal_runs_as_every_window_does(
    world: VillagesWorld, posted_on: date, clear_on: date
) -> None:
    world.propose(day_of(5, 25), NO_POOR)
    world.round(day_of(5, 25))
    world.post("village_proposal", posted_on)
    world.round(date.fromordinal(clear_on.toordinal() - 1))
    assert world.way(clear_on) == {NO_POOR: "proposed"}
    world.round(day_of(6, 30))  # after days off the day is still the window's
    assert world.told("clear") == {NO_POOR: clear_on}


def test_nothing_runs_before_the_posting_is_confirmed(world: VillagesWorld) -> None:
    world.propose(MAY_2, NO_POOR)
    world.round(MAY_2)
    world.round(day_of(9, 1))
    assert world.way(day_of(9, 1)) == {NO_POOR: "proposed"}


def test_the_county_announces_when_no_village_is_on_the_way_or_on_its_last_day(
    world: VillagesWorld,
) -> None:
    world.scored(NO_POOR, TWO)
    world.approve(JUNE_12, NO_POOR)
    assert world.round(JUNE_12)["village_announcement"] == {"waiting": 1}
    assert world.round(date(2014, 12, 31))["village_announcement"] == {"villages_announced": 1}
    assert world.way(date(2014, 12, 31)) == {NO_POOR: "announced", TWO: "scored"}
    assert not is_over(world.day(date(2015, 1, 1)))


def test_a_returned_village_proposes_again_and_is_scored_anew(world: VillagesWorld) -> None:
    world.scored(NO_POOR)
    world.approve(JUNE_12, NO_POOR, "returned")
    world.round(JUNE_12)
    returned = [r for r in world.rows("village_outcome") if r["result"] == "returned"]
    assert [r["reason"] for r in returned] == ["资料不全"]
    world.propose(JUNE_13, NO_POOR)
    world.round(JUNE_13)
    world.post("village_proposal", JUNE_13)
    world.round(JUNE_13)
    world.round(day_of(6, 23))
    world.score(day_of(6, 23), NO_POOR, dict.fromkeys(("PW-2", "PW-3", "PW-4", "PW-5"), 90))
    world.round(day_of(6, 30))
    means = [
        r["mean_score"] for r in world.rows("village_outcome", "decided_on") if r["mean_score"]
    ]
    assert means == [Decimal(80), Decimal(90)]
    assert {r["proposal_round"] for r in world.rows("village_score")} == {1, 2}


# --- objections ---------------------------------------------------------------------------------


def objected(world: VillagesWorld, village: str, on: date, name: str = "O1") -> None:
    (number,) = [p["number"] for p in world.rows("paper") if p["place_code"] == village]
    row = {"objection_id": name, "number": number, "kind": "proposal", "received_on": on}
    row |= {
        "channel": "visit",
        "ground": "路早就修好了",
        "is_anonymous": True,
        "received_by": "周洁",
    }
    load_rows(world.registry, "objection", [row], as_of=on, actor=OFFICE)


def decided(world: VillagesWorld, on: date, finding: str) -> None:
    said = {"objection_id": "O1", "investigator": "孙干部"}
    for form, row in (
        ("assignment", said),
        ("investigation", said | {"finding": "已查"}),
        (
            "decision",
            {"objection_id": "O1", "decider": "赵敏", "finding": finding, "reason": "属实"},
        ),
    ):
        load_rows(world.registry, form, [row], as_of=on, actor=OFFICE)


def on_the_board(world: VillagesWorld) -> None:
    world.propose(MAY_31, NO_POOR, TWO)
    world.round(MAY_31)
    world.post("village_proposal", JUNE_2)
    world.round(JUNE_2)


def test_no_proposal_is_decided_on_before_it_was_objected_to(world: VillagesWorld) -> None:
    on_the_board(world)
    objected(world, NO_POOR, day_of(6, 9))
    withdrawn = {"objection_id": "O1", "decider": "赵敏", "finding": "withdrawn", "reason": "撤回"}
    with pytest.raises(IntakeError, match="decided on 2014-06-08, received on 2014-06-09"):
        load_rows(world.registry, "decision", [withdrawn], as_of=day_of(6, 8), actor=OFFICE)


def test_an_objection_in_time_stops_that_village_and_no_other(world: VillagesWorld) -> None:
    on_the_board(world)
    objected(world, NO_POOR, day_of(6, 9))
    world.round(JUNE_10)
    assert world.way(JUNE_10) == {NO_POOR: "proposed", TWO: "clear"}
    decided(world, JUNE_12, "sustained")
    world.round(JUNE_12)
    assert world.way(JUNE_12) == {NO_POOR: "removed", TWO: "clear"}
    (row,) = [r for r in world.rows("village_outcome") if r["result"] == "removed"]
    assert (row["decided_on"], row["reason"], row["evidence"]) == (JUNE_12, "属实", "O1")
    papers = {p["kind"]: p for p in world.rows("paper") if p["objection_id"]}
    reply = paper_of("objection_reply", papers["objection_reply"]["content"])
    assert reply.objected.village and reply.objected.head_name is None
    assert "该申报停止办理" in reply.effect.zh
    world.propose(JUNE_13, NO_POOR)  # and may propose again
    assert world.way(JUNE_13) == {NO_POOR: None, TWO: "clear"}


def test_a_dismissed_objection_lets_the_village_go_on_from_its_decision(
    world: VillagesWorld,
) -> None:
    on_the_board(world)
    objected(world, NO_POOR, day_of(6, 9))
    decided(world, JUNE_12, "dismissed")
    world.round(JUNE_13)
    assert world.told("clear") == {NO_POOR: JUNE_12, TWO: JUNE_10}


def test_a_late_objection_is_a_complaint_and_stops_nothing(world: VillagesWorld) -> None:
    on_the_board(world)
    objected(world, NO_POOR, JUNE_10)  # the window closed on 9 June
    decided(world, JUNE_12, "sustained")
    world.round(JUNE_13)
    assert world.way(JUNE_13) == {NO_POOR: "clear", TWO: "clear"}


def test_an_objection_entered_late_that_came_in_time_still_counts(world: VillagesWorld) -> None:
    world.scored(NO_POOR)
    world.approve(JUNE_12, NO_POOR)
    objected(world, NO_POOR, day_of(6, 9))
    world.round(JUNE_12)
    assert world.way(JUNE_12) == {NO_POOR: "approved"}  # not announced while it is open
    decided(world, JUNE_13, "sustained")
    world.round(JUNE_13)
    assert world.way(JUNE_13) == {NO_POOR: "removed"}


# --- scores -------------------------------------------------------------------------------------


def test_who_counts_is_policy_and_who_is_barred_is_not_waited_for(world: VillagesWorld) -> None:
    """Of seven, the advisory member is heard only; two are barred from the first village: four count."""
    world.cleared(TWO)
    world.score(JUNE_11, TWO, {"PW-2": 60, "PW-4": "70.5", "PW-5": 90, "PW-7": 0})
    assert world.round(JUNE_12)["village_scores"] == {"villages_scored": 0}
    world.score(JUNE_12, TWO, {"PW-6": 71})
    world.round(JUNE_13)
    (row,) = [r for r in world.rows("village_outcome") if r["result"] == "scored"]
    # 60 and 90 are dropped: (70.5 + 71) / 2
    assert (row["mean_score"], row["decided_on"]) == (Decimal("70.75"), JUNE_12)
    assert row["reason"] == "village.scored mean=70.75 scores=4 entitled=4 drop=1"


def test_a_quorum_suffices_from_the_last_day_for_scores(world: VillagesWorld) -> None:
    """Three of four are a quorum of 2/3; 7 days after 10 June is 17 June."""
    world.cleared(TWO)
    world.score(JUNE_11, TWO, {"PW-2": 60, "PW-4": 70, "PW-5": 95})
    world.round(day_of(6, 16))
    assert world.told("scored") == {}
    world.round(day_of(6, 25))
    assert world.told("scored") == {TWO: day_of(6, 17)}


def test_without_a_quorum_the_village_waits(world: VillagesWorld) -> None:
    world.cleared(TWO)
    world.score(JUNE_11, TWO, {"PW-2": 60, "PW-4": 70})
    world.round(day_of(9, 1))
    assert world.way(day_of(9, 1)) == {TWO: "clear"}
    campaign = world.day(JUNE_11).campaign_id
    with world.registry.reading() as reader:
        waiting = reader.rows("waiting_for_people", campaign_id=campaign, as_of=day_of(9, 1))
    assert [(w["form"], w["place_code"]) for w in waiting] == [("village_score", TWO)]


def test_a_member_barred_after_scoring_no_longer_counts(world: VillagesWorld) -> None:
    world.cleared(NO_POOR)
    world.score(JUNE_11, NO_POOR, {"PW-2": 100, "PW-3": 10, "PW-4": 20, "PW-5": 30, "PW-6": 40})
    moved = {"member_id": "PW-2", "name": "吴桂兰", "body": "leading_group", "unit_id": "DW-2"}
    world.load("panel_member", JUNE_11, moved | {"village_code": NO_POOR})
    world.round(day_of(6, 17))
    (row,) = [r for r in world.rows("village_outcome") if r["result"] == "scored"]
    assert row["mean_score"] == Decimal(25)  # of 10, 20, 30, 40 the outer two are dropped


def test_the_county_is_reminded_of_scores_that_wait(world: VillagesWorld) -> None:
    """Clear since 10 June, the form is due 14 days later: told 7 days ahead."""
    world.cleared(TWO)
    prepare_reminders(reminding_days(world.registry, day_of(6, 17), OFFICE))
    (digest,) = world.rows("reminder")
    assert (digest["recipient_id"], digest["items"]) == (COUNTY, 1)
    assert "6月24日到期，还有7天：贫困村评分表" in digest["content"]


# --- incidence and exit -------------------------------------------------------------------------


def incidence(world: VillagesWorld, on: date) -> dict[str, tuple[int | None, int | None]]:
    rows = world.asked("FROM incidence_on(?)", [on])
    return {r["place_code"]: (r["poor_persons"], r["rural_persons"]) for r in rows}


def test_incidence_adds_up_by_village_township_and_county(world: VillagesWorld) -> None:
    found = incidence(world, MAY_2)
    assert found == {
        TWO: (20, 1000),
        THREE_PERCENT: (3, 100),
        BELOW: (3, 101),
        UNCOUNTED: (0, None),
        NO_POOR: (0, 500),
        TOWNSHIP: (26, None),  # one of its villages is not counted, nor is it itself
        OTHER_TOWNSHIP: (0, 600),  # its own register goes before the sum of its villages
        COUNTY: (26, 20),
    }
    (row,) = [r for r in world.asked("FROM incidence_on(?)", [MAY_2]) if r["place_code"] == BELOW]
    assert row["incidence"] == Decimal("0.029703")  # 3 / 101


def test_before_the_county_has_announced_its_list_nobody_knows_who_is_poor(
    world: VillagesWorld,
) -> None:
    assert incidence(world, date(2014, 4, 29))[TWO] == (None, 20)
    assert incidence(world, date(2014, 4, 30))[TWO] == (20, 20)


def test_a_listed_household_without_members_leaves_the_incidence_unknown(
    world: VillagesWorld,
) -> None:
    state = {
        "household_id": "K002",
        "version": 2,
        "since_on": MAY_31,
        "village_code": THREE_PERCENT,
    }
    state |= {"group_code": THREE_PERCENT + "01", "head_name": "户主", "register_kind": "rural"}
    world.write("household", MAY_31, [state | {"registered_persons": None}])
    assert incidence(world, MAY_31)[THREE_PERCENT] == (None, 100)
    assert incidence(world, MAY_31)[TOWNSHIP] == (None, None)


def test_a_household_that_has_left_the_list_no_longer_counts(world: VillagesWorld) -> None:
    campaign = {"campaign_id": f"exit-2014-{COUNTY}", "kind": "exit", "year": 2014, "pack": "cn"}
    campaign |= {"county_code": COUNTY, "opened_on": MAY_31, "announce_by": day_of(12, 31)}
    world.write("campaign", MAY_31, [campaign | {"document_mark": "永扶办退"}])
    left = {"campaign_id": campaign["campaign_id"], "household_id": "K002", "round": 1}
    left |= {"step": "announcement", "result": "announced", "decided_on": JUNE_12, "reason": "x"}
    world.write("outcome", JUNE_12, [left])
    assert incidence(world, JUNE_11)[THREE_PERCENT] == (3, 100)
    assert incidence(world, JUNE_12)[THREE_PERCENT] == (0, 100)


def test_a_poor_village_exits_and_its_status_is_read_back_as_of_any_day(
    world: VillagesWorld,
) -> None:
    since = date(2013, 7, 1)
    world.be_poor(BELOW, since=since)
    world.have(MAY_2, BELOW)
    world.scored(BELOW, kind="exit")
    world.approve(JUNE_12, BELOW)
    world.round(JUNE_12)
    asked = {
        on: world.asked("FROM village_status_on(?)", [on])
        for on in (date(2013, 6, 30), since, JUNE_11, JUNE_12)
    }
    assert asked[date(2013, 6, 30)] == []
    key = {"village_code": BELOW, "poor_since_on": since}
    assert asked[since] == asked[JUNE_11] == [key | {"is_poor": True, "exited_on": None}]
    assert asked[JUNE_12] == [key | {"is_poor": False, "exited_on": JUNE_12}]
    announced = [p for p in world.rows("paper") if p["kind"] == "village_announcement"]
    paper = paper_of("village_announcement", announced[0]["content"])
    assert (len(paper.entries), len(paper.exits)) == (0, 1)


def test_the_notice_says_what_is_known_and_that_the_rest_is_not(world: VillagesWorld) -> None:
    world.load(
        "village_have",
        MAY_2,
        {"village_code": UNCOUNTED, "have_id": "road", "has_it": False, "what": "土路"},
    )
    world.propose(MAY_31, UNCOUNTED)
    world.round(MAY_31)
    (paper,) = [p for p in world.rows("paper") if p["kind"] == "village_proposal"]
    notice = paper_of("village_proposal", paper["content"])
    assert (notice.poor_persons, notice.rural_persons, notice.incidence_percent) == (0, None, None)
    assert notice.limit_percent == Decimal(3)
    states = [have.state for have in notice.haves]
    assert (states.count("not_met"), states.count("unknown"), states.count("met")) == (1, 10, 0)
    assert paper["window_days"] == 7
