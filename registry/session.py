"""Opening the registry: lock, connect, one transaction, one journal entry, close.

Readers need no more than DuckDB; what only writers need is imported when they write.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from policy.errors import OfficeError
from policy.refusals import Part
from policy.steps import ENDS, GOES_ON, STEPS
from policy.villages import STEP_OF, VILLAGE_ENDS, VillageResult
from policy.wording import disk_words
from registry import named_sql
from registry.checkpoint import WHEN_ASKED, Opened, aside_of, log_of, put_back
from registry.lock import EXCLUSIVE, SHARED, locked

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import Connection
    from sqlmodel import Session

    from registry import tables
    from registry.proof import Link

FIRST_DIGEST = "0" * 64

#: How DuckDB works here. DuckDB 1.5.5 shares plans that occur twice in a query, and takes wrong ones for
#: the same: it ends in a crash where macros stand on macros (docs/decisions/0024).
SETTINGS = "SET TimeZone = 'UTC'; SET disabled_optimizers = 'common_subplan';"
#: Below this size in bytes a registry is asked by one thread: on so few rows a second one mostly waits.
SMALL = 64 * 2**20
#: Bytes of DuckDB's log above which it is written back between two transactions: memory holds it, too.
LONG_LOG = 16 * 2**20

#: Counted up when a table of an existing registry would have to look otherwise; a registry bears
#: the number it was made with.
SCHEMA = 4


def lay(connection: Any, name: str, rows: pl.DataFrame) -> None:
    """Lay rows beside the registry as a temporary table, in place of one of that name.

    A copy: DuckDB cannot push every filter of a join into an Arrow table.
    """
    connection.register("to_lay", rows.to_arrow())
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM to_lay")
    finally:
        connection.unregister("to_lay")
    named_sql.outdate(connection, name)


@dataclass
class Entry:
    """One transaction on the registry; its journal entry is written if rows were added or it `is_kept`."""

    number: int
    connection: Any
    orm: Session
    as_of: date
    actor: str
    added: dict[str, int] = field(default_factory=dict)
    is_kept: bool = False

    def add(self, *facts: tables.Fact) -> None:
        """Add single facts; each is validated against its table's types."""
        for fact in facts:
            checked = type(fact).model_validate(dict(fact) | {"entry": self.number})
            self.orm.add(checked)
            self._count(type(fact).__tablename__, 1)
        self.orm.flush()

    def insert(self, table: str, rows: pl.DataFrame | Sequence[Mapping[str, Any]]) -> int:
        """Add a set of rows; columns by name, missing ones empty. Returns the number of rows."""
        import polars as pl

        frame = (
            rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows, infer_schema_length=None)
        )
        if frame.is_empty():
            return 0
        if "actor" not in frame.columns:
            frame = frame.with_columns(actor=pl.lit(self.actor))
        self.connection.register("to_insert", frame.to_arrow())
        try:
            self.connection.execute(
                f"INSERT INTO {table} BY NAME SELECT *, {self.number} AS entry FROM to_insert"
            )
        finally:
            self.connection.unregister("to_insert")
        self._count(table, frame.height)
        return frame.height

    @contextmanager
    def holding(self, name: str, rows: pl.DataFrame) -> Iterator[None]:
        """Let named queries join with these rows as the table `name`."""
        lay(self.connection, name, rows)
        try:
            yield
        finally:
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")

    def query(self, name: str, **values: Any) -> pl.DataFrame:
        """Rows of a named query, as of this entry's day."""
        return named_sql.run(self.connection, name, as_of=self.as_of, **values).pl()

    def _count(self, table: str, rows: int) -> None:
        named_sql.outdate(self.connection, table)
        self.added[table] = self.added.get(table, 0) + rows


@dataclass
class Reader:
    """A view of the registry that cannot write."""

    connection: Any

    def has_rows(self, name: str, **values: Any) -> bool:
        """Whether a named query returns anything."""
        return named_sql.run(self.connection, name, **values).fetchone() is not None

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of a named query, where they are few: without the libraries that sets need."""
        found = named_sql.run(self.connection, name, **values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def query(self, name: str, **values: Any) -> pl.DataFrame:
        """Rows of a named query."""
        return named_sql.run(self.connection, name, **values).pl()


#: Registries that this process holds open, by path: whoever names the file in it shares them.
_held: dict[Path, Opened] = {}
#: Those of them whose entries hold only together.
_together: set[Path] = set()


class Registry:
    """A registry file. Every use is one short transaction, unless it is held open for several."""

    def __init__(self, path: Path | str, wait_seconds: float = 30) -> None:
        self.path = Path(path).absolute()
        self.wait_seconds = wait_seconds

    def create(self, pack: str) -> bool:
        """Make a new registry under a policy pack, aside and then renamed: whole or not at all.

        An existing one is left as it is; says whether there was none.
        """
        from registry.tables import SQLModel

        if self.path in _held:
            return False
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path, EXCLUSIVE, self.wait_seconds), self._explained():
            if self._is_made():
                return False
            partial = self.path.with_name(self.path.name + ".partial")
            # What a kill left would be taken for a new file's of that name.
            for left in (partial, log_of(partial), log_of(self.path), aside_of(self.path)):
                left.unlink(missing_ok=True)
            with self._connection(partial) as connection:
                SQLModel.metadata.create_all(connection)
                connection.exec_driver_sql(f"COMMENT ON TABLE journal IS 'schema {SCHEMA}'")
                connection.exec_driver_sql(f"COMMENT ON TABLE campaign IS 'pack {pack}'")
                connection.commit()
            partial.replace(self.path)
        return True

    @property
    def pack(self) -> str:
        """Name of the policy pack that the registry was made under."""
        with self.reading() as reader:
            return str(_comment(reader.connection, "campaign")).removeprefix("pack ")

    @contextmanager
    def held(self) -> Iterator[Registry]:
        """Keep lock and connection for several transactions in a row."""
        if self.path in _held:
            yield self
            return
        self._must_exist()
        with self._opened_to_write() as opened:
            _held[self.path] = opened
            try:
                yield self
            finally:
                del _held[self.path]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let several entries hold only together: what fails takes back those before it."""
        with self.held(), self._room_left(), _transaction(_held[self.path]):
            _together.add(self.path)
            try:
                yield
            finally:
                _together.remove(self.path)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read the registry; several may do so at once."""
        if self.path in _held:
            yield Reader(_held[self.path].raw)
            return
        self._must_exist()
        with self._locked_to_read():
            with self._explained():
                connection = duckdb.connect(str(self.path), read_only=True)
            try:
                with self._explained():
                    self._prepare(connection)
                yield Reader(connection)
            finally:
                connection.close()

    @contextmanager
    def writing(self, task: str, as_of: date, actor: str) -> Iterator[Entry]:
        """One transaction: all of it or nothing; one journal entry if anything was added, or it is kept."""
        from sqlmodel import Session

        self._must_exist()
        is_part = self.path in _together
        with self._opened_to_write() as opened, self._room_left():
            with nullcontext() if is_part else _transaction(opened):
                last = opened.raw.execute("SELECT max(entry) FROM journal").fetchone()[0] or 0
                with Session(bind=opened.connection) as orm:
                    entry = Entry(last + 1, opened.raw, orm, as_of, actor)
                    yield entry
                    orm.flush()
                    if entry.added or entry.is_kept:
                        _write_journal(entry, task)
            if not is_part:
                with suppress(OSError):  # no room to set anything aside: the log grows on
                    opened.write_back(beyond=LONG_LOG)

    def snapshot(self, target: Path) -> Path:
        """Copy the registry for long readers and for the backup: written aside, then renamed."""
        self._must_exist()
        if self.path in _held:
            raise RuntimeError("a snapshot is taken between transactions, not inside them")
        partial = target.with_name(target.name + ".partial")
        with locked(self.path, EXCLUSIVE, self.wait_seconds), self._explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as opened, self._explained(), self._room_left():
                opened.write_back()
            # Only now: copying a file that this process has open would drop DuckDB's own lock.
            shutil.copyfile(self.path, partial)
            return partial.replace(target)

    def _must_exist(self) -> None:
        if not self.path.exists() or not self.path.stat().st_size:
            raise self._none()

    def _none(self) -> OfficeError:
        return OfficeError.because("registry.none", where=str(self.path))

    def _is_made(self) -> bool:
        """Whether the file is a registry: not one without tables, as it may be left by a kill."""
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        put_back(self.path)
        with closing(duckdb.connect(str(self.path), read_only=True)) as raw:
            if has_tables := _has_tables(raw):
                self._prepare(raw)
            return has_tables

    @contextmanager
    def _locked_to_read(self) -> Iterator[None]:
        """Under the readers' lock; what a killed writer left is first put right under a writer's."""
        while True:
            with locked(self.path, SHARED, self.wait_seconds):
                if not aside_of(self.path).exists():
                    yield
                    return
            with locked(self.path, EXCLUSIVE, self.wait_seconds), self._explained():
                put_back(self.path)

    @contextmanager
    def _opened_to_write(self) -> Iterator[Opened]:
        """As it is held, or opened under the lock; its log is written back afterwards."""
        if self.path in _held:
            yield _held[self.path]
            return
        with locked(self.path, EXCLUSIVE, self.wait_seconds), self._opened() as opened:
            yield opened
            opened.connection.rollback()  # whoever reads may have begun a transaction
            # Where the disk fails, all is in the log, until the next time.
            with suppress(duckdb.Error, OSError):
                opened.write_back()

    @contextmanager
    def _opened(self) -> Iterator[Opened]:
        with self._explained():
            put_back(self.path)
            file = self.path.open("rb")
        with file, self._connection(self.path) as connection:
            opened = Opened(self.path, connection, file)
            with self._explained():
                self._prepare(opened.raw)
                opened.raw.execute(WHEN_ASKED)
            yield opened

    @contextmanager
    def _connection(self, path: Path) -> Iterator[Connection]:
        """The registry, or what is about to be one."""
        from sqlalchemy.pool import NullPool
        from sqlmodel import create_engine

        engine = create_engine(f"duckdb:///{path}", poolclass=NullPool)
        with self._explained():
            connection = engine.connect()
        with closing(connection):
            yield connection

    def _prepare(self, raw: Any) -> None:
        """The schema must be the program's; then the steps, which the macros name."""
        made_with = _comment(raw, "journal")
        if made_with is None and not _has_tables(raw):
            raise self._none()
        if made_with != f"schema {SCHEMA}":
            raise OfficeError.because(
                "registry.other_schema" if made_with else "registry.no_schema",
                where=str(self.path),
                made_with=made_with,
                expected=f"schema {SCHEMA}",
            )
        raw.execute(SETTINGS + _steps_sql())
        if self.path.stat().st_size < SMALL:
            raw.execute("SET threads = 1")

    @contextmanager
    def _explained(self, path: Path | None = None) -> Iterator[None]:
        """What DuckDB or the disk says against the file, for the people of the office."""
        try:
            yield
        except Exception as error:
            cause = _cause(error)
            if isinstance(cause, OSError):
                raise _no_room(path or self.path, disk_words(cause)) from error
            if not isinstance(cause, duckdb.Error):
                raise
            raise OfficeError.because(
                "registry.no_registry", where=str(self.path), said=str(cause).splitlines()[0]
            ) from error

    @contextmanager
    def _room_left(self) -> Iterator[None]:
        """A disk that is full or fails in mid-transaction: nothing of it is stored."""
        try:
            yield
        except Exception as error:
            cause = _cause(error)
            # A commit that the disk refused comes as a transaction's failure.
            is_of_the_disk = isinstance(cause, duckdb.Error) and "Could not write" in str(cause)
            if not is_of_the_disk and not isinstance(cause, duckdb.IOException):
                raise
            raise _no_room(self.path, str(cause).splitlines()[0]) from error


def _has_tables(raw: Any) -> bool:
    return raw.execute("FROM duckdb_tables()").fetchone() is not None


def _comment(raw: Any, table: str) -> str | None:
    """What the file notes about itself beside a table."""
    row = raw.execute(
        "SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table]
    ).fetchone()
    return row[0] if row else None


def _cause(error: Exception) -> BaseException:
    """What the driver said, below what SQLAlchemy made of it."""
    return getattr(error, "orig", None) or error


def _no_room(path: Path, said: Part) -> OfficeError:
    return OfficeError.because("registry.no_room", where=str(path), said=said)


@cache
def _steps_sql() -> str:
    """The steps by kind of campaign and what lets a household go on, as tables."""
    steps = ", ".join(
        f"('{kind}', {number}, '{step}')"
        for kind, of_kind in STEPS.items()
        for number, step in enumerate(of_kind, 1)
    )
    kinds = ", ".join(f"('{r}', {r in GOES_ON}, {r in ENDS})" for r in sorted(GOES_ON | ENDS))
    of_villages = ", ".join(
        f"({number}, '{result}', '{STEP_OF[result]}', {result in VILLAGE_ENDS})"
        for number, result in enumerate(VillageResult, 1)
    )
    return f"""
        CREATE TEMP TABLE step AS FROM (VALUES {steps}) AS s(kind, step_no, step);
        CREATE TEMP TABLE result_kind AS FROM (VALUES {kinds}) AS k(result, goes_on, ends);
        CREATE TEMP TABLE village_result
            AS FROM (VALUES {of_villages}) AS v(result_no, result, step, ends);
    """


@contextmanager
def _transaction(opened: Opened) -> Iterator[None]:
    from sqlalchemy import text

    connection = opened.connection
    if connection.in_transaction():  # a connection that is held may still be inside a read
        connection.rollback()
        named_sql.roll_back(opened.raw)
    before = named_sql.remembered(opened.raw)
    try:
        with connection.begin():
            connection.execute(text("SELECT 1"))
            yield
    except BaseException:
        named_sql.roll_back(opened.raw, before)
        raise


def rows_digest(raw: Any, table: str, where: str = "TRUE") -> str:
    """Digest of a table's facts, independent of their order and of when they were recorded."""
    row = raw.execute(
        f"""SELECT sha256(coalesce(string_agg(row_digest, '' ORDER BY row_digest), ''))
            FROM (SELECT sha256(to_json(fact)::VARCHAR) AS row_digest
                  FROM (SELECT * EXCLUDE (entry) FROM {table} WHERE {where}) AS fact)"""
    ).fetchone()
    return str(row[0])


def _write_journal(entry: Entry, task: str) -> None:
    from registry import tables

    digests = {
        t: rows_digest(entry.connection, t, f"entry = {entry.number}") for t in sorted(entry.added)
    }
    content = hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()
    previous = entry.connection.execute(
        "SELECT digest FROM journal WHERE entry = ?", [entry.number - 1]
    ).fetchone()
    link = tables.Journal(
        entry=entry.number,
        recorded_at=datetime.now(UTC).isoformat(),  # noqa: TID251 - when, for the audit trail
        as_of=entry.as_of,
        task=task,
        actor=entry.actor,
        tables=json.dumps(entry.added, sort_keys=True),
        content_digest=content,
        previous_digest=previous[0] if previous else FIRST_DIGEST,
        digest="",
    )
    link.digest = link_digest(link)
    entry.orm.add(link)
    entry.orm.flush()


def link_digest(link: tables.Journal | Link) -> str:
    """Digest of a journal entry: who, when, what, and the entry before it."""
    said = [
        str(link.entry),
        link.recorded_at,
        link.as_of.isoformat(),
        link.task,
        link.actor,
        link.tables,
        link.content_digest,
        link.previous_digest,
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
