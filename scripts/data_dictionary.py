"""Writes docs/data_dictionary.md: every table of the registry with its fields, from registry.tables."""

from __future__ import annotations

from pathlib import Path

from registry import tables

TARGET = Path(__file__).parents[1] / "docs" / "data_dictionary.md"

HEAD = """\
# Data dictionary

Every table of the registry, one row a fact, rows only ever added. This page is made from
`registry/tables/`: run `python scripts/data_dictionary.py` after a change there.

A field marked *key* is part of what names the fact. A type with a question mark may be empty, and
empty means unknown. Every table has two more fields, which are not repeated below:

| field | type | key | meaning |
|---|---|---|---|
"""


def data_dictionary() -> str:
    """The page as Markdown."""
    shared = [_row(tables.Place, name) for name in tables.Fact.model_fields]
    parts = [HEAD + "\n".join(shared), *map(_section, tables.Fact.__subclasses__())]
    return "\n\n".join([*parts, _section(tables.Journal)]) + "\n"


def _section(table: type[tables.SQLModel]) -> str:
    own = [name for name in table.model_fields if name not in tables.Fact.model_fields]
    names = own if issubclass(table, tables.Fact) else list(table.model_fields)
    rows = "\n".join(_row(table, name) for name in names)
    title = f"## {table.__tablename__}\n\n{table.__doc__}"
    return f"{title}\n\n| field | type | key | meaning |\n|---|---|---|---|\n{rows}"


def _row(table: type[tables.SQLModel], name: str) -> str:
    column = table.metadata.tables[str(table.__tablename__)].columns[name]
    optional = "?" if column.nullable else ""
    key = "key" if column.primary_key else ""
    meaning = (table.model_fields[name].description or "").replace("|", "\\|")
    return f"| `{name}` | {column.type}{optional} | {key} | {meaning} |"


if __name__ == "__main__":
    TARGET.write_text(data_dictionary(), encoding="utf-8")
