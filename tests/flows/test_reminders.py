"""The daily round ends with reminders: prepared always, sent by the clock and the channels set up."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from registry.proof import fingerprint
from tasks.duties.writing import write_duties
from tests.help_world import HelpWorld, day_of, pair
from tests.tasks.post import HOST, PostOffice, free_port, mail_server
from tests.world import OFFICE

ON = day_of(6, 23)
NINE = datetime(2014, 6, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def paired(
    help_world: HelpWorld, prefect_database: Path, monkeypatch: pytest.MonkeyPatch
) -> HelpWorld:
    """A helper and her household, without the other rooms' stages and without printing."""
    from flows.stages.duties import DUTIES

    monkeypatch.setattr("flows.round.STAGES", {"identification": {}, "help": DUTIES})
    monkeypatch.setattr("flows.round.has_papers_to_print", lambda day: False)
    monkeypatch.setattr("flows.reminders.print_issued", lambda day, folder, kinds: {})
    pair(help_world, day_of(5, 1), {"H01": "BF-1"})
    return help_world


def channels(world: HelpWorld, port: int) -> Path:
    file = world.registry.path.with_name("channels.yaml")
    file.write_text(
        f"timeout_seconds: 1\nmail: {{host: {HOST}, port: {port}, security: none, sender: a@b.test}}",
        encoding="utf-8",
    )
    return file


def test_a_round_writes_duties_prepares_and_sends_and_again_does_nothing(
    paired: HelpWorld, tmp_path: Path
) -> None:
    from flows.annual_cycle import annual_cycle

    post = PostOffice()
    with mail_server(post) as port:
        with_post = (
            paired.registry.path,
            ON,
            SecretStr(OFFICE),
            tmp_path,
            NINE,
            channels(paired, port),
        )
        done = annual_cycle(*with_post)
        assert done["reminders"]["send"] == {"sent": 2}
        before = fingerprint(paired.registry)
        annual_cycle(*with_post)
    assert len(post.received) == 2  # the helper and the unit's leader
    assert fingerprint(paired.registry) == before


def test_by_the_clock_nothing_is_prepared_in_quiet_hours(paired: HelpWorld, tmp_path: Path) -> None:
    from flows.reminders import reminders

    write_duties(paired.day(ON))
    file = channels(paired, free_port())
    assert (
        reminders(paired.registry.path, ON, SecretStr(OFFICE), tmp_path, NINE.replace(hour=1), file)
        == {}
    )
    assert paired.rows("reminder") == []


def test_without_a_clock_a_round_prepares_and_sends_nothing(
    paired: HelpWorld, tmp_path: Path
) -> None:
    from flows.annual_cycle import annual_cycle

    done = annual_cycle(paired.registry.path, ON, SecretStr(OFFICE), tmp_path)
    assert "send" not in done["reminders"]
    assert paired.rows("reminder") and not paired.rows("sending")


def test_what_waits_goes_out_later_in_the_day(paired: HelpWorld, tmp_path: Path) -> None:
    from flows.annual_cycle import annual_cycle
    from flows.reminders import reminders

    path, nobody = paired.registry.path, channels(paired, free_port())
    failed = annual_cycle(path, ON, SecretStr(OFFICE), tmp_path, NINE, nobody)
    assert failed["reminders"]["send"] == {"failed": 2}
    post = PostOffice()
    with mail_server(post) as port:
        later = NINE.replace(minute=30)
        done = reminders(path, ON, SecretStr(OFFICE), tmp_path, later, channels(paired, port))
    assert done["send"] == {"sent": 2}
    assert len(post.received) == 2


def test_a_mistake_in_the_channels_fails_the_run_and_keeps_the_digests(
    paired: HelpWorld, tmp_path: Path
) -> None:
    from flows.reminders import reminders
    from flows.round import RoundFailed

    write_duties(paired.day(ON))
    file = channels(paired, 25)
    file.write_text("pigeon: {}", encoding="utf-8")
    with pytest.raises(RoundFailed, match="unknown key pigeon"):
        reminders(paired.registry.path, ON, SecretStr(OFFICE), tmp_path, NINE, file)
    assert paired.rows("reminder")


def test_a_round_by_hand_sends_only_what_todays_would(
    paired: HelpWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from office.rounds import run_daily_round

    told: list[dict[str, Any]] = []
    post = PostOffice()
    with mail_server(post) as port:
        monkeypatch.setenv("OFFICE_CHANNELS", str(channels(paired, port)))
        monkeypatch.setattr("office.rounds.now", lambda: NINE)
        for today in (day_of(6, 24), ON):
            monkeypatch.setattr("office.rounds.today", lambda day=today: day)
            run_daily_round(paired.registry.path, ON, OFFICE, tmp_path, told.append)
    late, in_time = (done["reminders"] for done in told)
    assert late["digests"]["digests"] and "send" not in late
    assert in_time["send"] == {"sent": 2} and len(post.received) == 2
