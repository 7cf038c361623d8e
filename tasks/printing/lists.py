"""The posted list as a table: which columns it needs, and its rows in portions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup

from tasks.printing.contents import Language, NoticeLine, Words
from tasks.printing.rows import padded_number, ruled_row

T = TypeVar("T")

# Rows in one table cell: the cell is laid out as a whole, and a page break may fall inside it.
_PORTION = 10

# Width of each column in em: 34 em of 17 px, or 39 em of 15 px, fill the type area. Without a
# column for groups two households stand side by side.
_WIDTHS: dict[tuple[Language, bool], dict[str, int]] = {
    ("zh", True): {"line_no": 3, "head_name": 8, "group": 11, "size": 4, "mark": 8},
    ("zh", False): {"line_no": 3, "head_name": 7, "size": 3, "mark": 4},
    ("en", True): {"line_no": 3, "head_name": 10, "group": 11, "size": 5, "mark": 9},
    ("en", False): {"line_no": 3, "head_name": 7, "size": 5, "mark": 4},
}


@dataclass(frozen=True)
class ListTable:
    """The heading and the portions of rows of one list, laid out as ruled paragraphs."""

    heading: Markup
    portions: list[Markup]


def list_table(
    lines: Sequence[NoticeLine],
    language: Language,
    chain: str,
    labels: Mapping[str, str],
    in_words: Callable[[Words | None], str],
) -> ListTable:
    """Lay out the lines of a notice, under headings where they come from several places."""
    has_groups = any(line.group for line in lines)
    widths = dict(_WIDTHS[language, has_groups])
    if not any(line.mark for line in lines):
        widths["head_name"] += widths.pop("mark")
    across = 1 if has_groups else 2
    digits = len(str(max((line.line_no for line in lines), default=1)))
    if digits > 2 * widths["line_no"] - 1:
        widths["line_no"] += 1
        widths["head_name"] -= 1

    def cells(line: NoticeLine) -> list[str]:
        values = {
            "line_no": padded_number(line.line_no, digits),
            "head_name": line.head_name,
            "group": in_words(line.group),
            "size": f"{line.household_size}{labels['persons']}",
            "mark": in_words(line.mark),
        }
        return [values[name] for name in widths]

    def row(members: Sequence[NoticeLine]) -> Markup:
        columns = [cell for line in members for cell in cells(line)]
        return ruled_row(columns, [*widths.values()] * len(members), chain)

    rows: list[Markup] = []
    for place, run in groupby(lines, key=lambda line: (line.township, line.village)):
        if any(place):
            name = " ".join(filter(None, map(in_words, place)))
            rows.append(Markup('<p class="place">{}</p>').format(name))
        rows += [row(members) for members in _portions(list(run), across)]
    heading = ruled_row(
        [labels[name] for name in widths] * across, [*widths.values()] * across, chain
    )
    return ListTable(heading, [Markup("\n").join(some) for some in _portions(rows, _PORTION)])


def _portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
