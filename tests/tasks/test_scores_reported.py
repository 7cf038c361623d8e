"""The section of scores in reports: interim while the year runs, then the final results."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.papers.issuing import paper_of
from tasks.papers.reports import issue_reports
from tasks.printing.contents import Report
from tests.assessment_world import EMPTY, ENTERED, JAN_16, YEAR_END, AssessmentWorld
from tests.assessment_world import assessed_year as assessed
from tests.help_world import HelpWorld, copy_help_world
from tests.world import COUNTY, TOWNSHIP, VILLAGE, kept_open


@pytest.fixture(scope="module")
def year(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> AssessmentWorld:
    world = assessed(copy_help_world(listed_village, tmp_path_factory.mktemp("scored")))
    world.enter(YEAR_END, *ENTERED)
    return world


@pytest.fixture
def world(year: AssessmentWorld, tmp_path: Path) -> Iterator[AssessmentWorld]:
    yield from kept_open(AssessmentWorld(copy_help_world(year, tmp_path).registry))


def issued(world: AssessmentWorld, on: date, *wanted: tuple[str, str]) -> list[Report]:
    issue_reports(world.day(on), wanted)
    rows = [row for row in world.rows("paper", "entry") if row["kind"].endswith("_report")]
    papers = [paper_of(row["kind"], row["content"]) for row in rows]
    return [paper for paper in papers if isinstance(paper, Report)]


def test_the_county_ranks_all_kinds_and_says_that_it_is_the_interim(world: AssessmentWorld) -> None:
    """80 and 61 points by hand: see the tests of the assessment."""
    (county,) = issued(world, YEAR_END, ("county", COUNTY))
    said = county.answers[-1].answer
    assert said.zh.endswith("行政村2个（良好1、合格1）（期中计分，计至2014-12-31，非最终结果）。")
    assert county.scores.says == said
    _, units, villages = county.scores.tables
    assert [(v.rank, v.assessed_id, v.score.zh) for v in villages.lines] == [
        (1, EMPTY, "80.00"),
        (2, VILLAGE, "61.00"),
    ]
    assert [line.rank for line in units.lines] == [1, 2]
    ranking = county.scores.charts[-1]
    assert [bar.values for bar in ranking.bars] == [(Decimal("80.00"),), (Decimal("61.00"),)]


def test_a_place_sees_every_indicator_as_it_is_traced(world: AssessmentWorld) -> None:
    township, village, unit = issued(
        world, YEAR_END, ("township", TOWNSHIP), ("village", VILLAGE), ("unit", "DW-1")
    )
    assert "得61.00分，在2个行政村中排第2，合格" in village.scores.says.zh
    points = {point.traced_as: point for point in village.scores.points}
    assert points["visits"].counted == "4 / 20" and points["visits"].score.zh == "0.00"
    assert points["satisfaction"].counted == "90.00"
    assert sum(point.worth for point in points.values()) == 100
    assert [line.assessed_id for line in township.scores.tables[0].lines] == [EMPTY, VILLAGE]
    assert township.scores.points and unit.scores.points


def test_a_unit_is_told_its_own_helpers_scores_and_nobody_else_is(world: AssessmentWorld) -> None:
    """BF-1 visited in time, BF-2 and BF-3 did not; all their households have a measure but one."""
    papers = issued(
        world,
        YEAR_END,
        ("unit", "DW-1"),
        ("unit", "DW-2"),
        ("county", COUNTY),
        ("village", VILLAGE),
    )
    (table,) = papers[0].scores.tables
    assert table.title.zh == "帮扶责任人"
    assert [(h.rank, h.assessed_id, h.score.zh) for h in table.lines] == [
        (1, "BF-1", "100.00"),
        (2, "BF-2", "50.00"),
        (2, "BF-3", "50.00"),
    ]
    assert table.lines[0].standing and table.lines[0].standing.zh.startswith("优秀")
    names = [line.name.zh for line in table.lines]
    assert names == ["帮扶人1", "帮扶人2", "帮扶人3"]
    others = "".join(paper.model_dump_json() for paper in papers[1:])
    assert not [name for name in names if name in others]
    (other,) = papers[1].scores.tables
    # BF-6 helps nobody, and has nothing to be assessed by
    assert [(h.rank, h.assessed_id) for h in other.lines][-1] == (None, "BF-6")


def test_points_that_nobody_entered_leave_a_range(world: AssessmentWorld) -> None:
    (unit,) = issued(world, date(2014, 9, 30), ("unit", "DW-1"))
    assert "尚有指标不详" in unit.scores.says.zh and "–" in unit.scores.says.zh


@pytest.fixture
def settled(world: AssessmentWorld) -> AssessmentWorld:
    """Results final on 27 January; on the 28th it turns out that BF-2 made a visit in September."""
    world.assess(JAN_16)
    world.post("assessment_result", date(2015, 1, 19))
    for on in (date(2015, 1, 19), date(2015, 1, 27)):
        world.assess(on)
    key = {"duty_id": "helper.visit", "owner_id": "BF-2", "period": "2014-Q3", "round": 1}
    done = {"subject_code": "H02", "done_on": date(2014, 9, 1), "what": "走访"}
    world.write("duty_report", date(2015, 1, 28), [key | done])
    return world


def test_a_report_on_a_final_score_tells_what_it_was_made_of(settled: AssessmentWorld) -> None:
    """4 of 20 visits, as counted when the list was made; 5 of 20 would be counted now."""
    wanted = (("village", VILLAGE), ("village", EMPTY), ("unit", "DW-1"), ("county", COUNTY))
    village, empty, unit, county = issued(settled, date(2015, 1, 28), *wanted)
    said = "得61.00分，在2个行政村中排第2，合格（最终结果，2015-01-27生效）"
    assert said in village.scores.says.zh
    points = {point.traced_as: point for point in village.scores.points}
    assert (points["visits"].counted, points["visits"].score.zh) == ("4 / 20", "0.00")
    assert points["satisfaction"].counted == "90.00"
    assert points["plan_kept"].score.zh == "不适用" and points["plan_kept"].counted == ""
    assert sum(point.worth for point in points.values()) == 100
    assert {p.traced_as: p.counted for p in unit.scores.points}["visits"] == "4 / 12"
    assert [p.worth for p in empty.scores.points if p.worth] == [Decimal(100)]
    assert [line.score.zh for line in county.scores.tables[-1].lines] == ["80.00", "61.00"]
    assert [line.score.zh for line in unit.scores.tables[0].lines] == ["100.00", "50.00", "50.00"]


def test_the_interim_report_of_a_day_before_stays_as_it_was(settled: AssessmentWorld) -> None:
    (village,) = issued(settled, YEAR_END, ("village", VILLAGE))
    assert "期中计分" in village.scores.says.zh
