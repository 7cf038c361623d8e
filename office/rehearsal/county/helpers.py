"""The units and cadres who help, and who of them is a relative of whom."""

from datetime import date

import numpy as np
import polars as pl

from office.rehearsal.county.shape import Shape
from office.rehearsal.names import draw_surnames, full_names, phone

#: Shares of the kinds of units: of 106 in Yongshou, 26 come from the province and the city [004].
KINDS = {"provincial": 0.09, "municipal": 0.16, "county": 0.63, "enterprise": 0.12}
NAMED = {
    "provincial": ("省直帮扶单位", "Provincial Department"),
    "municipal": ("市直帮扶单位", "Municipal Department"),
    "county": ("县直帮扶单位", "County Department"),
    "enterprise": ("帮扶企业", "Enterprise"),
}
#: How helpers are reached; who has no channel gets paper.
CHANNELS = {"mail": 0.35, "wecom": 0.30, "sms": 0.20, "paper": 0.15}
KIN_SHARE = 0.02


def draw_units(
    shape: Shape, place: pl.DataFrame, year: int, rng: np.random.Generator
) -> pl.DataFrame:
    """The register of units; those of the county sit in its towns, the others in its seat."""
    count = shape.units
    kinds = np.repeat(list(KINDS), _parts(count, list(KINDS.values())))
    towns = place.filter(level="township")["code"].to_numpy()
    seats = np.where(kinds == "county", rng.choice(towns, count), shape.code)
    number = np.arange(1, count + 1)
    leaders = full_names(rng, draw_surnames(rng, count), rng.random(count) < 0.8)
    return pl.DataFrame(
        {
            "unit_id": [f"DW-{n:03}" for n in number],
            "since_on": [date(year, 1, 1)] * count,
            "name_zh": [f"{NAMED[k][0]}{n:03}" for k, n in zip(kinds, number, strict=True)],
            "name_en": [f"{NAMED[k][1]} {n:03}" for k, n in zip(kinds, number, strict=True)],
            "kind": kinds.tolist(),
            "place_code": seats.tolist(),
            "leader_name": leaders,
            "email": [f"unit{n:03}@help.example" for n in number],
            "channel": ["mail"] * count,
        }
    ).with_columns(phone=phone(pl.int_range(pl.len()) + 5_000))


def draw_helpers(
    shape: Shape, unit: pl.DataFrame, year: int, rng: np.random.Generator
) -> pl.DataFrame:
    """The register of helpers: every unit has its leaders, the rest are ordinary cadres."""
    count, units = shape.helpers, unit.height
    of_unit = np.sort(np.concatenate([np.arange(units), rng.integers(0, units, count - units)]))
    place_in_unit = np.arange(count) - np.searchsorted(of_unit, of_unit)
    is_county_leader = np.zeros(count, dtype=bool)
    is_county_leader[rng.choice(count, max(1, count // 200), replace=False)] = True
    rank = np.select(
        [is_county_leader, place_in_unit < 2], ["county_leader", "department_leader"], "cadre"
    )
    channel = rng.choice(list(CHANNELS), count, p=list(CHANNELS.values()))
    number = np.arange(1, count + 1)
    ids = [f"BF-{n:05}" for n in number]
    return pl.DataFrame(
        {
            "helper_id": ids,
            "since_on": [date(year, 1, 1)] * count,
            "unit_id": unit["unit_id"].to_numpy()[of_unit].tolist(),
            "name": full_names(rng, draw_surnames(rng, count), rng.random(count) < 0.65),
            "rank": rank.tolist(),
            "place_code": unit["place_code"].to_numpy()[of_unit].tolist(),
            "email": [f"{name.lower()}@help.example" for name in ids],
            "channel": [None if c == "paper" else c for c in channel],
            "account": [
                name if c == "wecom" else None for name, c in zip(ids, channel, strict=True)
            ],
        }
    ).with_columns(phone=phone(pl.int_range(pl.len())))


def draw_kinship(
    helper: pl.DataFrame, household: pl.DataFrame, year: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Some helpers declare a relative among the county's households."""
    count = max(1, int(KIN_SHARE * helper.height))
    return pl.DataFrame(
        {
            "helper_id": helper["helper_id"]
            .to_numpy()[rng.choice(helper.height, count, replace=False)]
            .tolist(),
            "household_id": household["household_id"]
            .to_numpy()[rng.choice(household.height, count, replace=False)]
            .tolist(),
            "declared_on": [date(year, 1, 15)] * count,
            "relation": rng.choice(["兄弟", "叔侄", "姻亲"], count).tolist(),
            "is_related": [True] * count,
        }
    )


def _parts(count: int, shares: list[float]) -> list[int]:
    """Whole parts in these shares; the largest takes what rounding leaves."""
    parts = [int(count * share) for share in shares]
    parts[parts.index(max(parts))] += count - sum(parts)
    return parts
