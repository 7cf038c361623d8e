"""Identification: eight steps, two publicities, one comparison, one announcement [002 §4.1]."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows.stages import STAGES
from flows.stopwatch import in_stages
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, campaign_day
from tasks.print_run import has_papers_to_print, print_issued


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

    To be called inside a flow: every stage that is due is a task of its run.
    """
    done: dict[str, Tally] = {}
    with day.registry.held():
        for name in stages or STAGES:
            with in_stages.running():
                is_due = STAGES[name].is_due(day)
            if is_due:
                done[name] = _run(name, STAGES[name], day)
    if has_papers_to_print(day):
        done["print"] = _run("print", partial(print_issued, folder=Path(reports)), day)
    return done


def _run(name: str, stage: Callable[[CampaignDay], Tally], day: CampaignDay) -> Tally:
    """One stage as a task of the run; counts are logged, never who is counted."""
    counted: Tally = task(name=name, cache_policy=NO_CACHE)(_named(stage, name))(day)
    if any(counted.values()):
        get_run_logger().info("%s: %s", name, _said(counted))
    return counted


def _named(stage: Callable[[CampaignDay], Tally], name: str) -> Callable[[CampaignDay], Any]:
    def step(day: CampaignDay) -> Tally:
        with in_stages.running():
            return stage(day)

    step.__name__ = name
    return step


def _said(counted: Tally) -> str:
    return ", ".join(f"{what} {count}" for what, count in counted.items() if count)
