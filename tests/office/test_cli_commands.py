"""Every command says what it does, in both languages where it speaks, and starts at once."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from office.cli import app
from tests.world import VILLAGE, World, april

DESK = CliRunner(env={"COLUMNS": "200"})
OFFICE = get_command(app)
COMMANDS = sorted(OFFICE.commands)
PROJECT = Path(__file__).parents[2]


def test_the_commands_are_those_of_the_year() -> None:
    assert COMMANDS == [
        "advance",
        "assess",
        "change",
        "decide",
        "draw",
        "duties",
        "explain",
        "fingerprint",
        "forms",
        "init",
        "inspect",
        "investigate",
        "load",
        "object",
        "objector",
        "open",
        "pair",
        "pay",
        "print",
        "rehearse",
        "reissue",
        "remind",
        "report",
        "revoke",
        "sample",
        "serve",
        "snapshot",
        "status",
        "trace",
        "verify",
        "villages",
        "whatif",
    ]


def test_the_overview_names_every_command_with_one_line() -> None:
    said = DESK.invoke(app, ["--help"]).stdout
    for name in COMMANDS:
        (line,) = [line for line in said.splitlines() if line.startswith(f"│ {name} ")]
        assert len(line.strip("│ ").removeprefix(name).strip()) > 20


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_and_each_of_its_options(name: str) -> None:
    command = OFFICE.commands[name]
    assert command.help and command.help[0].isupper()
    for option in command.params:
        assert getattr(option, "help", None), f"{name} {option.name} has no help"
    assert DESK.invoke(app, [name, "--help"]).exit_code == 0


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "serve"])
def test_a_command_shows_an_example_that_it_would_take(name: str) -> None:
    epilog = OFFICE.commands[name].epilog or ""
    examples = [line for line in epilog.split("\n\n") if line.startswith("  office ")]
    assert examples
    for example in examples:
        words = shlex.split(example.partition("|")[0])[1:]
        context = OFFICE.make_context("office", words)
        found, command, rest = OFFICE.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert found == name
        command.make_context(found, rest, parent=context)


@pytest.mark.parametrize("day", ["2014-13-01", "1.4.2014", "tomorrow"])
@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh", "应为日期，如 2014-04-03"), ("en", "expected a day such as 2014-04-03")],
)
def test_a_day_is_written_as_year_month_day(day: str, language: str, expected: str) -> None:
    said = DESK.invoke(app, ["--lang", language, "status", "--as-of", day])
    assert said.exit_code == 2  # a word that cannot be understood, as for every command line
    assert expected in said.output


def test_an_unknown_language_is_answered_with_the_two_that_there_are() -> None:
    said = DESK.invoke(app, ["--lang", "fr", "fingerprint"])
    assert said.exit_code == 2
    assert "'zh', 'en'" in said.output


@pytest.mark.parametrize("command", ["status --as-of 2014-04-09", "explain H01 --as-of 2014-04-09"])
def test_english_is_english(world: World, command: str) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    words = ["--db", str(world.registry.path), "--lang", "en", *command.split()]
    said = DESK.invoke(app, words)
    assert said.exit_code == 0, said.output
    chinese = {c for c in said.stdout if "\u4e00" <= c <= "\u9fff"}
    assert chinese <= set("户主县扶贫办")  # names of a person and of the office


#: Libraries that take longer to import than an officer likes to wait for an answer.
HEAVY = {
    "prefect",
    "splink",
    "weasyprint",
    "fastexcel",
    "xlsxwriter",
    "pandas",
    "polars",
    "sqlmodel",
}


@pytest.fixture
def started(
    world_on_disk: World,
) -> Callable[..., tuple[set[str], subprocess.CompletedProcess[str]]]:
    """Starts the program as an officer does; returns what heavy libraries it took, and its words."""
    script = """if True:
        import atexit, sys
        to = sys.argv.pop(1)
        taken = lambda: [name for name, module in sys.modules.items() if module]
        atexit.register(lambda: print(*taken(), file=open(to, "w")))
        from office.cli import main
        main()
    """
    environment = os.environ | {"OFFICE_DB": str(world_on_disk.registry.path), "OFFICE_LANG": "en"}
    modules = world_on_disk.registry.path.with_name("modules.txt")

    def start(*words: str) -> tuple[set[str], subprocess.CompletedProcess[str]]:
        done = subprocess.run(
            [sys.executable, "-c", script, str(modules), *words],
            check=False,
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
        )
        return HEAVY & set(modules.read_text(encoding="utf-8").split()), done

    return start


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "load --help",
        "status --as-of 2014-04-03",
        "fingerprint",
        "verify",
        "explain H01 --as-of 2014-04-03",
    ],
)
def test_a_command_that_runs_no_flow_takes_no_heavy_library(
    started, world_on_disk: World, command: str
) -> None:
    line = {
        "list_kind": "student",
        "year": 2014,
        "village_code": VILLAGE,
        "name": "某",
        "version": 1,
    }
    world_on_disk.write("source_entry", april(1), [line | {"id_number": "", "listed_on": april(1)}])
    taken, done = started(*command.split())
    assert done.returncode == 0, done.stderr
    assert taken == set()


def test_a_refusal_is_one_paragraph_on_the_error_stream_and_exit_code_1(started) -> None:
    _, done = started("explain", "H99", "--as-of", "2014-04-03")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("✗ ")
    assert "Traceback" not in done.stderr


def test_today_is_the_offices_day_unless_another_is_named(world: World) -> None:
    from office.clock import today

    said = DESK.invoke(app, ["--db", str(world.registry.path), "status"])
    assert isinstance(today(), date)
    assert str(today()) in said.stdout
