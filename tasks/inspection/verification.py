"""Is this the frame, and are these the households that were drawn from it?"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policy.draws import draw, frame_digest
from policy.errors import OfficeError
from policy.label import Label
from policy.wording import words
from registry.session import Reader, Registry, rows_digest
from tasks.campaign_day import Campaign, open_campaigns
from tasks.draws import draw_name, seed_of
from tasks.inspection.frames import COLUMNS, LISTS, PURPOSES, lines_of, published_code

#: The frame's codes by purpose and stratum.
Strata = Mapping[tuple[str, str], list[str]]


@dataclass(frozen=True)
class Finding:
    """One thing that was checked, and what came of it."""

    is_good: bool
    said: Label


def verify_draw(registry: Registry, name: str) -> list[Finding]:
    """Check a draw by a published frame file, or by the registry: `name` is a campaign or a draw.

    From the registry it also checks that the frame is what the registers said, and that its
    codes were made with the register's own digest. OfficeError for a name or file that fits nothing.
    """
    inspections = {
        c.campaign_id: c for c in open_campaigns(registry, date.max) if c.kind == "inspection"
    }
    path = Path(name)
    if path.is_file():
        campaign_id, lines, strata = _read_frame(path)
        campaign = inspections.get(campaign_id)
    else:
        campaign = inspections.get(name.partition("/")[0])
    if campaign is None:
        raise OfficeError.because(
            "inspection.no_draw", where="--verify", name=name, known=list(inspections)
        )
    with registry.reading() as reader:
        frame = _frame(reader, campaign)
        findings = []
        if not path.is_file():
            lines, strata = _stored(reader, campaign)
            findings += _against_registers(reader, campaign, frame)
        is_same = frame_digest(lines) == frame["digest"]
        findings.insert(0, _finding("frame", is_same, digest=frame["digest"]))
        draws = reader.rows("inspection_draws", campaign_id=campaign.campaign_id, as_of=date.max)
        if "/" in name and not path.is_file():
            draws = [each for each in draws if each["draw_id"] == name]
            if not draws:
                raise OfficeError.because(
                    "inspection.no_draw", where="--verify", name=name, known=list(inspections)
                )
        findings += [_redrawn(campaign.campaign_id, each, strata) for each in draws]
    return findings if draws else [*findings, Finding(True, words("draw.not_drawn"))]


def _redrawn(campaign_id: str, drawn: Mapping[str, Any], strata: Strata) -> Finding:
    """The draw made again from the frame's codes."""
    purpose, place_code = drawn["purpose"], drawn["place_code"]
    codes = strata.get((purpose, place_code), [])
    digest = frame_digest(codes)
    seed = seed_of(draw_name(campaign_id, purpose, place_code), digest)
    is_same = (
        (digest, seed, len(codes)) == (drawn["frame_digest"], drawn["seed"], drawn["frame_size"])
        and drawn["size"] <= len(codes)
        and draw(codes, drawn["size"], seed) == drawn["codes"]
    )
    return _finding("draw", is_same, draw=drawn["draw_id"], size=drawn["size"], listed=len(codes))


def _against_registers(
    reader: Reader, campaign: Campaign, frame: Mapping[str, Any]
) -> list[Finding]:
    """Whether codes and households of the frame are those of the registers on its day."""
    raw = reader.connection
    lines = reader.rows("inspection_frame_lines", campaign_id=campaign.campaign_id)
    salt = rows_digest(raw, "household", f"entry < {int(frame['entry'])}")
    are_codes_good = salt == frame["salt"] and all(
        line["code"] == published_code(salt, line["household_id"]) for line in lines
    )
    changes = reader.rows(
        "inspection_frame_changes",
        campaign_id=campaign.campaign_id,
        county_code=campaign.county_code,
        frozen_on=frame["frozen_on"],
    )
    unexplained = [change for change in changes if not change["is_later"]]
    counts = {"later": len(changes) - len(unexplained), "unexplained": len(unexplained)}
    return [
        _finding("codes", are_codes_good),
        _finding("registers", not unexplained, households=len(lines), **counts),
    ]


def _finding(what: str, is_good: bool, **values: Any) -> Finding:
    return Finding(is_good, words(f"draw.{what}_{'good' if is_good else 'bad'}", **values))


def _frame(reader: Reader, campaign: Campaign) -> dict[str, Any]:
    named = {"campaign_id": campaign.campaign_id, "as_of": date.max}
    rows = reader.rows("inspection_frame_one", **named)
    if not rows:
        raise OfficeError.because("inspection.no_frame", where=campaign.campaign_id)
    return rows[0]


def _stored(reader: Reader, campaign: Campaign) -> tuple[list[str], Strata]:
    rows = reader.rows("inspection_frame_lines", campaign_id=campaign.campaign_id)
    lines = lines_of(row | {"campaign_id": campaign.campaign_id} for row in rows)
    return lines, _by_stratum(
        (PURPOSES[row["is_listed"]], row["place_code"], row["code"]) for row in rows
    )


def _read_frame(path: Path) -> tuple[str, list[str], Strata]:
    """Campaign, lines and strata of a published file; OfficeError where it is none."""
    purposes = {LISTS[is_listed]: purpose for is_listed, purpose in PURPOSES.items()}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unfit(path, words("draw.no_text")) from error
    heading, *rows = [tuple(row) for row in csv.reader(text.splitlines()) if row] or [()]
    if heading != COLUMNS:
        raise _unfit(path, Label(", ".join(heading), ", ".join(heading)))
    for number, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS) or row[0] != rows[0][0] or row[2] not in purposes:
            raise _unfit(path, words("draw.line", number=number, line=",".join(row)))
    if not rows:
        raise _unfit(path, words("draw.no_lines"))
    strata = _by_stratum((purposes[list_], place, code) for _, place, list_, code in rows)
    return rows[0][0], [",".join(row) for row in rows], strata


def _unfit(path: Path, came: Label) -> OfficeError:
    return OfficeError.because(
        "inspection.unfit_frame_file", where=str(path), came=came, columns=",".join(COLUMNS)
    )


def _by_stratum(rows: Iterable[tuple[str, str, str]]) -> Strata:
    strata: dict[tuple[str, str], list[str]] = defaultdict(list)
    for purpose, place_code, code in rows:
        strata[purpose, place_code].append(code)
    return strata
