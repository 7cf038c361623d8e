"""The half-year's inspection: the frozen frame, sheets, results, and what is put right."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class InspectionFrame(Fact, table=True):
    """The households that an inspection can draw, frozen and published before the draw."""

    campaign_id: str = Field(primary_key=True)
    frozen_on: date = Field(description="Day on which it was frozen")
    salt: str = Field(
        description="What the published codes are made with: digest of the household register"
    )
    digest: str = Field(description="SHA-256 of the published frame file's sorted lines")
    listed: int = Field(description="Households on the list of the poor")
    unlisted: int = Field(description="Registered rural households that are not on it")


class InspectionFrameLine(Fact, table=True):
    """A household in a frame."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    code: str = Field(description="Its published code: 16 digits of SHA-256 of salt and number")
    place_code: str = Field(description="Its stratum: code of the township or village")
    is_listed: bool = Field(description="Whether it was on the list on that day")


class InspectionSheet(Fact, table=True):
    """A drawn household on the route of those who inspect it."""

    sheet_id: str = Field(primary_key=True)
    campaign_id: str
    draw_id: str
    household_id: str
    village_code: str
    level: str = Field(description="Who inspects: city, county, township or village")
    owner_id: str = Field(description="The place whose desk answers for the sheet")
    route_no: int = Field(description="Its place on the route through the village, from 1")
    starts_on: date = Field(description="First day on which that level inspects")
    due_on: date = Field(description="Last day on which the sheet is back in time")


class InspectionResult(Fact, table=True):
    """What an inspector found of a household; another word on it is a correction, with its reason."""

    sheet_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    inspected_on: date = Field(description="Day of the visit")
    inspector: str = Field(description="Who inspected: nobody who surveyed the household")
    finding: str = Field(description="poor, not_poor, refused or not_found")
    reason: str | None = Field(default=None, description="Why it is poor or not")
    third_party: str | None = Field(
        default=None, description="Who checked for the third party that participation was real"
    )
    took_part: bool | None = Field(
        default=None, description="Whether the household was present where the records say so"
    )
    signed_itself: bool | None = Field(
        default=None, description="Whether the signatures in its file are its own"
    )
    problem: str | None = Field(default=None, description="Another problem to be put right")
    evidence: str | None = None
    team_leader: str | None = Field(default=None, description="Who led the inspectors of the sheet")
    corrected_on: date | None = Field(
        default=None,
        description="Day of the correction, from which it counts; empty: the first word",
    )
    corrected_by: str | None = Field(
        default=None, description="Who corrected it: who inspected, or who led"
    )
    correction_reason: str | None = Field(default=None, description="Why the first word was wrong")


class Rectification(Fact, table=True):
    """A problem that an inspection found, to be put right by a day."""

    rectification_id: str = Field(primary_key=True)
    campaign_id: str
    sheet_id: str
    household_id: str
    kind: str = Field(description="inclusion, exclusion, participation or other")
    owner_id: str = Field(description="The place that puts it right")
    opened_on: date = Field(description="Day on which it was put to its owner")
    due_on: date = Field(description="Last day for putting it right")


class RectificationReturn(Fact, table=True):
    """What was done about a problem, with evidence."""

    rectification_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    rectified_on: date = Field(description="Day on which it was put right")
    rectified_by: str = Field(description="Who put it right")
    how: str = Field(description="What was done")
    evidence: str = Field(description="Where photographs, minutes or copies are kept")


class Reinspection(Fact, table=True):
    """Whether a problem is put right, seen by another person than who did it."""

    rectification_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    reinspected_on: date = Field(description="Day of the second visit")
    reinspector: str = Field(description="Who looked again: not who put it right")
    finding: str = Field(description="closed or not_closed")
    reason: str | None = Field(default=None, description="Required where it is not closed")
