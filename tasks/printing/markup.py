"""From a paper's content to the HTML that is laid out: templates, labels, words, days."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from policy.errors import OfficeError
from tasks.printing.charts import bar_chart, window_calendar
from tasks.printing.contents import Language, Paper, Words
from tasks.printing.digests import check_digits, content_digest, qr_image
from tasks.printing.files import paper_code
from tasks.printing.fonts import families, width_em
from tasks.printing.lists import list_table, pairing_table

TEMPLATES = Path(__file__).parents[2] / "templates"

# How closely a page is set: as its kind is, then in the steps of the style sheets.
Density = Literal["", "snug", "tight"]
DENSITIES: tuple[Density, ...] = get_args(Density)
# The chain of fonts that running text is set in.
TEXT_CHAIN: dict[Language, str] = {"zh": "fang", "en": "latin"}
TYPE_AREA_PT = 156 / 25.4 * 72

_MONTHS = "January February March April May June July August September October November December"
_ODD_DIGITS = re.compile(r"(?<![!-~])(?:[0-9]{2})*[0-9](?![!-~])")
_TABLES_AND_TAGS = re.compile(r"(<table.*?</table>|<[^>]*>)", re.DOTALL)


def markup(paper: Paper, language: Language, density: Density = "") -> str:
    """The HTML of a paper in one language, set more closely where asked.

    Errors: OfficeError naming the template and line where a value is missing.
    """
    digest = content_digest(paper)
    environment = _environment(language)
    try:
        template = environment.get_template(f"{paper.kind}/{language}.html.j2")
        return template.render(
            paper=paper,
            density=density,
            check_digits=check_digits(digest),
            paper_code=paper_code(paper.number, digest),
            qr=qr_image(paper.number, digest),
        )
    except TemplateError as error:
        raise OfficeError.because(
            "printing.template",
            template=_place_in_template(error),
            number=paper.number,
            said=error,
        ) from error


@cache
def style(language: Language) -> str:
    """The style sheets of one language, with the fonts that are installed here."""
    names = ("pages.css", "lists.css", "forms.css", "reports.css", f"{language}.css")
    sheet = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)
    return re.sub(r"var\(--(\w+)-fonts\)", lambda found: _font_names(found[1]), sheet)


def in_words(language: Language, words: Words | None) -> str:
    """A name in the language of the page, or in Chinese where it has no English one."""
    if words is None:
        return ""
    return (words.en if language == "en" else None) or words.zh


def full_name(language: Language, *places: Words | None) -> str:
    """Places from the highest down, as one name; none repeats the name of the one above it."""
    names = [in_words(language, place) for place in places if place]
    own = [name.removeprefix(above).strip() for above, name in pairwise(["", *names])]
    return "".join(own) if language == "zh" else ", ".join(reversed(own))


def day(language: Language, value: date) -> str:
    """A day as it is written in the language: 2014年6月3日, 3 June 2014."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS.split()[value.month - 1]} {value.year}"


def on_grid(html: str, has_grid: bool = True) -> Markup:
    """Chinese prose whose numbers fill whole squares, two digits a square, an odd one centred.

    Left as it is on a page set more closely, which has no 28 x 22 squares to fill.
    """
    if not has_grid:
        return Markup(html)
    # Only what lies in prose: the rows of a list are set by tab stops.
    pieces = _TABLES_AND_TAGS.split(html)
    pieces[::2] = [_ODD_DIGITS.sub(r"<span class=n>\g<0></span>", text) for text in pieces[::2]]
    return Markup("".join(pieces))


def red_head(language: Language, issuer: str, county: str) -> dict[str, Any]:
    """The lines of the red head, and the size in pt at which the longest fills the type area."""
    largest = {"zh": 34.0, "en": 24.0}[language]
    lines = [issuer]
    if _head_size_pt(lines) < largest * 0.7 and len(issuer) > 1:
        lines = min(_in_two(language, issuer, county), key=_longest_em)
        largest *= 0.85
    return {"lines": lines, "size_pt": f"{min(largest, _head_size_pt(lines)):.1f}"}


@cache
def _environment(language: Language) -> Environment:
    labels = yaml.safe_load((TEMPLATES / "labels.yaml").read_text(encoding="utf-8"))
    words_alone = {key: texts[language] for key, texts in labels.items()}
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "words": partial(in_words, language),
        "day": partial(day, language),
        "money": "{:,.2f}".format,
        "on_grid": on_grid,
        "count": "{:,.0f}".format,
    }
    environment.globals |= {
        "language": language,
        "labels": words_alone,
        "red_head": partial(red_head, language),
        "full_name": partial(full_name, language),
        **{
            chart.__name__: partial(chart, in_words=partial(in_words, language))
            for chart in (bar_chart, window_calendar)
        },
        **{
            table.__name__: partial(
                table,
                language=language,
                chain=TEXT_CHAIN[language],
                labels=words_alone,
                in_words=partial(in_words, language),
            )
            for table in (list_table, pairing_table)
        },
    }
    return environment


def _in_two(language: Language, text: str, county: str) -> list[list[str]]:
    if text.startswith(county) and len(text) > len(county) and language == "zh":
        return [[county, text[len(county) :]]]
    if " " in text:
        gaps = [at for at, character in enumerate(text) if character == " "]
        return [[text[:gap], text[gap + 1 :]] for gap in gaps]
    middle = (len(text) + 1) // 2
    return [[text[:middle], text[middle:]]]


def _longest_em(lines: list[str]) -> float:
    return max(width_em(line, "latin" if line.isascii() else "title") for line in lines)


def _head_size_pt(lines: list[str]) -> float:
    # Bold Latin letters are up to a tenth wider than the regular ones that are measured.
    air = 0.89 if all(line.isascii() for line in lines) else 0.98
    return TYPE_AREA_PT * air / _longest_em(lines)


def _font_names(chain: str) -> str:
    return ", ".join(f"'{name}'" for name in families(chain))


def _place_in_template(error: TemplateError) -> str:
    place, trace = "templates", error.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(TEMPLATES):
            place = f"templates/{path.relative_to(TEMPLATES).as_posix()}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
