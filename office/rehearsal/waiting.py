"""What waits for people at the end of one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from policy.steps import STEPS, Step
from tasks.campaign_day import CampaignDay


@dataclass(frozen=True)
class Waiting:
    """The rows of the registry that somebody outside the office has to act on, read when asked for."""

    day: CampaignDay

    @property
    def as_of(self) -> date:
        """The day itself."""
        return self.day.as_of

    @property
    def tomorrow(self) -> date:
        """The first day on which an answer can come."""
        return self.as_of + timedelta(days=1)

    @cached_property
    def forms(self) -> pl.DataFrame:
        return self._rows("waiting_for_people")

    @cached_property
    def positions(self) -> pl.DataFrame:
        return self._rows("positions")

    @cached_property
    def lines(self) -> pl.DataFrame:
        return self._rows("lines_in_window")

    @cached_property
    def hits(self) -> pl.DataFrame:
        return self._rows("hits_open")

    @cached_property
    def findings(self) -> pl.DataFrame:
        return self._rows("findings_open")

    @cached_property
    def drawn(self) -> pl.DataFrame:
        return self._rows("call_backs_open")

    @cached_property
    def kinds(self) -> pl.DataFrame:
        return self._rows("objection_kinds")

    def behind(self, step: Step, level: str) -> set[str]:
        """Places (column `level`) with households still on the way to that step."""
        step_no = STEPS[self.day.campaign.kind].index(step) + 1
        on_the_way = ~pl.col("is_ended") & (pl.col("step_no") < step_no)
        return set(self.positions.filter(on_the_way)[level])

    def _rows(self, query: str) -> pl.DataFrame:
        with self.day.reading() as reader:
            return reader.query(query, **self.day.named(as_of=self.as_of))
