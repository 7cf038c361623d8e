"""One household, one policy: a measure that fits its cause of poverty [003]."""

from typing import Any

from policy.measures import MeasureDecision, Order, decide_measures
from tasks.campaign_day import CampaignDay, Tally


def decide_household_measures(day: CampaignDay) -> Tally:
    """Give every listed household with a known cause a measure; end those of who left the list."""
    fits = day.pack.fitting_measures(day.rules_on)
    with day.writing("decide measures") as entry:
        due = entry.query("measures_due", **day.terms()).to_dicts()
        stated = entry.query("last_measure_rounds", **day.named()).rows()
        rounds = {(household, measure): number for household, measure, number in stated}
        rows = []
        for household in due:
            rows += _decided(household, fits) if household["is_listed"] else _ended(household)
        for row in rows:
            row["round"] = rounds.get((row["household_id"], row["measure_id"]), 0) + 1
            row |= {"campaign_id": day.campaign_id, "decided_on": day.as_of}
        entry.insert("measure", rows)
        given = sum(row["is_given"] for row in rows)
        return {"measures": given, "measures_ended": len(rows) - given}


def _decided(household: dict[str, Any], fits: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    cause = household["cause"]
    needs = [Order(**need) for need in household["needs"]]
    decision = decide_measures(cause, needs, fits.get(cause, ()), household["measures"])
    if decision is None:
        return []
    return [
        {
            "household_id": household["household_id"],
            "measure_id": decision.measure_id,
            "cause": decision.cause,
            "is_given": True,
            "need_id": decision.need_id,
            "reason": _reason(decision),
        }
    ]


def _reason(decision: MeasureDecision) -> str:
    return f"measure.ordered need={decision.need_id}" if decision.need_id else "measure.by_cause"


def _ended(household: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "household_id": household["household_id"],
            "measure_id": measure_id,
            "cause": None,
            "is_given": False,
            "need_id": None,
            "reason": "measure.not_listed",
        }
        for measure_id in household["measures"]
    ]
