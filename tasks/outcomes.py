"""Writing down what a step found: one row a household, with reason and evidence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from policy.steps import Result, Step
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally

#: The form or household (with `household_id` and `round`), the result, the reason, the evidence.
Decided = tuple[Mapping[str, Any], Result, str, str]


def acts_to_decide(entry: Entry, day: CampaignDay, step: Step, query: str) -> pl.DataFrame:
    """What the query finds for the step, without acts dated before their household came to it."""
    acts = entry.query(query, **day.named(step=step.value))
    early = entry.query("acts_too_early", **day.named(step=step.value))
    return acts.join(early, on=("household_id", "round"), how="anti", maintain_order="left")


def save_outcomes(entry: Entry, day: CampaignDay, step: Step, decided: Iterable[Decided]) -> Tally:
    """Add the outcomes of one step, dated the day on which the office decided them."""
    rows = [
        outcome_row(day, step, w["household_id"], w["round"], result, day.as_of, reason, evidence)
        for w, result, reason, evidence in decided
    ]
    entry.insert("outcome", rows)
    return tally(row["result"] for row in rows)


def outcome_row(
    day: CampaignDay,
    step: Step,
    household_id: str,
    round_no: int,
    result: Result,
    decided_on: date,
    reason: str,
    evidence: str | None,
) -> dict[str, Any]:
    """A row of table `outcome`."""
    return {
        "campaign_id": day.campaign_id,
        "step": step.value,
        "household_id": household_id,
        "round": round_no,
        "result": result.value,
        "decided_on": decided_on,
        "reason": reason,
        "evidence": evidence,
    }


def tally(words: Iterable[str]) -> Tally:
    """Count words, in alphabetical order."""
    return dict(sorted(Counter(words).items()))
