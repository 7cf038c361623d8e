"""The county, its townships, villages and villager groups."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.county.shape import Shape
from office.rehearsal.names import phone, sample, village_names


def draw_places(shape: Shape, year: int, rng: np.random.Generator) -> pl.DataFrame:
    """The register of places, without counts."""
    columns = [
        "code",
        "level",
        "parent_code",
        "name_zh",
        "name_en",
        "office_name",
        "office_name_en",
    ]
    places = pl.DataFrame(list(_place_rows(shape, rng)), schema=columns, orient="row")
    return places.with_columns(
        since_on=pl.lit(date(year, 1, 1)),
        office_address=pl.col("office_name") + "一楼",
        office_address_en=pl.lit("ground floor of its house"),
        phone=phone(pl.int_range(pl.len())),
        email=pl.col("code") + "@desk.example",
        supervision_phone=pl.lit("19900009999"),
    )


def _place_rows(shape: Shape, rng: np.random.Generator) -> Iterator[tuple[str | None, ...]]:
    county = shape.code
    zh, en, kind_zh, kind_en = shape.name
    name = f"{zh}{kind_zh}"
    name_en = f"{en} {kind_en}"
    desk_en = f"the Poverty Alleviation Office of {name_en}"
    yield county, "county", None, name, name_en, f"{name}扶贫开发办公室", desk_en
    villages = iter(village_names(rng, shape.villages))
    shares = np.array_split(np.arange(shape.villages), shape.townships)
    for t, (town_zh, town_en) in enumerate(sample("names")["townships"][: len(shares)]):
        town, name = f"{county}{100 + t}", f"{town_zh}镇"
        name_en = f"{town_en} Town"
        desk_en = f"the Poverty Workstation of {name_en}"
        yield town, "township", county, name, name_en, f"{name}扶贫工作站", desk_en
        for v in range(len(shares[t])):
            own_zh, own_en = next(villages)
            code, name_en = f"{town}{200 + v}", f"{own_en} Village"
            desk = f"{own_zh}村民委员会", f"the Village Committee of {name_en}"
            yield code, "village", town, f"{own_zh}村", name_en, *desk
            for g in range(1, shape.groups_per_village + int(rng.integers(0, 3))):
                yield f"{code}{g:02}", "group", code, f"第{g}村民小组", f"Group {g}", *desk


def with_counts(place: pl.DataFrame, household: pl.DataFrame, person: pl.DataFrame) -> pl.DataFrame:
    """The places with the rural households and persons who live there."""
    members = person.group_by("household_id").len("persons")
    homes = household.join(members, on="household_id")
    counts = [
        homes.group_by(pl.col("group_code").str.slice(0, digits).alias("code")).agg(
            pl.len().cast(pl.Int64).alias("rural_households"),
            pl.col("persons").sum().cast(pl.Int64).alias("rural_persons"),
        )
        for digits in (6, 9, 12, 14)
    ]
    return place.join(pl.concat(counts), on="code", how="left", maintain_order="left")
