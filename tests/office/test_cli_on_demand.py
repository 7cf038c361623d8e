"""Papers that somebody asks for: issued with their files, or not at all."""

import errno
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from typer.testing import CliRunner, Result

from office.cli import app
from policy.steps import STEPS
from registry.proof import fingerprint
from tasks.pairing import pair_county
from tasks.papers.verification import verify_file
from tasks.printing import markup, pages
from tests.help_world import HELP, HelpWorld, day_of
from tests.world import CAMPAIGN, OFFICE

DESK = CliRunner(env={"COLUMNS": "1000"})
ON = day_of(5, 5)
NO_FONT = "\U000f0000"  # private use: no font has it

ASKED = {
    "household_file": ("print", "household_file"),
    "household_card": ("print", "household_card"),
    "card_of_help": ("print", "household_card", "--campaign", HELP),
    "helper_letter": ("print", "helper_letter"),
    "bundle": ("print", "household_card", "--bundles"),
    "county_report": ("report", "--county"),
}
on_demand = pytest.mark.parametrize("words", ASKED.values(), ids=ASKED)


@pytest.fixture
def office(help_world: HelpWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command line on a village of ten households, which all went through every step and have helpers."""
    rounds = SimpleNamespace(run_pairing=lambda day, _, is_partial: pair_county(day, is_partial))
    monkeypatch.setitem(sys.modules, "office.rounds", rounds)
    monkeypatch.setattr(pages, "_WORTH_A_POOL", 100)  # other processes would not be patched

    help_world.write(
        "outcome",
        day_of(4, 30),
        [
            {"campaign_id": CAMPAIGN, "step": step, "household_id": household, "round": 1}
            | {"result": "passed", "decided_on": day_of(4, 30), "reason": "通过"}
            for household in help_world.households
            for step in STEPS["identification"]
            if step != "announcement"
        ],
        OFFICE,
    )

    def run(*words: str) -> Result:
        place = ["--db", str(help_world.registry.path), "--out", str(tmp_path / "out")]
        return DESK.invoke(app, [*place, "--lang", "en", *words, "--as-of", "2014-05-05"])

    assert run("pair", "--partial").exit_code == 0
    return run


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "out").rglob("*.pdf"))


def rename(world: HelpWorld, household_id: str, head_name: str, version: int = 2) -> None:
    known = next(row for row in world.rows("household") if row["household_id"] == household_id)
    known = {name: value for name, value in known.items() if name not in ("entry", "actor")}
    change = {"version": version, "since_on": ON, "head_name": head_name}
    world.write("household", ON, [known | change])


def refused_and_unchanged(world: HelpWorld, said: Result, before: str) -> str:
    assert said.exit_code == 1 and isinstance(said.exception, SystemExit)
    assert "Traceback" not in said.output
    assert fingerprint(world.registry) == before
    return said.stderr


@on_demand
def test_a_template_that_lacks_a_value_issues_nothing(
    help_world: HelpWorld,
    office: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    shutil.copytree(markup.TEMPLATES, tmp_path / "templates")
    page = tmp_path / "templates" / "layout.html.j2"
    with page.open("a", encoding="utf-8") as template:
        template.write("{{ paper.mayor }}\n")
    before = fingerprint(help_world.registry)
    with monkeypatch.context() as patched:
        patched.setattr(markup, "TEMPLATES", tmp_path / "templates")
        markup._environment.cache_clear()
        said = refused_and_unchanged(help_world, office(*words), before)
    markup._environment.cache_clear()
    assert "has no attribute 'mayor'" in said


def test_a_full_disk_issues_nothing(
    help_world: HelpWorld,
    office: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    before = fingerprint(help_world.registry)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        said = refused_and_unchanged(help_world, office("report", "--county"), before)
    assert "No space left on device" in said
    assert office("report", "--county").exit_code == 0
    (report,) = files(tmp_path)
    assert verify_file(help_world.registry, report).is_genuine


@on_demand
def test_nothing_is_issued_where_no_folder_can_be(
    help_world: HelpWorld, office: Any, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "out").write_text("no folder")
    before = fingerprint(help_world.registry)
    said = refused_and_unchanged(help_world, office(*words), before)
    assert "a folder that papers can be written to" in said


def test_what_no_font_can_print_is_left_out_unissued_until_it_can_be(
    help_world: HelpWorld, office: Any, tmp_path: Path
) -> None:
    rename(help_world, "H03", f"张{NO_FONT}")
    said = office("print", "household_card")
    assert said.exit_code == 1
    assert "✗ household card H03: " in said.stderr and "U+F0000" in said.stderr
    cards = [row for row in help_world.rows("paper") if row["kind"] == "household_card"]
    assert len(cards) == len(files(tmp_path)) == 9
    assert "H03" not in {card["household_id"] for card in cards}
    assert all(verify_file(help_world.registry, file).is_genuine for file in files(tmp_path))

    before = fingerprint(help_world.registry)
    refused_and_unchanged(help_world, office("print", "household_card"), before)
    rename(help_world, "H03", "张三", version=3)
    assert office("print", "household_card").exit_code == 0
    numbers = [row["number"] for row in help_world.rows("paper")]
    assert len(files(tmp_path)) == 10 and len(set(numbers)) == len(numbers)


def test_a_bundle_leaves_out_the_card_that_no_font_can_print_and_the_one_it_would_replace(
    help_world: HelpWorld, office: Any, tmp_path: Path
) -> None:
    def bundled() -> int:
        (bundle,) = files(tmp_path)
        with pypdfium2.PdfDocument(bundle) as pdf:
            return len(pdf)

    words = ("print", "household_card", "--campaign", HELP)
    assert office(*words).exit_code == 0 and bundled() == 10
    rename(help_world, "H03", f"张{NO_FONT}")
    row = {"campaign_id": HELP, "household_id": "H03", "measure_id": "training", "round": 1}
    row |= {"decided_on": ON, "is_given": True, "reason": "缺技术"}
    help_world.write("measure", ON, [row])
    said = office(*words)
    assert said.exit_code == 1 and "household card H03" in said.stderr
    assert bundled() == 9
