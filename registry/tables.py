"""The registry's tables: dated facts, only ever added.

Keys are natural. `version` numbers the states of one thing in the registers, `round` the
repetitions of one act in a campaign; a correction is the next number, never a change. `entry` is
the journal entry that added the row and is no part of the fact itself.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, Numeric, String
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

Money = Numeric(18, 2)


#: What a field means wherever it stands; a table says more where it means more.
EVERYWHERE = {
    "campaign_id": "Campaign, such as identification-2014-610426",
    "household_id": "Household, by its number in the household register",
    "round": "Which repetition of the act; a correction is the next one",
    "version": "Which state of the thing; a change is the next one",
    "since_on": "Day from which this state holds",
    "village_code": "Code of the village, 12 digits",
    "group_code": "Code of the villager group, 14 digits",
    "place_code": "Code of the place: county, township, village or group",
    "objection_id": "Objection, such as identification-2014-610426-0001",
    "meeting_id": "Meeting, such as PY-61042610100101-1",
    "draw_id": "Draw that the household is in",
    "number": "Number of the paper, such as 永扶办公示〔2014〕12号",
    "rule_id": "Criterion of the policy pack, such as keepout.luxury",
    "file_digest": "SHA-256 of the file's bytes",
    "evidence": "Where photographs, minutes or copies are kept",
    "decided_on": "Day of the decision",
    "judged_on": "Day on which the rules were applied",
    "found_on": "Day on which it was found",
    "phone": "Telephone number",
    "delivered_on": "Day on which the department delivered",
    "birth_on": "Day of birth",
    "signed_on": "Day of signing",
    "department_id": "Record kind of the pack's list of departments",
    "check_id": "Check of the daily round that found it",
    "investigator": "Who investigates: nobody who surveyed the household",
}


class Fact(SQLModel):
    """What every row carries."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy calls it on the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    actor: str = Field(description="Who states this: a person or a post, never a computer's name")
    entry: int = Field(
        default=0, description="Journal entry that added the row; no part of the fact"
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        for name, field in cls.model_fields.items():
            field.description = field.description or EVERYWHERE.get(name)


# --- registers: places, households, people --------------------------------------------------------


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


# --- the campaign ---------------------------------------------------------------------------------


class Campaign(Fact, table=True):
    """One year's run of one kind for one county."""

    campaign_id: str = Field(
        primary_key=True, description="Kind, year and county code: identification-2014-610426"
    )
    kind: str = Field(description="What it is for: identification")
    year: int = Field(description="Year whose rules judge")
    county_code: str = Field(description="Code of the county, 6 digits")
    pack: str = Field(description="Policy pack that judges it")
    opened_on: date = Field(description="First day")
    announce_by: date = Field(description="Last day of the plan; what is ready then is announced")
    document_mark: str = Field(description="Issuing mark of its notices, such as 永扶办公示")


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


# --- comparison -----------------------------------------------------------------------------------


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


# --- papers, publicity, objections ----------------------------------------------------------------


class Paper(Fact, table=True):
    """A numbered paper the office issued, with everything that stands on it."""

    number: str = Field(primary_key=True, description="永扶办公示〔2014〕12号")
    kind: str = Field(description="Step of a notice, or kind of the paper")
    campaign_id: str
    place_code: str = Field(description="Where it is posted or whom it concerns")
    household_id: str | None = Field(
        default=None, description="Household that it is about, of files and cards"
    )
    objection_id: str | None = Field(
        default=None, description="Objection that it answers, of receipts and replies"
    )
    issued_on: date = Field(description="Day of issue")
    replaces: str | None = Field(default=None, description="Number of the paper it replaces")
    window_days: int | None = Field(default=None, description="Length of its publicity window")
    content: str = Field(description="JSON of all that is printed")
    content_digest: str = Field(
        description="SHA-256 of the content in canonical form; it is printed on the paper"
    )


class NoticeLine(Fact, table=True):
    """A household on a notice."""

    number: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    line_no: int = Field(description="Its line, from 1")
    is_new: bool = Field(description="Shown for the first time: its window is this notice's")


class PrintedFile(Fact, table=True):
    """A printed file of a paper."""

    number: str = Field(primary_key=True)
    language: str = Field(description="zh or en", primary_key=True)
    file_digest: str = Field(primary_key=True)
    file_name: str = Field(description="Name of the file")
    pages: int = Field(description="Pages printed")
    printed_on: date = Field(description="Day of printing")


class Posting(Fact, table=True):
    """A notice put up, with evidence; nothing runs before this."""

    number: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    posted_on: date = Field(description="Day on which it was put up")
    confirmed_on: date = Field(description="Day on which the posting was confirmed with evidence")
    venue: str = Field(description="Where it hangs")
    poster: str = Field(description="Who put it up")
    witness: str = Field(description="Who saw it")
    photo_ref: str = Field(description="Photograph of it on the wall")


class PublicityWindow(Fact, table=True):
    """The publicity window of a posted notice, by the policy in force when it was confirmed."""

    number: str = Field(primary_key=True)
    opens_on: date = Field(description="First day: the day after posting was confirmed")
    closes_on: date = Field(description="Last day on which an objection is in time")


class Objection(Fact, table=True):
    """An objection to a notice; who objects is kept apart."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    campaign_id: str
    number: str = Field(description="The notice objected to")
    household_id: str | None = Field(
        default=None, description="Household meant; empty until a missed one is registered"
    )
    kind: str = Field(description="listed (should not be on the list) or missed (should be)")
    received_on: date = Field(description="Day on which the office received it")
    channel: str = Field(description="visit, letter, phone, mail, box")
    ground: str = Field(description="What is objected, as stated; kept confidential")
    evidence: str | None = None
    is_anonymous: bool = Field(description="Whether the objector stays unnamed")
    received_by: str = Field(description="Who took it down")


class Objector(Fact, table=True):
    """Who objected: never printed, shown to the officer in charge only."""

    objection_id: str = Field(primary_key=True)
    name: str = Field(description="Name of the objector")
    contact: str | None = Field(default=None, description="How to reach the objector")


class Assignment(Fact, table=True):
    """Who is to investigate an objection."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    assigned_on: date = Field(description="Day of the assignment")
    investigator: str


class Investigation(Fact, table=True):
    """What the investigator found."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    investigated_on: date = Field(description="Day on which the findings were written down")
    investigator: str
    finding: str = Field(description="What was found")
    evidence: str | None = None


class Decision(Fact, table=True):
    """How an objection was decided, by someone other than its investigator."""

    objection_id: str = Field(primary_key=True)
    decided_on: date
    decider: str = Field(description="Who decided: not the investigator")
    finding: str = Field(description="sustained, dismissed or withdrawn")
    reason: str = Field(description="Why; it stands on the reply")


# --- outcomes -------------------------------------------------------------------------------------


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
    """What one rule says of a surveyed household; rules that are plainly unmet leave no row."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer, description="Round of the survey judged")
    rule_id: str = Field(primary_key=True)
    state: str = Field(description="met, unknown or excepted")
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


# --- checks on the way ----------------------------------------------------------------------------


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
    purpose: str = Field(description="supervision or call_back")
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


# --- intake and journal ---------------------------------------------------------------------------


class IntakeFile(Fact, table=True):
    """A file that was loaded."""

    file_digest: str = Field(primary_key=True)
    form: str = Field(description="Form that the rows belong to", primary_key=True)
    file_name: str = Field(description="Name of the file")
    loaded_on: date = Field(description="Day of loading")
    rows: int = Field(description="Rows of the form in the file")
    stored: int = Field(description="Rows that brought something new")
    unchanged: int = Field(description="Rows that were known already")
    quarantined: int = Field(description="Rows set aside")


class Repair(Fact, table=True):
    """A value that was brought into its normal form: never quietly, and it can be undone."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(
        description="Sheet of the workbook; empty text where there is none", primary_key=True
    )
    row_no: int = Field(description="Row as Excel counts it", primary_key=True, sa_type=Integer)
    column_name: str = Field(description="Field that was changed", primary_key=True)
    came: str = Field(description="What the cell said")
    became: str = Field(description="What was stored")
    why: str = Field(description="Why that is the same thing")


class Quarantine(Fact, table=True):
    """A faulty row that the office chose to set aside instead of refusing the file."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(
        description="Sheet of the workbook; empty text where there is none", primary_key=True
    )
    row_no: int = Field(description="Row as Excel counts it", primary_key=True, sa_type=Integer)
    row_json: str = Field(description="JSON of the row as it came")
    faults_json: str = Field(description="JSON of its faults, as they were told")


class Journal(SQLModel, table=True):
    """Every transaction, chained by hash: changing a past row shows."""

    entry: int = Field(
        description="Number of the transaction, from 1",
        sa_column=Column(BigInteger, primary_key=True, autoincrement=False),
    )
    recorded_at: str = Field(description="Clock time of writing, UTC, ISO 8601")
    as_of: date = Field(sa_column=Column(Date, nullable=False), description="The office's day")
    task: str = Field(description="What was done, such as load files")
    actor: str = Field(description="In whose name")
    tables: str = Field(
        sa_column=Column(String, nullable=False), description="JSON: rows added per table"
    )
    content_digest: str = Field(description="Digest of the rows added")
    previous_digest: str = Field(description="Digest of the entry before it; zeros for the first")
    digest: str = Field(description="Digest of this entry and all before it")
