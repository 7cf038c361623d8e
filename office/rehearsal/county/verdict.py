"""The verdict of the policy pack on the facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb
import polars as pl

from policy.pack import Pack
from policy.screening import prepare_screening, screen


def judge(facts: pl.DataFrame, pack: Pack, year: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who is eligible (household_id), and which keep-outs hold, by the rules of the pack."""
    on = date(year, 1, 1)
    with _features(facts) as connection:
        verdicts, reasons = (found.pl() for found in screen(connection, "features", pack, on))
    eligible = verdicts.filter(pl.col("verdict").cast(pl.String) == "eligible").select(
        "household_id"
    )
    keepouts = [rule.id for rule in pack.criteria("keepout", on)]
    held = reasons.select(pl.col("household_id", "rule_id", "state").cast(pl.String)).filter(
        pl.col("rule_id").is_in(keepouts) & pl.col("state").is_in(["met", "excepted"])
    )
    return eligible.sort("household_id"), held.sort("household_id", "rule_id")


def may_leave(facts: pl.DataFrame, history: pl.DataFrame, pack: Pack, year: int) -> pl.DataFrame:
    """Who may leave the list (household_id), by the rules of the pack for exit.

    `history` has what is known of the years before, of each household that is to be judged.
    """
    screening = prepare_screening(pack, date(year, 1, 1), "exit")
    with _features(facts.join(history, on="household_id")) as connection:
        verdicts = connection.sql(
            screening.verdicts_sql("features"), params=screening.parameters
        ).pl()
    eligible = verdicts.filter(pl.col("verdict").cast(pl.String) == "eligible")
    return eligible.select("household_id").sort("household_id")


@contextmanager
def _features(facts: pl.DataFrame) -> Iterator[duckdb.DuckDBPyConnection]:
    """The facts with what follows from them, as the table `features`."""
    with duckdb.connect() as connection:
        connection.register("survey", facts.to_arrow())
        connection.execute(
            """CREATE TABLE features AS
            SELECT *,
                round(net_income_per_year / size, 2)::DECIMAL(18, 2) AS income_per_person,
                round(
                    (net_income_per_year - medical_out_of_pocket_per_year) / size, 2
                )::DECIMAL(18, 2) AS income_after_illness_per_person,
                other_unfit_reason IS NOT NULL AS has_other_unfit
            FROM survey"""
        )
        yield connection


def with_causes(facts: pl.DataFrame, eligible: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """The main cause of poverty [004], for those who are poor."""
    is_eligible = pl.col("household_id").is_in(eligible["household_id"].implode())
    return (
        facts.with_columns(village_effect=homes["village_effect"])
        .with_columns(
            main_cause=pl.when(~is_eligible)
            .then(None)
            .when("has_major_illness")
            .then(pl.lit("illness"))
            .when(pl.col("workers") == 0)
            .then(pl.lit("low_income"))
            .when(pl.col("workers") == 1)
            .then(pl.lit("skill"))
            .when(pl.col("village_effect") < -0.2)
            .then(pl.lit("environment"))
            .otherwise(pl.lit("funds"))
        )
        .drop("village_effect", "workers")
    )
