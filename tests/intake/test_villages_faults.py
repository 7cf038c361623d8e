"""Every check of proposals, panel, scores and approvals, with the words of its report, and nothing stored."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tasks.intake.forms import all_forms
from tasks.intake.loading import load_rows
from tests.help_world import HelpWorld, day_of
from tests.villages_world import (
    BELOW,
    JUNE_2,
    MAY_2,
    NO_POOR,
    PLACES,
    THREE_PERCENT,
    TWO,
    UNCOUNTED,
    VillagesWorld,
    approval,
    build_villages_world,
    copy_villages_world,
    have,
    proposal,
    score,
)
from tests.world import OFFICE

FORMS = ("village_proposal", "panel_member", "village_score", "village_approval")
JUNE_1, JUNE_11, JUNE_12, JUNE_13 = day_of(6, 1), day_of(6, 11), day_of(6, 12), day_of(6, 13)
MEMBER = {"member_id": "PW-9", "name": "蒋玉兰", "body": "delegate", "village_code": None}
NOWHERE = "610426101009"
#: A poor village that has proposed nothing.
SILENT = "610426102002"


@pytest.fixture(scope="module")
def june(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> VillagesWorld:
    """On 12 June: exits of four villages are scored, that of the first is clear and half scored."""
    world = build_villages_world(listed_village, tmp_path_factory.mktemp("faults"))
    with world.registry.held():
        state = {"code": SILENT, "version": 1, "since_on": MAY_2, "level": "village"}
        state |= {"parent_code": "610426102", "name_zh": "九号村", "rural_persons": 50}
        world.write("place", MAY_2, [state])
        world.be_poor(*PLACES, SILENT)
        for village in (THREE_PERCENT, BELOW, UNCOUNTED):
            world.have(MAY_2, village)
        world.load("village_have", MAY_2, have(NO_POOR, "road", has_it=False))
        world.scored(THREE_PERCENT, BELOW, UNCOUNTED, NO_POOR, kind="exit")
        world.propose(JUNE_1, TWO, kind="exit")
        world.round(JUNE_1)
        world.post("village_proposal", JUNE_2)
        world.round(JUNE_11)
        world.score(JUNE_11, TWO, {"PW-4": 80})
    return world


@pytest.fixture(scope="module")
def world(june: VillagesWorld, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VillagesWorld]:
    """A copy for many tests: load only what must be refused."""
    copy = copy_villages_world(june, tmp_path_factory.mktemp("june"))
    with copy.registry.held():
        yield copy


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "village_proposal",
        proposal(NOWHERE, JUNE_12),
        "610426101009 is not a village of the register; expected the 12 digits of a village.",
    ),
    (
        "village_proposal",
        proposal(BELOW, JUNE_12, "exit"),
        "a proposal of 610426101003 is on its way already; expected none until that one is returned, removed or announced. Wait for its end; if it is wrong, register an objection while its window runs.",
    ),
    (
        "village_proposal",
        proposal(SILENT, JUNE_12, "entry"),
        "610426102002 is a poor village since 2013-07-01; expected a village that is not on the list. Correct the village or the kind of proposal.",
    ),
    ("village_proposal", proposal(SILENT, JUNE_12) | {"kind": "leave"}, "“leave”; expected one of"),
    ("village_proposal", proposal(SILENT, JUNE_12) | {"reason": None}, "column Reason: empty"),
    ("village_proposal", proposal(SILENT, JUNE_12) | {"evidence": None}, "column Evidence: empty"),
    ("panel_member", MEMBER | {"village_code": NOWHERE}, "is not a village of the register"),
    ("panel_member", MEMBER | {"unit_id": "DW-9"}, "DW-9 is no unit of the register"),
    ("panel_member", MEMBER | {"body": "leading_group"}, "column Unit number: empty"),
    ("panel_member", MEMBER | {"body": "witness"}, "“witness”; expected one of"),
    (
        "panel_member",
        MEMBER | {"since_on": JUNE_12, "left_on": JUNE_11},
        "2014-06-11",
    ),
    ("village_score", score(NOWHERE, JUNE_11, "PW-4"), "is not a village of the register"),
    (
        "village_score",
        score(SILENT, JUNE_11, "PW-4"),
        "610426102002 had proposed nothing by 2014-06-11; expected a proposal and its publicity first, then scores. Load the village's proposal first, or correct the village or the day.",
    ),
    (
        "village_score",
        score(TWO, JUNE_11, "PW-3"),
        "member PW-3 scores 610426101001, the own village or one that the own unit helps; expected members to score other villages only. Take the row out.",
    ),
    ("village_score", score(TWO, JUNE_11, "PW-1"), "or one that the own unit helps"),
    (
        "village_score",
        score(TWO, JUNE_11, "PW-5", 101),
        "101.00; expected 0 to 100. Correct the number.",
    ),
    (
        "village_score",
        score(TWO, JUNE_11, "PW-5", -1),
        "-1.00; expected 0 to 100. Correct the number.",
    ),
    ("village_score", score(TWO, JUNE_11, "PW-5", "99.999"), "“99.999”; expected an amount"),
    ("village_score", score(TWO, JUNE_11, "PW-5", "good"), "“good”; expected"),
    ("village_score", score(TWO, JUNE_11, "PW-5") | {"points": None}, "column Points: empty"),
    ("village_score", score(TWO, JUNE_11, "PW-5") | {"comment": None}, "column Comment: empty"),
    (
        "village_score",
        score(TWO, JUNE_11, "PW-4", 81),
        "610426101001 / 1 / PW-4 is already in the registry, with other content; it is stated once and for all.",
    ),
    (
        "village_score",
        score(TWO, JUNE_11, "PW-8"),
        "PW-8 is no member of the panel on 2014-06-11; expected a member in office on that day.",
    ),
    (
        "village_score",
        score(TWO, day_of(6, 9), "PW-5"),
        "the publicity of 610426101001 was not over by 2014-06-09, or its end is not taken down yet; expected scores after a clear publicity. Load the posting and run `office advance` first, or correct the day.",
    ),
    (
        "village_approval",
        approval(TWO, JUNE_12),
        "610426101001 has no result of scoring by 2014-06-12, or an objection removed its proposal; expected a closed scoring with its quorum.",
    ),
    ("village_approval", approval(NOWHERE, JUNE_12), "is not a village of the register"),
    (
        "village_approval",
        approval(SILENT, JUNE_12),
        "610426102002 had proposed nothing by 2014-06-12",
    ),
    ("village_approval", approval(BELOW, day_of(6, 10)), "no result of scoring by 2014-06-10"),
    (
        "village_approval",
        approval(BELOW, JUNE_12) | {"approver": "冯 玉珍"},
        "the approver is member PW-4 of the panel; expected somebody who is not of the panel. Have another leader decide.",
    ),
    (
        "village_approval",
        approval(THREE_PERCENT, JUNE_12),
        "610426101002 has 3 poor of 100 rural persons, an incidence of 3.00%; expected less than 3.00% for an exit. Return the proposal, or check the list and the population.",
    ),
    (
        "village_approval",
        approval(UNCOUNTED, JUNE_12),
        "an unknown incidence of 610426101004: no rural persons, no announced list, or a listed household without members; expected an incidence that can be known.",
    ),
    (
        "village_approval",
        approval(NO_POOR, JUNE_12),
        "610426102001 has not, or nobody has stated: ",
    ),
    ("village_approval", approval(NO_POOR, JUNE_12), "a hard or oiled village road"),
    ("village_approval", approval(NO_POOR, JUNE_12), "income of the collective"),
    (
        "village_approval",
        approval(BELOW, JUNE_12, "returned") | {"reason": None},
        "column Reason: empty",
    ),
]


@pytest.mark.parametrize(("form", "row", "said"), FAULTS, ids=lambda each: str(each)[:50])
def test_a_faulty_row_is_refused_with_what_came_and_what_to_do(
    world: VillagesWorld, form: str, row: dict[str, Any], said: str
) -> None:
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError) as raised:
        load_rows(world.registry, form, [row], as_of=JUNE_13, actor=OFFICE)
    assert said in raised.value.said("en")
    assert all_forms()[form].title.zh in raised.value.said("zh")
    assert fingerprint(world.registry) == before


def test_a_village_that_is_no_poor_one_cannot_exit(
    listed_village: HelpWorld, tmp_path: Any
) -> None:
    world = build_villages_world(listed_village, tmp_path)
    with pytest.raises(IntakeError, match="610426102001 is not on the poor-village list"):
        world.propose(JUNE_12, NO_POOR, kind="exit")


def test_two_different_scores_by_one_member_for_one_village_in_one_load(
    world: VillagesWorld,
) -> None:
    rows = [score(TWO, JUNE_11, "PW-5", points) for points in (70, 71)]
    with pytest.raises(IntakeError) as raised:
        load_rows(world.registry, "village_score", rows, as_of=JUNE_13, actor=OFFICE)
    assert raised.value.said("en").count("Points") >= 2


def test_all_faults_of_all_rows_are_told_at_once(world: VillagesWorld) -> None:
    rows = [
        score(TWO, JUNE_11, "PW-3"),
        score(SILENT, JUNE_11, "PW-4"),
        score(TWO, JUNE_11, "PW-8"),
    ]
    with pytest.raises(IntakeError) as raised:
        load_rows(world.registry, "village_score", rows, as_of=JUNE_13, actor=OFFICE)
    assert len(raised.value.faults) == 3


def test_an_objection_names_a_household_or_a_proposal_as_its_notice_does(
    world: VillagesWorld,
) -> None:
    numbers = {p["kind"]: p["number"] for p in world.rows("paper")}
    row = {"objection_id": "O9", "number": numbers["village_proposal"], "received_on": JUNE_11}
    row |= {"channel": "visit", "ground": "x", "is_anonymous": True, "received_by": "周洁"}
    for kind, household in (("missed", None), ("listed", "H01")):
        with pytest.raises(IntakeError, match="expected an objection against the proposal"):
            one = row | {"kind": kind, "household_id": household}
            load_rows(world.registry, "objection", [one], as_of=JUNE_13, actor=OFFICE)


def test_what_was_loaded_before_may_come_again_at_any_later_stage(
    june: VillagesWorld, tmp_path: Any
) -> None:
    """The same rows after the scoring, the approval and the announcement change nothing."""
    world = copy_villages_world(june, tmp_path)
    with world.registry.held():
        world.approve(JUNE_12, BELOW)
        world.round(JUNE_12)
        world.round(day_of(12, 31))
        assert world.way(day_of(12, 31))[BELOW] == "announced"
        # a household moves in: what was approved is not asked again
        before = fingerprint(world.registry)
        again = [
            ("village_proposal", proposal(BELOW, day_of(5, 31), "exit")),
            ("village_score", score(BELOW, JUNE_11, "PW-4", 80)),
            ("village_approval", approval(BELOW, JUNE_12)),
        ]
        for form, row in again:
            report = world.load(form, day_of(12, 31), row)
            assert report.forms[form].unchanged == 1, form
        assert fingerprint(world.registry) == before


def test_a_score_after_the_scoring_has_closed_is_refused(
    june: VillagesWorld, tmp_path: Any
) -> None:
    world = copy_villages_world(june, tmp_path)
    with world.registry.held():
        late = MEMBER | {"since_on": JUNE_11}
        world.load("panel_member", JUNE_12, late)
        with pytest.raises(IntakeError, match="the scoring of 610426101003 closed on 2014-06-11"):
            world.score(JUNE_12, BELOW, {"PW-9": 70})


def test_who_sat_on_the_panel_once_approves_nothing_and_who_approved_does_not_sit_on_it(
    june: VillagesWorld, tmp_path: Any
) -> None:
    world = copy_villages_world(june, tmp_path)
    with world.registry.held():
        world.load("panel_member", JUNE_12, MEMBER | {"member_id": "PW-4"})  # in place of 冯玉珍
        with pytest.raises(IntakeError, match="the approver is member PW-4 of the panel"):
            world.load(
                "village_approval", JUNE_12, approval(BELOW, JUNE_12) | {"approver": "冯玉珍"}
            )
        world.approve(JUNE_12, BELOW)  # by 赵敏
        with pytest.raises(IntakeError) as raised:
            world.load("panel_member", JUNE_12, MEMBER | {"name": "赵 敏"})
    assert (
        raised.value.said("en")
        .splitlines()[0]
        .endswith(
            "column Name: decided on village 610426101003 as an approver; expected somebody who approves "
            "no village. Name another member."
        )
    )
