"""Proof that the registry is what it was: the fingerprint of all facts and the journal's chain."""

import hashlib
import json
from typing import Any

from sqlmodel import SQLModel

from policy.errors import OfficeError
from registry.session import FIRST_DIGEST, Registry, link_digest, rows_digest
from registry.tables import NOT_FACTS, Journal


def fact_tables() -> list[str]:
    """Names of the tables that hold facts."""
    return sorted(set(SQLModel.metadata.tables) - NOT_FACTS)


def fingerprint(registry: Registry) -> str:
    """One digest of all facts, the same whatever the order and the moment of their recording."""
    with registry.reading() as reader:
        digests = {table: rows_digest(reader.connection, table) for table in fact_tables()}
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
                raise _broken(
                    registry, link, f"rows of {', '.join(added)} differ from what was written"
                )
            if link.previous_digest != previous or link.digest != link_digest(link):
                raise _broken(registry, link, "the entry itself, or the one before it, was changed")
            previous = link.digest
        _check_counts(registry, reader.connection, links)
    return len(links)


def _links(connection: Any) -> list[Journal]:
    rows = connection.execute("SELECT * FROM journal ORDER BY entry").fetchall()
    names = [column[0] for column in connection.description]
    return [Journal(**dict(zip(names, row, strict=True))) for row in rows]


def _check_counts(registry: Registry, connection: Any, links: list[Journal]) -> None:
    """Rows that no entry of the journal speaks of were slipped in."""
    written: dict[str, int] = {}
    for link in links:
        for table, rows in json.loads(link.tables).items():
            written[table] = written.get(table, 0) + rows
    for table in sorted(set(SQLModel.metadata.tables) - {"journal"}):
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if rows != written.get(table, 0):
            raise OfficeError(
                where=f"{registry.path}, table {table}",
                came=f"{rows} rows",
                expected=f"{written.get(table, 0)} rows by the journal",
                remedy="The file was changed outside this program: go back to the last snapshot.",
            )


def _broken(registry: Registry, link: Journal, what: str) -> OfficeError:
    return OfficeError(
        where=f"{registry.path}, journal entry {link.entry} ({link.task}, {link.as_of})",
        came=what,
        expected="the rows exactly as they were written",
        remedy="The file was changed outside this program: go back to the last snapshot.",
    )
