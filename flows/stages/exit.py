"""Exit's stages [002 §4.2]."""

from flows.stages.publicity import of_step, publicity
from flows.stages.stage import Stage
from policy.steps import Step
from tasks.publicity.answers import answer_objections
from tasks.publicity.notices import admit_missed, open_windows
from tasks.steps.announcement import announce
from tasks.steps.appraisals import record_appraisals
from tasks.steps.audits import record_audits
from tasks.steps.recognitions import record_recognitions
from tasks.steps.spot_checks import draw_spot_checks, record_spot_checks
from tasks.steps.surveys import judge_surveys

EXIT: dict[str, Stage] = {
    "windows": Stage(open_windows, "windows_to_open"),
    "missed": Stage(admit_missed, "missed_to_admit"),
    "group_appraisal": of_step(Step.GROUP_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.FIRST_PUBLICITY),
    "survey": Stage(judge_surveys, "surveys_to_judge"),
    "recognition": Stage(record_recognitions, "recognitions_to_decide"),
    "village_appraisal": of_step(Step.VILLAGE_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.SECOND_PUBLICITY),
    "audit": Stage(record_audits, "audits_to_record"),
    "spot_check_drawn": Stage(draw_spot_checks, "spot_checks_to_draw"),
    "spot_check": Stage(record_spot_checks, "spot_checks_to_decide"),
    "announcement": Stage(announce, "households_to_announce"),
    "answers": Stage(answer_objections, "answers_owed"),
}
