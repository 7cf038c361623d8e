"""One workbook a unit: its villages, its helpers with their loads, their households."""

from itertools import groupby
from pathlib import Path
from typing import Any

from tasks.campaign_day import CampaignDay
from tasks.intake.workbooks import Language
from tasks.table_books import write_tables


def write_unit_workbooks(day: CampaignDay, folder: Path, language: Language) -> list[Path]:
    """Write the workbook of every unit that has households; returns the files."""
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        rows = reader.rows("helped_households", **named)
        places = {row["code"]: row for row in reader.rows("places", **named)}
    return [
        _write(folder / f"pairing-{unit_id}.xlsx", list(of_unit), places, language)
        for unit_id, of_unit in groupby(rows, key=lambda row: str(row["unit_id"]))
    ]


def _write(
    path: Path,
    rows: list[dict[str, Any]],
    places: dict[str, dict[str, Any]],
    language: Language,
) -> Path:
    def name(code: str) -> str:
        return str(places[code][f"name_{language}"] or places[code]["name_zh"])

    def count(key: str) -> dict[str, int]:
        return {k: len(list(g)) for k, g in groupby(sorted(str(r[key]) for r in rows))}

    helpers = {row["helper_id"]: row for row in rows}
    sheets = {
        "villages": (
            ("village", "households_helped"),
            [(name(code), number) for code, number in count("village_code").items()],
        ),
        "helpers": (
            ("helper", "name", "post", "phone", "households_helped"),
            [
                (code, *(helpers[code][f] for f in ("helper_name", "post", "helper_phone")), number)
                for code, number in count("helper_id").items()
            ],
        ),
        "households_helped": (
            ("village", "group", "household", "head_name", "persons", "name", "since"),
            [
                (
                    *(name(r["village_code"]), name(r["group_code"]), r["household_id"]),
                    *(r["head_name"], r["household_size"], r["helper_name"]),
                    r["paired_on"].isoformat(),
                )
                for r in rows
            ],
        ),
    }
    return write_tables(path, sheets, language)
