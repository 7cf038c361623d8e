"""A county's whole identification: wall time, memory, and what the orchestration costs of it.

The peer is in the same run: what is not spent inside the stages, the intake or on the people is
Prefect's share. Figures to reach: 10 minutes, 2 GiB, 10 %.
"""

import tempfile
from pathlib import Path

from rich.console import Console

from office.rehearsal.year import rehearse_years


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rehearsal"
        summary = rehearse_years(2014, 1, "yongshou", 1, out, "en", Console(quiet=True))
    seconds = summary["seconds"]
    whole = seconds["the whole rehearsal"]
    listed = summary["campaigns"][0]["listed"]
    print(f"{listed['households']:,} households, {listed['persons']:,} persons announced")
    print(f"whole rehearsal {whole:.0f} s, peak memory of a process {summary['peak_gib']} GiB")
    for what, spent in seconds.items():
        print(f"  {what:<24}{spent:8.1f} s {spent / whole:6.1%}")


if __name__ == "__main__":
    main()
