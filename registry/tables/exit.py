"""Leaving the list: a household's income by year, its own recognition, the county's spot check."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact, Money


class YearlyIncome(Fact, table=True):
    """What a listed household earned in a campaign's year, as the year-end check found [002 §3.3]."""

    campaign_id: str = Field(
        primary_key=True, description="Campaign of help whose year it is, such as help-2014-610426"
    )
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    recorded_on: date = Field(description="Day on which it was recorded")
    recorded_by: str = Field(description="Who recorded it")
    net_income: Decimal = Field(
        sa_type=Money, description="Net income of the household in the year, pack's currency"
    )
    persons: int = Field(description="Persons who lived of it")
    evidence: str | None = None


class Recognition(Fact, table=True):
    """Whether a household agrees that it is no longer poor, in its own hand [002 §4.2]."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    asked_on: date = Field(description="Day on which it was asked")
    asked_by: str = Field(description="Who asked")
    agrees: bool = Field(description="Whether the household agrees to leave the list")
    is_signed: bool | None = Field(
        default=None, description="Whether it signed; unknown is not yes"
    )
    reason: str | None = Field(default=None, description="Why it does not agree, in its own words")


class SpotCheck(Fact, table=True):
    """What the county found in a household that is to leave the list [002 §4.2 step 6]."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    checked_on: date = Field(description="Day of the check")
    checker: str = Field(description="Who checked: nobody who surveyed the household")
    finding: str = Field(description="confirmed or not_confirmed")
    reason: str | None = Field(default=None, description="Required where not confirmed")
