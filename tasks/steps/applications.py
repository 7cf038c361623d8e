"""Step 1: applications are accepted, or go back because something is missing [002 §4.1]."""

from typing import Any

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import acts_to_decide, save_outcomes


def decide_application(application: dict[str, Any]) -> tuple[Result, str]:
    """Accepted when written by a registered household, signed and fingerprinted."""
    missing = [
        what
        for what, is_there in (
            ("registration", application["is_registered"]),
            ("signature", application["is_signed"]),
            ("fingerprint", application["is_fingerprinted"]),
        )
        if not is_there
    ]
    if missing:
        return Result.INCOMPLETE, f"application.incomplete missing={','.join(missing)}"
    return Result.ACCEPTED, "application.accepted"


def accept_applications(day: CampaignDay) -> Tally:
    """Answer every application that has no answer yet."""
    with day.writing("accept applications") as entry:
        waiting = acts_to_decide(entry, day, Step.APPLICATION, "applications_to_decide")
        return save_outcomes(
            entry,
            day,
            Step.APPLICATION,
            [(w, *decide_application(w), f"application {w['round']}") for w in waiting.to_dicts()],
        )
