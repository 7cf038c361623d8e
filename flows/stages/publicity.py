"""Stages that the campaigns with publicities share."""

from collections.abc import Callable
from functools import partial

from flows.stages.stage import Stage
from policy.steps import Step
from tasks.campaign_day import Tally
from tasks.publicity.answers import answer_objections
from tasks.publicity.notices import (
    admit_missed,
    close_windows,
    issue_notices,
    open_windows,
    replace_notices,
)

WINDOWS = Stage(open_windows, "windows_to_open")
MISSED = Stage(admit_missed, "missed_to_admit", needs="objections_sustained")
ANSWERS = Stage(answer_objections, "answers_owed", needs="objections_received")


def of_step(step: Step, act: Callable[..., Tally], due: str, needs: str | None = None) -> Stage:
    """A stage of one of several steps that are done alike."""
    return Stage(partial(act, step=step), due, step, needs)


def publicity(step: Step) -> dict[str, Stage]:
    """What windows say is taken down, changed notices are replaced, new lists are issued."""
    return {
        f"{step}_closed": of_step(
            step, close_windows, "publicity_outcomes", needs="publicity_underway"
        ),
        f"{step}_replaced": of_step(
            step, replace_notices, "notices_to_replace", needs="objections_sustained"
        ),
        step.value: of_step(
            step, issue_notices, "households_to_publish", needs="households_at_step"
        ),
    }
