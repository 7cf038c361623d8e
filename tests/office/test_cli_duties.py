"""`office duties` and `office remind` at the desk."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from office.cli import app
from tasks.duties.writing import write_duties
from tasks.reminders.digests import prepare_reminders, reminding_days
from tests.help_world import HELP, HelpWorld, day_of, pair
from tests.tasks.post import HOST, PostOffice, mail_server
from tests.world import OFFICE

ON = "2014-06-23"
NINE = datetime(2014, 6, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def paired(help_world: HelpWorld, monkeypatch: pytest.MonkeyPatch) -> HelpWorld:
    """A helper with a household, with the duties of the quarter's end near."""
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H02": "BF-1"})
    write_duties(help_world.day(day_of(6, 23)))
    monkeypatch.setattr("tasks.papers.print_run.print_issued", lambda *_: {})
    monkeypatch.setattr("office.commands.duties.now", lambda: NINE)
    return help_world


def office(world: HelpWorld, *words: str, is_good: bool = True) -> str:
    out = world.registry.path.parent
    desk = ["--db", str(world.registry.path), "--out", str(out), "--lang", "en"]
    said = CliRunner(env={"COLUMNS": "160", "OFFICE_CHANNELS": str(out / "channels.yaml")}).invoke(
        app, [*desk, *words, "--as-of", ON]
    )
    assert (said.exit_code == 0) is is_good, said.output
    return said.output


def test_units_places_and_the_office_are_counted(paired: HelpWorld) -> None:
    shown = json.loads(office(paired, "duties", "--json"))
    owners = {row["owner_id"]: row for row in shown["owners"]}
    assert set(owners) == {"DW-1", "610426101001", "610426101", "610426"}
    # the plan and the call of May for two households, two of the unit's own duties of May
    assert owners["DW-1"]["overdue"] == 6
    assert owners["DW-1"]["share"] == 0
    assert "Unit 1" in office(paired, "duties")


def test_a_unit_is_shown_by_helper_and_a_helper_duty_by_duty(paired: HelpWorld) -> None:
    assert "BF-1" in office(paired, "duties", "--of", "DW-1")
    said = office(paired, "duties", "--of", "BF-1")
    assert "quarter 2 of 2014" in said and "overdue" in said


def test_an_owner_who_owes_nothing_is_refused_by_number(paired: HelpWorld) -> None:
    assert "BF-9; expected the number of a helper" in office(
        paired, "duties", "--of", "BF-9", is_good=False
    )


def test_forms_are_written_for_units_and_places(paired: HelpWorld, tmp_path: Path) -> None:
    office(paired, "duties", "--forms", "--to", str(tmp_path))
    assert (tmp_path / ON / "duty_report-DW-1.xlsx").exists()


def test_a_dry_run_writes_nothing(paired: HelpWorld) -> None:
    assert "paper: 5" in office(paired, "remind", "--dry-run")
    assert paired.rows("reminder") == []


def test_without_channels_everybody_is_told_on_paper(paired: HelpWorld) -> None:
    said = office(paired, "remind")
    assert said.count("no channels are set up") == 1
    assert {row["channel"] for row in paired.rows("reminder")} == {"paper"}
    assert "has not set up this channel" in office(paired, "remind", "--undeliverable")


def test_reminders_go_out_once(paired: HelpWorld) -> None:
    post = PostOffice()
    post.refused = {"dw-1@office.test"}
    with mail_server(post) as port:
        paired.registry.path.with_name("channels.yaml").write_text(
            f"mail: {{host: {HOST}, port: {port}, security: none, sender: a@b.test}}", "utf-8"
        )
        assert "1 sent, 0 to be tried again, 1 undeliverable" in office(paired, "remind")
        assert "0 sent, 0 to be tried again, 0 undeliverable" in office(paired, "remind")
    assert len(post.received) == 1
    said = office(paired, "remind", "--undeliverable")
    assert "DW-1" in said and "550 5.1.1" in said and "BF-1" not in said


@pytest.mark.parametrize(
    ("clock", "is_said"),
    [("2026-11-22T10", True), ("2026-11-23T20", True), ("2026-11-23T08", False)],
)
def test_who_reminds_out_of_hours_is_told_when_digests_go(
    paired: HelpWorld, monkeypatch: pytest.MonkeyPatch, clock: str, is_said: bool
) -> None:
    """On working days from 8 to 20 o'clock; 22 November 2026 is a Sunday."""
    at = datetime.fromisoformat(clock).replace(tzinfo=NINE.tzinfo)
    monkeypatch.setattr("office.commands.duties.now", lambda: at)
    with mail_server(PostOffice()) as port:
        paired.registry.path.with_name("channels.yaml").write_text(
            f"mail: {{host: {HOST}, port: {port}, security: none, sender: a@b.test}}", "utf-8"
        )
        said = office(paired, "remind")
    assert ("on working days from 8 to 20 o'clock" in said) == is_said
    assert ("; 0 sent" in said) == is_said


def test_a_day_to_come_is_not_told_today(
    paired: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.clock.now", lambda: NINE - timedelta(days=1))
    assert "a day still to come" in office(paired, "remind", is_good=False)
    assert paired.rows("reminder") == []


def test_a_day_before_the_last_digest_is_not_told_again(paired: HelpWorld) -> None:
    prepare_reminders(reminding_days(paired.registry, day_of(6, 24), OFFICE))
    before = paired.rows("reminder")
    assert "a day before the last digest" in office(paired, "remind", is_good=False)
    assert prepare_reminders(reminding_days(paired.registry, day_of(6, 23), OFFICE)) == {
        "digests": 0
    }
    assert paired.rows("reminder") == before


def test_calendars_are_named_by_number(paired: HelpWorld) -> None:
    assert "5 calendars" in office(paired, "remind", "--calendars")
    folder = paired.registry.path.parent / "calendars"
    assert (folder / "calendar-BF-1.ics").exists()


def test_the_status_of_help_shows_duties(paired: HelpWorld) -> None:
    said = json.loads(office(paired, "status", "--campaign", HELP, "--json"))
    assert {row["owner_id"] for row in said["duties"]} >= {"DW-1", "610426"}


def test_an_explanation_ends_with_what_is_owed_and_who_was_reminded(paired: HelpWorld) -> None:
    office(paired, "remind")
    said = json.loads(office(paired, "explain", "H01", "--json"))
    assert {"income plan of the year", "visit"} <= {duty["duty"] for duty in said["duties"]}
    (told,) = said["reminders"]
    assert told["recipient_id"] == "BF-1"
