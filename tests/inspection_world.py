"""Two villages of eighteen households, nine of them listed, and an inspection of the first half of 2014."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.stages import STAGES
from registry.session import Registry
from tasks.campaign_day import Campaign, CampaignDay, Tally, campaign_day
from tasks.intake.loading import LoadReport, load_rows
from tasks.opening import open_campaign
from tests.help_world import HelpWorld, day_of
from tests.world import COUNTY, OFFICE, build_world, copy_world

INSPECTION = f"inspection-2014-h1-{COUNTY}"
OTHER_TOWNSHIP, OTHER_VILLAGE = "610426102", "610426102001"
OTHER_GROUP = OTHER_VILLAGE + "01"
LISTED = ("H01", "H02", "H03", "H04", "H05", "H06", "H11", "H12", "H13")
UNLISTED = ("H07", "H08", "H09", "H10", "H14", "H15", "H16", "H17", "H18")
MAY_5, MAY_6 = day_of(5, 5), day_of(5, 6)


@dataclass
class InspectionWorld(HelpWorld):
    """The county after its announcement on 30 April; frozen on 5 May, drawn on 6 May."""

    def day(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, INSPECTION, on, OFFICE)

    def round(self, on: date) -> dict[str, Tally]:
        """One daily round of the inspection without printing."""
        with self.registry.held():
            day, stages = self.day(on), STAGES["inspection"]
            return {n: stage(day) if stage.is_due(day) else {} for n, stage in stages.items()}

    def sheet(self, household: str) -> str:
        """Number of a household's sheet."""
        (sheet,) = [
            row["sheet_id"]
            for row in self.rows("inspection_sheet")
            if row["household_id"] == household
        ]
        return str(sheet)

    def result(self, household: str, finding: str, **more: Any) -> dict[str, Any]:
        """A filled-in sheet."""
        row = {"sheet_id": self.sheet(household), "household_id": household, "inspector": "周洁"}
        return row | {"finding": finding, "reason": "实地查看"} | more

    def load(self, form: str, on: date, *rows: dict[str, Any]) -> LoadReport:
        """Rows through the intake, in the campaign of the half-year."""
        return load_rows(self.registry, form, rows, as_of=on, actor=OFFICE)


def build_inspection_world(path: Path) -> InspectionWorld:
    """The template that tests copy: opened on 5 May, nothing frozen yet."""
    build_world(path)
    world = InspectionWorld(Registry(path))
    on = date(2014, 4, 1)
    places = [
        (OTHER_TOWNSHIP, "township", COUNTY, "店头镇", "Diantou Town"),
        (OTHER_VILLAGE, "village", OTHER_TOWNSHIP, "永寿坊村", "Yongshoufang Village"),
        (OTHER_GROUP, "group", OTHER_VILLAGE, "第一村民小组", "Group 1"),
    ]
    world.write(
        "place",
        on,
        [
            {"code": code, "version": 1, "since_on": on, "level": level, "parent_code": parent}
            | {"name_zh": zh, "name_en": en, "rural_households": 8, "rural_persons": 16}
            for code, level, parent, zh, en in places
        ],
    )
    world.write(
        "household",
        on,
        [
            {"household_id": f"H{n}", "version": 1, "since_on": on, "head_name": f"户主{n}"}
            | {"village_code": OTHER_VILLAGE, "group_code": OTHER_GROUP, "address": f"{30 - n}号"}
            | {"register_kind": "rural"}
            for n in range(11, 19)
        ],
    )
    world.survey(date(2014, 4, 20), "H01")
    world.list_households(date(2014, 4, 30), *LISTED)
    open_campaign(
        world.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=INSPECTION,
            kind="inspection",
            year=2014,
            county_code=COUNTY,
            pack="cn",
            opened_on=MAY_5,
            announce_by=date(2014, 6, 30),
            document_mark="永扶办检",
            half=1,
        ),
    )
    return world


def copy_inspection_world(template: InspectionWorld, folder: Path) -> InspectionWorld:
    """A fresh copy of the template."""
    return InspectionWorld(copy_world(template, folder).registry)
