"""The yearly assessment: targets of the year, entered points, published and final scores [001, 003]."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer, Numeric
from sqlmodel import Field

from registry.tables.fact import Fact, Money

Points = Numeric(5, 2)


class Target(Fact, table=True):
    """What a place is to reach in the year [001]: how many of what."""

    campaign_id: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    what: str = Field(description="What is to be reached, such as persons out of poverty")
    unit: str = Field(description="In what it is counted, such as persons")
    number: Decimal = Field(sa_type=Numeric(12, 2), description="How many are to be reached")
    counted_by: str | None = Field(
        default=None, description="What the registry counts for it; empty: reported by people"
    )
    decided_on: date


class TargetReport(Fact, table=True):
    """How far a target has been reached, where the registry does not know it."""

    campaign_id: str = Field(primary_key=True)
    target_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    reported_on: date = Field(description="Day that the number speaks of")
    reached: Decimal = Field(sa_type=Numeric(12, 2), description="How many were reached by then")
    reporter: str = Field(description="Who reports")
    evidence: str | None = None


class IndicatorScore(Fact, table=True):
    """Points for what no registry knows, entered with a reason by a person who is not assessed."""

    campaign_id: str = Field(primary_key=True)
    indicator_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    assessed_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    points: Decimal = Field(sa_type=Points, description="Points from 0 to 100")
    scored_on: date = Field(description="Day of scoring")
    scorer: str = Field(description="Who gave the points: not the assessed")
    reason: str = Field(description="Why so many")
    evidence: str | None = None


class AssessmentLine(Fact, table=True):
    """One assessed on a list of results."""

    number: str = Field(primary_key=True)
    assessed_id: str = Field(primary_key=True)
    kind: str
    line_no: int = Field(description="Its line, from 1")
    score: Decimal = Field(sa_type=Points, description="Points of 100 as printed")
    objection_id: str | None = Field(
        default=None, description="Sustained objection that this score answers"
    )


class AssessmentPoint(Fact, table=True):
    """What a precision, item or indicator came to in a score, as it stood when that was made public.

    A list that repeats a score of an earlier one has no rows of it: its breakdown is the earlier one.
    """

    number: str = Field(primary_key=True, description="Notice that showed the score first")
    assessed_id: str = Field(primary_key=True)
    node: str = Field(
        primary_key=True, description="Its path, such as results/results/satisfaction"
    )
    node_no: int = Field(description="Its place in the tree, from 1")
    weight: int = Field(description="Weight among its siblings, of 100")
    worth: Decimal = Field(
        sa_type=Points, description="What it counted for in the whole, of 100; 0: not applicable"
    )
    points: Decimal | None = Field(
        default=None, sa_type=Points, description="Points of 100; empty: not applicable"
    )
    numerator: Decimal | None = Field(
        default=None, sa_type=Money, description="What counted for it; empty: nothing, or no share"
    )
    denominator: Decimal | None = Field(
        default=None, sa_type=Money, description="Of how much; empty where points were entered"
    )


class AssessmentResult(Fact, table=True):
    """The final result of one assessed, once nothing stands against it."""

    campaign_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    assessed_id: str = Field(primary_key=True)
    number: str = Field(description="Notice in which the score was made public last")
    decided_on: date
    score: Decimal = Field(sa_type=Points, description="Points of 100")
    rank: int = Field(description="Place within its kind; equal scores share one")
    grade: str = Field(description="excellent, good, fair or poor")
    honour: str | None = Field(default=None, description="commended or criticised; empty: neither")
