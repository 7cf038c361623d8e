"""The verdict of the policy pack on the facts."""

from datetime import date

import duckdb
import polars as pl

from policy.pack import Pack
from policy.screening import screen


def judge(facts: pl.DataFrame, pack: Pack, year: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who is eligible (household_id), and which keep-outs hold, by the rules of the pack."""
    on = date(year, 1, 1)
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
        verdicts, reasons = (found.pl() for found in screen(connection, "features", pack, on))
    eligible = verdicts.filter(pl.col("verdict").cast(pl.String) == "eligible").select(
        "household_id"
    )
    keepouts = [rule.id for rule in pack.criteria("keepout", on)]
    held = reasons.select(pl.col("household_id", "rule_id", "state").cast(pl.String)).filter(
        pl.col("rule_id").is_in(keepouts) & pl.col("state").is_in(["met", "excepted"])
    )
    return eligible.sort("household_id"), held.sort("household_id", "rule_id")


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
