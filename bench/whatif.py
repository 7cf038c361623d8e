"""How long does a changed policy take to be compared with the one in force?

`python -m bench.whatif` prints the best of five runs for a county (47,000 households; goal 3 s):
tallies by village and criterion, and the list of households whose verdict changes.
`python -m bench.whatif 29500000` prints it for the poor households of the nation (one run; goal 2
minutes and 6 GiB; needs 4 GB of disk). The households lie in a file; a process that only compares is
measured. The floor is one scan of the columns that the criteria name.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date

import duckdb

from bench.screening import best, make_households, scan_floor
from policy.features import load_features
from policy.overlay import apply_overlay
from policy.pack import load_pack
from policy.reform import compare, prepare_reform

COUNTY = 47_000
ON = date(2015, 6, 1)
OVERLAY = {
    "poverty_line": 3000,
    "changed": {"enter.illness": "has_major_illness"},
    "removed": ["enter.education"],
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


def make(file: str, size: int) -> None:
    """Households with a village each, in a file."""
    with duckdb.connect(file) as connection:
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


if __name__ == "__main__":
    main()
