"""Step 6: compared with the departments' lists; people decide what a hit means [002 §4.1]."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from policy.label import Label
from policy.pack import INFORM
from policy.steps import Result, Step
from policy.wording import words
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.matching import match_records
from tasks.observed import hit_words, observed_labels
from tasks.outcomes import save_outcomes, tally
from tasks.papers.issuing import issuing
from tasks.printing.contents import Finding, ReverificationHit, ReverificationList, Words


def missing_departments(entry: Entry, day: CampaignDay) -> list[str]:
    """Record kinds that the policy requires and no department has delivered yet."""
    delivered = set(entry.query("departments_delivered", **day.named())["department_id"])
    return [d for d in day.setting("comparison.required_departments") if d not in delivered]


def compare_with_departments(day: CampaignDay) -> Tally:
    """Compare all waiting households, once every required department has delivered.

    Who is compared again is asked about what is new; what people found of the rest stands.
    """
    with day.writing("compare with departments") as entry:
        candidates = entry.query("comparison_candidates", **day.named())
        if candidates.is_empty():
            return {}
        missing = missing_departments(entry, day)
        if missing:
            return {"waiting": candidates.height, "departments_missing": len(missing)}
        with entry.holding("compared", candidates):
            found = pl.concat([_record_hits(entry, day, candidates), _survey_hits(entry, day)])
            known = entry.query("hits_known", **day.named())
        hits = found.join(known, on=known.columns, how="anti", maintain_order="left")
        entry.insert(
            "hit",
            hits.with_columns(campaign_id=pl.lit(day.campaign_id), found_on=pl.lit(day.as_of)),
        )
        every = pl.concat([known, hits.select(known.columns)])
        counts = dict(every.group_by("household_id").len().iter_rows())
        _issue_lists(entry, day, hits)
        return save_outcomes(
            entry,
            day,
            Step.COMPARISON,
            [
                (c, *_outcome(counts.get(c["household_id"], 0)), "comparison")
                for c in candidates.to_dicts()
            ],
        )


def settle_reverifications(day: CampaignDay) -> Tally:
    """Take down what village and township found of households all of whose hits are re-verified."""
    with day.writing("settle reverifications") as entry:
        settled = entry.query("reverified_households", **day.named())
        settled = settled.with_columns(decided_on=pl.lit(day.as_of))
        entry.insert("outcome", settled)
        return tally(settled["result"])


def _outcome(hits: int) -> tuple[Result, str]:
    return (
        (Result.HIT, f"comparison.hit hits={hits}") if hits else (Result.CLEAR, "comparison.clear")
    )


def _record_hits(entry: Entry, day: CampaignDay, candidates: pl.DataFrame) -> pl.DataFrame:
    """Matches with a department's record that speaks for a keep-out, or is to be looked at."""
    threshold = day.setting("comparison.probable_threshold")
    matches = match_records(
        entry.connection, day.campaign.opened_on, day.as_of, threshold, candidates
    )
    rules = {d.id: d.rule for d in day.pack.departments if d.rule != INFORM}
    return (
        matches.filter(pl.col("department_id").is_in(list(rules)))
        .select(
            "household_id",
            pl.col("department_id").replace_strict(rules, return_dtype=pl.String).alias("rule_id"),
            pl.col("department_id").alias("source"),
            "record_no",
            "person_id",
            "matched_by",
            pl.col("probability").cast(pl.Decimal(5, 4)),
            "detail",
            "note",
        )
        .unique(
            ["household_id", "rule_id", "source", "record_no"], keep="first", maintain_order=True
        )
    )


def _survey_hits(entry: Entry, day: CampaignDay) -> pl.DataFrame:
    """Keep-outs that the survey itself found or could not exclude."""
    return entry.query("survey_findings", **day.named()).select(
        "household_id",
        "rule_id",
        pl.lit("survey").alias("source"),
        "record_no",
        pl.lit(None, pl.String).alias("person_id"),
        pl.lit("survey").alias("matched_by"),
        pl.lit(None, pl.Decimal(5, 4)).alias("probability"),
        (pl.col("state") + " " + pl.col("observed")).alias("detail"),
        pl.lit(None, pl.String).alias("note"),
    )


def _issue_lists(entry: Entry, day: CampaignDay, hits: pl.DataFrame) -> None:
    """One list a village for the officers who re-verify; it is never posted."""
    with entry.holding("new_hits", hits):
        rows = entry.query("hits_by_village").to_dicts()
    gazetteer = Gazetteer.of(entry, day.pack)
    villages: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        villages.setdefault(row["village_code"], []).append(row)
    labels = observed_labels(day)
    with issuing(entry, day) as book:
        for village_code, households in villages.items():
            paper = ReverificationList(
                **gazetteer.head(book.next_number(), day.as_of, village_code),
                campaign_year=day.campaign.year,
                return_by=day.after("reverification.limit_days"),
                hits=tuple(
                    ReverificationHit(
                        line_no=line_no,
                        household_code=h["household_id"],
                        head_name=h["head_name"],
                        household_size=h["household_size"],
                        group=gazetteer.words(h["group_code"]),
                        findings=tuple(_finding(day, f, labels) for f in h["findings"]),
                    )
                    for line_no, h in enumerate(households, 1)
                ),
                contact=gazetteer.contact(village_code),
            )
            book.enter(paper, village_code)


def _finding(day: CampaignDay, finding: dict[str, Any], labels: Mapping[str, Label]) -> Finding:
    departments = {d.id: d for d in day.pack.departments}
    rules = {rule.id: rule for rule in day.pack.criteria("keepout", day.rules_on)}
    rule, department = rules.get(finding["rule_id"]), departments.get(finding["source"])
    label = rule.label if rule else words("hit.check")
    who = department.department if department else words("hit.survey")
    found = hit_words(finding, labels)
    if department:
        matched = words(f"hit.{finding['matched_by']}", probability=finding["probability"] or "")
        found = words("hit.recorded", record=department.record, found=found, matched=matched)
    source = rule.source if rule else department.source if department else None
    return Finding(
        rule=Words.of(label),
        source=Words.of(day.pack.cited(source)) if source else None,
        department=Words.of(who),
        found=Words.of(found),
    )
