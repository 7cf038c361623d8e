"""Democratic appraisal: is the meeting quorate, and did the vote carry?"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from policy.errors import OfficeError

Outcome = Literal["passed", "not_passed"]


def decide_quorum(eligible: int, present: int, quorum_share: Fraction) -> bool:
    """Whether enough of those entitled to vote came; the share itself is enough.

    OfficeError when the counts contradict each other. Source: appraisal.*.quorum_share.
    """
    _refuse_impossible({"eligible": eligible, "present": present})
    if present > eligible:
        raise OfficeError.because(
            "policy.more_present_than_eligible", present=present, eligible=eligible
        )
    return eligible > 0 and present >= quorum_share * eligible


def decide_appraisal(
    votes_for: int, votes_against: int, abstained: int, present: int, pass_share: Fraction
) -> Outcome:
    """Passed when the votes for exceed that share of those present, abstentions included.

    OfficeError when the counts contradict each other. Source: appraisal.*.pass_share.
    """
    _refuse_impossible(
        {"for": votes_for, "against": votes_against, "abstained": abstained, "present": present}
    )
    cast = votes_for + votes_against + abstained
    if cast > present:
        raise OfficeError.because("policy.contradictory_counts", cast=cast, present=present)
    return "passed" if votes_for > pass_share * present else "not_passed"


def _refuse_impossible(counts: dict[str, int]) -> None:
    negative = [f"{name} {count}" for name, count in counts.items() if count < 0]
    if negative:
        raise OfficeError.because("policy.negative_counts", negative=negative)
