"""A year of duties and a day's digests for a county of Yongshou's size, beside plain rows of the same number.

Run as `python -m bench.duties`; the goals are 20 seconds for the year and 60 seconds for the digests.
"""

import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl

from registry.session import Registry
from tasks.campaign_day import Campaign, campaign_day
from tasks.duties.writing import write_duties
from tasks.opening import open_campaign
from tasks.reminders.digests import prepare_reminders, reminding_days

HOUSEHOLDS, HELPERS, UNITS, VILLAGES, TOWNSHIPS = 13_634, 6_130, 106, 102, 13
COUNTY, OFFICE = "610426", "县扶贫办"
HELP = f"help-2014-{COUNTY}"
FIRST, LAST = date(2014, 1, 1), date(2014, 12, 31)
#: A quarter ends in seven days: everybody is told of most of what they owe.
BUSIEST = date(2014, 9, 23)


def county(folder: Path, townships_count: int = 15, units_count: int = UNITS) -> Registry:
    """Listed households, units and helpers, all of them paired on the year's first day."""
    registry = Registry(folder / "office.duckdb")
    registry.create("cn")
    townships = [f"{COUNTY}1{n:02}" for n in range(townships_count)]
    villages = [f"{townships[n % townships_count]}{n:03}" for n in range(VILLAGES)]
    places = [(COUNTY, "county", None, "样本县")]
    places += [(code, "township", COUNTY, f"第{code[-2:]}镇") for code in townships]
    places += [(code, "village", code[:9], f"第{code[-3:]}村") for code in villages]
    places += [(f"{v}{g:02}", "group", v, f"第{g}组") for v in villages for g in range(1, 6)]
    frame = pl.DataFrame(places, ["code", "level", "parent_code", "name_zh"], orient="row")
    n = pl.int_range(HOUSEHOLDS)
    households = pl.select(
        household_id=pl.format("H{}", n + 1_000_000),
        village_code=pl.lit(villages).list.get(n % VILLAGES),
        n=n,
    ).with_columns(
        group_code=pl.format("{}0{}", "village_code", pl.col("n") // VILLAGES % 5 + 1),
        head_name=pl.format("张小{}", "n"),
        register_kind=pl.lit("rural"),
        version=1,
        since_on=FIRST,
        helper_id=pl.format("BF-{}", pl.col("n") % HELPERS),
    )
    helpers = pl.select(n=pl.int_range(HELPERS)).with_columns(
        helper_id=pl.format("BF-{}", "n"),
        unit_id=pl.format("DW-{}", pl.col("n") % units_count),
        name=pl.format("帮扶人{}", "n"),
        rank=pl.lit("cadre"),
        email=pl.format("bf{}@office.test", "n"),
        channel=pl.lit("mail"),
        version=1,
        since_on=FIRST,
    )
    units = pl.select(n=pl.int_range(units_count)).with_columns(
        unit_id=pl.format("DW-{}", "n"),
        name_zh=pl.format("单位{}", "n"),
        kind=pl.lit("county"),
        leader_name=pl.format("领导{}", "n"),
        email=pl.format("dw{}@office.test", "n"),
        channel=pl.lit("mail"),
        version=1,
        since_on=FIRST,
    )
    pairs = households.select(
        "household_id",
        "helper_id",
        campaign_id=pl.lit(HELP),
        unit_id=pl.format("DW-{}", pl.col("n") % HELPERS % units_count),
        round=1,
        paired_on=FIRST,
        run_no=1,
        reason=pl.lit("pairing.first"),
    )
    unit_pairs = units.select(
        "unit_id",
        campaign_id=pl.lit(HELP),
        village_code=pl.lit(villages).list.get(pl.col("n") % VILLAGES),
        round=1,
        paired_on=FIRST,
        is_paired=True,
        run_no=1,
        reason=pl.lit("pairing.first"),
    )
    listed = households.select(
        "household_id",
        campaign_id=pl.lit("identification-2013-610426"),
        step=pl.lit("announcement"),
        round=1,
        result=pl.lit("announced"),
        decided_on=FIRST,
        reason=pl.lit("announcement.announced number=1"),
    )
    with registry.writing("bench", FIRST, OFFICE) as entry:
        entry.insert("place", frame.with_columns(version=1, since_on=FIRST))
        entry.insert("household", households.drop("n", "helper_id"))
        entry.insert("helper", helpers.drop("n"))
        entry.insert("helping_unit", units.drop("n"))
        entry.insert("pairing", pairs)
        entry.insert("unit_pairing", unit_pairs)
        entry.insert("outcome", listed)
    help_ = Campaign(HELP, "help", 2014, COUNTY, "cn", FIRST, LAST, "永扶办帮", OFFICE)
    open_campaign(registry, help_)
    return registry


def plain_rows(folder: Path, registry: Registry) -> float:
    """Seconds to write the same rows into another registry's table, with nothing decided."""
    with registry.reading() as reader:
        rows = reader.connection.execute("SELECT * EXCLUDE (entry) FROM duty").pl()
    other = Registry(folder / "floor.duckdb")
    other.create("cn")
    started = time.perf_counter()
    with other.writing("floor", LAST, OFFICE) as entry:
        entry.insert("duty", rows)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        registry = county(folder)
        started = time.perf_counter()
        written = write_duties(campaign_day(registry, HELP, LAST, OFFICE))["duties"]
        year = time.perf_counter() - started
        started = time.perf_counter()
        again = write_duties(campaign_day(registry, HELP, LAST, OFFICE))["duties"]
        nothing = time.perf_counter() - started
        floor = plain_rows(folder, registry)
        print(f"a year of duties: {written:,} in {year:.1f} s; goal 20 s")
        print(f"the same rows, nothing decided: {floor:.1f} s; ratio {year / floor:.1f}")
        print(f"the round that finds nothing new ({again}): {nothing:.2f} s")
        started = time.perf_counter()
        told = prepare_reminders(reminding_days(registry, BUSIEST, OFFICE))
        digests = time.perf_counter() - started
        print(f"a day's digests: {told['digests']:,} in {digests:.1f} s; goal 60 s")


if __name__ == "__main__":
    main()
