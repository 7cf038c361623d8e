"""One stage of a campaign's day: a plain function without Prefect, and when it is due."""

from collections.abc import Callable
from dataclasses import dataclass

from policy.steps import Step
from tasks.campaign_day import CampaignDay, Tally


@dataclass(frozen=True)
class Stage:
    """What a stage does, and the named query that has rows while it is due.

    `needs` is a quicker one without whose rows it is never due: it spares most days the other.
    `is_last`: it follows when nobody is waited for any more, so a campaign is over only without it.
    """

    act: Callable[[CampaignDay], Tally]
    due: str
    step: Step | None = None
    needs: str | None = None
    is_last: bool = False

    def is_due(self, day: CampaignDay) -> bool:
        asked = (query for query in (self.needs, self.due) if query)
        terms = day.terms(step=self.step)
        with day.reading() as reader:
            return all(reader.has_rows(query, as_of=day.as_of, **terms) for query in asked)

    def __call__(self, day: CampaignDay) -> Tally:
        return self.act(day)
