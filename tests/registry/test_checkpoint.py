"""A kill while DuckDB's log is written back into the registry's file.

No kill comes between two bytes on demand: DuckDB is made to stop at named points of it, and what it
has rewritten until then is cut in two by hand.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from policy.errors import OfficeError
from registry import session
from registry.checkpoint import HEADERS, aside_of, log_of
from registry.proof import fingerprint, verify_journal
from registry.session import Registry
from tests.world import World, april

BLOCK = 262_144  # bytes of a block of a DuckDB file, as documented


@dataclass(frozen=True)
class Files:
    """A registry on the disk: its file, its log and what was set aside, each if it is there."""

    file: bytes
    log: bytes | None = None
    aside: bytes | None = None

    @classmethod
    def found(cls, path: Path) -> "Files":
        paths = path, log_of(path), aside_of(path)
        return cls(*(p.read_bytes() if p.exists() else None for p in paths))

    def laid(self, path: Path) -> Registry:
        for at, content in zip(
            (path, log_of(path), aside_of(path)), (self.file, self.log, self.aside), strict=True
        ):
            at.unlink(missing_ok=True)
            if content is not None:
                at.write_bytes(content)
        return Registry(path)


@dataclass(frozen=True)
class Stopped:
    """A registry with a log, and how writing it back was stopped."""

    before: Files
    after: Files

    @property
    def cut(self) -> bytes:
        """The file with every block cut in two that was rewritten by then."""
        file, written = bytearray(self.before.file), self.after.file
        for start in range(HEADERS, len(file), BLOCK):
            if file[start : start + BLOCK] != written[start : start + BLOCK]:
                middle = start + BLOCK // 2
                file[start:middle] = written[start:middle]
        return bytes(file)


@pytest.fixture
def stop(world_on_disk: World) -> Callable[..., Stopped]:
    """Write some entries, then stop DuckDB at a point of its checkpoint."""
    path = world_on_disk.registry.path
    for n in range(3):  # blocks of metadata with parts that are in use and parts that are free
        world_on_disk.apply(april(2), f"H{n}")

    def stopped(point: str, entries: int) -> Stopped:
        with world_on_disk.registry.held():
            for n in range(entries):
                world_on_disk.apply(april(2), f"H{entries}-{n}")
            before = Files.found(path)
            with world_on_disk.registry.reading() as reader:
                reader.connection.execute(f"SET debug_checkpoint_abort = '{point}'")
        return Stopped(before, Files.found(path))

    return stopped


def state(registry: Registry) -> tuple[str, int]:
    """All facts and all entries; whoever read them has tidied up."""
    found = fingerprint(registry), verify_journal(registry)
    assert not aside_of(registry.path).exists()
    return found


@pytest.mark.parametrize("point", ["after_free_list_write", "before_header", "before_truncate"])
def test_wherever_writing_back_stops_all_is_there(
    stop: Callable[..., Stopped], tmp_path: Path, point: str
) -> None:
    for entries in (1, 2, 20):
        stopped = stop(point, entries)
        all_of_it = state(stopped.before.laid(tmp_path / "a.duckdb"))
        assert stopped.after.aside
        left = stopped.after.laid(tmp_path / "b.duckdb")
        assert state(left) == all_of_it
        with left.held():
            pass
        assert not log_of(left.path).exists()
        assert state(left) == all_of_it


@pytest.mark.parametrize("entries", [1, 2, 20, 200])
def test_blocks_cut_in_two_are_put_back(
    stop: Callable[..., Stopped], tmp_path: Path, entries: int
) -> None:
    stopped = stop("before_truncate", entries)
    all_of_it = state(stopped.before.laid(tmp_path / "a.duckdb"))
    cut, aside = stopped.cut, stopped.after.aside
    for log in stopped.before.log, stopped.after.log:
        left = Files(cut, log).laid(tmp_path / "b.duckdb")
        # Where this is no longer so, DuckDB needs nothing set aside any more.
        with pytest.raises(OfficeError, match="does not match stored checksum"):
            fingerprint(left)
        assert state(Files(cut, log, aside).laid(left.path)) == all_of_it


def test_who_is_killed_while_putting_back_does_it_again(
    stop: Callable[..., Stopped], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = stop("before_truncate", 2)
    all_of_it = state(stopped.before.laid(tmp_path / "a.duckdb"))
    left = Files(stopped.cut, stopped.after.log, stopped.after.aside).laid(tmp_path / "b.duckdb")

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("registry.checkpoint.os.fsync", killed)
        fingerprint(left)
    assert aside_of(left.path).exists()
    assert state(left) == all_of_it


def hold(registry: Registry) -> None:
    with registry.held():
        pass


@pytest.mark.parametrize(
    "use",
    [
        lambda registry: registry.create("cn"),
        lambda registry: registry.snapshot(registry.path.with_name("copy.duckdb")),
        hold,
        lambda registry: registry.pack,
    ],
    ids=["to make it", "to copy it", "to write", "to read"],
)
def test_whoever_opens_it_next_puts_back(
    stop: Callable[..., Stopped], tmp_path: Path, use: Callable[[Registry], object]
) -> None:
    stopped = stop("before_truncate", 2)
    all_of_it = state(stopped.before.laid(tmp_path / "a.duckdb"))
    left = Files(stopped.cut, stopped.after.log, stopped.after.aside).laid(tmp_path / "b.duckdb")
    use(left)
    assert state(left) == all_of_it


def test_a_log_that_cannot_be_written_back_stays(world_on_disk: World) -> None:
    path = world_on_disk.registry.path
    in_the_way = path.with_name(path.name + ".aside.partial")
    in_the_way.mkdir()
    world_on_disk.apply(april(2), "H01")
    world_on_disk.apply(april(2), "H02")
    assert log_of(path).exists()
    all_of_it = state(world_on_disk.registry)
    with pytest.raises(OfficeError, match="with room on the disk") as refusal:
        world_on_disk.registry.snapshot(path.with_name("copy.duckdb"))
    assert refusal.value.where == str(path)
    shutil.rmtree(in_the_way)
    hold(world_on_disk.registry)
    assert not log_of(path).exists()
    assert state(world_on_disk.registry) == all_of_it


def test_a_long_log_is_written_back_between_two_entries(
    world_on_disk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of(world_on_disk.registry.path)
    with world_on_disk.registry.held():
        world_on_disk.apply(april(2), "H01")
        assert log.exists()
        monkeypatch.setattr(session, "LONG_LOG", 0)
        world_on_disk.apply(april(2), "H02")
        assert not log.exists()
    assert verify_journal(world_on_disk.registry)
