"""Channels by which digests leave the office: mail, the chat robots, and a gateway for text messages.

Apprise gives every mail a Message-ID of its own; a repeat would look like another mail. So mail goes
out by smtplib with the digest's key as its Message-ID, which also tells a refusal for good (5xx) from
one for now. The robots of WeCom, DingTalk and Feishu refuse with HTTP 200 and a code in the answer,
which Apprise does not read; so they are called here. Text messages go out by Apprise.
"""

from __future__ import annotations

import logging
import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from policy.errors import OfficeError
from policy.wording import words
from policy.yaml_file import fields_of, read_yaml, refuse_unknown, shown

#: Robots by channel: what their address ends in. A robot writes into one chat, so the recipient's own
#: key must be what decides which; a robot of all in which people are only called would show them all.
ROBOTS = {
    "wecom": "?key={account}",
    "dingtalk": "?access_token={account}",
    "feishu": "/hook/{account}",
}
CHANNELS = ("mail", *ROBOTS, "sms")
EXAMPLES = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={account}",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token={account}",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/{account}",
    "sms": "jsons://sms.example.org/send?:to={account}&:number={key}",
}
#: Only to this machine itself may go out what is not encrypted.
ROBOT = re.compile(r"(https://|http://127\.0\.0\.1[:/])[^{}]*")
GATEWAY = re.compile(r"(jsons://|json://127\.0\.0\.1[:/]).*\{account\}.*", re.DOTALL)
#: The longest message that a robot takes, in bytes. WeCom: a text of 2,048 (its markdown takes 4,096, but
#: shows in no WeChat), developer.work.weixin.qq.com/document/path/91770. DingTalk and Feishu: 20,000 and
#: 20 KB for the whole request, open.dingtalk.com (custom robots), open.feishu.cn (custom bots); what is
#: left over is for its frame.
MOST_BYTES = {"wecom": 2_048, "dingtalk": 18_000, "feishu": 18_000}
#: Codes by which a robot refuses this key for good, from the same pages: WeCom's robot removed or halted;
#: DingTalk's group dissolved, key unknown, robot halted or gone, keyword, signature or address of the
#: office not as set there; Feishu's key unknown, signature, address or keyword likewise.
KEY_REFUSED = {
    "wecom": {93000, 93004, 93008},
    "dingtalk": {310000, 400013, 400101, 400102, 400106},
    "feishu": {19001, 19021, 19022, 19024},
}
#: HTTP answers that say the same of an address, whoever asks again.
STATUS_REFUSED = {400, 401, 403, 404, 410}
SECURITY = ("starttls", "tls", "none")
SECRET = re.compile(r"\$\{(\w+)\}")
PERMANENT = 500
ONE_ADDRESS = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\"]+")


@dataclass(frozen=True)
class Letter:
    """A digest on its way: `key` is the same whenever it is sent again."""

    key: str
    address: str
    subject: str
    lines: tuple[str, ...]
    closing: str
    sent_at: datetime

    @property
    def text(self) -> str:
        return "\n".join([*self.lines, "", self.closing])

    def within(self, most_bytes: int) -> str:
        """Subject and text in so many bytes: the lines that fit, how many more there are, and where."""
        for count in range(len(self.lines), -1, -1):
            left_out = len(self.lines) - count
            more = [words("remind.more", count=left_out).zh] if left_out else []
            told = "\n".join([self.subject, *self.lines[:count], *more, "", self.closing])
            if len(told.encode()) <= most_bytes:
                break
        return told


class NotSent(Exception):
    """Not sent, or nobody knows; to be tried again. Says what the channel answered, naming nobody."""


class Broken(NotSent):
    """It broke off on the way: whether it arrived nobody knows, and the next may fare likewise."""


class Outage(NotSent):
    """The channel itself does not work, or the office's access to it; it says nothing about a recipient."""


class Barred(Outage):
    """The channel refuses the office's own access for good: to try again in this run is of no use."""


class Refused(Exception):
    """Refused for good by the channel: this address takes no mail, or the channel takes none of ours."""


class KeyRefused(Refused):
    """The key of the recipient's own robot is refused for good."""


class Unfit(Refused):
    """No address of this channel: nothing was asked of anybody."""


class Channel(Protocol):
    """Sends letters; NotSent and Refused tell what became of one."""

    def send(self, letter: Letter) -> None: ...

    def close(self) -> None: ...


class Mail:
    """Mail over one connection that is opened when it is needed and again after it broke."""

    def __init__(self, settings: Mapping[str, Any], timeout_seconds: float) -> None:
        self.settings, self.timeout_seconds = settings, timeout_seconds
        self.server: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        if not ONE_ADDRESS.fullmatch(letter.address):
            raise Unfit("unfit address")
        try:
            message = self._message(letter)
        except ValueError as error:
            raise Unfit("unfit address") from error
        try:
            server = self._connected()
        except (smtplib.SMTPException, OSError) as error:
            at = Barred if _is_for_good(error) else Outage
            raise at(_masked(f"{type(error).__name__}: {error}", letter)) from error
        try:
            self._hand_over(server, message, letter)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            kind: type[NotSent] = Broken
            if isinstance(error, smtplib.SMTPSenderRefused):
                kind = Barred if _is_for_good(error) else Outage
            raise kind(_masked(f"{type(error).__name__}: {error}", letter)) from error

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage, letter: Letter) -> None:
        try:
            server.send_message(message, to_addrs=[letter.address])
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = refused.recipients[letter.address]
            raise _answered(code, said, letter) from refused
        except smtplib.SMTPDataError as refused:
            raise _answered(refused.smtp_code, refused.smtp_error, letter) from refused
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            raise Unfit("unfit address") from error

    def close(self) -> None:
        if self.server:
            with suppress(smtplib.SMTPException, OSError):
                self.server.close()
        self.server = None

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["Message-ID"] = letter.key
        message["Date"] = format_datetime(letter.sent_at)
        message["From"] = self.settings["sender"]
        message["To"] = letter.address
        message["Subject"] = letter.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message

    def _connected(self) -> smtplib.SMTP:
        if self.server:
            try:
                self.server.noop()  # servers close what idles; that is no attempt
            except (smtplib.SMTPException, OSError):
                self.close()
        if self.server is None:
            # Checks the server's certificate; whose authority is their own names it in SSL_CERT_FILE.
            context = ssl.create_default_context()
            host, port, limit = self.settings["host"], self.settings["port"], self.timeout_seconds
            server = (
                smtplib.SMTP_SSL(host, port, timeout=limit, context=context)
                if self.settings["security"] == "tls"
                else smtplib.SMTP(host, port, timeout=limit)
            )
            try:
                if self.settings["security"] == "starttls":
                    server.starttls(context=context)
                if self.settings.get("user"):
                    server.login(self.settings["user"], self.settings.get("password", ""))
            except BaseException:
                server.close()
                raise
            self.server = server
        return self.server


def _is_for_good(error: Exception) -> bool:
    """Whether the server refuses the office itself: its login, its sender, its calls."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return isinstance(error, smtplib.SMTPNotSupportedError)


def _answered(code: int, said: bytes | str, letter: Letter) -> Exception:
    """The server's own answer to a letter: for good from 500 on; with 421 it goes off to everybody."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    kind = Refused if code >= PERMANENT else Outage if code == 421 else NotSent
    return kind(_masked(f"{code} {text}", letter))


def _masked(said: str, letter: Letter) -> str:
    """What a channel said, without addresses and on one line."""
    mailbox = letter.address.partition("@")[0]
    without = re.sub(r"\S+@\S+", "…", said.replace(letter.address, "…"))
    if mailbox:
        without = re.sub(rf"(?<!\w){re.escape(mailbox)}(?!\w)", "…", without)
    return re.sub(r"\s+", " ", without).strip()[:200]


class Robot:
    """A chat robot of WeCom, DingTalk or Feishu, one a recipient; its answer says whether it took it."""

    def __init__(self, name: str, url: str, timeout_seconds: float) -> None:
        self.name, self.url, self.timeout_seconds = name, url, timeout_seconds

    def send(self, letter: Letter) -> None:
        import httpx

        logging.getLogger("httpx").setLevel(
            logging.WARNING
        )  # it logs addresses, and these are keys
        text = letter.within(MOST_BYTES[self.name])
        message = (
            {"msg_type": "text", "content": {"text": text}}
            if self.name == "feishu"
            else {"msgtype": "text", "text": {"content": text}}
        )
        url = self.url.format(account=quote(letter.address, safe=""))
        try:
            answer = httpx.post(url, json=message, timeout=self.timeout_seconds)
        except httpx.InvalidURL as error:
            raise Unfit("unfit address") from error
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Outage(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise Broken(type(error).__name__) from error
        if answer.status_code >= PERMANENT:
            raise Outage(f"HTTP {answer.status_code}")
        if refusal := _refusal(answer):
            code, said = refusal
            is_for_good = code in KEY_REFUSED[self.name] or answer.status_code in STATUS_REFUSED
            raise (KeyRefused if is_for_good else NotSent)(_masked(said, letter))

    def close(self) -> None:
        """Nothing is kept open."""


def _refusal(answer: Any) -> tuple[int | None, str] | None:
    """What a robot's answer refuses with: its own code and words, or an HTTP status."""
    try:
        said = dict(answer.json())
    except (ValueError, TypeError):
        said = {}
    names = ("errcode", "code", "StatusCode")
    code = next((said[name] for name in names if said.get(name) is not None), "")
    told = next((said[name] for name in ("errmsg", "msg", "StatusMessage") if said.get(name)), "")
    if answer.status_code == 200 and str(code) == "0":
        return None
    status = f"HTTP {answer.status_code}" if answer.status_code != 200 else "unreadable answer"
    return _number(code), f"{code} {told}".strip() or status


def _number(code: Any) -> int | None:
    return int(code) if re.fullmatch(r"-?\d+", str(code)) else None


class Gateway:
    """Text messages by a gateway that Apprise calls; it has to refuse with an HTTP status."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self.url, self.timeout_seconds = url, timeout_seconds

    def send(self, letter: Letter) -> None:
        import apprise

        filled = self.url.format(account=quote(letter.address, safe=""), key=quote(letter.key))
        service = apprise.Apprise.instantiate(filled, suppress_exceptions=True)
        if service is None:
            raise Unfit("unfit address")
        service.socket_connect_timeout = service.socket_read_timeout = self.timeout_seconds
        one = apprise.Apprise()
        one.add(service)
        with apprise.LogCapture(level=logging.WARNING) as told:
            is_sent = one.notify(body=letter.text, title=letter.subject)
            said = told.getvalue()
        if not is_sent:
            code = re.search(r"error=(\d+)", said)
            if code is None:
                raise Outage("no answer")
            raise _gateway_refusal(int(code[1]))(f"HTTP {code[1]}")

    def close(self) -> None:
        """Nothing is kept open."""


def _gateway_refusal(status: int) -> type[Exception]:
    """Whether a gateway's HTTP status is about its own state, the office's access or the recipient."""
    if status >= PERMANENT:
        return Outage
    if status in {401, 403}:
        return Barred
    return Refused if status in STATUS_REFUSED else NotSent


def channels_named(path: Path) -> set[str] | None:
    """Names of the channels set up, whether or not their secrets are at hand; None for a faulty file."""
    try:
        node = read_yaml(path) or {} if path.is_file() else {}
        fields = fields_of(node, shown(path), (), ("timeout_seconds", *CHANNELS))
    except OfficeError:
        return None  # read_channels says what is wrong
    return set(fields) & set(CHANNELS)


def read_channels(path: Path) -> dict[str, Channel]:
    """The channels that the office has set up, by name; none where there is no such file.

    OfficeError for an unknown channel or key, a missing key, a secret that is not set.
    """
    if not path.is_file():
        return {}
    where, node = shown(path), read_yaml(path) or {}
    fields = fields_of(node, where, (), ("timeout_seconds", *CHANNELS))
    timeout_seconds = float(fields.get("timeout_seconds", 10))
    channels: dict[str, Channel] = {}
    for name, written in fields.items():
        if name == "mail":
            keys = ("host", "port", "security", "sender")
            settings = fields_of(written, f"{where}, mail", keys, ("user", "password"))
            refuse_unknown(settings["security"], SECURITY, f"{where}, mail, security")
            channels[name] = Mail(_with_secrets(settings, f"{where}, mail"), timeout_seconds)
        elif name in CHANNELS:
            at = f"{where}, {name}"
            url = str(_with_secrets(fields_of(written, at, ("url",)), at)["url"])
            _must_fit(name, url, f"{at}, url")
            channels[name] = (
                Robot(name, url, timeout_seconds)
                if name in ROBOTS
                else Gateway(url, timeout_seconds)
            )
    return channels


def _with_secrets(settings: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The settings with ${NAME} taken from the environment."""

    def secret(found: re.Match[str]) -> str:
        if found[1] not in os.environ:
            raise OfficeError.because("obligations.no_secret", where=where, name=found[1])
        return os.environ[found[1]]

    return {k: SECRET.sub(secret, v) if isinstance(v, str) else v for k, v in settings.items()}


def _must_fit(name: str, url: str, where: str) -> None:
    """Refuse an address that cannot be filled in, or in which the account does not decide who reads."""
    if ending := ROBOTS.get(name):
        is_fit = url.endswith(ending) and bool(ROBOT.fullmatch(url.removesuffix(ending)))
    else:
        is_fit = bool(GATEWAY.fullmatch(url))
    try:
        url.format(account="0", key="0")
    except (KeyError, IndexError, ValueError, AttributeError):
        is_fit = False
    if not is_fit:
        raise OfficeError.because("obligations.unfit_url", where=where, example=EXAMPLES[name])
