"""What the command line shows of an inspection: plain data, and tables to read."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from office.tables import listed, name_of
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.inspection.estimates import estimates_of


def inspection_of(reader: Reader, day: CampaignDay) -> dict[str, Any]:
    """The frame, the sheets of every level, the estimates, what is to be put right."""
    named = day.named(as_of=day.as_of)
    frame = [
        {name: row[name] for name in ("frozen_on", "digest", "listed", "unlisted")}
        for row in reader.rows("inspection_frame_one", **named)
    ]
    return {
        "campaign_id": day.campaign_id,
        "as_of": day.as_of,
        "frame": frame[0] if frame else None,
        "levels": reader.rows("inspection_by_level", **named),
        "estimates": estimates_of(reader, day),
        "rectifications": reader.rows("rectifications_counted", **named),
    }


def inspection_tables(found: dict[str, Any], language: str) -> list[Table | str]:
    """The same, to be read."""
    frame = found["frame"]
    said = words("screen.frame", **frame) if frame else words("screen.no_frame")
    return [
        f"{found['campaign_id']}  {found['as_of']}",
        said[language],
        *_levels(found["levels"], language),
        *estimate_tables(found["estimates"], language),
        *_rectifications(found["rectifications"], language),
    ]


def _levels(levels: list[dict[str, Any]], language: str) -> list[Table | str]:
    def rows(*names: str) -> list[tuple[Any, ...]]:
        return [
            (
                words(f"inspection_level.{level['level']}")[language],
                *(level[name] for name in names),
            )
            for level in levels
        ]

    heads = ("level", "due", "drawn", "sheets_back", "overdue", "unanswered")
    checks = ("checked", "absent", "signed_by_others")
    return [
        *listed(
            language,
            "sheets",
            heads,
            rows("due_on", "drawn", "returned", "overdue", "unanswered"),
        ),
        *listed(language, "participation", ("level", *checks), rows(*checks)),
    ]


def estimate_tables(estimates: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Errors of inclusion and exclusion with their intervals, the county first."""
    shown: list[Table | str] = []
    heads = ("place", "population", "drawn", "answered", "found", "share", "interval")
    for error in ("inclusion", "exclusion"):
        rows = [
            (
                _place(each, language),
                *(each[name] for name in ("population", "drawn", "answered", "found")),
                *_shares(each, language),
            )
            for each in estimates
            if each["error"] == error
        ]
        shown += listed(language, f"error_{error}", heads, rows)
    return shown


def _place(row: dict[str, Any], language: str) -> str:
    if row["is_whole"]:
        return words("head.whole_county")[language]
    return name_of(row, language, "place_code")


def _shares(row: dict[str, Any], language: str) -> tuple[str, str]:
    if row["share"] is None:
        return words("value.unknown")[language], ""
    return f"{row['share']:.1%}", f"{row['low']:.1%} – {row['high']:.1%}"


def _rectifications(rows: list[dict[str, Any]], language: str) -> list[Table | str]:
    names = ("problems", "open", "overdue", "returned", "closed", "withdrawn", "next_due_on")
    heads = (
        "owner",
        "problem",
        "count",
        "to_do",
        "overdue",
        "to_see_again",
        "closed",
        "withdrawn",
        "due",
    )
    shown = [
        (
            name_of(row, language, "owner_id"),
            words(f"problem.{row['kind']}")[language],
            *(row[name] for name in names),
        )
        for row in rows
    ]
    return listed(language, "rectifications", heads, shown)
