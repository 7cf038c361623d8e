"""The outbox: digests go out at least once, each with its key, and what became of it is kept."""

import json
import logging
import time
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from policy.errors import OfficeError
from policy.reminders import Rhythm, may_send, next_attempt_at
from policy.wording import words
from registry.lock import EXCLUSIVE, Held, locked
from tasks.campaign_day import CampaignDay, Tally
from tasks.reminders.channels import (
    Barred,
    Broken,
    Channel,
    KeyRefused,
    Letter,
    NotSent,
    Outage,
    Refused,
    Unfit,
)
from tasks.reminders.digests import rhythm_of

#: After so many letters in a row that broke on the channel, whose keys it refused, or that it refused while
#: it accepted none, it is left alone until the next run; at once where it refuses the office's own access.
GIVE_UP_AFTER = 3
#: What was sent is written down at least so often; a crash repeats no more than that, with the same keys.
SECONDS_UNWRITTEN = 2.0

log = logging.getLogger(__name__)


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
        except Held as held:
            raise OfficeError.because("obligations.still_sending", where=str(path)) from held
        return _Run(day, now, channels, rhythm).send_all()


@dataclass
class _Course:
    """How one channel does in this run."""

    broken: int = 0
    keys_refused: int = 0
    is_barred: bool = False
    has_accepted: bool = False
    #: Refusals while nothing was accepted: of these recipients, or of the office altogether?
    refused: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_broken(self) -> bool:
        failures = (self.broken, self.keys_refused, len(self.refused))
        return self.is_barred or GIVE_UP_AFTER in failures


class _Run:
    """One run through the outbox, holding the lock for sending."""

    def __init__(
        self, day: CampaignDay, now: datetime, channels: Mapping[str, Channel], rhythm: Rhythm
    ) -> None:
        self.day, self.now, self.channels, self.rhythm = day, now, channels, rhythm
        self.started = self.written = time.monotonic()
        self.attempts: list[dict[str, Any]] = []
        self.courses = {name: _Course() for name in channels}
        self.done: Tally = {}

    def send_all(self) -> Tally:
        with self.day.reading() as reader:
            waiting = reader.rows("outbox", as_of=self.day.as_of)
            recipients = reader.rows("recipients", as_of=self.day.as_of)
        known = {row["recipient_id"] for row in recipients}
        addresses = {(r["recipient_id"], r["channel"]): r["address"] for r in recipients}
        try:
            for row in waiting:
                course = self.courses.get(row["channel"])
                if course is None or course.is_broken or not self._is_time(row):
                    continue
                if not may_send(self._clock(), self.rhythm, self.day.pack.country):
                    break
                if row["recipient_id"] in known:  # who has left since is told nothing
                    self._try(row, addresses.get((row["recipient_id"], row["channel"])), course)
        finally:
            for course in self.courses.values():
                self._settle(course)
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

    def _try(self, row: Mapping[str, Any], address: str | None, course: _Course) -> None:
        result, said = self._tried(row, address, course)
        attempt = {
            "key": row["key"],
            "attempt": row["attempts"] + 1,
            "tried_at": self._clock().isoformat(timespec="seconds"),
            "tried_on": self.day.as_of,
            "result": result,
            "said": said,
        }
        if result == "refused":
            course.refused.append(attempt)
        else:
            self._note(attempt)
        if result == "sent":
            course.has_accepted = True
            self._settle(course)
        if time.monotonic() - self.written > SECONDS_UNWRITTEN:
            self._write()

    def _tried(
        self, row: Mapping[str, Any], address: str | None, course: _Course
    ) -> tuple[str, str | None]:
        """What became of it, and in which words."""
        failed = "failed" if len(row["tried_at"]) + 1 < self.rhythm.attempts else "undeliverable"
        try:
            if address is None:
                raise Unfit("no address")
            self.channels[row["channel"]].send(_letter(row, address, self._clock()))
        except Unfit as unfit:
            return "undeliverable", str(unfit)
        except Refused as refused:
            course.broken = 0
            is_of_key = isinstance(refused, KeyRefused)
            course.keys_refused += is_of_key
            is_sure = is_of_key or course.has_accepted
            return "undeliverable" if is_sure else "refused", str(refused)
        except Outage as outage:
            course.broken += 1
            course.is_barred = isinstance(outage, Barred)
            return "barred" if course.is_barred else "outage", str(outage)
        except NotSent as not_sent:
            course.broken = course.broken + 1 if isinstance(not_sent, Broken) else 0
            return failed, str(not_sent)
        except Exception as error:
            # Whatever it is, one letter holds up no other; its words may name people.
            log.warning("a letter by %s failed: %s", row["channel"], type(error).__name__)
            return failed, type(error).__name__
        course.broken = course.keys_refused = 0
        return "sent", None

    def _settle(self, course: _Course) -> None:
        """Judge what was refused before anything was accepted: a few alike are no recipient's fault."""
        result = "outage" if len(course.refused) >= GIVE_UP_AFTER else "undeliverable"
        for attempt in course.refused:
            self._note(attempt | {"result": result})
        course.refused = []

    def _note(self, attempt: dict[str, Any]) -> None:
        self.attempts.append(attempt)
        is_channels = attempt["result"] in {"outage", "barred"}
        result = "failed" if is_channels else attempt["result"]
        self.done[result] = self.done.get(result, 0) + 1

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
    return Letter(
        key=row["key"],
        address=address,
        subject=content["subject"]["zh"],
        lines=tuple(f"{no}. {line['zh']}" for no, line in enumerate(content["lines"], 1)),
        closing=words("remind.closing", number=row["key"].strip("<>")).zh,
        sent_at=at,
    )


def undeliverable(day: CampaignDay, channels: Collection[str]) -> list[dict[str, Any]]:
    """Whom no digest reaches: given up, on a channel that bars the office, or on none that is set up."""
    with day.reading() as reader:
        given_up = reader.rows("undeliverable", as_of=day.as_of)
        told_on = reader.rows("last_digests", as_of=day.as_of)
        recipients = reader.rows("recipients", as_of=day.as_of)
    listed = {row["recipient_id"] for row in given_up}
    channel_of = {row["recipient_id"]: row["channel"] for row in recipients}
    return given_up + [
        row | {"channel": channel_of[recipient], "attempts": 0, "said": None, "tried_on": None}
        for row in told_on
        if (recipient := row["recipient_id"]) not in listed
        and channel_of.get(recipient, "paper") not in {"paper", *channels}
    ]
