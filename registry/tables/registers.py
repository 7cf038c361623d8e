"""Registers: places, households, people."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class Place(Fact, table=True):
    """A county, township, village or villager group, with the desk that answers for it."""

    code: str = Field(
        primary_key=True,
        description="6 digits county (GB/T 2260), 9 township, 12 village, 14 group",
    )
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date = Field(description="Day from which this state holds")
    level: str = Field(description="county, township, village or group")
    parent_code: str | None = Field(default=None, description="Code of the place above")
    name_zh: str = Field(description="Chinese name as printed")
    name_en: str | None = Field(default=None, description="English name as printed")
    rural_households: int | None = Field(default=None, description="Registered rural households")
    rural_persons: int | None = Field(default=None, description="Registered rural persons")
    office_name: str | None = Field(default=None, description="Desk that takes objections")
    office_name_en: str | None = Field(
        default=None, description="Its English name, as within a sentence"
    )
    office_address: str | None = Field(default=None, description="Where people find that desk")
    office_address_en: str | None = Field(default=None, description="The address in English")
    phone: str | None = None
    email: str | None = Field(default=None, description="Mail address of that desk")
    supervision_phone: str | None = Field(default=None, description="Phone of the supervisory body")


class Household(Fact, table=True):
    """A household by the household register [002 §3.1]."""

    household_id: str = Field(primary_key=True, description="Number of the household register")
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    village_code: str
    group_code: str
    head_name: str = Field(description="Name of the head as registered")
    head_id_number: str | None = Field(
        default=None, description="ID number of the head, 18 digits; empty where unknown"
    )
    phone: str | None = None
    address: str | None = Field(default=None, description="House number or place in the village")
    register_kind: str = Field(
        default="rural", description="rural, or converted from rural by reform"
    )
    registered_persons: int | None = Field(
        default=None, description="Persons by the register, where it does not list them one by one"
    )


class Person(Fact, table=True):
    """A member of a household; a person who left keeps the row, with the day and the reason."""

    person_id: str = Field(
        primary_key=True, description="ID number, or household and number where none"
    )
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    household_id: str
    name: str = Field(description="Name as registered")
    id_number: str | None = Field(
        default=None, description="18 digits, checked; empty where unknown"
    )
    sex: str | None = Field(default=None, description="male or female")
    birth_on: date | None = None
    relation: str | None = Field(
        default=None, description="Relation to the head; head for the head"
    )
    left_on: date | None = Field(default=None, description="Day of leaving the household")
    left_reason: str | None = Field(
        default=None, description="moved, married, died, enrolled, imprisoned, settled_abroad"
    )


class SourceEntry(Fact, table=True):
    """A line of a list that exists before the campaign [000]: whom to look at first."""

    list_kind: str = Field(
        primary_key=True, description="low_income, five_guarantee, disabled, student"
    )
    year: int = Field(description="Year of the list", primary_key=True, sa_type=Integer)
    village_code: str = Field(primary_key=True)
    name: str = Field(description="Name as delivered", primary_key=True)
    id_number: str = Field(primary_key=True, description="As delivered; empty text where missing")
    version: int = Field(primary_key=True, sa_type=Integer)
    listed_on: date = Field(description="Day on which the list was drawn up")
