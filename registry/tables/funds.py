"""Projects and money: budget, project, payment list, bank's return. Every yuan is accounted for."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Integer
from sqlmodel import Field

from registry.tables.fact import Fact, Money


class BudgetLine(Fact, table=True):
    """Earmarked money for the year [003]."""

    budget_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    campaign_id: str
    source: str = Field(description="Where the money comes from: the earmarked fund")
    measure_id: str | None = Field(
        default=None, description="Measure that it may be spent on; empty: any"
    )
    amount: Decimal = Field(sa_type=Money, description="Approved amount, pack's currency")
    approved_on: date = Field(description="Day of approval")
    document: str = Field(description="Number of the approving document")


class Project(Fact, table=True):
    """What is built, bought or taught for the money, where, by whom, until when."""

    project_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True, sa_type=Integer)
    campaign_id: str
    name: str = Field(description="Name as printed")
    place_code: str
    measure_id: str
    budget_id: str
    amount: Decimal = Field(sa_type=Money, description="Planned amount, pack's currency")
    owner_name: str = Field(description="Who answers for it")
    approved_on: date = Field(description="Day of approval")
    starts_on: date = Field(description="Planned first day")
    ends_on: date = Field(description="Planned last day: the countdown runs to it")


class ProjectNeed(Fact, table=True):
    """A need that a project was chosen for."""

    project_id: str = Field(primary_key=True)
    need_id: str = Field(primary_key=True)
    chosen_on: date = Field(description="Day of the choice")


class ProjectProgress(Fact, table=True):
    """The biweekly word on a project [004]."""

    project_id: str = Field(primary_key=True)
    reported_on: date = Field(primary_key=True, description="Day of the report")
    round: int = Field(primary_key=True, sa_type=Integer)
    percent_done: int = Field(description="How much of the work is done, 0 to 100")
    reporter: str = Field(description="Who reports")
    note: str | None = Field(default=None, description="What holds it up, what comes next")
    evidence: str | None = None


class Card(Fact, table=True):
    """The one card of a household, to which all help is paid."""

    household_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=Integer)
    since_on: date
    card_number: str = Field(description="Account number of the card; never printed in full")
    holder_name: str = Field(description="Real name in which the bank keeps it")
    bank: str = Field(description="Bank that issued it")
    is_closed: bool = Field(default=False, description="Whether the bank has closed it")


class PaymentBatch(Fact, table=True):
    """A payment list: made by one, released by another, sent to the bank as a whole."""

    batch_id: str = Field(primary_key=True)
    campaign_id: str
    project_id: str
    budget_id: str
    made_on: date = Field(description="Day on which the list was made")
    maker: str = Field(description="Who made the list: neither they nor who entered it release it")
    payments: int = Field(description="Number of its lines")
    total_amount: Decimal = Field(sa_type=Money, description="Sum of its lines, pack's currency")


class Payment(Fact, table=True):
    """A line of a payment list."""

    batch_id: str = Field(primary_key=True)
    line_no: int = Field(primary_key=True, sa_type=Integer)
    household_id: str
    payee_name: str = Field(description="Real name, as on the card")
    card_number: str = Field(description="Card it goes to; never printed in full")
    amount: Decimal = Field(sa_type=Money, description="Pack's currency")
    repeats: str | None = Field(
        default=None,
        description="Batch and line of the returned payment that it repeats, as B-7/12",
    )


class PaymentNotice(Fact, table=True):
    """The notice on which a batch's payees of one village are made public [003]."""

    number: str = Field(primary_key=True)
    batch_id: str


class PaymentRelease(Fact, table=True):
    """Lines released to the bank by someone other than the maker of the list."""

    batch_id: str = Field(primary_key=True)
    line_no: int = Field(primary_key=True, sa_type=Integer)
    released_on: date = Field(description="Day of release")
    releaser: str = Field(description="Who released it: not who made the list")


class PaymentWithdrawal(Fact, table=True):
    """Lines that the office took back before their release."""

    batch_id: str = Field(primary_key=True)
    line_no: int = Field(primary_key=True, sa_type=Integer)
    withdrawn_on: date = Field(description="Day on which it was taken back")
    withdrawer: str = Field(description="Who took it back")
    reason: str = Field(description="Why, in that person's words")


class BankReturn(Fact, table=True):
    """What the bank says became of a payment."""

    batch_id: str = Field(primary_key=True)
    line_no: int = Field(primary_key=True, sa_type=Integer)
    settled_on: date = Field(description="Day on which the bank settled it")
    finding: str = Field(description="paid or returned")
    amount: Decimal = Field(sa_type=Money, description="Amount that the bank names")
    reason: str | None = Field(
        default=None, description="Why it came back, in the bank's words or code"
    )


class BankCorrection(Fact, table=True):
    """The bank takes back its word on a payment: paid after all, or returned later."""

    batch_id: str = Field(primary_key=True)
    line_no: int = Field(primary_key=True, sa_type=Integer)
    corrected_on: date = Field(primary_key=True, description="Day from which the new word holds")
    finding: str = Field(description="paid or returned")
    amount: Decimal = Field(sa_type=Money, description="Amount that the bank names")
    reason: str = Field(description="Why the bank changed its word, in its words or code")
