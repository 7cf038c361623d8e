"""Whom to look at first: on a source list, and not applied. Who is not known to have applied stays on it."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from office.status import status_of, status_tables
from tasks.forms_out import write_waiting_forms
from tasks.intake.loading import load_files
from tests.world import CAMPAIGN, OFFICE, VILLAGE, World, april, id_number


def head(household: int) -> str:
    """ID number of a head of the world's households."""
    return id_number(date(1960 + household, 1, 1))


def line(name: str, number: str, kind: str = "disabled", year: int = 2014) -> dict[str, Any]:
    listed = {"list_kind": kind, "year": year, "village_code": VILLAGE, "version": 1}
    return listed | {"name": name, "id_number": number, "listed_on": date(year, 1, 1)}


@pytest.fixture
def told(world: World) -> World:
    """H01 has applied; the others on this year's lists have not, or are not known."""
    world.apply(april(2), "H01")
    lines = [
        line("张一", head(1)),
        line("张二", head(2)),
        line("张二", head(2), kind="low_income"),
        line("张三", head(3).lower()),
        line("张四", ""),
        line("张五", id_number(date(1950, 1, 1))),  # of nobody registered here
        line("张六", head(6), year=2013),  # of a list that this year's has replaced
        line("张七", head(7), kind="student", year=2015),  # of the year to come
    ]
    world.write("source_entry", april(1), lines)
    return world


def test_a_village_is_told_whom_to_look_at_and_gets_their_applications(
    told: World, tmp_path: Path
) -> None:
    files = list(write_waiting_forms(told.day(april(3)), tmp_path, "zh"))
    (file,) = [each for each in files if each.name.startswith("look_first")]
    assert file.name == f"look_first-{VILLAGE}.xlsx"
    applications, lists = openpyxl.load_workbook(file).worksheets
    assert [row[0] for row in applications.iter_rows(min_row=5, values_only=True)] == ["H02", "H03"]
    headings = [str(cell.value).rstrip("*") for cell in lists[3]]
    kind, name = headings.index("名单种类"), headings.index("姓名")
    (whose,) = [at for at, heading in enumerate(headings) if heading.endswith("户编号")]
    rows = list(lists.iter_rows(min_row=5, values_only=True))
    assert [(row[kind], row[name], row[whose]) for row in rows] == [
        ("残疾人", "张二", "H02"),
        ("低收入户", "张二", "H02"),
        ("残疾人", "张三", "H03"),
        ("残疾人", "张五", None),
        ("残疾人", "张四", None),
    ]
    # who does not apply leaves everything as it is
    back = load_files(told.registry, [file], as_of=april(3), actor=OFFICE, campaign_id=CAMPAIGN)
    assert [(f.stored, f.unchanged, f.left_out) for f in back.forms.values()] == [
        (0, 0, 2),
        (0, 5, 0),
    ]


def test_status_counts_them_and_does_not_take_unknown_for_not_applied(told: World) -> None:
    status = status_of(told.day(april(3)))
    assert status["sources"] == [
        {"list_kind": "disabled", "applied": 1, "not_applied": 2, "unknown": 2},
        {"list_kind": "low_income", "applied": 0, "not_applied": 1, "unknown": 0},
    ]
    assert "source lists (persons)" in status_tables(status, "en")
    assert [row["form"] for row in status["waiting"]] == []  # nobody must apply


def test_who_is_on_the_way_or_when_the_list_is_announced_is_looked_for_no_more(told: World) -> None:
    told.apply(april(4), "H02", "H03")
    sources = status_of(told.day(april(5)))["sources"]
    assert [(row["applied"], row["not_applied"]) for row in sources] == [(3, 0), (1, 0)]
    assert status_of(told.day(date(2014, 11, 1)))["sources"] == []
