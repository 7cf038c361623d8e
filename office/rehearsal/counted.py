"""What a lived campaign's summary always says: which it was, until when, and what was counted of it."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from tasks.campaign_day import CampaignDay


def counted_of(day: CampaignDay, *queries: str) -> dict[str, Any]:
    """The campaign, its kind, its last day, and the rows of each named query without its summary_."""
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        counts = {query.removeprefix("summary_"): reader.rows(query, **named) for query in queries}
    head = {"campaign_id": day.campaign_id, "kind": day.campaign.kind, "last_day": day.as_of}
    return head | counts


def add_counts(table: Table, summary: Mapping[str, Any], *what: str) -> None:
    """A row for every kind that was counted."""
    for name in what:
        for row in summary[name]:
            table.add_row(name, row["kind"], f"{row['count']:,}")
