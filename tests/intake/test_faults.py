"""Every check, with the exact words in which it reports, and nothing stored."""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from policy.errors import OfficeError
from policy.pack import load_pack
from policy.refusals import refusal
from policy.steps import KINDS
from registry.proof import fingerprint
from registry.session import Registry
from tasks.intake.checks import Desk
from tasks.intake.faults import IntakeError
from tasks.intake.forms import all_forms
from tasks.intake.loading import load_rows
from tests.intake.conftest import ACTOR, AS_OF, CAMPAIGN, GROUP, HEAD_ID, OTHER_ID, VILLAGE

HOUSEHOLD = {
    "household_id": "H9",
    "village_code": VILLAGE,
    "group_code": GROUP,
    "head_name": "李卫东",
}
PERSON = {"household_id": "H2", "name": "李卫东", "id_number": OTHER_ID}
PLACE = {"code": "61042610000103", "level": "group", "parent_code": VILLAGE, "name_zh": "三组"}
MEETING = {
    "meeting_id": "M9",
    "kind": "group_appraisal",
    "place_code": GROUP,
    "held_on": date(2014, 4, 3),
    "eligible": 46,
    "present": 41,
}
VOTE = {
    "meeting_id": "M1",
    "household_id": "H1",
    "votes_for": 38,
    "votes_against": 2,
    "abstained": 1,
}
ATTENDANCE = {
    "meeting_id": "M1",
    "attendee": "张秀英",
    "is_present": True,
    "is_signed": True,
    "is_fingerprinted": True,
}
SURVEY = {"household_id": "H1", "surveyor": "王建国", "finding": "surveyed"}
AUDIT = {"household_id": "H1", "auditor": "赵敏", "finding": "approved"}
VERIFIED = {
    "household_id": "H1",
    "rule_id": "keepout.luxury",
    "source": "vehicles",
    "record_no": "V1",
    "village_verifier": "李卫东",
    "township_verifier": "赵敏",
    "finding": "kept",
    "reason": "三轮农用车",
}
POSTING = {
    "number": "公示1号",
    "posted_on": date(2014, 4, 10),
    "confirmed_on": date(2014, 4, 11),
    "venue": "公示栏",
    "poster": "李卫东",
    "witness": "张秀英",
    "photo_ref": "IMG_1",
}
OBJECTION = {
    "objection_id": "Y9",
    "number": "公示1号",
    "kind": "listed",
    "household_id": "H1",
    "received_on": date(2014, 4, 12),
    "channel": "visit",
    "ground": "有车",
    "is_anonymous": False,
    "objector_name": "王建国",
    "received_by": "周洁",
}
ASSIGNMENT = {"objection_id": "Y3", "investigator": "赵敏"}
INVESTIGATION = {"objection_id": "Y1", "investigator": "赵敏", "finding": "属实"}
DECISION = {"objection_id": "Y1", "decider": "周洁", "finding": "sustained", "reason": "属实"}
CORRECTION = {"check_id": "size", "household_id": "H1", "corrected_by": "李卫东", "how": "补录"}
CALL_BACK = {"draw_id": "D1", "household_id": "H1", "caller": "周洁"}
COMMITMENT = {"place_code": VILLAGE, "signed_by": "李卫东", "signed_for_office_by": "赵敏"}
SOURCE = {"list_kind": "disabled", "year": 2014, "village_code": VILLAGE, "name": "张秀英"}
RECORD = {"department_id": "vehicles", "record_no": "陕D1", "id_number": "1234", "name": "张秀英"}
DELIVERY = {"department_id": "vehicles", "records": 0}
APPLICATION = {"household_id": "H1", "applicant_name": "张秀英"}

CARD = {
    "household_id": "H1",
    "card_number": "6230280000000000001",
    "holder_name": "张秀英",
    "bank": "信用社",
}
UNIT = {"unit_id": "DW-9", "name_zh": "财政局", "kind": "county", "leader_name": "周建军"}
HELPER = {"helper_id": "BF-9", "unit_id": "DW-1", "name": "李文斌", "rank": "cadre"}
DISTANCE = {"from_code": "610426100", "to_code": VILLAGE, "kilometres": Decimal("12.5")}

GOOD = {
    "card": CARD,
    "places": PLACE,
    "households": HOUSEHOLD,
    "persons": PERSON,
    "helping_unit": UNIT,
    "helper": HELPER,
    "distance": DISTANCE,
    "source_list": SOURCE,
    "commitment": COMMITMENT,
    "meeting": MEETING,
    "attendance": ATTENDANCE,
    "application": APPLICATION,
    "vote": VOTE,
    "survey": SURVEY,
    "audit": AUDIT,
    "department_record": RECORD,
    "delivery": DELIVERY,
    "reverification": VERIFIED,
    "posting": POSTING,
    "objection": OBJECTION,
    "assignment": ASSIGNMENT,
    "investigation": INVESTIGATION,
    "decision": DECISION,
    "correction": CORRECTION,
    "call_back": CALL_BACK,
}

NOT_A_DAY = "Correct the day, or load the file when it has come."
NO_PERSON = (
    "expected a number in the household, such as 2, for a person without an ID number. "
    "Fill in one of the two."
)

FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "helping_unit",
        {"since_on": date(2014, 5, 2), "left_on": date(2014, 5, 1)},
        "column Stopped helping on: left on 2014-05-01, began on 2014-05-02; expected a day from "
        "2014-05-02 on. Correct one of the two days.",
    ),
    (
        "helper",
        {"unit_id": "DW-7"},
        "column Unit number: DW-7 is no unit of the register, or has stopped helping; expected a "
        "helping unit of the register. Correct the number, or load the helping units first.",
    ),
    (
        "distance",
        {"from_code": "610426109"},
        "column From: 610426109 is not a place of the register; expected the code of a county, "
        "township, village or group. Correct the code, or load the places first.",
    ),
    (
        "distance",
        {"to_code": "610426100"},
        "column To village: 610426100 is not a village of the register; expected the 12 digits of "
        "a village. Correct the code, or load the places first.",
    ),
    (
        "places",
        {"code": "6104261000010"},
        "column Code: 6104261000010 has 13 characters; a group has 14 digits. "
        "Correct the code or the level.",
    ),
    (
        "places",
        {"parent_code": "610426100009", "code": "61042610000901"},
        "column Code of the place above: 610426100009 is not a place of the register; "
        "expected the code of the place above 61042610000901. Correct one of the two codes, or add the place above.",
    ),
    (
        "places",
        {"code": "61042610000203"},
        "column Code of the place above: place 61042610000203 does not lie under 610426100001; "
        "expected the beginning of 61042610000203. Correct one of the two codes, or add the place above.",
    ),
    (
        "places",
        {"code": "610426100002", "level": "village", "parent_code": "610426100002"},
        "column Code of the place above: 610426100002 is a village; expected a township above "
        "610426100002, a village. Correct the code of the place above or the level.",
    ),
    (
        "places",
        {"code": "610426100002", "level": "village", "parent_code": "610426"},
        "column Code of the place above: 610426 is a county; expected a township above "
        "610426100002, a village. Correct the code of the place above or the level.",
    ),
    (
        "places",
        {"parent_code": "610426100"},
        "column Code of the place above: 610426100 is a township; expected a village above "
        "61042610000103, a group. Correct the code of the place above or the level.",
    ),
    (
        "places",
        {"code": "610426", "level": "county", "parent_code": "610426"},
        "column Code of the place above: 610426 above 610426, a county; expected nothing above a county, "
        "the highest level of the register. Empty the code of the place above or correct the level.",
    ),
    (
        "places",
        {"parent_code": None},
        "column Code of the place above: empty; expected Code of the place above, such as 610426100. Fill in the cell.",
    ),
    (
        "households",
        {"head_id_number": "1101051949123100X"},
        "column ID number of the head: 17 characters; an ID has 18, such as 11010519491231002X. "
        "Check the household register.",
    ),
    (
        "households",
        {"head_id_number": HEAD_ID},
        "column ID number of the head: the person belongs to household H1, as its head or a member; "
        "expected a head who is a member of the household: a person belongs to one. Check the "
        "household register and correct the number; where somebody else heads the other household now, load that as well.",
    ),
    (
        "households",
        {"village_code": "610426100009"},
        "column Village code: 610426100009 is not a village of the register; expected the 12 digits of "
        "a village. Correct the code, or load the places first.",
    ),
    (
        "households",
        {"group_code": "61042610000199"},
        "column Group code: 61042610000199 is not a group of the register; expected the 14 digits of "
        "a villager group. Correct the code, or load the places first.",
    ),
    (
        "households",
        {"since_on": date(2014, 7, 2)},
        f"column Holds since: 2014-07-02; expected a day up to 2014-07-01, the day of loading. {NOT_A_DAY}",
    ),
    (
        "persons",
        {"household_id": "H8"},
        "column Household number: H8 is not in the register; expected a household of the register. "
        "Correct the number, or load the household first.",
    ),
    (
        "persons",
        {"id_number": HEAD_ID},
        "column Household number: the person is a member of household H1; a person belongs to one household. "
        "Report first that the person left that household (day and reason), or correct the number.",
    ),
    (
        "persons",
        {"id_number": None},
        f"column Number in the household: neither an ID number nor a number in the household; {NO_PERSON}",
    ),
    (
        "persons",
        {"birth_on": date(1950, 1, 1)},
        "column Date of birth: not the same as in the ID number; characters 7 to 14 of an ID are the "
        "birthday, the 17th is odd for men. Check the household register and correct one of the two.",
    ),
    (
        "persons",
        {"left_on": date(2014, 5, 1)},
        "column Reason of leaving: empty; expected Reason of leaving, one of moved, married, died, enrolled, imprisoned, settled abroad. "
        "Fill in the cell.",
    ),
    (
        "meeting",
        {"place_code": VILLAGE},
        "column Place code: 610426100001 is a village; a group appraisal is held by a group. "
        "Correct the place or the kind of meeting.",
    ),
    (
        "meeting",
        {"present": 47},
        "column Present: 47 present of 46 entitled; expected no more present than entitled. "
        "Check the attendance list.",
    ),
    (
        "meeting",
        {"eligible": None},
        "column Entitled to take part: empty; expected Entitled to take part, such as 46. Fill in the cell.",
    ),
    (
        "meeting",
        {"place_code": "610426100009"},
        "column Place code: 610426100009 is not a place of the register; expected the code of a county, "
        "township, village or group. Correct the code, or load the places first.",
    ),
    (
        "attendance",
        {"meeting_id": "M8"},
        "column Meeting number: no meeting M8; expected a meeting that is registered. "
        "Correct the number, or register the meeting first.",
    ),
    (
        "attendance",
        {"is_present": False},
        "column Signed: signed, but not present; only who is present signs. Check the attendance list.",
    ),
    (
        "vote",
        {"votes_for": 39},
        "column For: 39 for, 2 against, 1 abstained: 42 votes of 41 present; expected at most 41 votes. "
        "Check the minutes of the meeting.",
    ),
    (
        "vote",
        {"votes_for": 20, "votes_against": 21, "abstained": 0},
        "column Reason if not passed: empty, with 20 for of 41 present; a household that does not pass is told why. "
        "Write the reason from the minutes.",
    ),
    (
        "vote",
        {"household_id": "H2"},
        "column Household number: household H2 does not belong to 61042610000101; expected a household of the "
        "place of meeting M1. Correct the household or the meeting.",
    ),
    (
        "vote",
        {"voted_on": date(2014, 4, 4)},
        "column Meeting number: meeting M1 is a group appraisal of 2014-04-03; expected the group appraisal of "
        "2014-04-04 of this campaign. Correct the meeting, the step or the day.",
    ),
    (
        "vote",
        {"meeting_id": "M2", "votes_for": 5},
        "column Meeting number: meeting M2 is a training of 2014-04-01; expected an appraisal of this "
        "campaign. Correct the meeting, the step or the day.",
    ),
    (
        "vote",
        {"meeting_id": "M3", "votes_for": 20},
        "column Meeting number: 2014-04-05, when household H1 had not come to this step; expected a day from "
        "2014-04-18 on. Correct the day; what was done too early is done again once the household is there.",
    ),
    (
        "application",
        {"applied_on": date(2014, 2, 28)},
        "column Applied on: 2014-02-28; expected a day from 2014-03-01 on, when the campaign was opened. "
        "Correct the day, or name the campaign that it belongs to.",
    ),
    (
        "vote",
        {"abstained": -1},
        "column Abstained: -1; expected 0 or more. Correct the number.",
    ),
    (
        "survey",
        {"size": -1},
        "column Persons living in the household: -1; expected 1 to 60. Correct the number.",
    ),
    (
        "survey",
        {"housing_grade": "E"},
        "column Grade of the best dwelling: “E”; expected one of A, B, C, D. "
        "Correct the cell, or leave it empty if it is not known.",
    ),
    (
        "survey",
        {"other_unfit_reason": "长期不在本村"},
        "column Officer who says so: empty; expected Officer who says so, such as 赵敏. Fill in the cell.",
    ),
    (
        "survey",
        {"second_surveyor": "王建国"},
        "column Resident cadre who came along: the same person as the surveyor; expected a second person, or nobody. "
        "Correct one of the two names.",
    ),
    (
        "survey",
        {"surveyed_on": date(2013, 4, 20)},
        "column Surveyed on: 2013-04-20; expected a day from 2014-03-01 on, when the campaign was opened. "
        "Correct the day, or name the campaign that it belongs to.",
    ),
    (
        "survey",
        {"surveyed_on": date(2014, 4, 17)},
        "column Surveyed on: 2014-04-17, when household H1 had not come to this step; expected a day from "
        "2014-04-18 on. Correct the day; what was done too early is done again once the household is there.",
    ),
    (
        "audit",
        {"audited_on": date(2014, 4, 17)},
        "column Audited on: 2014-04-17, when household H1 had not come to this step; expected a day from "
        "2014-04-18 on. Correct the day; what was done too early is done again once the household is there.",
    ),
    (
        "audit",
        {"finding": "returned"},
        "column Reason if returned: empty; expected Reason if returned, such as 家中有小汽车一辆. Fill in the cell.",
    ),
    (
        "reverification",
        {"record_no": "V2"},
        "column Record number: no hit keepout.luxury of household H1 by vehicles V2; expected a hit of the "
        "comparison. Take the rows of the re-verification form as they were sent out.",
    ),
    (
        "reverification",
        {"verified_on": date(2014, 6, 30)},
        "column Verified on: re-verified on 2014-06-30, found on 2014-07-01; expected a day from 2014-07-01 "
        "on. Correct the day; what was known before the comparison is verified again.",
    ),
    (
        "reverification",
        {"reason": " "},
        "column Reason: empty; expected Reason, such as 车辆为三轮农用车，无小汽车. Fill in the cell.",
    ),
    (
        "reverification",
        {"township_verifier": "李卫东"},
        "column Verified for the township by: the same person as for the village; village and township each verify by a "
        "person of their own. Name the person of the township.",
    ),
    (
        "posting",
        {"number": "公示2号"},
        "column Notice number: no notice 公示2号; expected the number of a notice of this campaign. "
        "Copy the number from the notice.",
    ),
    (
        "posting",
        {"posted_on": date(2014, 4, 9)},
        "column Posted on: posted on 2014-04-09, issued on 2014-04-10; expected a day from 2014-04-10 on. "
        "Correct the day or the number of the notice.",
    ),
    (
        "posting",
        {"posted_on": date(2014, 4, 12)},
        "column Confirmed on: confirmed on 2014-04-11, posted on 2014-04-12; expected a day from 2014-04-12 "
        "on. Correct one of the two days.",
    ),
    (
        "posting",
        {"witness": "李 卫 东"},
        "column Witness: the same person as who posted it; another person witnesses than posts. "
        "Correct one of the two names.",
    ),
    (
        "objection",
        {"household_id": "H2"},
        "column Household number: household H2 is not on 公示1号; expected a household on the notice. "
        "Correct the household or the notice, or register it as missed.",
    ),
    (
        "objection",
        {"kind": "missed"},
        "column Household number: household H1 is on 公示1号; a missed household is one that the notice does not "
        "show. Correct the household or the kind of objection.",
    ),
    (
        "objection",
        {"kind": "proposal"},
        "column Kind of objection: against the proposal of a village, about 公示1号; expected an objection "
        "against the proposal where a village is proposed and about a household elsewhere. Correct the kind "
        "of objection or the number of the notice.",
    ),
    (
        "objection",
        {"received_on": date(2014, 4, 9)},
        "column Received on: received on 2014-04-09, notice issued on 2014-04-10; expected a day from "
        "2014-04-10 on. Correct the day or the number of the notice.",
    ),
    (
        "objection",
        {"objector_name": None},
        "column Objector: empty; expected Objector, such as 王建国. Fill in the cell.",
    ),
    *(
        (
            "objection",
            {"is_anonymous": True, "objector_name": name, "objector_contact": contact},
            "column Anonymous: anonymous, with the name or contact of who objects; expected nothing about who "
            "objects where that is not to be known. Empty both where anonymity was asked for, or else answer no here.",
        )
        for name, contact in (("王建国", None), (None, "13900000001"))
    ),
    (
        "objection",
        {"objection_id": "Y1"},
        "column Objection number: Y1 is already in the registry, with other content; "
        "it is stated once and for all; only a missing household may be added. "
        "Correct the number, or leave the row out.",
    ),
    (
        "assignment",
        {"objection_id": "Y8"},
        "column Objection number: no objection Y8; expected an objection that is registered. "
        "Correct the number, or register the objection first.",
    ),
    (
        "assignment",
        {"investigator": "王建国"},
        "column Investigator: surveyed household H1 himself or herself; an investigator is another person than "
        "the surveyor. Assign someone else.",
    ),
    (
        "assignment",
        {"assigned_on": date(2014, 4, 11)},
        "column Assigned on: assigned on 2014-04-11, received on 2014-04-12; expected a day from 2014-04-12 on. "
        "Correct the day of the assignment.",
    ),
    (
        "investigation",
        {"investigated_on": date(2014, 6, 30)},
        "column Investigated on: investigated on 2014-06-30, assigned on 2014-07-01; expected a day from "
        "2014-07-01 on. Correct the day of the investigation.",
    ),
    (
        "investigation",
        {"investigator": "李卫东"},
        "column Investigator: someone else is assigned to Y1; expected the investigator who is assigned. "
        "Correct the name, or assign the objection anew first.",
    ),
    (
        "investigation",
        {"objection_id": "Y3"},
        "column Investigator: nobody is assigned to Y3; expected the investigator who is assigned. "
        "Correct the name, or assign the objection anew first.",
    ),
    (
        "decision",
        {"objection_id": "Y3", "finding": "withdrawn", "decided_on": date(2014, 4, 11)},
        "column Decided on: decided on 2014-04-11, received on 2014-04-12; expected a day from 2014-04-12 on. "
        "Correct the day of the decision.",
    ),
    (
        "decision",
        {"decided_on": date(2014, 6, 30)},
        "column Decided on: decided on 2014-06-30, investigated on 2014-07-01; expected a day from 2014-07-01 "
        "on. Correct the day; what was decided too early is decided again after the investigation.",
    ),
    (
        "decision",
        {"decider": "赵敏"},
        "column Decided by: the same person as the investigator; another person decides than investigates. "
        "Have someone else decide.",
    ),
    (
        "decision",
        {"objection_id": "Y3"},
        "column Objection number: no investigation of Y3; expected an investigation before the decision. "
        "Load the investigation first.",
    ),
    (
        "decision",
        {"objection_id": "Y2"},
        "column Objection number: objection Y2 names no household; a missed household is admitted by its number. "
        "Register the household with the objection first.",
    ),
    (
        "correction",
        {"check_id": "income"},
        "column Check: no finding income of household H1; expected a finding of this campaign. "
        "Take the rows of the correction form as they were sent out.",
    ),
    (
        "call_back",
        {"household_id": "H2"},
        "column Household number: household H2 is not in draw D1; expected a household of the sample. "
        "Take the rows of the call-back form as they were sent out.",
    ),
    (
        "call_back",
        {"caller": "王建国"},
        "column Caller: surveyed household H1 himself or herself; a caller is another person than the "
        "surveyor. Have someone else call the household.",
    ),
    (
        "delivery",
        {"delivered_on": date(2014, 2, 28)},
        "column Delivered on: 2014-02-28; expected a day from 2014-03-01 on, when the campaign was opened. "
        "Correct the day, or name the campaign that it belongs to.",
    ),
    (
        "delivery",
        {"campaign_id": "identification-2015-610426"},
        f"column Campaign: identification-2015-610426; expected {CAMPAIGN}. "
        "Load the row with its own campaign.",
    ),
]


@pytest.mark.parametrize("form", GOOD)
def test_a_good_row_of_every_form_is_stored(registry: Registry, form: str) -> None:
    report = load_rows(registry, form, [GOOD[form]], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    assert report.forms[form].stored + report.forms[form].unchanged == 1


#: The forms of other campaigns, and changes, rest on what came before: they have tests of their own.
ALL_FORMS = {
    name: form
    for name, form in all_forms().items()
    if {"register", "notice", "identification"} & set(form.scope) and not name.startswith("change")
}


def test_there_is_a_good_row_of_every_form() -> None:
    assert set(GOOD) == set(ALL_FORMS)


@pytest.mark.parametrize(("form", "wrong", "message"), FAULTS)
def test_a_bad_row_is_refused_in_these_words(
    seeded: Registry, seeded_fingerprint: str, form: str, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(IntakeError) as refused:
        load_rows(
            seeded, form, [GOOD[form] | wrong], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN
        )
    place = f"form {all_forms()[form].title.en}, row 1"
    assert [str(fault) for fault in refused.value.faults] == [f"{place}, {message}"]
    assert str(refused.value) == f"{place}, {message}\nNothing was stored."
    told = [fault.said("zh") for fault in refused.value.faults]
    assert told == [all_in_chinese(each) for each in told]
    assert fingerprint(seeded) == seeded_fingerprint


def all_in_chinese(said: str) -> str:
    """The sentence, if nothing in it is left to be filled in or to be translated."""
    place, _, rest = said.partition("：")
    assert place.startswith("《") and place.endswith("列") and rest.endswith("。"), said
    assert not re.search(r"[{};]|expected|\b(a|the|of|is)\b", said), said
    return said


@pytest.mark.parametrize("form", all_forms())
def test_a_check_returns_what_its_wording_is_filled_in_with(registry: Registry, form: str) -> None:
    pack = load_pack("cn")
    forms = {name: each.for_pack(pack) for name, each in all_forms().items()}
    with registry.writing("test", AS_OF, ACTOR) as entry:
        desk = Desk(entry.connection, forms, AS_OF, pack)
        desk.terms |= {f"{kind}_campaign": "" for kind in KINDS}
        for check in forms[form].checks:
            found = desk._run(forms[form], f"checks/{check}")
            marks = {name: "{" + name + "}" for name in found.drop("row_id", "column_name").columns}
            told = refusal(f"checks.{check}", **marks)  # KeyError for one that is missing
            assert all(mark in f"{told.came.zh} {told.expected.zh}" for mark in marks.values()), (
                check
            )
        desk.clear()


def test_the_group_must_belong_to_the_village(registry: Registry) -> None:
    other = "610426100002"
    village = {"code": other, "level": "village", "parent_code": "610426100", "name_zh": "下营村"}
    load_rows(registry, "places", [village], as_of=AS_OF, actor=ACTOR)
    with pytest.raises(IntakeError) as refused:
        load_rows(
            registry, "households", [HOUSEHOLD | {"village_code": other}], as_of=AS_OF, actor=ACTOR
        )
    assert str(refused.value.faults[0]) == (
        f"form Households, row 1, column Group code: group {GROUP} belongs to village {VILLAGE}; "
        f"expected a group of village {other}. Correct the group or the village."
    )


def test_a_person_heads_one_household(registry: Registry) -> None:
    """Of two that name the same head the one is right of which the person is a member."""
    loaded = partial(load_rows, registry, as_of=AS_OF, actor=ACTOR)
    rows = [HOUSEHOLD | {"household_id": h, "head_id_number": OTHER_ID} for h in ("H8", "H9")]
    with pytest.raises(IntakeError) as refused:
        loaded("households", rows)
    assert [fault.row for fault in refused.value.faults] == [1, 2]
    loaded("households", rows[:1])
    loaded("persons", [PERSON | {"household_id": "H8"}])
    with pytest.raises(IntakeError, match="belongs to household H8"):
        loaded("households", rows[1:])
    loaded("households", [rows[0] | {"phone": "139"}])
    loaded("persons", [PERSON | {"household_id": "H8", "left_on": AS_OF, "left_reason": "married"}])
    loaded("households", [rows[0] | {"head_id_number": None}, rows[1]])


def test_a_posting_is_corrected_until_its_window_is_fixed(registry: Registry) -> None:
    def load(confirmed_on: date) -> int:
        row = POSTING | {"confirmed_on": confirmed_on}
        return (
            load_rows(registry, "posting", [row], as_of=AS_OF, actor=ACTOR).forms["posting"].stored
        )

    assert [load(date(2014, 4, 11)), load(date(2014, 4, 14))] == [1, 1]
    window = {"number": "公示1号", "opens_on": date(2014, 4, 15), "closes_on": date(2014, 4, 21)}
    with registry.writing("test", AS_OF, ACTOR) as entry:
        entry.insert("publicity_window", [window])
    assert load(date(2014, 4, 14)) == 0  # what is known changes nothing
    with pytest.raises(IntakeError) as refused:
        load(date(2014, 4, 15))
    assert [str(fault) for fault in refused.value.faults] == [
        "form Postings, row 1, column Notice number: the window of 公示1号 is fixed, from 2014-04-15 to "
        "2014-04-21; a posting is corrected only before its window is fixed. Take the row out; if the "
        "notice was wrong, replace it with `office reissue`."
    ]


BY_SURVEYOR = (
    "surveyed household H1 himself or herself; an investigator is another person than the surveyor. "
    "Assign someone else."
)
BY_INVESTIGATOR = (
    "the same person as the investigator; another person decides than investigates. "
    "Have someone else decide."
)
BY_DECIDER = (
    "decided Y1 himself or herself; another person investigates than decides. Assign someone else."
)
NOT_BY_SURVEYOR = (
    "surveyed household H1 himself or herself; a caller is another person than the surveyor. "
    "Have someone else call the household."
)


def test_who_acted_in_any_round_does_not_check_it(registry: Registry) -> None:
    def load(form: str, row: dict[str, Any]) -> None:
        load_rows(registry, form, [row], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)

    def refused(form: str, column: str, row: dict[str, Any]) -> str:
        with pytest.raises(IntakeError) as error:
            load(form, row)
        (fault,) = error.value.faults
        place, _, told = str(fault).partition(": ")
        assert place == f"form {all_forms()[form].title.en}, row 1, column {column}"
        return told

    # 王建国 surveyed first, then 李卫东 with 孙亮: none of them investigates or calls back
    load("survey", SURVEY | {"surveyor": "李卫东", "second_surveyor": "孙亮"})
    for surveyor in ("王建国", "李卫东", "孙亮"):
        assigned = ASSIGNMENT | {"investigator": surveyor}
        assert refused("assignment", "Investigator", assigned) == BY_SURVEYOR
        called = CALL_BACK | {"caller": surveyor}
        assert refused("call_back", "Caller", called) == NOT_BY_SURVEYOR

    # 赵敏 investigated first, then 周洁: neither decides
    load("assignment", ASSIGNMENT | {"objection_id": "Y1", "investigator": "周洁"})
    load("investigation", INVESTIGATION | {"investigator": "周洁"})
    for investigator in ("赵敏", "周洁"):
        decided = DECISION | {"decider": investigator}
        assert refused("decision", "Decided by", decided) == BY_INVESTIGATOR

    # 马文 decided: 马文 is neither assigned nor enters an investigation
    load("assignment", ASSIGNMENT | {"objection_id": "Y1", "investigator": "马文"})
    load("decision", DECISION | {"decider": "马文"})
    found = INVESTIGATION | {"investigator": "马文"}
    assert refused("investigation", "Investigator", found) == BY_DECIDER
    load("assignment", ASSIGNMENT | {"objection_id": "Y1", "investigator": "高远"})
    back = ASSIGNMENT | {"objection_id": "Y1", "investigator": "马文"}
    assert refused("assignment", "Investigator", back) == BY_DECIDER


def test_who_is_announced_is_surveyed_no_more(registry: Registry) -> None:
    announced = {"campaign_id": CAMPAIGN, "step": "announcement", "household_id": "H1", "round": 1}
    announced |= {"result": "announced", "decided_on": AS_OF, "reason": "announcement.announced"}
    with registry.writing("test", AS_OF, ACTOR) as entry:
        entry.insert("outcome", [announced])
    known = {"as_of": AS_OF, "actor": ACTOR, "campaign_id": CAMPAIGN}
    assert load_rows(registry, "survey", [SURVEY], **known).forms["survey"].unchanged == 1
    with pytest.raises(IntakeError) as refused:
        load_rows(registry, "survey", [SURVEY | {"finding": "refused"}], **known)
    (fault,) = refused.value.faults
    assert str(fault) == (
        "form Survey, row 1, column Household number: household H1 was announced in this campaign on"
        " 2014-07-01; expected one that it has not announced yet. Take the row out: who is listed leaves by"
        " an exit campaign only, and who has left and is poor again applies anew."
    )
    assert all_in_chinese(fault.said("zh"))


def test_a_withdrawn_objection_needs_no_investigation(registry: Registry) -> None:
    row = DECISION | {"objection_id": "Y3", "finding": "withdrawn"}
    report = load_rows(registry, "decision", [row], as_of=AS_OF, actor=ACTOR)
    assert report.forms["decision"].stored == 1


def test_what_was_decided_stays_so_when_it_is_investigated_once_more(registry: Registry) -> None:
    load_rows(registry, "decision", [DECISION], as_of=AS_OF, actor=ACTOR)
    later = INVESTIGATION | {"finding": "补充材料"}
    load_rows(registry, "investigation", [later], as_of=date(2014, 7, 3), actor=ACTOR)
    again = load_rows(registry, "decision", [DECISION], as_of=date(2014, 7, 4), actor=ACTOR)
    assert again.forms["decision"].unchanged == 1


def test_who_left_a_household_may_join_another(registry: Registry) -> None:
    left = {"household_id": "H1", "name": "张秀英", "id_number": HEAD_ID}
    left |= {"left_on": date(2014, 5, 1), "left_reason": "married"}
    load_rows(registry, "persons", [left], as_of=AS_OF, actor=ACTOR)
    report = load_rows(
        registry, "persons", [PERSON | {"id_number": HEAD_ID}], as_of=AS_OF, actor=ACTOR
    )
    assert report.forms["persons"].stored == 1


def test_a_campaign_that_is_not_open_is_named(seeded: Registry) -> None:
    with pytest.raises(OfficeError, match="no such campaign; expected one of identification-2014"):
        load_rows(seeded, "audit", [AUDIT], as_of=AS_OF, actor=ACTOR, campaign_id="x")


def test_a_form_of_a_campaign_needs_one_that_is_open(seeded: Registry) -> None:
    before = AS_OF.replace(year=2013)
    with pytest.raises(IntakeError, match="column Campaign: not given"):
        load_rows(seeded, "audit", [AUDIT], as_of=before, actor=ACTOR)
