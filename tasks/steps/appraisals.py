"""Steps 2 and 4: the democratic appraisals of the villager group and of the village."""

from fractions import Fraction
from typing import Any

from policy.appraisal import decide_appraisal, decide_quorum
from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import acts_to_decide, save_outcomes


def appraise(
    vote: dict[str, Any], quorum_share: Fraction, pass_share: Fraction, needs_verdict: bool
) -> tuple[Result, str]:
    """What a meeting's vote means; without a quorum the meeting is repeated.

    A village that passes a household which meets no criterion is asked again: either the survey
    or the vote is wrong, and neither the rules nor the village overrule the other.
    """
    counts = "for={votes_for} against={votes_against} abstained={abstained} present={present}"
    said = counts.format_map(vote)
    if not decide_quorum(vote["eligible"] or 0, vote["present"] or 0, quorum_share):
        return Result.NO_QUORUM, f"vote.no_quorum {said} eligible={vote['eligible']}"
    vote_result = decide_appraisal(
        vote["votes_for"], vote["votes_against"], vote["abstained"], vote["present"], pass_share
    )
    if vote_result == "not_passed":
        return Result.NOT_PASSED, vote["reason"] or f"vote.not_passed {said}"
    if needs_verdict and vote["verdict"] != "eligible":
        return Result.RETURNED, f"vote.no_criterion {said}"
    return Result.PASSED, f"vote.passed {said}"


def record_appraisals(day: CampaignDay, step: Step) -> Tally:
    """Decide every vote of that step's meetings that has no outcome yet."""
    level = "group" if step is Step.GROUP_APPRAISAL else "village"
    quorum_share = day.share(f"appraisal.{level}.quorum_share")
    pass_share = day.share(f"appraisal.{level}.pass_share")
    needs_verdict = step is Step.VILLAGE_APPRAISAL
    with day.writing(f"record {step}") as entry:
        votes = acts_to_decide(entry, day, step, "votes_to_decide")
        return save_outcomes(
            entry,
            day,
            step,
            [
                (
                    v,
                    *appraise(v, quorum_share, pass_share, needs_verdict),
                    f"meeting {v['meeting_id']}",
                )
                for v in votes.to_dicts()
            ],
        )
