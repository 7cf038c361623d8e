"""What the command line shows of duties and reminders: plain data, and tables to read."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from office.tables import listed, name_of
from policy.errors import OfficeError
from policy.pack import Pack
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.duties.writing import duties_counted, duties_of
from tasks.reminders.digests import period_words

COUNTS = ("open", "due_soon", "overdue", "done", "in_time")
HEADS = ("number", "owner", "open_duties", "due_soon", "overdue", "done_duties", "in_time_share")


def duties_shown(day: CampaignDay, of: str | None) -> dict[str, Any]:
    """How duties stand: of all units and places; of one unit, by helper; of one owner, one by one.

    OfficeError for an owner who owes nothing by that day.
    """
    counted = duties_counted(day)
    found: dict[str, Any] = {"campaign_id": day.campaign_id, "as_of": day.as_of}
    if of is None:
        return found | {"owners": _by_group(counted)}
    members = [row for row in counted if of in (row["group_id"], row["owner_id"])]
    if not members:
        raise OfficeError.because("obligations.unknown_owner", owner=of, as_of=day.as_of)
    helpers = [row for row in members if row["owner"] == "helper" and row["owner_id"] != of]
    return found | {
        "owners": [row | {"share": _share(row)} for row in helpers],
        "duties": duties_of(day, of),
    }


def _by_group(counted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sums by unit and place; a unit's are its own and its helpers'."""
    groups: dict[str, dict[str, Any]] = {}
    for row in counted:
        group = groups.setdefault(
            row["group_id"],
            {"owner_id": row["group_id"], "owner": row["owner"], "helper_name": None}
            | {name: row[name] for name in ("name_zh", "name_en")}
            | dict.fromkeys(COUNTS, 0),
        )
        for count in COUNTS:
            group[count] += row[count]
    return [group | {"share": _share(group)} for group in groups.values()]


def _share(row: dict[str, Any]) -> int | None:
    """Percent done in time of all that has been done or should have been."""
    due = row["done"] + row["overdue"]
    return 100 * row["in_time"] // due if due else None


def duties_tables(shown: dict[str, Any], pack: Pack, language: str) -> list[Table | str]:
    """The same, to be read."""
    labels = {duty.id: duty.label[language] for duty in pack.duties}
    owned = [
        (
            labels.get(d["duty_id"], d["duty_id"]),
            period_words(d["period"])[language],
            d["subject_code"],
            d["due_on"],
            words(f"duty_state.{d['state']}")[language],
            d["done_on"],
        )
        for d in shown.get("duties", [])
    ]
    return [
        f"{shown['campaign_id']}  {shown['as_of']}",
        *owner_tables(shown["owners"], language),
        *listed(
            language, None, ("duty", "period", "subject", "due", "state", "done_duties"), owned
        ),
    ]


def owner_tables(owners: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Counts by owner."""
    rows = [
        (
            row["owner_id"],
            row["helper_name"] or name_of(row, language),
            *(row[name] for name in ("open", "due_soon", "overdue", "done")),
            "" if row["share"] is None else f"{row['share']} %",
        )
        for row in owners
    ]
    return listed(language, "duties", HEADS, rows)


def duties_by_group(reader: Reader, day: CampaignDay) -> list[dict[str, Any]]:
    """Duties by unit and place."""
    return _by_group(reader.rows("duties_counted", **day.named(as_of=day.as_of)))


def reminder_rows(said: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """What is owed to one household and who was reminded, as rows of its explanation."""
    return {
        "duties": [
            (
                *(d["duty"], d["period_wording"], d["owner_id"]),
                *(d["due_on"], d["state_wording"], d["done_on"]),
            )
            for d in said["duties"]
        ],
        "reminders": [
            (
                r["recipient_id"],
                r["digest_on"],
                r["channel_wording"],
                r["items"],
                r["state_wording"],
            )
            for r in said["reminders"]
        ],
    }


def undeliverable_tables(rows: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Whom no reminder reaches, and what the channel said."""
    shown = [
        (
            row["recipient_id"],
            words(f"channel.{row['channel']}")[language],
            row["digest_on"],
            row["attempts"],
            row["said"] or words("sending.no_channel")[language],
        )
        for row in rows
    ]
    heads = ("recipient", "channel", "day", "attempts", "channel_said")
    return listed(language, "undeliverable", heads, shown)
