"""The lists of the departments, and whom each line truly concerns."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.county.draws import Draw
from office.rehearsal.county.incomes import ratio_to_line
from office.rehearsal.county.namesakes import draw_townspeople, namesakes_of
from office.rehearsal.county.persons import DAYS_IN_YEAR
from office.rehearsal.county.slips import with_slips

#: Kinds that a household's facts bring about: the fact, what is recorded, the longest age in years.
BY_HOUSEHOLD: dict[str, tuple[pl.Expr, tuple[str, ...], int]] = {
    "vehicles": (pl.col("has_vehicle"), ("小型轿车", "小型普通客车", "轻型货车"), 8),
    "housing_purchases": (pl.col("new_house_year") >= 2014, ("商品房", "自建房", "安置房"), 1),
    "companies": (pl.col("has_company"), ("有限公司股东", "个人独资企业投资人"), 10),
    "tax_payers": (pl.col("pays_business_tax"), ("小规模纳税人", "个体工商户"), 6),
    "public_payroll": (
        pl.col("public_payroll_members") > 0,
        ("乡镇事业单位", "小学教师", "乡镇卫生院"),
        20,
    ),
    "farm_machinery": (pl.col("has_large_farm_machinery"), ("联合收割机", "大型拖拉机"), 6),
}
#: Kinds that list persons: who may be listed, the share of them that is, what is recorded.
BY_PERSON: dict[str, tuple[pl.Expr, float, tuple[str, ...]]] = {
    "register_deaths": (pl.col("age") >= 70, 0.006, ("死亡注销",)),
    "register_moves": (pl.col("age").is_between(18, 35), 0.004, ("户口迁出",)),
    "employees": (pl.col("age").is_between(20, 55) & (pl.col("ratio") > 2), 0.1, ("职工养老保险",)),
    "subsistence_allowance": (pl.col("ratio") < 0.8, 0.35, ("农村低保",)),
    "disabled_persons": (pl.col("age") >= 5, 0.045, ("肢体残疾", "视力残疾", "智力残疾")),
    "school_enrolment": (
        pl.col("age").is_between(6, 15) & (pl.col("dropouts_for_money") == 0),
        0.99,
        ("在校",),
    ),
    "health_insurance": (pl.col("has_medical_insurance"), 1.0, ("参保",)),
}
OUTDATED_SHARE = 0.004  # of households without it: sold, closed or left, and never struck off
NAMESAKE_SHARE = 0.004  # of adults, for each of the kinds of BY_HOUSEHOLD
OUTSIDERS_PER_RECORD = 1.5  # townspeople stand on the same lists
#: What a department writes into a line.
WRITTEN = ("id_number", "name", "birth_on", "village_code", "detail", "recorded_on")


def draw_records(
    departments: Sequence[str],
    facts: pl.DataFrame,
    person: pl.DataFrame,
    line: float,
    year: int,
    draw: Draw,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines as the departments deliver them, and whom they truly concern."""
    people = person.join(facts, on="household_id", maintain_order="left").with_columns(
        ratio=ratio_to_line(line)
    )
    lines = [
        part.select("department_id", "person_id", "flaw", *WRITTEN)
        for kind in departments
        if kind in BY_HOUSEHOLD or kind in BY_PERSON
        for part in _lines_of(kind, people, year, draw(kind))
    ]
    records = with_slips(pl.concat(lines), draw("slips"))
    records = (
        records.with_columns(lot=pl.Series(draw("order").random(records.height)))
        .sort("department_id", "lot")
        .with_columns(
            record_no=pl.lit(str(year))
            + pl.int_range(1, pl.len() + 1).over("department_id").cast(pl.String).str.zfill(7),
            delivered_on=pl.lit(date(year, 4, 1)),
        )
    )
    key = ("department_id", "record_no")
    return records.select(*key, "delivered_on", *WRITTEN), records.select(*key, "person_id", "flaw")


def _lines_of(
    kind: str, people: pl.DataFrame, year: int, rng: np.random.Generator
) -> list[pl.DataFrame]:
    people = people.with_columns(
        lot=pl.Series(rng.random(people.height)), other_lot=pl.Series(rng.random(people.height))
    )
    if kind in BY_PERSON:
        who, share, details = BY_PERSON[kind]
        listed = people.filter(who & (pl.col("lot") < share))
        return [_dated(kind, listed, "none", details, 3, year, rng)]
    has, details, years = BY_HOUSEHOLD[kind]
    is_adult = pl.col("age") >= 18
    owners = people.filter(is_adult & pl.col("age").lt(75) | (pl.col("relation") == "head"))
    owners = owners.sort("household_id", "lot").unique(
        "household_id", keep="first", maintain_order=True
    )
    true = owners.filter(has)
    former = owners.filter(~has & (pl.col("other_lot") < OUTDATED_SHARE))
    alike = people.filter(is_adult & (pl.col("lot") < NAMESAKE_SHARE))

    def dated(lines: pl.DataFrame, flaw: str, longest: int = years) -> pl.DataFrame:
        return _dated(kind, lines, flaw, details, longest, year, rng)

    return [
        dated(true, "none"),
        dated(former, "outdated", years + 4),
        dated(namesakes_of(alike["name"], alike["village_code"], rng), "namesake"),
        dated(draw_townspeople(int(true.height * OUTSIDERS_PER_RECORD), rng), "outsider"),
    ]


def _dated(
    kind: str,
    lines: pl.DataFrame,
    flaw: str,
    details: tuple[str, ...],
    years: int,
    year: int,
    rng: np.random.Generator,
) -> pl.DataFrame:
    ago = (rng.random(lines.height) * years * DAYS_IN_YEAR).astype(np.int32)
    # What was bought since the rule began is of this year; what was given up is older.
    last_on = date(year, 3, 1) if flaw != "outdated" else date(year - 2, 12, 31)
    details_drawn = pl.Series(
        np.array(details)[rng.integers(0, len(details), lines.height)].tolist(), dtype=pl.String
    )
    return lines.with_columns(
        department_id=pl.lit(kind),
        flaw=pl.lit(flaw),
        detail=details_drawn,
        recorded_on=pl.lit(last_on) - pl.duration(days=pl.lit(pl.Series(ago))),
    )
