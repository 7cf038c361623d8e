"""The letterbox between the office and its people: what is out, what comes back on which day."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from office.rehearsal import people
from office.rehearsal.county import County
from office.rehearsal.waiting import Waiting
from policy.steps import Step
from tasks.campaign_day import CampaignDay

Fill = Callable[[pl.DataFrame, County, date], pl.DataFrame]

#: Every form in the order in which an office would load them on one day, and its column of the day.
DAY_COLUMNS = {
    "application": "applied_on",
    "meeting": "held_on",
    "attendance": "_held_on",  # no column of the form: the day of its meeting
    "vote": "voted_on",
    "survey": "surveyed_on",
    "recognition": "asked_on",
    "audit": "audited_on",
    "spot_check": "checked_on",
    "delivery": "delivered_on",
    "department_record": "delivered_on",
    "reverification": "verified_on",
    "posting": "confirmed_on",
    "objection": "received_on",
    "assignment": "assigned_on",
    "investigation": "investigated_on",
    "decision": "decided_on",
    "correction": "corrected_on",
    "call_back": "called_on",
    "commitment": "signed_on",
    "card": "since_on",
    "need": "ordered_on",
    "difficulty": "stated_on",
    "village_have": "stated_on",
    "yearly_income": "recorded_on",
    "project_progress": "reported_on",
    "bank_return": "settled_on",
    "duty_report": "_held_on",  # no column of the form: the day on which it comes in
    "inspection_result": "inspected_on",
    "rectification_return": "rectified_on",
    "reinspection": "reinspected_on",
    "village_proposal": "proposed_on",
    "panel_member": "since_on",
    "village_score": "scored_on",
    "village_approval": "decided_on",
    "target": "decided_on",
    "target_report": "reported_on",
    "indicator_score": "scored_on",
}
#: By kind of campaign the forms that one household after the other fills in, or has filled in.
FORMS: dict[str, dict[str, Fill]] = {
    "identification": {
        "application": people.fill_application,
        "survey": people.fill_survey,
        "audit": people.fill_audit,
    },
    "exit": {
        "survey": people.fill_survey,
        "recognition": people.fill_recognition,
        "audit": people.fill_audit,
    },
}
#: Villages call their meeting when nobody of theirs is still on the way to it, or after this long.
PATIENCE_DAYS = 25


@dataclass
class Letterbox:
    """Hands forms to the people of the county once each, and keeps their answers till their day."""

    county: County
    answers: dict[date, dict[str, list[pl.DataFrame]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    handed: set[tuple[Any, ...]] = field(default_factory=set)
    rounds: Counter[tuple[str, str]] = field(default_factory=Counter)
    since: dict[str, date] = field(default_factory=dict)

    def put(self, form: str, rows: pl.DataFrame, not_before: date) -> None:
        """File answers under the day on which they were given, or the first day still to come."""
        if rows.is_empty():
            return
        dated = rows.with_columns(_arrives=pl.max_horizontal(DAY_COLUMNS[form], pl.lit(not_before)))
        for (day,), part in dated.group_by("_arrives", maintain_order=True):
            self.answers[day][form].append(part.drop("_arrives", "_held_on", strict=False))

    def take(self, day: date) -> dict[str, pl.DataFrame]:
        """What has arrived by that day and was not taken yet, form by form."""
        arrived: dict[str, list[pl.DataFrame]] = defaultdict(list)
        for on in sorted(on for on in self.answers if on <= day):
            for form, rows in self.answers.pop(on).items():
                arrived[form] += rows
        return {
            form: pl.concat(arrived[form], how="diagonal")
            for form in DAY_COLUMNS
            if form in arrived
        }

    def is_empty(self) -> bool:
        """Whether nobody owes the office anything."""
        return not self.answers

    def hand_out(self, day: CampaignDay) -> None:
        """Give people every form that waits for them and that they do not have yet."""
        waiting = Waiting(day)
        for form, fill in FORMS[self.county.kind].items():
            self._ask(waiting, form, fill, self._fresh(waiting, form))
        if not self._is_applying(waiting.as_of):
            self._meet(waiting, "group", people.fill_group_appraisal)
        self._meet(waiting, "village", people.fill_village_appraisal)
        self._reverify(waiting)
        self._spot_check(waiting)
        self._post(waiting)
        self._raise(waiting)
        self._investigate(waiting)
        self._decide(waiting)
        self._check(waiting)

    def _ask(
        self, waiting: Waiting, form: str, fill: Fill, rows: pl.DataFrame, on: date | None = None
    ) -> pl.DataFrame:
        """Have the rows filled, today unless said otherwise, and keep the answers."""
        filled = fill(rows, self.county, on or waiting.as_of) if rows.height else rows
        self.put(form, filled, waiting.tomorrow)
        return filled

    def _new(self, kind: str, rows: pl.DataFrame, *key: str) -> pl.DataFrame:
        """Rows whose key nobody was handed in an earlier call."""
        marks = [(kind, *values) for values in rows.select(key).iter_rows()]
        is_new = pl.Series([mark not in self.handed for mark in marks], dtype=pl.Boolean)
        self.handed.update(marks)
        return rows.filter(is_new)

    def _fresh(
        self, waiting: Waiting, form: str, key: str = "household_id", *where: pl.Expr
    ) -> pl.DataFrame:
        """Rows of a form whose people do not have it yet; `round` counts how often they got it."""
        rows = self._new(form, waiting.forms.filter(*where, form=form), key, "since_on")
        asked = [(form, name) for name in rows[key]]
        self.rounds.update(asked)
        return rows.with_columns(round=pl.Series([self.rounds[a] for a in asked], dtype=pl.Int64))

    def _is_applying(self, day: date) -> bool:
        """Whether applications are still coming in: until then no villager group meets."""
        return any("application" in forms for on, forms in self.answers.items() if on > day)

    def _meet(
        self,
        waiting: Waiting,
        level: str,
        fill: Callable[[pl.DataFrame, County, date], people.Appraisal],
    ) -> None:
        """Hold the meetings that are due for that step."""
        form = f"{level}_appraisal"
        due = self._places_due(waiting, form, waiting.behind(Step(form), f"{level}_code"))
        rows = self._fresh(waiting, form, "household_id", pl.col("place_code").is_in(due))
        if rows.is_empty():
            return
        met = fill(rows, self.county, waiting.as_of)
        held = met.meeting.select("meeting_id", _held_on="held_on")
        attended = met.attendance.join(held, on="meeting_id", maintain_order="left")
        for answer, answers in (
            ("meeting", met.meeting),
            ("vote", met.vote),
            ("attendance", attended),
        ):
            self.put(answer, answers, waiting.tomorrow)

    def _places_due(self, waiting: Waiting, form: str, behind: set[str]) -> list[str]:
        """Places whose meeting is due: nobody of theirs is behind it, or they waited long enough."""
        places = waiting.forms.filter(form=form)["place_code"].unique().sort()
        waited = {
            place: (waiting.as_of - self.since.setdefault(f"{form} {place}", waiting.as_of)).days
            for place in places
        }
        return [p for p, days in waited.items() if p not in behind or days >= PATIENCE_DAYS]

    def _reverify(self, waiting: Waiting) -> None:
        homes = self._fresh(waiting, "reverification")
        hits = waiting.hits.join(homes, on="household_id", how="semi")
        self._ask(waiting, "reverification", people.fill_reverification, hits)

    def _spot_check(self, waiting: Waiting) -> None:
        homes = self._new("spot_check", waiting.forms.filter(form="spot_check"), "household_id")
        self._ask(waiting, "spot_check", people.fill_spot_check, homes.select("household_id"))

    def _post(self, waiting: Waiting) -> None:
        notices = self._fresh(waiting, "posting", "number").select("number", "place_code")
        self._ask(waiting, "posting", people.fill_posting, notices, on=waiting.tomorrow)

    def _raise(self, waiting: Waiting) -> None:
        lines = self._new("notice", waiting.lines, "number")
        if lines.height:
            raised = people.raise_objections(lines, self.county)
            # as it was said, an objection takes the campaign of its notice
            self.put("objection", raised.drop("campaign_id"), waiting.tomorrow)

    def _investigate(self, waiting: Waiting) -> None:
        rows = self._with_kinds(waiting, "investigation")
        if rows.is_empty():
            return
        assigned = self._ask(waiting, "assignment", people.fill_assignment, rows)
        investigators = assigned.select("objection_id", "investigator")
        rows = rows.join(investigators, on="objection_id", maintain_order="left")
        self._ask(waiting, "investigation", people.fill_investigation, rows, on=waiting.tomorrow)

    def _decide(self, waiting: Waiting) -> None:
        rows = self._with_kinds(waiting, "decision")
        self._ask(waiting, "decision", people.fill_decision, rows)

    def _with_kinds(self, waiting: Waiting, form: str) -> pl.DataFrame:
        fresh = self._fresh(waiting, form, "objection_id")
        return fresh.join(waiting.kinds, on="objection_id", maintain_order="left")

    def _check(self, waiting: Waiting) -> None:
        findings = self._new("finding", waiting.findings, "check_id", "household_id", "round")
        self._ask(waiting, "correction", people.fill_correction, findings)
        calls = self._new("call_back", waiting.drawn, "draw_id")
        self._ask(waiting, "call_back", people.fill_call_back, calls)
