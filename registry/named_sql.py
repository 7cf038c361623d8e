"""SQL kept in files: one file per result, named for what it returns."""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from policy.errors import OfficeError

FOLDER = Path(__file__).parent


@cache
def sql(name: str) -> str:
    """Text of `registry/sql/<name>.sql`."""
    return (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def macros() -> str:
    """Text of every file in `registry/macros`, in the order of their numbers."""
    files = sorted((FOLDER / "macros").glob("*.sql"))
    return "\n".join(f.read_text(encoding="utf-8") for f in files)


def run(connection: Any, name: str, **values: Any) -> Any:
    """Run a named query; values are bound, those that the text does not name are left out."""
    text = sql(name)
    bound = {key: value for key, value in values.items() if f"${key}" in text}
    try:
        return connection.execute(text, bound)
    except duckdb.Error as error:
        raise OfficeError.because(
            "registry.query", where=f"registry/sql/{name}.sql", said=str(error).splitlines()[0]
        ) from error
