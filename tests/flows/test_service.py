"""`office serve` for real: a scheduled round, a power cut, and the round that catches up."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office.service import DAILY, HOST, Api
from tests.world import World, april, copy_world

pytestmark = pytest.mark.service


class Office:
    """A registry and its `office serve`, in a process of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.folder = world.registry.path.parent
        self.port = free_port()

    @property
    def api(self) -> Api:
        return Api(self.port, (self.folder / "prefect/auth").read_text())

    def start(self, on: date) -> subprocess.Popen[str]:
        files = ["--db", str(self.world.registry.path), "--out", str(self.folder / "reports")]
        serve = ["serve", "--port", str(self.port), "--as-of", on.isoformat()]
        return subprocess.Popen(
            [sys.executable, "-m", "office.cli", *files, "--lang", "en", *serve],
            cwd=self.folder,  # any folder will do
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def serving(self, on: date) -> Iterator[subprocess.Popen[str]]:
        """Serves until the power is cut."""
        process = self.start(on)
        try:
            said = [*until("to stop", process)]
            assert said[-1].startswith("to stop"), said
            yield process
        finally:
            cut_power(process)

    def runs(self, *states: str, is_scheduled: bool = False) -> list[dict[str, Any]]:
        """Daily rounds in these states, those that the schedule started if so asked."""
        wanted = {"state": {"type": {"any_": list(states)}}}
        daily = {"name": {"any_": ["daily-round"]}}
        found = self.api.post("/flow_runs/filter", {"flows": daily, "flow_runs": wanted})
        return [run for run in found if run["auto_scheduled"] or not is_scheduled]

    def round(self, on: date) -> None:
        """A round started by hand, waited for."""
        done = len(self.runs("COMPLETED"))
        self.api.start(DAILY, as_of=on.isoformat())
        wait_for(lambda: len(self.runs("COMPLETED")) > done)

    def schedule_every_minute(self, on: date) -> None:
        daily = self.api.get(f"/deployments/name/{DAILY}")["id"]
        every_minute = {
            "active": True,
            "schedule": {"cron": "* * * * *", "timezone": "Asia/Shanghai"},
            "parameters": {"as_of": on.isoformat()},
        }
        self.api.post(f"/deployments/{daily}/schedules", [every_minute])

    def let_a_day_pass(self) -> None:
        """What was still to come when the power was cut has by now been missed."""
        with sqlite3.connect(self.folder / "prefect/prefect.db") as connection:
            missed = connection.execute(
                """UPDATE flow_run SET (expected_start_time, next_scheduled_start_time)
                   = (datetime(expected_start_time, '-1 day'), datetime(expected_start_time, '-1 day'))
                   WHERE state_type = 'SCHEDULED'"""
            )
            print(f"{missed.rowcount} runs missed")


def test_a_power_cut_loses_no_day_of_the_campaign(village: World, tmp_path: Path) -> None:
    for name in ("daily", "served"):
        (tmp_path / name).mkdir()
    daily, world = (copy_world(village, tmp_path / name) for name in ("daily", "served"))
    live_until_posted(daily, daily.round)
    for day in range(11, 26):
        daily.round(april(day))

    office = Office(world)
    with office.serving(april(2)):
        wait_for(lambda: office.runs("COMPLETED"))  # the round at the start
        live_until_posted(world, lambda on: wait_for_schedule(office, on))
        with world.registry.held():  # a round that is cut off while it waits for the registry
            office.api.start(DAILY, as_of=april(25).isoformat())
            wait_for(lambda: office.runs("RUNNING"))
    office.let_a_day_pass()
    started = time.monotonic()
    with office.serving(april(25)):
        done = len(office.runs("COMPLETED"))
        wait_for(lambda: len(office.runs("COMPLETED")) > done)
        print(f"caught up {time.monotonic() - started:.0f} s after the start")
        time.sleep(30)  # time enough for missed runs to come up, if there were any
        assert len(office.runs("COMPLETED")) == done + 1
        assert not office.runs("RUNNING", "PENDING", "FAILED")
        closed = [run["state"]["message"] for run in office.runs("CRASHED")]
        assert set(closed) == {"The office was switched off."}
    assert world.outcomes("first_publicity") == daily.outcomes("first_publicity")
    assert set(world.outcomes("first_publicity").values()) == {
        ("clear", april(18)),
        ("clear", april(21)),
        ("removed", april(14)),
    }


def test_a_second_server_and_a_taken_port_are_refused(world_on_disk: World) -> None:
    office = Office(world_on_disk)
    with office.serving(april(2)) as first:
        second = office.start(april(2))
        (said,) = until("✗", second)
        assert "a server that still runs" in said and str(first.pid) in said
        assert second.wait(10) == 1
        first.send_signal(signal.SIGTERM)
        assert "stopped\n" in until("stopped", first)
        assert first.wait(10) == 0
        assert not descendants(first.pid)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, office.port))
        taken.listen()
        third = office.start(april(2))
        assert "already in use" in "".join(until("--port", third))
        assert third.wait(10) == 1


def live_until_posted(world: World, round_of: Callable[[date], None]) -> None:
    """Four households published on 10 April 2014, with two objections that hold some of them up."""
    world.apply(april(2), "H01", "H02", "H03", "H04")
    round_of(april(3))
    world.meet("group_appraisal", april(4), "H01", "H02", "H03", "H04")
    round_of(april(8))
    world.post("first_publicity", april(10))
    (notice,) = world.notices("first_publicity")
    world.object(april(12), notice["number"], "H02", name="O1")
    world.object(april(13), notice["number"], "H03", name="O2")
    world.decide(april(14), "O1", "sustained")
    world.decide(april(21), "O2", "dismissed")


def wait_for_schedule(office: Office, on: date) -> None:
    """The first round is the scheduler's own; the others do not wait for the clock."""
    if office.runs("COMPLETED", is_scheduled=True):
        office.round(on)
        return
    before = office.world.standing(on)
    started = time.monotonic()
    office.schedule_every_minute(on)
    wait_for(lambda: office.runs("COMPLETED", is_scheduled=True))
    print(f"a scheduled round was done after {time.monotonic() - started:.0f} s")
    assert set(before.values()) == {"application"}
    assert set(office.world.standing(on).values()) == {"group_appraisal"}


def until(word: str, process: subprocess.Popen[str]) -> list[str]:
    """Lines up to the first that contains the word."""
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if word in line:
            break
    return said


def wait_for(happens: Callable[[], object], seconds: float = 120) -> None:
    given_up = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < given_up, f"nothing after {seconds} s"
        time.sleep(0.5)


def descendants(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [p for child in children for p in (int(child), *descendants(int(child)))]


def cut_power(process: subprocess.Popen[str]) -> None:
    """SIGKILL for `office serve` and all that it started."""
    for pid in [process.pid, *descendants(process.pid)]:
        if process.poll() is None or pid != process.pid:
            os.kill(pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
