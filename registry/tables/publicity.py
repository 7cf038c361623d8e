"""Papers, publicity and objections."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class Paper(Fact, table=True):
    """A numbered paper the office issued, with everything that stands on it."""

    number: str = Field(primary_key=True, description="永扶办公示〔2014〕12号")
    kind: str = Field(description="Step of a notice, or kind of the paper")
    campaign_id: str
    place_code: str = Field(description="Where it is posted or whom it concerns")
    household_id: str | None = Field(
        default=None, description="Household that it is about, of files and cards"
    )
    objection_id: str | None = Field(
        default=None, description="Objection that it answers, of receipts and replies"
    )
    issued_on: date = Field(description="Day of issue")
    replaces: str | None = Field(default=None, description="Number of the paper it replaces")
    window_days: int | None = Field(default=None, description="Length of its publicity window")
    content: str = Field(description="JSON of all that is printed")
    content_digest: str = Field(
        description="SHA-256 of the content in canonical form; it is printed on the paper"
    )


class NoticeLine(Fact, table=True):
    """A household on a notice."""

    number: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    line_no: int = Field(description="Its line, from 1")
    is_new: bool = Field(description="Shown for the first time: its window is this notice's")


class PrintedFile(Fact, table=True):
    """A printed file of a paper."""

    number: str = Field(primary_key=True)
    language: str = Field(description="zh or en", primary_key=True)
    file_digest: str = Field(primary_key=True)
    file_name: str = Field(description="Name of the file")
    pages: int = Field(description="Pages printed")
    printed_on: date = Field(description="Day of printing")


class Posting(Fact, table=True):
    """A notice put up, with evidence; nothing runs before this."""

    number: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    posted_on: date = Field(description="Day on which it was put up")
    confirmed_on: date = Field(description="Day on which the posting was confirmed with evidence")
    venue: str = Field(description="Where it hangs")
    poster: str = Field(description="Who put it up")
    witness: str = Field(description="Who saw it")
    photo_ref: str = Field(description="Photograph of it on the wall")


class PublicityWindow(Fact, table=True):
    """The publicity window of a posted notice, by the policy in force when it was confirmed."""

    number: str = Field(primary_key=True)
    opens_on: date = Field(description="First day: the day after posting was confirmed")
    closes_on: date = Field(description="Last day on which an objection is in time")


class Objection(Fact, table=True):
    """An objection to a notice; who objects is kept apart."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    campaign_id: str
    number: str = Field(description="The notice objected to")
    household_id: str | None = Field(
        default=None, description="Household meant; empty until a missed one is registered"
    )
    assessed_id: str | None = Field(
        default=None, description="Assessed place, unit or helper whose score is objected to"
    )
    kind: str = Field(
        description="listed (should not be on the list), missed (should be), score (is wrong) or proposal (against what a village proposes)"
    )
    received_on: date = Field(description="Day on which the office received it")
    channel: str = Field(description="visit, letter, phone, mail, box")
    ground: str = Field(description="What is objected, as stated; kept confidential")
    evidence: str | None = None
    is_anonymous: bool = Field(description="Whether the objector stays unnamed")
    received_by: str = Field(description="Who took it down")


class Objector(Fact, table=True):
    """Who objected: never printed, shown to the officer in charge only."""

    objection_id: str = Field(primary_key=True)
    name: str = Field(description="Name of the objector")
    contact: str | None = Field(default=None, description="How to reach the objector")


class Assignment(Fact, table=True):
    """Who is to investigate an objection."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    assigned_on: date = Field(description="Day of the assignment")
    investigator: str


class Investigation(Fact, table=True):
    """What the investigator found."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    investigated_on: date = Field(description="Day on which the findings were written down")
    investigator: str
    finding: str = Field(description="What was found")
    evidence: str | None = None


class Decision(Fact, table=True):
    """How an objection was decided, by someone other than its investigator."""

    objection_id: str = Field(primary_key=True)
    decided_on: date
    decider: str = Field(description="Who decided: not the investigator")
    finding: str = Field(description="sustained, dismissed or withdrawn")
    reason: str = Field(description="Why; it stands on the reply")
