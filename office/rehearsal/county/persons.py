"""The persons of the register, with their names and numbers."""

from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.county.families import (
    CHILD,
    FATHER,
    GRANDCHILD,
    HEAD,
    MARRIED_SON,
    RELATIONS,
    SPOUSE,
    draw_families,
    draw_sexes,
)
from office.rehearsal.names import Flags, Ints, draw_surnames, full_names, id_numbers

MAJOR_SURNAME_SHARE = 0.55  # a village has three families to which more than half belong
NO_NUMBER_SHARE = 0.03  # of children under three: not yet registered
DAYS_IN_YEAR = 365.25


def draw_persons(
    homes: pl.DataFrame, year: int, area: str, rng: np.random.Generator
) -> pl.DataFrame:
    """The person register, with the village and the age in years; `area` begins the ID numbers."""
    roles, ages = draw_families(homes["size"].to_numpy(), rng)
    is_male = draw_sexes(roles, rng)
    surnames = _surnames(homes, roles, is_male, rng)
    there = roles >= 0
    home, number = np.nonzero(there)
    count = home.size
    male = is_male[there]
    first_of_year = (np.datetime64(f"{year}-01-01") - np.datetime64("1970-01-01")).astype(int)
    born = first_of_year - (ages[there] + rng.random(count)) * DAYS_IN_YEAR
    persons = pl.DataFrame(
        {
            "household_id": homes["household_id"].gather(home),
            "village_code": homes["village_code"].gather(home),
            "number": number + 1,
            "name": full_names(rng, surnames[there], male),
            "sex": np.where(male, "male", "female").tolist(),
            "birth_on": pl.Series(np.floor(born).astype(np.int32)).cast(pl.Date),
            "relation": np.array(RELATIONS)[roles[there]].tolist(),
            "age": ages[there],
            "lot": rng.random(count),
        }
    ).with_columns(pl.int_range(pl.len()).over("birth_on", "sex").alias("sequence"))
    sequence = persons["sequence"].to_numpy() * 2 + np.where(male, 1, 2)
    no_number = (pl.col("age") < 3) & (pl.col("lot") < NO_NUMBER_SHARE)
    return (
        persons.with_columns(id_number=id_numbers(area, persons["birth_on"], sequence))
        .with_columns(id_number=pl.when(~no_number).then("id_number"))
        .select(
            pl.coalesce(
                "id_number", pl.col("household_id") + "-" + pl.col("number").cast(pl.String)
            ).alias("person_id"),
            pl.lit(date(year, 1, 1)).alias("since_on"),
            "household_id",
            "name",
            "id_number",
            "sex",
            "birth_on",
            "relation",
            pl.lit(None, pl.Date).alias("left_on"),
            pl.lit(None, pl.String).alias("left_reason"),
            "village_code",
            "age",
        )
    )


def _surnames(homes: pl.DataFrame, roles: Ints, is_male: Flags, rng: np.random.Generator) -> Ints:
    """Families of a village share few surnames; children bear the father's."""
    village = homes["village_code"].rank("dense").to_numpy().astype(int) - 1
    major = draw_surnames(rng, (village.max() + 1) * 3).reshape(-1, 3)
    settled = rng.random(len(roles)) < MAJOR_SURNAME_SHARE
    own = draw_surnames(rng, len(roles))
    head = np.where(settled, major[village, rng.integers(0, 3, size=len(roles))], own)
    other = draw_surnames(rng, roles.size).reshape(roles.shape)
    descendants = np.isin(roles, (CHILD, MARRIED_SON, GRANDCHILD))
    same = (roles == HEAD) | (roles == FATHER) | (descendants & is_male[:, [0]])
    husband = other[:, [0]]  # of a woman who heads the household: her children have his surname
    return np.where(
        same, head[:, None], np.where(descendants | (is_male & (roles == SPOUSE)), husband, other)
    )
