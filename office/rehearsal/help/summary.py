"""What came of the months of help: who helps, what was given, paid, done, and who was reminded."""

from typing import Any

from rich.table import Table

from office.rehearsal.counted import add_counts, counted_of
from tasks.campaign_day import CampaignDay


def help_summary(day: CampaignDay) -> dict[str, Any]:
    """Everything counted from the registry, as of the campaign's last day; money in yuan."""
    with day.reading() as reader:

        def rows(query: str) -> list[dict[str, Any]]:
            return reader.rows(query, **day.named(as_of=day.as_of))

        runs = rows("pairing_runs")
        return counted_of(day, "summary_papers") | {
            "first_pairing": runs[-1],
            "repairs": len(runs) - 1,
            "pairings": rows("summary_pairings"),
            "measures": rows("measures_counted"),
            "checklists": rows("difficulties_counted"),
            "budgets": rows("budgets_booked"),
            "payments": {"lists": len(rows("payment_batches"))},
            "duties": rows("summary_duties"),
            "reminders": rows("summary_reminders"),
        }


def help_tables(summary: dict[str, Any]) -> list[Table]:
    """The summary to be read."""
    first = summary["first_pairing"]
    gap = first["greedy_cost"] / first["cost"] - 1 if first["cost"] else 0
    title = (
        f"{summary['campaign_id']}: {first['households']:,} households × {first['helpers']:,} helpers,"
        f" {first['cost']:,} points, optimal: {first['is_optimal']}, one by one: {gap:+.0%};"
        f" mended {summary['repairs']} times; {summary['payments']['lists']} payment lists"
    )
    counted = Table("what", "kind", "count", title=title)
    for row in summary["pairings"]:
        counted.add_row("pairing", row["kind"], f"{row['count']:,}")
    for row in summary["measures"]:
        counted.add_row("measure", row["measure_id"], f"{row['households']:,}")
    for row in summary["checklists"]:
        solved = f"{row['reached']:,} of {row['missing'] + row['reached']:,}"
        counted.add_row(row["catalogue"], row["id"], solved)
    for row in summary["duties"]:
        counted.add_row(f"duties of {row['owner']}", row["state"], f"{row['count']:,}")
    for row in summary["reminders"]:
        counted.add_row("digests", row["kind"], f"{row['count']:,}")
    add_counts(counted, summary, "papers")
    names = ("budget", "paid", "underway", "returned", "left")
    money = Table("budget line", *names, title="yuan")
    for row in summary["budgets"]:
        taken = row["paid"] + row["underway"] + row["returned"]
        left = row["budget"] - taken
        amounts = (row["budget"], row["paid"], row["underway"], row["returned"], left)
        money.add_row(row["budget_id"], *(f"{amount:,.2f}" for amount in amounts))
    return [counted, money]
