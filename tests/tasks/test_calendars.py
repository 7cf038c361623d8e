"""Calendars: read back by the library and by hand, the same whenever they are written."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from tasks.duties.writing import write_duties
from tasks.reminders.calendars import _file_name, write_calendars
from tests.help_world import HelpWorld, day_of, pair
from tests.world import VILLAGE

ON = day_of(6, 10)


@pytest.fixture
def paired(help_world: HelpWorld) -> HelpWorld:
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H02": "BF-1", "H03": "BF-4"})
    write_duties(help_world.day(ON))
    return help_world


def written(world: HelpWorld, folder: Path, on: date = ON) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in write_calendars([world.day(on)], folder, "zh")}


def by_hand(content: bytes) -> list[dict[str, str]]:
    """The events as the standard lays them out: unfolded lines, name and value (RFC 5545, 3.1)."""
    lines = re.sub(rb"\r\n[ \t]", b"", content).decode().split("\r\n")
    events: list[dict[str, str]] = []
    depth: list[str] = []
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            depth.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert depth.pop() == value
        elif depth[-1] == "VEVENT":
            events[-1][name.partition(";")[0]] = value
    assert depth == []
    return events


def test_every_recipient_and_the_office_has_a_file_named_by_number(
    paired: HelpWorld, tmp_path: Path
) -> None:
    assert set(written(paired, tmp_path)) == {
        *(f"calendar-{n}.ics" for n in ("BF-1", "BF-4", "DW-1", "DW-2")),
        *(f"calendar-{n}.ics" for n in (VILLAGE, "610426101", "610426")),
    }


def test_the_library_reads_back_what_was_meant(paired: HelpWorld, tmp_path: Path) -> None:
    calendar = Calendar.from_ical(written(paired, tmp_path)["calendar-BF-1.ics"])
    visits = [e for e in calendar.walk("VEVENT") if str(e["summary"]).startswith("入户走访")]
    (visit,) = visits
    assert visit.decoded("dtstart") == day_of(6, 30)
    assert visit.decoded("dtend") == day_of(7, 1)
    assert "户户（第一村民小组）" in str(visit["description"])
    alarms = [alarm["trigger"].dt for alarm in visit.walk("VALARM")]
    # at nine in the morning, seven days ahead and one day ahead
    assert alarms == [-timedelta(days=7) + timedelta(hours=9), -timedelta(hours=15)]


def test_a_reader_of_the_bare_standard_finds_the_same_events(
    paired: HelpWorld, tmp_path: Path
) -> None:
    for content in written(paired, tmp_path).values():
        events = by_hand(content)
        read = Calendar.from_ical(content).walk("VEVENT")
        assert [e["UID"] for e in events] == [str(e["uid"]) for e in read]
        assert [e["DTSTART"] for e in events] == [
            e.decoded("dtstart").strftime("%Y%m%d") for e in read
        ]
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(events[0])
        assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_written_again_a_calendar_is_the_same_and_later_its_numbers_are(
    paired: HelpWorld, tmp_path: Path
) -> None:
    first = written(paired, tmp_path / "a")
    assert written(paired, tmp_path / "b") == first
    later = written(paired, tmp_path / "c", day_of(6, 20))
    numbers = {e["SUMMARY"]: e["UID"] for e in by_hand(first["calendar-BF-1.ics"])}
    for event in by_hand(later["calendar-BF-1.ics"]):
        assert numbers.get(event["SUMMARY"], event["UID"]) == event["UID"]
    all_numbers = [
        e["UID"]
        for name, content in first.items()
        if "610426.ics" not in name
        for e in by_hand(content)
    ]
    assert len(all_numbers) == len(set(all_numbers))


def test_the_office_sees_the_units_and_the_villages_days(paired: HelpWorld, tmp_path: Path) -> None:
    events = by_hand(written(paired, tmp_path)["calendar-610426.ics"])
    told = {event["SUMMARY"] for event in events}
    assert any("：召开群众会" in summary for summary in told)
    assert any(summary.startswith("帮扶单位1：") for summary in told)
    assert any("通报重点项目进度" in summary for summary in told)
    assert not any("入户走访" in summary for summary in told)


def test_a_number_that_no_file_can_be_called_by_is_written_otherwise(
    help_world: HelpWorld, tmp_path: Path
) -> None:
    assert _file_name("BF-1") == "BF-1"
    assert _file_name("BF/1") != _file_name("BF_1")
    assert "/" not in _file_name("../BF/1")
