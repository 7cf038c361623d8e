"""The listed households a year later, when the village reviews who may leave the list."""

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from registry.session import Registry
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign
from tests.help_world import HELP, HelpWorld
from tests.world import CAMPAIGN, COUNTY, OFFICE, World

EXIT = f"exit-2015-{COUNTY}"
#: A household that meets every condition of leaving: 7,000 per person, above the 2,855 of 2015.
WELL: dict[str, Any] = {
    "net_income_per_year": Decimal(14000),
    "has_stable_source": True,
}


def autumn(month: int, day: int) -> date:
    """A day of 2015."""
    return date(2015, month, day)


@dataclass
class ExitWorld(World):
    """Ten households listed in April 2014, helped, with the income of 2014; exit is open since September 2015."""

    campaign: str = EXIT

    def earn(self, campaign: str, on: date, *households: str, per_person: int) -> None:
        """The year-end check of a help campaign finds what the household earned."""
        self.write(
            "yearly_income",
            on,
            [
                {
                    "campaign_id": campaign,
                    "household_id": household,
                    "round": 1,
                    "recorded_on": on,
                    "recorded_by": "帮扶人",
                    "net_income": Decimal(2 * per_person),
                    "persons": 2,
                }
                for household in households
            ],
        )

    def recognise(
        self,
        on: date,
        *households: str,
        agrees: bool = True,
        is_signed: bool = True,
        reason: str | None = None,
    ) -> None:
        self.write(
            "recognition",
            on,
            [
                {
                    "campaign_id": EXIT,
                    "household_id": household,
                    "round": 1,
                    "asked_on": on,
                    "asked_by": "赵敏",
                    "agrees": agrees,
                    "is_signed": is_signed,
                    "reason": reason,
                }
                for household in households
            ],
        )

    def spot_check(self, on: date, finding: str, *households: str) -> None:
        self.write(
            "spot_check",
            on,
            [
                {
                    "campaign_id": EXIT,
                    "household_id": household,
                    "round": 1,
                    "checked_on": on,
                    "checker": "周洁",
                    "finding": finding,
                    "reason": None if finding == "confirmed" else "房屋为借住",
                }
                for household in households
            ],
        )

    def drawn(self) -> list[str]:
        """Households drawn for the county's check, in the order of the draws."""
        with self.registry.reading() as reader:
            rows = reader.connection.execute(
                "SELECT household_id FROM drawn JOIN draw USING (draw_id)"
                " WHERE purpose = 'spot_check' ORDER BY drawn_on, rank"
            ).fetchall()
        return [household for (household,) in rows]

    def up_to_audit(self, *households: str) -> None:
        """These households pass every step before the county's check, which begins on 20 October."""
        for group in (1, 2):
            of_group = [h for h in households if self.group_of(h).endswith(str(group))]
            if of_group:
                self.meet("group_appraisal", autumn(9, 2), *of_group)
        self.round(autumn(9, 2))
        self.post("first_publicity", autumn(9, 3))
        self.round(autumn(9, 11))
        self.survey(autumn(9, 12), *households, **WELL)
        self.round(autumn(9, 12))
        self.recognise(autumn(9, 14), *households)
        self.round(autumn(9, 14))
        self.meet("village_appraisal", autumn(9, 16), *households)
        self.round(autumn(9, 16))
        self.post("second_publicity", autumn(9, 17))
        self.round(autumn(9, 25))
        self.audit(autumn(10, 20), *households)
        self.round(autumn(10, 20))


def build_exit_world(template: HelpWorld, path: Path) -> ExitWorld:
    """The template that tests copy."""
    shutil.copyfile(template.registry.path, path)
    world = ExitWorld(Registry(path), campaign=CAMPAIGN)
    # 2,000 per person when they were identified
    world.survey(date(2014, 4, 10), *world.households)
    world.write(
        "measure",
        date(2014, 6, 1),
        [
            {
                "campaign_id": HELP,
                "household_id": household,
                "measure_id": "training",
                "round": 1,
                "decided_on": date(2014, 6, 1),
                "is_given": True,
                "reason": "measure.fits cause=skill",
            }
            for household in world.households
        ],
        OFFICE,
    )
    world.earn(HELP, date(2014, 12, 20), *world.households, per_person=4000)
    open_campaign(
        world.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=EXIT,
            kind="exit",
            year=2015,
            county_code=COUNTY,
            pack="cn",
            opened_on=autumn(9, 1),
            announce_by=autumn(12, 15),
            document_mark="永扶办退",
        ),
    )
    return copy_exit_world(world, None)


def copy_exit_world(template: World, folder: Path | None) -> ExitWorld:
    """A fresh copy of the template."""
    path = template.registry.path
    if folder:
        path = shutil.copyfile(path, folder / "office.duckdb")
    return ExitWorld(Registry(path))
