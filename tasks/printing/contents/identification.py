"""The papers of identification."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from tasks.printing.contents.paper import Contact, Paper, Printable, Text, Words

View = Literal["income", "food_and_clothing", "security", "stable_trend"]


class NoticeLine(Printable):
    """One household on a posted list: only what may hang on a board."""

    line_no: int
    head_name: Text
    household_size: int | None = Field(default=None, ge=1)
    group: Words | None = None
    village: Words | None = None
    township: Words | None = None
    mark: Words | None = None


class Window(Printable):
    """The days in which people may object, as planned when the notice was printed."""

    days: int = Field(ge=1)
    day_kind: Literal["calendar", "working"]
    posting_planned_on: date
    opens_planned_on: date
    closes_planned_on: date


class Replaced(Printable):
    """The notice that this one replaces, and why."""

    number: Text
    reason: Words


class Notice(Paper):
    """A numbered list for the public: two publicities and one announcement."""

    kind: ClassVar[str] = "notice"

    stage: Literal["first_publicity", "second_publicity", "announcement", "payment_list"]
    campaign: Literal["identification", "exit", "help"]
    campaign_year: int
    list_name: Words
    lines: tuple[NoticeLine, ...]
    window: Window | None = None
    contact: Contact
    replaces: Replaced | None = None
    attachments: tuple[Words, ...] = ()

    @property
    def household_count(self) -> int:
        """Households on the list."""
        return len(self.lines)

    @property
    def person_count(self) -> int | None:
        """Persons in the households on the list; None where the list does not show them."""
        sizes = [line.household_size for line in self.lines]
        return None if None in sizes else sum(filter(None, sizes))


class Finding(Printable):
    """What one department's record says against one household."""

    rule: Words
    source: Words | None = None
    department: Words
    found: Words


class ReverificationHit(Printable):
    """One household to be verified again, with everything found about it."""

    line_no: int
    household_code: Text
    head_name: Text
    household_size: int
    group: Words | None = None
    findings: tuple[Finding, ...]


class ReverificationList(Paper):
    """A village's hits of the county comparison: for officers, never posted."""

    kind: ClassVar[str] = "reverification_list"

    campaign_year: int
    return_by: date
    hits: tuple[ReverificationHit, ...]
    contact: Contact


class Member(Printable):
    """One person of a household; the ID is masked."""

    name: Text
    relation: Words
    born_year: int | None = None
    masked_id: Text
    situation: Words | None = None


class Fact(Printable):
    """One surveyed fact: what was asked, what was seen."""

    name: Words
    value: Words


class SurveyedView(Printable):
    """One of the four views and the facts under it."""

    view: View
    facts: tuple[Fact, ...]


class Verdict(Printable):
    """One rule applied to the household."""

    rule_id: Text
    wording: Words
    source: Words
    observed: Words
    verdict: Literal["met", "not_met", "unknown"]


class PathStep(Printable):
    """One of the eight steps: what came of it, when, by whom."""

    step_no: int
    step: Words
    done_on: date | None = None
    outcome: Words | None = None
    actor: Words | None = None


class HouseholdFile(Paper):
    """The file 档案 of one household."""

    kind: ClassVar[str] = "household_file"

    household_code: Text
    head_name: Text
    campaign_year: int
    causes: tuple[Words, ...] = ()
    members: tuple[Member, ...]
    survey: tuple[SurveyedView, ...]
    surveyed_on: date | None = None
    verdicts: tuple[Verdict, ...]
    path: tuple[PathStep, ...]


class NextStep(Printable):
    """What the household can expect, and by when."""

    what: Words
    due_on: date | None = None


class HouseholdCard(Paper):
    """The card 明白卡 that hangs in the home: one page, large type."""

    kind: ClassVar[str] = "household_card"

    head_name: Text
    household_size: int
    causes: tuple[Words, ...]
    status: Words
    status_since: date
    measures: tuple[Words, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    helper_name: Text | None = None
    helper_unit: Words | None = None
    helper_phone: Text | None = None
    contact: Contact


class Objected(Printable):
    """What an objection is about: a household, or a village's proposal; never who raised it."""

    notice_number: Text
    notice_name: Words
    head_name: Text | None = None
    village: Words | None = None
    is_missed: bool = False
    is_score: bool = False
    ground: Words


class ObjectionReceipt(Paper):
    """Handed to the objector: the paper's number is the receipt number, and no name is on it."""

    kind: ClassVar[str] = "objection_receipt"

    objected: Objected
    received_on: date
    is_in_window: bool
    answer_due_on: date
    contact: Contact


class ObjectionReply(Paper):
    """The answer, addressed to whoever holds the receipt."""

    kind: ClassVar[str] = "objection_reply"

    receipt_number: Text
    objected: Objected
    received_on: date
    decision: Literal["sustained", "dismissed", "withdrawn"]
    decided_on: date
    reason: Words
    effect: Words
    contact: Contact


class ManualTask(Printable):
    """One task of the year with its owner and time limit."""

    what: Words
    who: Words
    due_on: date


class Standard(Printable):
    """One standard and the text that it comes from."""

    wording: Words
    source: Words


class WorkManual(Paper):
    """The short work manual of one village's plan."""

    kind: ClassVar[str] = "work_manual"

    campaign_year: int
    planned_households: int
    planned_persons: int
    objectives: tuple[Words, ...]
    tasks: tuple[ManualTask, ...]
    standards: tuple[Standard, ...]
    requirements: tuple[Words, ...] = ()
    contact: Contact


class LetterOfResponsibility(Paper):
    """What one village signs for; `issuer` is the side that it answers to."""

    kind: ClassVar[str] = "letter_of_responsibility"

    campaign_year: int
    planned_households: int
    planned_persons: int
    due_on: date
    duties: tuple[Words, ...]
    signatories: tuple[Words, ...]


class Question(Printable):
    """One question of a sheet; `choices` print as boxes to tick, an answer prints filled in."""

    code: Text
    ask: Words
    unit: Words | None = None
    choices: tuple[Words, ...] = ()
    answer: Words | None = None


class SurveySection(Printable):
    """The questions under one of the four views."""

    view: View
    questions: tuple[Question, ...]


class SurveySheet(Paper):
    """Taken along to the household, blank or filled in as far as known."""

    kind: ClassVar[str] = "survey_sheet"

    campaign_year: int
    household_code: Text | None = None
    head_name: Text | None = None
    members: tuple[Member, ...] = ()
    sections: tuple[SurveySection, ...]


class ApplicationSheet(Paper):
    """The household's own application, written, signed and fingerprinted."""

    kind: ClassVar[str] = "application_sheet"

    campaign_year: int
    head_name: Text | None = None
    members: tuple[Member, ...] = ()
    member_rows: int = 6
    reasons: tuple[Words, ...]
    contact: Contact
