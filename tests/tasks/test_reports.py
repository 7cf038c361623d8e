"""Reports: every figure is the sum of its rows, from the village to the county, and says what is true."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from policy.errors import OfficeError
from policy.pack import load_pack
from registry.proof import fingerprint
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign
from tasks.papers.issuing import paper_of
from tasks.papers.reports import issue_reports
from tasks.printing.contents import Report
from tasks.reports.figures import FIGURES, Figures, campaigns_of, count_figures, trace
from tests.funds_world import FundsWorld, copy_funds_world
from tests.help_world import HELP, UNITS, HelpWorld, day_of, pair
from tests.inspection_world import INSPECTION, MAY_5, MAY_6, InspectionWorld
from tests.villages_world import VILLAGES, VillagesWorld, build_villages_world, proposal
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE, World, kept_open

EMPTY_TOWNSHIP, EMPTY_VILLAGE = "610426102", "610426102001"
FIVE = ("H01", "H02", "H03", "H07", "H10")
JUNE_30 = day_of(6, 30)


@pytest.fixture(scope="module")
def world(funded_village: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> FundsWorld:
    """The listed village: five are helped, five were paid 1,200 yuan and one of them got it back.

    Beside it a township with a village of nobody, and a unit of no helpers that helps it.
    """
    world = copy_funds_world(funded_village, tmp_path_factory.mktemp("reports"))
    with world.registry.held():
        pair(world, day_of(5, 2), {"H01": "BF-1", "H02": "BF-1", "H03": "BF-2", "H07": "BF-4"})
        known = World(world.registry)  # of the identification, not of help
        known.survey(day_of(5, 3), *world.households)
        known.survey(day_of(5, 4), "H10", round=2, main_cause="illness")
        _empty_village(world)
        batch = world.publicised(world.lines(*FIVE))
        world.release(day_of(6, 10))
        world.settle(day_of(6, 12), batch, {1: "paid", 2: "paid", 3: "returned"})
        _inspected(InspectionWorld(world.registry))
        _proposed(VillagesWorld(world.registry))
        _nominated(world)
    return world


def _opened(world: FundsWorld | InspectionWorld | VillagesWorld, campaign_id: str) -> None:
    kind = campaign_id.partition("-")[0]
    open_campaign(
        world.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=campaign_id,
            kind=kind,
            year=2014,
            county_code=COUNTY,
            pack="cn",
            opened_on=MAY_5,
            announce_by=JUNE_30,
            document_mark=f"永扶办{kind}",
            half=1 if kind == "inspection" else None,
        ),
    )


def _inspected(world: InspectionWorld) -> None:
    """All ten are drawn: one is not poor, one was not there, one has another problem; seven are open."""
    _opened(world, INSPECTION)
    world.round(MAY_5)
    world.round(MAY_6)
    world.load(
        "inspection_result",
        day_of(5, 20),
        world.result("H01", "poor"),
        world.result("H02", "not_poor", problem="档案缺照片"),
        world.result("H03", "not_found"),
    )
    world.round(day_of(5, 20))


def _proposed(world: VillagesWorld) -> None:
    """The first village has been poor since last year; the empty one is proposed."""
    _opened(world, VILLAGES)
    world.be_poor(VILLAGE)
    row = proposal(EMPTY_VILLAGE, day_of(5, 31)) | {"campaign_id": VILLAGES, "round": 1}
    world.write("village_proposal", day_of(5, 31), [row])


def _nominated(world: FundsWorld) -> None:
    """The group lets one household leave the list and another one stay."""
    _opened(world, f"exit-2014-{COUNTY}")
    on = day_of(6, 15)
    row = {
        "campaign_id": f"exit-2014-{COUNTY}",
        "step": "group_appraisal",
        "round": 1,
        "decided_on": on,
        "reason": "组评议",
    }
    results = {"H07": "passed", "H10": "not_passed"}
    world.write("outcome", on, [row | {"household_id": h, "result": r} for h, r in results.items()])


def _empty_village(world: FundsWorld) -> None:
    may_1 = day_of(5, 1)
    place = {"version": 1, "since_on": may_1, "rural_persons": None}
    world.write(
        "place",
        may_1,
        [
            place
            | {
                "code": EMPTY_TOWNSHIP,
                "level": "township",
                "parent_code": COUNTY,
                "name_zh": "常宁镇",
            },
            place
            | {
                "code": EMPTY_VILLAGE,
                "level": "village",
                "parent_code": EMPTY_TOWNSHIP,
                "name_zh": "㙦䶮村",
            },
        ],
        OFFICE,
    )
    world.write(
        "helping_unit",
        may_1,
        [
            {
                "unit_id": "DW-9",
                "version": 1,
                "since_on": may_1,
                "name_zh": "县档案馆",
                "kind": "county",
                "leader_name": "何平",
            }
        ],
        OFFICE,
    )
    world.write(
        "unit_pairing",
        may_1,
        [
            {
                "campaign_id": HELP,
                "unit_id": "DW-9",
                "village_code": EMPTY_VILLAGE,
                "round": 1,
                "paired_on": may_1,
                "is_paired": True,
                "run_no": 1,
                "reason": "pairing.first",
            }
        ],
        OFFICE,
    )


@pytest.fixture(scope="module")
def figures(world: FundsWorld) -> Figures:
    with world.registry.reading() as reader:
        return count_figures(reader, world.day(JUNE_30))


@pytest.fixture
def fresh(world: FundsWorld, tmp_path: Path) -> Iterator[FundsWorld]:
    yield from kept_open(copy_funds_world(world, tmp_path))


def issued(world: FundsWorld, *wanted: tuple[str, str]) -> list[Report]:
    issue_reports(world.day(JUNE_30), wanted)
    rows = [row for row in world.rows("paper") if row["kind"].endswith("_report")]
    papers = [paper_of(row["kind"], row["content"]) for row in rows]
    return [paper for paper in papers if isinstance(paper, Report)]


PLACES = (COUNTY, TOWNSHIP, EMPTY_TOWNSHIP, VILLAGE, EMPTY_VILLAGE)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_adds_up_from_village_to_township_to_county(
    world: FundsWorld, figures: Figures, figure: str
) -> None:
    """A place has what the places within it have, and what stands with the place itself."""
    with world.registry.reading() as reader:
        rows = trace(reader, world.day(JUNE_30), figure, COUNTY)
    for place, within in (
        (TOWNSHIP, [VILLAGE]),
        (EMPTY_TOWNSHIP, [EMPTY_VILLAGE]),
        (COUNTY, [TOWNSHIP, EMPTY_TOWNSHIP]),
    ):
        own = rows.filter(place_code=place).select("part", "value").rows()
        whole: dict[str, list[Decimal | None]] = defaultdict(list)
        for part, value in (
            *own,
            *(item for code in within for item in figures.parts(code, figure).items()),
        ):
            whole[part].append(value)
        expected = {p: None if None in values else sum(values) for p, values in whole.items()}
        assert dict(figures.parts(place, figure)) == expected


@pytest.mark.parametrize("figure", FIGURES)
def test_the_trace_lists_the_rows_that_a_figure_sums(
    world: FundsWorld, figures: Figures, figure: str
) -> None:
    with world.registry.reading() as reader:
        for of in (*PLACES, *UNITS, "DW-9"):
            rows = trace(reader, world.day(JUNE_30), figure, of)
            values = rows["value"].to_list()
            assert figures.total(of, figure) == (None if None in values else sum(values))
            assert rows.select("part", "subject").is_unique().all()  # no thing counts twice


@pytest.mark.parametrize("figure", FIGURES)
def test_no_row_is_lost_to_the_county(world: FundsWorld, figure: str) -> None:
    with world.registry.reading() as reader:
        named = campaigns_of(reader, world.day(JUNE_30))
        rows = reader.query(f"figures/{figure}", **named)
        assert trace(reader, world.day(JUNE_30), figure, COUNTY).height == rows.height


@pytest.mark.parametrize(
    ("of", "figure", "part", "expected"),
    [
        (COUNTY, "listed_households", "", 10),
        (EMPTY_VILLAGE, "listed_households", "", 0),
        ("DW-1", "listed_households", "", 3),
        ("DW-2", "listed_households", "", 1),
        ("DW-9", "listed_households", "", 0),
        (COUNTY, "causes", "funds", 9),
        (VILLAGE, "changes", "newly_listed", 10),
        (VILLAGE, "changes", "exited", 0),
        (COUNTY, "helpers", "", 3),
        (VILLAGE, "households_without_helper", "unpaired", 6),
        (COUNTY, "unit_villages", "", 3),
        (COUNTY, "budget", "", 100_000),
        (VILLAGE, "budget", "", 0),
        (COUNTY, "payments", "paid", 2400),
        (COUNTY, "payments", "returned", 1200),
        (COUNTY, "payments", "underway", 2400),
        ("DW-1", "payments", "paid", 2400),
        ("DW-2", "payments", "", 1200),
        (TOWNSHIP, "paid_households", "", 2),
        (VILLAGE, "projects", "behind", 1),  # begun on 1 June, and nothing reported done
        (VILLAGE, "project_money", "industry", 50_000),
        ("DW-1", "project_money", "", 50_000),  # of the village that it helps
        ("DW-9", "project_money", "", 0),
        (VILLAGE, "incomes", "2014", 40_000),  # ten households of 4,000 yuan
        (COUNTY, "exits", "under_review", 1),
        ("DW-2", "exits", "", 1),
        (TOWNSHIP, "exits", "stayed", 1),
        (VILLAGE, "inspected", "", 10),
        (COUNTY, "inspected", "inclusion_error", 1),
        (COUNTY, "inspected", "unanswered", 1),
        (COUNTY, "inspected", "open", 7),
        (COUNTY, "rectifications", "open", 2),  # not poor, and the file without photographs
        ("DW-1", "rectifications", "", 2),
        (COUNTY, "poor_villages", "poor", 1),
        ("DW-1", "poor_villages", "poor", 1),
        ("DW-9", "village_proposals", "under_review", 1),
        (EMPTY_TOWNSHIP, "poor_villages", "", 0),
        (COUNTY, "rural_persons", "", None),  # the other village's are not registered
    ],
)
def test_figures_say_what_happened(
    figures: Figures, of: str, figure: str, part: str, expected: int | None
) -> None:
    assert figures.total(of, figure, part) == expected


def test_a_figure_of_a_past_day_is_what_it_was_on_that_day(world: FundsWorld) -> None:
    with world.registry.reading() as reader:
        before = count_figures(reader, world.day(day_of(6, 11)))
    assert before.total(COUNTY, "payments", "paid") == 0
    assert before.total(COUNTY, "payments", "underway") == 6000


@pytest.mark.parametrize(
    ("figure", "of", "said"),
    [
        (
            "visit",
            COUNTY,
            "figure or indicator: visit; expected one of rural_persons, listed_house",
        ),
        ("causes", "610426999", "place or unit: 610426999; expected the code of a county"),
    ],
)
def test_a_trace_of_nothing_is_refused(world: FundsWorld, figure: str, of: str, said: str) -> None:
    with world.registry.reading() as reader, pytest.raises(OfficeError, match=said):
        trace(reader, world.day(JUNE_30), figure, of)


def test_no_indicator_has_the_name_of_a_figure() -> None:
    """`office trace` takes either by its name."""
    assert not load_pack("cn").indicators(JUNE_30).keys() & FIGURES.keys()


def test_a_report_has_the_six_precisions_and_every_figure_of_it_is_traced(
    fresh: FundsWorld,
) -> None:
    county, village, unit = issued(
        fresh, ("county", COUNTY), ("village", VILLAGE), ("unit", "DW-1")
    )
    for paper in (county, village, unit):
        chapters = [chapter.precision for chapter in paper.chapters]
        assert chapters == ["targets", "projects", "funds", "measures", "cadres", "results"]
        with fresh.registry.reading() as reader:
            for stated in (figure for chapter in paper.chapters for figure in chapter.figures):
                rows = trace(reader, fresh.day(JUNE_30), *_split(stated.figure, paper.subject_code))
                values = rows["value"].to_list()
                assert stated.value == (None if None in values else sum(values)), stated.figure


def _split(traced_as: str, of: str) -> tuple[str, str, str | None]:
    figure, _, part = traced_as.partition(" ")
    return figure, of, part or None


def test_the_county_report_answers_who_and_why_who_helped_what_was_spent_and_found(
    fresh: FundsWorld,
) -> None:
    (county,) = issued(fresh, ("county", COUNTY))
    who, helped, spent, found, scored = (each.answer.zh for each in county.answers)
    assert "10户20人，占农村人口100.0%" in who  # 20 are registered with the county itself
    assert "缺发展资金（9户）、因病致贫（1户）" in who
    assert "3名，帮扶4户" in helped and "6户没有" in helped
    assert "100,000元，已发放2,400元（2.4%），惠及2户" in spent
    assert "异议0件" in found
    assert "上半年检查3户，错评1户、漏评0户；问题待整改2件、待复查0件、已销号0件。" in found
    assert county.chapters[0].says.zh.endswith("贫困村1个，退出0个；最近一批申报1个，审核中1个。")
    assert county.scores.says.zh == scored and not county.scores.tables
    assert scored == "尚无考核结果。"


def test_the_report_has_the_inspections_own_estimate_with_its_interval(fresh: FundsWorld) -> None:
    """Two of ten answered, one of them at fault. Wilson's interval at the effective size of two of ten,
    (10 - 1) * 2 / (10 - 2) = 2.25 households, z = 1.96: 0.5 ± 0.5 * sqrt(k / (1 + k)), k = z² / 2.25."""
    county, unit = issued(fresh, ("county", COUNTY), ("unit", "DW-1"))
    results = county.chapters[-1].says
    expected = "Estimated at 95% confidence: error of inclusion 50.0% (10.3% to 89.7%)."
    assert str(results.en).endswith(expected)
    assert "推算" not in unit.chapters[-1].says.zh  # nobody draws a sample of a unit


def test_a_report_of_a_day_before_says_that_nothing_was_inspected_or_proposed(
    fresh: FundsWorld,
) -> None:
    issue_reports(fresh.day(day_of(5, 4)), [("county", COUNTY), ("village", EMPTY_VILLAGE)])
    rows = [row for row in fresh.rows("paper", "entry") if row["kind"].endswith("_report")]
    county, village = (paper_of(row["kind"], row["content"]) for row in rows)
    assert isinstance(county, Report) and isinstance(village, Report)
    assert county.answers[3].answer.zh.endswith("本年的检查尚无结果。")
    assert village.chapters[0].says.zh.endswith("没有村列为或申报贫困村。")


def test_a_township_shows_incidence_where_it_is_known(
    listed_village: HelpWorld, tmp_path: Path
) -> None:
    """20 of 1000, 3 of 100, 3 of 101 persons; a fourth village's population nobody has counted."""
    world = build_villages_world(listed_village, tmp_path)
    issue_reports(world.day(JUNE_30), [("township", TOWNSHIP)])
    (row,) = [row for row in world.rows("paper") if row["kind"] == "township_report"]
    township = paper_of(row["kind"], row["content"])
    assert isinstance(township, Report)
    charts = {chart.title.en: chart for chart in township.chapters[0].charts}
    shares = [round(bar.values[0], 2) for bar in charts["Incidence of poverty"].bars]
    assert shares == [Decimal("3.00"), Decimal("2.97"), Decimal("2.00")]


def test_a_place_without_anything_has_a_report_that_says_so(fresh: FundsWorld) -> None:
    village, unit = issued(fresh, ("village", EMPTY_VILLAGE), ("unit", "DW-9"))
    for paper in (village, unit):
        answers = [each.answer.zh for each in paper.answers]
        assert answers[0] == "名单上没有贫困户。"
        assert answers[1] == "尚无帮扶责任人；0户等待结对。"
        assert answers[2] == "没有发放资金。"
        assert paper.calendar is None
        charts = [chart.title.en for chapter in paper.chapters for chart in chapter.charts]
        assert charts in ([], ["How duties stand"])  # a unit owes some though it has no helper


def test_a_report_that_would_say_the_same_is_not_issued_again(fresh: FundsWorld) -> None:
    issue_reports(fresh.day(JUNE_30), is_all=True)
    once = fingerprint(fresh.registry)
    assert issue_reports(fresh.day(JUNE_30), is_all=True) == {"issued": 0}
    assert fingerprint(fresh.registry) == once


def test_a_report_that_says_something_else_of_the_day_replaces_the_last_one(
    fresh: FundsWorld,
) -> None:
    (first,) = issued(fresh, ("village", VILLAGE))
    pair(fresh, day_of(6, 29), {"H10": "BF-5"}, round=2)
    issue_reports(fresh.day(JUNE_30), [("village", VILLAGE)])
    papers = [row for row in fresh.rows("paper", "entry") if row["kind"] == "village_report"]
    assert [row["replaces"] for row in papers] == [None, first.number]


def test_all_are_the_county_its_townships_its_villages_and_the_units(fresh: FundsWorld) -> None:
    assert issue_reports(fresh.day(JUNE_30), is_all=True) == {"issued": 1 + 2 + 2 + 3}


@pytest.mark.parametrize("wanted", [("village", TOWNSHIP), ("township", "1")])
def test_a_report_of_nobody_is_refused_and_nothing_is_issued(
    fresh: FundsWorld, wanted: tuple[str, str]
) -> None:
    before = fingerprint(fresh.registry)
    with pytest.raises(OfficeError, match=f"{wanted[0]}: {wanted[1]}; expected"):
        issue_reports(fresh.day(JUNE_30), [("county", COUNTY), wanted])
    assert fingerprint(fresh.registry) == before
