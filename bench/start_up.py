"""How long the command line takes to answer, beside an interpreter that does nothing.

Run as `python -m bench.start_up`; the goal is half a second where no flow runs.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from registry.session import Registry

RUNS = 5
COMMANDS = ("--help", "load --help", "fingerprint")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.duckdb"
        Registry(path).create("cn")
        floor = seconds([sys.executable, "-c", "pass"])
        print(f"{'python -c pass':<24}{floor:6.2f} s")
        for command in COMMANDS:
            words = [sys.executable, "-m", "office.cli", "--db", str(path), *command.split()]
            taken = seconds(words)
            print(f"{'office ' + command:<24}{taken:6.2f} s  {taken / floor:5.1f} x")


def seconds(words: list[str]) -> float:
    """Median wall time of a whole process."""
    times = []
    for _ in range(RUNS):
        started = perf_counter()
        subprocess.run(words, check=True, capture_output=True)
        times.append(perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    main()
