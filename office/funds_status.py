"""What the command line shows of measures, projects and money: plain data, and tables to read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.table import Table

from office.tables import listed, name_of
from policy.pack import Pack
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.funds.accounts import accounts_of


def funds_of(reader: Reader, day: CampaignDay) -> dict[str, Any]:
    """Measures, households that can get none, checklists, needs, projects, lists, accounts."""

    def rows(query: str, **values: Any) -> list[dict[str, Any]]:
        return reader.rows(query, **day.named(as_of=day.as_of, **values))

    accounts, faults = accounts_of(reader, day)
    report_days = day.setting("project.report_days")
    return {
        "measures": rows("measures_counted"),
        "without_cause": rows("households_without_cause"),
        "left_to_people": reader.rows("measures_left_to_people", **day.terms(as_of=day.as_of)),
        "checklists": rows("difficulties_counted"),
        "needs": rows("needs_counted"),
        "projects": [
            row | {"is_report_overdue": _is_overdue(row, day)}
            for row in rows("projects_countdown", report_days=report_days)
        ],
        "batches": rows("batches_counted"),
        "recalls": rows("payments_to_recall"),
        "accounts": [
            {"budget_id": budget_id, "source": row["source"]} | vars(account)
            for budget_id, (row, account) in accounts.items()
        ],
        "account_faults": [{lang: fault.said(lang) for lang in ("zh", "en")} for fault in faults],
    }


def _is_overdue(project: dict[str, Any], day: CampaignDay) -> bool:
    return project["percent_done"] < 100 and bool(project["report_due_on"] < day.as_of)


def funds_tables(funds: dict[str, Any], pack: Pack, language: str) -> list[Table | str]:
    """The same, to be read."""
    return [
        *listed(
            language,
            "measures",
            ("measure", "households"),
            [
                (_item(pack.measures, m["measure_id"], language), m["households"])
                for m in funds["measures"]
            ],
        ),
        *listed(
            language,
            "without_cause",
            ("village", "households"),
            Counter(name_of(h, language, "village_code") for h in funds["without_cause"]).items(),
        ),
        *listed(
            language,
            "left_to_people",
            ("household", "village", "why_poor", "measures"),
            [
                (
                    h["household_id"],
                    name_of(h, language, "village_code"),
                    _item(pack.causes, h["cause"], language),
                    ", ".join(_item(pack.measures, m, language) for m in h["measures"]),
                )
                for h in funds["left_to_people"]
            ],
        ),
        *_checklists(funds, pack, language),
        *listed(
            language,
            "needs",
            ("measure", "needs", "uncovered_needs"),
            [
                (_item(pack.measures, n["measure_id"], language), n["needs"], n["uncovered"])
                for n in funds["needs"]
            ],
        ),
        *project_tables(funds["projects"], language),
        *batch_tables(funds, language),
        *account_tables(funds, language),
    ]


def _checklists(funds: dict[str, Any], pack: Pack, language: str) -> list[Table | str]:
    shown: list[Table | str] = []
    for name, items in (("difficulties", pack.difficulties), ("haves", pack.haves)):
        rows = [
            (_item(items, row["id"], language), row["missing"], row["reached"])
            for row in funds["checklists"]
            if row["catalogue"] == name
        ]
        shown += listed(language, name, ("item", "missing", "reached"), rows)
    return shown


def need_tables(needs: list[dict[str, Any]], pack: Pack, language: str) -> list[Table | str]:
    """The office's worklist: what was ordered and no project covers; what is covered is counted."""
    waiting = [
        (
            n["need_id"],
            n["household_id"] or name_of(n, language),
            _item(pack.measures, n["measure_id"], language),
            n["what"],
            n["amount"],
            n["ordered_on"],
        )
        for n in needs
        if not n["is_covered"]
    ]
    return [
        *listed(
            language,
            "uncovered_needs",
            ("number", "from_whom", "measure", "need", "amount", "day"),
            waiting,
        ),
        words("screen.needs_covered", needs=len(needs), covered=len(needs) - len(waiting))[
            language
        ],
    ]


def project_tables(projects: list[dict[str, Any]], language: str) -> list[Table | str]:
    """The countdown: days left, done beside time gone, and who owes a report."""
    rows = [
        (
            p["project_id"],
            p["name"],
            p["owner_name"],
            p["days_left"],
            f"{p['percent_done']} %",
            f"{p['percent_of_time']} %",
            p["reported_on"],
            words("project.overdue")[language] if p["is_report_overdue"] else p["report_due_on"],
        )
        for p in projects
    ]
    heads = (
        "number",
        "project",
        "owner",
        "days_left",
        "done_share",
        "time_share",
        "reported",
        "report_due",
    )
    return listed(language, "projects", heads, rows)


def batch_tables(funds: dict[str, Any], language: str) -> list[Table | str]:
    """Payment lists, how far they have come, and what was sent and is to come back."""
    names = (
        "batch_id",
        "project_id",
        "made_on",
        "payments",
        "total",
        "objected",
        "withdrawn",
        "released",
        "paid",
        "returned",
        "to_recall",
    )
    heads = (
        "batch",
        "number",
        "day",
        "payments",
        "total",
        "objected",
        "withdrawn",
        "released",
        "paid",
        "returned",
        "to_recall",
    )
    rows = [tuple(batch[name] for name in names) for batch in funds["batches"]]
    recalls = [
        (
            f"{line['batch_id']}/{line['line_no']}",
            line["household_id"],
            line["amount"],
            words(f"payment_state.{'sent' if line['state'] == 'underway' else 'paid'}")[language],
            words(f"recall.{line['cause']}")[language],
        )
        for line in funds["recalls"]
    ]
    recall_heads = ("batch", "household", "amount", "state", "cause_of_recall")
    return [
        *listed(language, "batches", heads, rows),
        *listed(language, "recalls", recall_heads, recalls),
    ]


def account_tables(funds: dict[str, Any], language: str) -> list[Table | str]:
    """Budget = paid + underway + returned + left, and what does not balance."""
    names = ("budget_id", "source", "budget", "paid", "underway", "returned", "left")
    heads = ("budget_line", "source", "budget", "paid", "underway", "returned", "left")
    rows = [tuple(account[name] for name in names) for account in funds["accounts"]]
    faults = [f"✗ {fault[language]}" for fault in funds["account_faults"]]
    return [*listed(language, "accounts", heads, rows), *faults]


def help_rows(said: dict[str, Any], language: str) -> dict[str, list[tuple[Any, ...]]]:
    """What one household ordered, was given and was paid, as rows of its explanation."""
    return {
        "needs": [
            (
                *(n["need_id"], n["measure"], n["what"], n["amount"], n["ordered_on"]),
                n["projects"] or words("project.none")[language],
            )
            for n in said["needs"]
        ],
        "measures": [
            (
                m["measure"],
                f"{m['reason']} ({m['decider']})" if m["decider"] else m["reason"],
                m["decided_on"],
                words("measure_state.given" if m["is_given"] else "measure_state.ended")[language],
            )
            for m in said["measures"]
        ],
        "difficulties": [
            (d["difficulty"], d["state_wording"], d["what"], d["stated_on"])
            for d in said["difficulties"]
        ],
        "payments": [
            (
                f"{p['batch_id']}/{p['line_no']}",
                p["amount"],
                p["project_name"],
                f"{p['source']} ({p['budget_id']})",
                p["made_on"],
                p["state_wording"] + (f": {p['reason']}" if p["reason"] else ""),
                p["settled_on"],
            )
            for p in said["payments"]
        ],
    }


def _item(items: Any, item_id: str, language: str) -> str:
    return next((item.label[language] for item in items if item.id == item_id), item_id)
