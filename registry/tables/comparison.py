"""The comparison with the departments' lists."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer, Numeric
from sqlmodel import Field

from registry.tables.fact import Fact


class DepartmentRecord(Fact, table=True):
    """A line of a department's list, as delivered."""

    department_id: str = Field(
        primary_key=True, description="Record kind of the pack's list of departments"
    )
    record_no: str = Field(primary_key=True, description="The department's own number")
    version: int = Field(primary_key=True, sa_type=Integer)
    delivered_on: date
    id_number: str | None = Field(
        default=None, description="18 digits, checked; empty where wrong or missing"
    )
    name: str | None = Field(default=None, description="Name as delivered")
    birth_on: date | None = None
    village_code: str | None = None
    detail: str | None = Field(default=None, description="What is recorded: model, company, post")
    recorded_on: date | None = Field(
        default=None, description="Day of purchase, founding, employment, death"
    )


class Delivery(Fact, table=True):
    """A department's delivery for a campaign, also one without lines."""

    campaign_id: str = Field(primary_key=True)
    department_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    delivered_on: date
    records: int = Field(description="Lines that the department says it delivered")


class Hit(Fact, table=True):
    """Evidence against a household, to be re-verified by people; never a verdict."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    rule_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True, description="Department's record kind, or survey")
    record_no: str = Field(
        primary_key=True, description="The record's number, or the survey's round"
    )
    person_id: str | None = Field(
        default=None, description="Member of the household that the record seems to be of"
    )
    found_on: date
    matched_by: str = Field(description="id_number, probable, possible, or survey")
    probability: Decimal | None = Field(
        default=None, sa_type=Numeric(5, 4), description="Of a probable match"
    )
    detail: str | None = Field(default=None, description="What the record or the survey says")
    note: str | None = Field(
        default=None, description="name_differs, id_number_differs, several_fit"
    )


class Reverification(Fact, table=True):
    """What village and township found of a hit: kept or removed, with a reason."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    rule_id: str = Field(primary_key=True)
    source: str = Field(
        description="Department's record kind of the hit, or survey", primary_key=True
    )
    record_no: str = Field(description="Record of the hit, or the survey's round", primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    verified_on: date = Field(description="Day of the re-verification")
    village_verifier: str = Field(description="Who verified for the village")
    township_verifier: str = Field(description="Who verified for the township: another person")
    finding: str = Field(description="kept or removed")
    reason: str = Field(
        description="Why the household is kept or removed; it is what the outcome rests on"
    )
    evidence: str | None = None
