"""Exit, step 3: the household itself agrees that it is no longer poor [002 §4.2]."""

from typing import Any

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import acts_to_decide, save_outcomes


def decide_recognition(recognition: dict[str, Any]) -> tuple[Result, str]:
    """Agreed when the household says so and has signed; who does not agree stays on the list."""
    if not recognition["agrees"]:
        return Result.DECLINED, recognition["reason"]
    if not recognition["is_signed"]:
        return Result.INCOMPLETE, "recognition.incomplete"
    return Result.AGREED, "recognition.agreed"


def record_recognitions(day: CampaignDay) -> Tally:
    """Take down every recognition that has no outcome yet."""
    with day.writing("record recognitions") as entry:
        waiting = acts_to_decide(entry, day, Step.RECOGNITION, "recognitions_to_decide")
        return save_outcomes(
            entry,
            day,
            Step.RECOGNITION,
            [(w, *decide_recognition(w), f"recognition {w['round']}") for w in waiting.to_dicts()],
        )
