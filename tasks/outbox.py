"""The outbox: digests go out at least once, each with its key, and what became of it is kept."""

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

from policy.errors import OfficeError
from policy.reminders import Rhythm, may_send, next_attempt_at
from policy.wording import words
from registry.lock import EXCLUSIVE, locked
from tasks.campaign_day import CampaignDay, Tally
from tasks.channels import Channel, Letter, NotSent, Refused
from tasks.reminders import rhythm_of

#: After so many letters in a row that did not go out, a channel is left alone until the next run:
#: an outage costs the others no attempt.
GIVE_UP_AFTER = 3
#: What was sent is written down at least so often; a crash repeats no more than that, with the same keys.
SECONDS_UNWRITTEN = 2.0


def send_digests(day: CampaignDay, now: datetime, channels: Mapping[str, Channel]) -> Tally:
    """Send what waits in the outbox and may be tried now; `now` is the office's clock.

    Only one run sends at a time; another waits for it, and then finds nothing left, or after a while
    an OfficeError says that it has to come again.
    """
    rhythm = rhythm_of(day)
    if not channels or not may_send(now, rhythm, day.pack.country):
        return {}
    path = day.registry.path.with_name(day.registry.path.name + ".sending")
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(path, EXCLUSIVE, day.registry.wait_seconds))
        except OfficeError as held:
            raise OfficeError.because("obligations.still_sending", where=str(path)) from held
        return _Run(day, now, channels, rhythm).send_all()


class _Run:
    """One run through the outbox, holding the lock for sending."""

    def __init__(
        self, day: CampaignDay, now: datetime, channels: Mapping[str, Channel], rhythm: Rhythm
    ) -> None:
        self.day, self.now, self.channels, self.rhythm = day, now, channels, rhythm
        self.started = self.written = time.monotonic()
        self.attempts: list[dict[str, Any]] = []
        self.done: Tally = {}

    def send_all(self) -> Tally:
        with self.day.reading() as reader:
            waiting = reader.rows("outbox", as_of=self.day.as_of)
            recipients = reader.rows("recipients", as_of=self.day.as_of)
        addresses = {(r["recipient_id"], r["channel"]): r["address"] for r in recipients}
        failures = dict.fromkeys(self.channels, 0)
        try:
            for row in waiting:
                name = row["channel"]
                if failures.get(name, GIVE_UP_AFTER) >= GIVE_UP_AFTER or not self._is_time(row):
                    continue
                result = self._try(row, addresses.get((row["recipient_id"], name)))
                failures[name] = failures[name] + 1 if result == "failed" else 0
        finally:
            self._write()
            for channel in self.channels.values():
                channel.close()
        return self.done

    def _is_time(self, row: Mapping[str, Any]) -> bool:
        tried_at = [datetime.fromisoformat(at) for at in row["tried_at"]]
        if not tried_at:
            return True
        next_at = next_attempt_at(tried_at, self.rhythm)
        return next_at is not None and next_at <= self.now

    def _try(self, row: Mapping[str, Any], address: str | None) -> str:
        attempt, said = len(row["tried_at"]) + 1, None
        result = "sent"
        try:
            if address is None:
                raise Refused("no address")
            self.channels[row["channel"]].send(_letter(row, address, self._clock()))
        except Refused as refused:
            result, said = "undeliverable", str(refused)
        except NotSent as failed:
            result = "failed" if attempt < self.rhythm.attempts else "undeliverable"
            said = str(failed)
        self.attempts.append(
            {
                "key": row["key"],
                "attempt": attempt,
                "tried_at": self._clock().isoformat(timespec="seconds"),
                "tried_on": self.day.as_of,
                "result": result,
                "said": said,
            }
        )
        self.done[result] = self.done.get(result, 0) + 1
        if time.monotonic() - self.written > SECONDS_UNWRITTEN:
            self._write()
        return result

    def _clock(self) -> datetime:
        return self.now + timedelta(seconds=time.monotonic() - self.started)

    def _write(self) -> None:
        if self.attempts:
            with self.day.registry.writing("send", self.day.as_of, self.day.actor) as entry:
                entry.insert("sending", self.attempts)
        self.attempts, self.written = [], time.monotonic()


def _letter(row: Mapping[str, Any], address: str, at: datetime) -> Letter:
    """A digest as it is read: in Chinese, its lines under each other, its number at the end."""
    content = json.loads(row["content"])
    number = row["key"].strip("<>")
    lines = [f"{no}. {line['zh']}" for no, line in enumerate(content["lines"], 1)]
    text = "\n".join([*lines, "", words("remind.closing", number=number).zh])
    return Letter(row["key"], address, content["subject"]["zh"], text, at)


def undeliverable(day: CampaignDay, channels: Mapping[str, Channel]) -> list[dict[str, Any]]:
    """Whom no digest reaches: those given up, and those who wait for a channel that is not set up."""
    with day.reading() as reader:
        given_up = reader.rows("undeliverable", as_of=day.as_of)
        waiting = reader.rows("outbox", as_of=day.as_of)
    stuck = {w["recipient_id"]: w for w in waiting if w["channel"] not in channels}
    return given_up + [
        {
            "recipient_id": recipient,
            "channel": row["channel"],
            "digest_on": row["digest_on"],
            "attempts": 0,
            "said": None,
            "tried_on": None,
        }
        for recipient, row in stuck.items()
    ]
