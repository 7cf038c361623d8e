"""What came of a rehearsal: campaign by campaign, then files, time and memory."""

import resource
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from rich.table import Table

from office.rehearsal.assessing import assessment_summary, assessment_tables
from office.rehearsal.counted import add_counts, counted_of
from office.rehearsal.county import County
from office.rehearsal.help.summary import help_summary, help_tables
from office.rehearsal.help.year import HelpYear
from office.rehearsal.inspecting import inspection_summary, inspection_tables
from office.rehearsal.lived import Lived
from office.rehearsal.poor_villages import villages_summary, villages_tables
from office.rehearsal.rehearsal import Rehearsal
from policy.wording import words
from tasks.campaign_day import CampaignDay

#: By kind of campaign what is counted of it, and how that is shown; of others, what they judged.
SUMMARIES: dict[str, Callable[[CampaignDay], dict[str, Any]]] = {
    "help": help_summary,
    "inspection": inspection_summary,
    "villages": villages_summary,
    "assessment": assessment_summary,
}
TABLES: dict[str, Callable[[dict[str, Any]], list[Table]]] = {
    "help": help_tables,
    "inspection": inspection_tables,
    "villages": villages_tables,
    "assessment": assessment_tables,
}


def summary_of(
    rehearsal: Rehearsal, lived: Sequence[Lived | HelpYear], as_of: date
) -> dict[str, Any]:
    """Everything counted from the registry, campaign by campaign: each at the end of its year, an
    assessment at the last day of all.
    """
    county = rehearsal.county
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "seed": county.seed,
        "county": {
            "villages": county.place.filter(level="village").height,
            "households": county.household.height,
            "persons": county.person.height,
        },
        "campaigns": [_summary(campaign, as_of) for campaign in lived],
        "files": {"loaded": rehearsal.files, "refused_first": rehearsal.refused},
        "seconds": {k: round(v, 1) for k, v in rehearsal.clocks.seconds.items()},
        "peak_gib": round(peak / 2**20, 2),
    }


def summary_tables(summary: dict[str, Any], language: str) -> list[Table]:
    """The summary to be read."""
    tables = []
    for of_campaign in summary["campaigns"]:
        if of_campaign["kind"] in TABLES:
            tables += TABLES[of_campaign["kind"]](of_campaign)
        else:
            tables += _judging_tables(of_campaign, summary["county"], language)
    return [*tables, _time(summary)]


def _summary(campaign: Lived | HelpYear, as_of: date) -> dict[str, Any]:
    county = campaign.county
    ended_on = as_of if county.kind == "assessment" else date(county.year, 12, 31)
    day = campaign.day(min(as_of, ended_on))
    if county.kind in SUMMARIES:
        return SUMMARIES[county.kind](day)
    return _judging_summary(day, county)


def _judging_summary(day: CampaignDay, county: County) -> dict[str, Any]:
    with day.reading() as reader:

        def rows(query: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = reader.query(
                query, **day.named(as_of=day.as_of)
            ).to_dicts()
            return found

        announced = {row["household_id"] for row in rows("positions") if row["step"] == "listed"}
        expected = set(county.expected_list()["household_id"])
        return counted_of(
            day, "summary_papers", "summary_objections", "summary_hits", "summary_checks"
        ) | {
            "steps": rows("summary_steps"),
            "listed": rows("summary_listed")[0],
            "by_the_truth": {
                "expected": len(expected),
                "announced": len(expected & announced),
                "announced_besides": len(announced - expected),
            },
            "relapsed": rows("summary_relapses")[0]["households"],
            "plan": [row for row in rows("plan_deviation") if row["level"] != "village"],
        }


def _judging_tables(summary: dict[str, Any], county: dict[str, int], language: str) -> list[Table]:
    listed, truth = summary["listed"], summary["by_the_truth"]
    title = (
        f"{summary['campaign_id']}: {county['villages']} villages, {county['households']:,} households, "
        f"{county['persons']:,} persons → {listed['households']:,} households, "
        f"{listed['persons']:,} persons announced, {summary['relapsed']:,} for the second time; "
        f"by the truth {truth['announced']:,} of {truth['expected']:,}, "
        f"and {truth['announced_besides']:,} besides"
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
    add_counts(counted, summary, "papers", "objections", "hits", "checks")
    if not summary["plan"]:
        return [steps, counted]
    plan = Table("place", "planned", "announced", "deviation", title="plan")
    for row in summary["plan"]:
        name = row[f"name_{language}"] or row["name_zh"]
        numbers = ("planned_households", "announced_households", "deviation_households")
        plan.add_row(name, *(f"{row[number]:,}" for number in numbers))
    return [steps, counted, plan]


def _time(summary: dict[str, Any]) -> Table:
    seconds = summary["seconds"]
    time = Table("time", "seconds", "share", title=f"peak memory {summary['peak_gib']} GiB")
    whole = seconds["the whole rehearsal"]
    for what, spent in seconds.items():
        time.add_row(what, f"{spent:,.1f}", f"{spent / whole:.0%}")
    return time
