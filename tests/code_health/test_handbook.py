"""The handbook and the data dictionary say what the program is, not what it was."""

import re
import runpy
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from office.cli import app
from tasks.intake.forms import all_forms

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
HANDBOOK = (DOCS / "handbook.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^ {4}office (.+)$", HANDBOOK, re.MULTILINE)
OFFICE = get_command(app)


def _command_of(example: str) -> str:
    """The command that an example runs; an error where its options and arguments do not fit."""
    context = OFFICE.make_context("office", shlex.split(example))
    name, command, rest = OFFICE.resolve_command(context, context._protected_args + context.args)
    command.make_context(name, rest, parent=context)
    return name


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_fits_its_command(example: str) -> None:
    assert _command_of(example) in OFFICE.commands


def test_every_command_has_an_example() -> None:
    assert {_command_of(example) for example in EXAMPLES} == set(OFFICE.commands)


def test_every_form_is_named_with_its_chinese_title() -> None:
    missing = [f.id for f in all_forms().values() if f"`{f.id}` {f.title.zh}" not in HANDBOOK]
    assert not missing


def test_the_data_dictionary_is_current() -> None:
    made = runpy.run_path(str(REPOSITORY / "scripts" / "data_dictionary.py"))["data_dictionary"]()
    written = (DOCS / "data_dictionary.md").read_text(encoding="utf-8")
    assert made == written, "run: python scripts/data_dictionary.py"


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]


def test_a_file_of_the_code_that_a_page_names_is_there() -> None:
    pages = [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md"), REPOSITORY / "prefect.yaml"]
    pages.remove(REPOSITORY / "CHANGELOG.md")  # says what was
    rooms = "policy|registry|tasks|flows|office|tests"
    named = {
        name
        for page in pages
        for name in re.findall(
            rf"\b(?<!data/)(?:{rooms})/[\w/]+\.\w+", page.read_text(encoding="utf-8")
        )
    }
    assert not [name for name in named if not (REPOSITORY / name).exists()]


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    assert not [page.name for page in DOCS.glob("decisions/0*.md") if page.name not in listed]
