"""Days of publicity and deadlines, by the public holidays of the pack's country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from policy.errors import PolicyError

ONE_DAY = timedelta(days=1)
# Countries whose rest days and make-up working days are published anew for every year. Elsewhere
# the holidays follow from the law and are known for any year.
PUBLISHED_YEARLY = frozenset({"CN"})


@dataclass(frozen=True)
class Window:
    """Days of publicity, first and last included."""

    opens_on: date
    closes_on: date


def publicity_window(
    confirmed_on: date, days: int, day_kind: str, rolls_over_holidays: bool, country: str
) -> Window:
    """The window of a notice whose posting was confirmed on `confirmed_on`; day one is the day after.

    `day_kind` is `calendar` or `working`. A calendar window whose last day is a rest day of a
    public holiday ends on the next working day, if it rolls over; an ordinary weekend ends it.
    PolicyError for a day whose year has no published calendar, and for settings out of range.
    Source: default of the policy pack.
    """
    if days < 1 or day_kind not in ("calendar", "working"):
        raise PolicyError.because("policy.unfit_window", days=days, day_kind=day_kind)
    opens_on = confirmed_on + ONE_DAY
    if day_kind == "working":
        return Window(opens_on, _nth_working_day(opens_on, days, country))
    last_on = add_days(confirmed_on, days)
    if rolls_over_holidays and is_holiday_rest(last_on, country):
        last_on = _nth_working_day(last_on, 1, country)
    return Window(opens_on, last_on)


def deadline(received_on: date, limit_days: int) -> date:
    """Last day of a limit in calendar days, counted from the day after receipt."""
    return add_days(received_on, limit_days)


def half_of(day: date) -> int:
    """The half of the year, 1 or 2."""
    return 1 if day.month <= 6 else 2


def last_of_half(year: int, half: int) -> date:
    """The last day of a half-year."""
    return date(year, 6, 30) if half == 1 else date(year, 12, 31)


def add_days(day: date, days: int) -> date:
    """The day so many calendar days later."""
    return day + timedelta(days=days)


def is_working_day(day: date, country: str) -> bool:
    """Whether offices work, make-up days included; PolicyError for an unpublished year."""
    calendar = _calendar(country)
    if country in PUBLISHED_YEARLY and not is_published(day.year, country):
        raise PolicyError.because("policy.no_calendar", country=country, year=day.year, day=day)
    return calendar.is_working_day(day)


def is_published(year: int, country: str) -> bool:
    """Whether the year's rest days are known.

    The package lists a Chinese year's exchanged rest days only after the State Council's notice;
    every year has some, so a year without entries has not been published.
    """
    return country not in PUBLISHED_YEARLY or year in _calendar(country).special_public_holidays


def is_holiday_rest(day: date, country: str) -> bool:
    """Whether the day rests and belongs to a public holiday.

    A holiday takes the rest days that join it: 4 October is one although only the first three days
    are named by law; an ordinary Saturday is not.
    """
    if is_working_day(day, country):
        return False
    calendar = _calendar(country)
    return any(
        rest in calendar for step in (ONE_DAY, -ONE_DAY) for rest in _rest_days(day, step, country)
    )


def _rest_days(day: date, step: timedelta, country: str) -> Iterator[date]:
    while not is_working_day(day, country):
        yield day
        day += step


def _nth_working_day(first_on: date, count: int, country: str) -> date:
    day = first_on
    while True:
        count -= is_working_day(day, country)
        if count == 0:
            return day
        day += ONE_DAY


@lru_cache
def _calendar(country: str) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country)
    except NotImplementedError as error:
        raise PolicyError.because(
            "policy.unknown_country", where="pack.yaml, country", country=country
        ) from error
