"""The outbox against real servers: at least once, never twice, nothing lost, whatever they do."""

import multiprocessing
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from policy.errors import OfficeError, PolicyError
from registry.lock import EXCLUSIVE, locked
from registry.session import Registry
from tasks.campaign_day import Tally, campaign_day
from tasks.channels import read_channels
from tasks.duties import write_duties
from tasks.outbox import send_digests, undeliverable
from tasks.reminders import prepare_reminders
from tasks.slips import issue_slips
from tests.help_world import HELP, HelpWorld, day_of, pair
from tests.tasks.post import HOST, PostOffice, free_port, mail_server, silent_server, web_service
from tests.world import OFFICE

ON = day_of(6, 23)
NINE = datetime(2014, 6, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Who has digests by mail that day: two helpers and the leaders of their units.
MAILED = 4


@pytest.fixture
def waiting(help_world: HelpWorld) -> HelpWorld:
    """Four digests wait for mail; villages and the office are told on paper."""
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    write_duties(help_world.day(ON))
    prepare_reminders(help_world.registry, ON, OFFICE)
    return help_world


def mail(port: int, **more: Any) -> str:
    settings = {"host": HOST, "port": port, "security": "none", "sender": "office@office.test"}
    lines = [f"  {name}: {value}" for name, value in (settings | more).items()]
    return "timeout_seconds: 0.3\nmail:\n" + "\n".join(lines)


def send(world: HelpWorld, config: str, at: datetime = NINE) -> Tally:
    file = world.registry.path.with_name("channels.yaml")
    file.write_text(config, encoding="utf-8")
    return send_digests(world.day(at.date()), at, read_channels(file))


def by(channel: str, world: HelpWorld, **changes: Any) -> None:
    """Move every helper and unit to another channel."""
    on = day_of(6, 2)
    for table in ("helper", "helping_unit"):
        rows = [{k: v for k, v in row.items() if k != "entry"} for row in world.rows(table)]
        new = {"version": 2, "since_on": on, "channel": channel}
        id_of = "helper_id" if table == "helper" else "unit_id"
        world.write(table, on, [row | new | {"account": f"account-{row[id_of]}"} for row in rows])


# --- mail -----------------------------------------------------------------------------------------


def test_every_digest_is_delivered_once_with_its_key_as_message_id(waiting: HelpWorld) -> None:
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"sent": MAILED}
        assert send(waiting, mail(port)) == {}
    keys = {row["key"] for row in waiting.rows("reminder") if row["channel"] == "mail"}
    assert sorted(post.keys) == sorted(keys)
    subject, text = post.texts()[0]
    assert subject.startswith("扶贫工作提醒（2014年6月23日，")
    assert "入户走访（2014年第2季度）" in text
    assert post.keys[0].strip("<>") in text


def test_an_address_that_is_refused_goes_to_the_offices_list_and_onto_a_slip(
    waiting: HelpWorld,
) -> None:
    post = PostOffice()
    post.refused = {"bf-1@office.test"}
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"sent": MAILED - 1, "undeliverable": 1}
        assert send(waiting, mail(port), NINE + timedelta(hours=3)) == {}
    (unreached,) = undeliverable(waiting.day(ON), {"mail": None})  # type: ignore[dict-item]
    assert unreached["recipient_id"] == "BF-1"
    assert unreached["said"] == "550 5.1.1 <…> unknown here"  # without the address
    on_paper = sum(row["channel"] == "paper" for row in waiting.rows("reminder"))
    assert issue_slips(waiting.day(ON)) == {"slips": on_paper + 1}


def test_an_outage_loses_nothing_and_burns_no_ones_attempts(waiting: HelpWorld) -> None:
    assert send(waiting, mail(free_port())) == {
        "failed": 3
    }  # nobody there: the fourth is not tried
    assert send(waiting, mail(free_port()), NINE + timedelta(minutes=5)) == {"failed": 1}
    post = PostOffice()
    with mail_server(post) as port:
        # ten minutes after their first attempt the three are due again
        assert send(waiting, mail(port), NINE + timedelta(minutes=9)) == {}
        assert send(waiting, mail(port), NINE + timedelta(minutes=11)) == {"sent": 3}
        assert send(waiting, mail(port), NINE + timedelta(minutes=20)) == {"sent": 1}
    assert Counter(post.keys).most_common(1)[0][1] == 1


def test_a_server_that_hangs_is_left_alone_and_tried_again(waiting: HelpWorld) -> None:
    with silent_server() as port:
        assert send(waiting, mail(port)) == {"failed": 3}
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port), NINE + timedelta(minutes=30)) == {"sent": MAILED}


def test_a_server_that_is_busy_is_no_refusal(waiting: HelpWorld) -> None:
    post = PostOffice("is_busy")
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"failed": 3}
        assert {row["said"] for row in waiting.rows("sending")} == {"450 4.2.1 try again later"}
        post.manner = "accepts"
        assert send(waiting, mail(port), NINE + timedelta(minutes=30)) == {"sent": MAILED}


def test_a_server_that_accepts_and_drops_gets_a_repeat_with_the_same_key(
    waiting: HelpWorld,
) -> None:
    post = PostOffice("drops")
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"failed": 3}
        post.manner = "accepts"
        assert send(waiting, mail(port), NINE + timedelta(minutes=30)) == {"sent": MAILED}
    # a reader drops what bears a key already seen: nobody reads anything twice
    assert len(set(post.keys)) == MAILED
    assert len(post.keys) == MAILED + 3


def test_after_the_last_attempt_it_is_given_up_and_told_to_the_office(waiting: HelpWorld) -> None:
    at, done = NINE, Counter[str]()
    nobody = free_port()
    while done["undeliverable"] < MAILED and at.month < 9:
        done.update(send(waiting, mail(nobody), at))
        at += timedelta(days=1)
    assert done["undeliverable"] == MAILED
    tried = Counter(row["key"] for row in waiting.rows("sending"))
    assert set(tried.values()) == {6}
    day = waiting.day(at.date())
    assert len(undeliverable(day, {"mail": None})) == MAILED  # type: ignore[dict-item]


def test_a_crash_between_sending_and_noting_repeats_with_the_same_key(
    waiting: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = PostOffice()
    with mail_server(post) as port:
        with monkeypatch.context() as power:
            power.setattr("tasks.outbox._Run._write", lambda self: None)
            send(waiting, mail(port))
        assert waiting.rows("sending") == []
        assert send(waiting, mail(port)) == {"sent": MAILED}
    assert set(Counter(post.keys).values()) == {2}


def _send_in_a_process(path: Path, config: Path, start: Any) -> None:
    start.wait()
    day = campaign_day(Registry(path), HELP, ON, OFFICE)
    send_digests(day, NINE, read_channels(config))


def test_two_runs_at_once_send_every_digest_once(waiting: HelpWorld) -> None:
    post = PostOffice()
    spawn = multiprocessing.get_context("spawn")
    with mail_server(post) as port:
        config = waiting.registry.path.with_name("channels.yaml")
        config.write_text(mail(port).replace("0.3", "5"), encoding="utf-8")
        start = spawn.Event()
        runs = [
            spawn.Process(target=_send_in_a_process, args=(waiting.registry.path, config, start))
            for _ in range(2)
        ]
        for run in runs:
            run.start()
        start.set()
        for run in runs:
            run.join(60)
            assert run.exitcode == 0
    assert len(post.keys) == len(set(post.keys)) == MAILED
    assert [row["result"] for row in waiting.rows("sending")] == ["sent"] * MAILED


def test_a_run_that_takes_long_is_named_to_the_one_that_comes_too_soon(waiting: HelpWorld) -> None:
    path = waiting.registry.path.with_name(waiting.registry.path.name + ".sending")
    waiting.registry.wait_seconds = 0.1
    with locked(path, EXCLUSIVE, 1), pytest.raises(OfficeError, match="still sending") as refusal:
        send(waiting, mail(free_port()))
    assert "发件箱" in refusal.value.said("zh")
    assert waiting.rows("sending") == []


def test_a_login_that_fails_is_the_offices_own_fault_and_no_recipients(waiting: HelpWorld) -> None:
    with mail_server(PostOffice()) as port:
        done = send(waiting, mail(port, user="office", password="wrong"))
    assert done == {"failed": 3}


def test_an_address_that_is_none_is_undeliverable_and_holds_up_nobody(waiting: HelpWorld) -> None:
    (known,) = [row for row in waiting.rows("helper") if row["helper_id"] == "BF-1"]
    known = {name: value for name, value in known.items() if name != "entry"}
    wrong = {"version": 2, "since_on": ON, "email": "a@b.test\nBcc: everybody@office.test"}
    waiting.write("helper", ON, [known | wrong])
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"undeliverable": 1, "sent": MAILED - 1}
    assert not any(message["Bcc"] for message in post.received)


# --- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["2014-06-23T07:30", "2014-06-23T20:30", "2014-06-29T10:00"])
def test_in_quiet_hours_and_on_rest_days_digests_wait(waiting: HelpWorld, at: str) -> None:
    post = PostOffice()
    with mail_server(post) as port:
        assert (
            send(waiting, mail(port), datetime.fromisoformat(at).replace(tzinfo=NINE.tzinfo)) == {}
        )
        assert post.received == []
        assert send(waiting, mail(port), NINE + timedelta(days=7)) == {"sent": MAILED}


# --- webhooks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["wecom", "dingtalk", "feishu", "sms"])
def test_messages_go_out_through_apprise_after_an_outage(
    help_world: HelpWorld, channel: str
) -> None:
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    by(channel, help_world)
    write_duties(help_world.day(ON))
    prepare_reminders(help_world.registry, ON, OFFICE)
    with web_service([503, 200]) as (port, received):
        config = f"{channel}:\n  url: json://{HOST}:{port}/{{account}}?:number={{key}}"
        assert send(help_world, config) == {"failed": 1, "sent": MAILED - 1}
        said = [row["said"] for row in help_world.rows("sending") if row["result"] == "failed"]
        assert said == ["HTTP 503"]
        assert send(help_world, config, NINE + timedelta(minutes=30)) == {"sent": 1}
    paths = {message["path"].partition("?")[0] for message in received}
    assert paths == {f"/account-{n}" for n in ("BF-1", "BF-4", "DW-1", "DW-2")}
    keys = {row["key"] for row in help_world.rows("reminder") if row["channel"] == channel}
    assert {message["number"] for message in received} == keys
    assert all("到期" in message["message"] for message in received)


#: By channel its plugin of Apprise, where that keeps the service's address, and its set-up.
SERVICES = {
    "wecom": ("wecombot.NotifyWeComBot", "?key={key}", "wecombot://{account}"),
    "dingtalk": ("dingtalk.NotifyDingTalk", "?access_token={token}", "dingtalk://token/{account}"),
    "feishu": ("feishu.NotifyFeishu", "{token}/", "feishu://{account}"),
}


@pytest.mark.parametrize("channel", SERVICES)
def test_each_service_is_called_as_its_makers_want_it(
    help_world: HelpWorld, monkeypatch: pytest.MonkeyPatch, channel: str
) -> None:
    plugin, path, url = SERVICES[channel]
    pair(help_world, day_of(5, 1), {"H01": "BF-1"})
    by(channel, help_world)
    write_duties(help_world.day(ON))
    prepare_reminders(help_world.registry, ON, OFFICE)
    with web_service([200]) as (port, received):
        monkeypatch.setattr(f"apprise.plugins.{plugin}.notify_url", f"http://{HOST}:{port}/{path}")
        assert send(help_world, f"{channel}:\n  url: {url}") == {"sent": 2}
    assert len(received) == 2
    assert all("到期" in str(message) for message in received)


def test_a_web_service_that_is_gone_costs_three_attempts_at_most(help_world: HelpWorld) -> None:
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    by("wecom", help_world)
    write_duties(help_world.day(ON))
    prepare_reminders(help_world.registry, ON, OFFICE)
    config = f"timeout_seconds: 1\nwecom:\n  url: json://{HOST}:{free_port()}/{{account}}"
    assert send(help_world, config) == {"failed": 3}


# --- set-up ---------------------------------------------------------------------------------------


def test_a_channel_that_is_not_set_up_is_on_the_offices_list(waiting: HelpWorld) -> None:
    assert send(waiting, "wecom:\n  url: wecombot://{account}") == {}
    assert {row["recipient_id"] for row in undeliverable(waiting.day(ON), {})} == {
        *("BF-1", "BF-4", "DW-1", "DW-2")
    }


def test_secrets_come_from_the_environment_and_a_missing_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path("data/channels.example.yaml")
    monkeypatch.delenv("OFFICE_SMTP_USER", raising=False)
    with pytest.raises(OfficeError, match="OFFICE_SMTP_USER is not set") as refusal:
        read_channels(example)
    assert "export OFFICE_SMTP_USER" in refusal.value.said("zh")
    for name in ("SMTP_USER", "SMTP_PASSWORD", "DINGTALK_TOKEN", "SMS_TOKEN"):
        monkeypatch.setenv(f"OFFICE_{name}", "secret")
    assert set(read_channels(example)) == {"mail", "wecom", "dingtalk", "feishu", "sms"}


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("pigeon: {url: x}", "unknown key pigeon"),
        ("mail: {host: a, port: 25, sender: b}", "no security"),
        ("mail: {host: a, port: 25, sender: b, security: some}", "expected one of starttls"),
        ("wecom: {url: wecombot}", "an address that cannot be read"),
    ],
)
def test_a_mistake_in_the_channels_is_named(tmp_path: Path, config: str, said: str) -> None:
    file = tmp_path / "channels.yaml"
    file.write_text(config, encoding="utf-8")
    with pytest.raises((OfficeError, PolicyError), match=said):
        read_channels(file)
