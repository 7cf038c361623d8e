"""SQL kept in files: one file per result, named for what it returns, over macros that it names."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import duckdb

from policy.errors import OfficeError

FOLDER = Path(__file__).parent
_NAME = re.compile(r"\w+(?=\s*\()")

#: By connection the macros that it has: they are temporary, so that the program decides them and no
#: file, and made when first named, as making all of them takes longer than most queries.
_made: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Macros:
    """Macros by name, each a statement that makes it."""

    def __init__(self, texts: Iterable[str], below: "Macros | None" = None) -> None:
        self.statements: dict[str, str] = dict(below.statements) if below else {}
        for text in texts:
            for statement in re.split(r"^(?=CREATE OR REPLACE TEMP MACRO )", text, flags=re.M)[1:]:
                name = statement.split("(", 1)[0].split()[-1]
                self.statements[name] = statement
        self._needed = cache(self._find_needed)

    def needed(self, text: str) -> tuple[str, ...]:
        """Macros that a text names, and those which they name, what is built on first."""
        return self._needed(text)

    def execute(self, connection: Any, text: str, values: Any = None) -> duckdb.DuckDBPyConnection:
        """Run a text on the connection, which gets the macros that it lacks."""
        made = _made.setdefault(connection, set())
        lacking = [name for name in self.needed(text) if name not in made]
        if lacking:
            connection.execute("\n".join(self.statements[name] for name in lacking))
            made.update(lacking)
        found: duckdb.DuckDBPyConnection = connection.execute(text, values)
        return found

    def _find_needed(self, text: str) -> tuple[str, ...]:
        found: list[str] = []
        met: set[str] = set()

        def find(text: str) -> None:
            for name in _NAME.findall(text):
                if name in self.statements and name not in met:
                    met.add(name)
                    find(self.statements[name])
                    found.append(name)

        find(text)
        return tuple(found)


def forget(connection: Any) -> None:
    """What was rolled back took the macros along that were made in it."""
    _made.pop(connection, None)


@cache
def sql(name: str) -> str:
    """Text of `registry/sql/<name>.sql`."""
    return (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def macros() -> Macros:
    """The macros of `registry/macros`."""
    files = sorted((FOLDER / "macros").glob("*.sql"))
    return Macros(file.read_text(encoding="utf-8") for file in files)


def execute(connection: Any, text: str, values: Any = None) -> duckdb.DuckDBPyConnection:
    """Run a text that names macros of the registry."""
    return macros().execute(connection, text, values)


def run(connection: Any, name: str, **values: Any) -> Any:
    """Run a named query; values are bound, those that the text does not name are left out."""
    text = sql(name)
    bound = {key: value for key, value in values.items() if f"${key}" in text}
    try:
        return execute(connection, text, bound)
    except duckdb.Error as error:
        raise OfficeError.because(
            "registry.query", where=f"registry/sql/{name}.sql", said=str(error).splitlines()[0]
        ) from error
