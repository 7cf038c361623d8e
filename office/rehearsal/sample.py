"""Files of a small generated township, as its villages and departments would send them."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from office.rehearsal import people
from office.rehearsal.county import make_county
from policy.pack import load_pack
from tasks.intake.workbooks import Language, write_form

OPENED_ON = date(2014, 3, 1)
#: By then every application of the sample has been handed in, and every department's list.
APPLIED_BY, DELIVERED_BY = OPENED_ON + timedelta(days=11), date(2014, 4, 30)


@dataclass(frozen=True)
class Sample:
    """What was written, how many households it holds, and the commands that go on from there."""

    files: list[Path]
    households: int
    planned: int
    next_commands: list[str]


def write_sample(folder: Path, seed: int, language: Language) -> Sample:
    """Registers of the township, applications of its households, lists of the departments."""
    pack = load_pack("cn")
    county = make_county("township", seed, OPENED_ON.year, pack)
    applied = people.fill_application(county.household.select("household_id"), county, OPENED_ON)
    records = county.department_record
    sent = dict(records.group_by("department_id").len().iter_rows())
    deliveries = pl.DataFrame(
        {
            "department_id": [d.id for d in pack.departments],
            "delivered_on": [DELIVERED_BY] * len(pack.departments),
            "records": [sent.get(d.id, 0) for d in pack.departments],
        }
    )
    books = {
        "1-registers/places": [("places", county.place)],
        "1-registers/households": [("households", county.household), ("persons", county.person)],
        "1-registers/source-lists": [("source_list", county.source_entry)],
        "2-applications/applications": [
            ("application", applied.drop("campaign_id", "round", strict=False))
        ],
        "3-departments/records": [
            ("department_record", records.with_columns(delivered_on=pl.lit(DELIVERED_BY))),
            ("delivery", deliveries),
        ],
    }
    files = [folder / f"{name}.xlsx" for name in books]
    for path, sheets in zip(files, books.values(), strict=True):
        write_form(path, sheets, language=language, pack=pack)
    planned = county.expected_list().height
    return Sample(files, county.household.height, planned, _next(folder, county.code, planned))


def _next(folder: Path, county: str, planned: int) -> list[str]:
    return [
        "init",
        f"load {folder}/1-registers --as-of {OPENED_ON}",
        f"open {OPENED_ON.year} --county {county} --households {planned}"
        f" --announce-by 2014-09-30 --mark 永扶办公示 --as-of {OPENED_ON}",
        f"load {folder}/2-applications --as-of {APPLIED_BY}",
        f"advance --as-of {APPLIED_BY}",
        f"forms --as-of {APPLIED_BY}",
        f"status --as-of {APPLIED_BY}",
    ]
