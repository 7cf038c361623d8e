"""Exit, step 6: the county looks again at drawn households before they leave the list [002 §4.2]."""

from math import ceil
from typing import Any

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.draws import save_draw
from tasks.outcomes import acts_to_decide, save_outcomes


def draw_spot_checks(day: CampaignDay) -> Tally:
    """Draw the policy's share, at least one, of every village's audited households, once each."""
    share = day.share("exit.spot_check_share")
    with day.writing("draw spot checks") as entry:
        frames = entry.query("spot_checks_to_draw", **day.named()).to_dicts()
        sizes = [ceil(share * len(frame["households"])) for frame in frames]
        for frame, size in zip(frames, sizes, strict=True):
            place, households = frame["place_code"], frame["households"]
            save_draw(entry, day, "spot_check", place, households, size, frame["earlier"])
        return {"spot_check": sum(sizes)}


def decide_spot_check(checked: dict[str, Any]) -> tuple[Result, str, str]:
    """Confirmed by who checked, or not drawn where all that were drawn are confirmed."""
    evidence = f"spot_check {checked['round']}"
    if checked["finding"] is None:
        return Result.CLEAR, "spot_check.not_drawn", evidence
    if checked["finding"] == "not_confirmed":
        return Result.REMOVED, checked["reason"], evidence
    return Result.CONFIRMED, "spot_check.confirmed", evidence


def record_spot_checks(day: CampaignDay) -> Tally:
    """Take down every check; one that is not confirmed has all others of its village checked."""
    with day.writing("record spot checks") as entry:
        checked = acts_to_decide(entry, day, Step.SPOT_CHECK, "spot_checks_to_decide")
        decided = [(c, *decide_spot_check(c)) for c in checked.to_dicts()]
        return save_outcomes(entry, day, Step.SPOT_CHECK, decided)
