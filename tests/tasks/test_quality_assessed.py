"""Indicators of exits and inspections, counted by hand from a year of ten households and two villages."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from policy.assessment import Scored
from tasks.assessment.scores import scores_of
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign
from tasks.papers.issuing import paper_of
from tasks.papers.reports import issue_reports
from tasks.printing.contents import Report
from tests.assessment_world import EMPTY, JAN_16, YEAR_END, AssessmentWorld, assessed_year
from tests.help_world import HelpWorld, copy_help_world, day_of
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE

EXIT, VILLAGES = f"exit-2014-{COUNTY}", f"villages-2014-{COUNTY}"
FIRST_HALF, SECOND_HALF = (f"inspection-2014-h{half}-{COUNTY}" for half in (1, 2))
#: By half, whether listed, and household what the inspectors found.
FOUND = {
    (FIRST_HALF, True): {
        "H01": "poor",
        "H02": "not_poor",
        "H03": "refused",
        "H04": "poor",
        "H09": None,  # still open
    },
    (FIRST_HALF, False): {"H05": "not_poor", "H06": "poor"},
    (SECOND_HALF, True): {"H02": "poor", "H07": "poor"},
    (SECOND_HALF, False): {"H08": "not_found"},
}
#: By sheet the problem's last day, the day on which it was put right, and what was seen of it afterwards.
PROBLEMS = {
    f"{FIRST_HALF}-H02": (day_of(7, 10), day_of(7, 1), "closed"),
    f"{FIRST_HALF}-H06": (day_of(7, 10), day_of(7, 20), "closed"),  # late
    f"{FIRST_HALF}-H04": (day_of(7, 10), day_of(7, 2), "not_closed"),
    f"{FIRST_HALF}-H05": (day_of(7, 10), None, None),  # never
    f"{SECOND_HALF}-H07": (day_of(12, 30), day_of(12, 28), None),  # nobody has looked yet
    f"{SECOND_HALF}-H02": (date(2015, 1, 20), None, None),  # still has time
}


@pytest.fixture(scope="module")
def year(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> AssessmentWorld:
    world = assessed_year(copy_help_world(listed_village, tmp_path_factory.mktemp("quality")))
    with world.registry.held():
        for campaign in (EXIT, VILLAGES, FIRST_HALF, SECOND_HALF):
            _opened(world, campaign)
        _inspected(world)
        _checked(world)
        _proposed(world)
    return world


def _opened(world: AssessmentWorld, campaign: str) -> None:
    kind = campaign.partition("-")[0]
    half = 1 if campaign == FIRST_HALF else 2 if campaign == SECOND_HALF else None
    days = (day_of(5, 5), day_of(12, 20))
    own = (campaign, kind, 2014, COUNTY, "cn", *days, f"永扶办{kind}{half}", OFFICE)
    open_campaign(world.registry, Campaign(*own, half=half))


def _inspected(world: AssessmentWorld) -> None:
    sheets, results, draws = [], [], []
    for (campaign, is_listed), found in FOUND.items():
        purpose = "inspection_listed" if is_listed else "inspection_unlisted"
        draw_id, on = f"{campaign}/{purpose}/{TOWNSHIP}", day_of(6, 1)
        draws.append(
            {"draw_id": draw_id, "campaign_id": campaign, "purpose": purpose, "drawn_on": on}
            | {"place_code": TOWNSHIP, "frame_size": 5, "size": len(found)}
            | {"seed": "s", "frame_digest": "d"}
        )
        for household, finding in found.items():
            sheet = f"{campaign}-{household}"
            sheets.append(
                {"sheet_id": sheet, "campaign_id": campaign, "draw_id": draw_id}
                | {"household_id": household, "village_code": VILLAGE, "level": "county"}
                | {"owner_id": COUNTY, "route_no": 1, "starts_on": on, "due_on": day_of(6, 20)}
            )
            if finding:
                said = {"sheet_id": sheet, "inspected_on": day_of(6, 10), "inspector": "周洁"}
                problem = "缺照片" if f"{campaign}-{household}" in PROBLEMS else None
                results.append(said | {"finding": finding, "problem": problem, "round": 1})
    world.write("draw", day_of(6, 1), draws)
    world.write("inspection_sheet", day_of(6, 1), sheets)
    world.write("inspection_result", day_of(6, 10), results)
    told, returns, seen = [], [], []
    for sheet, (due_on, rectified_on, finding) in PROBLEMS.items():
        key = {"rectification_id": f"{sheet}-other"}
        campaign, _, household = sheet.rpartition("-")
        said = {"campaign_id": campaign, "sheet_id": sheet, "household_id": household}
        said |= {"kind": "other", "owner_id": TOWNSHIP, "opened_on": day_of(6, 11)}
        told.append(key | said | {"due_on": due_on})
        if rectified_on:
            done = {
                "rectified_on": rectified_on,
                "rectified_by": "赵敏",
                "how": "补",
                "evidence": "表",
            }
            returns.append(key | done | {"round": 1})
        if finding:
            look = {"reinspected_on": day_of(8, 1), "reinspector": "孙立", "finding": finding}
            seen.append(key | look | {"round": 1})
    world.write("rectification", day_of(6, 11), told)
    world.write("rectification_return", YEAR_END, returns)
    world.write("reinspection", YEAR_END, seen)


def _checked(world: AssessmentWorld) -> None:
    """Five are checked, one of them twice: four are confirmed in the end."""
    key = {"campaign_id": EXIT, "checker": "周洁"}
    first = dict.fromkeys(("H01", "H03", "H05"), "confirmed") | {
        "H07": "not_confirmed",
        "H09": "not_confirmed",
    }
    rows = [
        key | {"household_id": h, "round": 1, "checked_on": day_of(11, 1), "finding": f}
        for h, f in first.items()
    ]
    again = {"household_id": "H09", "round": 2, "checked_on": day_of(11, 9), "finding": "confirmed"}
    world.write("spot_check", day_of(11, 9), [*rows, key | again])


def _proposed(world: AssessmentWorld) -> None:
    """One village's exit is announced, the other's was sent back."""
    key = {"campaign_id": VILLAGES}
    world.write(
        "village_proposal",
        day_of(6, 1),
        [
            key
            | {"village_code": v, "round": 1, "kind": "exit", "proposed_on": day_of(6, 1)}
            | {"reason": "已达标", "proposer": "李卫东", "evidence": "会议记录"}
            for v in (VILLAGE, EMPTY)
        ],
    )
    said = {"proposal_round": 1, "decided_on": day_of(9, 1), "reason": "r", "evidence": "1"}
    world.write(
        "village_outcome",
        day_of(9, 1),
        [
            key | said | {"village_code": VILLAGE, "step": "announcement", "result": "announced"},
            key | said | {"village_code": EMPTY, "step": "approval", "result": "returned"},
        ],
    )


def leaves(world: AssessmentWorld, on: date) -> dict[tuple[str, str], Scored]:
    day = world.assessment(on)
    with day.reading() as reader:
        return {
            (result.assessed.assessed_id, leaf.node.id): leaf
            for result in scores_of(reader, day, ("village", "township"))
            for leaf in result.tree.leaves()
        }


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "points"),
    [
        # 4 of 5, and 80 % earn nothing
        ("exits_confirmed", 4, 5, 0),
        # of H01, H02, H04 and again H02, H07: one in five, 10 % or more earn nothing
        ("inclusion_errors", 1, 5, 0),
        # of H05 and H06 one; nobody met H08
        ("exclusion_errors", 1, 2, 0),
        # H02 and H07 in time of those that were due: H06 late, H04 not closed, H05 never
        ("problems_rectified", 2, 5, 0),
        ("villages_exited", 1, 1, 100),
    ],
)
def test_a_village_is_assessed_by_its_exits_and_by_what_inspections_found(
    year: AssessmentWorld, indicator: str, numerator: int, denominator: int, points: int
) -> None:
    leaf = leaves(year, JAN_16)[VILLAGE, indicator]
    assert leaf.count and (leaf.count.numerator, leaf.count.denominator) == (numerator, denominator)
    assert leaf.score == points


def test_a_township_has_what_its_villages_have(year: AssessmentWorld) -> None:
    found = leaves(year, JAN_16)
    exited = found[TOWNSHIP, "villages_exited"]
    assert exited.count and (exited.count.numerator, exited.count.denominator) == (1, 2)
    assert (found[EMPTY, "villages_exited"].score, exited.score) == (0, 0)  # half earns nothing
    problems = found[TOWNSHIP, "problems_rectified"].count
    assert problems and (problems.numerator, problems.denominator) == (2, 5)


def test_fewer_errors_earn_more(year: AssessmentWorld) -> None:
    """Everything up to 2 %, nothing from 10 % on: 6 % is half-way."""
    indicator = year.assessment(JAN_16).pack.indicators(YEAR_END)["inclusion_errors"]
    shares = ("0.02", "0.06", "0.10", "0")
    assert [indicator.points_of(Fraction(share)) for share in shares] == [100, 50, 0, 100]


def test_what_nobody_inspected_or_proposed_is_not_applicable(year: AssessmentWorld) -> None:
    """The village without households; and everybody on the day before anything was drawn."""
    later, before = leaves(year, JAN_16), leaves(year, day_of(5, 31))
    kinds = ("exits_confirmed", "inclusion_errors", "exclusion_errors", "problems_rectified")
    assert not any(later[EMPTY, each].is_applicable for each in kinds)
    assert not any(before[VILLAGE, each].is_applicable for each in (*kinds, "villages_exited"))


def test_a_report_tells_every_inspection_of_the_year_and_what_became_of_its_problems(
    year: AssessmentWorld, tmp_path: Path
) -> None:
    world = AssessmentWorld(copy_help_world(year, tmp_path).registry)
    issue_reports(world.day(YEAR_END), (("village", VILLAGE), ("county", COUNTY)))
    village, county = [
        paper
        for row in world.rows("paper", "entry")
        if isinstance(paper := paper_of(row["kind"], row["content"]), Report)
    ]
    said = village.chapters[-1].says
    # H01 to H06 but H03, who refused, had an answer; H09 is open
    assert "上半年检查6户，错评1户、漏评1户；问题待整改2件、待复查0件、已销号2件。" in said.zh
    assert "下半年检查3户，错评0户、漏评0户；问题待整改1件、待复查1件、已销号0件。" in said.zh
    assert "Inspection of the second half: 3 households" in said.en
    problems = village.chapters[-1].charts[-1]
    assert {bar.label.en: tuple(map(int, bar.values)) for bar in problems.bars} == {
        "other, first half": (2, 0, 2, 0),
        "other, second half": (1, 1, 0, 0),
    }
    figures = {f.figure: f.value for f in village.chapters[-1].figures}
    assert (figures["inspected right"], figures["rectifications open"]) == (5, 3)
    # of each half its own estimate for the county
    assert county.answers[3].answer.zh.count("置信度推算") == 2


def test_before_anything_was_found_the_report_says_so(
    year: AssessmentWorld, tmp_path: Path
) -> None:
    world = AssessmentWorld(copy_help_world(year, tmp_path).registry)
    issue_reports(world.day(day_of(6, 5)), (("village", VILLAGE),))
    (row,) = [r for r in world.rows("paper") if r["kind"] == "village_report"]
    assert "本年的检查尚无结果" in row["content"]


def test_a_check_and_a_problem_count_as_they_stood_on_the_day(year: AssessmentWorld) -> None:
    found = leaves(year, day_of(11, 5))
    checked, problems = (
        found[VILLAGE, each].count for each in ("exits_confirmed", "problems_rectified")
    )
    assert checked and (checked.numerator, checked.denominator) == (3, 5)
    assert problems and (problems.numerator, problems.denominator) == (1, 4)
