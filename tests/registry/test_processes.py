"""Several processes on one registry: one writes, many read, a kill loses nothing that was said done."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from policy.errors import OfficeError
from policy.steps import Step
from registry.lock import EXCLUSIVE, SHARED, locked
from registry.proof import fingerprint, verify_journal
from registry.session import Registry
from tasks.steps.applications import accept_applications
from tasks.steps.appraisals import record_appraisals
from tests.world import World, april, copy_world

PROJECT = Path(__file__).parents[2]
START = "import sys; from datetime import date; from registry.session import Registry\n"
HOLD = START + "with Registry(sys.argv[1]).held(): print('held', flush=True); input()"
READ = START + "with Registry(sys.argv[1]).reading(): print('held', flush=True); input()"


@pytest.fixture
def world(world_on_disk: World) -> World:
    return world_on_disk


#: Forks processes that need not import everything anew.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.registry.test_processes"])


def write(path: Path, name: str, count: int, done: Connection) -> None:
    """Applications of households, one transaction each; told after each."""
    registry = Registry(path)
    for n in range(count):
        row = {"campaign_id": "c", "household_id": f"{name}{n}", "round": 1}
        row |= {"applied_on": april(2), "applicant_name": "某"}
        with registry.writing("form application", april(2), "村委会") as entry:
            entry.insert("application", [row])
        done.send(row["household_id"])


def act(path: Path, done: Connection) -> None:
    """Two stages of a round."""
    day = World(Registry(path)).day(april(8))
    done.send("started")
    accept_applications(day)
    record_appraisals(day, Step.GROUP_APPRAISAL)
    done.send("done")


def fork(what: Callable[..., None], *words: Any) -> tuple[ForkServerProcess, Connection]:
    """Another process at its work, and where it tells what it has done."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=what, args=(*words, there))
    process.start()
    there.close()
    return process, here


def told(process: ForkServerProcess, done: Connection) -> list[str]:
    """All that it has told by its end."""
    said = []
    with suppress(EOFError), done:
        while True:
            said.append(done.recv())
    process.join()
    return said


@contextmanager
def other_process(script: str, registry: Registry) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the registry open; it ends when the block does."""
    command = [sys.executable, "-c", script, str(registry.path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=PROJECT, text=True, **pipes) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            if not process.stdin.closed:
                process.stdin.close()
            process.wait(10)


def households(registry: Registry) -> set[str]:
    with registry.reading() as reader:
        rows = reader.connection.execute("SELECT household_id FROM application").fetchall()
    return {household for (household,) in rows}


@pytest.mark.parametrize("script", [HOLD, READ], ids=["by a writer", "by a reader"])
def test_who_wants_to_write_waits_and_then_learns_who_is_in_front(
    world: World, script: str
) -> None:
    hasty = Registry(world.registry.path, wait_seconds=0.2)
    with other_process(script, world.registry) as holder:
        began = time.monotonic()
        with (
            pytest.raises(OfficeError) as refusal,
            hasty.writing("form", april(2), "村委会"),
        ):
            pass
        assert 0.2 <= time.monotonic() - began < 2
    named = f"process {holder.pid} (-c)" if script == HOLD else "another process that reads it"
    assert f"held by {named} for the last 0.2 seconds" in str(refusal.value)
    assert refusal.value.where == str(world.registry.path)


def test_who_waits_long_enough_gets_his_turn(world: World) -> None:
    with other_process(HOLD, world.registry) as holder:
        assert holder.stdin
        release = threading.Timer(0.3, holder.stdin.close)
        release.start()
        world.apply(april(2), "H01")  # waits up to half a minute
        release.join()
    assert households(world.registry) == {"H01"}


def test_readers_share(world: World) -> None:
    hasty = Registry(world.registry.path, wait_seconds=0.2)
    with other_process(READ, world.registry), hasty.reading() as reader:
        assert len(reader.rows("places", as_of=april(2))) == 5


def test_a_killed_writer_is_not_named_as_holder_afterwards(world: World) -> None:
    with other_process(HOLD, world.registry) as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait(10)
    path = world.registry.path
    assert str(killed.pid) in path.with_name(path.name + ".lock").read_text()
    with (
        locked(path, SHARED, 0.2),
        pytest.raises(OfficeError, match="another process that reads it"),
        locked(path, EXCLUSIVE, 0.1),
    ):
        pass


def test_the_holder_is_named_without_options_and_names_of_people(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [
        "/usr/bin/office",
        "--actor",
        "Wang",
        "--db",
        "x",
        "object",
        "12",
        "H01",
        "--name",
        "Li",
    ]
    monkeypatch.setattr(sys, "argv", words)
    path = world.registry.path
    with (
        locked(path, EXCLUSIVE, 0.1),
        pytest.raises(OfficeError, match=rf"held by process {os.getpid()} \(office object\) "),
        locked(path, EXCLUSIVE, 0.1),
    ):
        pass


def test_two_who_write_at_once_lose_nothing(world: World) -> None:
    before = verify_journal(world.registry)
    writers = [fork(write, world.registry.path, name, 8) for name in ("A", "B")]
    said = {household for writer in writers for household in told(*writer)}
    assert said == {f"{name}{n}" for name in "AB" for n in range(8)}
    assert households(world.registry) == said
    assert verify_journal(world.registry) == before + 16


def test_who_is_killed_while_writing_loses_nothing_that_was_done(world: World) -> None:
    said: set[str] = set()
    for attempt in range(10):
        writer, done = fork(write, world.registry.path, f"K{attempt}-", 1000)
        said.add(done.recv())
        time.sleep(0.007 * attempt)  # somewhere within the next transactions
        writer.kill()
        said |= set(told(writer, done))
        assert said <= households(world.registry)
    assert verify_journal(world.registry) >= len(said) >= 10
    world.apply(april(2), "H01")
    assert "H01" in households(world.registry)


def test_stages_that_were_killed_and_run_again_end_as_if_they_had_not_been(
    village: World, tmp_path: Path
) -> None:
    ends = []
    for name, seconds in {"whole": None, "at once": 0, "soon": 0.05}.items():
        (tmp_path / name).mkdir()
        world = copy_world(village, tmp_path / name)
        world.apply(april(2), *world.households[:5])
        world.meet("group_appraisal", april(4), *world.households[:4])
        actor, done = fork(act, world.registry.path)
        if seconds is not None:
            assert done.recv() == "started"
            time.sleep(seconds)
            actor.kill()
            told(actor, done)
            actor, done = fork(act, world.registry.path)
        assert told(actor, done) == ["started", "done"]
        ends.append((fingerprint(world.registry), verify_journal(world.registry)))
    assert set(ends) == {ends[0]}
    assert world.outcomes("group_appraisal")["H01"][0] == "passed"


def test_a_snapshot_is_read_while_the_registry_is_written(world: World, tmp_path: Path) -> None:
    world.apply(april(2), "H01")
    snapshot = Registry(world.registry.snapshot(tmp_path / "snapshot.duckdb"), wait_seconds=0.2)
    with other_process(HOLD, world.registry):
        assert households(snapshot) == {"H01"}
        assert verify_journal(snapshot) > 0
    world.apply(april(3), "H02")
    assert households(snapshot) == {"H01"}
    assert fingerprint(snapshot) != fingerprint(world.registry)
    world.registry.snapshot(snapshot.path)
    assert fingerprint(snapshot) == fingerprint(world.registry)
    assert not list(tmp_path.glob("*.partial"))


def test_a_snapshot_holds_what_a_killed_writer_had_done(world: World, tmp_path: Path) -> None:
    writer, done = fork(write, world.registry.path, "K", 1000)
    said = {done.recv() for _ in range(3)}
    writer.kill()
    said |= set(told(writer, done))
    snapshot = Registry(world.registry.snapshot(tmp_path / "snapshot.duckdb"))
    assert said <= households(snapshot)


def _file(path: Path) -> Path:
    path.write_text("no folder")
    return path


def test_a_snapshot_that_cannot_be_written_says_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="a folder that can be written to"):
        world.registry.snapshot(_file(tmp_path / "no folder") / "snapshot.duckdb")


def test_a_snapshot_makes_its_folder(world: World, tmp_path: Path) -> None:
    copy = world.registry.snapshot(tmp_path / "backup" / "2014" / "snapshot.duckdb")
    assert fingerprint(Registry(copy)) == fingerprint(world.registry)


def test_a_registry_that_is_held_serves_whoever_names_it_in_this_process(world: World) -> None:
    with world.registry.held():
        world.apply(april(2), "H01")
        assert households(Registry(world.registry.path, wait_seconds=0)) == {"H01"}
