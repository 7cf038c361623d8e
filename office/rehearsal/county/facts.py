"""The facts of the four views, as a perfect survey would find them."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from office.rehearsal.county.draws import Floats
from office.rehearsal.county.incomes import draw_incomes
from office.rehearsal.county.shape import Shape
from office.rehearsal.names import Flags


def draw_facts(
    shape: Shape,
    homes: pl.DataFrame,
    person: pl.DataFrame,
    year: int,
    line: float,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """What a perfect survey finds, in the columns of table survey; money in yuan a year."""
    members = _members(homes, person)
    count = homes.height
    size = homes["size"].to_numpy()
    per_person = draw_incomes(shape, homes, rng)
    need = 1 / (1 + (per_person / line) ** 2)  # 1 for the poorest, 0.5 at the line, 0 for the rich
    wealth = 1 - need
    income = np.round(per_person * size, -1)

    def chance(probability: Floats | float) -> Flags:
        return rng.random(count) < probability

    is_ill = chance(0.03 + 0.05 * members["elders"].to_numpy() + 0.04 * need)
    medical = np.where(
        is_ill,
        rng.lognormal(np.log(4000), 0.9, count),
        rng.lognormal(np.log(80), 0.6, count) * size,
    )
    is_unsafe = chance(0.04 + 0.22 * need**2)
    grade = np.where(is_unsafe, np.where(chance(0.7), "C", "D"), np.where(chance(0.45), "A", "B"))
    dwellings = np.where(chance(0.002 + 0.005 * need**2), 0, 1 + chance(0.12 * wealth))
    built = np.select(
        [chance(0.002 + 0.012 * wealth), chance(0.45)], [year, year - rng.integers(1, 26, count)], 0
    )
    cause = rng.choice(
        ["own", "disaster", "resettlement", "demolition"], count, p=[0.7, 0.12, 0.12, 0.06]
    )
    cadre, is_ordinary = _cadres(homes, need, rng)
    has_company = chance(0.001 + 0.012 * wealth**2)
    is_away = chance(0.07)
    years_away = np.round(rng.uniform(0.2, 6, count), 1)
    is_dropout = (members["pupils"].to_numpy() > 0) & chance(0.03 * need**2)
    facts: dict[str, Any] = {
        "household_id": homes["household_id"],
        "size": homes["size"].cast(pl.Int64),
        "net_income_per_year": _money(income),
        "consumption_per_year": _money(np.round(income * rng.uniform(0.55, 1.15, count), -1)),
        "public_payroll_members": chance(0.0012 + 0.03 * wealth**2).astype(int),
        "village_cadre_members": cadre.astype(int),
        "is_ordinary_cadre": is_ordinary,
        "has_company": has_company,
        "hires_long_term": chance(0.0005 + 0.005 * wealth**2),
        "pays_business_tax": (has_company & chance(0.6)) | chance(0.0005 + 0.004 * wealth**2),
        "years_away": pl.Series(np.where(is_away, years_away, 0)).cast(pl.Decimal(5, 1)),
        "has_food": ~chance(0.04 * need**2),
        "has_safe_water": ~chance(0.02 + 0.10 * need),
        "has_clothing": ~chance(0.03 * need**2),
        "dropouts_for_money": is_dropout.astype(int),
        "has_major_illness": is_ill,
        "medical_out_of_pocket_per_year": _money(np.round(medical)),
        "has_medical_insurance": ~chance(0.02 + 0.02 * need),
        "dwellings": dwellings,
        "housing_grade": _only(dwellings > 0, grade),
        "can_build": ~chance(0.8 * need),
        "new_house_year": built,
        "new_house_cause": _only(built > 0, cause),
        "has_electricity": ~chance(0.004),
        "has_vehicle": chance(0.004 + 0.11 * wealth**2),
        "has_ship": chance(0.0002),
        "has_construction_machinery": chance(0.0003 + 0.004 * wealth**2),
        "has_large_farm_machinery": chance(0.0015 + 0.008 * wealth),
        "has_serious_cause": is_ill & (medical > 10_000),
        "other_unfit_reason": _only(chance(0.0006), np.full(count, "子女有收入且应尽赡养义务")),
    }
    return pl.DataFrame(facts).with_columns(
        other_unfit_officer=pl.lit(None, pl.String),
        has_stable_source=pl.lit(None, pl.Boolean),  # asked of those who may leave the list
        workers=members["workers"],
    )


def _members(homes: pl.DataFrame, person: pl.DataFrame) -> pl.DataFrame:
    age = pl.col("age")
    counted = person.group_by("household_id").agg(
        age.is_between(6, 15).sum().alias("pupils"),
        (age >= 65).sum().alias("elders"),
        age.is_between(18, 60).sum().alias("workers"),
    )
    return homes.join(counted, on="household_id", maintain_order="left")


def _cadres(homes: pl.DataFrame, need: Floats, rng: np.random.Generator) -> tuple[Flags, Flags]:
    """Holders of a post in the village, and which of them are ordinary cadres (group leaders).

    Five posts a village and one leader a group; the poor seldom stand for them.
    """
    lots = homes.select(
        "village_code", "group_code", lot=pl.Series(rng.random(len(need)) + 0.7 * need)
    )
    ranks = lots.select(
        five=pl.col("lot").rank("ordinal").over("village_code"),
        leader=pl.col("lot").rank("ordinal").over("group_code"),
    )
    is_one_of_five = (ranks["five"] <= 5).to_numpy()
    is_leader = (ranks["leader"] <= 1).to_numpy() & ~is_one_of_five
    return is_one_of_five | is_leader, is_leader


def _only(where: Flags, values: npt.NDArray[np.str_]) -> pl.Series:
    there = zip(values.tolist(), where.tolist(), strict=True)
    return pl.Series([value if is_there else None for value, is_there in there], dtype=pl.String)


def _money(yuan: npt.NDArray[np.floating[Any]]) -> pl.Series:
    return pl.Series(yuan.astype(np.int64)).cast(pl.Decimal(18, 2))
