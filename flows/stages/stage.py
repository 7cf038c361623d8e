"""One stage of a campaign's day: a plain function without Prefect, and when it is due."""

from collections.abc import Callable
from dataclasses import dataclass

from policy.steps import Step
from tasks.campaign_day import CampaignDay, Tally


@dataclass(frozen=True)
class Stage:
    """What a stage does, and the named query that has rows while it is due."""

    act: Callable[[CampaignDay], Tally]
    due: str
    step: Step | None = None

    def is_due(self, day: CampaignDay) -> bool:
        with day.reading() as reader:
            return reader.has_rows(self.due, as_of=day.as_of, **day.terms(step=self.step))

    def __call__(self, day: CampaignDay) -> Tally:
        return self.act(day)
