"""Issuing papers: a number, the content in canonical form, its digest; printing comes after."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from policy.errors import OfficeError, OfficeErrors
from policy.wording import words
from registry.session import Entry
from tasks.campaign_day import CampaignDay
from tasks.printing.contents import KINDS, Notice, Paper
from tasks.printing.digests import content_digest

Book = TypeVar("Book", bound="IssueBook")

NOTICES = ("first_publicity", "second_publicity", "announcement")


class IssueBook:
    """The book in which papers are entered as they are issued, with their running numbers.

    What is entered is what any printed sheet is held against from now on.
    """

    def __init__(self, day: CampaignDay, last_no: int) -> None:
        self._day, self._last_no = day, last_no
        self.papers: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []

    def next_number(self) -> str:
        """The number of the paper that is entered next, such as 永扶办公示〔2014〕12号."""
        return self._day.pack.paper_number.format(
            mark=self._day.campaign.document_mark,
            year=self._day.as_of.year,
            no=self._last_no + len(self.papers) + 1,
        )

    def enter(
        self,
        paper: Paper,
        place_code: str,
        *,
        household_id: str | None = None,
        objection_id: str | None = None,
        replaces: str | None = None,
        lines: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Issue a paper; `lines` are the households of a notice, in the order of its list."""
        notice = paper if isinstance(paper, Notice) else None
        replaced, window = (getattr(paper, name, None) for name in ("replaces", "window"))
        self.papers.append(
            {
                "number": paper.number,
                "kind": notice.stage if notice else paper.kind,
                "campaign_id": self._day.campaign_id,
                "place_code": place_code,
                "household_id": household_id,
                "objection_id": objection_id,
                "issued_on": paper.issued_on,
                "replaces": replaced.number if replaced else replaces,
                "window_days": window.days if window else None,
                "content": paper.model_dump_json(exclude_defaults=True),
                "content_digest": content_digest(paper),
            }
        )
        self.lines += [
            {
                "number": paper.number,
                "household_id": line["household_id"],
                "line_no": line_no,
                "is_new": line.get("is_new", True),
            }
            for line_no, line in enumerate(lines, 1)
        ]


class OnDemandBook(IssueBook):
    """A book of papers that somebody asks for: what no font can print is left out, not issued."""

    def __init__(self, day: CampaignDay, last_no: int) -> None:
        super().__init__(day, last_no)
        self.left_out: list[OfficeError] = []

    def enter_for(self, subject: str, paper: Paper, place_code: str, **known: Any) -> None:
        """Issue a paper about a household, helper or place, if it can be printed."""
        from tasks.printing.pages import fault_of

        called = words("paper.of_subject", kind=words(f"paper.{paper.kind}"), subject=subject)
        if fault := fault_of(paper, called):
            self.left_out.append(fault)
        else:
            self.enter(paper, place_code, **known)


def issuing(entry: Entry, day: CampaignDay) -> AbstractContextManager[IssueBook]:
    """A book for the papers of one transaction; they are saved when it closes."""
    return _saved(IssueBook, entry, day)


@contextmanager
def _saved(form: type[Book], entry: Entry, day: CampaignDay) -> Iterator[Book]:
    named = {"mark": day.campaign.document_mark, "year": day.as_of.year}
    book = form(day, entry.query("last_paper_number", **named)["last_no"][0])
    yield book
    entry.insert("paper", book.papers)
    entry.insert("notice_line", book.lines)


@contextmanager
def issuing_on_demand(day: CampaignDay, task: str) -> Iterator[tuple[Entry, OnDemandBook]]:
    """A transaction and its book, for papers that somebody asks for.

    OfficeErrors after it names what was left out; the others are issued.
    """
    with day.writing(task) as entry, _saved(OnDemandBook, entry, day) as book:
        yield entry, book
    if book.left_out:
        raise OfficeErrors(book.left_out)


def paper_of(kind: str, content: str) -> Paper:
    """A paper as it was issued, from the registry's row."""
    form = Notice if kind in NOTICES else KINDS[kind]
    return form.model_validate_json(content)
