"""Identification: eight steps, two publicities, one comparison, one announcement [002 §4.1]."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows.stages import STAGES
from flows.stopwatch import in_stages
from policy.errors import PolicyError
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, campaign_day
from tasks.print_run import has_papers_to_print, print_issued


class RoundFailed(Exception):
    """Stages that broke. What broke them may name people: Prefect keeps only which, and how.

    What is wrong with a policy file names nobody, and is kept in full.
    """

    def __init__(self, causes: Mapping[str, Exception]) -> None:
        self.causes = dict(causes)
        super().__init__("; ".join(f"{name}: {_nameless(c)}" for name, c in causes.items()))


def _nameless(cause: Exception) -> str:
    return str(cause) if isinstance(cause, PolicyError) else type(cause).__name__


@flow(name="identification", validate_parameters=False)
def identification(
    registry_path: Path,
    campaign_id: str,
    as_of: date,
    actor: str,
    reports: Path,
    stages: tuple[str, ...] = (),
) -> dict[str, Tally]:
    """One campaign's round by hand; `stages` limits it to some of `STAGES`."""
    return advance(
        campaign_day(Registry(registry_path), campaign_id, as_of, actor), reports, stages
    )


def advance(day: CampaignDay, reports: Path, stages: Sequence[str] = ()) -> dict[str, Tally]:
    """Run the stages that are due, then print what was issued; run twice it changes nothing.

    To be called inside a flow: every stage that is due is a task of its run. A stage that fails
    changes nothing and holds up nobody who does not need it; the run fails at its end.
    """
    done: dict[str, Tally] = {}
    causes: dict[str, Exception] = {}

    def run(name: str, stage: Callable[[CampaignDay], Tally], is_due: Callable[..., bool]) -> None:
        try:
            with in_stages.running():
                due = is_due(day)
            if due:
                done[name] = _run(name, stage, day)
        except RoundFailed as failed:
            causes.update(failed.causes)
        except Exception as error:
            causes[name] = error

    with day.registry.held():
        for name in stages or STAGES:
            run(name, STAGES[name], STAGES[name].is_due)
    run("print", partial(print_issued, folder=Path(reports)), has_papers_to_print)
    if causes:
        raise RoundFailed(causes)
    return done


def _run(name: str, stage: Callable[[CampaignDay], Tally], day: CampaignDay) -> Tally:
    """One stage as a task of the run; counts are logged, never who is counted."""

    def step(day: CampaignDay) -> Tally:
        with in_stages.running():
            try:
                return stage(day)
            except Exception as error:
                raise RoundFailed({name: error}) from None

    step.__name__ = name
    as_task: Any = task(name=name, cache_policy=NO_CACHE)(step)
    counted: Tally = as_task(day)
    if any(counted.values()):
        get_run_logger().info("%s: %s", name, _said(counted))
    return counted


def _said(counted: Tally) -> str:
    return ", ".join(f"{what} {count}" for what, count in counted.items() if count)
