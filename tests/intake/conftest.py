"""A small registry with something of everything, and workbooks as offices write them."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from registry.proof import fingerprint
from registry.session import Registry
from tasks.intake.loading import load_rows

AS_OF = date(2014, 7, 1)
ACTOR = "周洁"
CAMPAIGN = "identification-2014-610426"
VILLAGE, GROUP, OTHER_GROUP = "610426100001", "61042610000101", "61042610000102"
HEAD_ID = "11010519491231002X"
OTHER_ID = "110105194912310038"

Sheets = dict[str, list[list[Any]]]
Book = Callable[[str, Sheets], Path]


def _place(code: str, level: str, parent: str | None, name: str) -> dict[str, Any]:
    return {"code": code, "level": level, "parent_code": parent, "name_zh": name}


def _household(household_id: str, group: str, name: str) -> dict[str, Any]:
    return {
        "household_id": household_id,
        "village_code": VILLAGE,
        "group_code": group,
        "head_name": name,
        "since_on": date(2014, 1, 1),
    }


def _paper(number: str, issued_on: date) -> dict[str, Any]:
    return {
        "number": number,
        "kind": "first_publicity",
        "campaign_id": CAMPAIGN,
        "place_code": GROUP,
        "issued_on": issued_on,
        "content": "{}",
        "content_digest": "0",
    }


def _seed(registry: Registry) -> None:
    with registry.writing("test", date(2014, 3, 1), ACTOR) as entry:
        entry.insert(
            "campaign",
            [
                {
                    "campaign_id": CAMPAIGN,
                    "kind": "identification",
                    "year": 2014,
                    "county_code": "610426",
                    "pack": "cn",
                    "opened_on": date(2014, 3, 1),
                    "announce_by": date(2014, 12, 31),
                    "document_mark": "永扶办公示",
                }
            ],
        )
        entry.insert("paper", [_paper("公示1号", date(2014, 4, 10))])
        line = {"number": "公示1号", "line_no": 1, "is_new": True}
        entry.insert("notice_line", [line | {"household_id": "H1"}])
        hit = {"campaign_id": CAMPAIGN, "household_id": "H1", "rule_id": "keepout.luxury"}
        hit |= {
            "source": "vehicles",
            "record_no": "V1",
            "found_on": AS_OF,
            "matched_by": "id_number",
        }
        entry.insert("hit", [hit])
        clear = {
            "campaign_id": CAMPAIGN,
            "step": "first_publicity",
            "household_id": "H1",
            "round": 1,
        }
        clear |= {"result": "clear", "decided_on": date(2014, 4, 18), "reason": "clear"}
        entry.insert("outcome", [clear])
        finding = {"campaign_id": CAMPAIGN, "check_id": "size", "household_id": "H1", "round": 1}
        finding |= {"kind": "incomplete", "found_on": AS_OF, "detail": "no size"}
        entry.insert("finding", [finding])
        entry.insert("drawn", [{"draw_id": "D1", "household_id": "H1", "rank": 1}])
    said: list[tuple[str, list[dict[str, Any]]]] = [
        (
            "places",
            [
                _place("610426", "county", None, "永寿县"),
                _place("610426100", "township", "610426", "监军镇"),
                _place(VILLAGE, "village", "610426100", "上营村"),
                _place(GROUP, "group", VILLAGE, "一组"),
                _place(OTHER_GROUP, "group", VILLAGE, "二组"),
            ],
        ),
        (
            "households",
            [_household("H1", GROUP, "张秀英"), _household("H2", OTHER_GROUP, "李卫东")],
        ),
        (
            "persons",
            [{"household_id": "H1", "name": "张秀英", "id_number": HEAD_ID, "relation": "户主"}],
        ),
        (
            "helping_unit",
            [{"unit_id": "DW-1", "name_zh": "农业局", "kind": "county", "leader_name": "周建军"}],
        ),
        (
            "meeting",
            [
                {"meeting_id": "M1", "kind": "group_appraisal", "place_code": GROUP}
                | {"held_on": date(2014, 4, 3), "eligible": 46, "present": 41},
                {"meeting_id": "M2", "kind": "training", "place_code": VILLAGE}
                | {"held_on": date(2014, 4, 1), "present": 12},
                {"meeting_id": "M3", "kind": "village_appraisal", "place_code": VILLAGE}
                | {"held_on": date(2014, 4, 5), "eligible": 30, "present": 24},
            ],
        ),
        ("survey", [{"household_id": "H1", "surveyor": "王建国", "finding": "surveyed"}]),
        (
            "objection",
            [
                _objection("Y1", "listed", "H1"),
                _objection("Y2", "missed", None),
                _objection("Y3", "listed", "H1"),
            ],
        ),
        ("assignment", [{"objection_id": "Y1", "investigator": "赵敏"}]),
        ("investigation", [{"objection_id": "Y1", "investigator": "赵敏", "finding": "属实"}]),
        ("assignment", [{"objection_id": "Y2", "investigator": "赵敏"}]),
        ("investigation", [{"objection_id": "Y2", "investigator": "赵敏", "finding": "属实"}]),
    ]
    for form, rows in said:
        load_rows(registry, form, rows, as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)


def _objection(objection_id: str, kind: str, household_id: str | None) -> dict[str, Any]:
    return {
        "objection_id": objection_id,
        "number": "公示1号",
        "kind": kind,
        "household_id": household_id,
        "received_on": date(2014, 4, 12),
        "channel": "visit",
        "ground": "有车",
        "is_anonymous": True,
        "received_by": ACTOR,
    }


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    registry = Registry(tmp_path_factory.mktemp("template") / "registry.duckdb")
    registry.create("cn")
    with registry.held():
        _seed(registry)
    return registry.path


@pytest.fixture(scope="module")
def seeded(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """One for many tests: load only what must be refused."""
    path = tmp_path_factory.mktemp("seeded") / "registry.duckdb"
    shutil.copyfile(template, path)
    with Registry(path).held() as registry:
        yield registry


@pytest.fixture(scope="module")
def seeded_fingerprint(seeded: Registry) -> str:
    return fingerprint(seeded)


@pytest.fixture
def registry(template: Path, tmp_path: Path) -> Iterator[Registry]:
    """A copy of one's own."""
    shutil.copyfile(template, tmp_path / "registry.duckdb")
    with Registry(tmp_path / "registry.duckdb").held() as registry:
        yield registry


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes a workbook: sheet names, and rows of cells from the first row on."""

    def write(name: str, sheets: Sheets) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append([_cell(value) for value in row])
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


def _cell(value: Any) -> Any:
    return datetime(value.year, value.month, value.day) if type(value) is date else value


def rows_of(registry: Registry, query: str) -> list[tuple[Any, ...]]:
    with registry.reading() as reader:
        found: list[tuple[Any, ...]] = reader.connection.execute(query).fetchall()
    return found
