"""Charts as SVG: made from a paper's content while it is laid out, the same bytes each time.

They are read in black and white: series differ by shade and hatching, and every bar has its number.
matplotlib measures the text with a font that comes with pip; WeasyPrint sets it.
"""

from __future__ import annotations

import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn

from tasks.printing.contents import BarChart, WindowCalendar, Words

WIDTH_INCHES = 6.1
_BAR_INCHES = 0.24
_FAMILY = "Noto Sans SC"
_FILLS: tuple[dict[str, Any], ...] = (
    {"facecolor": "0.3"},
    {"facecolor": "0.75"},
    {"facecolor": "1", "hatch": "////"},
    {"facecolor": "1", "hatch": "...."},
    {"facecolor": "1"},
)


def bar_chart(chart: BarChart, in_words: Callable[[Words], str]) -> str:
    """Lying bars, the first on top, as a data URI."""
    count = max(len(chart.series), 1)
    thick = 0.72 / (count if chart.together == "grouped" else 1)
    rows = len(chart.bars) * (1.6 if chart.together == "grouped" else 1)
    with _figure(rows * _BAR_INCHES + (0.32 if chart.series else 0.1)) as (figure, axes):
        places = range(len(chart.bars))
        for number in range(count):
            values = [float(bar.values[number]) for bar in chart.bars]
            before = [float(sum(bar.values[:number])) for bar in chart.bars]
            is_stacked = chart.together == "stacked"
            offset = 0 if is_stacked else (number - (count - 1) / 2) * thick
            drawn = axes.barh(
                [place + offset for place in places],
                values,
                thick,
                left=before if is_stacked else 0,
                edgecolor="0",
                linewidth=0.5,
                label=in_words(chart.series[number]) if chart.series else "",
                **_FILLS[number % len(_FILLS)],
            )
            if not is_stacked:
                axes.bar_label(
                    drawn, [_numbers(chart, b.values[number]) for b in chart.bars], padding=3
                )
            elif number == count - 1:
                axes.bar_label(
                    drawn, [_numbers(chart, *bar.values) for bar in chart.bars], padding=3
                )
        axes.set_yticks(list(places), [in_words(bar.label) for bar in chart.bars])
        axes.invert_yaxis()
        longest = max((len(_numbers(chart, *bar.values)) for bar in chart.bars), default=1)
        axes.set_xlim(0, _furthest(chart) * (1 + 0.022 * longest))
        _bare(axes)
        if chart.series:
            _legend(axes, len(chart.series))
        return _data_uri(figure)


def window_calendar(calendar: WindowCalendar, in_words: Callable[[Words], str]) -> str:
    """A line for each row of the calendar, the days of its windows in black, as a data URI."""
    from matplotlib import dates

    with _figure(len(calendar.rows) * 0.2 + 0.35) as (figure, axes):
        for place, row in enumerate(calendar.rows):
            spans = [
                (_at(opens), (closes - opens).days + 1) for opens, closes in _joined(row.windows)
            ]
            axes.broken_barh(spans, (place - 0.3, 0.6), facecolor="0.3", edgecolor="0")
        axes.set_yticks(range(len(calendar.rows)), [in_words(row.label) for row in calendar.rows])
        axes.invert_yaxis()
        _bare(axes)
        axes.xaxis.set_visible(True)
        axes.xaxis.set_major_locator(dates.AutoDateLocator(minticks=3, maxticks=8))
        axes.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m-%d"))
        axes.tick_params(axis="x", labelsize=7.5)
        axes.grid(axis="x", color="0.6", linewidth=0.4)
        axes.set_axisbelow(True)
        axes.spines["bottom"].set_visible(True)
        return _data_uri(figure)


def _joined(windows: tuple[tuple[date, date], ...]) -> list[tuple[date, date]]:
    """Windows that overlap or touch, as one."""
    found: list[tuple[date, date]] = []
    for opens, closes in sorted(windows):
        if found and opens.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return found


def _furthest(chart: BarChart) -> float:
    """Where the longest bar ends."""
    if chart.together == "grouped":
        ends = [float(value) for bar in chart.bars for value in bar.values]
    else:
        ends = [float(sum(bar.values)) for bar in chart.bars]
    return max(ends, default=0) or 1


def _numbers(chart: BarChart, *values: Decimal) -> str:
    return " / ".join(f"{value:,.{chart.decimals}f}" for value in values)


def _at(day: date) -> float:
    from matplotlib import dates

    return float(dates.date2num(day))


def _bare(axes: Any) -> None:
    """No frame and no scale: the numbers stand at the bars."""
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)


def _legend(axes: Any, series: int) -> None:
    axes.figure.legend(
        loc="outside upper left",
        ncols=series,
        frameon=False,
        borderpad=0,
        handlelength=1.4,
        columnspacing=1.2,
    )


@contextmanager
def _figure(height_inches: float) -> Iterator[tuple[Any, Any]]:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    _know_font()
    settings: dict[Any, Any] = {
        "font.family": [_FAMILY],
        "font.size": 9,
        "hatch.linewidth": 0.5,
        "svg.fonttype": "none",
        "svg.hashsalt": "poverty-office",
    }
    with rc_context(settings), warnings.catch_warnings():
        # A character that this font lacks is only measured with it; every one was checked before.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        figure = Figure(figsize=(WIDTH_INCHES, height_inches), layout="constrained")
        yield figure, figure.subplots()


def _data_uri(figure: Any) -> str:
    svg = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(svg, format="svg", metadata=nothing)
    return "data:image/svg+xml;base64," + b64encode(svg.getvalue()).decode()


@cache
def _know_font() -> None:
    from matplotlib import font_manager

    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    font_manager.fontManager.addfont(str(folder / "NotoSansSC-Regular.otf"))
