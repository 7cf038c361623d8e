"""What came of a rehearsed campaign: counts step by step, notices, objections, hits, plan, time."""

import resource
from typing import Any

from rich.table import Table

from office.rehearsal.rehearsal import Rehearsal
from policy.wording import words
from tasks.campaign_day import CampaignDay


def summary_of(day: CampaignDay, rehearsal: Rehearsal) -> dict[str, Any]:
    """Everything counted from the registry, as of the campaign's last day."""
    with day.reading() as reader:

        def rows(query: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = reader.query(
                query, **day.named(as_of=day.as_of)
            ).to_dicts()
            return found

        return {
            "campaign_id": day.campaign_id,
            "last_day": day.as_of,
            "seed": rehearsal.county.seed,
            "county": {
                "villages": rehearsal.county.place.filter(level="village").height,
                "households": rehearsal.county.household.height,
                "persons": rehearsal.county.person.height,
            },
            "steps": rows("summary_steps"),
            "listed": rows("summary_listed")[0],
            "papers": rows("summary_papers"),
            "objections": rows("summary_objections"),
            "hits": rows("summary_hits"),
            "checks": rows("summary_checks"),
            "plan": [row for row in rows("plan_deviation") if row["level"] != "village"],
            "files": {"loaded": rehearsal.files, "refused_first": rehearsal.refused},
            "seconds": {k: round(v, 1) for k, v in rehearsal.clocks.seconds.items()},
            "peak_gib": round(
                max(
                    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
                    resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
                )
                / 2**20,
                2,
            ),
        }


def summary_tables(summary: dict[str, Any], language: str) -> list[Table]:
    """The summary to be read."""
    county, listed = summary["county"], summary["listed"]
    title = (
        f"{summary['campaign_id']}: {county['villages']} villages, {county['households']:,} households, "
        f"{county['persons']:,} persons → {listed['households']:,} households, "
        f"{listed['persons']:,} persons announced"
    )
    steps = Table("step", "result", "households", "first day", "last day", title=title)
    for row in summary["steps"]:
        steps.add_row(
            words(f"step.{row['step']}")[language],
            words(f"result.{row['result']}")[language],
            f"{row['households']:,}",
            str(row["first_on"]),
            str(row["last_on"]),
        )
    counted = Table("what", "kind", "count")
    for what in ("papers", "objections", "hits", "checks"):
        for row in summary[what]:
            counted.add_row(what, row["kind"], f"{row['count']:,}")
    plan = Table("place", "planned", "announced", "deviation", title="plan")
    for row in summary["plan"]:
        name = row[f"name_{language}"] or row["name_zh"]
        numbers = ("planned_households", "announced_households", "deviation_households")
        plan.add_row(name, *(f"{row[number]:,}" for number in numbers))
    seconds = summary["seconds"]
    time = Table("time", "seconds", "share", title=f"peak memory {summary['peak_gib']} GiB")
    whole = seconds["the whole rehearsal"]
    for what, spent in seconds.items():
        time.add_row(what, f"{spent:,.1f}", f"{spent / whole:.0%}")
    return [steps, counted, plan, time]
