"""Duties: written down as their periods begin, counted by who owes them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from policy.duties import periods_of
from tasks.campaign_day import CampaignDay, Tally

if TYPE_CHECKING:
    import polars as pl


def write_duties(day: CampaignDay) -> Tally:
    """Write the duties of every period that has begun or is about to; run twice it adds nothing."""
    periods = _periods(day)
    if periods.is_empty():
        return {}
    share = Fraction(day.setting("duty.newcomer_share"))
    with day.writing("write duties") as entry, entry.holding("duty_period", periods):
        due = entry.query(
            "duties_to_write",
            **day.named(
                lead_days=day.setting("duty.lead_days"),
                numerator=share.numerator,
                denominator=share.denominator,
            ),
        )
        return {"duties": entry.insert("duty", due)}


def _periods(day: CampaignDay) -> pl.DataFrame:
    """The periods of the campaign's year, for every duty of its pack."""
    import polars as pl  # only to write: who counts duties need not wait for it

    festival_days = day.setting("duty.festival_days") if day.pack.duties else 0
    rows = [
        (
            *(p.duty.id, p.duty.owner, p.duty.subject, p.name),
            *(p.first_on, p.last_on, p.due_on, p.duty.times, p.no),
        )
        for p in periods_of(day.pack.duties, day.campaign.year, festival_days)
    ]
    names = ["duty_id", "owner", "subject", "period", "first_on", "last_on", "due_on"]
    return pl.DataFrame(rows, schema=[*names, "times", "no"], orient="row")


def duties_counted(day: CampaignDay) -> list[dict[str, Any]]:
    """How the duties of every owner stand; a helper's also name the unit they count under."""
    with day.reading() as reader:
        return reader.rows("duties_counted", **day.named(as_of=day.as_of))


def duties_of(day: CampaignDay, owner_id: str) -> list[dict[str, Any]]:
    """The duties of one owner as of the day, in the order of their due days."""
    named = day.named(as_of=day.as_of, owner_id=owner_id)
    with day.reading() as reader:
        return reader.rows("duties_of_owner", **named)
