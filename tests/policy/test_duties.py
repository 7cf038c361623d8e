"""Duties: the year's periods without gaps, festivals by the published calendar, mistakes named."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from policy.duties import FESTIVALS, Duty, festival_on, periods_of
from policy.errors import PolicyError
from policy.label import Label
from policy.pack import PACKS, load_pack

#: As printed in every Chinese calendar.
CALENDAR = {
    2014: ("01-31", "04-05", "06-02", "09-08", "10-02"),
    2015: ("02-19", "04-05", "06-20", "09-27", "10-21"),
    2016: ("02-08", "04-04", "06-09", "09-15", "10-09"),
    2017: ("01-28", "04-04", "05-30", "10-04", "10-28"),
    2020: ("01-25", "04-04", "06-25", "10-01", "10-25"),
    2023: ("01-22", "04-05", "06-22", "09-29", "10-23"),
}


@pytest.mark.parametrize("year", CALENDAR)
def test_festivals_fall_on_the_days_that_calendars_print(year: int) -> None:
    names = ("spring_festival", "qingming", "dragon_boat", "mid_autumn", "double_ninth")
    found = [festival_on(name, year) for name in names]
    assert found == [date.fromisoformat(f"{year}-{day}") for day in CALENDAR[year]]


@pytest.mark.parametrize("name", FESTIVALS)
@pytest.mark.parametrize("year", [1900, 2100, 2150])
def test_a_festival_of_a_year_without_a_calendar_is_an_error_by_name(name: str, year: int) -> None:
    with pytest.raises(PolicyError, match=f"no calendar of {year}") as refusal:
        festival_on(name, year)
    assert f"没有{year}年的历表" in refusal.value.said("zh")


def duty(per: str, **changes: object) -> Duty:
    fields = {
        "id": "helper.visit",
        "since_on": date(2014, 1, 1),
        "owner": "helper",
        "subject": "household",
        "per": per,
        "times": 1,
        "by": None,
        "from_day": None,
        "festivals": (),
        "needs_evidence": False,
        "label": Label("走访", "visit"),
        "source": "default",
    }
    return Duty(**fields | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("per", "count"),
    [("year", 1), ("half_year", 2), ("quarter", 4), ("month", 12), ("two_weeks", 26)],
)
@pytest.mark.parametrize("year", [2014, 2016])
def test_periods_cover_the_year_without_gap_or_overlap(per: str, count: int, year: int) -> None:
    periods = list(periods_of([duty(per)], year, 15))
    assert len(periods) == count == len({period.name for period in periods})
    days = [
        p.first_on + timedelta(days=n)
        for p in periods
        for n in range((p.last_on - p.first_on).days + 1)
    ]
    assert days == [date(year, 1, 1) + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == date(year, 12, 31)
    assert all(p.due_on == p.last_on for p in periods)


def test_a_plan_is_due_at_the_start_of_the_year_and_a_check_begins_at_its_end() -> None:
    (plan,) = periods_of([duty("year", by="01-31")], 2014, 15)
    assert (plan.first_on, plan.due_on) == (date(2014, 1, 1), date(2014, 1, 31))
    assert plan.last_on == date(2014, 12, 31)
    (check,) = periods_of([duty("year", from_day="12-01")], 2014, 15)
    assert (check.first_on, check.due_on) == (date(2014, 12, 1), date(2014, 12, 31))


def test_a_festival_visit_counts_from_some_days_before_to_the_festival() -> None:
    (visit,) = periods_of([duty("festival", festivals=("mid_autumn",))], 2014, 15)
    assert visit.name == "2014-mid_autumn"
    assert (visit.first_on, visit.due_on) == (date(2014, 8, 24), date(2014, 9, 8))


def test_what_is_owed_several_times_a_period_is_numbered() -> None:
    names = [p.name for p in periods_of([duty("half_year", times=2)], 2014, 15)]
    assert names == ["2014-H1#1", "2014-H1#2", "2014-H2#1", "2014-H2#2"]


def test_a_duty_that_changes_is_owed_as_it_stood_when_its_period_began() -> None:
    quarterly = duty("quarter")
    monthly = duty("month", since_on=date(2014, 8, 1))
    names = [p.name for p in periods_of([quarterly, monthly], 2014, 15)]
    assert names == [
        *("2014-Q1", "2014-Q2", "2014-Q3"),
        *("2014-08", "2014-09", "2014-10", "2014-11", "2014-12"),
    ]


def test_the_pack_has_every_duty_that_the_texts_count() -> None:
    duties = load_pack("cn").duties
    of = {owner: [d for d in duties if d.owner == owner] for owner in ("helper", "unit")}
    assert len(of["helper"]) == 12  # ten of the list, and two of the five ones that it lacks
    assert len(of["unit"]) == 6  # five of the list, of which the second has two
    assert {d.owner for d in duties} == {"helper", "unit", "village", "township", "office"}
    assert load_pack("vn").duties == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("per: quarter", "per: week", "expected one of year, half_year"),
        ("owner: village", "owner: mayor", "expected one of helper, unit"),
        ("subject: household", "subject: village", "expected one of household"),
        ("mid_autumn", "midsummer", "expected one of spring_festival"),
        ('by: "01-31"', 'by: "02-30"', "do not fit together"),
        ("per: festival", "per: month", "do not fit together"),
        ('from_day: "12-01"', "times: 0", "do not fit together"),
        ("needs_evidence: true", "needs_evidence: perhaps", "do not fit together"),
        ("id: helper.clean_up", "id: helper.visit", "more than once"),
        ('source: "[004]"', 'source: "[009]"', "009"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(PACKS / "cn", tmp_path / "draft")
    file = tmp_path / "draft" / "duties.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PolicyError) as refusal:
        load_pack("draft", tmp_path)
    assert said in str(refusal.value)
