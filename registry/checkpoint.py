"""Writing DuckDB's log back into the registry's file, so that a kill in the midst of it costs nothing.

DuckDB puts what is new into blocks that nothing points at, and its header comes last; but the free
parts of blocks of metadata it fills in place, beside parts that are in use. A write cut in two leaves
a block that does not fit its checksum, and the registry does not open any more. Therefore these blocks
are set aside before, and put back by whoever opens the registry next (docs/decisions/0030).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import duckdb

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Bytes of the headers before the first block of a DuckDB file: they say which state of it holds.
HEADERS = 3 * 4096
#: DuckDB leaves it to us when its log is written back.
WHEN_ASKED = "SET checkpoint_threshold = '1TB'; PRAGMA disable_checkpoint_on_shutdown;"


def log_of(path: Path) -> Path:
    """DuckDB's write-ahead log: what was committed and is not yet in the file."""
    return path.with_name(path.name + ".wal")


def aside_of(path: Path) -> Path:
    """Blocks as they were before they are rewritten: there while a log is written back."""
    return path.with_name(path.name + ".aside")


@dataclass(frozen=True)
class Opened:
    """A registry that is open to be written.

    Its file is closed after the connection: closing it takes DuckDB's own lock from it.
    """

    path: Path
    connection: Connection
    file: BinaryIO

    @property
    def raw(self) -> Any:
        """DuckDB's connection."""
        return self.connection.connection.driver_connection

    def write_back(self, beyond: int = 0) -> None:
        """Write back a log of more than so many bytes.

        OSError or duckdb.Error where the disk fails: nothing is lost, the log is still there.
        """
        log = log_of(self.path)
        if log.exists() and log.stat().st_size > beyond:
            self._set_aside()
            try:
                self.raw.execute("CHECKPOINT")
            except duckdb.Error:  # DuckDB does not go on after that, not even to close in order
                self.connection.invalidate()
                raise
            aside_of(self.path).unlink()

    def _set_aside(self) -> None:
        (size,) = self.raw.execute("SELECT block_size FROM pragma_database_size()").fetchone()
        blocks = self.raw.execute("SELECT block_id FROM pragma_metadata_info()").fetchall()
        end = os.fstat(self.file.fileno()).st_size
        places = [(HEADERS + block * size, size) for (block,) in blocks]
        places = [(0, HEADERS), *(place for place in places if place[0] < end)]
        aside = aside_of(self.path)
        partial = aside.with_name(aside.name + ".partial")
        try:
            with partial.open("wb") as kept:
                kept.write(json.dumps(places).encode() + b"\n")
                for start, length in places:
                    kept.write(os.pread(self.file.fileno(), length, start))
                kept.flush()
                os.fsync(kept.fileno())
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        partial.replace(aside)
        folder = os.open(aside.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def put_back(path: Path) -> None:
    """Undo what a killed writer had half rewritten; nobody else may have the registry open."""
    aside = aside_of(path)
    if not aside.exists():
        return
    with aside.open("rb") as kept, path.open("r+b") as file:
        places = json.loads(kept.readline())
        # Other headers by now: it was written back to the end.
        if kept.read(HEADERS) == file.read(HEADERS):
            for start, length in places[1:]:
                file.seek(start)
                file.write(kept.read(length))
            file.flush()
            os.fsync(file.fileno())
    aside.unlink()
