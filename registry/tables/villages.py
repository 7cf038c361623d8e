"""Poor villages: who proposes them, who scores them, who approves, and what came of each step [004]."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer, Numeric
from sqlmodel import Field

from registry.tables.fact import Fact


class VillageProposal(Fact, table=True):
    """A village committee proposes its village for the poor-village list, or its exit from it."""

    campaign_id: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    kind: str = Field(description="entry or exit")
    proposed_on: date = Field(description="Day on which the committee decided it")
    proposer: str = Field(description="Who speaks for the village committee")
    reason: str = Field(description="Why; it stands on the notice")
    evidence: str | None = None


class PanelMember(Fact, table=True):
    """Somebody who comments on villages and scores them; who left keeps the row, with the day."""

    campaign_id: str = Field(primary_key=True)
    member_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    name: str = Field(description="Name as appointed")
    body: str = Field(
        description="leading_group (one of its member units), delegate (of the Party or the "
        "People's Congress) or advisory (of the political consultative conference)"
    )
    village_code: str | None = Field(
        default=None, description="The member's own village, never scored by the member"
    )
    unit_id: str | None = Field(
        default=None, description="The member's unit; what it helps is never scored by the member"
    )
    left_on: date | None = Field(default=None, description="Day of leaving the panel")


class VillageScore(Fact, table=True):
    """What one member of the panel gave one proposal: stated once, for good."""

    campaign_id: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    proposal_round: int = Field(primary_key=True, sa_type=Integer)
    member_id: str = Field(primary_key=True)
    scored_on: date = Field(description="Day on which the village presented itself")
    points: Decimal = Field(sa_type=Numeric(5, 2), description="0 to 100")
    comment: str = Field(description="The member's comment")


class VillageApproval(Fact, table=True):
    """What the leaders decided of a scored proposal."""

    campaign_id: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    proposal_round: int = Field(primary_key=True, sa_type=Integer)
    decided_on: date
    approver: str = Field(description="Who decided: nobody of the panel")
    finding: str = Field(description="approved or returned")
    reason: str | None = Field(default=None, description="Required where returned")


class VillageOutcome(Fact, table=True):
    """What a step found of a village's proposal: one row a proposal, step and result."""

    campaign_id: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    proposal_round: int = Field(primary_key=True, sa_type=Integer)
    step: str = Field(primary_key=True, description="Step of the way, such as scoring")
    result: str = Field(primary_key=True, description="What the step found, such as scored")
    decided_on: date
    reason: str = Field(
        description="A key of data/wording.yaml with its values, or a person's own words"
    )
    evidence: str | None = Field(
        default=None, description="The notice, objection or approval that it rests on"
    )
    mean_score: Decimal | None = Field(
        default=None, sa_type=Numeric(5, 2), description="Mean of the panel's scores, of scoring"
    )
