"""The people of a generated county: how they fill in the forms that reach them.

Every function takes the rows that went out and the day on which they did, and returns the filled
rows, each dated by when its act was done. What somebody does depends on the truth of the county and
on a hash of seed, act and household: not on the order of rows, nor on anybody else. A row may bring
its `round`; people correct in the second round what they got wrong in the first.
"""

from office.rehearsal.people.application import fill_application
from office.rehearsal.people.appraisal import (
    Appraisal,
    fill_group_appraisal,
    fill_village_appraisal,
)
from office.rehearsal.people.assessment import (
    enter_points,
    is_mistyped,
    report_targets,
    right_points,
    set_targets,
)
from office.rehearsal.people.audit import fill_audit
from office.rehearsal.people.checks import fill_call_back, fill_correction
from office.rehearsal.people.contesting import (
    assign_contest,
    contest,
    decide_contest,
    investigate_contest,
)
from office.rehearsal.people.days import DAYS_TAKEN
from office.rehearsal.people.handwriting import has_error, mess
from office.rehearsal.people.inspection import (
    fill_inspection,
    fill_rectification,
    fill_reinspection,
)
from office.rehearsal.people.lots import chance
from office.rehearsal.people.objections import (
    fill_assignment,
    fill_decision,
    fill_investigation,
    raise_objections,
)
from office.rehearsal.people.opening import hold_opening
from office.rehearsal.people.posting import fill_posting
from office.rehearsal.people.recognition import fill_recognition
from office.rehearsal.people.reverification import fill_reverification
from office.rehearsal.people.spot_check import fill_spot_check
from office.rehearsal.people.survey import QUIET_ABOUT, fill_survey
from office.rehearsal.people.villages import (
    appoint_panel,
    approve_villages,
    propose_villages,
    score_villages,
)
from office.rehearsal.people.yearly_income import fill_yearly_income

__all__ = [
    "DAYS_TAKEN",
    "QUIET_ABOUT",
    "Appraisal",
    "appoint_panel",
    "approve_villages",
    "assign_contest",
    "chance",
    "contest",
    "decide_contest",
    "enter_points",
    "fill_application",
    "fill_assignment",
    "fill_audit",
    "fill_call_back",
    "fill_correction",
    "fill_decision",
    "fill_group_appraisal",
    "fill_inspection",
    "fill_investigation",
    "fill_posting",
    "fill_recognition",
    "fill_rectification",
    "fill_reinspection",
    "fill_reverification",
    "fill_spot_check",
    "fill_survey",
    "fill_village_appraisal",
    "fill_yearly_income",
    "has_error",
    "hold_opening",
    "investigate_contest",
    "is_mistyped",
    "mess",
    "propose_villages",
    "raise_objections",
    "report_targets",
    "right_points",
    "score_villages",
    "set_targets",
]
