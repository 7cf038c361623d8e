"""The frame of an inspection: whom it can draw, frozen and fingerprinted before it draws."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from policy.draws import frame_digest
from policy.errors import OfficeError
from policy.inspection import inspection_terms
from registry import tables
from registry.session import Entry, rows_digest
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import FrameNotice, FrameStratum

#: Columns of the published frame file; `list` says on which of the two lists a household is.
COLUMNS = ("campaign_id", "place_code", "list", "code")
#: What a draw is for, by whether its households are listed.
PURPOSES = {True: "inspection_listed", False: "inspection_unlisted"}
LISTS = {True: "listed", False: "unlisted"}


def freeze_frame(day: CampaignDay) -> Tally:
    """Write down who is listed and who is not, with the codes by which they are published."""
    with day.writing("freeze the frame") as entry:
        salt = rows_digest(entry.connection, "household")
        stratum = f"{inspection_terms(day.setting).stratum}_code"
        rows = [
            {
                "campaign_id": day.campaign_id,
                "household_id": row["household_id"],
                "code": published_code(salt, row["household_id"]),
                "place_code": row[stratum],
                "is_listed": row["is_listed"],
            }
            for row in entry.query("inspection_population", **day.terms()).to_dicts()
        ]
        listed = sum(row["is_listed"] for row in rows)
        frame = tables.InspectionFrame(
            actor=day.actor,
            campaign_id=day.campaign_id,
            frozen_on=day.as_of,
            salt=salt,
            digest=frame_digest(lines_of(rows)),
            listed=listed,
            unlisted=len(rows) - listed,
        )
        entry.add(frame)
        entry.insert("inspection_frame_line", pl.DataFrame(rows))
        _issue_notice(entry, day, frame, rows)
        return {"framed": len(rows)}


def _issue_notice(
    entry: Entry, day: CampaignDay, frame: tables.InspectionFrame, rows: list[dict[str, Any]]
) -> None:
    """Make the frame's digest public before anything is drawn."""
    gazetteer, county = Gazetteer.of(entry, day.pack), day.campaign.county_code
    counts = Counter((row["place_code"], row["is_listed"]) for row in rows)
    with issuing(entry, day) as book:
        notice = FrameNotice(
            **gazetteer.head(book.next_number(), day.as_of, county),
            campaign_year=day.campaign.year,
            half=day.campaign.half or 1,
            listed=frame.listed,
            unlisted=frame.unlisted,
            frame_digest=frame.digest,
            strata=tuple(
                FrameStratum(
                    place=gazetteer.words(code),
                    listed=counts[code, True],
                    unlisted=counts[code, False],
                )
                for code in sorted({code for code, _ in counts})
            ),
            contact=gazetteer.contact(county),
        )
        book.enter(notice, county)


def published_code(salt: str, household_id: str) -> str:
    """What stands for a household in public: nobody can guess it back without the register."""
    return sha256(f"{salt}\n{household_id}".encode()).hexdigest()[:16]


def lines_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The lines of the frame file without its heading: what the frame's digest is made of."""
    return [
        ",".join((row["campaign_id"], row["place_code"], LISTS[row["is_listed"]], row["code"]))
        for row in rows
    ]


def write_public_files(day: CampaignDay, folder: Path) -> list[Path]:
    """Write the frame, and the draws once there are any, as files that may be published.

    OfficeError where nothing is frozen yet.
    """
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        if not reader.has_rows("inspection_frame_one", **named):
            raise OfficeError.because("inspection.no_frame", where=day.campaign_id)
        lines = lines_of(
            row | {"campaign_id": day.campaign_id}
            for row in reader.rows("inspection_frame_lines", **named)
        )
        draws = reader.rows("inspection_draws", **named)
    folder.mkdir(parents=True, exist_ok=True)
    frame = folder / f"frame-{day.campaign_id}.csv"
    frame.write_text("\n".join([",".join(COLUMNS), *sorted(lines)]) + "\n", encoding="utf-8")
    if not draws:
        return [frame]
    drawn = folder / f"draw-{day.campaign_id}.csv"
    heads = ("draw_id", "drawn_on", "seed", "frame_digest", "frame_size", "size")
    with drawn.open("w", encoding="utf-8", newline="") as file:
        book = csv.writer(file, lineterminator="\n")
        book.writerow((*heads, "rank", "code"))
        for each in draws:
            for rank, code in enumerate(each["codes"], 1):
                book.writerow((*(each[name] for name in heads), rank, code))
    return [frame, drawn]
