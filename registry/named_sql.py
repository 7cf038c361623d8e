"""SQL kept in files: one file per result, named for what it returns, over macros that it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import duckdb

from policy.errors import OfficeError

FOLDER = Path(__file__).parent
_WORD = re.compile(r"\$?\w+")
_START = re.compile(r"^CREATE OR REPLACE TEMP (?:MACRO|TABLE) (\w+)", re.M)

#: So many of a table, each made for other values, does a connection keep.
KEPT = 12


@dataclass
class _Made:
    """One thing that a connection has: the words below it, if it is a table, and by values what it is called there."""

    read: frozenset[str]
    names: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def name_for(self, name: str, values: tuple[Any, ...]) -> str:
        """What it is to be called for these values; the oldest makes room."""
        free = [f"{name}_{number}" if values else name for number in range(KEPT)]
        free = [each for each in free if each not in self.names.values()]
        return free[0] if free else self.names.pop(next(iter(self.names)))


#: By connection the macros and tables that it has. They are temporary, so that the program decides them
#: and no file, and made when first named, as making all of them takes longer than most queries.
_made: WeakKeyDictionary[Any, dict[str, _Made]] = WeakKeyDictionary()


class Macros:
    """Macros, and tables of what many queries ask for, by name; each a statement that makes it.

    A table is made again after a write to what it reads. One that names values, as `$as_of`, is made for each
    that it is asked for with, under a name of its own; only queries and other such tables may name it.
    """

    def __init__(self, texts: Iterable[str], below: "Macros | None" = None) -> None:
        self.statements: dict[str, str] = dict(below.statements) if below else {}
        for text in texts:
            starts = list(_START.finditer(text))
            for this, following in zip(starts, [*starts[1:], None], strict=True):
                end = following.start() if following else len(text)
                self.statements[this[1]] = text[this.start() : end]
        self.needed = cache(self._find_needed)

    def execute(self, connection: Any, text: str, values: Any = None) -> duckdb.DuckDBPyConnection:
        """Run a text on the connection, which gets the macros and tables that it lacks."""
        made = _made.setdefault(connection, {})
        called: dict[str, str] = {}
        for name, read in self.needed(text).items():
            given = {word[1:]: values[word[1:]] for word in sorted(read) if word[0] == "$"}
            key = tuple(given.values())
            known = made.setdefault(name, _Made(read))
            if key not in known.names:
                called[name] = known.name_for(name, key)
                statement = _as_called(self.statements[name], called)
                connection.execute(statement, _bound(statement, given))
                known.names[key] = called[name]
            called[name] = known.names[key]
        text = _as_called(text, called)
        found: duckdb.DuckDBPyConnection = connection.execute(text, _bound(text, values))
        return found

    def _find_needed(self, text: str) -> dict[str, frozenset[str]]:
        """By name what a text names, and what that names, what is built on first; for a table what it reads."""
        found: dict[str, frozenset[str]] = {}
        read: dict[str, frozenset[str]] = {}

        def words_below(text: str) -> frozenset[str]:
            words = frozenset(_WORD.findall(text))
            for name in sorted(words & self.statements.keys()):
                if name not in read:
                    read[name] = frozenset()  # a macro of a column's name would meet itself
                    read[name] = words_below(self.statements[name])
                    is_table = self.statements[name].startswith("CREATE OR REPLACE TEMP TABLE")
                    found[name] = read[name] if is_table else frozenset()
                words |= read[name]
            return words

        words_below(text)
        return found


def _as_called(text: str, called: dict[str, str]) -> str:
    """The text with the names that its tables have on the connection."""
    if all(name == this for name, this in called.items()):
        return text
    return _WORD.sub(lambda word: called.get(word[0], word[0]), text)


def _bound(text: str, values: Any) -> Any:
    """The values that a text names; those by position as they are."""
    if not isinstance(values, dict):
        return values
    return {name: value for name, value in values.items() if f"${name}" in text}


def outdate(connection: Any, table: str) -> None:
    """A table was written: what was made from it is made again when next named."""
    made = _made.get(connection, {})
    for name in [name for name, thing in made.items() if table in thing.read]:
        del made[name]


def remembered(connection: Any) -> dict[str, _Made]:
    """What the connection has by now, for `roll_back`."""
    made = _made.get(connection, {})
    return {name: _Made(thing.read, dict(thing.names)) for name, thing in made.items()}


def roll_back(connection: Any, before: dict[str, _Made] | None = None) -> None:
    """What was rolled back took along what was made in it; what there was before is there as it was."""
    _made[connection] = before or {}


@cache
def sql(name: str) -> str:
    """Text of `registry/sql/<name>.sql`."""
    return (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def macros() -> Macros:
    """The macros and tables of `registry/macros`."""
    files = sorted((FOLDER / "macros").glob("*.sql"))
    return Macros(file.read_text(encoding="utf-8") for file in files)


def execute(connection: Any, text: str, values: Any = None) -> duckdb.DuckDBPyConnection:
    """Run a text that names macros of the registry."""
    return macros().execute(connection, text, values)


def run(connection: Any, name: str, **values: Any) -> Any:
    """Run a named query; values are bound, those that the text does not name are left out."""
    text = sql(name)
    try:
        return execute(connection, text, values)
    except duckdb.Error as error:
        raise OfficeError.because(
            "registry.query", where=f"registry/sql/{name}.sql", said=str(error).splitlines()[0]
        ) from error
