"""Tables as the command line shows them."""

from collections.abc import Iterable
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


def _shown(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)
