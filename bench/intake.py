"""How long a county's register takes from xlsx into the registry, beside the reading alone.

Run as `python -m bench.intake`; the goal is 60 seconds and 1.5 GiB for 47,000 households with
175,000 persons.
"""

import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import fastexcel
import polars as pl

from policy.identity import check_digit
from policy.pack import load_pack
from registry.session import Registry
from tasks.intake.loading import load_files
from tasks.intake.workbooks import write_form

HOUSEHOLDS, PERSONS, VILLAGES, GROUPS = 47_000, 175_000, 102, 5
AS_OF = date(2014, 4, 1)
FIRST_BIRTHDAY = date(1930, 1, 1)
NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


def places() -> pl.DataFrame:
    """One county, one township, 102 villages of five groups."""
    rows = [("610426", "county", None, "样本县"), ("610426100", "township", "610426", "样本镇")]
    for village in range(VILLAGES):
        code = f"610426100{village:03d}"
        rows.append((code, "village", "610426100", f"第{village}村"))
        rows += [(f"{code}{g:02d}", "group", code, f"第{g}组") for g in range(GROUPS)]
    return pl.DataFrame(rows, schema=["code", "level", "parent_code", "name_zh"], orient="row")


def households() -> pl.DataFrame:
    groups = [f"610426100{n // GROUPS % VILLAGES:03d}{n % GROUPS:02d}" for n in range(HOUSEHOLDS)]
    return pl.DataFrame(
        {
            "household_id": [f"610426{n:010d}" for n in range(HOUSEHOLDS)],
            "village_code": [group[:12] for group in groups],
            "group_code": groups,
            "head_name": [_name(n) for n in range(HOUSEHOLDS)],
            "head_id_number": [_id_number(n) for n in range(HOUSEHOLDS)],
            "phone": [f"139{n:08d}" for n in range(HOUSEHOLDS)],
            "since_on": [date(2014, 1, 1)] * HOUSEHOLDS,
        }
    )


def persons() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "household_id": [f"610426{n % HOUSEHOLDS:010d}" for n in range(PERSONS)],
            "name": [_name(n) for n in range(PERSONS)],
            "id_number": [_id_number(n) for n in range(PERSONS)],
            "relation": ["head" if n < HOUSEHOLDS else "child" for n in range(PERSONS)],
            "since_on": [date(2014, 1, 1)] * PERSONS,
        }
    )


def _name(n: int) -> str:
    return "张王李赵"[n % 4] + NAMES[n // 4 % 20] + NAMES[n // 80 % 20]


def _id_number(n: int) -> str:
    born = FIRST_BIRTHDAY + timedelta(n % 30_000)
    digits = f"610426{born:%Y%m%d}{n // 30_000:03d}"
    return digits + check_digit(digits)


def read_only(file: Path) -> dict[str, float]:
    """The floor: all cells of the workbook as text, and nothing else."""
    started = time.perf_counter()
    book = fastexcel.read_excel(file)
    frames = [
        book.load_sheet(s, header_row=None, dtypes="string").to_polars() for s in book.sheet_names
    ]
    return _measured("reading alone", started, sum(frame.height for frame in frames))


def load(what: str, registry: Path, files: list[Path]) -> dict[str, float]:
    started = time.perf_counter()
    report = load_files(Registry(registry), files, as_of=AS_OF, actor="bench")
    return _measured(what, started, sum(form.stored for form in report.forms.values()))


def _measured(what: str, started: float, rows: int) -> dict[str, float]:
    seconds = time.perf_counter() - started
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(f"{what:28} {seconds:6.1f} s {gib:6.2f} GiB {rows:9,} rows\n")
    sys.stdout.flush()
    return {"seconds": seconds, "gib": gib}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, map_book = Path(folder) / "county.xlsx", Path(folder) / "places.xlsx"
        started = time.perf_counter()
        write_form(map_book, [("places", places())], pack=load_pack("cn"))
        write_form(
            book, [("households", households()), ("persons", persons())], pack=load_pack("cn")
        )
        _measured("writing the forms", started, HOUSEHOLDS + PERSONS)
        registry = Path(folder) / "registry.duckdb"
        Registry(registry).create("cn")
        # each in a process of its own, so that the peak of memory is its own
        jobs = [
            (read_only, book),
            (load, "loading the places", registry, [map_book]),
            (load, "loading the county", registry, [book]),
            (load, "loading it again", registry, [book]),
        ]
        for job, *values in jobs:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                process.submit(job, *values).result()


if __name__ == "__main__":
    main()
