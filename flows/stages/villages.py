"""The stages of poor villages, from the village's proposal to the county's announcement [004, 002 §3.3]."""

from flows.stages.publicity import ANSWERS, WINDOWS
from flows.stages.stage import Stage
from tasks.villages.approvals import announce_villages, record_village_approvals
from tasks.villages.proposals import close_village_publicity, issue_village_proposals
from tasks.villages.scores import score_villages

VILLAGES: dict[str, Stage] = {
    "village_windows": WINDOWS,
    "village_proposals": Stage(issue_village_proposals, "village_proposals_to_publish"),
    "village_publicity": Stage(close_village_publicity, "village_publicity_outcomes"),
    "village_scores": Stage(score_villages, "villages_clear"),
    "village_approvals": Stage(record_village_approvals, "village_approvals_to_record"),
    "village_announcement": Stage(announce_villages, "villages_to_announce"),
    "village_answers": ANSWERS,
}
