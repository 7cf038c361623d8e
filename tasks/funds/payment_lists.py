"""Whom the office is about to pay is made public in every village, before it pays [003]."""

from itertools import groupby
from typing import Any

from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import PaymentLine, PaymentList, Words
from tasks.publicity.notices import planned_window


def issue_payment_lists(day: CampaignDay) -> Tally:
    """Issue one notice for each village of a payment list, once."""
    with day.writing("issue payment lists") as entry:
        lines = entry.query("payments_to_publish", **day.named()).to_dicts()
        gazetteer, shown = Gazetteer.of(entry, day.pack), []
        with issuing(entry, day) as book:
            for (batch_id, village), group in groupby(lines, key=_batch_and_village):
                payees = list(group)
                notice = payment_list(day, gazetteer, book.next_number(), village, payees)
                book.enter(notice, village, lines=payees)
                shown.append({"number": notice.number, "batch_id": batch_id})
        entry.insert("payment_notice", shown)
        return {"notices": len(shown), "payments": len(lines)}


def _batch_and_village(line: dict[str, Any]) -> tuple[str, str]:
    return line["batch_id"], line["village_code"]


def payment_list(
    day: CampaignDay,
    gazetteer: Gazetteer,
    number: str,
    village_code: str,
    payees: list[dict[str, Any]],
) -> PaymentList:
    """The notice of one village: heads, groups and amounts; never a card or a full number."""
    first = payees[0]
    return PaymentList(
        **gazetteer.head(number, day.as_of, village_code),
        campaign_year=day.campaign.year,
        list_name=Words.of(day.list_name("payment_list")),
        batch_id=first["batch_id"],
        project_name=first["project_name"],
        source=first["source"],
        currency=Words.of(day.pack.currency),
        lines=tuple(
            PaymentLine(
                line_no=line_no,
                head_name=payee["head_name"],
                group=gazetteer.words(payee["group_code"]) if day.shows("group_name") else None,
                amount=payee["amount"],
            )
            for line_no, payee in enumerate(payees, 1)
        ),
        total_amount=sum(payee["amount"] for payee in payees),
        window=planned_window(day),
        contact=gazetteer.contact(village_code),
    )
