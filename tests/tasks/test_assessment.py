"""The assessment of a village's year: points by hand, nothing to count, lists, objections, final results."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from policy.assessment import printed
from policy.errors import OfficeError
from registry.proof import fingerprint
from tasks.assessment.breakdown import Shown, shown_of
from tasks.assessment.scores import Result, scores_of, trace, tree_of
from tasks.campaign_day import is_over
from tasks.intake.faults import IntakeError
from tests.assessment_world import (
    ASSESSMENT,
    EMPTY,
    ENTERED,
    JAN_16,
    YEAR_END,
    AssessmentWorld,
    assessed_year,
    points,
)
from tests.help_world import HELP, HelpWorld, copy_help_world
from tests.world import COUNTY, TOWNSHIP, VILLAGE, kept_open


def january(day: int) -> date:
    return date(2015, 1, day)


@pytest.fixture(scope="module")
def year(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> AssessmentWorld:
    """The year with all points entered; tests only read it."""
    world = assessed_year(copy_help_world(listed_village, tmp_path_factory.mktemp("year")))
    world.enter(YEAR_END, *ENTERED)
    return world


@pytest.fixture
def world(year: AssessmentWorld, tmp_path: Path) -> Iterator[AssessmentWorld]:
    yield from kept_open(AssessmentWorld(copy_help_world(year, tmp_path).registry))


def results(world: AssessmentWorld, on: date = JAN_16) -> dict[str, Result]:
    day = world.assessment(on)
    with day.reading() as reader:
        return {r.assessed.assessed_id: r for r in scores_of(reader, day)}


# --- points ---------------------------------------------------------------------------------------


def test_a_village_earns_what_its_rows_earn(year: AssessmentWorld) -> None:
    """By hand: measures 8 of 10 (0.70 to 1: a third), all paired, visits 4 of 20 (below the floor),
    90 points entered; they weigh 15, 6, 6 and 20, of which the last stands alone in its branch, and
    9 of 15 of the cadres' branch apply. 30/3 + 15 + 0 + 36."""
    scored = results(year)[VILLAGE]
    assert scored.tree.score == 61
    worth = {leaf.node.id: leaf.worth for leaf in scored.tree.leaves() if leaf.is_applicable}
    assert worth == {
        "measures_given": 30,
        "households_paired": 15,
        "visits": 15,
        "satisfaction": 40,
    }


def test_a_village_without_poor_households_is_assessed_by_what_applies_to_it(
    year: AssessmentWorld,
) -> None:
    scored = results(year)[EMPTY]
    assert scored.score == Decimal("80.00")
    applicable = [leaf.node.id for leaf in scored.tree.leaves() if leaf.is_applicable]
    assert applicable == ["satisfaction"]


def test_a_helper_without_a_household_has_no_score_and_no_rank(year: AssessmentWorld) -> None:
    idle = results(year)["BF-6"]
    assert (idle.score, idle.standing, idle.tree.is_applicable) == (None, None, False)


def test_helpers_are_ranked_with_ties(year: AssessmentWorld) -> None:
    found = results(year)
    helpers = {name: found[name] for name in ("BF-1", "BF-2", "BF-3", "BF-4", "BF-5")}
    assert {name: str(r.score) for name, r in helpers.items()} == {
        "BF-1": "100.00",
        "BF-2": "50.00",
        "BF-3": "50.00",
        "BF-4": "0.00",
        "BF-5": "0.00",
    }
    ranks = [r.standing.rank for r in helpers.values() if r.standing]
    assert ranks == [1, 2, 2, 4, 4]


def test_a_unit_answers_for_its_helpers_visits(year: AssessmentWorld) -> None:
    """DW-1 has BF-1 to BF-3: 4 of 12 in time; DW-2 has BF-4 and BF-5: BF-4's were late."""
    found = results(year)
    visits = {
        unit: next(leaf.count for leaf in found[unit].tree.leaves() if leaf.node.id == "visits")
        for unit in ("DW-1", "DW-2")
    }
    assert [(c.numerator, c.denominator) for c in visits.values() if c] == [(4, 12), (0, 8)]


def test_points_that_nobody_entered_leave_a_range(year: AssessmentWorld) -> None:
    unit = results(year, date(2014, 12, 30))["DW-1"]
    assert unit.score is None and unit.tree.unknown == ["village_opinion"]
    assert unit.tree.lowest == Fraction(500, 17)  # measures alone
    assert unit.tree.highest == Fraction(1000, 17)


def test_the_interim_counts_what_was_due_by_its_day_and_stores_nothing(
    year: AssessmentWorld,
) -> None:
    before = fingerprint(year.registry)
    helper = results(year, date(2014, 9, 30))["BF-1"]
    visits = next(leaf for leaf in helper.tree.leaves() if leaf.node.id == "visits")
    assert visits.count and (visits.count.numerator, visits.count.denominator) == (2, 2)
    assert fingerprint(year.registry) == before


def test_what_is_reported_late_of_the_year_counts_and_what_happens_later_does_not(
    world: AssessmentWorld,
) -> None:
    key = {"duty_id": "helper.visit", "owner_id": "BF-2", "period": "2014-Q4", "round": 1}
    done = {"BF-2": ("H02", YEAR_END), "BF-3": ("H03", january(3))}
    for helper, (household, done_on) in done.items():
        row = key | {"owner_id": helper, "subject_code": household, "done_on": done_on}
        world.write("duty_report", january(5), [row | {"what": "走访"}])
    found = results(world)
    counts = [
        next(leaf.count for leaf in found[h].tree.leaves() if leaf.node.id == "visits")
        for h in done
    ]
    assert [c.numerator for c in counts if c] == [1, 0]


# --- rows behind the points -----------------------------------------------------------------------


def test_every_count_is_the_sum_of_the_rows_that_the_trace_lists(year: AssessmentWorld) -> None:
    day, checked = year.assessment(JAN_16), 0
    with day.reading() as reader:
        for result in scores_of(reader, day):
            for leaf in (leaf for leaf in result.tree.leaves() if leaf.count):
                rows = trace(reader, day, leaf.node.id, result.assessed.assessed_id)
                sums = [sum(row[n] for row in rows) for n in ("numerator", "denominator")]
                assert leaf.count and sums == [leaf.count.numerator, leaf.count.denominator]
                checked += 1
    assert checked == 20


def test_the_trace_names_the_visits_of_a_helper(year: AssessmentWorld) -> None:
    day = year.assessment(JAN_16)
    with day.reading() as reader:
        rows = trace(reader, day, "visits", "BF-1")
    assert [(r["household_id"], r["due_on"], r["done_on"]) for r in rows] == [
        (h, on, on) for h in ("H01", "H06") for on in (date(2014, 9, 30), YEAR_END)
    ]


def test_entered_points_are_traced_to_who_gave_them_and_why(year: AssessmentWorld) -> None:
    day = year.assessment(JAN_16)
    with day.reading() as reader:
        (row,) = trace(reader, day, "village_opinion", "DW-2")
    assert (row["points"], row["scorer"], row["reason"]) == (Decimal(70), "周洁", "入户问卷")


def test_a_village_that_two_units_help_counts_once_for_its_township(world: AssessmentWorld) -> None:
    have = {"have_id": "road", "round": 1, "stated_on": YEAR_END, "has_it": True}
    world.write("village_have", YEAR_END, [have | {"village_code": VILLAGE}])
    found = results(world)
    for assessed in (VILLAGE, TOWNSHIP, "DW-1", "DW-2"):
        (count,) = [
            leaf.count for leaf in found[assessed].tree.leaves() if leaf.node.id == "haves_reached"
        ]
        assert count and (count.numerator, count.denominator) == (1, 1)


@pytest.mark.parametrize(
    ("indicator", "assessed", "said"),
    [
        ("visit", "BF-1", "indicator visit; expected one of measures_given, help_duties, visits"),
        ("satisfaction", "BF-1", "indicator satisfaction; expected one of"),
        ("visits", "BF-99", "BF-99, who is not assessed"),
        ("visits", COUNTY, "610426, who is not assessed"),
    ],
)
def test_a_trace_of_nothing_is_refused(
    year: AssessmentWorld, indicator: str, assessed: str, said: str
) -> None:
    day = year.assessment(JAN_16)
    with day.reading() as reader, pytest.raises(OfficeError, match=said):
        trace(reader, day, indicator, assessed)


def test_a_year_without_help_has_nothing_to_assess(year: AssessmentWorld) -> None:
    day = year.assessment(JAN_16)
    other = replace(day, campaign=replace(day.campaign, year=2013))
    with (
        day.reading() as reader,
        pytest.raises(OfficeError, match="no help campaign of this county in 2013"),
    ):
        tree_of(reader, other, VILLAGE)


# --- targets --------------------------------------------------------------------------------------


def target(target_id: str, number: str, place: str = VILLAGE, **more: Any) -> dict[str, Any]:
    said = {"what": "减少贫困人口", "unit": "人", "decided_on": date(2014, 5, 5)}
    return said | {"target_id": target_id, "place_code": place, "number": number} | more


def targets(world: AssessmentWorld, on: date = JAN_16) -> dict[str, tuple[Any, Any]]:
    with world.assessment(on).reading() as reader:
        rows = reader.rows(
            "targets_of_year", campaign_id=ASSESSMENT, help_campaign=HELP, as_of=YEAR_END
        )
    return {row["target_id"]: (row["reached"], row["is_met"]) for row in rows}


#: What Yidu set itself for 2015 [001].
YIDU = {
    "persons_out": ("减少贫困人口", "人", "2500", None),
    "villages_promoted": ("整村推进村", "个", "9", None),
    "key_villages": ("重点村", "个", "10", None),
    "households_housed": ("住房困难户安置", "户", "20", "housing_solved"),
    "eco_migrants": ("生态移民", "人", "70", "persons_resettled"),
    "rain_dew": ("雨露计划培训", "人", "100", None),
    "practical_training": ("实用技术培训", "人次", "2500", None),
}


def test_yidus_targets_are_counted_where_the_registry_knows_and_else_unknown(
    world: AssessmentWorld,
) -> None:
    rows = [
        target(name, number, COUNTY, what=what, unit=unit, counted_by=counted_by)
        for name, (what, unit, number, counted_by) in YIDU.items()
    ]
    world.load("target", date(2014, 5, 5), *rows)
    solved = {"difficulty_id": "housing", "round": 1, "stated_on": date(2014, 8, 1)}
    world.write(
        "difficulty",
        YEAR_END,
        [solved | {"household_id": h, "state": "solved"} for h in ("H01", "H02")]
        + [solved | {"household_id": "H03", "state": "open"}],
    )
    report = {"target_id": "rain_dew", "place_code": COUNTY, "reported_on": YEAR_END}
    report |= {"reached": "104", "reporter": "周洁", "evidence": "培训花名册"}
    world.load("target_report", YEAR_END, report)
    found = targets(world)
    assert found["households_housed"] == (2, False)
    assert found["eco_migrants"] == (0, False)
    assert found["rain_dew"] == (104, True)
    assert found["persons_out"] == (None, None)
    assert len(found) == 7


def test_a_target_that_nobody_reported_on_keeps_the_lists_back(world: AssessmentWorld) -> None:
    world.load("target", date(2014, 5, 5), target("MB-1", "5"))
    assert results(world)[VILLAGE].tree.unknown == ["targets_met"]
    assert world.assess(JAN_16)["results"] == {"unscored": 2}  # the village and its township
    report = {"target_id": "MB-1", "place_code": VILLAGE, "reported_on": YEAR_END}
    report |= {"reached": "5", "reporter": "周洁", "evidence": "台账"}
    world.load("target_report", january(17), report)
    assert world.assess(january(17))["results"] == {"notices": 5}


# --- lists, objections, final results -------------------------------------------------------------


def test_no_list_is_issued_while_reports_still_come_in(world: AssessmentWorld) -> None:
    for day in (YEAR_END, january(1), january(15)):
        assert world.assess(day)["results"] == {}
    assert world.rows("assessment_line") == []


def test_lists_are_issued_once_one_a_kind_and_one_a_unit_of_helpers(
    world: AssessmentWorld,
) -> None:
    assert world.assess(JAN_16)["results"] == {"notices": 5}
    before = fingerprint(world.registry)
    world.assess(JAN_16)
    world.assess(january(18))
    assert fingerprint(world.registry) == before
    lists: dict[str, list[str]] = {}
    for line in world.rows("assessment_line", "number, line_no"):
        lists.setdefault(line["number"], []).append(line["assessed_id"])
    assert list(lists.values()) == [
        [EMPTY, VILLAGE],
        [TOWNSHIP],
        ["DW-1", "DW-2"],
        ["BF-1", "BF-2", "BF-3"],
        ["BF-4", "BF-5"],
    ]
    last = [p for p in world.rows("paper") if p["kind"] == "assessment_result"][-1]
    assert '"not_assessed":1' in last["content"]  # BF-6 helps nobody


@pytest.fixture
def posted(world: AssessmentWorld) -> AssessmentWorld:
    """Lists that hang from 19 January on; their window is 20 to 26 January."""
    world.assess(JAN_16)
    world.post("assessment_result", january(19))
    world.assess(january(19))
    return world


def number_of(world: AssessmentWorld, assessed: str) -> str:
    lines = [row for row in world.rows("assessment_line") if row["assessed_id"] == assessed]
    return str(max(lines, key=lambda row: row["entry"])["number"])


def object_to(world: AssessmentWorld, assessed: str, on: date, objection: str = "Y1") -> None:
    world.load(
        "objection",
        on,
        {
            "objection_id": objection,
            "number": number_of(world, assessed),
            "kind": "score",
            "assessed_id": assessed,
            "received_on": on,
            "channel": "letter",
            "ground": "评价有误",
            "is_anonymous": True,
            "received_by": "王主任",
        },
    )


def decide(world: AssessmentWorld, on: date, finding: str, objection: str = "Y1") -> None:
    """孙立 investigates, 赵敏 decides."""
    named = {"objection_id": objection}
    who = {"investigator": "孙立"}
    world.load("assignment", on, named | who | {"assigned_on": on})
    found = {"investigated_on": on, "finding": "查阅台账", "evidence": "台账"}
    world.load("investigation", on, named | who | found)
    said = {"decider": "赵敏", "decided_on": on, "finding": finding, "reason": "漏记两次"}
    world.load("decision", on, named | said)


def test_results_are_final_once_every_window_has_closed(posted: AssessmentWorld) -> None:
    assert posted.assess(january(26))["final_results"] == {}
    assert not is_over(posted.assessment(january(26)))
    assert posted.assess(january(27))["final_results"] == {"settled": 10}
    final = {row["assessed_id"]: row for row in posted.rows("assessment_result")}
    assert (final["BF-1"]["score"], final["BF-1"]["rank"]) == (Decimal("100.00"), 1)
    assert [final[h]["rank"] for h in ("BF-2", "BF-3", "BF-4")] == [2, 2, 4]
    assert (final[VILLAGE]["grade"], final[EMPTY]["grade"]) == ("fair", "good")
    before = fingerprint(posted.registry)
    posted.assess(january(28))
    assert fingerprint(posted.registry) == before
    assert is_over(posted.assessment(january(28)))


def test_what_a_score_consists_of_is_stored_with_it_node_by_node(posted: AssessmentWorld) -> None:
    """By hand as above: a third of 30, 15, 0 and nine tenths of 40 points, in their four branches."""
    rows = {
        row["node"]: tuple(
            None if row[name] is None else float(row[name])
            for name in ("weight", "worth", "points", "numerator", "denominator")
        )
        for row in posted.rows("assessment_point")
        if row["assessed_id"] == VILLAGE
    }
    assert rows["measures"] == (15, 30, 33.33, None, None)
    assert rows["measures/help/measures_given"] == (100, 30, 33.33, 8, 10)
    assert rows["cadres"] == (15, 30, 50, None, None)
    assert rows["cadres/management/households_paired"] == (30, 15, 100, 10, 10)
    assert rows["cadres/management/visits"] == (30, 15, 0, 4, 20)
    assert rows["results/results/satisfaction"] == (20, 40, 90, None, None)
    assert rows["funds/funds/payments_made"] == (100, 0, None, None, None)
    # the tree of the policy: six precisions, seven items, twenty indicators
    assert len(rows) == 6 + 7 + 20
    assert "BF-6" not in {row["assessed_id"] for row in posted.rows("assessment_point")}


def test_what_is_stored_says_what_was_computed(posted: AssessmentWorld) -> None:
    with posted.assessment(JAN_16).reading() as reader:
        for result in scores_of(reader, posted.assessment(JAN_16)):
            shown = shown_of(reader, posted.assessment(JAN_16), result.assessed.assessed_id)
            if result.score is None:
                assert shown is None
                continue
            assert shown and shown.tree.score == result.score
            for stored, computed in zip(shown.tree.leaves(), result.tree.leaves(), strict=True):
                assert (stored.node.id, stored.count) == (computed.node.id, computed.count)
                assert (stored.entered, stored.unknown) == (computed.entered, [])
                assert stored.worth == printed(computed.worth)


def test_an_open_objection_keeps_the_results_from_being_final(posted: AssessmentWorld) -> None:
    object_to(posted, "DW-2", january(26))
    assert posted.assess(january(27))["final_results"] == {}
    decide(posted, january(28), "dismissed")
    assert posted.assess(january(28))["final_results"] == {"settled": 10}
    assert posted.assess(january(28))["result_answers"] == {}  # receipt and reply went out


def test_no_score_is_decided_on_before_it_was_objected_to(posted: AssessmentWorld) -> None:
    object_to(posted, "DW-2", january(26))
    with pytest.raises(IntakeError, match="assigned on 2015-01-25, received on 2015-01-26"):
        decide(posted, january(25), "dismissed")


def test_a_late_objection_keeps_nothing_back(posted: AssessmentWorld) -> None:
    object_to(posted, "DW-2", january(27))
    assert posted.assess(january(27))["final_results"] == {"settled": 10}


def test_a_corrected_score_comes_on_a_replacing_list_and_hangs_again(
    posted: AssessmentWorld,
) -> None:
    object_to(posted, "DW-2", january(20))
    decide(posted, january(22), "sustained")
    first = number_of(posted, "DW-2")
    done = posted.assess(january(27))
    assert (done["result_corrections"], done["final_results"]) == ({"replaced": 0}, {})
    # meanwhile somebody else's points are changed, against whom nobody has objected
    posted.enter(
        january(28),
        ("village_opinion", "unit", "DW-2", "95"),
        ("village_opinion", "unit", "DW-1", "10"),
    )
    assert posted.assess(january(28))["result_corrections"] == {"replaced": 1}
    (paper,) = [row for row in posted.rows("paper") if row["replaces"] == first]
    shown = {
        row["assessed_id"]: (str(row["score"]), row["objection_id"])
        for row in posted.rows("assessment_line")
        if row["number"] == paper["number"]
    }
    # (25 * 0 + 35 * 0 + 25 * 95) / 85
    assert shown == {"DW-1": ("57.35", None), "DW-2": ("27.94", "Y1")}
    before = fingerprint(posted.registry)
    posted.assess(january(29))
    assert fingerprint(posted.registry) == before
    posted.post("assessment_result", january(29))
    posted.assess(january(29))
    assert posted.assess(date(2015, 2, 5))["final_results"] == {}
    assert posted.assess(date(2015, 2, 6))["final_results"] == {"settled": 10}
    final = {row["assessed_id"]: str(row["score"]) for row in posted.rows("assessment_result")}
    assert (final["DW-1"], final["DW-2"]) == ("57.35", "27.94")
    # what is stored behind either is the opinion that it was made with, on the list that showed it first
    with posted.assessment(date(2015, 2, 6)).reading() as reader:
        shown = {u: shown_of(reader, posted.assessment(JAN_16), u) for u in ("DW-1", "DW-2")}
        now = {u: shown_of(reader, posted.assessment(date(2015, 2, 6)), u) for u in shown}
    opinions = {u: [opinion(s) for s in (shown[u], now[u])] for u in shown}
    assert opinions == {
        "DW-1": [(first, "95.00"), (first, "95.00")],
        "DW-2": [(first, "70.00"), (paper["number"], "95.00")],
    }


def opinion(shown: Shown | None) -> tuple[str, str]:
    """The notice that first showed the score, and the village's opinion in it."""
    assert shown
    (leaf,) = [leaf for leaf in shown.tree.leaves() if leaf.node.id == "village_opinion"]
    return shown.number, str(leaf.entered)


def test_two_objections_to_one_score_are_answered_by_one_correction(
    posted: AssessmentWorld,
) -> None:
    for objection in ("Y1", "Y2"):
        object_to(posted, "DW-2", january(20), objection)
        decide(posted, january(22), "sustained", objection)
    posted.enter(january(22), ("village_opinion", "unit", "DW-2", "95"))
    assert posted.assess(january(22))["result_corrections"] == {"replaced": 1}
    assert posted.assess(january(23))["result_corrections"] == {}


def test_the_receipt_and_the_reply_speak_of_a_score_and_not_of_a_household(
    posted: AssessmentWorld,
) -> None:
    object_to(posted, "DW-2", january(20))
    decide(posted, january(22), "sustained")
    assert posted.assess(january(22))["result_answers"] == {"receipts": 1, "replies": 1}
    said = [row["content"] for row in posted.rows("paper") if row["objection_id"] == "Y1"]
    assert all("帮扶单位2" in text and '"is_score":true' in text for text in said)
    assert any("该得分更正后重新公示" in text for text in said)


def test_points_are_a_row_of_the_form(world: AssessmentWorld) -> None:
    row = points("satisfaction", "village", VILLAGE, "91.5")
    report = world.load("indicator_score", january(5), row)
    assert report.forms["indicator_score"].stored == 1
    assert results(world)[VILLAGE].tree.score == 61 + Fraction("1.5") * 40 / 100
