"""A village of ten households whose people act on named days: the ground of scenario tests."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from flows.stages import STAGES
from policy.identity import check_digit
from registry.checkpoint import log_of
from registry.named_sql import execute
from registry.session import Registry
from tasks.campaign_day import Campaign, CampaignDay, Tally, campaign_day
from tasks.opening import open_campaign

COUNTY, TOWNSHIP, VILLAGE = "610426", "610426101", "610426101001"
GROUPS = (VILLAGE + "01", VILLAGE + "02")
CAMPAIGN = f"identification-2014-{COUNTY}"
DESK = {
    "office_name": "扶贫工作站",
    "office_address": "永寿县监军街1号",
    "phone": "029-37660000",
    "supervision_phone": "029-37661111",
}
#: A household that meets the income criterion and no keep-out.
POOR: dict[str, Any] = {
    "net_income_per_year": Decimal(4000),
    "consumption_per_year": Decimal(4500),
    "medical_out_of_pocket_per_year": Decimal(0),
    "has_major_illness": False,
    "dropouts_for_money": 0,
    "dwellings": 1,
    "housing_grade": "B",
    "can_build": True,
    "new_house_year": 0,
    "has_vehicle": False,
    "has_ship": False,
    "has_construction_machinery": False,
    "has_large_farm_machinery": False,
    "has_company": False,
    "hires_long_term": False,
    "pays_business_tax": False,
    "public_payroll_members": 0,
    "village_cadre_members": 0,
    "is_ordinary_cadre": False,
    "has_serious_cause": False,
    "years_away": Decimal(0),
    "has_food": True,
    "has_safe_water": True,
    "has_clothing": True,
    "has_medical_insurance": True,
    "has_electricity": True,
    "main_cause": "funds",
}
OFFICE = "县扶贫办"


def id_number(birth_on: date) -> str:
    """A valid number of a person born that day; there is one a day."""
    first = f"{COUNTY}{birth_on:%Y%m%d}001"
    return first + check_digit(first)


def april(day: int) -> date:
    """A day of April 2014."""
    return date(2014, 4, day)


@dataclass
class World:
    """What the people of the village do, written as the intake would write it."""

    registry: Registry
    households: list[str] = field(default_factory=lambda: [f"H{n:02}" for n in range(1, 11)])
    meetings: int = 0
    campaign: str = CAMPAIGN

    def day(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, self.campaign, on, OFFICE)

    def round(self, on: date) -> dict[str, Tally]:
        """One daily round without printing."""
        with self.registry.held():
            day = self.day(on)
            stages = STAGES[day.campaign.kind]
            return {n: stage(day) if stage.is_due(day) else {} for n, stage in stages.items()}

    def write(
        self, table: str, on: date, rows: list[dict[str, Any]], actor: str = "村委会"
    ) -> None:
        with self.registry.writing(f"form {table}", on, actor) as entry:
            entry.insert(table, rows)

    def tamper(self, *statements: str) -> None:
        """Somebody changes the file beside the program."""
        with self.registry.held(), self.registry.reading() as reader:
            for statement in statements:
                reader.connection.execute(statement)

    def apply(self, on: date, *households: str, is_signed: bool = True, round: int = 1) -> None:
        self.write(
            "application",
            on,
            [
                {
                    "campaign_id": self.campaign,
                    "household_id": h,
                    "round": round,
                    "applied_on": on,
                    "applicant_name": f"户主{h}",
                    "is_signed": is_signed,
                    "is_fingerprinted": True,
                }
                for h in households
            ],
        )

    def meet(
        self,
        step: str,
        on: date,
        *households: str,
        votes_for: int = 20,
        present: int = 24,
        round: int = 1,
        reason: str | None = None,
    ) -> None:
        self.meetings += 1
        meeting_id = f"M{self.meetings}-{self.campaign}"
        place = VILLAGE if step == "village_appraisal" else self.group_of(households[0])
        self.write(
            "meeting",
            on,
            [
                {
                    "meeting_id": meeting_id,
                    "round": 1,
                    "campaign_id": self.campaign,
                    "kind": step,
                    "place_code": place,
                    "held_on": on,
                    "eligible": 30,
                    "present": present,
                    "chaired_by": "组长",
                }
            ],
        )
        self.write(
            "vote",
            on,
            [
                {
                    "campaign_id": self.campaign,
                    "step": step,
                    "household_id": h,
                    "round": round,
                    "meeting_id": meeting_id,
                    "voted_on": on,
                    "votes_for": votes_for,
                    "votes_against": present - votes_for,
                    "abstained": 0,
                    "reason": reason,
                }
                for h in households
            ],
        )

    def group_of(self, household: str) -> str:
        return GROUPS[0] if int(household[1:]) <= 5 else GROUPS[1]

    def notices(self, kind: str) -> list[dict[str, Any]]:
        """Notices of a kind with their households, in the order of their numbers."""
        with self.registry.reading() as reader:
            rows = reader.connection.execute(
                """SELECT p.number, p.place_code, p.issued_on, p.replaces,
                       list(l.household_id ORDER BY l.line_no) AS households,
                       list(l.household_id ORDER BY l.line_no) FILTER (WHERE l.is_new) AS new
                   FROM paper AS p JOIN notice_line AS l USING (number)
                   WHERE p.kind = ? AND p.campaign_id = ?
                   GROUP BY ALL""",
                [kind, self.campaign],
            ).pl()
        return sorted(rows.to_dicts(), key=lambda n: int(re.findall(r"〕(\d+)", n["number"])[0]))

    def post(self, kind: str, on: date) -> list[str]:
        """Post every notice of a kind that hangs nowhere yet; returns their numbers."""
        with self.registry.reading() as reader:
            waiting = reader.connection.execute(
                "SELECT number FROM paper WHERE kind = ? AND number NOT IN (SELECT number FROM posting)",
                [kind],
            ).fetchall()
        numbers = [number for (number,) in waiting]
        rows = [
            {
                "number": number,
                "round": 1,
                "posted_on": on,
                "confirmed_on": on,
                "venue": "村务公开栏",
                "poster": "张三",
                "witness": "李四",
                "photo_ref": "照片1",
            }
            for number in numbers
        ]
        self.write("posting", on, rows)
        return numbers

    def object(
        self, on: date, number: str, household: str, kind: str = "listed", name: str = "O1"
    ) -> str:
        row = {
            "objection_id": name,
            "round": 1,
            "campaign_id": self.campaign,
            "number": number,
            "household_id": household,
            "kind": kind,
            "received_on": on,
            "channel": "visit",
            "ground": "家有小车",
            "is_anonymous": True,
            "received_by": "王主任",
        }
        self.write("objection", on, [row])
        return name

    def decide(self, on: date, objection_id: str, finding: str) -> None:
        row = {"objection_id": objection_id, "decided_on": on, "decider": "赵书记"}
        self.write("decision", on, [row | {"finding": finding, "reason": "经核实"}])

    def survey(self, on: date, *households: str, round: int = 1, **facts: Any) -> None:
        self.write(
            "survey",
            on,
            [
                {
                    "campaign_id": self.campaign,
                    "household_id": h,
                    "round": round,
                    "surveyed_on": on,
                    "surveyor": "孙干部",
                    "finding": "surveyed",
                    "size": 2,
                }
                | POOR
                | facts
                for h in households
            ],
        )

    def audit(self, on: date, *households: str, finding: str = "approved", round: int = 1) -> None:
        self.write(
            "audit",
            on,
            [
                {
                    "campaign_id": self.campaign,
                    "household_id": h,
                    "round": round,
                    "audited_on": on,
                    "auditor": "镇审核员",
                    "finding": finding,
                    "reason": "材料矛盾" if finding == "returned" else None,
                }
                for h in households
            ],
        )

    def deliver(self, on: date, *records: dict[str, Any]) -> None:
        """Every required department delivers; `records` are the lines that matter."""
        required = self.day(on).setting("comparison.required_departments")
        self.write(
            "delivery",
            on,
            [
                {
                    "campaign_id": self.campaign,
                    "department_id": d,
                    "round": 1,
                    "delivered_on": on,
                    "records": sum(record["department_id"] == d for record in records),
                }
                for d in required
            ],
        )
        if records:
            rows = [{"version": 1, "delivered_on": on} | record for record in records]
            self.write("department_record", on, rows)

    def reverify(self, on: date, finding: str, household: str) -> None:
        with self.registry.reading() as reader:
            hits = reader.connection.execute(
                "SELECT household_id, rule_id, source, record_no FROM hit WHERE household_id = ?",
                [household],
            ).pl()
        rows = [
            {
                "campaign_id": self.campaign,
                "round": 1,
                "verified_on": on,
                "village_verifier": "村干部",
                "township_verifier": "镇干部",
                "finding": finding,
                "reason": "车已于2010年卖出" if finding == "kept" else "确有小车",
            }
            | hit
            for hit in hits.to_dicts()
        ]
        self.write("reverification", on, rows)

    def call_back(self, on: date) -> None:
        """Everyone who was drawn says that all was as reported."""
        with self.registry.reading() as reader:
            drawn = reader.rows("call_backs_open", campaign_id=self.campaign, as_of=on)
        rows = [
            {
                "draw_id": each["draw_id"],
                "household_id": each["household_id"],
                "round": 1,
                "called_on": on,
                "caller": "第三方",
                "applied_itself": True,
                "took_part": True,
                "signed_itself": True,
            }
            for each in drawn
        ]
        self.write("call_back", on, rows)

    def outcomes(self, step: str) -> dict[str, tuple[str, date]]:
        """Last result of a step and its day, by household."""
        with self.registry.reading() as reader:
            rows = reader.connection.execute(
                "SELECT household_id, max_by(result, round), max_by(decided_on, round) FROM outcome"
                " WHERE step = ? AND campaign_id = ? GROUP BY household_id ORDER BY household_id",
                [step, self.campaign],
            ).fetchall()
        return {household: (result, on) for household, result, on in rows}

    def standing(self, on: date) -> dict[str, str]:
        """Where every household stands."""
        with self.registry.reading() as reader:
            rows = execute(
                reader.connection,
                "SELECT household_id, step || coalesce(' ' || result, '') FROM position_on(?, ?)"
                " ORDER BY household_id",
                [self.campaign, on],
            ).fetchall()
        return dict(rows)


_World = TypeVar("_World", bound=World)


def kept_open(world: _World) -> Iterator[_World]:
    """The world with its registry open until the test is over: opening it anew costs most of a step."""
    with world.registry.held():
        yield world
        log_of(world.registry.path).unlink(missing_ok=True)  # the file is about to be thrown away


def build_world(path: Path) -> World:
    """The village on 1 April 2014, with the campaign open."""
    registry = Registry(path)
    registry.create("cn")
    world = World(registry)
    places = [
        (COUNTY, "county", None, "永寿县", "Yongshou County"),
        (TOWNSHIP, "township", COUNTY, "监军镇", "Jianjun Town"),
        (VILLAGE, "village", TOWNSHIP, "等驾坡村", "Dengjiapo Village"),
        (GROUPS[0], "group", VILLAGE, "第一村民小组", "Group 1"),
        (GROUPS[1], "group", VILLAGE, "第二村民小组", "Group 2"),
    ]
    on = april(1)
    world.write(
        "place",
        on,
        [
            {
                "code": code,
                "version": 1,
                "since_on": on,
                "level": level,
                "parent_code": parent,
                "name_zh": zh,
                "name_en": en,
                "rural_households": 10,
                "rural_persons": 20,
            }
            | (DESK if level == "county" else dict.fromkeys(DESK))
            for code, level, parent, zh, en in places
        ],
    )
    world.write(
        "household",
        on,
        [
            {
                "household_id": h,
                "version": 1,
                "since_on": on,
                "village_code": VILLAGE,
                "group_code": world.group_of(h),
                "head_name": f"户主{h[1:]}",
                "register_kind": "rural",
            }
            for h in world.households
        ],
    )
    world.write(
        "person",
        on,
        [
            {
                "person_id": f"{h}-{n}",
                "version": 1,
                "since_on": on,
                "household_id": h,
                "name": f"户主{h[1:]}" if n == 1 else f"家属{h[1:]}",
                "id_number": id_number(date(1960 + int(h[1:]), n, 1)),
                "birth_on": date(1960 + int(h[1:]), n, 1),
                "relation": "head" if n == 1 else "spouse",
            }
            for h in world.households
            for n in (1, 2)
        ],
    )
    open_campaign(
        registry,
        Campaign(
            actor=OFFICE,
            campaign_id=CAMPAIGN,
            kind="identification",
            year=2014,
            county_code=COUNTY,
            pack="cn",
            opened_on=on,
            announce_by=date(2014, 10, 31),
            document_mark="永扶办公示",
        ),
    )
    return world


def copy_world(template: World, folder: Path) -> World:
    """A fresh copy: making tables anew for each test would take most of its time."""
    path = folder / "office.duckdb"
    shutil.copyfile(template.registry.path, path)
    return World(Registry(path))
