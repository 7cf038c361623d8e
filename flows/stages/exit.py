"""Exit's stages [002 §4.2]."""

from flows.stages.publicity import ANSWERS, MISSED, WINDOWS, of_step, publicity
from flows.stages.stage import Stage
from policy.steps import Step
from tasks.steps.announcement import announce
from tasks.steps.appraisals import record_appraisals
from tasks.steps.audits import record_audits
from tasks.steps.recognitions import record_recognitions
from tasks.steps.spot_checks import draw_spot_checks, record_spot_checks
from tasks.steps.surveys import judge_surveys

EXIT: dict[str, Stage] = {
    "windows": WINDOWS,
    "missed": MISSED,
    "group_appraisal": of_step(Step.GROUP_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.FIRST_PUBLICITY),
    "survey": Stage(judge_surveys, "surveys_to_judge"),
    "recognition": Stage(record_recognitions, "recognitions_to_decide"),
    "village_appraisal": of_step(Step.VILLAGE_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.SECOND_PUBLICITY),
    "audit": Stage(record_audits, "audits_to_record"),
    "spot_check_drawn": Stage(draw_spot_checks, "spot_checks_to_draw"),
    "spot_check": Stage(record_spot_checks, "spot_checks_to_decide"),
    "announcement": Stage(
        announce, "households_to_announce", Step.ANNOUNCEMENT, needs="households_at_step"
    ),
    "answers": ANSWERS,
}
