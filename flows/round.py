"""The round of one campaign: what is due, stage by stage, then what is to be printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from pydantic import SecretStr

from flows.stages import STAGES
from flows.stopwatch import in_stages
from policy.errors import PolicyError
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, campaign_day
from tasks.papers.print_run import has_papers_to_print, print_issued


class RoundFailed(Exception):
    """Stages that broke. What broke them may name people: Prefect keeps only which, and how.

    What is wrong with a policy file names nobody, and is kept in full. `done` is what was done all the same.
    """

    def __init__(self, causes: Mapping[str, Exception], done: Mapping[str, Any] = {}) -> None:
        self.causes = dict(causes)
        self.done = dict(done)
        super().__init__("; ".join(f"{name}: {_nameless(c)}" for name, c in causes.items()))


def _nameless(cause: Exception) -> str:
    return str(cause) if isinstance(cause, PolicyError) else type(cause).__name__


class Causes(dict[str, Exception]):
    """What broke so far, by name: one thing that fails holds up no other, and the run fails at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.done: dict[str, Any] = {}  # by those that broke

    @contextmanager
    def kept(self, name: str, prefix: str = "") -> Iterator[None]:
        """Keep what breaks inside; stages keep their own names, behind the prefix."""
        try:
            yield
        except RoundFailed as failed:
            self.update({f"{prefix}{stage}": cause for stage, cause in failed.causes.items()})
            self.done[name] = failed.done
        except Exception as error:
            self[name] = error

    def fail(self, done: Mapping[str, Any]) -> None:
        """RoundFailed if anything broke, with what was done."""
        if self:
            raise RoundFailed(self, {**done, **self.done})


def campaign_flow(kind: str) -> Any:
    """The flow by which a campaign of that kind has its round by hand."""

    @flow(name=kind, validate_parameters=False)
    def round_by_hand(
        registry_path: Path,
        campaign_id: str,
        as_of: date,
        actor: SecretStr,
        reports: Path,
        stages: tuple[str, ...] = (),
    ) -> dict[str, Tally]:
        """One campaign's round by hand; `stages` limits it to some of its stages."""
        day = campaign_day(Registry(registry_path), campaign_id, as_of, actor.get_secret_value())
        return advance(day, reports, stages)

    return round_by_hand


def advance(day: CampaignDay, reports: Path, stages: Sequence[str] = ()) -> dict[str, Tally]:
    """Run the stages of the campaign that are due, then print what was issued; run twice it changes nothing.

    To be called inside a flow: every stage that is due is a task of its run. A stage that fails
    changes nothing and holds up nobody who does not need it; the run fails at its end.
    """
    done: dict[str, Tally] = {}
    causes = Causes()

    def run(name: str, stage: Callable[[CampaignDay], Tally], is_due: Callable[..., bool]) -> None:
        with causes.kept(name):
            with in_stages.running():
                due = is_due(day)
            if due:
                done[name] = run_stage(name, stage, day)

    with day.registry.held():
        of_kind = STAGES[day.campaign.kind]
        for name in stages or of_kind:
            run(name, of_kind[name], of_kind[name].is_due)
    run("print", partial(print_issued, folder=Path(reports)), has_papers_to_print)
    causes.fail(done)
    return done


def has_work(day: CampaignDay) -> bool:
    """Whether a campaign that waits for nobody is not done yet: its last round was cut off, or failed.

    Asked every day of all that are over, so only of what does not show in whom they wait for.
    """
    last = (stage for stage in STAGES[day.campaign.kind].values() if stage.is_last)
    return has_papers_to_print(day) or any(stage.is_due(day) for stage in last)


def run_stage(name: str, stage: Callable[[CampaignDay], Tally], day: CampaignDay) -> Tally:
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
    log_counts(name, counted)
    return counted


def log_counts(name: str, counted: Tally) -> None:
    """One line in the run's log, where there is anything to tell."""
    if any(counted.values()):
        said = ", ".join(f"{what} {count}" for what, count in counted.items() if count)
        get_run_logger().info("%s: %s", name, said)
