"""The registry's tables: dated facts, only ever added.

Keys are natural. `version` numbers the states of one thing in the registers, `round` the
repetitions of one act in a campaign; a correction is the next number, never a change. `entry` is
the journal entry that added the row and is no part of the fact itself.
"""

import re
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Column, Date, Integer, Numeric, String
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

Money = Numeric(18, 2)


class Fact(SQLModel):
    """What every row carries."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy calls it on the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    actor: str = Field(description="Who states this: a person or a post, never a computer's name")
    entry: int = Field(
        default=0, description="Journal entry that added the row; no part of the fact"
    )


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
    office_address: str | None = None
    phone: str | None = None
    email: str | None = None
    supervision_phone: str | None = Field(default=None, description="Phone of the supervisory body")


class Household(Fact, table=True):
    """A household by the household register [002 §3.1]."""

    household_id: str = Field(primary_key=True, description="Number of the household register")
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    village_code: str
    group_code: str
    head_name: str
    head_id_number: str | None = None
    phone: str | None = None
    address: str | None = None
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
    name: str
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
    year: int = Field(primary_key=True, sa_type=Integer)
    village_code: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    id_number: str = Field(primary_key=True, description="As delivered; empty text where missing")
    version: int = Field(primary_key=True, sa_type=Integer)
    listed_on: date


# --- the campaign ---------------------------------------------------------------------------------


class Campaign(Fact, table=True):
    """One year's run of one kind for one county."""

    campaign_id: str = Field(
        primary_key=True, description="Kind, year and county code: identification-2014-610426"
    )
    kind: str
    year: int
    county_code: str
    pack: str = Field(description="Policy pack that judges it")
    opened_on: date
    announce_by: date = Field(description="Last day of the plan; what is ready then is announced")
    document_mark: str = Field(description="Issuing mark of its notices, such as 永扶办公示")


class Plan(Fact, table=True):
    """Planned scale of a place: whole households that add up exactly at every level [000]."""

    campaign_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    decided_on: date
    planned_households: int


class Commitment(Fact, table=True):
    """A signed letter of responsibility [000]."""

    campaign_id: str = Field(primary_key=True)
    place_code: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    signed_on: date
    signed_by: str
    signed_for_office_by: str
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
    held_on: date
    venue: str | None = None
    subject: str | None = None
    eligible: int | None = Field(default=None, description="Persons entitled to take part")
    present: int | None = Field(default=None, description="Persons present")
    copies: int | None = Field(default=None, description="Copies handed out")
    chaired_by: str | None = None
    recorded_by: str | None = None
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
    is_present: bool
    is_signed: bool
    is_fingerprinted: bool


class Application(Fact, table=True):
    """Step 1: a household's written application."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    applied_on: date
    applicant_name: str
    is_signed: bool | None = None
    is_fingerprinted: bool | None = None
    reason: str | None = Field(default=None, description="The household's own words")


class Vote(Fact, table=True):
    """Steps 2 and 4: how one meeting voted on one household."""

    campaign_id: str = Field(primary_key=True)
    step: str = Field(primary_key=True, description="group_appraisal or village_appraisal")
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    meeting_id: str
    voted_on: date
    votes_for: int
    votes_against: int
    abstained: int
    reason: str | None = Field(
        default=None, description="Required where the household does not pass"
    )


class Survey(Fact, table=True):
    """Step 3: a visit, its facts arranged by the four views [002 §3.4]; empty means unknown."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    surveyed_on: date
    surveyor: str
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
    public_payroll_members: int | None = None
    village_cadre_members: int | None = Field(
        default=None, description="Members in the five village posts"
    )
    is_ordinary_cadre: bool | None = None
    has_company: bool | None = None
    hires_long_term: bool | None = None
    pays_business_tax: bool | None = None
    years_away: Decimal | None = Field(
        default=None, sa_type=Numeric(5, 1), description="Years lived elsewhere"
    )
    # second view: food and clothing
    has_food: bool | None = None
    has_safe_water: bool | None = None
    has_clothing: bool | None = None
    # third view: security
    dropouts_for_money: int | None = Field(
        default=None, description="Children out of compulsory school for lack of money"
    )
    has_major_illness: bool | None = None
    medical_out_of_pocket_per_year: Decimal | None = Field(
        default=None, sa_type=Money, description="Household, after subsidies, pack's currency"
    )
    has_medical_insurance: bool | None = None
    dwellings: int | None = None
    housing_grade: str | None = Field(
        default=None, description="Best dwelling: A, B safe; C, D unsafe"
    )
    can_build: bool | None = None
    new_house_year: int | None = Field(
        default=None, description="Year bought, built or renovated; 0 for none"
    )
    new_house_cause: str | None = Field(
        default=None, description="own, disaster, resettlement, demolition"
    )
    has_electricity: bool | None = None
    # fourth view: stable trend
    has_vehicle: bool | None = None
    has_ship: bool | None = None
    has_construction_machinery: bool | None = None
    has_large_farm_machinery: bool | None = None
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
    audited_on: date
    auditor: str
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
    name: str | None = None
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
    records: int


class Hit(Fact, table=True):
    """Evidence against a household, to be re-verified by people; never a verdict."""

    campaign_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    rule_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True, description="Department's record kind, or survey")
    record_no: str = Field(
        primary_key=True, description="The record's number, or the survey's round"
    )
    person_id: str | None = None
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
    source: str = Field(primary_key=True)
    record_no: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    verified_on: date
    village_verifier: str
    township_verifier: str
    finding: str = Field(description="kept or removed")
    reason: str
    evidence: str | None = None


# --- papers, publicity, objections ----------------------------------------------------------------


class Paper(Fact, table=True):
    """A numbered paper the office issued, with everything that stands on it."""

    number: str = Field(primary_key=True, description="永扶办公示〔2014〕12号")
    kind: str
    campaign_id: str
    place_code: str = Field(description="Where it is posted or whom it concerns")
    household_id: str | None = None
    objection_id: str | None = None
    issued_on: date
    replaces: str | None = Field(default=None, description="Number of the paper it replaces")
    window_days: int | None = Field(default=None, description="Length of its publicity window")
    content: str = Field(description="JSON of all that is printed")
    content_digest: str


class NoticeLine(Fact, table=True):
    """A household on a notice."""

    number: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    line_no: int
    is_new: bool = Field(description="Shown for the first time: its window is this notice's")


class PrintedFile(Fact, table=True):
    """A printed file of a paper."""

    number: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    file_digest: str = Field(primary_key=True)
    file_name: str
    pages: int
    printed_on: date


class Posting(Fact, table=True):
    """A notice put up, with evidence; nothing runs before this."""

    number: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    posted_on: date
    confirmed_on: date = Field(description="Day on which the posting was confirmed with evidence")
    venue: str
    poster: str
    witness: str
    photo_ref: str


class PublicityWindow(Fact, table=True):
    """The publicity window of a posted notice, by the policy in force when it was confirmed."""

    number: str = Field(primary_key=True)
    opens_on: date
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
    received_on: date
    channel: str = Field(description="visit, letter, phone, mail, box")
    ground: str
    evidence: str | None = None
    is_anonymous: bool
    received_by: str


class Objector(Fact, table=True):
    """Who objected: never printed, shown to the officer in charge only."""

    objection_id: str = Field(primary_key=True)
    name: str
    contact: str | None = None


class Assignment(Fact, table=True):
    """Who is to investigate an objection."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    assigned_on: date
    investigator: str


class Investigation(Fact, table=True):
    """What the investigator found."""

    objection_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    investigated_on: date
    investigator: str
    finding: str
    evidence: str | None = None


class Decision(Fact, table=True):
    """How an objection was decided, by someone other than its investigator."""

    objection_id: str = Field(primary_key=True)
    decided_on: date
    decider: str
    finding: str = Field(description="sustained, dismissed or withdrawn")
    reason: str


# --- outcomes -------------------------------------------------------------------------------------


class Outcome(Fact, table=True):
    """What a step found of a household: one row per household, step and round."""

    campaign_id: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    result: str
    decided_on: date
    reason: str
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
    detail: str


class Correction(Fact, table=True):
    """A finding corrected on the spot: by whom, when, how."""

    campaign_id: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    corrected_on: date
    corrected_by: str
    how: str


class Draw(Fact, table=True):
    """A sample that anyone can repeat from its seed."""

    draw_id: str = Field(primary_key=True)
    campaign_id: str
    purpose: str = Field(description="supervision or call_back")
    place_code: str
    drawn_on: date
    seed: str
    frame_digest: str
    frame_size: int
    size: int


class Drawn(Fact, table=True):
    """A household in a sample."""

    draw_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    rank: int


class CallBack(Fact, table=True):
    """What a drawn household told the third party or the supervisor [000 point 5]."""

    draw_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    called_on: date
    caller: str
    applied_itself: bool | None = None
    took_part: bool | None = None
    signed_itself: bool | None = None
    note: str | None = None


# --- intake and journal ---------------------------------------------------------------------------


class IntakeFile(Fact, table=True):
    """A file that was loaded."""

    file_digest: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    file_name: str
    loaded_on: date
    rows: int
    stored: int
    unchanged: int
    quarantined: int


class Repair(Fact, table=True):
    """A value that was brought into its normal form: never quietly, and it can be undone."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(primary_key=True)
    row_no: int = Field(primary_key=True, sa_type=Integer)
    column_name: str = Field(primary_key=True)
    came: str
    became: str
    why: str


class Quarantine(Fact, table=True):
    """A faulty row that the office chose to set aside instead of refusing the file."""

    file_digest: str = Field(primary_key=True)
    sheet: str = Field(primary_key=True)
    row_no: int = Field(primary_key=True, sa_type=Integer)
    row_json: str
    faults_json: str


class Journal(SQLModel, table=True):
    """Every transaction, chained by hash: changing a past row shows."""

    entry: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    recorded_at: str = Field(description="Clock time of writing, UTC, ISO 8601")
    as_of: date = Field(sa_column=Column(Date, nullable=False), description="The office's day")
    task: str
    actor: str
    tables: str = Field(
        sa_column=Column(String, nullable=False), description="JSON: rows added per table"
    )
    content_digest: str = Field(description="Digest of the rows added")
    previous_digest: str
    digest: str
