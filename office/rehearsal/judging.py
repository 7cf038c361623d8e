"""A campaign that judges households, lived: identification, or exit."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from office.rehearsal import people
from office.rehearsal.county import County
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from tasks.campaign_day import Campaign, CampaignDay, is_over
from tasks.opening import issue_letters, open_campaign, plan_scale

ONE_DAY = timedelta(days=1)
#: Days after opening on which applications are called for, and departments deliver.
CALL_ON, DELIVER_ON = 10 * ONE_DAY, 60 * ONE_DAY
MARKS = {"identification": "永扶办公示", "exit": "永扶办退"}


@dataclass
class Judging:
    """One such campaign; `county` is as it finds it."""

    rehearsal: Rehearsal
    county: County
    opened_on: date
    announce_by: date
    box: Letterbox = field(init=False)
    is_open: bool = True

    def __post_init__(self) -> None:
        self.box = Letterbox(self.county)

    def day(self, as_of: date) -> CampaignDay:
        """The campaign on a day."""
        return self.rehearsal.day(self.county.campaign_id, as_of)

    def open(self) -> None:
        """Open the campaign; identification has its registers, plan, manuals and letters besides."""
        campaign = Campaign(
            actor=OFFICE,
            campaign_id=self.county.campaign_id,
            kind=self.county.kind,
            year=self.county.year,
            county_code=self.county.code,
            pack=PACK,
            opened_on=self.opened_on,
            announce_by=self.announce_by,
            document_mark=MARKS[self.county.kind],
        )
        open_campaign(self.rehearsal.registry, campaign)
        if self.county.kind == "identification":
            self._prepare()
            self._expect()

    def before(self, as_of: date) -> None:
        """What happens before the day's round: what has arrived is loaded."""
        if arrived := self.box.take(as_of):
            name = "post" if self.county.kind == "identification" else self.county.kind
            self.rehearsal.load(name, arrived, self.county.campaign_id, as_of)

    def after(self, as_of: date) -> None:
        """What happens after it: forms go out, unless nobody is waited for any more."""
        self.box.hand_out(self.day(as_of))
        self.is_open = not (self.box.is_empty() and self._is_over(as_of))

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
            return is_over(self.day(as_of))
        day = self.day(as_of)
        with day.reading() as reader:
            moving = reader.query("households_in_motion", **day.named(as_of=as_of))["households"][0]
            waiting = reader.query("waiting_counted", **day.named(as_of=as_of)).height
        return moving == 0 and waiting == 0
