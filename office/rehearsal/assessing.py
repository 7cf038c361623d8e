"""The yearly assessment, lived: targets, entered points, lists of results, what was mistyped, the end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from rich.table import Table

from office.rehearsal import people
from office.rehearsal.contested import ContestedBox
from office.rehearsal.counted import add_counts, counted_of
from office.rehearsal.lived import Lived
from office.rehearsal.waiting import Waiting
from policy.assessment import ASSESSED
from tasks.campaign_day import CampaignDay


@dataclass
class AssessmentBox(ContestedBox):
    """The letterbox of who is assessed; `points` are those that people enter."""

    points: pl.DataFrame = field(default_factory=pl.DataFrame)

    def hand_out(self, day: CampaignDay) -> None:
        waiting = Waiting(day)
        self._post(waiting)
        self._contest(day, waiting)
        self._correct(self._answer(waiting), waiting)

    def _correct(self, decided: pl.DataFrame, waiting: Waiting) -> None:
        """Points that were mistyped are entered again, right, once that is decided."""
        if decided.is_empty():
            return
        sustained = decided.filter(finding="sustained")["objection_id"]
        assessed = [self.contested[objection] for objection in sustained]
        wrong = self.points.filter(pl.col("assessed_id").is_in(assessed))
        on = max(decided["decided_on"].to_list())
        self.put("indicator_score", people.right_points(wrong, self.county, on), waiting.tomorrow)


@dataclass
class Assessing(Lived):
    """One such assessment."""

    box: AssessmentBox = field(init=False)

    def open(self) -> None:
        """Open the campaign, set the targets and have points entered."""
        super().open()
        county, on, box = self.county, self.opened_on, self.box
        targets = people.set_targets(county, on)
        box.put("target", targets, on)
        box.put("target_report", people.report_targets(targets, county, on), on)
        box.points = self._entered()
        assessed = box.points["assessed_id"]
        box.wronged = set(assessed.filter(people.is_mistyped(assessed, county)))
        box.put("indicator_score", people.enter_points(box.points, county, on), on)

    def _letterbox(self) -> AssessmentBox:
        return AssessmentBox(self.county)

    def _entered(self) -> pl.DataFrame:
        """Whom people give points by what indicator."""
        day = self.day(self.opened_on)
        with day.reading() as reader:
            assessed = reader.query(
                "assessed",
                as_of=self.opened_on,
                county_code=self.county.code,
                help_campaign=self.help_campaign,
            )
        indicators = [
            {"kind": kind, "indicator_id": indicator.id}
            for kind in ASSESSED
            for indicator in day.pack.tree(kind, self.opened_on).indicators
            if indicator.is_entered
        ]
        return assessed.join(pl.DataFrame(indicators), on="kind", maintain_order="left").select(
            "indicator_id", "kind", "assessed_id"
        )


def assessment_summary(day: CampaignDay) -> dict[str, Any]:
    """What came of it, counted from the registry."""
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        return counted_of(day, "summary_objections", "summary_papers") | {
            "lists": reader.rows("results_counted", **named),
            "results": reader.rows("results_final", **named),
        }


def assessment_tables(summary: dict[str, Any]) -> list[Table]:
    """The summary to be read."""
    found = Table("what", "kind", "count", title=summary["campaign_id"])
    for kind in ASSESSED:
        of_kind = [row for row in summary["results"] if row["kind"] == kind]
        if of_kind:
            grades = Counter(row["grade"] for row in of_kind)
            scores = [row["score"] for row in of_kind]
            said = ", ".join(f"{count:,} {grade}" for grade, count in grades.most_common())
            found.add_row("final", kind, f"{said}; {min(scores)} to {max(scores)}")
    add_counts(found, summary, "objections", "papers")
    return [found]
