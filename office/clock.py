"""The only place that asks what day it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from policy.errors import OfficeError

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The office's clock, with its zone."""
    return datetime.now(OFFICE_ZONE)


def today() -> date:
    """The office's day, whatever zone the machine is set to."""
    return now().date()


def reached(day: date | None) -> date:
    """The day that something is written for: today where none is named; OfficeError for one to come.

    What is once written stays, and a day that has not come may still bring other facts.
    """
    if day and day > today():
        raise OfficeError.because("office.future_day", as_of=day, today=today())
    return day or today()
