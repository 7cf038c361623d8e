"""One writer at a time: a lock on a file beside the registry, taken before the registry is opened.

DuckDB lets one process write; asking it again and again starves the unlucky one. A blocking
`flock` queues fairly, and the lock file says who is in front.
"""

import fcntl
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policy.errors import OfficeError
from policy.wording import disk_words

SHARED, EXCLUSIVE = fcntl.LOCK_SH, fcntl.LOCK_EX


class Held(OfficeError):
    """Somebody else holds the lock."""


@contextmanager
def locked(registry_path: Path, kind: int, wait_seconds: float) -> Iterator[None]:
    """Hold the registry's lock; after `wait_seconds` Held says who holds it."""
    path = registry_path.with_name(registry_path.name + ".lock")
    with _writable(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o660)
    if not _acquire(handle, kind, wait_seconds):
        holder, seconds = path.read_text(encoding="utf-8").strip(), f"{wait_seconds:g}"
        if not holder:
            raise Held.because("registry.held_to_read", where=str(registry_path), seconds=seconds)
        raise Held.because(
            "registry.held", where=str(registry_path), holder=holder, seconds=seconds
        )
    try:
        with _writable(path):
            os.truncate(handle, 0)  # whoever was named there is gone, perhaps killed
            if kind == EXCLUSIVE:
                os.pwrite(handle, f"{os.getpid()} ({_command()})".encode(), 0)
        yield
    finally:
        if kind == EXCLUSIVE:
            os.truncate(handle, 0)
        os.close(handle)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OfficeError.because(
            "registry.no_lock", where=str(path), said=disk_words(error)
        ) from error


def _command() -> str:
    """The command's own words without options and values, which may name people."""
    after = zip(sys.argv, sys.argv[1:], strict=False)
    words = (w for before, w in after if w.isascii() and w.isalpha() and before[:2] != "--")
    return " ".join([Path(sys.argv[0]).name, *list(words)[:1]])


def _acquire(handle: int, kind: int, wait_seconds: float) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        pass
    given_up, decided, taken = threading.Event(), threading.Lock(), threading.Event()

    def wait() -> None:
        fcntl.flock(handle, kind)
        with decided:
            if given_up.is_set():
                os.close(handle)
            else:
                taken.set()

    threading.Thread(target=wait, daemon=True).start()
    taken.wait(wait_seconds)
    with decided:
        if not taken.is_set():
            given_up.set()
        return taken.is_set()
