"""The posted list as a table: which columns it needs, how many households side by side, its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor
from typing import TypeVar

from markupsafe import Markup

from tasks.printing.contents import Language, Notice, NoticeLine, PairingNotice, Words
from tasks.printing.fonts import width_em
from tasks.printing.rows import SPACES_EM, aligned_amounts, padded_number, row_text

T = TypeVar("T")

_TYPE_AREA_PX = 589
# A book of a thousand households and more is read at the table, a sheet on the board.
_MANY = 1000
_SIZE_PX: dict[Language, tuple[int, int]] = {"zh": (17, 14), "en": (15, 12)}
_WIDEST_EM = 8
# Names of four characters; longer ones run on below where two households would not fit a row.
_NAME_EM = 5
# Rows over one rule: one paragraph, which the eye follows and a page break leaves whole.
_RULED = 5
# Paragraphs in one table cell: the cell is laid out as a whole, and a page break may fall inside.
_PORTION = 4


@dataclass(frozen=True)
class ListTable:
    """The heading and the portions of rows of one list, set in type of `size_px`."""

    heading: str
    portions: list[Markup]
    rows: int
    size_px: int


def list_table(
    notice: Notice,
    language: Language,
    chain: str,
    labels: Mapping[str, str],
    in_words: Callable[[Words | None], str],
) -> ListTable:
    """Lay out the lines of a notice, under headings where they come from several places."""
    lines = notice.lines
    size_px = _SIZE_PX[language][len(lines) > _MANY]
    digits = len(str(max((line.line_no for line in lines), default=1)))

    def group(line: NoticeLine) -> str:
        """The group's own name: neither the village's before it nor the heading again."""
        name = in_words(line.group)
        own = name.removeprefix(in_words(line.village or notice.place.village))
        return own.replace(labels["villager_group"], "").strip() or name

    columns = {
        "line_no": [padded_number(line.line_no, digits) for line in lines],
        "head_name": [line.head_name for line in lines],
        "group": [group(line) for line in lines],
        "size": [str(line.household_size or "") for line in lines],
        "amount": aligned_amounts([getattr(line, "amount", None) for line in lines]),
        "mark": [in_words(line.mark) for line in lines],
    }
    columns = {name: cells for name, cells in columns.items() if any(cells)}
    widths = [_width_em(labels[name], cells, chain) for name, cells in columns.items()]
    row_em = _TYPE_AREA_PX // size_px
    if row_em < 2 * sum(widths):
        widths[1] = min(widths[1], _NAME_EM)
    across = max(1, min(len(lines), row_em // max(1, sum(widths))))
    widths[-1:] = [width + row_em // across - sum(widths) for width in widths[-1:]]

    def row(cells: Sequence[Sequence[str]]) -> str:
        side_by_side = [cell for household in cells for cell in household]
        return row_text(side_by_side, widths * len(cells), chain)

    households = zip(lines, zip(*columns.values(), strict=True), strict=True)
    paragraphs: list[Markup] = []
    rows = 0
    for place, run in groupby(households, key=lambda each: (each[0].township, each[0].village)):
        name = " ".join(filter(None, map(in_words, place)))
        paragraph = Markup('<p class="place">{}</p>').format(name) if name else Markup()
        texts = [row(some) for some in _portions([cells for _, cells in run], across)]
        for ruled in _portions(texts, _RULED):
            paragraphs.append(paragraph + Markup("<p>{}</p>").format("\n".join(ruled)))
            paragraph = Markup()
        rows += len(texts)
    heading = row([[labels[name] for name in columns]] * across)
    portions = [Markup("\n").join(some) for some in _portions(paragraphs, _PORTION)]
    return ListTable(heading, portions, rows, size_px)


def _width_em(heading: str, cells: Sequence[str], chain: str) -> int:
    """Whole em for a column; one cell in twenty may be wider, and runs on below."""
    usual = sorted(width_em(cell, chain) for cell in cells)[len(cells) * 19 // 20]
    return min(_WIDEST_EM, floor(max(width_em(heading, chain), usual) + SPACES_EM) + 1)


def _portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def pairing_table(
    notice: PairingNotice,
    language: Language,
    chain: str,
    labels: Mapping[str, str],
    in_words: Callable[[Words | None], str],
) -> ListTable:
    """Lay out who helps whom, a household a row, under the names of the groups."""
    lines = notice.lines
    digits = len(str(len(lines)))
    size_px = _SIZE_PX[language][len(lines) > _MANY]
    columns = {
        "line_no": [padded_number(line.line_no, digits) for line in lines],
        "head_name": [line.head_name for line in lines],
        "helper": [line.helper_name for line in lines],
        "unit": [in_words(line.unit) for line in lines],
        "post": [in_words(line.post) for line in lines],
    }
    columns = {name: cells for name, cells in columns.items() if any(cells)}
    widths = {name: _width_em(labels[name], cells, chain) for name, cells in columns.items()}
    widths["unit"] += _TYPE_AREA_PX // size_px - sum(widths.values())

    def row(cells: Sequence[str]) -> str:
        return row_text(cells, list(widths.values()), chain)

    households = zip(lines, zip(*columns.values(), strict=True), strict=True)
    paragraphs: list[Markup] = []
    for group, run in groupby(households, key=lambda each: each[0].group):
        name = in_words(group)
        paragraph = Markup('<p class="place">{}</p>').format(name) if name else Markup()
        for ruled in _portions([row(cells) for _, cells in run], _RULED):
            paragraphs.append(paragraph + Markup("<p>{}</p>").format("\n".join(ruled)))
            paragraph = Markup()
    portions = [Markup("\n").join(some) for some in _portions(paragraphs, _PORTION)]
    return ListTable(row([labels[name] for name in columns]), portions, len(lines), size_px)
