"""The HTML of one paper of every kind; `python -m tests.printing.golden` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.printing.contents import KINDS, Language, Paper, Report
from tasks.printing.markup import markup
from tests.printing.samples import notice, one_of_each, report

FOLDER = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def papers() -> list[Paper]:
    """A short and a long notice, the reports, and one paper of every other kind."""
    reports = [report(kind) for kind in KINDS.values() if issubclass(kind, Report)]
    return [notice(12), notice(130, 13), *one_of_each(), *reports]


def path(paper: Paper, language: Language) -> Path:
    """Where the golden HTML of a paper lies."""
    length = "_long" if len(getattr(paper, "lines", ())) > 100 else ""
    return FOLDER / f"{paper.kind}{length}.{language}.html"


def html(paper: Paper, language: Language) -> str:
    """A paper's HTML without what depends on the installed fonts and without the QR picture."""
    text = re.sub(r'src="data:[^"]*"', 'src="QR"', markup(paper, language))
    text = re.sub(r"font-size: [\d.]+pt", "font-size: …pt", text)
    return re.sub(r"\t+", "\t", text)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in papers():
        for tongue in LANGUAGES:
            path(each, tongue).write_text(html(each, tongue), encoding="utf-8")
