"""The village's ten households once they are listed, with units and helpers: the ground of help's tests."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registry.session import Registry
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign
from tests.world import CAMPAIGN, COUNTY, OFFICE, TOWNSHIP, VILLAGE, World, build_world

HELP = f"help-2014-{COUNTY}"
UNITS = ("DW-1", "DW-2")
#: Two units of three: a department leader and two cadres each.
HELPERS = tuple(f"BF-{n}" for n in range(1, 7))


def day_of(month: int, day: int) -> date:
    """A day of 2014."""
    return date(2014, month, day)


@dataclass
class HelpWorld(World):
    """The village after its announcement on 30 April 2014; help was opened on 1 May."""

    campaign: str = HELP

    def survey(self, on: date, *households: str, round: int = 1, **facts: Any) -> None:
        """Households are surveyed when they are identified."""
        World(self.registry).survey(on, *households, round=round, **facts)

    def list_households(self, on: date, *households: str) -> None:
        """Announce households without the steps before."""
        self.write(
            "outcome",
            on,
            [
                {
                    "campaign_id": CAMPAIGN,
                    "step": "announcement",
                    "household_id": household,
                    "round": 1,
                    "result": "announced",
                    "decided_on": on,
                    "reason": "announcement.announced number=1",
                    "evidence": None,
                }
                for household in households
            ],
            OFFICE,
        )

    def rows(self, table: str, order: str = "ALL") -> list[dict[str, Any]]:
        """All rows of a table."""
        with self.registry.reading() as reader:
            found = reader.connection.execute(f"FROM {table} ORDER BY {order}")
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def build_help_world(path: Path) -> HelpWorld:
    """The template that tests copy."""
    build_world(path)
    world = HelpWorld(Registry(path))
    world.list_households(date(2014, 4, 30), *world.households)
    on = day_of(5, 1)
    world.write(
        "helping_unit",
        on,
        [
            {
                "unit_id": unit,
                "version": 1,
                "since_on": on,
                "name_zh": f"帮扶单位{unit[-1]}",
                "name_en": f"Unit {unit[-1]}",
                "kind": "county",
                "place_code": TOWNSHIP if unit == "DW-1" else COUNTY,
                "leader_name": f"单位领导{unit[-1]}",
                "email": f"{unit.lower()}@office.test",
                "channel": "mail",
            }
            for unit in UNITS
        ],
    )
    world.write(
        "helper",
        on,
        [
            {
                "helper_id": helper,
                "version": 1,
                "since_on": on,
                "unit_id": UNITS[n // 3],
                "name": f"帮扶人{n + 1}",
                "rank": "department_leader" if n % 3 == 0 else "cadre",
                "place_code": COUNTY,
                "phone": f"1380000000{n}",
                "email": f"{helper.lower()}@office.test",
                "channel": "mail",
            }
            for n, helper in enumerate(HELPERS)
        ],
    )
    open_campaign(
        world.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=HELP,
            kind="help",
            year=2014,
            county_code=COUNTY,
            pack="cn",
            opened_on=on,
            announce_by=date(2014, 12, 31),
            document_mark="永扶办帮",
        ),
    )
    return world


def copy_help_world(template: HelpWorld, folder: Path) -> HelpWorld:
    """A fresh copy of the template."""
    path = folder / "office.duckdb"
    shutil.copyfile(template.registry.path, path)
    return HelpWorld(Registry(path))


def pair(world: HelpWorld, on: date, pairs: dict[str, str | None], round: int = 1) -> None:
    """Pair households with helpers without the computation, in one village."""
    units = {helper: UNITS[n // 3] for n, helper in enumerate(HELPERS)}
    world.write(
        "pairing",
        on,
        [
            {
                "campaign_id": HELP,
                "household_id": household,
                "round": round,
                "helper_id": helper,
                "unit_id": units.get(helper or ""),
                "paired_on": on,
                "run_no": 1,
                "reason": "pairing.first",
            }
            for household, helper in pairs.items()
        ],
        OFFICE,
    )
    paired_units = sorted({units[helper] for helper in pairs.values() if helper})
    world.write(
        "unit_pairing",
        on,
        [
            {
                "campaign_id": HELP,
                "unit_id": unit,
                "village_code": VILLAGE,
                "round": round,
                "paired_on": on,
                "is_paired": True,
                "run_no": 1,
                "reason": "pairing.first",
            }
            for unit in paired_units
        ],
        OFFICE,
    )
