"""Reminding: ahead, on the day, after it; nothing lost on rest days or while the machine was off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.calendar import is_working_day
from policy.errors import PolicyError
from policy.reminders import (
    Rhythm,
    days_spoken_of,
    days_spoken_of_ahead,
    is_told,
    levels_told,
    may_send,
    next_attempt_at,
)

RHYTHM = Rhythm(
    ahead_days=(7, 1),
    again_days=7,
    supervisor_days=8,
    office_days=22,
    is_sent_on_rest_days=False,
    from_hour=8,
    until_hour=20,
    retry_minutes=(10, 30),
)
CHINA = ZoneInfo("Asia/Shanghai")
JUNE_30 = date(2014, 6, 30)
KNOWN = date(2014, 4, 1)


def day(month: int, day_of_month: int) -> date:
    return date(2014, month, day_of_month)


def told_on(due_on: date, known_on: date, days: list[date]) -> list[date]:
    """The days among these on which a digest speaks of it, as the office would live them."""
    told: list[date] = []
    last = None
    for on in days:
        span = days_spoken_of(on, last, RHYTHM, "CN")
        if span and on >= known_on:
            ahead = days_spoken_of_ahead(span, RHYTHM, "CN")
            told += [on] if is_told(due_on, bool(told), span, RHYTHM, ahead) else []
        last = on if span else last
    return told


def every_day(first_on: date, last_on: date) -> list[date]:
    return [first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1)]


def test_people_are_told_seven_days_and_one_day_ahead_on_the_day_and_weekly_after() -> None:
    told = told_on(JUNE_30, KNOWN, every_day(day(6, 1), day(7, 20)))
    # 29 June is a Sunday: what falls on it comes on the Friday before
    assert told == [day(6, 23), day(6, 27), day(6, 30), day(7, 1), day(7, 8), day(7, 15)]


@pytest.mark.parametrize("due_on", [day(10, 3), day(10, 7)])
def test_what_falls_due_in_a_holiday_is_told_on_the_last_working_day_before(due_on: date) -> None:
    days = every_day(day(9, 20), day(10, 8))
    assert told_on(due_on, KNOWN, days)[-2:] == [day(9, 30), day(10, 8)]
    assert told_on(due_on, day(9, 28), days) in (  # known late: the same day, if that is near
        [day(9, 28), day(9, 30), day(10, 8)],
        [day(9, 30), day(10, 8)],
    )


def test_what_was_told_before_a_holiday_is_not_told_again_after_it() -> None:
    # seven days ahead is 3 October: told on 30 September, and no more than that
    assert told_on(day(10, 10), KNOWN, every_day(day(9, 20), day(10, 8))) == [day(9, 30)]
    # nor when it became known on 30 September itself; in the holiday: once the office works again
    assert told_on(day(10, 10), day(9, 30), every_day(day(9, 20), day(10, 8))) == [day(9, 30)]
    assert told_on(day(10, 10), day(10, 4), every_day(day(9, 20), day(10, 8))) == [day(10, 8)]


def test_on_rest_days_nobody_is_told_and_on_make_up_days_people_are() -> None:
    assert days_spoken_of(day(6, 29), day(6, 27), RHYTHM, "CN") is None  # a Sunday
    assert days_spoken_of(day(10, 3), day(9, 30), RHYTHM, "CN") is None  # National Day
    assert days_spoken_of(day(9, 28), day(9, 26), RHYTHM, "CN") == (day(9, 27), day(9, 28))


def test_after_the_holiday_week_the_whole_week_is_spoken_of() -> None:
    assert days_spoken_of(day(10, 8), None, RHYTHM, "CN") == (day(10, 1), day(10, 8))


def test_a_year_whose_rest_days_are_not_published_is_not_guessed() -> None:
    with pytest.raises(PolicyError, match="2040"):
        days_spoken_of(date(2040, 5, 1), None, RHYTHM, "CN")


@pytest.mark.parametrize(
    ("due_on", "known_on", "told"),
    [
        (JUNE_30, day(6, 25), [day(6, 25), day(6, 27), JUNE_30]),  # after the seventh day ahead
        (JUNE_30, day(6, 28), [JUNE_30]),  # a Saturday; in two days
        (day(7, 2), day(6, 28), [JUNE_30, day(7, 1), day(7, 2)]),
        (day(6, 20), day(6, 25), [day(6, 25), day(6, 30)]),  # overdue when it became known
        (JUNE_30, day(6, 20), [day(6, 23), day(6, 27), JUNE_30]),  # not late: in its time
    ],
)
def test_what_becomes_known_late_is_told_that_day_or_on_the_next_working_day(
    due_on: date, known_on: date, told: list[date]
) -> None:
    assert told_on(due_on, known_on, every_day(day(6, 20), max(due_on, JUNE_30))) == told


@settings(deadline=None)  # lives 150 days; a busy machine takes its time
@given(
    st.dates(date(2014, 2, 1), date(2014, 10, 31)),
    st.integers(0, 60),
    st.sets(st.integers(0, 150), max_size=40),
)
def test_whatever_days_the_machine_is_off_no_reminder_is_lost(
    due_on: date, known_before: int, off: set[int]
) -> None:
    known_on = due_on - timedelta(days=known_before)
    days = every_day(known_on, known_on + timedelta(days=150))
    lived = [on for n, on in enumerate(days) if n not in off]
    told = told_on(due_on, known_on, lived)
    ahead = {due_on - timedelta(days=7), due_on - timedelta(days=1), due_on}
    after = {due_on + timedelta(days=1 + 7 * n) for n in range(10)}
    working = [on for on in lived if is_working_day(on, "CN")]
    for on in ahead | after:
        last_before = on
        while on in ahead and not is_working_day(last_before, "CN"):
            last_before -= timedelta(days=1)
        first_after = next((w for w in working if w >= max(on, known_on)), None)
        if on >= known_on and first_after:
            assert first_after in told or set(told) & set(every_day(last_before, on))


@given(st.dates(date(2014, 2, 1), date(2014, 10, 31)), st.integers(0, 60))
def test_nobody_is_told_without_a_reason(due_on: date, known_before: int) -> None:
    known_on = due_on - timedelta(days=known_before)
    told = told_on(due_on, known_on, every_day(known_on, due_on + timedelta(days=60)))
    assert len(told) <= 5 + 60 // 7 + 1
    assert all(on >= known_on and is_working_day(on, "CN") for on in told)


@given(st.dates(date(2014, 2, 1), date(2014, 10, 31)), st.integers(0, 60))
def test_what_is_near_is_first_told_on_the_first_working_day_on_which_it_is_known(
    due_on: date, known_before: int
) -> None:
    known_on = due_on - timedelta(days=known_before)
    (first, *_) = told_on(due_on, known_on, every_day(known_on, due_on + timedelta(days=60)))
    working = (on for on in every_day(known_on, first) if is_working_day(on, "CN"))
    week_ahead = due_on - timedelta(days=7)
    assert all(on == first or on < week_ahead for on in working)


def test_what_is_long_overdue_goes_to_the_supervisor_and_then_to_the_office() -> None:
    def told(days: int) -> tuple[str, ...]:
        return levels_told(JUNE_30, JUNE_30 + timedelta(days=days), RHYTHM)

    assert told(-7) == told(0) == told(7) == ("owner",)
    assert told(8) == told(21) == ("owner", "supervisor")
    assert told(22) == ("owner", "supervisor", "office")


@pytest.mark.parametrize(
    ("at", "may"),
    [
        ("2014-06-30 07:59", False),
        ("2014-06-30 08:00", True),
        ("2014-06-30 19:59", True),
        ("2014-06-30 20:00", False),
        ("2014-06-29 10:00", False),
        ("2014-09-28 10:00", True),
    ],
)
def test_digests_go_out_in_working_hours_only(at: str, may: bool) -> None:
    assert may_send(datetime.fromisoformat(at).replace(tzinfo=CHINA), RHYTHM, "CN") is may


def test_attempts_are_further_and_further_apart_and_then_given_up() -> None:
    first = datetime(2014, 6, 30, 9, tzinfo=CHINA)
    second = first + timedelta(minutes=10)
    assert next_attempt_at([first], RHYTHM) == second
    assert next_attempt_at([first, second], RHYTHM) == second + timedelta(minutes=30)
    assert next_attempt_at([first, second, second], RHYTHM) is None
