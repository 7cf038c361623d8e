"""How long does a changed policy take to be compared with the one in force?

`python -m bench.whatif` prints the best of five runs for a county (47,000 households; goal 3 s):
tallies by village and criterion, and the list of households whose verdict changes; then the whole
of `office whatif` from the registry to its tables.
`python -m bench.whatif 29500000` prints it for the poor households of the nation (one run; goal 2
minutes and 6 GiB; needs 4 GB of disk). The households lie in a file; a process that only compares is
measured. The floor is one scan of the columns that the criteria name.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from bench.screening import best, make_households, scan_floor
from policy.features import load_features
from policy.overlay import apply_overlay
from policy.pack import load_pack
from policy.reform import compare, prepare_reform
from registry.session import Registry
from tasks.campaign_day import campaign_day
from tasks.what_if.calculation import calculate

COUNTY = 47_000
ON = date(2015, 6, 1)
OVERLAY = {
    "poverty_line": 3000,
    "changed": {"enter.illness": "has_major_illness"},
    "removed": ["enter.education"],
}
CAMPAIGN = "identification-2015-610426"
SURVEYED = {
    **{
        "campaign_id": CAMPAIGN,
        "round": 1,
        "surveyed_on": ON,
        "surveyor": "孙",
        "finding": "surveyed",
    },
    **{"medical_out_of_pocket_per_year": 300, "dwellings": 1, "housing_grade": "B"},
    **{"can_build": True, "new_house_year": 0, "public_payroll_members": 0},
    **{"village_cadre_members": 0, "years_away": 0, "has_food": True},
}
HOUSEHOLDS_PER_VILLAGE = 230  # 29.48 million in 128,000 villages


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else COUNTY
    print(
        "  households  villages    changed   scan s  what-if s  ÷ scan  CPU s  peak GiB", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        for step in ("make", "measure"):
            call = f"from bench import whatif; whatif.{step}({folder + '/households'!r}, {size})"
            subprocess.run([sys.executable, "-c", call], check=True)
        if size == COUNTY:
            print(f"from a registry to the tables: {from_registry(Path(folder)):.3f} s")


def make(file: str, size: int) -> None:
    """Households with a village each, in a file."""
    with duckdb.connect(file) as connection:
        connection.execute("SET enable_progress_bar = false")
        make_households(connection, load_features(), size)
        village = f"right(household_id, 9)::INTEGER // {HOUSEHOLDS_PER_VILLAGE}"
        connection.execute(
            f"CREATE VIEW surveyed AS SELECT *, 'V' || ({village}) AS village_code FROM households"
        )


def measure(file: str, size: int) -> None:
    """One line of the table."""
    pack = load_pack("cn")
    reform = prepare_reform(pack, apply_overlay(pack, OVERLAY, ON, "overlay"), ON)
    with duckdb.connect(file, read_only=True) as connection:
        connection.execute("SET enable_progress_bar = false")
        scan = best(lambda: scan_floor(connection, reform.before))
        seconds, of_cpu = [], []
        for _ in range(5 if size == COUNTY else 1):
            begun, begun_cpu = time.perf_counter(), time.process_time()
            found = compare(connection, "surveyed", reform)
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE changed AS {reform.changed_sql('surveyed')}",
                reform.parameters,
            )
            seconds.append(time.perf_counter() - begun)
            of_cpu.append(time.process_time() - begun_cpu)
        changed = connection.table("changed").count("*").fetchall()[0][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{size:>12,} {len(found.villages):>9,} {changed:>10,} {scan:>8.3f} {min(seconds):>10.3f}"
        f" {min(seconds) / scan:>7.1f} {min(of_cpu):>6.2f} {peak:>9.1f}"
    )


def from_registry(folder: Path) -> float:
    """Seconds of the command's own work for a county whose surveys lie in a registry."""
    registry, plan = Registry(folder / "office.duckdb"), folder / "plan.yaml"
    registry.create("cn")
    plan.write_text(json.dumps(OVERLAY), encoding="utf-8")  # JSON is YAML
    ids = [f"610426{n:010d}" for n in range(COUNTY)]
    village = [f"610426100{n % 102:03d}" for n in range(COUNTY)]
    campaign = {"campaign_id": CAMPAIGN, "kind": "identification", "year": ON.year}
    campaign |= {"county_code": "610426", "pack": "cn", "opened_on": ON}
    household = pl.DataFrame({"household_id": ids, "village_code": village, "head_name": "王"})
    survey = pl.DataFrame({"household_id": ids}).with_columns(
        **{name: pl.lit(value) for name, value in SURVEYED.items()},
        size=pl.int_range(COUNTY) % 6 + 1,
        net_income_per_year=pl.int_range(COUNTY) * 7919 % 60_000,
        has_major_illness=pl.int_range(COUNTY) % 10 == 0,
        dropouts_for_money=(pl.int_range(COUNTY) % 90 == 0).cast(pl.Int32),
    )
    with registry.writing("bench", ON, "bench") as entry:
        last_on = date(ON.year, 12, 31)
        entry.insert("campaign", [campaign | {"announce_by": last_on, "document_mark": "甲"}])
        fixed = {"version": 1, "since_on": ON, "register_kind": "rural"}
        group = pl.col("village_code") + "01"
        entry.insert(
            "household",
            household.with_columns(**{k: pl.lit(v) for k, v in fixed.items()}, group_code=group),
        )
        entry.insert("survey", survey)
    day = campaign_day(registry, CAMPAIGN, ON, "bench")
    return best(lambda: calculate(day, plan).book_tables("zh"))


if __name__ == "__main__":
    main()
