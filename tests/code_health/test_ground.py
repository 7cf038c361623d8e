"""What holds for every file of the project, whatever it is about."""

import ast
import inspect
import re
import subprocess
import sys
import warnings
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from sqlmodel import SQLModel

from flows.stages import STAGES
from office.clock import today
from office.service import ALLOCATOR
from office.status import lacks
from policy.articles import Value
from policy.pack import PACKS, load_pack
from policy.steps import Result, Step
from registry import tables
from tasks.intake.forms import form

PROJECT = Path(__file__).parents[2]
ROOMS = ("policy", "registry", "tasks", "flows", "office")
PACK_NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())
SOURCES = {
    path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8")
    for room in ROOMS
    for path in sorted((PROJECT / room).rglob("*.py"))
}
CODE = "\n".join(SOURCES.values())
SQL = sorted(path for room in ROOMS for path in (PROJECT / room).rglob("*.sql"))
TABLES = [
    table
    for _, table in inspect.getmembers(tables, inspect.isclass)
    if issubclass(table, SQLModel) and hasattr(table, "__table__")
]
WORDING = yaml.safe_load((PROJECT / "data" / "wording.yaml").read_text(encoding="utf-8"))
GLOSSARY = (PROJECT / "data" / "GLOSSARY.md").read_text(encoding="utf-8")


def wording_keys() -> list[tuple[str, str, dict[str, str]]]:
    """Group, name and both wordings of every key; a group may be a wording itself."""
    found = []
    for group, entries in WORDING.items():
        if set(entries) == {"zh", "en"}:
            found.append((group, "", entries))
        else:
            found += [(group, str(name), entry) for name, entry in entries.items()]
    return found


# --- imports and layout ---------------------------------------------------------------------------


def test_imports_point_inwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_the_front_desk_asks_what_day_it_is() -> None:
    asked = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")
    where = {name for name, text in SOURCES.items() if asked.search(text)}
    # the journal notes when it was written, for the audit trail; no rule reads it
    assert where == {"office/clock.py", "registry/session.py"}


def test_no_tracked_file_names_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    machines = re.compile(
        r"(?<![\w.])/(home|root|Users|work|mnt)/\w|[\w-]+\.(internal|local|lan)\b(?!/)"
    )
    named = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = PROJECT / name
        if path.suffix in {".png", ".pdf", ".xlsx", ".parquet"} or not path.is_file():
            continue
        if found := machines.search(path.read_text(encoding="utf-8")):
            named[name] = found[0]
    assert not named


def test_the_service_and_the_makefile_tell_the_c_library_the_same() -> None:
    assert f"export GLIBC_TUNABLES = {ALLOCATOR}\n" in (PROJECT / "Makefile").read_text("utf-8")


def test_prefect_yaml_is_read_and_names_flows_that_are_there() -> None:
    deployed = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in deployed["deployments"]:
        file, _, flow = deployment["entrypoint"].partition(":")
        named = {node.name for node in ast.parse(SOURCES[file]).body if hasattr(node, "name")}
        assert flow in named


# --- the law --------------------------------------------------------------------------------------


def values_of(pack_name: str) -> list[Value]:
    series = load_pack(pack_name).series.values()
    return [value for each in series for value in each.versions]


@pytest.mark.parametrize("pack_name", PACK_NAMES)
def test_every_policy_value_has_a_source_a_unit_and_both_languages(pack_name: str) -> None:
    values = values_of(pack_name)
    assert values
    for value in values:
        assert value.source and value.unit, value.key
        assert value.label.zh and value.label.en, value.key


@pytest.mark.parametrize("pack_name", PACK_NAMES)
def test_every_article_has_a_source_and_both_languages(pack_name: str) -> None:
    pack = load_pack(pack_name)
    items = [item for catalogue in pack.catalogues.values() for item in catalogue]
    for article in (*pack.rules, *items):
        assert article.source and article.label.zh and article.label.en
    for record in pack.departments:
        assert record.source and record.record.zh and record.record.en


def test_the_coming_year_has_its_values_and_its_calendar() -> None:
    """A warning, not a failure: others publish them, and not before the year's end.

    `office status` shows the same to the officer from November on. The pack ends with 2020, the
    year in which the national line ended; a later campaign needs a line of its own.
    """
    year = (today() + timedelta(days=61)).year
    for note in lacks(load_pack("cn"), year):
        warnings.warn(note["en"], stacklevel=1)
    assert lacks(load_pack("cn"), 2014) == []
    (line, average) = lacks(load_pack("cn"), 2021)
    assert "poverty_line for 2021" in line["en"] and "local_average_income" in average["zh"]


# --- registry and SQL -----------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_every_field_of_a_table_says_what_it_means(table: type[SQLModel]) -> None:
    assert table.__doc__
    silent = [name for name, field in table.model_fields.items() if not field.description]
    assert not silent
    for name, field in table.model_fields.items():
        assert "\n" not in str(field.description), name


def test_every_day_is_named_on_and_every_yes_or_no_like_one() -> None:
    for table in TABLES:
        for name, column in table.__table__.columns.items():
            if str(column.type) == "DATE":
                assert name.endswith(("_on", "_by")) or name == "as_of", f"{table.__name__}.{name}"
            if name.startswith(("is_", "has_")):
                assert str(column.type) == "BOOLEAN", f"{table.__name__}.{name}"


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_a_query_says_what_it_returns_and_is_asked_for_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = "".join(re.match(r"(?:--.*\n)*", text)[0])  # type: ignore[index]
    assert len(head) > 20, "no head comment"
    folder = path.parent.name
    if folder == "macros":
        names = re.findall(r"MACRO (\w+)\(", text)
        others = [other.read_text(encoding="utf-8") for other in SQL]
        for name in names:
            uses = sum(other.count(f"{name}(") for other in others) + CODE.count(f"{name}(")
            assert uses > 1, f"nobody asks for {name}"
        for name in re.findall(r"TEMP TABLE (\w+) AS", text):
            uses = sum(len(re.findall(rf"\b{name}\b", other)) for other in others)
            assert uses > 1, f"nobody asks for {name}"
        return
    if path.is_relative_to(PROJECT / "registry"):
        assert "Grain:" in head
    forms = "".join(
        p.read_text(encoding="utf-8") for p in (PROJECT / "data/intake").rglob("*.yaml")
    )
    policies = "".join(p.read_text(encoding="utf-8") for p in PACKS.glob("*/indicators.yaml"))
    asked = {"checks": forms, "derived": forms}.get(folder, CODE + policies)
    assert re.search(rf"\b{path.stem}\b", asked), "nobody asks for it"


def test_no_result_is_read_while_it_is_computed() -> None:
    """A reader that another connection pulls can stand still for ever (DuckDB 1.5.5): tables only."""
    lazy = [
        name
        for name, source in SOURCES.items()
        if re.search(r"\.(arrow|to_arrow_reader)\(", source)
    ]
    assert lazy == []


def test_no_value_is_formatted_into_a_query() -> None:
    """Names of tables and columns are; values are bound."""
    for path in SQL:
        assert not re.search(r"\{\w+\}|%s|%\(", path.read_text(encoding="utf-8")), path.name


# --- wording --------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", WORDING)
def test_every_wording_is_in_both_languages_with_the_same_names_to_fill_in(group: str) -> None:
    for of_group, name, entry in wording_keys():
        if of_group != group:
            continue
        assert set(entry) == {"zh", "en"} and entry["zh"] and entry["en"], f"{group}.{name}"
        zh, en = (
            {field for _, field, _, _ in Formatter().parse(entry[language]) if field}
            for language in ("zh", "en")
        )
        assert zh == en - {"unit"}, f"{group}.{name}"  # Chinese says its unit in the sentence


def test_no_wording_is_left_over() -> None:
    texts = CODE + "".join(path.read_text(encoding="utf-8") for path in SQL)
    texts += "".join(p.read_text(encoding="utf-8") for p in (PROJECT / "templates").rglob("*.j2"))
    # asked for by a code, such as words(f"step.{step}")
    begun = (*re.findall(r"""["'](\w+\.[\w.]*)\{""", texts), "missing.", "fault.")
    left_over = [
        f"{group}.{name}"
        for group, name, _ in wording_keys()
        if name and not f"{group}.{name}".startswith(begun) and not _is_named(group, name, texts)
    ]
    assert not left_over


def _is_named(group: str, name: str, texts: str) -> bool:
    # A reason is stored as `key name=value`, without its group; its key may end in a code.
    if group == "reason":
        return name in texts or f"{name.rpartition('.')[0]}.{{" in texts
    return f"{group}.{name}" in texts


CODES: dict[str, list[Any]] = {
    "step": [*Step, "listed"],
    "result": [*Result, "waiting"],
    "stage": [*{name for of_kind in STAGES.values() for name in of_kind}, "print", "reminders"],
}


@pytest.mark.parametrize("group", CODES)
def test_every_code_that_is_shown_has_its_words_and_no_other_has(group: str) -> None:
    assert sorted(WORDING[group]) == sorted(str(code) for code in CODES[group])


def test_every_fault_that_a_check_finds_is_worded_with_its_numbers() -> None:
    sql = {path.stem: path.read_text(encoding="utf-8") for path in SQL}
    kinds = "incomplete|contradictory|improbable"
    found = re.findall(
        rf"'(\w+)'(?: AS check_id)?,\s+'(?:{kinds})'(?: AS kind)?,\s+(.*?)\n",
        sql["report_findings"],
    )
    numbers = {check: set(re.findall(r"(\w+)=", detail)) for check, detail in found}
    worded = {check: set(re.findall(r"{(\w+)}", w["zh"])) for check, w in WORDING["check"].items()}
    assert worded == numbers
    faults = re.findall(r"THEN '(\w+)|' (\w+)=' \|\|", sql["entries_to_check"])
    assert WORDING["fault"].keys() == {name for pair in faults for name in pair if name}


def test_a_source_list_is_called_on_screen_as_on_its_form() -> None:
    choices = form("source_list").column("list_kind").choices
    assert WORDING["source_list"] == {c.id: {"zh": c.label.zh, "en": c.label.en} for c in choices}


def test_what_a_round_counts_is_not_said_in_the_words_of_something_else() -> None:
    """A round looks a count up as one of its own, then as a result of a step."""
    assert not WORDING["counted"].keys() & WORDING["result"].keys()


# --- glossary -------------------------------------------------------------------------------------


def glossary(section: str) -> dict[str, tuple[str, str]]:
    """Chinese term and meaning by identifier, of one section."""
    (text,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", GLOSSARY, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    return {identifier: (chinese, meaning) for identifier, chinese, meaning in rows}


@pytest.mark.parametrize(
    ("section", "terms"),
    [("Tables", [str(t.__tablename__) for t in TABLES]), ("Steps", Step), ("Results", Result)],
    ids=["tables", "steps", "results"],
)
def test_the_glossary_has_every_term_once_with_its_chinese_and_its_meaning(
    section: str, terms: list[str]
) -> None:
    found = glossary(section)
    assert sorted(found) == sorted(map(str, terms))
    for identifier, (chinese, meaning) in found.items():
        assert re.search(r"[\u4e00-\u9fff]", chinese), identifier
        assert len(meaning) > 10, identifier


@pytest.mark.parametrize(("section", "group"), [("Steps", "step"), ("Results", "result")])
def test_the_glossary_names_a_term_as_papers_print_it(section: str, group: str) -> None:
    said = {identifier: chinese for identifier, (chinese, _) in glossary(section).items()}
    assert said == {name: WORDING[group][name]["zh"] for name in said}


def test_every_role_that_a_form_asks_for_is_in_the_glossary() -> None:
    roles = glossary("Roles")
    assert {"surveyor", "investigator", "decider", "poster", "witness", "auditor"} <= set(roles)
