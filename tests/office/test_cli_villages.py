"""Poor villages at the desk: opening, the forms that wait, objecting, and the table of a day."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from office.cli import app
from tests.help_world import HelpWorld, copy_help_world, day_of
from tests.villages_world import (
    BELOW,
    JUNE_10,
    MAY_2,
    NO_POOR,
    THREE_PERCENT,
    TWO,
    UNCOUNTED,
    VillagesWorld,
    build_villages_world,
)
from tests.world import COUNTY, TOWNSHIP

DESK = CliRunner(env={"COLUMNS": "260"})


def office(world: HelpWorld, *words: str, lang: str = "en") -> Any:
    return DESK.invoke(app, ["--db", str(world.registry.path), "--lang", lang, *words])


@pytest.fixture(scope="module")
def world(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> VillagesWorld:
    """On 12 June one village has exited; another is clear and waits for the panel."""
    world = build_villages_world(listed_village, tmp_path_factory.mktemp("desk"))
    with world.registry.held():
        world.be_poor(BELOW, NO_POOR)
        world.have(MAY_2, BELOW)
        world.scored(BELOW, kind="exit")
        world.approve(day_of(6, 12), BELOW)
        world.round(day_of(6, 12))
    return world


def test_a_campaign_of_villages_is_opened_once(listed_village: HelpWorld, tmp_path: Path) -> None:
    world = copy_help_world(listed_village, tmp_path)
    words = ("open", "2014", "--kind", "villages", "--county", COUNTY, "--as-of", "2014-05-02")
    said = office(world, *words)
    assert (said.exit_code, said.stdout) == (0, f"villages-2014-{COUNTY}: opened\n")
    assert "opened before" in office(world, *words).stdout
    refused = office(world, *words, "--households", "70")
    assert refused.exit_code == 1 and "--households" in refused.output


def test_a_pack_without_rules_for_villages_opens_none(tmp_path: Path) -> None:
    from registry.session import Registry
    from tests.world import World

    registry = Registry(tmp_path / "vn.duckdb")
    registry.create("vn")
    said = office(World(registry), "villages", "--as-of", "1998-05-02")
    assert said.exit_code == 1
    assert "data/policy/vn/values.yaml, village.exit.required_haves" in said.output


def test_the_table_of_a_day_tells_poverty_haves_status_and_way(world: VillagesWorld) -> None:
    said = office(world, "villages", "--as-of", "2014-06-12", "--json")
    assert said.exit_code == 0, said.output
    places = {row["place_code"]: row for row in json.loads(said.stdout)}
    assert list(places) == sorted(places) and len(places) == 8
    below = places[BELOW]
    assert (below["poor_households"], below["poor_persons"], below["rural_persons"]) == (1, 3, 101)
    assert below["incidence"] == "0.029703"
    assert (below["haves_met"], below["haves_unmet"], below["haves_unknown"]) == (11, 0, 0)
    assert (below["is_poor"], below["exited_on"]) == (False, "2014-06-12")
    assert (below["proposal"], below["result"]) == ("exit", "announced")
    assert places[NO_POOR]["is_poor"] and places[NO_POOR]["haves_unknown"] == 11
    assert places[UNCOUNTED]["incidence"] is None and places[TOWNSHIP]["incidence"] is None
    assert places[TWO]["is_poor"] is None
    before = office(world, "villages", "--as-of", "2014-06-11", "--json")
    told = {row["place_code"]: row for row in json.loads(before.stdout)}
    assert told[BELOW]["is_poor"] and told[BELOW]["result"] == "scored"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ("2.97 %", "exited on 2014-06-12", "announced 2014-06-12", "unknown")),
        ("zh", ("3.00 %", "2014-06-12退出", "已公告 2014-06-12", "不详")),
    ],
)
def test_the_table_is_read_in_both_languages(
    world: VillagesWorld, lang: str, expected: tuple[str, ...]
) -> None:
    said = office(world, "villages", "--as-of", "2014-06-12", lang=lang)
    assert said.exit_code == 0
    for words in expected:
        assert words in said.stdout


def test_scores_and_approvals_wait_as_workbooks_without_who_is_barred(
    listed_village: HelpWorld, tmp_path: Path
) -> None:
    world = build_villages_world(listed_village, tmp_path)
    world.cleared(TWO)
    world.scored(THREE_PERCENT)
    campaign = ("--campaign", world.day(JUNE_10).campaign_id, "--as-of", "2014-06-11")
    said = office(world, "forms", *campaign, "--to", str(tmp_path / "out"))
    assert said.exit_code == 0, said.output
    files = {path.name: path for path in (tmp_path / "out").rglob("*.xlsx")}
    assert set(files) == {f"village_score-{TWO}.xlsx", f"village_approval-{THREE_PERCENT}.xlsx"}
    sheet = openpyxl.load_workbook(files[f"village_score-{TWO}.xlsx"]).active
    members = [row[1] for row in sheet.iter_rows(min_row=5, values_only=True) if row[1]]
    assert members == ["PW-2", "PW-4", "PW-5", "PW-6", "PW-7"]
    filled = office(world, "status", *campaign)
    assert filled.exit_code == 0 and "scores of a village" in filled.stdout


def test_a_proposal_is_objected_to_by_its_number_alone(
    listed_village: HelpWorld, tmp_path: Path
) -> None:
    world = build_villages_world(listed_village, tmp_path)
    world.propose(day_of(5, 31), NO_POOR)
    world.round(day_of(5, 31))
    (number,) = [p["number"] for p in world.rows("paper") if p["kind"] == "village_proposal"]
    said = office(world, "object", number, "--ground", "路已修好", "--received-on", "2014-06-01")
    assert said.exit_code == 0, said.output
    (row,) = world.rows("objection")
    assert (row["kind"], row["campaign_id"]) == ("proposal", world.day(MAY_2).campaign_id)
    assert row["household_id"] is None


def test_a_proposal_is_printed_in_english_for_who_asks(
    listed_village: HelpWorld, tmp_path: Path
) -> None:
    world = build_villages_world(listed_village, tmp_path)
    world.propose(day_of(5, 31), NO_POOR)
    world.round(day_of(5, 31))
    words = ("--out", str(tmp_path / "out"), "print", "village_proposal", "--as-of", "2014-05-31")
    said = office(world, *words)
    assert said.exit_code == 0, said.output
    (paper,) = (tmp_path / "out").rglob("*.pdf")
    assert paper.parent.name == f"villages-2014-{COUNTY}" and paper.read_bytes()[:4] == b"%PDF"
