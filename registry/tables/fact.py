"""What every row carries, and what a field means wherever it stands."""

import re
from typing import Any

from sqlalchemy import Numeric
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
    "unit_id": "Helping unit, such as DW-001",
    "helper_id": "Helper, such as BF-00001",
    "measure_id": "Item of the pack's catalogue of measures, such as training",
    "need_id": "Need, such as XQ-00001",
    "project_id": "Project, such as XM-2014-001",
    "budget_id": "Budget line, such as ZJ-2014-01",
    "batch_id": "Payment list, such as FF-2014-001",
    "line_no": "Its line, from 1",
    "duty_id": "Duty of the policy pack, such as helper.visit",
    "owner_id": "Who owes it: a helper, a unit, a place, or the office",
    "subject_code": "For whom: a household, a village or a unit; or a notice, an objection",
    "period": "Its period, such as 2014, 2014-Q2, 2014-05 or 2014-mid_autumn",
    "target_id": "Target of the year, such as MB-2015-01",
    "indicator_id": "Indicator of the policy pack, such as satisfaction",
    "kind": "Kind of assessed: village, township, unit or helper",
    "assessed_id": "Who is assessed: code of a village or township, number of a unit or helper",
    "sheet_id": "Inspection sheet, such as inspection-2014-h1-610426-0001",
    "rectification_id": "Rectification, such as inspection-2014-h1-610426-0001-inclusion",
    "member_id": "Member of the panel, such as PW-01",
    "proposal_round": "Round of the village's proposal that it concerns",
    "recipient_id": "Who is reminded: a helper, a unit, a place's desk, or the office",
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
