"""The listed village with names, cards, money and a project: the ground of the payments' tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from policy.pack import load_pack
from registry.named_sql import execute
from tasks.funds.payments import make_batch, release_batch, withdraw_lines
from tasks.intake.loading import LoadReport, load_rows
from tasks.intake.workbooks import write_form
from tests.help_world import HELP, HelpWorld, copy_help_world, day_of
from tests.world import OFFICE, VILLAGE

MAKER, RELEASER = "周洁", "赵敏"
PROJECT, BUDGET, BATCH = "XM-1", "ZJ-1", "FF-2014-001"
#: A name for each of the ten households' heads, one of them with parts.
HEADS = (
    "王建国",
    "李秀英",
    "张德福",
    "阿苏·俄里木",
    "陈桂兰",
    "杨志强",
    "赵玉珍",
    "黄小凤",
    "周福贵",
    "吴秀兰",
)
MAY_1, JUNE_2 = day_of(5, 1), day_of(6, 2)


@dataclass
class FundsWorld(HelpWorld):
    """What office, village and bank do about money, by the forms that they use."""

    def load(self, form: str, on: date, *rows: dict[str, Any]) -> LoadReport:
        return load_rows(self.registry, form, rows, as_of=on, actor=OFFICE, campaign_id=HELP)

    def head(self, household: str) -> str:
        return HEADS[int(household[1:]) - 1]

    def card(self, household: str) -> str:
        return f"62302800{int(household[1:]):011}"

    def lines(self, *households: str, amount: str = "1200.00", **more: Any) -> list[dict[str, Any]]:
        """Lines of a payment list as the office writes them."""
        return [
            {
                "household_id": h,
                "payee_name": self.head(h),
                "card_number": self.card(h),
                "amount": Decimal(amount),
            }
            | more
            for h in households
        ]

    def list_file(self, lines: Sequence[dict[str, Any]], name: str = "list.xlsx") -> Path:
        path = self.registry.path.with_name(name)
        exact = [line | {"amount": Decimal(line["amount"])} for line in lines]
        return write_form(
            path, [("payment", pl.DataFrame(exact, infer_schema_length=None))], pack=load_pack("cn")
        )

    def pay(
        self,
        on: date,
        lines: Sequence[dict[str, Any]],
        total: str | None = None,
        project: str = PROJECT,
        batch: str | None = None,
    ) -> str:
        """Make a payment list from a workbook."""
        stated = total or str(sum(Decimal(line["amount"]) for line in lines))
        made, _ = make_batch(
            self.day(on), self.list_file(lines), project, stated, MAKER, batch_id=batch
        )
        return made

    def release(self, on: date, batch: str = BATCH, by: str = RELEASER) -> dict[str, int]:
        return release_batch(self.day(on), batch, by)

    def withdraw(
        self, on: date, *lines: int, batch: str = BATCH, by: str = MAKER, reason: str = "重复列入"
    ) -> dict[str, int]:
        return withdraw_lines(self.day(on), batch, lines, by, reason)

    def correct(self, on: date, line: int, finding: str, batch: str = BATCH) -> LoadReport:
        """The bank takes back its word on a line."""
        row = {"batch_id": batch, "line_no": line, "amount": "1200.00", "finding": finding}
        return self.load("bank_correction", on, row | {"reason": "银行冲正", "corrected_on": on})

    def settle(self, on: date, batch: str, findings: dict[int, str]) -> LoadReport:
        """The bank's return for lines by their number."""
        amounts = {
            row["line_no"]: row["amount"]
            for row in self.rows("payment")
            if row["batch_id"] == batch
        }
        return self.load(
            "bank_return",
            on,
            *(
                {
                    "batch_id": batch,
                    "line_no": line,
                    "amount": amounts[line],
                    "finding": finding,
                    "reason": "户名不符" if finding == "returned" else None,
                    "settled_on": on,
                    "total_amount": sum(amounts[line] for line in findings),
                }
                for line, finding in findings.items()
            ),
        )

    def publicised(self, lines: Sequence[dict[str, Any]], on: date = JUNE_2) -> str:
        """A list that was made, posted the same day, and whose window of 3 to 9 June has closed."""
        batch = self.pay(on, lines)
        self.round(on)
        self.post("payment_list", on)
        self.round(on)
        return batch


def funded(world: HelpWorld) -> FundsWorld:
    """Heads with real names, a card each, 100,000 yuan and a project of 50,000."""
    funds = FundsWorld(world.registry)
    with funds.registry.held():
        _name_heads(funds)
        funds.load("card", MAY_1, *(_card(funds, h) for h in funds.households))
        funds.load(
            "budget_line",
            MAY_1,
            {
                "budget_id": BUDGET,
                "source": "中央专项扶贫资金",
                "measure_id": "industry",
                "amount": "100000.00",
                "approved_on": MAY_1,
                "document": "陕财农〔2014〕31号",
            },
        )
        funds.load("project", MAY_1, project_row())
    return funds


def copy_funds_world(template: FundsWorld, folder: Path) -> FundsWorld:
    """A fresh copy of the template."""
    return FundsWorld(copy_help_world(template, folder).registry)


def project_row(**changes: Any) -> dict[str, Any]:
    """The village's project as the form says it."""
    return {
        "project_id": PROJECT,
        "name": "等驾坡村奶山羊养殖",
        "place_code": VILLAGE,
        "measure_id": "industry",
        "budget_id": BUDGET,
        "amount": "50000.00",
        "owner_name": "李卫东",
        "approved_on": MAY_1,
        "starts_on": day_of(6, 1),
        "ends_on": day_of(11, 30),
    } | changes


def _name_heads(funds: FundsWorld) -> None:
    with funds.registry.reading() as reader:
        households = execute(reader.connection, "FROM household_on(?)", [MAY_1]).pl().to_dicts()
    rows = [
        row | {"head_name": funds.head(row["household_id"]), "version": 2, "since_on": MAY_1}
        for row in households
    ]
    funds.write(
        "household",
        MAY_1,
        [{k: v for k, v in r.items() if k not in ("entry", "actor")} for r in rows],
    )


def _card(funds: FundsWorld, household: str) -> dict[str, Any]:
    return {
        "household_id": household,
        "card_number": funds.card(household),
        "holder_name": funds.head(household),
        "bank": "永寿县农村信用联社",
    }
