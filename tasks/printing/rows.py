"""Rows of long lists: lines of text with tab stops, many times faster than table cells.

WeasyPrint lays out a line in 0.2 ms and a table row of five cells in 2.3 ms. Every tab stop is one
em apart, so the number of tabs after a cell follows from the width of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest
from math import floor

from tasks.printing.fonts import width_em

# Latin words stay whole, and so does what stands between middle dots, where it fits a line.
_PIECES = re.compile(r"[!-~\u00c0-\u024f]+|[^!-~\u00c0-\u024f·\s]*·?|.")

# The space before a cell and the two after it.
SPACES_EM = 0.75
_NEAR_EM = 0.08


def row_text(cells: Iterable[str], widths_em: Sequence[int], chain: str) -> str:
    """One row in columns of whole em; a cell too wide for its column runs on below."""
    folded = [
        fold(cell, width - SPACES_EM, chain) for cell, width in zip(cells, widths_em, strict=True)
    ]
    lines = zip_longest(*folded, fillvalue="")
    return "\n".join(_line(line, widths_em, chain) for line in lines)


def fold(text: str, width: float, chain: str) -> list[str]:
    """The lines of a text in a column of `width` em."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if width_em(lines[-1] + piece, chain) <= width:
            lines[-1] += piece
        elif width_em(piece, chain) <= width:
            lines.append(piece.lstrip())
        else:
            for character in piece:
                if width_em(lines[-1] + character, chain) > width:
                    lines.append("")
                lines[-1] += character
    return [line for line in lines if line] or [""]


def padded_number(number: int, digits: int) -> str:
    """A number that lines up at its last digit: two spaces are as wide as one digit."""
    return "  " * (digits - len(str(number))) + str(number)


def aligned_amounts(amounts: Sequence[Decimal | None]) -> list[str]:
    """Amounts that line up at the point: a comma is as wide as a space, a digit as two."""
    texts = ["" if amount is None else f"{amount:,.2f}" for amount in amounts]
    longest = max(texts, key=len, default="")
    return [
        " " * sum(1 if sign == "," else 2 for sign in longest[: -len(text)]) + text if text else ""
        for text in texts
    ]


def _line(cells: Sequence[str], widths_em: Sequence[int], chain: str) -> str:
    pieces = [_tabbed(cell, width, chain) for cell, width in zip(cells, widths_em, strict=True)]
    return "".join(pieces).rstrip()


def _tabbed(text: str, width: int, chain: str) -> str:
    # WeasyPrint loses tabs where the font changes; between two spaces it does not.
    spaced = f" {text} "
    used = width_em(spaced, chain)
    if abs(used - round(used)) < _NEAR_EM:
        # So close to a tab stop, rounding would decide whether it counts.
        spaced, used = spaced + " ", used + width_em(" ", chain)
    return spaced + "\t" * (width - floor(used))
