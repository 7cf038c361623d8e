"""Who helps whom: units with villages, helpers with households."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer, Numeric
from sqlmodel import Field

from registry.tables.fact import Fact


class HelpingUnit(Fact, table=True):
    """A department, enterprise or office that helps a village [002 list of units]."""

    unit_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    name_zh: str = Field(description="Chinese name as printed")
    name_en: str | None = Field(default=None, description="English name as printed")
    kind: str = Field(description="provincial, municipal, county, township, enterprise or other")
    place_code: str | None = Field(default=None, description="Place of its seat")
    leader_name: str = Field(description="The leader in charge")
    phone: str | None = Field(default=None, description="Telephone of the leader in charge")
    email: str | None = Field(default=None, description="Mail address of the leader in charge")
    channel: str | None = Field(
        default=None, description="mail, wecom, dingtalk, feishu or sms; empty: on paper"
    )
    account: str | None = Field(
        default=None,
        description="Account of the leader in that channel, where it is no mail or phone",
    )
    left_on: date | None = Field(default=None, description="Day on which it stopped helping")


class Helper(Fact, table=True):
    """A cadre who is paired with households; who left keeps the row, with the day."""

    helper_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    unit_id: str
    name: str = Field(description="Name as registered")
    id_number: str | None = Field(
        default=None, description="18 digits, checked; empty where unknown"
    )
    rank: str = Field(description="Rank of the pack's quota schemes, such as department_leader")
    post: str | None = Field(default=None, description="Post as printed")
    place_code: str | None = Field(default=None, description="Place where the helper works")
    phone: str | None = None
    email: str | None = Field(default=None, description="Mail address")
    channel: str | None = Field(
        default=None, description="mail, wecom, dingtalk, feishu or sms; empty: on paper"
    )
    account: str | None = Field(
        default=None, description="Account in that channel, where it is no mail address or phone"
    )
    left_on: date | None = Field(default=None, description="Day of leaving the unit or the post")
    left_reason: str | None = Field(
        default=None, description="transferred, retired, ill, died or other"
    )


class Kinship(Fact, table=True):
    """A helper who is a relative of a household: never paired with it."""

    helper_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    declared_on: date = Field(description="Day of the declaration")
    relation: str = Field(description="How they are related, in the helper's words")
    is_related: bool = Field(description="Whether they are; no withdraws an earlier declaration")


class UnitPairing(Fact, table=True):
    """A unit that helps a village, or stops doing so."""

    campaign_id: str = Field(primary_key=True)
    unit_id: str = Field(primary_key=True)
    village_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    paired_on: date = Field(description="Day of the pairing, or of its end")
    is_paired: bool = Field(description="Whether the unit helps the village from that day")
    run_no: int = Field(description="Pairing run that decided it")
    reason: str = Field(description="A key of data/wording.yaml, or a person's own words")


class Pairing(Fact, table=True):
    """Who helps a household from a day on; the last round as of a day counts."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    helper_id: str | None = Field(
        default=None, description="Helper; empty where the pairing ended without another"
    )
    unit_id: str | None = Field(default=None, description="Unit of the helper on that day")
    paired_on: date = Field(description="Day of the pairing, or of its end")
    run_no: int = Field(description="Pairing run that decided it")
    reason: str = Field(description="A key of data/wording.yaml, or a person's own words")


class PairingRun(Fact, table=True):
    """One computation of the best pairing: what it was asked, what it reached."""

    campaign_id: str = Field(primary_key=True)
    run_no: int = Field(primary_key=True, sa_type=Integer, description="Number of the run, from 1")
    decided_on: date
    scheme: str = Field(description="Quota scheme of the policy pack")
    households: int = Field(description="Households to be helped")
    helpers: int = Field(description="Helpers that there were")
    is_optimal: bool = Field(description="Whether the solver proved that no pairing costs less")
    cost: int = Field(description="The objective reached, in points of the policy's weights")
    greedy_cost: int = Field(description="What pairing one by one would have cost")
    parts: str = Field(
        description="JSON: the objective's parts, points and number of pairs of each"
    )
    unmet: str = Field(description="JSON: wishes that were not met, and places that are short")


class Distance(Fact, table=True):
    """How far one place is from another; where nobody says it, the places' codes tell near from far."""

    from_code: str = Field(primary_key=True, description="Place of a unit or helper")
    to_code: str = Field(primary_key=True, description="Village")
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    kilometres: Decimal = Field(sa_type=Numeric(7, 1), description="By road")
