"""Channels by which digests leave the office: mail by the standard library, all others by Apprise.

Apprise gives every mail a Message-ID of its own; a repeat would look like another mail. So mail goes
out by smtplib with the digest's key as its Message-ID, which also tells a refusal for good (5xx) from
one for now.
"""

from __future__ import annotations

import logging
import os
import re
import smtplib
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
from policy.yaml_file import fields_of, read_yaml, refuse_unknown, shown

WEBHOOKS = ("wecom", "dingtalk", "feishu", "sms")
SECURITY = ("starttls", "tls", "none")
SECRET = re.compile(r"\$\{(\w+)\}")
PERMANENT = 500


@dataclass(frozen=True)
class Letter:
    """A digest on its way: `key` is the same whenever it is sent again."""

    key: str
    address: str
    subject: str
    text: str
    sent_at: datetime


class NotSent(Exception):
    """Not sent, or nobody knows; to be tried again. Says what the channel answered, naming nobody."""


class Refused(Exception):
    """Refused for good: this address takes no mail."""


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
        try:
            message = self._message(letter)
        except ValueError as error:
            raise Refused("unfit address") from error
        try:
            # What fails in connecting is an outage, or the office's own set-up.
            self._hand_over(self._connected(), message, letter)
        except (smtplib.SMTPException, OSError) as error:
            # Also where it broke off after the text: whether it arrived nobody knows.
            self.close()
            raise NotSent(_masked(f"{type(error).__name__}: {error}", letter)) from error

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage, letter: Letter) -> None:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            ((code, said),) = refused.recipients.values()
            raise _answered(code, said, letter) from refused
        except smtplib.SMTPDataError as refused:
            raise _answered(refused.smtp_code, refused.smtp_error, letter) from refused
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("unfit address") from error

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
            kind = smtplib.SMTP_SSL if self.settings["security"] == "tls" else smtplib.SMTP
            host, port = self.settings["host"], self.settings["port"]
            server = kind(host, port, timeout=self.timeout_seconds)
            try:
                if self.settings["security"] == "starttls":
                    server.starttls()
                if self.settings.get("user"):
                    server.login(self.settings["user"], self.settings.get("password", ""))
            except BaseException:
                server.close()
                raise
            self.server = server
        return self.server


def _answered(code: int, said: bytes | str, letter: Letter) -> Exception:
    """The server's own answer to a letter: for good from 500 on."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    kind = Refused if code >= PERMANENT else NotSent
    return kind(_masked(f"{code} {text}", letter))


def _masked(said: str, letter: Letter) -> str:
    """What a channel said, without addresses and on one line."""
    without = re.sub(r"\S+@\S+", "…", said.replace(letter.address, "…"))
    return re.sub(r"\s+", " ", without).strip()[:200]


class Webhook:
    """A message by one of Apprise's services."""

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self.url, self.timeout_seconds = url, timeout_seconds

    def send(self, letter: Letter) -> None:
        import apprise

        filled = self.url.format(account=quote(letter.address, safe=""), key=quote(letter.key))
        service = apprise.Apprise.instantiate(filled, suppress_exceptions=True)
        if service is None:
            raise Refused("unfit address")
        service.socket_connect_timeout = service.socket_read_timeout = self.timeout_seconds
        one = apprise.Apprise()
        one.add(service)
        with apprise.LogCapture(level=logging.WARNING) as told:
            is_sent = one.notify(body=letter.text, title=letter.subject)
            said = told.getvalue()
        if not is_sent:
            code = re.search(r"error=(\d+)", said)
            raise NotSent(f"HTTP {code[1]}" if code else "no answer")

    def close(self) -> None:
        """Nothing is kept open."""


def read_channels(path: Path) -> dict[str, Channel]:
    """The channels that the office has set up, by name; none where there is no such file.

    OfficeError for an unknown channel or key, a missing key, a secret that is not set.
    """
    if not path.is_file():
        return {}
    where, node = shown(path), read_yaml(path) or {}
    fields = fields_of(node, where, (), ("timeout_seconds", "mail", *WEBHOOKS))
    timeout_seconds = float(fields.get("timeout_seconds", 10))
    channels: dict[str, Channel] = {}
    for name, written in fields.items():
        if name == "mail":
            keys = ("host", "port", "security", "sender")
            settings = fields_of(written, f"{where}, mail", keys, ("user", "password"))
            refuse_unknown(settings["security"], SECURITY, f"{where}, mail, security")
            channels[name] = Mail(_with_secrets(settings, f"{where}, mail"), timeout_seconds)
        elif name in WEBHOOKS:
            settings = _with_secrets(fields_of(written, f"{where}, {name}", ("url",)), where)
            _must_be_known(settings["url"], f"{where}, {name}, url")
            channels[name] = Webhook(settings["url"], timeout_seconds)
    return channels


def _with_secrets(settings: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The settings with ${NAME} taken from the environment."""

    def secret(found: re.Match[str]) -> str:
        if found[1] not in os.environ:
            raise OfficeError.because("obligations.no_secret", where=where, name=found[1])
        return os.environ[found[1]]

    return {k: SECRET.sub(secret, v) if isinstance(v, str) else v for k, v in settings.items()}


def _must_be_known(url: str, where: str) -> None:
    scheme = url.partition("://")[0]
    if not re.fullmatch(r"[a-z]+", scheme) or "{account}" not in url:
        raise OfficeError.because("obligations.unfit_url", where=where)
