"""The steps of the campaigns that judge households, and what can come out of each [002 §4.1, §4.2]."""

from enum import StrEnum

#: Kinds of campaign, in the order of the year.
KINDS = ("identification", "help", "inspection", "exit", "villages", "assessment")


class Step(StrEnum):
    """One step of a campaign, with each publicity as a step of its own."""

    APPLICATION = "application"
    GROUP_APPRAISAL = "group_appraisal"
    FIRST_PUBLICITY = "first_publicity"
    SURVEY = "survey"
    VILLAGE_APPRAISAL = "village_appraisal"
    SECOND_PUBLICITY = "second_publicity"
    AUDIT = "audit"
    COMPARISON = "comparison"
    DATA_ENTRY = "data_entry"
    ANNOUNCEMENT = "announcement"
    RECOGNITION = "recognition"
    SPOT_CHECK = "spot_check"


#: By kind of campaign its steps in their order.
STEPS: dict[str, tuple[Step, ...]] = {
    "identification": (
        Step.APPLICATION,
        Step.GROUP_APPRAISAL,
        Step.FIRST_PUBLICITY,
        Step.SURVEY,
        Step.VILLAGE_APPRAISAL,
        Step.SECOND_PUBLICITY,
        Step.AUDIT,
        Step.COMPARISON,
        Step.DATA_ENTRY,
        Step.ANNOUNCEMENT,
    ),
    "exit": (
        Step.GROUP_APPRAISAL,
        Step.FIRST_PUBLICITY,
        Step.SURVEY,
        Step.RECOGNITION,
        Step.VILLAGE_APPRAISAL,
        Step.SECOND_PUBLICITY,
        Step.AUDIT,
        Step.SPOT_CHECK,
        Step.ANNOUNCEMENT,
    ),
}


class Result(StrEnum):
    """What a step can find of a household."""

    ACCEPTED = "accepted"
    INCOMPLETE = "incomplete"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_QUORUM = "no_quorum"
    ADMITTED = "admitted"  # left off a list, admitted by a sustained objection
    CLEAR = "clear"
    REMOVED = "removed"
    SURVEYED = "surveyed"
    UNKNOWN = "unknown"  # a fact that the rules need is missing: back to be surveyed
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    APPROVED = "approved"
    RETURNED = "returned"
    HIT = "hit"
    KEPT = "kept"
    CLEAN = "clean"
    TO_FIX = "to_fix"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    DECLINED = "declined"
    CONFIRMED = "confirmed"


#: With these the household goes on to the next step.
GOES_ON = frozenset(
    {
        Result.ACCEPTED,
        Result.PASSED,
        Result.ADMITTED,
        Result.CLEAR,
        Result.SURVEYED,
        Result.APPROVED,
        Result.KEPT,
        Result.CLEAN,
        Result.ANNOUNCED,
        Result.AGREED,
        Result.CONFIRMED,
    }
)

#: With these the household has left the campaign, each for a person's reason.
ENDS = frozenset({Result.NOT_PASSED, Result.REMOVED, Result.DECLINED})
