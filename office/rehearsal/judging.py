"""A campaign that judges households, lived: identification, or exit."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from office.rehearsal import people
from office.rehearsal.lived import Lived
from tasks.opening import issue_letters, plan_scale

ONE_DAY = timedelta(days=1)
#: Days after opening on which applications are called for, and departments deliver.
CALL_ON, DELIVER_ON = 10 * ONE_DAY, 60 * ONE_DAY


@dataclass
class Judging(Lived):
    """One such campaign."""

    def open(self) -> None:
        """Open the campaign; identification has its registers, plan, manuals and letters besides."""
        super().open()
        if self.county.kind == "identification":
            self._prepare()
            self._expect()

    @property
    def name(self) -> str:
        return "post" if self.county.kind == "identification" else self.county.kind

    def _prepare(self) -> None:
        county = self.county
        if county.year == self.rehearsal.county.year:
            registers = {
                "places": county.place,
                "households": county.household,
                "persons": county.person,
                "source_list": county.source_entry,
            }
            self.rehearsal.load("registers", registers, county.campaign_id, self.opened_on)
        day = self.day(self.opened_on)
        plan_scale(day, county.planned_households)
        issue_letters(day)

    def _expect(self) -> None:
        """What comes unasked: applications, the opening meetings, the lists of the departments."""
        county, box, call_on = self.county, self.box, self.opened_on + CALL_ON
        applied = people.fill_application(county.household.select("household_id"), county, call_on)
        box.put("application", applied, call_on)
        for form, rows in people.hold_opening(county, self.opened_on).items():
            box.put(form, rows, self.opened_on + ONE_DAY)
        deliver_on = self.opened_on + DELIVER_ON
        records = county.department_record.with_columns(delivered_on=pl.lit(deliver_on))
        sent = dict(records.group_by("department_id").len().iter_rows())
        deliveries = pl.DataFrame(
            [
                {"department_id": d.id, "delivered_on": deliver_on, "records": sent.get(d.id, 0)}
                for d in self.day(self.opened_on).pack.departments
            ]
        )
        box.put("department_record", records, deliver_on)
        box.put("delivery", deliveries, deliver_on)

    def _is_over(self, as_of: date) -> bool:
        if self.county.kind == "exit":  # groups may nominate until its last day
            return super()._is_over(as_of)
        day = self.day(as_of)
        with day.reading() as reader:
            moving = reader.query("households_in_motion", **day.named(as_of=as_of))["households"][0]
            waiting = reader.query("waiting_counted", **day.named(as_of=as_of)).height
        return moving == 0 and waiting == 0
