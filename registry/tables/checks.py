"""Checks on the way: findings, draws, call-backs."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class Finding(Fact, table=True):
    """Something incomplete, contradictory or improbable in what was reported [000]."""

    campaign_id: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(
        primary_key=True, sa_type=Integer, description="Round of the form found at fault"
    )
    kind: str = Field(description="incomplete, contradictory or improbable")
    found_on: date
    detail: str = Field(description="What does not fit, with the values")


class Correction(Fact, table=True):
    """A finding corrected on the spot: by whom, when, how."""

    campaign_id: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    corrected_on: date = Field(description="Day of the correction")
    corrected_by: str = Field(description="Who corrected it on the spot")
    how: str = Field(description="What was done")


class Draw(Fact, table=True):
    """A sample that anyone can repeat from its seed."""

    draw_id: str = Field(primary_key=True)
    campaign_id: str
    purpose: str = Field(
        description="supervision, call_back, spot_check, inspection_listed or inspection_unlisted"
    )
    place_code: str
    drawn_on: date = Field(description="Day of the draw")
    seed: str = Field(description="Its seed: the draw and the digest of its list")
    frame_digest: str = Field(description="SHA-256 of the households that could be drawn")
    frame_size: int = Field(description="Households that could be drawn")
    size: int = Field(description="Households drawn")


class Drawn(Fact, table=True):
    """A household in a sample."""

    draw_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    rank: int = Field(description="Its place in the draw, from 1")


class CallBack(Fact, table=True):
    """What a drawn household told the third party or the supervisor [000 point 5]."""

    draw_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    called_on: date = Field(description="Day of the call or visit")
    caller: str = Field(description="Who asked")
    applied_itself: bool | None = Field(
        default=None, description="Whether the household says that it applied itself"
    )
    took_part: bool | None = Field(
        default=None, description="Whether it says that it took part in the appraisal"
    )
    signed_itself: bool | None = Field(
        default=None, description="Whether it says that it signed itself"
    )
    note: str | None = Field(default=None, description="What else it said")
