"""51,000 persons against 1.6 million department records: by number, the rest by Splink.

Run: .venv/bin/python -m bench.matching. Prints seconds; the floor of the same run is one
hash join of the bare number columns in DuckDB, which no matching can beat.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import numpy as np
import polars as pl

from office.rehearsal.county import County, make_county
from office.rehearsal.names import draw_surnames, full_names, id_numbers
from policy.identity import read_identity
from policy.pack import load_pack
from registry.session import Registry
from tasks.matching import match_records

PERSONS, RECORDS, SEED = 51_000, 1_600_000, 2014
OPENED_ON, DAY = date(2014, 3, 1), date(2014, 5, 1)


def main() -> None:
    """Print the measured seconds and how well the truth was found."""
    county = make_county("yongshou", SEED, 2014, load_pack("cn"))
    records = padded(county.department_record)
    candidates = first_households(county)
    with tempfile.TemporaryDirectory() as folder:
        registry = loaded(Path(folder) / "bench.duckdb", county, records)
        with registry.reading() as reader:
            floor = seconds(lambda: bare_join(county.person, records))
            begun = perf_counter()
            matches = match_records(reader.connection, OPENED_ON, DAY, Decimal("0.95"), candidates)
            took = perf_counter() - begun
    print(f"{persons_of(county, candidates).height:,} persons, {records.height:,} records")
    print(f"bare join {floor:.2f} s, matching {took:.2f} s ({took / floor:.0f} times)")
    print(quality(county, matches, records, candidates))


def padded(records: pl.DataFrame) -> pl.DataFrame:
    """As the intake stores them, filled up with records of people who live elsewhere."""
    numbers = records["id_number"].unique().drop_nulls()
    read = {number: read_identity(number).number for number in numbers}
    records = records.with_columns(
        pl.col("id_number").replace_strict(read, default=None, return_dtype=pl.String)
    )
    rng = np.random.default_rng(SEED)
    count = RECORDS - records.height
    born = pl.Series(rng.integers(-18_000, 13_000, count).astype(np.int32)).cast(pl.Date)
    strangers = pl.DataFrame(
        {
            "department_id": ["employees"] * count,
            "record_no": [f"S{number}" for number in range(count)],
            "delivered_on": [date(2014, 4, 1)] * count,
            "id_number": id_numbers("610402", born, rng.integers(1, 999, count)),
            "name": full_names(rng, draw_surnames(rng, count), rng.random(count) < 0.5),
            "birth_on": born,
        }
    ).with_columns(id_number=pl.when(pl.Series(rng.random(count)) > 0.01).then("id_number"))
    return pl.concat([records, strangers], how="diagonal")


def first_households(county: County) -> pl.DataFrame:
    """So many households that their members are 51,000."""
    sizes = county.survey.select("household_id", pl.col("size").cum_sum().alias("persons"))
    return sizes.filter(pl.col("persons") <= PERSONS).select("household_id")


def persons_of(county: County, candidates: pl.DataFrame) -> pl.DataFrame:
    """Members of the candidate households."""
    return county.person.join(candidates, on="household_id", how="semi")


def loaded(path: Path, county: County, records: pl.DataFrame) -> Registry:
    """A registry with the county and the records."""
    registry = Registry(path)
    registry.create("cn")
    frames = {"household": county.household, "person": county.person, "department_record": records}
    with registry.writing("bench", DAY, "bench") as entry:
        for table, rows in frames.items():
            entry.insert(table, rows.with_columns(version=pl.lit(1)))
    return registry


def bare_join(person: pl.DataFrame, records: pl.DataFrame) -> Any:
    """The number columns alone."""
    with duckdb.connect() as connection:
        for table, frame in (("person", person), ("record", records)):
            connection.register("incoming", frame.select("id_number").to_arrow())
            connection.execute(f"CREATE TABLE {table} AS FROM incoming")
        return connection.execute(
            "SELECT count(*) FROM record JOIN person USING (id_number)"
        ).fetchone()


def seconds(work: Callable[[], Any]) -> float:
    """The best of three runs."""
    runs = []
    for _ in range(3):
        begun = perf_counter()
        work()
        runs.append(perf_counter() - begun)
    return min(runs)


def quality(
    county: County, matches: pl.DataFrame, records: pl.DataFrame, candidates: pl.DataFrame
) -> str:
    """Found and wrong among the records that no number settles."""
    owned = county.record_owner.join(persons_of(county, candidates), on="person_id", how="semi")
    lacking = records.filter(pl.col("id_number").is_null())
    key = ["department_id", "record_no"]
    to_find = owned.join(lacking, on=key, how="semi")
    probable = matches.filter(pl.col("matched_by") == "probable")
    possible = matches.filter(pl.col("matched_by") == "possible")
    pair = [*key, "person_id"]
    right, maybe = (m.join(to_find, on=pair, how="semi").height for m in (probable, possible))
    return (
        f"of {to_find.height:,} records without a right number {right:,} are probable, "
        f"{maybe:,} possible; "
        f"{probable.height - right:,} of {probable.height:,} probable are wrong; "
        f"{(matches['matched_by'] == 'id_number').sum():,} found by number"
    )


if __name__ == "__main__":
    main()
