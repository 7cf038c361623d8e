"""How long a payment list of 100,000 lines takes to be checked and stored, beside two floors.

Run as `python -m bench.payments`; the goal is 30 seconds. The floors: reading the same workbook and
nothing else, and inserting the same rows without a check.
"""

import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import fastexcel
import polars as pl

from bench.intake import places
from policy.pack import load_pack
from registry.session import Registry
from tasks.campaign_day import CampaignDay, campaign_day
from tasks.funds.payments import make_batch
from tasks.intake.loading import load_files
from tasks.intake.workbooks import write_form

LINES = 100_000
AS_OF = date(2014, 6, 2)
HELP, IDENTIFIED = "help-2014-610426", "identification-2014-610426"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
AMOUNT = Decimal("1200.00")


def ids() -> list[str]:
    return [f"610426{n:010d}" for n in range(LINES)]


def names() -> list[str]:
    return ["张王李赵"[n % 4] + GIVEN[n // 4 % 20] + GIVEN[n // 80 % 20] for n in range(LINES)]


def cards() -> list[str]:
    return [f"62302800{n:011d}" for n in range(LINES)]


def prepare(registry: Registry, map_book: Path) -> CampaignDay:
    """A county of 100,000 listed households, each with a card; one budget line, one project."""
    write_form(map_book, [("places", places())], pack=load_pack("cn"))
    load_files(registry, [map_book], as_of=AS_OF, actor="bench")
    groups = [f"610426100{n // 5 % 102:03d}{n % 5:02d}" for n in range(LINES)]
    household = pl.DataFrame({"household_id": ids(), "group_code": groups, "head_name": names()})
    campaign = {"year": 2014, "county_code": "610426", "pack": "cn", "opened_on": AS_OF}
    campaign |= {"announce_by": date(2014, 12, 31)}
    with registry.writing("bench", AS_OF, "bench") as entry:
        for name, kind, mark in ((IDENTIFIED, "identification", "甲"), (HELP, "help", "乙")):
            row = {"campaign_id": name, "kind": kind, "document_mark": mark}
            entry.insert("campaign", [campaign | row])
        entry.insert(
            "household",
            household.with_columns(
                pl.col("group_code").str.slice(0, 12).alias("village_code"),
                version=1,
                since_on=pl.lit(AS_OF),
                register_kind=pl.lit("rural"),
            ),
        )
        entry.insert(
            "outcome",
            household.select(
                "household_id",
                campaign_id=pl.lit(IDENTIFIED),
                step=pl.lit("announcement"),
                round=1,
                result=pl.lit("announced"),
                decided_on=pl.lit(AS_OF),
                reason=pl.lit("announcement.announced number=1"),
            ),
        )
        card = {"household_id": ids(), "card_number": cards(), "holder_name": names()}
        fixed = {"version": 1, "since_on": AS_OF, "bank": "信用社", "is_closed": False}
        entry.insert(
            "card", pl.DataFrame(card).with_columns(**{k: pl.lit(v) for k, v in fixed.items()})
        )
        budget = {"budget_id": "ZJ-1", "round": 1, "campaign_id": HELP, "source": "中央专项"}
        budget |= {"amount": 2 * LINES * AMOUNT, "approved_on": AS_OF, "document": "1"}
        entry.insert("budget_line", [budget])
        project = {"project_id": "XM-1", "round": 1, "campaign_id": HELP, "name": "奶山羊养殖"}
        project |= {"place_code": "610426", "measure_id": "industry", "budget_id": "ZJ-1"}
        project |= {"amount": LINES * AMOUNT, "owner_name": "李卫东", "approved_on": AS_OF}
        entry.insert("project", [project | {"starts_on": AS_OF, "ends_on": date(2014, 11, 30)}])
    return campaign_day(registry, HELP, AS_OF, "bench")


def lines() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "household_id": ids(),
            "payee_name": names(),
            "card_number": cards(),
            "amount": [AMOUNT] * LINES,
        }
    )


def read_only(file: Path) -> float:
    """The first floor: all cells of the workbook as text."""
    started = time.perf_counter()
    book = fastexcel.read_excel(file)
    book.load_sheet(book.sheet_names[0], header_row=None, dtypes="string").to_polars()
    return time.perf_counter() - started


def insert_only(registry: Registry) -> float:
    """The second: the same rows inserted without a check."""
    started = time.perf_counter()
    rows = lines().with_columns(
        batch_id=pl.lit("FF-0"), line_no=pl.int_range(1, LINES + 1, dtype=pl.Int32)
    )
    with registry.writing("floor", AS_OF, "bench") as entry:
        entry.insert("payment", rows)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        registry = Registry(Path(folder) / "registry.duckdb")
        registry.create("cn")
        floor = Registry(Path(folder) / "floor.duckdb")
        floor.create("cn")
        day = prepare(registry, Path(folder) / "places.xlsx")
        book = write_form(Path(folder) / "list.xlsx", [("payment", lines())], pack=load_pack("cn"))
        reading, inserting = read_only(book), insert_only(floor)
        started = time.perf_counter()
        _, report = make_batch(day, book, "XM-1", str(LINES * AMOUNT), "周洁")
        seconds = time.perf_counter() - started
        stored = report.forms["payment"].stored
        sys.stdout.write(
            f"reading the workbook alone      {reading:6.1f} s\n"
            f"inserting the rows unchecked    {inserting:6.1f} s\n"
            f"checked and stored              {seconds:6.1f} s  {stored:,} lines,"
            f" {seconds / (reading + inserting):.1f} x both floors\n"
        )


if __name__ == "__main__":
    main()
