"""Duties through the year: who owes what, what leavers leave and newcomers owe, what stands how."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from policy.duties import periods_of
from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.duties.forms import write_duty_forms
from tasks.duties.writing import duties_counted, duties_of, write_duties
from tasks.explanation import explain_household
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_files, load_rows
from tasks.reminders.digests import items_owed
from tests.help_world import HELP, HelpWorld, copy_help_world, day_of, pair
from tests.world import OFFICE, TOWNSHIP, VILLAGE

MAY_1 = day_of(5, 1)


@pytest.fixture
def help_world(help_world: HelpWorld) -> Iterator[HelpWorld]:
    """Held open: opening the registry anew for every act would take most of the time."""
    with help_world.registry.held():
        yield help_world


def decisive_days(world: HelpWorld, until_on: date, *changed_on: date) -> list[date]:
    """The days from 1 May on on which a daily round may find other duties than the day before.

    On them a duty's period begins to be written down, or something has changed, or did the day before.
    """
    day = world.day(MAY_1)
    lead = timedelta(days=day.setting("duty.lead_days"))
    periods = periods_of(day.pack.duties, 2014, day.setting("duty.festival_days"))
    days = {MAY_1, until_on, *(period.first_on - lead for period in periods)}
    for on in changed_on:
        days |= {on - timedelta(days=1), on, on + timedelta(days=1)}
    return sorted(on for on in days if MAY_1 <= on <= until_on)


def write(world: HelpWorld, on: date) -> int:
    return write_duties(world.day(on)).get("duties", 0)


def leave(world: HelpWorld, helper: str, on: date) -> None:
    (known,) = [row for row in world.rows("helper") if row["helper_id"] == helper]
    left = {"version": 2, "since_on": on, "left_on": on, "left_reason": "transferred"}
    world.write("helper", on, [{k: v for k, v in known.items() if k != "entry"} | left])


def report(world: HelpWorld, on: date, duty: str, owner: str, subject: str, **more: Any) -> None:
    row = {"duty_id": duty, "owner_id": owner, "subject_code": subject, "done_on": on}
    row |= {"what": "已办", "evidence": "照片2张", "period": "2014-Q2"}
    load_rows(world.registry, "duty_report", [row | more], as_of=on, actor=OFFICE, campaign_id=HELP)


def states(world: HelpWorld, on: date, **wanted: str) -> dict[tuple[str, ...], str]:
    """States by owner, subject and period of the duties that fit."""
    with world.registry.reading() as reader:
        rows = execute(reader.connection, "FROM duty_on(?, ?)", [HELP, on]).pl().to_dicts()
    return {
        (row["owner_id"], row["subject_code"], row["period"]): row["state"]
        for row in rows
        if all(row[name] == value for name, value in wanted.items())
    }


def owed(world: HelpWorld, owner: str, subject: str) -> set[tuple[str, str, date]]:
    return {
        (row["duty_id"], row["period"], row["due_on"])
        for row in world.rows("duty")
        if (row["owner_id"], row["subject_code"]) == (owner, subject)
    }


def test_a_helper_paired_in_may_owes_what_is_left_of_the_year(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, MAY_1)
    year_end, quarter_end, month_end = day_of(12, 31), day_of(6, 30), day_of(5, 31)
    assert owed(help_world, "BF-1", "H01") == {
        # a newcomer has as long for the plan of the year as the others had: to the 31st day
        ("helper.income_plan", "2014", day_of(5, 31)),
        *((f"helper.{d}", "2014", year_end) for d in ("medical", "loan", "schooling")),
        *((f"helper.{d}", "2014", year_end) for d in ("policy_lesson", "caring_deed")),
        *((f"helper.{d}", "2014-Q2", quarter_end) for d in ("visit", "clean_up", "difficulties")),
        ("helper.message", "2014-05", month_end),
    }


def test_units_villages_townships_and_the_office_owe_theirs(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, MAY_1)
    assert {d for d, _, _ in owed(help_world, "DW-1", VILLAGE)} == {
        *("unit.plan", "unit.leader_visit", "unit.meeting", "unit.livelihood")
    }
    assert {d for d, _, _ in owed(help_world, "DW-1", "DW-1")} == {
        "unit.information",
        "unit.report",
    }
    assert owed(help_world, VILLAGE, VILLAGE) == {
        ("village.gratitude_meeting", "2014-Q2", day_of(6, 30))
    }
    office = {(d, p) for d, p, _ in owed(help_world, "610426", "610426")}
    assert office == {("office.projects", "2014-F10"), ("office.countdown", "2014-Q2")}
    assert not owed(help_world, "DW-2", "DW-2")  # paired with no village


def test_duties_are_written_a_week_before_their_period(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, MAY_1)
    write(help_world, day_of(5, 24))
    assert "2014-06" not in periods(help_world)
    write(help_world, day_of(5, 25))
    assert "2014-06" in periods(help_world)
    assert "2014-Q3" not in periods(help_world)


def periods(world: HelpWorld) -> set[str]:
    return {row["period"] for row in world.rows("duty") if row["owner_id"] == "BF-1"}


def test_written_twice_adds_nothing(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1", "H02": "BF-4"})
    assert write(help_world, day_of(6, 15)) > 0
    before = fingerprint(help_world.registry)
    assert write(help_world, day_of(6, 15)) == 0
    assert fingerprint(help_world.registry) == before


def test_one_round_after_months_writes_what_daily_rounds_would_have(
    listed_village: HelpWorld, tmp_path: Path
) -> None:
    def back_and_paired(world: HelpWorld, on: date) -> None:
        come_back(world, "BF-1", on)
        pair(world, on, {"H01": "BF-1"}, round=3)

    changes: dict[date, Callable[[HelpWorld, date], None]] = {
        MAY_1: lambda world, on: pair(world, on, {"H01": "BF-1", "H02": "BF-1", "H03": "BF-4"}),
        day_of(7, 10): lambda world, on: leave(world, "BF-1", on),
        day_of(7, 14): lambda world, on: pair(world, on, {"H01": "BF-2", "H02": "BF-3"}, round=2),
        # said again, nothing new
        day_of(8, 20): lambda world, on: pair(world, on, {"H03": "BF-4"}, round=2),
        day_of(8, 25): back_and_paired,
        day_of(9, 3): lambda world, on: leave(world, "BF-4", on),
        day_of(9, 12): lambda world, on: come_back(world, "BF-4", on),
    }
    last_on = MAY_1 + timedelta(days=149)
    worlds = []
    for name in ("daily", "late"):
        (tmp_path / name).mkdir()
        worlds.append(copy_help_world(listed_village, tmp_path / name))
    daily, late = worlds
    with daily.registry.held(), late.registry.held():
        for on in decisive_days(daily, last_on, *changes):
            for world in worlds:
                if on in changes:
                    changes[on](world, on)
            write(daily, on)
        assert write(late, last_on) > 100
        assert fingerprint(late.registry) == fingerprint(daily.registry)


@pytest.mark.parametrize(
    ("paired_on", "owes"),
    [(day_of(5, 15), True), (day_of(5, 16), True), (day_of(5, 17), False), (day_of(5, 31), False)],
)
def test_a_newcomer_owes_a_months_duty_if_half_of_it_is_left(
    help_world: HelpWorld, paired_on: date, owes: bool
) -> None:
    pair(help_world, paired_on, {"H01": "BF-1"})
    write(help_world, day_of(5, 31))
    is_owed = ("helper.message", "2014-05", day_of(5, 31)) in owed(help_world, "BF-1", "H01")
    assert is_owed is owes  # 16 of 31 days on the 16th, 15 on the 17th


def test_what_a_leaver_leaves_open_is_void_and_the_next_helper_owes_the_rest(
    help_world: HelpWorld,
) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1", "H02": "BF-1"})
    write(help_world, MAY_1)
    report(help_world, day_of(5, 10), "helper.visit", "BF-1", "H01")
    leave(help_world, "BF-1", day_of(5, 12))
    visits = {"duty_id": "helper.visit"}
    assert states(help_world, day_of(5, 11), **visits)["BF-1", "H02", "2014-Q2"] == "open"
    left = states(help_world, day_of(5, 12), **visits)
    assert left["BF-1", "H01", "2014-Q2"] == "done"
    assert left["BF-1", "H02", "2014-Q2"] == "void"
    pair(help_world, day_of(5, 14), {"H01": "BF-2", "H02": "BF-2"}, round=2)
    write(help_world, day_of(5, 14))
    new = states(help_world, day_of(5, 14), **visits)
    assert new["BF-2", "H02", "2014-Q2"] == "open"
    assert new["BF-2", "H01", "2014-Q2"] == "void"  # whoever helped before has visited


def test_what_was_overdue_when_a_helper_left_is_left_undone_and_only_the_next_one_owes(
    help_world: HelpWorld,
) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, day_of(6, 1))
    plan, key = {"duty_id": "helper.income_plan"}, ("BF-1", "H01", "2014")
    assert states(help_world, day_of(6, 9), **plan)[key] == "overdue"
    pair(help_world, day_of(6, 10), {"H01": "BF-2"}, round=2)
    write(help_world, day_of(6, 10))
    assert states(help_world, day_of(6, 10), **plan) == {
        key: "left_undone",
        ("BF-2", "H01", "2014"): "open",
    }
    assert "BF-1" not in {row["owner_id"] for row in duties_counted(help_world.day(day_of(6, 10)))}
    with help_world.registry.reading() as reader:
        told = items_owed(reader, help_world.day(day_of(6, 25)), day_of(12, 31))
    assert "BF-2" in {item["owner_id"] for item in told}
    assert "BF-1" not in {item["owner_id"] for item in told}


def come_back(world: HelpWorld, helper: str, on: date) -> None:
    known = max(
        (row for row in world.rows("helper") if row["helper_id"] == helper),
        key=lambda row: row["version"],
    )
    back = {"version": known["version"] + 1, "since_on": on, "left_on": None, "left_reason": None}
    world.write("helper", on, [{k: v for k, v in known.items() if k != "entry"} | back])


@pytest.mark.parametrize("is_daily", [True, False])
def test_who_comes_back_owes_nothing_for_the_time_away(
    help_world: HelpWorld, is_daily: bool
) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    away_on, back_on = day_of(6, 10), day_of(9, 1)
    for on in decisive_days(help_world, back_on, away_on, back_on):
        if on == away_on:
            leave(help_world, "BF-1", on)
        if on == back_on:
            come_back(help_world, "BF-1", on)
        if is_daily:
            write(help_world, on)
    write(help_world, day_of(9, 2))
    messages = states(help_world, day_of(9, 2), duty_id="helper.message")
    assert messages == {
        ("BF-1", "H01", "2014-05"): "left_undone",
        ("BF-1", "H01", "2014-06"): "void",
        ("BF-1", "H01", "2014-09"): "open",
    }
    # what is due at the year's end is owed again; while away nothing was
    loan, key = {"duty_id": "helper.loan"}, ("BF-1", "H01", "2014")
    assert states(help_world, day_of(8, 31), **loan)[key] == "void"
    assert states(help_world, day_of(9, 2), **loan)[key] == "open"
    with pytest.raises(IntakeError, match="no longer helps household H01"):
        load_rows(
            help_world.registry,
            "duty_report",
            [
                {"duty_id": "helper.loan", "owner_id": "BF-1", "subject_code": "H01"}
                | {"period": "2014", "done_on": day_of(7, 1), "what": "办", "evidence": "照片"}
            ],
            as_of=day_of(9, 2),
            actor=OFFICE,
            campaign_id=HELP,
        )


def test_helpers_and_the_unit_owe_nothing_while_the_unit_was_away(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    (unit,) = [row for row in help_world.rows("helping_unit") if row["unit_id"] == "DW-1"]
    unit = {k: v for k, v in unit.items() if k != "entry"}
    for version, on, left_on in ((2, day_of(6, 10), day_of(6, 10)), (3, day_of(9, 1), None)):
        row = unit | {"version": version, "since_on": on, "left_on": left_on}
        help_world.write("helping_unit", on, [row])
    write(help_world, day_of(9, 2))
    of_unit = {period for owner, _, period in states(help_world, day_of(9, 2)) if owner == "DW-1"}
    of_helper = states(help_world, day_of(9, 2), duty_id="helper.message")
    assert "2014-Q3" not in of_unit
    assert sorted(period for _, _, period in of_helper) == ["2014-05", "2014-06", "2014-09"]


def test_a_village_owes_from_the_day_on_which_a_listed_household_lives_there(
    help_world: HelpWorld,
) -> None:
    other, on = TOWNSHIP + "002", day_of(9, 1)
    pair(help_world, MAY_1, {"H01": "BF-1"})
    place = {"version": 1, "since_on": MAY_1, "code": other, "level": "village"}
    help_world.write("place", MAY_1, [place | {"parent_code": TOWNSHIP, "name_zh": "下营村"}])
    (home,) = [row for row in help_world.rows("household") if row["household_id"] == "H01"]
    home = {k: v for k, v in home.items() if k != "entry"} | {"village_code": other}
    help_world.write("household", on, [home | {"version": 2, "since_on": on}])
    write(help_world, day_of(9, 30))
    periods_of_villages = {
        code: {period for owner, _, period in states(help_world, day_of(9, 30)) if owner == code}
        for code in (VILLAGE, other)
    }
    assert periods_of_villages == {VILLAGE: {"2014-Q2", "2014-Q3", "2014-Q4"}, other: {"2014-Q4"}}


def test_a_duty_is_open_then_overdue_and_done_late_when_it_is_done_then(
    help_world: HelpWorld,
) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, day_of(6, 30))
    key = ("BF-1", "H01", "2014-Q2")
    visits = {"duty_id": "helper.visit"}
    assert states(help_world, day_of(6, 30), **visits)[key] == "open"
    assert states(help_world, day_of(7, 1), **visits)[key] == "overdue"
    report(help_world, day_of(7, 4), "helper.visit", "BF-1", "H01")
    assert states(help_world, day_of(7, 3), **visits)[key] == "overdue"
    assert states(help_world, day_of(7, 4), **visits)[key] == "done_late"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"duty_id": "helper.singing"}, "expected one of"),
        ({"period": "2014-Q4"}, "BF-1 has no duty visit for H01 in 2014-Q4"),
        ({"owner_id": "BF-9"}, "BF-9 has no duty visit"),
        ({"done_on": day_of(4, 30)}, "begins on 2014-05-01"),
        ({"evidence": None}, "expected evidence of the duty visit"),
        ({"done_on": day_of(6, 20)}, "the day of loading"),
        ({"subject_code": "H02", "done_on": day_of(6, 2)}, "no longer helps household H02"),
    ],
)
def test_a_report_that_cannot_be_is_refused_by_name(
    help_world: HelpWorld, changes: dict[str, Any], said: str
) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1", "H02": "BF-1"})
    pair(help_world, day_of(6, 1), {"H02": "BF-2"}, round=2)
    write(help_world, day_of(6, 10))
    before = fingerprint(help_world.registry)
    row = {"duty_id": "helper.visit", "owner_id": "BF-1", "subject_code": "H01"}
    row |= {"period": "2014-Q2", "done_on": day_of(6, 5), "what": "走访", "evidence": "照片"}
    with pytest.raises(IntakeError) as refusal:
        load_rows(
            help_world.registry,
            "duty_report",
            [row | changes],
            as_of=day_of(6, 10),
            actor=OFFICE,
            campaign_id=HELP,
        )
    assert said in str(refusal.value)
    assert "请" in refusal.value.said("zh")
    assert fingerprint(help_world.registry) == before


def test_the_form_goes_out_filled_in_and_comes_back(help_world: HelpWorld, tmp_path: Path) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1", "H02": "BF-4"})
    write(help_world, day_of(6, 10))
    day = help_world.day(day_of(6, 10))
    files = {file.stem: file for file in write_duty_forms(day, tmp_path, "zh")}
    assert set(files) == {
        *("duty_report-DW-1", "duty_report-DW-2", f"duty_report-{VILLAGE}"),
        *("duty_report-610426101", "duty_report-610426"),
    }
    book = openpyxl.load_workbook(files["duty_report-DW-1"])
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    filled = 0
    for row in sheet.iter_rows(min_row=5):
        if row[0].value == "入户走访":
            values = {"完成日期": day_of(6, 9), "完成情况": "看了果园", "佐证材料": "照片1张"}
            for head, value in values.items():
                row[next(n for n, h in enumerate(heads) if h.startswith(head))].value = value
            filled += 1
    assert filled == 1
    book.save(tmp_path / "returned.xlsx")
    done = load_files(
        help_world.registry, [tmp_path / "returned.xlsx"], as_of=day.as_of, actor=OFFICE
    )
    assert done.forms["duty_report"].stored == 1
    (visit,) = [d for d in duties_of(day, "BF-1") if d["duty_id"] == "helper.visit"]
    assert (visit["state"], visit["done_on"]) == ("done", day_of(6, 9))


def test_helpers_count_under_their_unit(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1", "H04": "BF-4"})
    write(help_world, day_of(6, 10))
    report(help_world, day_of(6, 3), "helper.message", "BF-1", "H01", period="2014-05")
    counted = {row["owner_id"]: row for row in duties_counted(help_world.day(day_of(6, 10)))}
    assert counted["BF-1"]["group_id"] == counted["DW-1"]["group_id"] == "DW-1"
    # the plan of the year was due on 31 May; the call was made three days late
    assert (counted["BF-1"]["overdue"], counted["BF-1"]["done"]) == (1, 1)
    assert counted["BF-1"]["in_time"] == 0
    assert counted["BF-4"]["overdue"] == 2


def test_a_household_is_told_what_is_owed_to_it(help_world: HelpWorld) -> None:
    pair(help_world, MAY_1, {"H01": "BF-1"})
    write(help_world, day_of(6, 10))
    said = explain_household(help_world.day(day_of(6, 10)), "H01").as_json("zh")
    (plan,) = [d for d in said["duties"] if d["duty_id"] == "helper.income_plan"]
    assert (plan["duty"], plan["state_wording"]) == ("制定年度增收计划", "逾期未完成")
    assert said["reminders"] == []


@pytest.mark.parametrize(
    ("paired_on", "count"),
    # of 12 a year: 245 of 365 days leave 8, 214 leave 7, 184 leave 6, and 183 are still half
    [(day_of(5, 1), 8), (day_of(6, 1), 7), (day_of(7, 1), 6), (day_of(7, 2), 6), (day_of(7, 3), 0)],
)
def test_what_is_owed_several_times_a_year_a_newcomer_owes_less_often(
    help_world: HelpWorld, monkeypatch: pytest.MonkeyPatch, paired_on: date, count: int
) -> None:
    loan = next(d for d in help_world.day(MAY_1).pack.duties if d.id == "helper.loan")
    often = replace(loan, times=12)
    monkeypatch.setattr("tasks.duties.writing.periods_of", lambda _, *of: periods_of([often], *of))
    pair(help_world, paired_on, {"H01": "BF-1"})
    write(help_world, day_of(7, 10))
    found = {period for _, period, _ in owed(help_world, "BF-1", "H01")}
    assert found == {f"2014#{n}" for n in range(1, count + 1)}
