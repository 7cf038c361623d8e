"""Stages that the campaigns with publicities share."""

from collections.abc import Callable
from functools import partial

from flows.stages.stage import Stage
from policy.steps import Step
from tasks.campaign_day import Tally
from tasks.publicity.notices import close_windows, issue_notices, replace_notices


def of_step(step: Step, act: Callable[..., Tally], due: str) -> Stage:
    """A stage of one of several steps that are done alike."""
    return Stage(partial(act, step=step), due, step)


def publicity(step: Step) -> dict[str, Stage]:
    """What windows say is taken down, changed notices are replaced, new lists are issued."""
    return {
        f"{step}_closed": of_step(step, close_windows, "publicity_outcomes"),
        f"{step}_replaced": of_step(step, replace_notices, "notices_to_replace"),
        step.value: of_step(step, issue_notices, "households_to_publish"),
    }
