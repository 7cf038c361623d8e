"""Step 5: the township approves the village's list, or returns households with a reason."""

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import acts_to_decide, save_outcomes


def record_audits(day: CampaignDay) -> Tally:
    """Take down every audit that has no outcome yet."""
    with day.writing("record audits") as entry:
        audits = acts_to_decide(entry, day, Step.AUDIT, "audits_to_record")
        return save_outcomes(
            entry,
            day,
            Step.AUDIT,
            [
                (a, Result(a["finding"]), a["reason"] or "audit.approved", f"audit {a['round']}")
                for a in audits.to_dicts()
            ],
        )
