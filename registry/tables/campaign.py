"""The campaign: its plan, its start, and the forms of its steps."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer, Numeric
from sqlmodel import Field

from registry.tables.fact import Fact, Money


class Campaign(Fact, table=True):
    """One year's run of one kind for one county."""

    campaign_id: str = Field(
        primary_key=True,
        description="Kind, year and county code: identification-2014-610426; inspection-2014-h1-610426",
    )
    kind: str = Field(description="identification, help, inspection, exit, villages or assessment")
    year: int = Field(description="Year whose rules judge")
    county_code: str = Field(description="Code of the county, 6 digits")
    pack: str = Field(description="Policy pack that judges it")
    opened_on: date = Field(description="First day")
    announce_by: date = Field(
        description="Last day of the plan: by then lists are announced, help is given"
    )
    document_mark: str = Field(description="Issuing mark of its notices, such as 永扶办公示")
    half: int | None = Field(default=None, description="Half of the year, 1 or 2; of inspections")


class Plan(Fact, table=True):
    """Planned scale of a place: whole households that add up exactly at every level [000]."""

    campaign_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    decided_on: date = Field(description="Day on which the scale was planned")
    planned_households: int = Field(description="Households planned for the place")


class Commitment(Fact, table=True):
    """A signed letter of responsibility [000]."""

    campaign_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    signed_on: date
    signed_by: str = Field(description="Who signed for the place")
    signed_for_office_by: str = Field(description="Who signed for the county office")
    evidence: str | None = None


class Meeting(Fact, table=True):
    """A training, mass meeting, hand-out or appraisal: when, where, how many."""

    meeting_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    campaign_id: str
    kind: str = Field(
        description="training, mass_meeting, hand_out, group_appraisal, village_appraisal"
    )
    place_code: str
    held_on: date = Field(description="Day of the meeting")
    venue: str | None = Field(default=None, description="Where it was held")
    subject: str | None = Field(default=None, description="What it was about")
    eligible: int | None = Field(default=None, description="Persons entitled to take part")
    present: int | None = Field(default=None, description="Persons present")
    copies: int | None = Field(default=None, description="Copies handed out")
    chaired_by: str | None = Field(default=None, description="Who chaired it")
    recorded_by: str | None = Field(default=None, description="Who kept the minutes")
    evidence: str | None = Field(
        default=None, description="Minutes, photographs: where they are kept"
    )


class Attendance(Fact, table=True):
    """One person's presence at a meeting, with signature and fingerprint [000 points 4–5]."""

    meeting_id: str = Field(primary_key=True)
    attendee: str = Field(primary_key=True, description="Name as signed")
    household_id: str = Field(
        primary_key=True, description="Household spoken for; empty text for officials"
    )
    round: int = Field(primary_key=True, sa_type=Integer)
    role: str = Field(
        description="villager, representative, supervisor, village_cadre, resident_cadre"
    )
    is_present: bool = Field(description="Whether the person came")
    is_signed: bool = Field(description="Whether the person signed the list")
    is_fingerprinted: bool = Field(description="Whether the person put a fingerprint on it")


class Application(Fact, table=True):
    """Step 1: a household's written application."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    applied_on: date = Field(description="Day on the application")
    applicant_name: str = Field(description="Who applied for the household")
    is_signed: bool | None = Field(
        default=None, description="Whether it is signed; unknown is not yes"
    )
    is_fingerprinted: bool | None = Field(
        default=None, description="Whether it bears a fingerprint; unknown is not yes"
    )
    reason: str | None = Field(default=None, description="The household's own words")


class Vote(Fact, table=True):
    """Steps 2 and 4: how one meeting voted on one household."""

    campaign_id: str = Field(primary_key=True)
    step: str = Field(primary_key=True, description="group_appraisal or village_appraisal")
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    meeting_id: str
    voted_on: date = Field(description="Day of the vote")
    votes_for: int = Field(description="Persons for listing the household")
    votes_against: int = Field(description="Persons against")
    abstained: int = Field(description="Persons who abstained")
    reason: str | None = Field(
        default=None, description="Required where the household does not pass"
    )


class Survey(Fact, table=True):
    """Step 3: a visit, its facts arranged by the four views [002 §3.4]; empty means unknown."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    surveyed_on: date = Field(description="Day of the visit")
    surveyor: str = Field(description="Who visited")
    second_surveyor: str | None = Field(
        default=None, description="The resident cadre who came along"
    )
    finding: str = Field(description="surveyed, refused or not_found")
    # first view: income
    size: int | None = Field(default=None, description="Persons found living in the household")
    net_income_per_year: Decimal | None = Field(
        default=None, sa_type=Money, description="Household, pack's currency"
    )
    consumption_per_year: Decimal | None = Field(
        default=None, sa_type=Money, description="Household, pack's currency"
    )
    public_payroll_members: int | None = Field(
        default=None, description="Members on a public payroll"
    )
    village_cadre_members: int | None = Field(
        default=None, description="Members in the five village posts"
    )
    is_ordinary_cadre: bool | None = Field(
        default=None, description="Whether that member is an ordinary village cadre"
    )
    has_company: bool | None = Field(
        default=None, description="Whether a member owns or runs a company"
    )
    hires_long_term: bool | None = Field(
        default=None, description="Whether the household employs others for long"
    )
    pays_business_tax: bool | None = Field(
        default=None, description="Whether a member pays tax on a business"
    )
    years_away: Decimal | None = Field(
        default=None, sa_type=Numeric(5, 1), description="Years lived elsewhere"
    )
    # second view: food and clothing
    has_food: bool | None = Field(
        default=None, description="Whether nobody has to worry about food"
    )
    has_safe_water: bool | None = Field(default=None, description="Whether drinking water is safe")
    has_clothing: bool | None = Field(
        default=None, description="Whether nobody has to worry about clothing"
    )
    # third view: security
    dropouts_for_money: int | None = Field(
        default=None, description="Children out of compulsory school for lack of money"
    )
    has_major_illness: bool | None = Field(
        default=None, description="Whether a member has a major or chronic illness"
    )
    medical_out_of_pocket_per_year: Decimal | None = Field(
        default=None, sa_type=Money, description="Household, after subsidies, pack's currency"
    )
    has_medical_insurance: bool | None = Field(
        default=None, description="Whether all members are insured"
    )
    dwellings: int | None = Field(default=None, description="Dwellings that the household owns")
    housing_grade: str | None = Field(
        default=None, description="Best dwelling: A, B safe; C, D unsafe"
    )
    can_build: bool | None = Field(
        default=None, description="Whether the household can build by its own means"
    )
    new_house_year: int | None = Field(
        default=None, description="Year bought, built or renovated; 0 for none"
    )
    new_house_cause: str | None = Field(
        default=None, description="own, disaster, resettlement, demolition"
    )
    has_electricity: bool | None = Field(
        default=None, description="Whether the dwelling has electricity"
    )
    # fourth view: stable trend
    has_vehicle: bool | None = Field(
        default=None, description="Whether the household owns or uses a car"
    )
    has_ship: bool | None = Field(
        default=None, description="Whether the household owns or uses a ship"
    )
    has_construction_machinery: bool | None = Field(
        default=None, description="Whether the household owns or uses construction machinery"
    )
    has_large_farm_machinery: bool | None = Field(
        default=None, description="Whether the household owns or uses large farm machinery"
    )
    has_serious_cause: bool | None = Field(
        default=None, description="A serious cause of poverty in spite of a payroll post"
    )
    has_stable_source: bool | None = Field(
        default=None, description="Whether a source of income will last for a year or more"
    )
    main_cause: str | None = Field(
        default=None, description="illness, skill, environment, funds, low_income"
    )
    other_unfit_reason: str | None = Field(
        default=None, description="keepout.other: the written reason"
    )
    other_unfit_officer: str | None = Field(
        default=None, description="keepout.other: the named officer"
    )


class Audit(Fact, table=True):
    """Step 5: the township's audit of a household on the village list."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    audited_on: date = Field(description="Day of the audit")
    auditor: str = Field(description="Who audited for the township")
    finding: str = Field(description="approved or returned")
    reason: str | None = Field(default=None, description="Required where returned")
