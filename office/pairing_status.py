"""What the command line shows of pairing: who is without, the last run, the units; as data and tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.table import Table

from office.tables import listed, name_of
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay

if TYPE_CHECKING:
    from tasks.pairing import Decision

#: So many of those whom a wish was not met for stand on the screen; --json has them all.
SHOWN = 20


def uncovered_of(reader: Reader, day: CampaignDay) -> dict[str, Any]:
    """Households without a helper, and helpers without a household and why, once there is a pairing."""
    named = day.named(as_of=day.as_of)
    uncovered = reader.rows("households_without_helper", **named)
    idle = reader.rows("helpers_without_household", **named)
    quotas = day.pack.schemes[day.setting("pairing.scheme")].quotas if idle else {}
    return {
        "uncovered": uncovered,
        "idle": [row | {"why": _why_idle(row, uncovered, quotas)} for row in idle],
    }


def _why_idle(
    helper: Mapping[str, Any], uncovered: list[dict[str, Any]], quotas: Mapping[str, Any]
) -> str:
    """Why the round gives a helper no household: it mends, and takes nobody's away."""
    if helper["rank"] not in quotas:
        return "no_quota"
    return "next_round" if uncovered else "nobody_waits"


def _remedy(helper: Mapping[str, Any], language: str) -> str:
    """Why a helper has no household, and what the office can do; it names who has the most."""
    key = helper["why"]
    if key == "nobody_waits" and helper["busiest_id"]:
        key = "take_over"
    told = {"busiest": helper["busiest_id"], "households": helper["busiest_households"]}
    return words(f"idle.{key}", **told)[language]


def pairing_of(reader: Reader, day: CampaignDay) -> dict[str, Any]:
    """Households without a helper first, helpers without a household, the last run, the units."""

    def rows(query: str) -> list[dict[str, Any]]:
        return reader.rows(query, **day.named(as_of=day.as_of))

    runs = rows("pairing_runs")
    return uncovered_of(reader, day) | {
        "run": runs[0] | {name: json.loads(runs[0][name]) for name in ("parts", "unmet")}
        if runs
        else None,
        "units": rows("pairing_by_unit") if runs else [],
    }


def tried_out(decision: Decision, greedy_cost: int) -> dict[str, Any]:
    """The same of a pairing that was only computed."""
    return {
        "uncovered": [],
        "idle": [],
        "units": [],
        "run": {
            "run_no": None,
            "scheme": decision.terms.scheme.name,
            "households": decision.question.households,
            "helpers": decision.question.helpers,
            "is_optimal": decision.answer.is_optimal,
            "cost": decision.answer.points,
            "greedy_cost": greedy_cost,
            "parts": decision.parts,
            "unmet": decision.unmet,
        },
    }


def uncovered_tables(found: Mapping[str, Any], language: str) -> list[Table | str]:
    """Whom nobody helps, and who helps nobody."""
    return [
        *listed(
            language,
            "uncovered",
            ("place", "household", "reason"),
            [
                (
                    name_of(row, language, "village_code"),
                    row["household_id"],
                    words(f"reason.pairing.{row['why']}")[language],
                )
                for row in found["uncovered"]
            ],
        ),
        *listed(
            language,
            "idle_helpers",
            ("unit", "helper", "since", "reason"),
            [
                (row["unit_id"], row["helper_id"], row["since_on"], _remedy(row, language))
                for row in found["idle"]
            ],
        ),
    ]


def pairing_tables(found: Mapping[str, Any], language: str) -> list[Table | str]:
    """Everything that `pairing_of` or `tried_out` found, to be read."""
    run = found["run"]
    if run is None:
        return [words("screen.not_paired")[language]]
    unit_rows = [
        (
            name_of(row, language),
            row[f"villages_{language}"],
            row["helpers"],
            row["households"],
        )
        for row in found["units"]
    ]
    return [
        *uncovered_tables(found, language),
        _headline(run, language),
        *listed(
            language,
            "pairing_parts",
            ("part", "points", "pairs"),
            [
                (words(f"pairing_part.{part['part']}")[language], part["points"], part["pairs"])
                for part in run["parts"]
            ],
        ),
        *_unmet(run["unmet"], language),
        *listed(language, "units", ("unit", "villages", "helpers", "households_helped"), unit_rows),
    ]


def _headline(run: Mapping[str, Any], language: str) -> str:
    """What was reached, and how much more pairing one by one would have cost."""
    gap = (run["greedy_cost"] - run["cost"]) / run["cost"] * 100 if run["cost"] else 0
    told = {name: run[name] for name in ("scheme", "households", "helpers", "cost", "greedy_cost")}
    return words("screen.pairing_reached", gap=f"{gap:.1f}", **told)[language]


def _unmet(unmet: Mapping[str, list[Any]], language: str) -> list[Table | str]:
    """Wishes that were not met: how often, and the first of them by name."""
    between = "、" if language == "zh" else ", "
    return listed(
        language,
        "unmet_wishes",
        ("wish", "count", "whom"),
        [
            (
                words(f"unmet.{wish}")[language],
                len(whom),
                between.join(_named(one, language) for one in whom[:SHOWN])
                + (" …" if len(whom) > SHOWN else ""),
            )
            for wish, whom in unmet.items()
            if whom
        ],
    )


def _named(one: Any, language: str) -> str:
    """Whom a wish was not met for: a household with its helper, a helper's quota, a village's gap."""
    if isinstance(one, str):
        return one
    if "quota" in one:
        return f"{one['helper_id']} {one['households']}/{one['quota']}"
    if "village_code" in one:
        return f"{name_of(one, language, 'village_code')} {one['households']}"
    pair = f"{one['household_id']} {one['helper_id']}"
    if "why" not in one:
        return pair
    why = words(f"reason.pairing.{one['why']}")[language]
    return f"{pair} {why}"
