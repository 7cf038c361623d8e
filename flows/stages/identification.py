"""Identification's stages [002 §4.1]."""

from flows.stages.publicity import ANSWERS, MISSED, WINDOWS, of_step, publicity
from flows.stages.stage import Stage
from policy.steps import Step
from tasks.checks import check_reports, draw_samples
from tasks.opening import issue_letters
from tasks.steps.announcement import announce
from tasks.steps.applications import accept_applications
from tasks.steps.appraisals import record_appraisals
from tasks.steps.audits import record_audits
from tasks.steps.comparison import compare_with_departments, settle_reverifications
from tasks.steps.entries import check_entries
from tasks.steps.surveys import judge_surveys

IDENTIFICATION: dict[str, Stage] = {
    "letters": Stage(issue_letters, "villages_without_letter"),
    "windows": WINDOWS,
    "missed": MISSED,
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
    "announcement": Stage(
        announce, "households_to_announce", Step.ANNOUNCEMENT, needs="households_at_step"
    ),
    "answers": ANSWERS,
    "daily_check": Stage(check_reports, "report_findings"),
    "samples": Stage(draw_samples, "frames_to_draw", is_last=True),
}
