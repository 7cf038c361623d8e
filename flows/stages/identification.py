"""Identification's stages [002 §4.1]."""

from flows.stages.publicity import of_step, publicity
from flows.stages.stage import Stage
from policy.steps import Step
from tasks.checks import check_reports, draw_samples
from tasks.opening import issue_letters
from tasks.publicity.answers import answer_objections
from tasks.publicity.notices import admit_missed, open_windows
from tasks.steps.announcement import announce
from tasks.steps.applications import accept_applications
from tasks.steps.appraisals import record_appraisals
from tasks.steps.audits import record_audits
from tasks.steps.comparison import compare_with_departments, settle_reverifications
from tasks.steps.entries import check_entries
from tasks.steps.surveys import judge_surveys

IDENTIFICATION: dict[str, Stage] = {
    "letters": Stage(issue_letters, "villages_without_letter"),
    "windows": Stage(open_windows, "windows_to_open"),
    "missed": Stage(admit_missed, "missed_to_admit"),
    "applications": Stage(accept_applications, "applications_to_decide"),
    "group_appraisal": of_step(Step.GROUP_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.FIRST_PUBLICITY),
    "survey": Stage(judge_surveys, "surveys_to_judge"),
    "village_appraisal": of_step(Step.VILLAGE_APPRAISAL, record_appraisals, "votes_to_decide"),
    **publicity(Step.SECOND_PUBLICITY),
    "audit": Stage(record_audits, "audits_to_record"),
    "comparison": Stage(compare_with_departments, "comparison_candidates"),
    "reverification": Stage(settle_reverifications, "reverified_households"),
    "data_entry": Stage(check_entries, "entries_to_check"),
    "announcement": Stage(announce, "households_to_announce"),
    "answers": Stage(answer_objections, "answers_owed"),
    "daily_check": Stage(check_reports, "report_findings"),
    "samples": Stage(draw_samples, "frames_to_draw"),
}
