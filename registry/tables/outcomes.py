"""What the steps and the rules found."""

from datetime import date

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact


class Outcome(Fact, table=True):
    """What a step found of a household: one row per household, step and round."""

    campaign_id: str = Field(primary_key=True)
    step: str = Field(description="Step of the campaign, such as survey", primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    result: str = Field(description="What the step found, such as passed")
    decided_on: date
    reason: str = Field(
        description="A key of data/wording.yaml with its values, or a person's own words"
    )
    evidence: str | None = Field(
        default=None, description="The form's round, notice, objection or meeting it rests on"
    )


class Judgement(Fact, table=True):
    """What one rule says of a surveyed household; of identification, what is unmet leaves no row."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer, description="Round of the survey judged")
    rule_id: str = Field(primary_key=True)
    state: str = Field(description="met, unmet, unknown or excepted")
    judged_on: date
    observed: str = Field(description="JSON of the values that the rule looked at")


class Verdict(Fact, table=True):
    """What the rules together say of a surveyed household."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer, description="Round of the survey judged")
    verdict: str = Field(description="eligible, not_eligible or unknown")
    judged_on: date
    size: int | None = Field(default=None, description="Persons counted")
