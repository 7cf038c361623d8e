"""The inspection at the desk: opened, drawn, proved, followed; every refusal in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from office.cli import app
from registry.proof import fingerprint
from tests.inspection_world import (
    INSPECTION,
    MAY_5,
    InspectionWorld,
    build_inspection_world,
    copy_inspection_world,
)
from tests.world import COUNTY

DESK = CliRunner(env={"COLUMNS": "300"})


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> InspectionWorld:
    world = build_inspection_world(tmp_path_factory.mktemp("desk") / "office.duckdb")
    world.round(MAY_5)
    return world


@pytest.fixture
def world(template: InspectionWorld, tmp_path: Path) -> InspectionWorld:
    return copy_inspection_world(template, tmp_path)


def office(world: InspectionWorld, *words: str, language: str = "en") -> Any:
    return DESK.invoke(app, ["--db", str(world.registry.path), "--lang", language, *words])


def said(world: InspectionWorld, *words: str, language: str = "en") -> str:
    done = office(world, *words, language=language)
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def refused(world: InspectionWorld, *words: str, language: str = "en") -> str:
    before = fingerprint(world.registry)
    done = office(world, *words, language=language)
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert fingerprint(world.registry) == before
    return str(done.stderr)


def opening(*words: str) -> list[str]:
    return ["open", "2014", "--county", COUNTY, *words]


def test_an_inspection_is_opened_twice_a_year(world: InspectionWorld) -> None:
    again = said(world, *opening("--kind", "inspection", "--as-of", "2014-06-01"))
    assert again == f"{INSPECTION}: opened before, plan and letters unchanged\n"
    second = f"inspection-2014-h2-{COUNTY}"
    done = said(world, *opening("--kind", "inspection", "--half", "2", "--as-of", "2014-07-02"))
    assert done == f"{second}: opened\n"
    rows = {row["campaign_id"]: row for row in world.rows("campaign")}
    assert (rows[second]["half"], str(rows[second]["announce_by"])) == (2, "2014-12-31")
    # nobody has to name the campaign of the day's half-year
    assert second in said(world, "inspect", "status", "--as-of", "2014-07-02")
    assert INSPECTION in said(world, "inspect", "status", "--as-of", "2014-06-02")


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("--kind", "inspection", "--half", "3"), "half 3 of inspection", "第3个半年"),
        (("--kind", "inspection", "--half", "0"), "half 0 of inspection", "第0个半年"),
        (("--kind", "help", "--half", "1"), "half 1 of help", "help，第1个半年"),
    ],
)
def test_an_unknown_half_is_refused(
    world: InspectionWorld, words: tuple[str, ...], english: str, chinese: str
) -> None:
    command = opening(*words, "--as-of", "2014-05-06")
    assert f"--half: {english}; expected 1 or 2" in refused(world, *command)
    assert chinese in refused(world, *command, language="zh")


def test_households_are_drawn_published_and_proved(world: InspectionWorld, tmp_path: Path) -> None:
    drawn = said(world, "draw", "--listed", "5", "--unlisted", "4", "--as-of", "2014-05-06")
    assert (
        drawn == f"{INSPECTION}: 9 households drawn, 9 sheets issued; the next round prints them\n"
    )
    public = tmp_path / "public"
    frame, draws = said(world, "draw", "--publish", str(public), "--as-of", "2014-05-06").split()
    assert Path(draws).name == f"draw-{INSPECTION}.csv"
    for name in (frame, INSPECTION, f"{INSPECTION}/inspection_listed/610426101"):
        proved = said(world, "draw", "--verify", name)
        assert "✗" not in proved and "are the drawn ones" in proved
    assert "正是抽中的户" in said(world, "draw", "--verify", frame, language="zh")
    text = Path(frame).read_text(encoding="utf-8")
    Path(frame).write_text(text.replace(",unlisted,", ",listed,", 1), encoding="utf-8")
    done = office(world, "draw", "--verify", frame)
    assert done.exit_code == 1 and "✗ the frame is not the frozen one" in done.stdout


def test_a_draw_that_cannot_be_made_is_refused_in_both_languages(world: InspectionWorld) -> None:
    too_many = ("draw", "--listed", "10", "--as-of", "2014-05-06")
    assert "10 to draw from 9; expected between 0 and 9" in refused(world, *too_many)
    assert "名单9条，要抽10条" in refused(world, *too_many, language="zh")
    assert "nothing to draw from on 2014-05-05" in refused(world, "draw", "--as-of", "2014-05-05")
    unknown = ("draw", "--verify", "inspection-2013-h1-1")
    assert INSPECTION in refused(world, *unknown)
    assert "应为公布的抽样框文件" in refused(world, *unknown, language="zh")


def test_status_and_estimates_speak_to_officers_and_programs(world: InspectionWorld) -> None:
    words = ("inspect", "status", "--as-of", "2014-05-30")
    before = said(world, *words)
    assert "frame frozen on 2014-05-05: 9 listed, 9 unlisted households; digest" in before
    said(world, "draw", "--as-of", "2014-05-06")
    results = [world.result(h, "not_poor") for h in ("H02", "H03")]
    world.load("inspection_result", MAY_5.replace(day=20), *results)
    world.round(MAY_5.replace(day=21))
    found = json.loads(said(world, *words, "--json"))
    assert sum(level["returned"] for level in found["levels"]) == 2
    assert sum(level["overdue"] for level in found["levels"]) > 0
    (owed,) = found["rectifications"]
    assert (owed["owner_id"], owed["kind"], owed["open"]) == ("610426101", "inclusion", 2)
    chinese, english = said(world, *words, language="zh"), said(world, *words)
    for told in ("错评（在册而不贫困）", "市级", "监军镇", "错评率", "不详"):
        assert told in chinese
    assert "listed but not poor" in english
    assert "100.0%" in said(world, "inspect", "estimates", "--as-of", "2014-05-30")
    estimates = json.loads(said(world, "inspect", "estimates", "--as-of", "2014-05-30", "--json"))
    assert {each["error"] for each in estimates} == {"inclusion", "exclusion"}


def test_the_general_status_shows_what_an_inspection_waits_for(world: InspectionWorld) -> None:
    said(world, "draw", "--as-of", "2014-05-06")
    shown = said(world, "status", "--campaign", INSPECTION, "--as-of", "2014-05-20")
    assert "inspection sheets" in shown and f"{INSPECTION}-0001" in shown
