"""Calendars: what is still to be done as all-day events, one file a recipient and one for the office."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from policy.errors import OfficeError
from policy.label import Label
from policy.reminders import Rhythm
from policy.wording import disk_words
from tasks.campaign_day import CampaignDay
from tasks.reminders.digests import called, items_owed, rhythm_of, what_is_owed

#: An alarm rings in the morning of its day.
MORNING = time(9)
COLONS = {"zh": "：", "en": ": "}


def write_calendars(
    days: list[CampaignDay],
    folder: Path,
    language: str,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Path]:
    """Write a calendar a recipient; the office's has all deadlines and the units' duties.

    The office's say whose each event is. File names are numbers of owners, and name nobody. Written again for the same day, the files are
    the same.
    """
    county = days[0].campaign.county_code
    rhythm = rhythm_of(days[0])
    events = _events(days)
    with days[0].reading() as reader:
        names = {
            row["recipient_id"]: Label(row["name_zh"], row["name_en"] or row["name_zh"])
            for row in reader.rows("recipients", as_of=days[0].as_of)
            if row["recipient_id"] != county
        }
    for own in list(events.values()):
        events[county] |= {key: items for key, items in own.items() if not _is_helpers(items)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, (owner_id, own) in enumerate(sorted(events.items()), 1):
            target = folder / f"calendar-{_file_name(owner_id)}.ics"
            said_of = names if owner_id == county else {}
            target.write_bytes(_calendar(own, county, rhythm, language, said_of))
            if progress:
                progress(done, len(events))
            yield target
    except OSError as error:
        raise OfficeError.because(
            "office.disk", where=str(folder), said=disk_words(error)
        ) from error


def _file_name(owner_id: str) -> str:
    """The number as a file may be called; two that would be called the same stay apart."""
    fit = re.sub(r"[^\w.-]", "_", owner_id)
    return fit if fit == owner_id else f"{fit}-{hashlib.sha256(owner_id.encode()).hexdigest()[:6]}"


#: What makes one event: the same thing of one owner, due on the same day.
Key = tuple[str, str, str, str, date]


def _events(days: list[CampaignDay]) -> dict[str, dict[Key, list[dict[str, Any]]]]:
    events: dict[str, dict[Key, list[dict[str, Any]]]] = defaultdict(dict)
    for day in days:
        with day.reading() as reader:
            items = items_owed(reader, day, date.max)
        for item in items:
            item["what"] = what_is_owed(day, item)
            thing = item["period"] or item["subject_code"]
            key = (day.campaign_id, item["owner_id"], item["kind"], thing, item["due_on"])
            events[item["owner_id"]].setdefault(key, []).append(item)
    return events


def _is_helpers(items: list[dict[str, Any]]) -> bool:
    return bool(items[0]["owner"] == "helper")


def _calendar(
    events: dict[Key, list[dict[str, Any]]],
    county: str,
    rhythm: Rhythm,
    language: str,
    names: Mapping[str, Label],
) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//poverty-office//duties//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for key, items in sorted(events.items(), key=lambda event: (event[0][-1], event[0])):
        calendar.add_component(_event(key, items, county, rhythm, language, names))
    content: bytes = calendar.to_ical()
    return content


def _event(
    key: Key,
    items: list[dict[str, Any]],
    county: str,
    rhythm: Rhythm,
    language: str,
    names: Mapping[str, Label],
) -> Any:
    """All day on the day on which it is due; its number stays the same however often it is written."""
    from icalendar import Event

    due_on, what = items[0]["due_on"], items[0]["what"]
    code = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{code}@{county}.poverty-office")
    event.add("dtstamp", datetime.combine(min(i["known_on"] for i in items), time(), UTC))
    summary = what[language]
    if owner := names.get(items[0]["owner_id"]):
        summary = f"{owner[language]}{COLONS[language]}{summary}"
    event.add("summary", summary)
    whom: Label = called(items)
    if whom[language]:
        event.add("description", whom[language])
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    for days in sorted(rhythm.ahead_days, reverse=True):
        event.add_component(_alarm(days, summary))
    return event


def _alarm(days: int, text: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", timedelta(hours=MORNING.hour) - timedelta(days=days))
    return alarm
