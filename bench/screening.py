"""How fast are decisions with reasons? Against reading the same columns, and against Polars.

Run from the top of the repository: `python -m bench.screening`. Prints the best of five runs for a
county (47,000 households) and for 1.4 million. "Polars" starts from a frame in memory and ends in
two frames; "Polars, stored" starts and ends where the registry does, in tables of DuckDB.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import duckdb
import polars as pl

from policy.features import Feature, columns_sql
from policy.pack import load_pack
from policy.screening import Screening, prepare_screening

SIZES = (47_000, 1_400_000)
ON = date(2015, 6, 1)
RUNS = 5
UNSURVEYED_SHARE = 0.01

# Chance of TRUE, or the SQL of a value, for one household; `random()` is uniform in 0–1.
SPECIAL = {
    "size": "1 + (random() * 6)::INTEGER",
    "income_per_person": "900 + 13000 * random()",
    "income_after_illness_per_person": "700 + 13000 * random()",
    "dropouts_for_money": "(random() < 0.01)::INTEGER",
    "dwellings": "1 + (random() < 0.05)::INTEGER - (random() < 0.01)::INTEGER",
    "housing_grade": "['A', 'A', 'B', 'B', 'B', 'C', 'D'][1 + (random() * 6)::INTEGER]",
    "can_build": "random() < 0.7",
    "new_house_year": "CASE WHEN random() < 0.04 THEN 2014 ELSE 0 END",
    "new_house_cause": (
        "['own', 'disaster', 'resettlement', 'demolition'][1 + (random() * 3)::INTEGER]"
    ),
    "public_payroll_members": "(random() < 0.02)::INTEGER",
    "village_cadre_members": "(random() < 0.02)::INTEGER",
    "years_away": "CASE WHEN random() < 0.1 THEN 3 * random() ELSE 0 END",
    "has_major_illness": "random() < 0.1",
}
USUAL = {
    "int": "(random() * 3)::INTEGER",
    "decimal": "5000 * random()",
    "bool": "random() < 0.02",
    "enum": "'illness'",
}


def main() -> None:
    screening = prepare_screening(load_pack("cn"), ON)
    print("  households    reasons   scan s  DuckDB s  ÷ scan  Polars s  Polars, stored s")
    for size in SIZES:
        print(measure(screening, size))


def measure(screening: Screening, size: int) -> str:
    """One line of the table."""
    with duckdb.connect() as connection:
        make_households(connection, screening.features, size)
        frame = households_frame(connection)
        scan = best(lambda: scan_floor(connection, screening))
        ours = best(lambda: decide(connection, screening))
        theirs = best(lambda: decide_in_polars(frame))
        stored = best(lambda: store_from_polars(connection))
        reasons = check_same(connection, frame)
    return (
        f"{size:>12,} {reasons:>10,} {scan:>8.3f} {ours:>9.3f} {ours / scan:>7.1f}"
        f" {theirs:>9.3f} {stored:>17.3f}"
    )


def best(run: Callable[[], object]) -> float:
    """Seconds of the quickest run."""
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def make_households(
    connection: duckdb.DuckDBPyConnection, features: tuple[Feature, ...], size: int
) -> None:
    columns = ["printf('61012610020%09d', i)::VARCHAR"] + [
        f"CASE WHEN random() >= {UNSURVEYED_SHARE}"
        f" THEN ({SPECIAL.get(feature.name, USUAL.get(feature.type))})::{feature.sql_type} END"
        for feature in features[1:]
    ]
    connection.execute("SELECT setseed(0.42)")
    connection.execute(f"CREATE TABLE households ({columns_sql(features)})")
    connection.execute(
        f"INSERT INTO households SELECT {', '.join(columns)} FROM range({size}) t(i)"
    )


def scan_floor(connection: duckdb.DuckDBPyConnection, screening: Screening) -> object:
    """One aggregate over the columns that the criteria name."""
    columns = ("household_id", *screening.columns)
    extremes = ", ".join(f"max({name})" for name in columns)
    return connection.execute(f"SELECT {extremes} FROM households").fetchall()


def decide(connection: duckdb.DuckDBPyConnection, screening: Screening) -> None:
    """Verdicts and reasons of all households, as tables."""
    for table, query in (
        ("verdicts", screening.verdicts_sql("households")),
        ("reasons", screening.reasons_sql("households")),
    ):
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS {query}", screening.parameters)


def decide_in_polars(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same two tables, written by hand for this pack and day."""
    col, lit = pl.col, pl.lit
    line, average, since, away, factor = 2855, 10772, 2014, 1, 1.5
    cause = col("new_house_cause")
    rules: list[tuple[str, str, pl.Expr, list[pl.Expr], list[str], dict[str, object]]] = [
        (
            "enter.income",
            "enter",
            col("income_per_person") < line,
            [],
            ["income_per_person"],
            {"poverty_line": line},
        ),
        ("enter.education", "enter", col("dropouts_for_money") > 0, [], ["dropouts_for_money"], {}),
        (
            "enter.housing",
            "enter",
            (
                (col("dwellings") == 0)
                | ((col("dwellings") == 1) & col("housing_grade").is_in(["C", "D"]))
            )
            & ~col("can_build"),
            [],
            ["dwellings", "housing_grade", "can_build"],
            {},
        ),
        (
            "enter.illness",
            "enter",
            col("has_major_illness") & (col("income_after_illness_per_person") < line),
            [],
            ["has_major_illness", "income_after_illness_per_person"],
            {"poverty_line": line},
        ),
        (
            "keepout.above_average",
            "keepout",
            col("income_per_person") > average,
            [],
            ["income_per_person"],
            {"local_average_income": average},
        ),
        (
            "keepout.new_house",
            "keepout",
            col("new_house_year") >= since,
            [cause == "disaster", cause == "resettlement", cause == "demolition"],
            ["new_house_year", "new_house_cause"],
            {"new_house_since_year": since},
        ),
        (
            "keepout.luxury",
            "keepout",
            col("has_vehicle")
            | col("has_ship")
            | col("has_construction_machinery")
            | col("has_large_farm_machinery"),
            [],
            ["has_vehicle", "has_ship", "has_construction_machinery", "has_large_farm_machinery"],
            {},
        ),
        (
            "keepout.business",
            "keepout",
            col("has_company") | col("hires_long_term") | col("pays_business_tax"),
            [],
            ["has_company", "hires_long_term", "pays_business_tax"],
            {},
        ),
        (
            "keepout.public_payroll",
            "keepout",
            (col("public_payroll_members") > 0) | (col("village_cadre_members") > 0),
            [
                col("has_serious_cause"),
                col("is_ordinary_cadre") & (col("public_payroll_members") == 0),
            ],
            [
                "public_payroll_members",
                "village_cadre_members",
                "has_serious_cause",
                "is_ordinary_cadre",
            ],
            {},
        ),
        (
            "keepout.away",
            "keepout",
            (col("years_away") >= away) & (col("income_per_person") > average * factor),
            [],
            ["years_away", "income_per_person"],
            {
                "away_years": away,
                "local_average_income": average,
                "clearly_above_average_factor": factor,
            },
        ),
        ("keepout.other", "keepout", col("has_other_unfit"), [], ["has_other_unfit"], {}),
    ]
    none = lit(0, pl.Int64)
    met, unknown, excepted, reasons = none, none, none, []
    for index, (rule_id, _, condition, exceptions, columns, values) in enumerate(rules):
        bit = lit(1 << index, pl.Int64)
        lifted = pl.any_horizontal(exceptions).fill_null(False) if exceptions else lit(False)
        met += pl.when(condition.fill_null(False) & ~lifted).then(bit).otherwise(none)
        unknown += pl.when(condition.is_null()).then(bit).otherwise(none)
        excepted += pl.when(condition.fill_null(False) & lifted).then(bit).otherwise(none)
        number = (
            pl.coalesce(
                [pl.when(each).then(place) for place, each in enumerate(exceptions, 1)]
                + [pl.when(each.is_null()).then(place) for place, each in enumerate(exceptions, 1)]
            )
            if exceptions
            else lit(None, pl.Int32)
        )
        observed = pl.struct(
            *columns, *(lit(value).alias(name) for name, value in values.items())
        ).struct.json_encode()
        state = (
            pl.when(condition.is_null())
            .then(lit("unknown"))
            .when(lifted)
            .then(lit("excepted"))
            .otherwise(lit("met"))
        )
        reasons.append(
            frame.lazy()
            .filter(condition.is_null() | condition)
            .select(
                "household_id",
                rule_id=lit(rule_id),
                state=state,
                exception=pl.when(condition).then(number),
                observed=observed,
            )
        )
    eligible = pl.any_horizontal([rule[2] for rule in rules if rule[1] == "enter"])
    verdict = (
        pl.when(eligible)
        .then(lit("eligible"))
        .when(eligible.is_null())
        .then(lit("unknown"))
        .otherwise(lit("not_eligible"))
    )
    verdicts = frame.lazy().select(
        "household_id", met=met, unknown=unknown, excepted=excepted, verdict=verdict
    )
    first, second = pl.collect_all([verdicts, pl.concat(reasons)])
    return first, second


def households_frame(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return connection.sql("SELECT * FROM households").pl()


def store_from_polars(connection: duckdb.DuckDBPyConnection) -> None:
    """Households out of DuckDB, decisions back into it."""
    verdicts, reasons = decide_in_polars(households_frame(connection))
    for table, frame in (("polars_verdicts", verdicts), ("polars_reasons", reasons)):
        connection.register("frame", frame)
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM frame")
        connection.unregister("frame")


def check_same(connection: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> int:
    """Number of reasons, once both ways agree on every verdict and every reason's state."""
    verdicts, reasons = decide_in_polars(frame)
    keys = "household_id, rule_id, state, exception"
    connection.register("their_verdicts", verdicts)
    connection.register("their_reasons", reasons)
    for ours, theirs in (
        ("SELECT * FROM verdicts", "SELECT * FROM their_verdicts"),
        (f"SELECT {keys} FROM reasons", f"SELECT {keys} FROM their_reasons"),
    ):
        for left, right in ((ours, theirs), (theirs, ours)):
            differing = connection.execute(
                f"SELECT count(*) FROM (({left}) EXCEPT ALL ({right}))"
            ).fetchone()
            if differing != (0,):
                raise AssertionError(f"{differing} rows of `{left}` are not in `{right}`")
    return len(reasons)


if __name__ == "__main__":
    main()
