"""`office report` and `office trace`: printed, verified, traced, refused."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from office.cli import app
from registry.proof import fingerprint
from tests.help_world import HELP, HelpWorld
from tests.world import COUNTY, TOWNSHIP, VILLAGE

DESK = CliRunner(env={"COLUMNS": "200"})
MAY_5 = ("--as-of", "2014-05-05")


def office(world: HelpWorld, out: Path, *words: str) -> Result:
    desk = ["--db", str(world.registry.path), "--out", str(out), "--lang", "en"]
    return DESK.invoke(app, [*desk, *words])


def test_reports_are_printed_once_and_verified(help_world: HelpWorld, tmp_path: Path) -> None:
    words = ("report", "--county", "--village", VILLAGE, "--unit", "DW-1", *MAY_5)
    done = office(help_world, tmp_path, *words)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("3 papers")
    files = sorted((tmp_path / HELP).glob("*.pdf"))
    assert len(files) == 3
    assert office(help_world, tmp_path, "verify", *map(str, files)).exit_code == 0
    before = fingerprint(help_world.registry), [file.read_bytes() for file in files]
    assert office(help_world, tmp_path, *words).exit_code == 0
    assert (fingerprint(help_world.registry), [file.read_bytes() for file in files]) == before


def test_a_trace_shows_the_rows_and_their_sum(help_world: HelpWorld, tmp_path: Path) -> None:
    said = office(help_world, tmp_path, "trace", "listed_households", TOWNSHIP, *MAY_5)
    assert said.exit_code == 0, said.output
    assert "H01" in said.stdout and "10 rows, 10.00 in all" in said.stdout
    rows = office(help_world, tmp_path, "trace", "listed_households", COUNTY, *MAY_5, "--json")
    subjects = [row["subject"] for row in json.loads(rows.stdout)]
    assert subjects == help_world.households


def test_a_trace_names_nobody(help_world: HelpWorld, tmp_path: Path) -> None:
    heads = {row["head_name"] for row in help_world.rows("household")}
    said = office(help_world, tmp_path, "trace", "causes", COUNTY, *MAY_5, "--json").stdout
    assert not [head for head in heads if head in said]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("report",), "nobody's report was asked for; expected --village"),
        (
            ("report", "--village", "610426101999"),
            f"village: 610426101999; expected one of those registered, such as {VILLAGE}",
        ),
        (("report", "--unit", "DW-7", "--county"), "helping unit: DW-7; expected one of"),
        (("trace", "visit", COUNTY), "figure or indicator: visit; expected one of rural_persons"),
        (("trace", "causes", "H01"), "place or unit: H01; expected the code of a county"),
    ],
)
def test_what_cannot_be_reported_is_refused_and_changes_nothing(
    help_world: HelpWorld, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    before = fingerprint(help_world.registry)
    said = office(help_world, tmp_path, *words, *MAY_5)
    assert said.exit_code == 1
    assert expected in said.stderr
    assert fingerprint(help_world.registry) == before
