"""What is done for a household and a village: needs, measures, difficulties and haves."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact, Money


class Need(Fact, table=True):
    """What a household or a village orders [003]: projects are chosen against needs."""

    campaign_id: str = Field(primary_key=True)
    need_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    village_code: str
    household_id: str | None = Field(default=None, description="Household; empty for a village's")
    measure_id: str
    what: str = Field(description="What is needed, in their own words")
    amount: Decimal | None = Field(
        default=None, sa_type=Money, description="What it would cost, pack's currency"
    )
    ordered_on: date = Field(description="Day on which it was ordered")


class Measure(Fact, table=True):
    """A measure for a household: one that fits its cause of poverty [003]."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    measure_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    decided_on: date
    cause: str | None = Field(default=None, description="Cause of poverty that it answers")
    is_given: bool = Field(description="Whether it is given from that day; no ends it")
    need_id: str | None = Field(default=None, description="Need that it answers, if any")
    project_id: str | None = Field(default=None, description="Project that it belongs to, if any")
    reason: str = Field(description="A key of data/wording.yaml, or a person's own words")
    decider: str | None = Field(
        default=None, description="Who decided it by hand; empty for the daily round"
    )


class Difficulty(Fact, table=True):
    """One of the household's difficulties [002 §6], tracked until it is solved."""

    household_id: str = Field(primary_key=True)
    difficulty_id: str = Field(
        primary_key=True, description="Item of the pack's catalogue of difficulties"
    )
    round: int = Field(primary_key=True, sa_type=Integer)
    stated_on: date = Field(description="Day of the statement")
    state: str = Field(description="open, solved or absent")
    what: str | None = Field(default=None, description="What it is, or how it was solved")
    evidence: str | None = None


class VillageHave(Fact, table=True):
    """One of the things that a village should have [002 §6]."""

    village_code: str = Field(primary_key=True)
    have_id: str = Field(primary_key=True, description="Item of the pack's catalogue of haves")
    round: int = Field(primary_key=True, sa_type=Integer)
    stated_on: date = Field(description="Day of the statement")
    has_it: bool = Field(description="Whether the village has it")
    what: str | None = Field(default=None, description="What there is, or what is missing")
    evidence: str | None = None
