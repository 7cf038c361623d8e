"""When somebody is reminded: ahead of the day, on it, after it, then whoever is above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policy.calendar import ONE_DAY, is_working_day


@dataclass(frozen=True)
class Rhythm:
    """The policy's days and hours of reminding; days count from the day on which a thing is due.

    After that day comes the first reminder on the next day, the following ones `again_days` apart.
    """

    ahead_days: tuple[int, ...]
    again_days: int
    supervisor_days: int
    office_days: int
    is_sent_on_rest_days: bool
    from_hour: int
    until_hour: int
    retry_minutes: tuple[int, ...]

    @property
    def attempts(self) -> int:
        """After so many attempts in vain a digest is undeliverable."""
        return len(self.retry_minutes) + 1


def days_spoken_of(
    as_of: date, last_told_on: date | None, rhythm: Rhythm, country: str
) -> tuple[date, date] | None:
    """First and last day whose reminders come on this day; None on a day on which none come.

    What falls on a rest day, or on a day on which the machine was off, comes with the next digest.
    PolicyError for a year without a published calendar.
    """
    if rhythm.is_sent_on_rest_days:
        first_on = as_of
    elif not is_working_day(as_of, country):
        return None
    else:
        first_on = as_of
        while not is_working_day(first_on - ONE_DAY, country):
            first_on -= ONE_DAY
    missed_from = last_told_on + ONE_DAY if last_told_on else first_on
    return min(first_on, missed_from), as_of


def days_spoken_of_ahead(
    days: tuple[date, date], rhythm: Rhythm, country: str
) -> tuple[date, date]:
    """As `days_spoken_of`, for what is ahead or due: rest days come with the working day before them.

    PolicyError for a year without a published calendar.
    """
    first_on, last_on = days
    if rhythm.is_sent_on_rest_days:
        return days
    while first_on < last_on and not is_working_day(first_on, country):
        first_on += ONE_DAY
    while not is_working_day(last_on + ONE_DAY, country):
        last_on += ONE_DAY
    return first_on, last_on


def is_told(
    due_on: date,
    was_told: bool,
    days: tuple[date, date],
    rhythm: Rhythm,
    days_ahead: tuple[date, date] | None = None,
) -> bool:
    """Whether the digest of these days tells of something due on `due_on` that is known by now.

    What was never told, and is near or over its day, is told at once: it became known late.
    `days_ahead` are those of `days_spoken_of_ahead`.
    """
    first_on, last_on = days
    first_ahead_on, last_ahead_on = days_ahead or days
    ahead = {due_on, *(due_on - timedelta(days=n) for n in rhythm.ahead_days)}
    if not was_told and min(ahead) <= last_ahead_on:
        return True
    if any(first_ahead_on <= day <= last_ahead_on for day in ahead):
        return True
    # the days after: due + 1, then every again_days; is one of them in the span?
    oldest, newest = (first_on - due_on).days - 1, (last_on - due_on).days - 1
    return newest >= 0 and newest // rhythm.again_days > (max(oldest, 0) - 1) // rhythm.again_days


def levels_told(due_on: date, as_of: date, rhythm: Rhythm) -> tuple[str, ...]:
    """Who is told of it: the owner, when it is long overdue also the supervisor, then the office."""
    late_days = (as_of - due_on).days
    limits = {
        "owner": late_days,
        "supervisor": rhythm.supervisor_days,
        "office": rhythm.office_days,
    }
    return tuple(level for level, limit in limits.items() if late_days >= limit)


def may_send(now: datetime, rhythm: Rhythm, country: str) -> bool:
    """Whether the clock lets digests go out: no quiet hour, no quiet day."""
    is_day = rhythm.is_sent_on_rest_days or is_working_day(now.date(), country)
    return is_day and rhythm.from_hour <= now.hour < rhythm.until_hour


def next_attempt_at(tried_at: Sequence[datetime], rhythm: Rhythm) -> datetime | None:
    """When a digest may be tried again after these attempts; None when it is given up."""
    if len(tried_at) >= rhythm.attempts:
        return None
    return tried_at[-1] + timedelta(minutes=rhythm.retry_minutes[len(tried_at) - 1])
