"""Payments: a list is made, withdrawn in part, released by another than who made it [003]."""

import unicodedata
from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from policy.errors import OfficeError, OfficeErrors
from registry.session import Reader
from tasks.campaign_day import CampaignDay, Tally
from tasks.funds.accounts import accounts_of
from tasks.intake.cells import read_cell
from tasks.intake.forms import form
from tasks.intake.loading import LoadReport, load_files


def make_batch(
    day: CampaignDay, file: Path, project_id: str, total_amount: str, maker: str, **options: Any
) -> tuple[str, LoadReport]:
    """Check and store a payment list; returns its number. IntakeError with every fault of every line."""
    _require_name(maker)
    column = form("payment_batch").column("batch_id")
    stated = options.pop("batch_id", None) or _next_batch(day)
    batch_id = read_cell(stated, column).value or stated
    row = {
        "batch_id": batch_id,
        "project_id": project_id,
        "total_amount": total_amount,
        "made_on": day.as_of,
        "maker": maker,
    }
    report = load_files(
        day.registry,
        [file],
        as_of=day.as_of,
        actor=maker,
        campaign_id=day.campaign_id,
        form="payment",
        typed={"payment_batch": [row]},
        **options,
    )
    return str(batch_id), report


def release_batch(day: CampaignDay, batch_id: str, releaser: str) -> Tally:
    """Release what has been public to the end of its window, of households that are still listed, in
    the names of those who still belong to them, to cards that are still theirs.

    Lines with an open objection wait, and only those. Released again, nothing changes. OfficeError
    for who made or entered the list, and before any of its windows has closed.
    """
    _require_name(releaser)
    with day.writing("release payments") as entry:
        batch = batch_of(Reader(entry.connection), day, batch_id)
        if _same_name(batch["maker"], releaser):
            raise OfficeError.because("funds.released_by_maker", batch=batch_id)
        if _same_name(batch["entered_by"], releaser):
            raise OfficeError.because("funds.released_by_clerk", batch=batch_id)
        _require_balance(Reader(entry.connection), day, batch)
        lines = entry.query("payments_of_batches", **day.named(batch_ids=[batch_id]))
        if not lines["is_publicised"].any():
            raise _not_publicised(batch_id, lines)
        waiting = lines.filter(is_released=False)
        ready = waiting.filter(pl.col("held_by").is_null()).select("batch_id", "line_no")
        entry.insert(
            "payment_release",
            ready.with_columns(released_on=pl.lit(day.as_of), releaser=pl.lit(releaser)),
        )
        held = waiting["held_by"].drop_nulls().value_counts().sort("held_by").iter_rows()
        return {"released": ready.height, **dict(held)}


def withdraw_lines(
    day: CampaignDay, batch_id: str, line_nos: Collection[int], withdrawer: str, reason: str
) -> Tally:
    """Take lines back that are not released, or the whole list where none is named.

    Whoever stops a payment needs no second person, but a name and a reason. Their money is free again,
    and the notice stays as it hangs. Withdrawn again, nothing changes. OfficeError for a line that is
    released, or that the list does not have.
    """
    _require_name(withdrawer)
    if not any(map(str.isalnum, reason)):
        raise OfficeError.because("funds.no_reason", batch=batch_id)
    with day.writing("withdraw payments") as entry:
        batch_of(Reader(entry.connection), day, batch_id)
        lines = entry.query("payments_of_batches", **day.named(batch_ids=[batch_id]))
        unknown = sorted(set(line_nos) - set(lines["line_no"]))
        if unknown:
            raise OfficeError.because("funds.unknown_line", batch=batch_id, lines=unknown)
        if line_nos:
            lines = lines.filter(pl.col("line_no").is_in(line_nos))
        released = lines.filter(is_released=True)["line_no"].to_list()
        if released:
            raise OfficeError.because(
                "funds.withdrawn_after_release", batch=batch_id, lines=released
            )
        fresh = lines.filter(pl.col("held_by").ne_missing("withdrawn")).select(
            "batch_id", "line_no"
        )
        entry.insert(
            "payment_withdrawal",
            fresh.with_columns(
                withdrawn_on=pl.lit(day.as_of),
                withdrawer=pl.lit(withdrawer),
                reason=pl.lit(reason),
            ),
        )
        return {"withdrawn": fresh.height}


def held_lines(day: CampaignDay, batch_id: str) -> list[dict[str, Any]]:
    """Lines of a list that are not released, with what holds each."""
    with day.reading() as reader:
        lines = reader.rows(
            "payments_of_batches", **day.named(as_of=day.as_of, batch_ids=[batch_id])
        )
    return [line for line in lines if line["held_by"] and not line["is_released"]]


def batch_of(reader: Reader, day: CampaignDay, batch_id: str) -> dict[str, Any]:
    """A payment list of the campaign; OfficeError names those that there are."""
    rows = reader.rows("payment_batches", **day.named(as_of=day.as_of))
    known = {row["batch_id"]: row for row in rows}
    if batch_id not in known:
        reason = "funds.unknown_batch" if known else "funds.no_batch_yet"
        raise OfficeError.because(reason, batch=batch_id, known=list(known))
    return known[batch_id]


def _require_balance(reader: Reader, day: CampaignDay, batch: dict[str, Any]) -> None:
    """OfficeErrors while the list's budget line is overspent or does not balance."""
    accounts, faults = accounts_of(reader, day)
    if batch["budget_id"] not in accounts:
        raise OfficeErrors(faults)


def _same_name(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    """A name without spaces, dots, capitals and what no one sees."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _require_name(name: str) -> None:
    if not any(map(str.isalpha, name)):
        raise OfficeError.because("funds.no_name")


def _not_publicised(batch_id: str, lines: pl.DataFrame) -> OfficeError:
    closes_on = lines["closes_on"].min()
    if closes_on is None:
        return OfficeError.because("funds.not_posted", batch=batch_id)
    return OfficeError.because("funds.not_publicised", batch=batch_id, closes_on=closes_on)


def _next_batch(day: CampaignDay) -> str:
    """The first number of the year that no list has, whatever day is being entered."""
    with day.reading() as reader:
        made = reader.rows("payment_batches", **day.named(as_of=date.max))
    taken = {batch["batch_id"] for batch in made}
    numbers = (f"FF-{day.campaign.year}-{number:03}" for number in count(1))
    return next(number for number in numbers if number not in taken)
