"""Tables as the command line shows them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from policy.wording import words


def listed(
    language: str, title: str | None, heads: Iterable[str], rows: Iterable[Iterable[Any]]
) -> list[Table | str]:
    """A table under its title, numbers to the right; nothing where there are no rows."""
    cells = [list(row) for row in rows]
    if not cells:
        return []
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, head in enumerate(heads):
        is_number = all(isinstance(row[position], int | Decimal | None) for row in cells)
        table.add_column(
            words(f"head.{head}")[language],
            justify="right" if is_number else "left",
            overflow="fold",
        )
    for row in cells:
        table.add_row(*(_shown(value) for value in row))
    return [*([words(f"head.{title}")[language]] if title else []), table]


def name_of(row: Mapping[str, Any], language: str, code: str = "") -> str:
    """What a row's place, unit or village is called, in Chinese where it has no English name; else its code."""
    return str(row.get(f"name_{language}") or row.get("name_zh") or row.get(code) or "")


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)
