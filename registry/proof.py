"""Proof that the registry is what it was: the fingerprint of all facts and the journal's chain."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from policy.errors import OfficeError
from registry.session import FIRST_DIGEST, Registry, link_digest, rows_digest

#: Bookkeeping about files and prints: true, but no part of what is known of a household.
NOT_FACTS = frozenset({"journal", "intake_file", "printed_file"})
#: What `rows_digest` says of an empty table; most tables of a small registry are.
NO_ROWS = hashlib.sha256(b"").hexdigest()


def _rows_of_tables(connection: Any) -> dict[str, int]:
    """Every table of the file whose rows name their journal entry, the journal among them, and its rows."""
    tables = connection.execute(
        """SELECT table_name FROM duckdb_columns()
           WHERE column_name = 'entry' AND database_name <> 'temp' ORDER BY table_name"""
    ).fetchall()
    counts = (f"SELECT '{table}', count(*) FROM {table}" for (table,) in tables)
    return dict(connection.execute(" UNION ALL ".join(counts)).fetchall())


def fingerprint(registry: Registry) -> str:
    """One digest of all facts, the same whatever the order and the moment of their recording."""
    with registry.reading() as reader:
        digests = {
            table: rows_digest(reader.connection, table) if rows else NO_ROWS
            for table, rows in _rows_of_tables(reader.connection).items()
            if table not in NOT_FACTS
        }
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def verify_journal(registry: Registry) -> int:
    """Check every link and every row against the journal; returns the number of entries."""
    with registry.reading() as reader:
        links = _links(reader.connection)
        previous = FIRST_DIGEST
        for link in links:
            added = sorted(json.loads(link.tables))
            digests = {t: rows_digest(reader.connection, t, f"entry = {link.entry}") for t in added}
            content = hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()
            if content != link.content_digest:
                raise _broken("registry.other_rows", registry, link, tables=added)
            if link.previous_digest != previous or link.digest != link_digest(link):
                raise _broken("registry.other_entry", registry, link)
            previous = link.digest
        _check_counts(registry, reader.connection, links)
    return len(links)


@dataclass(frozen=True)
class Link:
    """A row of table `journal`, read: readers need not wait for the tables' classes."""

    entry: int
    recorded_at: str
    as_of: date
    task: str
    actor: str
    tables: str
    content_digest: str
    previous_digest: str
    digest: str


def _links(connection: Any) -> list[Link]:
    rows = connection.execute("SELECT * FROM journal ORDER BY entry").fetchall()
    names = [column[0] for column in connection.description]
    return [Link(**dict(zip(names, row, strict=True))) for row in rows]


def _check_counts(registry: Registry, connection: Any, links: list[Link]) -> None:
    """Rows that no entry of the journal speaks of were slipped in."""
    written: dict[str, int] = {}
    for link in links:
        for table, rows in json.loads(link.tables).items():
            written[table] = written.get(table, 0) + rows
    for table, rows in _rows_of_tables(connection).items():
        if table != "journal" and rows != written.get(table, 0):
            raise OfficeError.because(
                "registry.slipped_in",
                file=registry.path,
                table=table,
                rows=rows,
                written=written.get(table, 0),
            )


def _broken(reason: str, registry: Registry, link: Link, **values: Any) -> OfficeError:
    return OfficeError.because(
        reason, file=registry.path, entry=link.entry, task=link.task, as_of=link.as_of, **values
    )
