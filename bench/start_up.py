"""How long the command line takes to answer, beside an interpreter that only loads DuckDB.

Run as `python -m bench.start_up`; the goal is half a second where no flow runs. The registry is that of the
sample's township after the round of its applications.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from office.rehearsal.sample import write_sample

RUNS = 5
ON = "--as-of 2014-03-12"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = [sys.executable, "-m", "office.cli"]
        office += ["--db", f"{folder}/office.duckdb", "--out", f"{folder}/reports"]
        for command in write_sample(Path(folder) / "sample", 1, "zh").next_commands:
            if command.split()[0] != "forms":
                subprocess.run([*office, *command.split()], check=True, capture_output=True)
        paper = min(Path(folder).rglob("*.pdf"))
        floor = seconds([sys.executable, "-c", "import duckdb"])
        print(f"{'import duckdb':<24}{floor:6.2f} s")
        for name, words in {
            "--help": "--help",
            "load --help": "load --help",
            "fingerprint": "fingerprint",
            "verify FILE": f"verify {paper}",
            "verify": "verify",
            "status": f"status {ON}",
            "explain": f"explain H1002000003 {ON}",
        }.items():
            taken = seconds([*office, *words.split()])
            print(f"{'office ' + name:<24}{taken:6.2f} s  {taken / floor:5.1f} x")


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
