"""The assessment from the command line: opened, computed, traced, made public, objected to."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from office.cli import app
from registry.proof import fingerprint
from tests.assessment_world import ASSESSMENT, ENTERED, JAN_16, YEAR_END, AssessmentWorld
from tests.assessment_world import assessed_year as assessed
from tests.help_world import HelpWorld, copy_help_world
from tests.world import COUNTY, VILLAGE

DESK = CliRunner(env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def world(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> AssessmentWorld:
    own = assessed(copy_help_world(listed_village, tmp_path_factory.mktemp("assess")))
    own.enter(YEAR_END, *ENTERED)
    return own


def office(world: HelpWorld, line: str, code: int = 0, language: str = "en") -> str:
    words = ["--db", str(world.registry.path), "--lang", language, *line.split()]
    said = DESK.invoke(app, words)
    assert said.exit_code == code, said.output
    return said.output


def test_scores_are_shown_kind_by_kind_and_nothing_is_stored(world: AssessmentWorld) -> None:
    before = fingerprint(world.registry)
    said = office(world, "assess compute --as-of 2015-01-16")
    assert "counted until 2014-12-31" in said
    (village,) = [line for line in said.splitlines() if VILLAGE in line and "61.00" in line]
    assert village.split()[-3:] == ["61.00", "2", "fair"]
    assert "BF-1" not in said and "BF-1" in office(world, "assess compute --kind helper")
    assert fingerprint(world.registry) == before


def test_the_interim_is_named_so(world: AssessmentWorld) -> None:
    said = office(world, "assess compute --as-of 2014-09-30")
    assert "interim, counted until 2014-09-30; nothing is stored" in said
    told = json.loads(office(world, "assess compute --as-of 2014-09-30 --json"))
    (unit,) = [row for row in told["results"] if row["assessed_id"] == "DW-1"]
    assert unit["score"] is None and unit["unknown"] == ["village_opinion"]
    assert float(unit["lowest"]) < float(unit["highest"])


def test_one_assessed_is_shown_indicator_by_indicator(world: AssessmentWorld) -> None:
    said = office(world, f"assess compute --of {VILLAGE} --as-of 2015-01-16")
    (visits,) = [line for line in said.splitlines() if "visits in time" in line]
    assert visits.split()[-4:] == ["4", "20", "15.00", "0.00"]
    told = json.loads(office(world, f"assess compute --of {VILLAGE} --as-of 2015-01-16 --json"))
    assert sum(float(leaf["worth"]) for leaf in told["indicators"]) == 100


def test_the_rows_behind_a_number_are_listed(world: AssessmentWorld) -> None:
    told = json.loads(office(world, "trace visits DW-1 --as-of 2015-01-16 --json"))
    rows = told["rows"]
    assert (told["shown"], told["now"]) == (None, {"numerator": 4, "denominator": 12})
    assert (sum(r["numerator"] for r in rows), len(rows)) == (4, 12)
    assert "helper.visit BF-1 H01 2014-Q3" in office(world, "trace visits BF-1 --as-of 2015-01-16")
    assert "入户问卷" in office(world, f"trace satisfaction {VILLAGE} --as-of 2015-01-16")
    assert "no rows" in office(world, f"trace plan_kept {VILLAGE} --as-of 2015-01-16")


def test_a_trace_tells_a_published_score_from_what_the_registry_says_now(
    world: AssessmentWorld, tmp_path: Path
) -> None:
    """Two of DW-2's eight visits of 2014 come to light after the lists, and another opinion."""
    own = AssessmentWorld(copy_help_world(world, tmp_path).registry)
    own.assess(JAN_16)
    number = {r["assessed_id"]: r["number"] for r in own.rows("assessment_line")}["DW-2"]
    said = office(own, "trace visits DW-2 --as-of 2015-01-18")
    assert f"made public in {number} on 2015-01-16 (not final yet): 0 / 8, 0.00 points" in said
    assert "the registry counts the same today" in said
    own.post("assessment_result", date(2015, 1, 19))
    for day in (19, 27):
        own.assess(date(2015, 1, day))
    key = {"duty_id": "helper.visit", "owner_id": "BF-5", "round": 1, "what": "走访"}
    visits = [("H05", "2014-Q3", date(2014, 9, 2)), ("H05", "2014-Q4", date(2014, 12, 2))]
    rows = [key | {"subject_code": h, "period": p, "done_on": on} for h, p, on in visits]
    own.write("duty_report", date(2015, 1, 28), rows)
    own.enter(date(2015, 1, 28), ("village_opinion", "unit", "DW-2", "95"))
    said = office(own, "trace visits DW-2 --as-of 2015-01-28")
    assert "(final since 2015-01-27): 0 / 8, 0.00 points" in said
    assert "the registry differs today: 2 / 8; the score stands as made public" in said
    told = json.loads(office(own, "trace village_opinion DW-2 --as-of 2015-01-28 --json"))
    assert told["shown"]["points"] == "70.00" and told["now"] == {"points": "95.00"}
    assert told["differs"] and told["shown"]["settled_on"] == "2015-01-27"
    nothing = office(own, f"trace plan_kept {VILLAGE} --as-of 2015-01-28", language="zh")
    assert "公示：不适用" in nothing
    measures = office(own, "trace measures_given DW-2 --as-of 2015-01-28", language="zh")
    assert "2015-01-27起为最终结果" in measures and "登记库现在的计数与公示一致" in measures


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("trace visit BF-1", "figure or indicator: visit; expected one of rural_persons"),
        ("trace projects_on_time BF-1", "projects_on_time; expected one of measures_given"),
        ("trace visits BF-1 paid", "visits: part paid; an indicator has no parts"),
        ("trace visits BF-99", "BF-99, who is not assessed"),
        ("assess compute --kind county", "county; expected one of village, township"),
        ("assess compute --of 610426999", "610426999, who is not assessed"),
    ],
)
def test_what_is_not_there_is_refused(world: AssessmentWorld, line: str, said: str) -> None:
    assert said in office(world, f"{line} --as-of 2015-01-16", code=1)


def test_an_objection_to_a_score_is_typed_in_and_shown(
    world: AssessmentWorld, tmp_path: Path
) -> None:
    own = AssessmentWorld(copy_help_world(world, tmp_path).registry)
    own.assess(JAN_16)
    number = {r["assessed_id"]: r["number"] for r in own.rows("assessment_line")}["DW-2"]
    said = office(own, f"object {number} DW-2 --score --ground 漏记两次 --received-on 2015-01-17")
    assert f"{ASSESSMENT}-0001" in said
    state = json.loads(office(own, "assess status --as-of 2015-01-17 --json"))
    assert [(o["assessed_id"], o["state"]) for o in state["objections"]] == [
        ("DW-2", "to_be_decided")
    ]
    assert {row["kind"]: row["lists"] for row in state["lists"]}["helper"] == 2
    assert "to be decided" in office(own, "assess status --as-of 2015-01-17")
    missing = f"object {number} BF-1 --score --ground 有误 --received-on 2015-01-17"
    assert "does not show BF-1" in office(own, missing, code=1)


def test_an_assessment_is_opened_like_every_campaign(
    help_world: HelpWorld,
) -> None:
    line = f"open 2014 --kind assessment --county {COUNTY} --as-of 2014-05-02"
    assert f"{ASSESSMENT}: opened" in office(help_world, line)
    with help_world.registry.reading() as reader:
        rows = reader.rows("campaigns_open", as_of=date(2014, 5, 2))
    assert {row["kind"] for row in rows} >= {"assessment", "help"}
    refused = office(help_world, f"{line} --households 70", code=1)
    assert "planned households of a campaign of assessment" in refused


def test_a_year_that_nobody_was_helped_in_is_not_assessed(help_world: HelpWorld) -> None:
    office(help_world, f"open 2015 --kind assessment --county {COUNTY} --as-of 2014-12-31")
    said = office(help_world, "assess compute --as-of 2015-01-01", code=1)
    assert "no help campaign of this county in 2015" in said
