"""What pairs cost, by the policy's values: from where helpers come, and which units help a village."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from policy.pairing.network import Ints
from policy.pairing.quotas import Scheme
from policy.pairing.units import Pairs
from tasks.campaign_day import CampaignDay
from tasks.pairing.ground import Ground

NEARNESS = ("same_village", "same_township", "same_county", "elsewhere")


@dataclass(frozen=True)
class Terms:
    """The policy's values for a pairing on one day."""

    scheme: Scheme
    ceiling: int
    broken_pair: int
    other_unit: int
    other_township: int
    kilometre: int
    load: int
    fit: int
    assumed: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, day: CampaignDay) -> Terms:
        names = ("broken_pair", "other_unit", "other_township", "kilometre", "load", "fit")
        return cls(
            scheme=day.pack.schemes[day.setting("pairing.scheme")],
            ceiling=day.setting("pairing.ceiling"),
            assumed={near: day.setting(f"pairing.km.{near}") for near in NEARNESS},
            **{name: day.setting(f"pairing.points.{name}") for name in names},
        )


def kilometres(ground: Ground, terms: Terms, place_code: str | None) -> list[float]:
    """From a place to every village: as registered, else as the places' codes tell."""
    own = ground.above(place_code)
    return [
        ground.kilometres.get((place_code or "", village), _assumed(ground, terms, own, village))
        for village in ground.villages
    ]


def _assumed(ground: Ground, terms: Terms, own: dict[str, str], village: str) -> int:
    theirs = ground.above(village)
    for level, near in (
        ("village", "same_village"),
        ("township", "same_township"),
        ("county", "same_county"),
    ):
        if level in own and own[level] == theirs.get(level):
            return terms.assumed[near]
    return terms.assumed["elsewhere"]


def kinds(ground: Ground) -> list[tuple[str, str | None]]:
    """Helpers of one unit and place cost alike."""
    return sorted(
        {(h["unit_id"], h["place_code"]) for h in ground.helpers}, key=lambda k: (k[0], k[1] or "")
    )


def points_by_part(ground: Ground, terms: Terms, unit_pairs: Pairs) -> dict[str, Ints]:
    """Points by kind of helper and village, for each part of the objective."""
    of_kind = kinds(ground)
    unit_no = {row["unit_id"]: number for number, row in enumerate(ground.units)}
    helped = unit_pairs[[unit_no[unit_id] for unit_id, _ in of_kind]]
    townships = [ground.above(village).get("township") for village in ground.villages]
    is_same = np.array([[one == other for other in townships] for one in townships], bool)
    is_near = (helped.astype(np.int64) @ is_same) > 0
    return {
        "other_unit": terms.other_unit * ~helped,
        "other_township": terms.other_township * ~is_near,
        "kilometre": _by_distance(ground, terms, [place for _, place in of_kind]),
    }


def unit_points(ground: Ground, terms: Terms) -> Ints:
    """Points by unit and village: their distance."""
    return _by_distance(ground, terms, [row["place_code"] for row in ground.units])


def _by_distance(ground: Ground, terms: Terms, places: list[str | None]) -> Ints:
    known = {place: kilometres(ground, terms, place) for place in set(places)}
    return np.rint(terms.kilometre * np.array([known[place] for place in places])).astype(np.int64)
