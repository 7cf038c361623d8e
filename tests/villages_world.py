"""Villages with known poverty, a panel of seven and a campaign: the ground of the villages' tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.stages import STAGES
from policy.pack import load_pack
from registry.named_sql import execute
from tasks.campaign_day import Campaign, CampaignDay, Tally, campaign_day
from tasks.intake.loading import LoadReport, load_rows
from tasks.opening import open_campaign
from tests.help_world import HelpWorld, copy_help_world, day_of, pair
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE

VILLAGES = f"villages-2014-{COUNTY}"
EARLIER = f"villages-2013-{COUNTY}"
OTHER_TOWNSHIP = "610426102"
#: By village its township, registered rural persons and persons on the list. The first has ten
#: households of two; each other one that has poor persons has one household.
PLACES: dict[str, tuple[str, int | None, int]] = {
    VILLAGE: (TOWNSHIP, 1000, 20),  # 2 %
    "610426101002": (TOWNSHIP, 100, 3),  # 3 % to the person
    "610426101003": (TOWNSHIP, 101, 3),  # just below
    "610426101004": (TOWNSHIP, None, 0),  # nobody has counted it
    "610426102001": (OTHER_TOWNSHIP, 500, 0),
}
TWO, THREE_PERCENT, BELOW, UNCOUNTED, NO_POOR = PLACES
#: Member: name, body, own village, unit. DW-1 helps the first village.
PANEL = {
    "PW-1": ("周建军", "leading_group", None, "DW-1"),
    "PW-2": ("吴桂兰", "leading_group", None, "DW-2"),
    "PW-3": ("郑志强", "delegate", TWO, None),
    "PW-4": ("冯玉珍", "delegate", None, None),
    "PW-5": ("陈德福", "delegate", None, None),
    "PW-6": ("褚小凤", "delegate", None, None),
    "PW-7": ("卫国平", "advisory", None, None),
}
MAY_2, JUNE_2, JUNE_10 = day_of(5, 2), day_of(6, 2), day_of(6, 10)


@dataclass
class VillagesWorld(HelpWorld):
    """What villages, panel and leaders hand in, through the intake."""

    def day(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, VILLAGES, on, OFFICE)

    def round(self, on: date) -> dict[str, Tally]:
        """One daily round of the villages' campaign without printing."""
        with self.registry.held():
            day, stages = self.day(on), STAGES["villages"]
            return {n: stage(day) if stage.is_due(day) else {} for n, stage in stages.items()}

    def rounds(self, first: date, last: date) -> None:
        """The round of every day from first to last."""
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            self.round(date.fromordinal(ordinal))

    def load(self, form: str, on: date, *rows: Mapping[str, Any]) -> LoadReport:
        return load_rows(self.registry, form, rows, as_of=on, actor="村两委")

    def propose(self, on: date, *villages: str, kind: str = "entry") -> None:
        self.load("village_proposal", on, *(proposal(v, on, kind) for v in villages))

    def score(self, on: date, village: str, points: Mapping[str, Any]) -> None:
        rows = (score(village, on, member, given) for member, given in points.items())
        self.load("village_score", on, *rows)

    def approve(self, on: date, village: str, finding: str = "approved") -> None:
        self.load("village_approval", on, approval(village, on, finding))

    def cleared(self, *villages: str, kind: str = "entry") -> None:
        """Proposed on 31 May, posted on 2 June: nothing stands against them on 10 June."""
        self.propose(day_of(5, 31), *villages, kind=kind)
        self.round(day_of(5, 31))
        self.post("village_proposal", JUNE_2)
        self.round(JUNE_2)
        self.round(JUNE_10)

    def scored(self, *villages: str, kind: str = "entry") -> None:
        """As `cleared`; on 11 June every member of the panel who may has scored them."""
        self.cleared(*villages, kind=kind)
        for village in villages:
            barred = {"PW-1", "PW-3"} if village == TWO else set()
            self.score(day_of(6, 11), village, dict.fromkeys(PANEL.keys() - barred, 80))
        self.round(day_of(6, 11))

    def be_poor(self, *villages: str, since: date = date(2013, 7, 1)) -> None:
        """Announced as poor villages the year before."""
        key = {"campaign_id": EARLIER}
        rows = [key | proposal(v, since) | {"round": 1} for v in villages]
        self.write("village_proposal", since, rows)
        said = {"proposal_round": 1, "step": "announcement", "result": "announced"}
        said |= {"decided_on": since, "reason": "village.announced number=1", "evidence": "1"}
        self.write("village_outcome", since, [key | said | {"village_code": v} for v in villages])

    def have(self, on: date, village: str, *lacking: str) -> None:
        """Everything that a village must have when it exits, but for what it lacks."""
        required = load_pack("cn").value("village.exit.required_haves", on).value
        assert isinstance(required, tuple)
        rows = [have(village, h) for h in required if h not in lacking]
        self.load("village_have", on, *rows)

    def way(self, on: date) -> dict[str, str | None]:
        """The last word on every proposal."""
        return {
            row["village_code"]: row["result"]
            for row in self.asked("FROM village_way_on(?)", [on])
            if row["campaign_id"] == VILLAGES
        }

    def told(self, result: str) -> dict[str, date]:
        """Day of a result by village."""
        return {
            row["village_code"]: row["decided_on"]
            for row in self.rows("village_outcome")
            if (row["campaign_id"], row["result"]) == (VILLAGES, result)
        }

    def asked(self, text: str, values: list[Any]) -> list[dict[str, Any]]:
        with self.registry.reading() as reader:
            found = execute(reader.connection, text, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def proposal(village: str, on: date, kind: str = "entry") -> dict[str, Any]:
    said = {"reason": "收入低，路未通", "proposer": "李卫东", "evidence": "会议记录"}
    return {"village_code": village, "proposed_on": on, "kind": kind} | said


def score(village: str, on: date, member: str, points: Any = 80) -> dict[str, Any]:
    said = {"member_id": member, "points": points, "comment": "产业弱"}
    return {"village_code": village, "scored_on": on} | said


def approval(village: str, on: date, finding: str = "approved") -> dict[str, Any]:
    reason = "资料不全" if finding == "returned" else None
    said = {"approver": "赵敏", "finding": finding, "reason": reason}
    return {"village_code": village, "decided_on": on} | said


def have(village: str, have_id: str, has_it: bool = True) -> dict[str, Any]:
    what = {"evidence": "照片"} if has_it else {"what": "没有"}
    return {"village_code": village, "have_id": have_id, "has_it": has_it} | what


def build_villages_world(template: HelpWorld, folder: Path) -> VillagesWorld:
    """The template that tests copy: five villages in two townships, poor as in `PLACES`."""
    world = VillagesWorld(copy_help_world(template, folder).registry)
    with world.registry.held():
        world.write("place", MAY_2, _places())
        homes = [(v, n) for v, (_, _, n) in PLACES.items() if n and v != TWO]
        world.write("household", MAY_2, [_household(v, n) for v, n in homes])
        world.list_households(MAY_2, *(f"K{v[-3:]}" for v, _ in homes))
        pair(world, MAY_2, {"H01": "BF-1"})
        open_campaign(
            world.registry,
            Campaign(
                actor=OFFICE,
                campaign_id=VILLAGES,
                kind="villages",
                year=2014,
                county_code=COUNTY,
                pack="cn",
                opened_on=MAY_2,
                announce_by=date(2014, 12, 31),
                document_mark="永扶办村",
            ),
        )
        names = ("name", "body", "village_code", "unit_id")
        world.load(
            "panel_member",
            MAY_2,
            *(
                {"member_id": member} | dict(zip(names, said, strict=True))
                for member, said in PANEL.items()
            ),
        )
    return world


def copy_villages_world(template: VillagesWorld, folder: Path) -> VillagesWorld:
    """A fresh copy of the template."""
    return VillagesWorld(copy_help_world(template, folder).registry)


def _places() -> list[dict[str, Any]]:
    def place(code: str, level: str, above: str, name: str, **more: Any) -> dict[str, Any]:
        known = code in (TOWNSHIP, VILLAGE)
        state = {"version": 2 if known else 1, "since_on": MAY_2, "level": level}
        return {"code": code, "parent_code": above, "name_zh": name} | state | more

    villages = [
        place(
            code,
            "village",
            township,
            f"{code[-1]}号村",
            name_en=f"Village {code[-4:]}",
            rural_households=10,
            rural_persons=persons,
        )
        for code, (township, persons, _) in PLACES.items()
    ]
    return [
        place(TOWNSHIP, "township", COUNTY, "监军镇", name_en="Jianjun Town", rural_persons=None),
        place(
            OTHER_TOWNSHIP,
            "township",
            COUNTY,
            "常宁镇",
            name_en="Changning Town",
            rural_persons=600,
        ),
        *villages,
    ]


def _household(village: str, persons: int) -> dict[str, Any]:
    return {
        "household_id": f"K{village[-3:]}",
        "version": 1,
        "since_on": MAY_2,
        "village_code": village,
        "group_code": village + "01",
        "head_name": "户主",
        "register_kind": "rural",
        "registered_persons": persons,
    }
