"""Charts: the same bytes each time, no colours, and every number as text."""

import re
from base64 import b64decode
from datetime import date
from decimal import Decimal

import pytest

from tasks.printing.charts import bar_chart, window_calendar
from tasks.printing.contents import Bar, BarChart, WindowCalendar, WindowRow, Words


def svg_of(uri: str) -> str:
    return b64decode(uri.removeprefix("data:image/svg+xml;base64,")).decode()


def zh(words: Words) -> str:
    return words.zh


def chart(together: str = "stacked", series: int = 1, bars: int = 3) -> BarChart:
    return BarChart.model_validate(
        {
            "title": {"zh": "图"},
            "unit": {"zh": "户"},
            "together": together,
            "series": [{"zh": f"系列{n}"} for n in range(series)] if series > 1 else [],
            "bars": [
                {
                    "label": {"zh": f"㙦䶮{n}村"},
                    "values": [1000 * (n + 1) + s for s in range(series)],
                }
                for n in range(bars)
            ],
        }
    )


CALENDAR = WindowCalendar(
    title=Words(zh="日子"),
    rows=(
        WindowRow(
            label=Words(zh="甲村"),
            windows=(
                (date(2014, 4, 9), date(2014, 4, 15)),
                (date(2014, 4, 16), date(2014, 4, 20)),
                (date(2014, 6, 1), date(2014, 6, 7)),
            ),
        ),
        WindowRow(label=Words(zh="乙村"), windows=((date(2014, 4, 9), date(2014, 4, 9)),)),
    ),
)

CHARTS = [chart(), chart(series=4), chart("grouped", 2), chart(bars=1), chart(bars=40)]


@pytest.mark.parametrize("drawn", CHARTS)
def test_a_chart_is_the_same_bytes_each_time(drawn: BarChart) -> None:
    assert bar_chart(drawn, zh) == bar_chart(drawn, zh)
    assert window_calendar(CALENDAR, zh) == window_calendar(CALENDAR, zh)


@pytest.mark.parametrize("drawn", CHARTS)
def test_every_number_label_and_series_stands_there_as_text(drawn: BarChart) -> None:
    svg = svg_of(bar_chart(drawn, zh))
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    for bar in drawn.bars:
        assert bar.label.zh in text
        assert all(f"{value:,.0f}" in text for value in bar.values)
    assert all(series.zh in text for series in drawn.series)


@pytest.mark.parametrize(
    "svg", [svg_of(bar_chart(c, zh)) for c in CHARTS] + [svg_of(window_calendar(CALENDAR, zh))]
)
def test_a_chart_has_no_colours_and_no_day_of_its_making(svg: str) -> None:
    colours = {
        tuple(found) for found in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", svg)
    }
    assert all(len(set(colour)) == 1 for colour in colours)
    assert "dc:date" not in svg


def test_what_only_zeros_have_is_drawn_all_the_same() -> None:
    nothing = BarChart(
        title=Words(zh="图"),
        unit=Words(zh="户"),
        bars=(Bar(label=Words(zh="甲"), values=(Decimal(0),)),),
    )
    assert ">0</text>" in svg_of(bar_chart(nothing, zh))


def test_windows_that_touch_are_one_stretch_in_the_calendar() -> None:
    """Of the first village 9 to 20 April and 1 to 7 June, of the second one day."""
    svg = svg_of(window_calendar(CALENDAR, zh))
    groups = [
        part.count("<path") for part in re.findall(r'<g id="PolyCollection_\d+">.*?</g>', svg, re.S)
    ]
    clipped = [
        part.count("clip-path")
        for part in re.findall(r'<g id="[A-Za-z]*Collection_\d+">(.*?)</g>', svg, re.S)
    ]
    assert groups == [2, 1] or clipped == [2, 1]
