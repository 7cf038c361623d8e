"""The letterbox between the office and its people: what is out, what comes back on which day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from office.rehearsal import people
from office.rehearsal.county import County
from tasks.campaign_day import CampaignDay

#: Forms in the order in which an office would load them on one day.
ORDER = (
    "application",
    "meeting",
    "attendance",
    "vote",
    "survey",
    "audit",
    "delivery",
    "department_record",
    "reverification",
    "posting",
    "objection",
    "assignment",
    "investigation",
    "decision",
    "correction",
    "call_back",
    "commitment",
)
#: Villages call their meeting when nobody of theirs is still on the way to it, or after this long.
PATIENCE_DAYS = 25
WINDOW_MARGIN_DAYS = 5


@dataclass
class Letterbox:
    """Hands forms to the people of the county once each, and keeps their answers till their day."""

    county: County
    answers: dict[date, dict[str, list[pl.DataFrame]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    handed: dict[tuple[str, str], int] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)

    def put(self, form: str, rows: pl.DataFrame, day_column: str, not_before: date) -> None:
        """File answers under the day on which they were given, or the first day still to come."""
        if rows.is_empty():
            return
        dated = rows.with_columns(_arrives=pl.max_horizontal(day_column, pl.lit(not_before)))
        for (day,), part in dated.group_by("_arrives", maintain_order=True):
            self.answers[day][form].append(part.drop("_arrives", "_day", strict=False))

    def take(self, day: date) -> list[tuple[str, pl.DataFrame]]:
        """What arrives on that day, form by form."""
        arrived = self.answers.pop(day, {})
        return [(f, pl.concat(arrived[f], how="diagonal")) for f in ORDER if f in arrived]

    def is_empty(self) -> bool:
        """Whether nobody owes the office anything."""
        return not self.answers

    def hand_out(self, day: CampaignDay, tomorrow: date) -> None:
        """Give people every form that waits for them and that they do not have yet."""
        with day.reading() as reader:
            named = day.named(as_of=day.as_of)
            waiting = reader.query("waiting_for_people", **named)
            positions = reader.query("positions", **named)
            shown = reader.query("lines_in_window", **named)
            hits = reader.query("hits_open", **named)
            findings = reader.query("findings_open", **named)
            drawn = reader.query("call_backs_open", **named)
        for form in ("application", "survey", "audit"):
            rows = self._fresh(waiting, form, "household_id")
            filled = getattr(people, f"fill_{form}")(rows, self.county, day.as_of)
            self.put(form, filled, DAY_COLUMNS[form], tomorrow)
        self._meetings(day, waiting, positions, tomorrow)
        self._hits(day, waiting, hits, tomorrow)
        self._postings(day, waiting, tomorrow)
        self._objections(day, waiting, shown, tomorrow)
        self._checks(day, findings, drawn, tomorrow)

    def _fresh(self, waiting: pl.DataFrame, form: str, key: str) -> pl.DataFrame:
        """Rows of a form whose people do not have it yet; `round` counts how often they got it."""
        rows = waiting.filter(form=form)
        marks = [(f"{form} {row[key]}", str(row["since_on"])) for row in rows.iter_rows(named=True)]
        is_new = [mark not in self.handed for mark in marks]
        rounds = []
        for mark, new in zip(marks, is_new, strict=True):
            if new:
                times = self.handed.get((mark[0], "times"), 0) + 1
                self.handed[mark] = self.handed[(mark[0], "times")] = times
                rounds.append(times)
        fresh = rows.filter(pl.Series(is_new, dtype=pl.Boolean))
        return fresh.with_columns(round=pl.Series(rounds, dtype=pl.Int64))

    def _meetings(
        self, day: CampaignDay, waiting: pl.DataFrame, positions: pl.DataFrame, tomorrow: date
    ) -> None:
        for form, level in (
            ("group_appraisal", "group_code"),
            ("village_appraisal", "village_code"),
        ):
            due = self._places_due(day, waiting.filter(form=form), positions, form, level)
            rows = self._fresh(
                waiting.filter(pl.col("place_code").is_in(due)), form, "household_id"
            )
            if rows.is_empty():
                continue
            met = getattr(people, f"fill_{form}")(rows, self.county, day.as_of)
            held = met.meeting.select("meeting_id", _day="held_on")
            self.put("meeting", met.meeting, "held_on", tomorrow)
            self.put("vote", met.vote, "voted_on", tomorrow)
            attended = met.attendance.join(held, on="meeting_id", maintain_order="left")
            self.put("attendance", attended, "_day", tomorrow)

    def _places_due(
        self,
        day: CampaignDay,
        waiting: pl.DataFrame,
        positions: pl.DataFrame,
        form: str,
        level: str,
    ) -> list[str]:
        """Places whose meeting is due: nobody of theirs is behind it, or they waited long enough."""
        step_no = {"group_appraisal": 2, "village_appraisal": 5}[form]
        behind = positions.filter(~pl.col("is_ended") & (pl.col("step_no") < step_no))
        behind_places = set(behind[level])
        if form == "group_appraisal" and self.is_applying(day.as_of):
            return []
        due = []
        for place in waiting["place_code"].unique().sort():
            since = self.since.setdefault(f"{form} {place}", day.as_of)
            if place not in behind_places or (day.as_of - since).days >= PATIENCE_DAYS:
                due.append(place)
        return due

    def is_applying(self, day: date) -> bool:
        """Whether first applications are still coming in."""
        return any("application" in forms for on, forms in self.answers.items() if on > day)

    def _hits(
        self, day: CampaignDay, waiting: pl.DataFrame, hits: pl.DataFrame, tomorrow: date
    ) -> None:
        fresh = self._fresh(waiting, "reverification", "household_id").select("household_id")
        rows = hits.join(fresh, on="household_id", how="semi")
        if rows.height:
            filled = people.fill_reverification(rows, self.county, day.as_of)
            self.put("reverification", filled, "verified_on", tomorrow)

    def _postings(self, day: CampaignDay, waiting: pl.DataFrame, tomorrow: date) -> None:
        rows = self._fresh(waiting, "posting", "number").select("number", "place_code")
        if rows.height:
            filled = people.fill_posting(rows, self.county, tomorrow)
            self.put("posting", filled, "confirmed_on", tomorrow)

    def _objections(
        self, day: CampaignDay, waiting: pl.DataFrame, shown: pl.DataFrame, tomorrow: date
    ) -> None:
        lines = shown.filter(
            pl.Series(
                [("objection", n) not in self.handed for n in shown["number"]], dtype=pl.Boolean
            )
        )
        for number in lines["number"].unique():
            self.handed[("objection", number)] = 1
        if lines.height:
            raised = people.raise_objections(lines, self.county)
            self.put("objection", raised, "received_on", tomorrow)
        fresh = self._fresh(waiting, "investigation", "objection_id")
        if fresh.height:
            rows = fresh.join(self._kinds(day), on="objection_id")
            assigned = people.fill_assignment(rows, self.county, day.as_of)
            self.put("assignment", assigned, "assigned_on", tomorrow)
            rows = rows.join(assigned.select("objection_id", "investigator"), on="objection_id")
            found = people.fill_investigation(rows, self.county, tomorrow)
            self.put("investigation", found, "investigated_on", tomorrow)
        decided = self._fresh(waiting, "decision", "objection_id")
        if decided.height:
            rows = decided.join(self._kinds(day), on="objection_id")
            filled = people.fill_decision(rows, self.county, day.as_of)
            self.put("decision", filled, "decided_on", tomorrow)

    def _kinds(self, day: CampaignDay) -> pl.DataFrame:
        with day.reading() as reader:
            return reader.query("objection_kinds", **day.named(as_of=day.as_of))

    def _checks(
        self, day: CampaignDay, findings: pl.DataFrame, drawn: pl.DataFrame, tomorrow: date
    ) -> None:
        new = findings.filter(
            pl.Series(
                [
                    self.handed.setdefault(
                        ("finding", f"{r['check_id']} {r['household_id']} {r['round']}"), 1
                    )
                    == 1
                    for r in findings.iter_rows(named=True)
                ],
                dtype=pl.Boolean,
            )
        )
        for row in findings.iter_rows(named=True):
            self.handed[("finding", f"{row['check_id']} {row['household_id']} {row['round']}")] = 2
        if new.height:
            filled = people.fill_correction(new, self.county, day.as_of)
            self.put("correction", filled, "corrected_on", tomorrow)
        calls = drawn.filter(
            pl.Series(
                [("call_back", i) not in self.handed for i in drawn["draw_id"]], dtype=pl.Boolean
            )
        )
        for draw_id in calls["draw_id"].unique():
            self.handed[("call_back", draw_id)] = 1
        if calls.height:
            filled = people.fill_call_back(calls, self.county, day.as_of)
            self.put("call_back", filled, "called_on", tomorrow)


DAY_COLUMNS = {"application": "applied_on", "survey": "surveyed_on", "audit": "audited_on"}
