"""What helpers, units, villages and the office owe: duties, the periods of a year, festivals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from holidays.calendars.chinese import _ChineseLunisolar

from policy.errors import PolicyError
from policy.label import Label
from policy.wording import words
from policy.yaml_file import (
    day_of,
    fields_of,
    label_of,
    read_yaml,
    refuse_repeated,
    refuse_unknown,
    shown,
)

ONE_DAY = timedelta(days=1)
PERIODS = ("year", "half_year", "quarter", "month", "two_weeks", "festival")
#: For whom an owner may owe a duty.
SUBJECTS = {
    "helper": ("household",),
    "unit": ("village", "itself"),
    "village": ("itself",),
    "township": ("itself",),
    "office": ("itself",),
}
MONTHS = {"half_year": 6, "quarter": 3, "month": 1}
NAMES = {"half_year": "{year}-H{no}", "quarter": "{year}-Q{no}", "month": "{year}-{no:02}"}
#: The package's table of festivals; its class has no public name, its methods do.
_MOON = _ChineseLunisolar()
FESTIVALS: dict[str, Callable[[int], tuple[date | None, bool]]] = {
    "spring_festival": _MOON.lunar_new_year_date,
    "qingming": _MOON.qingming_date,
    "dragon_boat": _MOON.dragon_boat_date,
    "mid_autumn": _MOON.mid_autumn_date,
    "double_ninth": _MOON.double_ninth_date,
}
#: Years that the table covers, the solar term Qingming included.
FIRST_YEAR, LAST_YEAR = 1901, 2099


@dataclass(frozen=True)
class Duty:
    """What one kind of owner owes one kind of subject in every period, from a day on."""

    id: str
    since_on: date
    owner: str
    subject: str
    per: str
    times: int
    by: str | None
    from_day: str | None
    festivals: tuple[str, ...]
    needs_evidence: bool
    label: Label
    source: str


@dataclass(frozen=True)
class Period:
    """A duty's period in a year: its days, the day on which it is due, and which of how many."""

    duty: Duty
    name: str
    first_on: date
    last_on: date
    due_on: date
    no: int


def festival_on(name: str, year: int) -> date:
    """The day of a festival by the lunar calendar; PolicyError for a year without a calendar."""
    found = FESTIVALS[name](year)[0] if FIRST_YEAR <= year <= LAST_YEAR else None
    if found is None:
        raise PolicyError.because(
            "obligations.no_festival",
            festival=words(f"festival.{name}", year=year),
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return found


def duties_on(duties: Iterable[Duty], day: date) -> list[Duty]:
    """The duties in force on a day, each as its latest entry has it."""
    return list({duty.id: duty for duty in duties if duty.since_on <= day}.values())


def periods_of(duties: Iterable[Duty], year: int, festival_days: int) -> Iterator[Period]:
    """Every period of every duty in a year; `festival_days` before a festival its visit may begin.

    A duty that changes in mid-period is owed as it stood on the period's first day.
    """
    known = list(duties)
    for duty in known:
        for name, first_on, last_on in _spans(duty, year, festival_days):
            if duty not in duties_on(known, first_on):
                continue
            may_begin_on = _in_year(duty.from_day, year) or first_on
            due_on = _in_year(duty.by, year) or last_on
            for no in range(1, duty.times + 1):
                text = name if duty.times == 1 else f"{name}#{no}"
                yield Period(duty, text, may_begin_on, last_on, due_on, no)


def _spans(duty: Duty, year: int, festival_days: int) -> Iterator[tuple[str, date, date]]:
    if duty.per == "festival":
        for name in duty.festivals:
            day = festival_on(name, year)
            yield f"{year}-{name}", day - timedelta(days=festival_days), day
        return
    following_year = ("", date(year + 1, 1, 1))
    for (name, first_on), (_, following) in pairwise([*_starts(duty.per, year), following_year]):
        yield name, first_on, following - ONE_DAY


def _starts(per: str, year: int) -> Iterator[tuple[str, date]]:
    """Names and first days of a year's periods; the last fortnight takes the year's odd days."""
    if per == "year":
        yield str(year), date(year, 1, 1)
    elif per == "two_weeks":
        for no in range(1, 27):
            yield f"{year}-F{no:02}", date(year, 1, 1) + timedelta(weeks=2 * (no - 1))
    else:
        for no in range(1, 12 // MONTHS[per] + 1):
            first_on = date(year, (no - 1) * MONTHS[per] + 1, 1)
            yield NAMES[per].format(year=year, no=no), first_on


def _in_year(month_day: str | None, year: int) -> date | None:
    return date.fromisoformat(f"{year}-{month_day}") if month_day else None


def read_duties(path: Path) -> tuple[Duty, ...]:
    """The duties of a pack, none where it has no such file; PolicyError at the first faulty entry."""
    where = shown(path)
    duties = [_duty(node, where) for node in read_yaml(path)] if path.is_file() else []
    refuse_repeated((f"{duty.id} {duty.since_on}" for duty in duties), where)
    return tuple(sorted(duties, key=lambda duty: duty.since_on))


def _duty(node: Any, file: str) -> Duty:
    needed = ("id", "from", "owner", "subject", "per", "needs_evidence", "label", "source")
    name = node.get("id", "(no id)") if isinstance(node, dict) else node
    where = f"{file}, {name}"
    fields = fields_of(node, where, needed, ("times", "by", "from_day", "festivals"))
    owner, per = str(fields["owner"]), str(fields["per"])
    refuse_unknown(owner, list(SUBJECTS), f"{where}, owner")
    refuse_unknown(str(fields["subject"]), SUBJECTS[owner], f"{where}, subject")
    refuse_unknown(per, PERIODS, f"{where}, per")
    festivals = tuple(map(str, fields.get("festivals", ())))
    for festival in festivals:
        refuse_unknown(festival, list(FESTIVALS), f"{where}, festivals")
    is_worded_well = (
        bool(festivals) == (per == "festival")
        and (per == "year" or not {"by", "from_day"} & set(fields))
        and type(fields.get("times", 1)) is int
        and fields.get("times", 1) >= 1
        and isinstance(fields["needs_evidence"], bool)
    )
    if not is_worded_well or not all(_is_month_day(fields.get(k)) for k in ("by", "from_day")):
        raise PolicyError.because("obligations.unfit_duty", where=where)
    return Duty(
        id=str(fields["id"]),
        since_on=day_of(fields["from"], where),
        owner=owner,
        subject=str(fields["subject"]),
        per=per,
        times=fields.get("times", 1),
        by=fields.get("by"),
        from_day=fields.get("from_day"),
        festivals=festivals,
        needs_evidence=fields["needs_evidence"],
        label=label_of(fields["label"], where),
        source=str(fields["source"]),
    )


def _is_month_day(text: Any) -> bool:
    """Whether it is left out, or a day that every year has, such as 01-31."""
    if text is None:
        return True
    try:
        return bool(date.fromisoformat(f"2001-{text}"))
    except ValueError:
        return False
