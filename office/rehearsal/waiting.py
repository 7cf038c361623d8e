"""What waits for people at the end of one day."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from policy.steps import STEPS, Step
from tasks.campaign_day import CampaignDay


@dataclass(frozen=True)
class Waiting:
    """The rows of the registry that somebody outside the office has to act on."""

    as_of: date
    kind: str
    forms: pl.DataFrame
    positions: pl.DataFrame
    lines: pl.DataFrame
    hits: pl.DataFrame
    findings: pl.DataFrame
    drawn: pl.DataFrame
    kinds: pl.DataFrame

    @classmethod
    def on(cls, day: CampaignDay) -> "Waiting":
        """As the registry has it on that day."""
        named = day.named(as_of=day.as_of)
        with day.reading() as reader:
            return cls(
                as_of=day.as_of,
                kind=day.campaign.kind,
                forms=reader.query("waiting_for_people", **named),
                positions=reader.query("positions", **named),
                lines=reader.query("lines_in_window", **named),
                hits=reader.query("hits_open", **named),
                findings=reader.query("findings_open", **named),
                drawn=reader.query("call_backs_open", **named),
                kinds=reader.query("objection_kinds", **named),
            )

    @property
    def tomorrow(self) -> date:
        """The first day on which an answer can come."""
        return self.as_of + timedelta(days=1)

    def behind(self, step: Step, level: str) -> set[str]:
        """Places (column `level`) with households still on the way to that step."""
        step_no = STEPS[self.kind].index(step) + 1
        on_the_way = ~pl.col("is_ended") & (pl.col("step_no") < step_no)
        return set(self.positions.filter(on_the_way)[level])
