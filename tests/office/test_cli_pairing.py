"""What the officer sees of pairing: tried out, stored, shown, explained, printed, refused."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from office.cli import app
from registry.proof import fingerprint
from tasks.pairing import pair_county
from tests.help_world import HELP, HelpWorld, day_of

DESK = CliRunner(env={"COLUMNS": "200"})
ON = day_of(5, 5)


@pytest.fixture
def office(help_world: HelpWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line on the village's registry; pairing runs without Prefect."""
    rounds = SimpleNamespace(run_pairing=lambda day, _, is_partial: pair_county(day, is_partial))
    monkeypatch.setitem(sys.modules, "office.rounds", rounds)

    def run(*words: str, language: str = "en", on: str = "2014-05-05") -> Result:
        place = ["--db", str(help_world.registry.path), "--out", str(tmp_path / "out")]
        return DESK.invoke(app, [*place, "--lang", language, *words, "--as-of", on])

    return run


def test_a_dry_run_shows_and_stores_nothing(help_world: HelpWorld, office: Any) -> None:
    before = fingerprint(help_world.registry)
    said = office("pair", "--dry-run")
    assert said.exit_code == 0, said.output
    # 25 km at 4 points for each of ten households, and four helpers who lack one: 20 points each
    assert "10 households with 6 helpers by the scheme 532: 1080 points" in said.stdout
    assert "helpers below their quota" in said.stdout
    assert fingerprint(help_world.registry) == before


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "按“532”规定至少须帮14户"), ("en", "the quotas of 532 ask for 14")],
)
def test_what_is_refused_is_told_in_the_officers_language_and_nothing_stored(
    help_world: HelpWorld, office: Any, language: str, told: str
) -> None:
    before = fingerprint(help_world.registry)
    said = office("pair", language=language)
    assert said.exit_code == 1
    assert told in said.output and "--partial" in said.output
    assert fingerprint(help_world.registry) == before


def test_a_stored_pairing_is_shown_with_units_and_written_as_workbooks(
    office: Any, tmp_path: Path
) -> None:
    assert "not paired yet" in office("pair", "--show").stdout
    assert office("pair", "--partial").exit_code == 0
    said = office("pair", "--show", "--json", "--workbooks", str(tmp_path / "units"))
    found = json.JSONDecoder().raw_decode(said.stdout)[0]
    assert found["run"]["run_no"] == 1 and found["run"]["is_optimal"]
    assert sum(unit["households"] for unit in found["units"]) == 10
    assert found["uncovered"] == found["idle"] == []
    books = sorted((tmp_path / "units").glob("*.xlsx"))
    rows = [list(openpyxl.load_workbook(b)["households helped"].values) for b in books]
    assert [book.stem for book in books] == ["pairing-DW-1", "pairing-DW-2"]
    assert sum(len(sheet) - 1 for sheet in rows) == 10
    assert rows[0][0][2:5] == ("household", "head", "persons")


def test_uncovered_households_stand_first_in_the_status(help_world: HelpWorld, office: Any) -> None:
    office("pair", "--partial")
    helper = next(r["helper_id"] for r in help_world.rows("pairing") if r["household_id"] == "H01")
    row = {"helper_id": helper, "household_id": "H01", "round": 1, "declared_on": ON}
    help_world.write("kinship", ON, [row | {"relation": "舅舅", "is_related": True}])
    said = office("status", "--campaign", HELP)
    assert said.stdout.splitlines()[1] == "households without a helper"
    assert "the former helper is a relative" in said.stdout
    found = json.loads(office("status", "--campaign", HELP, "--json").stdout)["pairing"]
    assert [row["household_id"] for row in found["uncovered"]] == ["H01"]


def test_the_status_says_what_to_do_for_a_helper_without_a_household(
    help_world: HelpWorld, office: Any
) -> None:
    office("pair", "--partial")
    loads = Counter(row["helper_id"] for row in help_world.rows("pairing"))
    most = max(loads[helper] for helper in ("BF-1", "BF-2", "BF-3"))
    row = {"helper_id": "BF-7", "version": 1, "since_on": ON, "unit_id": "DW-1", "name": "新来"}
    help_world.write("helper", ON, [row | {"rank": "cadre", "place_code": "610426"}])
    said = office("status", "--campaign", HELP).stdout
    (line,) = [line for line in said.splitlines() if "BF-7" in line]
    assert "no household waits" in line
    assert re.search(rf"take one over from BF-[123] \(has {most}\) with form pairing", said)


def test_a_household_is_explained_with_its_helper(office: Any) -> None:
    office("pair", "--partial")
    said = office("explain", "H01")
    assert "helped by" in said.stdout and "first pairing" in said.stdout
    found = json.loads(office("explain", "H01", "--json").stdout)
    (helped,) = found["helpers"]
    assert (helped["run_no"], helped["campaign_id"]) == (1, HELP)


@pytest.mark.parametrize("kind", ["helper_letter", "household_card"])
def test_letters_and_cards_are_one_file_a_township(office: Any, tmp_path: Path, kind: str) -> None:
    said = office("print", kind, "--campaign", HELP)
    assert said.exit_code == 1 and "office pair" in said.output
    office("pair", "--partial")
    assert office("print", kind, "--campaign", HELP).exit_code == 0
    assert [f.name for f in (tmp_path / "out").rglob("*.pdf")] == [f"{kind}-610426101-en.pdf"]
