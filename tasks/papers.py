"""Issuing papers: a number, the content in canonical form, its digest; printing comes after."""

from typing import Any

import polars as pl

from registry import tables
from registry.session import Entry
from tasks.campaign_day import CampaignDay
from tasks.printing.contents import KINDS, Notice, Paper
from tasks.printing.digests import content_digest

NOTICES = ("first_publicity", "second_publicity", "announcement")


class NumberBook:
    """Running numbers of a campaign's papers, by the year in which they are issued."""

    def __init__(self, entry: Entry, day: CampaignDay) -> None:
        self._mark, self._year = day.campaign.document_mark, day.as_of.year
        named = {"mark": self._mark, "year": self._year}
        self._last = entry.query("last_paper_number", **named)["last_no"][0]

    def next(self) -> str:
        """The next number, such as 永扶办公示〔2014〕12号."""
        self._last += 1
        return f"{self._mark}〔{self._year}〕{self._last}号"


def issue(
    entry: Entry,
    day: CampaignDay,
    paper: Paper,
    place_code: str,
    *,
    household_id: str | None = None,
    objection_id: str | None = None,
) -> None:
    """Enter a paper into the registry; from now on it is what any printed sheet is held against."""
    is_notice = isinstance(paper, Notice)
    entry.add(
        tables.Paper(
            actor=day.actor,
            number=paper.number,
            kind=paper.stage if is_notice else paper.kind,
            campaign_id=day.campaign_id,
            place_code=place_code,
            household_id=household_id,
            objection_id=objection_id,
            issued_on=paper.issued_on,
            replaces=paper.replaces.number if is_notice and paper.replaces else None,
            window_days=paper.window.days if is_notice and paper.window else None,
            content=paper.model_dump_json(exclude_defaults=True),
            content_digest=content_digest(paper),
        )
    )


def enter_lines(entry: Entry, number: str, lines: list[dict[str, Any]]) -> None:
    """Which household stands on which line of a notice."""
    rows = [
        {
            "number": number,
            "household_id": line["household_id"],
            "line_no": line_no,
            "is_new": line.get("is_new", True),
        }
        for line_no, line in enumerate(lines, 1)
    ]
    entry.insert("notice_line", pl.DataFrame(rows))


def paper_of(kind: str, content: str) -> Paper:
    """A paper as it was issued, from the registry's row."""
    form = Notice if kind in NOTICES else KINDS[kind]
    return form.model_validate_json(content)
