"""The outbox against real servers: at least once, never twice, nothing lost, whatever they do."""

import json
import multiprocessing
import ssl
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from policy.errors import OfficeError, PolicyError
from registry.lock import EXCLUSIVE, locked
from registry.session import Registry
from tasks.campaign_day import Tally, campaign_day
from tasks.duties.writing import write_duties
from tasks.reminders.channels import Letter, _masked, read_channels
from tasks.reminders.digests import prepare_reminders, reminding_days
from tasks.reminders.outbox import send_digests, undeliverable
from tasks.reminders.slips import issue_slips
from tests.help_world import HELP, HelpWorld, copy_help_world, day_of, pair
from tests.tasks.post import HOST, PostOffice, free_port, mail_server, silent_server, web_service
from tests.world import OFFICE, kept_open

ON = day_of(6, 23)
NINE = datetime(2014, 6, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Who has digests by mail that day: two helpers and the leaders of their units.
MAILED = 4


@pytest.fixture(scope="module")
def monday(listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory) -> HelpWorld:
    """Four digests wait for mail; villages and the office are told on paper."""
    world = copy_help_world(listed_village, tmp_path_factory.mktemp("monday"))
    pair(world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    write_duties(world.day(ON))
    prepare_reminders(reminding_days(world.registry, ON, OFFICE))
    return world


@pytest.fixture
def waiting(monday: HelpWorld, tmp_path: Path) -> Iterator[HelpWorld]:
    yield from kept_open(copy_help_world(monday, tmp_path))


def mail(port: int, patience: float = 10, **more: Any) -> str:
    settings = {"host": HOST, "port": port, "security": "none", "sender": "office@office.test"}
    lines = [f"  {name}: {value}" for name, value in (settings | more).items()]
    return f"timeout_seconds: {patience}\nmail:\n" + "\n".join(lines)


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


def change(world: HelpWorld, helper: str, **changes: Any) -> None:
    """A new version of a helper."""
    (known,) = [row for row in world.rows("helper") if row["helper_id"] == helper]
    known = {name: value for name, value in known.items() if name != "entry"}
    world.write("helper", ON, [known | {"version": 2, "since_on": ON} | changes])


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
    (unreached,) = undeliverable(waiting.day(ON), {"mail"})
    assert unreached["recipient_id"] == "BF-1"
    assert unreached["said"] == "550 5.1.1 <…> unknown here"  # without the address
    on_paper = sum(row["channel"] == "paper" for row in waiting.rows("reminder"))
    assert issue_slips(waiting.day(ON)) == {"slips": on_paper + 1}


def test_an_outage_loses_nothing_and_burns_no_ones_attempts(waiting: HelpWorld) -> None:
    assert send(waiting, mail(free_port())) == {
        "failed": 3
    }  # nobody there: the fourth is not tried
    assert send(waiting, mail(free_port()), NINE + timedelta(minutes=5)) == {"failed": 3}
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port), NINE + timedelta(minutes=6)) == {"sent": MAILED}
    assert Counter(post.keys).most_common(1)[0][1] == 1


def test_a_server_that_hangs_is_left_alone_and_tried_again(waiting: HelpWorld) -> None:
    with silent_server() as port:
        assert send(waiting, mail(port, patience=0.3)) == {"failed": 3}
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port), NINE + timedelta(minutes=30)) == {"sent": MAILED}


def test_a_server_that_is_busy_is_no_refusal(waiting: HelpWorld) -> None:
    post = PostOffice("is_busy")
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"failed": MAILED}
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
    with mail_server(PostOffice("is_busy")) as port:
        while done["undeliverable"] < MAILED and at.month < 9:
            done.update(send(waiting, mail(port), at))
            at += timedelta(days=1)
    assert done["undeliverable"] == MAILED
    tried = Counter(row["key"] for row in waiting.rows("sending"))
    assert set(tried.values()) == {6}
    assert len(undeliverable(waiting.day(at.date()), {"mail"})) == MAILED


def test_an_outage_of_weeks_makes_nobody_undeliverable(waiting: HelpWorld) -> None:
    nobody, at = free_port(), NINE
    for _ in range(20):
        send(waiting, mail(nobody), at)
        at += timedelta(days=1)
    assert {row["result"] for row in waiting.rows("sending")} == {"outage"}
    assert undeliverable(waiting.day(at.date()), {"mail"}) == []
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port), NINE + timedelta(days=21)) == {"sent": MAILED}


def test_who_is_put_off_holds_up_nobody(waiting: HelpWorld) -> None:
    post = PostOffice()
    post.greylisted = {f"{name}@office.test" for name in ("bf-1", "bf-4", "dw-1")}
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"failed": 3, "sent": 1}
        post.greylisted = set()
        assert send(waiting, mail(port), NINE + timedelta(minutes=30)) == {"sent": 3}


def test_a_server_that_takes_none_of_ours_says_nothing_about_the_recipients(
    waiting: HelpWorld,
) -> None:
    post = PostOffice("refuses_us")
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"failed": 3}
        assert undeliverable(waiting.day(ON), {"mail"}) == []
        post.manner = "accepts"
        assert send(waiting, mail(port), NINE + timedelta(minutes=1)) == {"sent": MAILED}


def test_after_an_outage_only_the_newest_digest_goes_out(waiting: HelpWorld) -> None:
    later = day_of(6, 30)
    prepare_reminders(reminding_days(waiting.registry, later, OFFICE))
    post = PostOffice()
    with mail_server(post) as port:
        send(waiting, mail(port), NINE + timedelta(days=7))
    mailed = {r["key"] for r in waiting.rows("reminder") if r["channel"] == "mail"}
    newest = {r["recipient_id"]: r["key"] for r in waiting.rows("reminder", "digest_on")}
    assert set(post.keys) == set(newest.values()) & mailed
    assert len(post.keys) == MAILED


@pytest.mark.parametrize("address", ["bf-1@office.test, c@office.test", "", " ", "bf-1"])
def test_what_is_not_one_address_is_undeliverable_and_noted(
    waiting: HelpWorld, address: str
) -> None:
    change(waiting, "BF-1", email=address)
    post = PostOffice()
    post.refused = {"c@office.test"}
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"undeliverable": 1, "sent": MAILED - 1}
    assert not any("c@office.test" in message["To"] for message in post.received)


def test_whatever_goes_wrong_with_a_letter_is_noted_and_holds_up_nobody(
    waiting: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, letter: Any) -> None:
        raise KeyError(letter.address)

    monkeypatch.setattr("tasks.reminders.channels.Mail.send", broken)
    assert send(waiting, mail(1)) == {"failed": MAILED}
    assert {row["said"] for row in waiting.rows("sending")} == {"KeyError"}


def test_who_left_after_the_digest_was_written_is_sent_nothing(waiting: HelpWorld) -> None:
    change(waiting, "BF-1", left_on=ON)
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"sent": MAILED - 1}
    assert undeliverable(waiting.day(ON), {"mail"}) == []


def test_a_mailbox_is_named_in_no_answer(waiting: HelpWorld) -> None:
    letter = Letter("<k>", "wangjianguo@office.test", "", (), "", NINE)
    said = "550 5.1.1 wangjianguo: no mailbox wangjianguo here, <wangjianguo@office.test>"
    assert "wangjianguo" not in _masked(said, letter)


def certificate(folder: Path) -> Path:
    """A certificate that no authority signed, for the loopback address, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    from_at = datetime(2014, 1, 1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(from_at)
        .not_valid_after(datetime(2099, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    pem, none = serialization.Encoding.PEM, serialization.NoEncryption()
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, none)
    file.write_bytes(secret + made.public_bytes(pem))
    return file


def test_a_server_is_spoken_to_only_if_its_certificate_is_good(
    waiting: HelpWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(file)
    post = PostOffice()
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with mail_server(post, tls) as port:
        monkeypatch.delenv("SSL_CERT_FILE")
        assert send(waiting, mail(port, security="tls")) == {"failed": 3}
        (said,) = {row["said"][:26] for row in waiting.rows("sending")}
        assert said == "SSLCertVerificationError: "
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert send(waiting, mail(port, security="tls")) == {"sent": MAILED}


def test_a_crash_between_sending_and_noting_repeats_with_the_same_key(
    waiting: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = PostOffice()
    with mail_server(post) as port:
        with monkeypatch.context() as power:
            power.setattr("tasks.reminders.outbox._Run._write", lambda self: None)
            send(waiting, mail(port))
        assert waiting.rows("sending") == []
        assert send(waiting, mail(port)) == {"sent": MAILED}
    assert set(Counter(post.keys).values()) == {2}


def _send_in_a_process(path: Path, config: Path, start: Any) -> None:
    start.wait()
    day = campaign_day(Registry(path), HELP, ON, OFFICE)
    send_digests(day, NINE, read_channels(config))


def test_two_runs_at_once_send_every_digest_once(monday: HelpWorld, tmp_path: Path) -> None:
    waiting = copy_help_world(monday, tmp_path)
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


def test_a_lock_that_cannot_be_written_is_not_another_run(
    waiting: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = waiting.registry.path.with_name(waiting.registry.path.name + ".sending.lock")
    path.mkdir()
    with pytest.raises(OfficeError) as refusal:
        send(waiting, mail(free_port()))
    assert "still sending" not in str(refusal.value)


def test_a_login_that_fails_is_the_offices_own_fault_and_tried_once_a_run(
    waiting: HelpWorld,
) -> None:
    with mail_server(PostOffice()) as port:
        assert send(waiting, mail(port, user="office", password="wrong")) == {"failed": 1}
        unreached = undeliverable(waiting.day(ON), {"mail"})
        assert {row["recipient_id"] for row in unreached} == {"BF-1", "BF-4", "DW-1", "DW-2"}
        assert all("AUTH" in row["said"] for row in unreached)
        # nobody's attempts were spent: once it is corrected all goes out
        assert send(waiting, mail(port)) == {"sent": MAILED}
    assert undeliverable(waiting.day(ON), {"mail"}) == []


def test_an_address_that_is_none_is_undeliverable_and_holds_up_nobody(waiting: HelpWorld) -> None:
    change(waiting, "BF-1", email="a@b.test\nBcc: everybody@office.test")
    post = PostOffice()
    with mail_server(post) as port:
        assert send(waiting, mail(port)) == {"undeliverable": 1, "sent": MAILED - 1}
    assert not any(message["Bcc"] for message in post.received)


# --- the clock ------------------------------------------------------------------------------------


def test_quiet_hours_hold_for_every_letter(
    waiting: HelpWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = PostOffice()
    clock = iter(NINE.replace(hour=19, minute=59) + timedelta(seconds=20 * n) for n in range(99))
    with mail_server(post) as port, monkeypatch.context() as hours:
        hours.setattr("tasks.reminders.outbox._Run._clock", lambda self: next(clock))
        assert send(waiting, mail(port), NINE.replace(hour=19, minute=59)) == {"sent": 1}


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

#: By channel the end of its robots' address, and an answer that refuses, as the makers document it.
ROBOTS = {
    "wecom": ("cgi-bin/webhook/send?key={account}", {"errcode": 93000, "errmsg": "invalid url"}),
    "dingtalk": ("robot/send?access_token={account}", {"errcode": 310000, "errmsg": "keywords"}),
    "feishu": ("open-apis/bot/v2/hook/{account}", {"code": 19001, "msg": "param invalid"}),
}
OTHERS = {"sms": ("{account}?:number={key}", {})}


def url_of(channel: str, port: int) -> str:
    scheme = "json" if channel == "sms" else "http"
    return f"{channel}:\n  url: {scheme}://{HOST}:{port}/{(ROBOTS | OTHERS)[channel][0]}"


@pytest.fixture
def by_channel(help_world: HelpWorld, channel: str) -> HelpWorld:
    """Four digests wait for a channel other than mail."""
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    by(channel, help_world)
    write_duties(help_world.day(ON))
    prepare_reminders(reminding_days(help_world.registry, ON, OFFICE))
    return help_world


@pytest.mark.parametrize("channel", [*ROBOTS, "sms"])
def test_messages_go_out_after_an_outage_each_to_an_address_of_its_own(
    by_channel: HelpWorld, channel: str
) -> None:
    with web_service([503, 200]) as (port, received):
        config = url_of(channel, port)
        assert send(by_channel, config) == {"failed": 1, "sent": MAILED - 1}
        said = [row["said"] for row in by_channel.rows("sending") if row["result"] == "outage"]
        assert said == ["HTTP 503"]
        assert send(by_channel, config, NINE + timedelta(minutes=30)) == {"sent": 1}
    paths = " ".join(message["path"] for message in received)
    assert all(f"account-{n}" in paths for n in ("BF-1", "BF-4", "DW-1", "DW-2"))
    keys = {row["key"] for row in by_channel.rows("reminder") if row["channel"] == channel}
    assert all(any(key.strip("<>") in str(message) for message in received) for key in keys)
    assert all("到期" in str(message) for message in received)


@pytest.mark.parametrize("channel", ROBOTS)
def test_a_key_that_a_robot_refuses_is_given_up_at_once_and_the_robot_left_alone(
    by_channel: HelpWorld, channel: str
) -> None:
    refusal = ROBOTS[channel][1]
    with web_service([200], json.dumps(refusal).encode()) as (port, received):
        assert send(by_channel, url_of(channel, port)) == {"undeliverable": 3}
        assert len(received) == 3  # the fourth is not asked in this run
    unreached = undeliverable(by_channel.day(ON), {channel})
    assert [row["said"] for row in unreached] == [" ".join(map(str, refusal.values()))] * 3
    with web_service([200]) as (port, _):
        assert send(by_channel, url_of(channel, port), NINE + timedelta(hours=1)) == {"sent": 1}


@pytest.mark.parametrize("channel", ["dingtalk"])
def test_one_wrong_key_holds_up_nobody(by_channel: HelpWorld, channel: str) -> None:
    with web_service([404, 200]) as (port, _):
        done = send(by_channel, url_of(channel, port))
    assert done == {"undeliverable": 1, "sent": MAILED - 1}


@pytest.mark.parametrize(
    ("channel", "refusal"),
    [
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}),
        ("wecom", {"errcode": -1, "errmsg": "system busy"}),
        ("dingtalk", {"errcode": 410100, "errmsg": "too fast"}),
        ("feishu", {"code": 11232, "msg": "frequency limited"}),
    ],
)
def test_what_a_robot_refuses_for_now_is_tried_again(
    by_channel: HelpWorld, channel: str, refusal: dict[str, Any]
) -> None:
    with web_service([200], json.dumps(refusal).encode()) as (port, _):
        assert send(by_channel, url_of(channel, port)) == {"failed": MAILED}
    with web_service([200]) as (port, _):
        later = NINE + timedelta(minutes=30)
        assert send(by_channel, url_of(channel, port), later) == {"sent": MAILED}


@pytest.mark.parametrize(
    ("channel", "status", "done", "results"),
    [
        *(("wecom", code, {"undeliverable": 3}, {"undeliverable"}) for code in (401, 403, 404)),
        ("wecom", 429, {"failed": MAILED}, {"failed"}),
        # a gateway's key is the office's: asked once, and on the office's list until it is right
        *(("sms", code, {"failed": 1}, {"barred"}) for code in (401, 403)),
        ("sms", 404, {"failed": 3}, {"outage"}),
        ("sms", 429, {"failed": MAILED}, {"failed"}),
    ],
)
def test_what_an_http_status_says_for_good_is_not_asked_six_times(
    by_channel: HelpWorld, channel: str, status: int, done: Tally, results: set[str]
) -> None:
    with web_service([status]) as (port, _):
        assert send(by_channel, url_of(channel, port)) == done
    assert {row["result"] for row in by_channel.rows("sending")} == results
    listed = undeliverable(by_channel.day(ON), {channel})
    assert len(listed) == {"undeliverable": 3, "barred": MAILED}.get(min(results), 0)


@pytest.mark.parametrize(("channel", "most_bytes"), [("wecom", 2048), ("feishu", 20_000)])
def test_what_does_not_fit_a_message_is_counted_in_it(
    by_channel: HelpWorld, channel: str, most_bytes: int
) -> None:
    many = {"subject": {"zh": "扶贫工作提醒"}, "lines": [{"zh": "入户走访" * 20}] * 100}
    with by_channel.registry.writing("test", ON, OFFICE) as entry:
        entry.connection.execute("UPDATE reminder SET content = ?", [json.dumps(many)])
    with web_service([200]) as (port, received):
        assert send(by_channel, url_of(channel, port)) == {"sent": MAILED}
    for message in received:
        text = (message.get("text") or message["content"])[
            "content" if channel == "wecom" else "text"
        ]
        shown = sum("入户走访" in line for line in text.splitlines())
        assert 0 < shown < 100
        assert f"另有{100 - shown}条未列出；全部事项见您的日历" in text
        assert "编号：20140623." in text
        assert len(text.encode()) <= most_bytes
        # no line more would have fitted
        assert len(text.encode()) + len(f"{shown + 1}. {'入户走访' * 20}\n".encode()) > min(
            most_bytes, 18_000
        )


@pytest.mark.parametrize("channel", ["wecom"])
def test_an_answer_that_cannot_be_read_is_none_sent(by_channel: HelpWorld, channel: str) -> None:
    with web_service([200], b"<html>log in</html>") as (port, _):
        assert send(by_channel, url_of(channel, port)) == {"failed": MAILED}


@pytest.mark.parametrize("channel", ["wecom", "sms"])
def test_a_web_service_that_is_gone_costs_nobodys_attempts(
    by_channel: HelpWorld, channel: str
) -> None:
    assert send(by_channel, "timeout_seconds: 1\n" + url_of(channel, free_port())) == {"failed": 3}
    assert {row["result"] for row in by_channel.rows("sending")} == {"outage"}


# --- set-up ---------------------------------------------------------------------------------------


def test_a_channel_that_is_not_set_up_is_on_the_offices_list(waiting: HelpWorld) -> None:
    assert send(waiting, url_of("wecom", 9)) == {}
    assert {row["recipient_id"] for row in undeliverable(waiting.day(ON), {})} == {
        *("BF-1", "BF-4", "DW-1", "DW-2")
    }


def test_until_a_channel_is_set_up_its_people_are_told_on_paper(help_world: HelpWorld) -> None:
    pair(help_world, day_of(5, 1), {"H01": "BF-1", "H03": "BF-4"})
    write_duties(help_world.day(ON))
    prepare_reminders(reminding_days(help_world.registry, ON, OFFICE), {"wecom"})
    assert {row["channel"] for row in help_world.rows("reminder")} == {"paper"}
    assert issue_slips(help_world.day(ON)) == {"slips": len(help_world.rows("reminder"))}
    unreached = undeliverable(help_world.day(ON), {"wecom"})
    assert {row["recipient_id"] for row in unreached} == {"BF-1", "BF-4", "DW-1", "DW-2"}


def test_secrets_come_from_the_environment_and_a_missing_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Path("data/channels.example.yaml")
    monkeypatch.delenv("OFFICE_SMTP_USER", raising=False)
    with pytest.raises(OfficeError, match="OFFICE_SMTP_USER is not set") as refusal:
        read_channels(example)
    assert "export OFFICE_SMTP_USER" in refusal.value.said("zh")
    for name in ("SMTP_USER", "SMTP_PASSWORD", "SMS_TOKEN"):
        monkeypatch.setenv(f"OFFICE_{name}", "secret")
    assert set(read_channels(example)) == {"mail", "wecom", "dingtalk", "feishu", "sms"}


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("pigeon: {url: x}", "unknown key pigeon"),
        ("mail: {host: a, port: 25, sender: b}", "no security"),
        ("mail: {host: a, port: 25, sender: b, security: some}", "expected one of starttls"),
        ("wecom: {url: wecombot}", "an address that cannot be used"),
        ("dingtalk: {url: 'dingtalk://token/{account}'}", "does not decide who reads"),
        ("wecom: {url: 'https://a.test/send?key=all&to={account}'}", "does not decide who reads"),
        ("feishu: {url: 'http://open.feishu.cn/hook/{account}'}", "cannot be used"),
        ("sms: {url: 'jsons://a.test/{account}/{tok}'}", "an address that cannot be used"),
        ("sms: {url: 'dingtalk://token/{account}'}", "an address that cannot be used"),
    ],
)
def test_a_mistake_in_the_channels_is_named(tmp_path: Path, config: str, said: str) -> None:
    file = tmp_path / "channels.yaml"
    file.write_text(config, encoding="utf-8")
    with pytest.raises((OfficeError, PolicyError), match=said):
        read_channels(file)
