"""Step 3: what was seen in the household is judged by the rules in force."""

from typing import Any

import polars as pl

from policy.screening import prepare_screening
from policy.steps import Result, Step
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import acts_to_decide, save_outcomes


def judge_surveys(day: CampaignDay) -> Tally:
    """Judge every survey that has no verdict yet; an unknown fact sends it back to be surveyed."""
    with day.writing("judge surveys") as entry:
        waiting = acts_to_decide(entry, day, Step.SURVEY, "surveys_to_judge")
        verdicts = _judge(entry, day, waiting.filter(pl.col("finding") == "surveyed"))
        return save_outcomes(
            entry,
            day,
            Step.SURVEY,
            [
                (
                    w,
                    *_outcome(day, w, verdicts.get(w["household_id"])),
                    f"survey {w['round']}",
                )
                for w in waiting.to_dicts()
            ],
        )


def _judge(entry: Entry, day: CampaignDay, surveyed: pl.DataFrame) -> dict[str, str]:
    """Add verdicts and the rules that speak for them; returns the verdict of each household."""
    if surveyed.is_empty():
        return {}
    screening = prepare_screening(day.pack, day.rules_on, day.campaign.kind)
    with entry.holding("surveyed", surveyed.select("household_id")):
        facts = entry.query("features_to_judge", **day.named(lines=day.lines))
    # What is unmet keeps a household from leaving the list; it does not speak for listing it.
    every = day.campaign.kind == "exit"
    with entry.holding("features", facts):
        verdicts, reasons = (
            entry.connection.execute(sql, screening.parameters).pl()
            for sql in (
                screening.verdicts_sql("features"),
                screening.reasons_sql("features", every=every),
            )
        )
    stamped = facts.select(
        "household_id",
        "round",
        "size",
        pl.lit(day.campaign_id).alias("campaign_id"),
        pl.lit(day.as_of).alias("judged_on"),
    )
    judged = stamped.join(verdicts.select("household_id", "verdict"), on="household_id")
    entry.insert("verdict", judged)
    named = reasons.select("household_id", "rule_id", "state", "observed")
    entry.insert("judgement", stamped.drop("size").join(named, on="household_id"))
    return dict(judged.select("household_id", "verdict").iter_rows())


def _outcome(day: CampaignDay, survey: dict[str, Any], verdict: str | None) -> tuple[Result, str]:
    finding = survey["finding"]
    if finding != "surveyed":
        return Result(finding), f"survey.{finding}"
    if verdict == "unknown":
        return Result.UNKNOWN, "survey.unknown"
    if day.campaign.kind == "exit" and verdict == "not_eligible":
        return Result.NOT_PASSED, "survey.may_not_leave"
    if verdict == "not_eligible" and survey["has_passed"]:
        return Result.SURVEYED, "survey.other_verdict"
    return Result.SURVEYED, f"survey.surveyed verdict={verdict}"
