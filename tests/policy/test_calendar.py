"""Windows against the State Council's published calendar."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policy.calendar import deadline, is_holiday_rest, is_working_day, publicity_window
from policy.errors import PolicyError

CASES = yaml.safe_load((Path(__file__).parent / "cases_windows.yaml").read_text("utf-8"))

# Saturdays and Sundays that the yearly notices made working days.
MAKE_UP_DAYS = {
    2014: ["01-26", "02-08", "05-04", "09-28", "10-11"],
    2016: ["02-06", "02-14", "06-12", "09-18", "10-08", "10-09"],
    2017: ["01-22", "02-04", "04-01", "05-27", "09-30"],
    2018: ["02-11", "02-24", "04-08", "04-28", "09-29", "09-30", "12-29"],
}

days = st.dates(date(2014, 1, 1), date(2025, 11, 30))
lengths = st.integers(1, 15)
kinds = st.sampled_from(["calendar", "working"])
countries = st.sampled_from(["CN", "VN"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_window_closes_as_the_published_calendar_says(case: dict[str, Any]) -> None:
    window = publicity_window(
        case["posted"],
        7,
        case.get("day_kind", "calendar"),
        case.get("rolls_over", True),
        case.get("country", "CN"),
    )
    assert window.opens_on == case["posted"] + timedelta(days=1)
    assert window.closes_on == case["closes"]


@pytest.mark.parametrize("year", MAKE_UP_DAYS)
def test_exactly_the_published_weekend_days_are_worked(year: int) -> None:
    all_days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    worked = [
        f"{day:%m-%d}"
        for day in all_days
        if day.year == year and day.weekday() >= 5 and is_working_day(day, "CN")
    ]
    assert worked == MAKE_UP_DAYS[year]


def test_a_year_without_a_published_calendar_is_reported() -> None:
    with pytest.raises(PolicyError, match="public holidays of CN, 2099: no published calendar"):
        publicity_window(date(2099, 3, 1), 7, "calendar", True, "CN")


def test_a_window_that_does_not_look_at_holidays_needs_no_calendar() -> None:
    window = publicity_window(date(2099, 3, 1), 7, "calendar", False, "CN")
    assert window.closes_on == date(2099, 3, 8)


def test_a_country_without_yearly_notices_is_known_for_any_year() -> None:
    assert not is_working_day(date(2099, 1, 1), "VN")


@pytest.mark.parametrize(("count", "kind"), [(0, "calendar"), (7, "banking")])
def test_a_policy_out_of_range_is_refused(count: int, kind: str) -> None:
    with pytest.raises(PolicyError, match="`calendar` or `working`"):
        publicity_window(date(2015, 3, 2), count, kind, True, "CN")


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(PolicyError, match="a country code such as CN"):
        is_working_day(date(2015, 3, 2), "ZZ")


def test_ten_days_to_decide_count_from_the_day_after_receipt() -> None:
    assert deadline(date(2015, 6, 1), 10) == date(2015, 6, 11)


@given(days, lengths, kinds, st.booleans(), countries)
def test_a_window_has_all_its_days_and_never_shrinks_by_one_more(
    posted_on: date, length: int, kind: str, rolls: bool, country: str
) -> None:
    window = publicity_window(posted_on, length, kind, rolls, country)
    longer = publicity_window(posted_on, length + 1, kind, rolls, country)
    assert window.opens_on == posted_on + timedelta(days=1)
    assert (window.closes_on - posted_on).days >= length
    assert longer.closes_on >= window.closes_on


@given(days, lengths, kinds, countries)
def test_posting_a_day_later_never_closes_earlier(
    posted_on: date, length: int, kind: str, country: str
) -> None:
    next_day = posted_on + timedelta(days=1)
    assert (
        publicity_window(next_day, length, kind, True, country).closes_on
        >= publicity_window(posted_on, length, kind, True, country).closes_on
    )


@given(days, lengths, countries)
def test_a_rolling_window_never_closes_in_a_holiday(
    posted_on: date, length: int, country: str
) -> None:
    window = publicity_window(posted_on, length, "calendar", True, country)
    assert not is_holiday_rest(window.closes_on, country)
