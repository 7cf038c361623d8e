"""All reports of a county of Yongshou's size, and the state of the whole county as of a past day.

Run as `python -m bench.reports`; the goals are 3 minutes for 222 reports on 2 cores (102 villages, 13
townships, 106 units, the county), 2 seconds for the state, and 40 pages for the county's report. The
floor in the same run: the same reports laid out without their charts.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from bench.duties import COUNTY, FIRST, HELP, HOUSEHOLDS, LAST, OFFICE, county
from registry.session import Entry, Registry
from tasks.campaign_day import Campaign, CampaignDay, campaign_day
from tasks.duties.writing import write_duties
from tasks.opening import open_campaign
from tasks.papers.issuing import paper_of
from tasks.papers.reports import REPORT_KINDS, issue_reports
from tasks.printing.contents import Report
from tasks.printing.pages import print_papers
from tasks.reports.figures import count_figures

IDENTIFIED = "identification-2013-610426"
PAST = date(2014, 9, 30)
CAUSES = ("illness", "skill", "environment", "funds", "low_income")
MEASURES = ("industry", "training", "resettlement", "social_guarantee")
SOURCES = ("中央财政专项扶贫资金", "省级配套资金", "县级社会救助资金")
DESK = {
    "rural_persons": 1715,
    "office_name": "扶贫工作站",
    "office_address": "监军街1号",
    "phone": "029-37660000",
    "supervision_phone": "029-37661111",
}


def fill(registry: Registry) -> CampaignDay:
    """What a year leaves behind: surveys, measures, difficulties, money, notices, objections, duties."""
    identified = Campaign(
        IDENTIFIED, "identification", 2013, COUNTY, "cn", FIRST, LAST, "永扶办公示", OFFICE
    )
    open_campaign(registry, identified)
    with registry.reading() as reader:
        households = reader.connection.execute(
            "SELECT household_id, village_code, row_number() OVER (ORDER BY household_id) AS n FROM household"
        ).pl()
        places = reader.connection.execute("SELECT * EXCLUDE (entry, actor) FROM place").pl()
    with registry.writing("bench", FIRST, OFFICE) as entry:
        entry.insert(
            "place", places.with_columns(version=2, **{k: pl.lit(v) for k, v in DESK.items()})
        )
        _households(entry, households)
        _money(entry, households)
        _notices(entry, households)
    day = campaign_day(registry, HELP, LAST, OFFICE)
    write_duties(day)
    with registry.writing("bench", LAST, OFFICE) as entry:
        duties = entry.connection.execute(
            "SELECT duty_id, owner_id, subject_code, period, due_on FROM duty"
        ).pl()
        done = duties.filter(pl.int_range(pl.len()) % 10 > 0)
        entry.insert(
            "duty_report",
            done.with_columns(round=1, done_on=pl.col("due_on"), what=pl.lit("完成")).drop(
                "due_on"
            ),
        )
    return day


def _households(entry: Entry, households: pl.DataFrame) -> None:
    of = households.select("household_id", "n")
    common = {"campaign_id": pl.lit(IDENTIFIED), "round": 1}
    entry.insert(
        "survey",
        of.with_columns(
            surveyed_on=FIRST,
            surveyor=pl.lit("孙干部"),
            finding=pl.lit("surveyed"),
            size=pl.col("n") % 5 + 2,
            net_income_per_year=(pl.col("n") % 7 * 1000 + 3000).cast(pl.Decimal(12, 2)),
            main_cause=pl.lit(list(CAUSES)).list.get(pl.col("n") % 5),
            **common,
        ).drop("n"),
    )
    entry.insert(
        "measure",
        of.with_columns(
            campaign_id=pl.lit(HELP),
            round=1,
            measure_id=pl.lit(list(MEASURES)).list.get(pl.col("n") % 4),
            decided_on=FIRST,
            is_given=True,
            reason=pl.lit("measure.by_cause"),
        ).drop("n"),
    )
    difficulties = ("income", "travel", "water", "housing")
    entry.insert(
        "difficulty",
        of.join(pl.DataFrame({"difficulty_id": difficulties}), how="cross")
        .with_columns(
            round=1,
            stated_on=FIRST,
            state=pl.when(pl.col("n") % 3 == 0).then(pl.lit("open")).otherwise(pl.lit("solved")),
        )
        .drop("n"),
    )


def _money(entry: Entry, households: pl.DataFrame) -> None:
    budgets = [f"ZJ-{n}" for n in range(3)]
    common = {"campaign_id": HELP, "round": 1, "approved_on": FIRST}
    entry.insert(
        "budget_line",
        [
            common | {"budget_id": b, "source": s, "amount": Decimal(9_000_000), "document": "1号"}
            for b, s in zip(budgets, SOURCES, strict=True)
        ],
    )
    villages = sorted(set(households["village_code"]))
    entry.insert(
        "project",
        [
            common
            | {
                "project_id": f"XM-{n}",
                "name": "项目",
                "place_code": village,
                "measure_id": MEASURES[n % 4],
                "budget_id": budgets[n % 3],
                "amount": Decimal(200_000),
                "owner_name": "李卫东",
                "starts_on": date(2014, 3, 1),
                "ends_on": date(2014, 11, 30),
            }
            for n, village in enumerate(villages)
        ],
    )
    entry.insert(
        "payment_batch",
        [
            {
                "batch_id": f"FF-{n}",
                "campaign_id": HELP,
                "project_id": f"XM-{n}",
                "budget_id": b,
                "made_on": date(2014, 6, 2),
                "maker": "周洁",
                "payments": HOUSEHOLDS,
                "total_amount": Decimal(1200) * HOUSEHOLDS,
            }
            for n, b in enumerate(budgets)
        ],
    )
    lines = households.select(
        batch_id=pl.format("FF-{}", pl.col("n") % 3),
        line_no=pl.col("n"),
        household_id="household_id",
        payee_name=pl.lit("张小"),
        card_number=pl.format("623028{}", "n"),
        amount=pl.lit(Decimal(1200)),
    )
    entry.insert("payment", lines)
    entry.insert(
        "bank_return",
        lines.select("batch_id", "line_no", "amount").with_columns(
            finding=pl.when(pl.col("line_no") % 50 == 0)
            .then(pl.lit("returned"))
            .otherwise(pl.lit("paid")),
            reason=pl.lit("—"),
            settled_on=date(2014, 6, 20),
        ),
    )


def _notices(entry: Entry, households: pl.DataFrame) -> None:
    villages = sorted(set(households["village_code"]))
    opens = [date(2014, 4, 1) + timedelta(n % 30) for n in range(len(villages))]
    notices: list[dict[str, Any]] = [
        {"number": f"公示{kind}{village}", "place_code": village, "kind": kind, "opens_on": on}
        for kind, later in (("first_publicity", 0), ("second_publicity", 40))
        for village, first in zip(villages, opens, strict=True)
        for on in [first + timedelta(later)]
    ]
    entry.insert(
        "paper",
        [
            {key: n[key] for key in ("number", "place_code", "kind")}
            | {
                "campaign_id": IDENTIFIED,
                "issued_on": n["opens_on"],
                "window_days": 7,
                "content": "{}",
                "content_digest": "",
            }
            for n in notices
        ],
    )
    entry.insert(
        "publicity_window",
        [
            {
                "number": n["number"],
                "opens_on": n["opens_on"],
                "closes_on": n["opens_on"] + timedelta(6),
            }
            for n in notices
        ],
    )


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def state(day: CampaignDay) -> None:
    with day.reading() as reader:
        count_figures(reader, day)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        day = fill(county(folder))
        past = campaign_day(day.registry, HELP, PAST, OFFICE)
        for each in (day, past):
            print(
                f"state of the whole county as of {each.as_of}: {seconds(lambda d=each: state(d)):.1f} s; goal 2 s"
            )
        issuing = seconds(lambda: issue_reports(day, is_all=True))
        with day.reading() as reader:
            rows = reader.rows(
                "papers_to_print", **day.named(as_of=LAST, language="zh", kinds=list(REPORT_KINDS))
            )
        papers = [paper_of(row["kind"], row["content"]) for row in rows]
        print_papers(papers[:8], folder / "warm")
        printed: list[Any] = []
        printing = seconds(lambda: printed.extend(print_papers(papers, folder / "out")))
        bare = [_without_charts(paper) for paper in papers]
        floor = seconds(lambda: print_papers(bare, folder / "bare"))
        pages = {p.kind: each.pages for p, each in zip(papers, printed, strict=True)}
        print(
            f"{len(papers)} reports: counted and issued in {issuing:.1f} s, printed in {printing:.0f} s; goal 180 s"
        )
        print(f"the same without charts: {floor:.0f} s; ratio {printing / floor:.1f}")
        print(
            f"{sum(each.pages for each in printed)} pages; the county's report {pages['county_report']}; goal 40"
        )


def _without_charts(paper: Any) -> Report:
    chapters = [chapter.model_copy(update={"charts": ()}) for chapter in paper.chapters]
    return paper.model_copy(update={"chapters": tuple(chapters), "calendar": None})


if __name__ == "__main__":
    main()
