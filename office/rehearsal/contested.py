"""The letterbox of campaigns whose notices speak of no household: proposals of villages, scores."""

from dataclasses import dataclass, field

import polars as pl

from office.rehearsal import people
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.waiting import Waiting
from tasks.campaign_day import CampaignDay


@dataclass
class ContestedBox(Letterbox):
    """`wronged` are those assessed of whom something wrong is shown; `contested` whom an objection names."""

    wronged: set[str] = field(default_factory=set)
    contested: dict[str, str | None] = field(default_factory=dict)

    def _contest(self, day: CampaignDay, waiting: Waiting) -> None:
        """Objections to what hangs, once to each village and each score."""
        with day.reading() as reader:
            lines = reader.query("contestable", **day.named(as_of=day.as_of))
        fresh = self._new("contest", lines, "place_code", "assessed_id")
        if fresh.is_empty():
            return
        is_wrong = pl.col("assessed_id").is_in(list(self.wronged)).fill_null(value=False)
        raised = people.contest(fresh.with_columns(is_wrong=is_wrong), self.county)
        self.contested |= dict(raised.select("objection_id", "assessed_id").iter_rows())
        self.put("objection", raised, waiting.tomorrow)

    def _answer(self, waiting: Waiting) -> pl.DataFrame:
        """Objections are investigated and decided at the county; today's decisions."""
        rows = self._contests(waiting, "investigation")
        assigned = self._ask(waiting, "assignment", people.assign_contest, rows)
        if rows.height:
            named = rows.join(assigned.select("objection_id", "investigator"), on="objection_id")
            self._ask(
                waiting, "investigation", people.investigate_contest, named, on=waiting.tomorrow
            )
        rows = self._contests(waiting, "decision")
        return self._ask(waiting, "decision", people.decide_contest, rows)

    def _contests(self, waiting: Waiting, form: str) -> pl.DataFrame:
        rows = self._fresh(waiting, form, "objection_id")
        is_wrong = [self.contested[each] in self.wronged for each in rows["objection_id"]]
        return rows.with_columns(is_wrong=pl.Series(is_wrong, dtype=pl.Boolean))
