"""The stages of identification's day, in the order of the year; plain functions without Prefect."""

from collections.abc import Callable
from functools import partial

from policy.steps import Step
from tasks.announcement import announce
from tasks.answers import answer_objections
from tasks.applications import accept_applications
from tasks.appraisals import record_appraisals
from tasks.audits import record_audits
from tasks.campaign_day import CampaignDay, Tally
from tasks.checks import check_reports, draw_samples
from tasks.comparison import compare_with_departments, settle_reverifications
from tasks.entries import check_entries
from tasks.opening import issue_letters
from tasks.publicity import (
    admit_missed,
    close_windows,
    issue_notices,
    open_windows,
    replace_notices,
)
from tasks.surveys import judge_surveys

FIRST, SECOND = Step.FIRST_PUBLICITY, Step.SECOND_PUBLICITY

#: The stages of a day in the order of the year. What one stage finds, the next ones see.
STAGES: dict[str, Callable[[CampaignDay], Tally]] = {
    "letters": issue_letters,
    "windows": open_windows,
    "missed": admit_missed,
    "applications": accept_applications,
    "group_appraisal": partial(record_appraisals, step=Step.GROUP_APPRAISAL),
    "first_publicity_closed": partial(close_windows, step=FIRST),
    "first_publicity_replaced": partial(replace_notices, step=FIRST),
    "first_publicity": partial(issue_notices, step=FIRST),
    "survey": judge_surveys,
    "village_appraisal": partial(record_appraisals, step=Step.VILLAGE_APPRAISAL),
    "second_publicity_closed": partial(close_windows, step=SECOND),
    "second_publicity_replaced": partial(replace_notices, step=SECOND),
    "second_publicity": partial(issue_notices, step=SECOND),
    "audit": record_audits,
    "comparison": compare_with_departments,
    "reverification": settle_reverifications,
    "data_entry": check_entries,
    "announcement": announce,
    "answers": answer_objections,
    "daily_check": check_reports,
    "samples": draw_samples,
}
