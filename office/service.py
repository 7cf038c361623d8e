"""`office serve`: Prefect's server, one worker and the deployments, all on this machine only."""

import base64
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from policy.errors import OfficeError
from policy.wording import disk_words
from registry.session import Registry

HOST = "127.0.0.1"
PROJECT = Path(__file__).parents[1]
POOL = "office"
DAILY = "daily-round/daily"
WORKER = ("worker", "start", "--pool", POOL, "--name", POOL, "--limit", "1")
START_SECONDS, STOP_SECONDS = 180, 30
#: What the C library of Linux is told, as the Makefile tells it: DuckDB's queries are a third faster (0029).
ALLOCATOR = "glibc.malloc.tcache_count=8192"


def serve_forever(
    db: Path, out: Path, actor: str, port: int, as_of: date, tell: Callable[..., None]
) -> None:
    """Serve until Ctrl-C or SIGTERM, with a round of `as_of` at once; `tell` says a wording to the officer."""
    with Registry(db).reading():
        pass
    folder = db.parent / "prefect"
    with ExitStack() as stack:
        stack.enter_context(_stoppable())
        lock = stack.enter_context(_alone(folder))
        _must_be_free(port)
        api = Api(port, _secret(folder / "auth"))
        children = Children(folder, lock, _environment(folder, api, db, out, actor))
        tell("serve_starting", logs=f"{folder}/*.log")
        server = stack.enter_context(
            children.running("server", "server", "start", "--host", HOST, "--port", str(port))
        )
        api.wait_until_ready(server)
        _close_what_was_cut_off(api)
        _make_pool(api)
        children.run("deploy", "deploy", "--all", "--prefect-file", str(PROJECT / "prefect.yaml"))
        # One round now does what all the missed ones would have done.
        api.start(DAILY, as_of=as_of.isoformat())
        worker = stack.enter_context(children.running("worker", *WORKER))
        tell("serve_page", address=f"http://{HOST}:{port}", auth=folder / "auth")
        tell("serve_rounds")
        tell("serve_stop")
        _watch(server, worker)
    tell("serve_stopped")


@dataclass
class Child:
    """A program that serve started, and where its words go."""

    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """OfficeError if it has ended, which nobody asked it to."""
        if (code := self.process.poll()) is not None:
            raise OfficeError.because("office.ended", where=str(self.log), code=code)


@dataclass
class Children:
    """Starts Prefect's own programs; they hold the folder's lock for as long as they live."""

    folder: Path
    lock: int
    environment: Mapping[str, str]

    @contextmanager
    def running(self, name: str, *arguments: str) -> Iterator[Child]:
        child = self._start(name, *arguments)
        try:
            yield child
        finally:
            _end(child.process)

    def run(self, name: str, *arguments: str) -> None:
        child = self._start(name, *arguments)
        try:
            if child.process.wait():
                child.check()
        finally:
            _end(child.process)

    def _start(self, name: str, *arguments: str) -> Child:
        log = self.folder / f"{name}.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                pass_fds=(self.lock,),
                process_group=0,  # Ctrl-C reaches us alone: the worker is to end before the server
            )
        os.pwrite(self.lock, f"{process.pid} ".encode(), os.fstat(self.lock).st_size)
        return Child(process, log)


@dataclass
class Api:
    """Prefect's interface on this machine, without importing Prefect."""

    port: int
    secret: str

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/api"

    def get(self, path: str) -> Any:
        return self._ask(path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._ask(path, json.dumps(body).encode())

    def start(self, deployment: str, **parameters: str) -> None:
        """A run of a deployment, now."""
        deployment_id = self.get(f"/deployments/name/{deployment}")["id"]
        self.post(f"/deployments/{deployment_id}/create_flow_run", {"parameters": parameters})

    def wait_until_ready(self, server: Child) -> None:
        given_up = time.monotonic() + START_SECONDS
        while True:
            server.check()
            try:
                self.get("/health")
                return
            except URLError as error:
                if time.monotonic() > given_up:
                    raise OfficeError.because(
                        "office.no_answer",
                        where=str(server.log),
                        port=self.port,
                        said=error.reason,
                        seconds=START_SECONDS,
                    ) from error
                time.sleep(0.2)

    def _ask(self, path: str, body: bytes | None) -> Any:
        token = base64.b64encode(self.secret.encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        with build_opener(ProxyHandler({})).open(Request(self.url + path, body, headers)) as answer:
            return json.load(answer)


def _environment(folder: Path, api: Api, db: Path, out: Path, actor: str) -> dict[str, str]:
    """What Prefect's programs are told; what this machine's user told another Prefect is not."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    inherited.setdefault("GLIBC_TUNABLES", ALLOCATOR)
    return inherited | {
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": api.url,
        "PREFECT_API_AUTH_STRING": api.secret,
        "PREFECT_SERVER_API_AUTH_STRING": api.secret,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Kept on disk, or a kill would leave "one run at a time" taken for ever.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": HOST,
        "no_proxy": HOST,
        "OFFICE_HOME": str(PROJECT),
        "OFFICE_DB": str(db),
        "OFFICE_OUT": str(out),
        "OFFICE_ACTOR": actor,
    }


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C and SIGTERM both end the block, quietly and with everything put away."""

    def stop(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """The folder's lock, inherited by the children: who still lives after a kill still holds it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            processes = [p for p in os.pread(lock, 1000, 0).decode().split() if _is_alive(int(p))]
            raise OfficeError.because(
                "office.still_runs",
                where=str(folder),
                processes=processes,
                numbers=" ".join(processes),
            ) from None
        os.truncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()} ".encode(), 0)
        yield lock
    finally:
        os.close(lock)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise OfficeError.because(
                "office.port_taken", port=port, said=disk_words(error), next=port + 1
            ) from error


def _secret(path: Path) -> str:
    """The server's password, made once, readable by this user only."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"office:{secrets.token_urlsafe(32)}")
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8")


def _close_what_was_cut_off(api: Api) -> None:
    """After a kill, cut-off runs still look alive and missed ones wait; neither has work left."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    cut_off = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
    missed = {"state": {"type": {"any_": ["SCHEDULED"]}}, "expected_start_time": {"before_": now}}
    for wanted in (cut_off, missed):
        for run in api.post("/flow_runs/filter", {"flow_runs": wanted}):
            state = {"type": "CRASHED", "message": "The office was switched off."}
            api.post(f"/flow_runs/{run['id']}/set_state", {"state": state})


def _make_pool(api: Api) -> None:
    pools = api.post("/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}})
    if not pools:
        api.post("/work_pools/", {"name": POOL, "type": "process"})


def _watch(*children: Child) -> None:
    while True:
        for child in children:
            child.check()
        time.sleep(1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
