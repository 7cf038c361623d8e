"""The only place that asks what day it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The office's clock, with its zone."""
    return datetime.now(OFFICE_ZONE)


def today() -> date:
    """The office's day, whatever zone the machine is set to."""
    return now().date()
