"""What falls due, what was done, and who was reminded of it."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class Duty(Fact, table=True):
    """A duty of one owner for one subject in one period; whether it is done or overdue is derived."""

    duty_id: str = Field(primary_key=True)
    owner_id: str = Field(primary_key=True)
    subject_code: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    campaign_id: str
    generated_on: date = Field(
        description="Day from which the office has it on its list, also where it caught up later"
    )
    starts_on: date = Field(description="First day on which it may be done")
    due_on: date = Field(description="Last day on which it is in time")


class DutyReport(Fact, table=True):
    """A returned form: what was done, with evidence."""

    duty_id: str = Field(primary_key=True)
    owner_id: str = Field(primary_key=True)
    subject_code: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    done_on: date = Field(description="Day on which it was done")
    what: str = Field(description="What was done or found")
    evidence: str | None = None


class Reminder(Fact, table=True):
    """The one digest of a recipient and day, as it is to go out."""

    recipient_id: str = Field(primary_key=True)
    digest_on: date = Field(primary_key=True, description="Day that it speaks of")
    key: str = Field(description="Its key: the Message-ID by which a repeat is recognised")
    channel: str = Field(description="mail, wecom, dingtalk, feishu, sms or paper")
    items: int = Field(description="Duties and deadlines that it names")
    content: str = Field(description="JSON of its subject and text")


class ReminderItem(Fact, table=True):
    """A duty or deadline that a digest told its owner of; what was never told is told at once."""

    recipient_id: str = Field(primary_key=True)
    digest_on: date = Field(primary_key=True, description="Day of the digest")
    campaign_id: str = Field(primary_key=True)
    kind: str = Field(
        primary_key=True, description="Duty of the policy pack, or the form that is waited for"
    )
    subject_code: str = Field(primary_key=True)
    period: str = Field(
        primary_key=True, description="The duty's period; empty text for a deadline"
    )


class Sending(Fact, table=True):
    """An attempt to send a digest, and what became of it."""

    key: str = Field(primary_key=True, description="Key of the digest")
    attempt: int = Field(primary_key=True, sa_type=Integer, description="Which attempt, from 1")
    tried_at: str = Field(description="Clock time of the attempt, ISO 8601 with zone")
    tried_on: date = Field(description="The office's day of the attempt")
    result: str = Field(
        description="sent, failed (to be tried again), outage (the channel's own), barred (the"
        " office's own access) or undeliverable"
    )
    said: str | None = Field(default=None, description="What the channel answered, without names")
