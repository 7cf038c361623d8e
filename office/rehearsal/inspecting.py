"""The inspection of a half-year, lived: sheets, what is wrong, what is put right and seen again."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl
from rich.table import Table

from office.rehearsal import people
from office.rehearsal.counted import add_counts, counted_of
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.lived import Lived
from office.rehearsal.waiting import Waiting
from tasks.campaign_day import CampaignDay
from tasks.inspection.estimates import estimates_of

#: What is not reported for so long after its last day was surely not done in time.
SURELY_LATE = timedelta(days=14)
#: What households tell the inspectors, where their helper did not do a duty.
UNDONE = {
    "helper.income_plan": "帮扶责任人未制定增收计划",
    "helper.visit": "帮扶责任人未按期走访",
}


@dataclass
class InspectionBox(Letterbox):
    """The letterbox of inspectors, and of those who put right what they find."""

    help_campaign: str = ""

    def hand_out(self, day: CampaignDay) -> None:
        waiting = Waiting(day)
        sheets = self._fresh(waiting, "inspection_result", "number")
        if sheets.height:
            found = people.fill_inspection(sheets, self.county, self._undone(day), day.as_of)
            self.put("inspection_result", found, waiting.tomorrow)
        for form, fill in (
            ("rectification_return", people.fill_rectification),
            ("reinspection", people.fill_reinspection),
        ):
            self._ask(waiting, form, fill, self._fresh(waiting, form, "number"))

    def _undone(self, day: CampaignDay) -> dict[str, str]:
        """By household what its helper surely did not do in time."""
        with day.reading() as reader:
            owed = reader.query("form_duties", campaign_id=self.help_campaign, as_of=day.as_of)
        is_late = pl.col("due_on") < day.as_of - SURELY_LATE
        late = owed.filter(is_late, pl.col("duty_id").is_in(list(UNDONE))).sort("duty_id")
        return {
            household: UNDONE[duty]
            for household, duty in late.select("subject_code", "duty_id").iter_rows()
        }


@dataclass
class Inspecting(Lived):
    """One such inspection; `attitude` of the county says who belongs on the list."""

    def _letterbox(self) -> Letterbox:
        return InspectionBox(self.county, help_campaign=self.help_campaign)


def inspection_summary(day: CampaignDay) -> dict[str, Any]:
    """What came of it, counted from the registry."""
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        return counted_of(day, "summary_papers") | {
            "levels": reader.rows("inspection_by_level", **named),
            "estimates": [
                row for row in estimates_of(reader, day) if row["is_whole"] and row["answered"]
            ],
            "rectifications": reader.rows("rectifications_counted", **named),
        }


def inspection_tables(summary: dict[str, Any]) -> list[Table]:
    """The summary to be read."""
    found = Table("what", "kind", "count", title=summary["campaign_id"])
    for row in summary["levels"]:
        answered = row["returned"] - row["unanswered"]
        found.add_row("sheets", row["level"], f"{answered:,} of {row['drawn']:,} answered")
    for row in summary["estimates"]:
        share, low, high = (f"{row[name]:.1%}" for name in ("share", "low", "high"))
        said = f"{row['found']:,} of {row['answered']:,}: {share} ({low} to {high})"
        found.add_row("error of the list", row["error"], said)
    kinds: Counter[tuple[str, str]] = Counter()
    for row in summary["rectifications"]:
        kinds.update({(row["kind"], name): row[name] for name in ("problems", "closed")})
    for kind in sorted({kind for kind, _ in kinds}):
        said = f"{kinds[kind, 'problems']:,}, closed {kinds[kind, 'closed']:,}"
        found.add_row("problems", kind, said)
    add_counts(found, summary, "papers")
    return [found]
