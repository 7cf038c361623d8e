"""Slips: reminders on paper, for who has no channel and for whom it did not reach."""

import json
from collections import defaultdict
from typing import Any

from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import ReminderSlip, ReminderSlips, Words


def issue_slips(day: CampaignDay) -> Tally:
    """Issue the slips that stand on no paper yet, one paper a unit or township; run twice it adds none."""
    with day.writing("issue reminder slips") as entry:
        waiting = entry.query("slips_to_issue").to_dicts()
        if not waiting:
            return {}
        recipients = {row["recipient_id"]: row for row in entry.query("recipients").to_dicts()}
        bundles: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in waiting:
            known = recipients.get(row["recipient_id"], {})
            bundles[known.get("group_id") or day.campaign.county_code].append(row | {"who": known})
        gazetteer = Gazetteer.of(entry, day.pack)
        with issuing(entry, day) as book:
            for group_id, rows in sorted(bundles.items()):
                place_code = group_id if group_id in gazetteer.places else day.campaign.county_code
                bundle = _called(recipients.get(group_id, {}), group_id)
                paper = ReminderSlips(
                    **gazetteer.head(book.next_number(), day.as_of, place_code),
                    bundle=bundle,
                    slips=tuple(map(_slip, rows)),
                    contact=gazetteer.contact(place_code),
                )
                book.enter(paper, place_code)
    return {"slips": len(waiting)}


def _slip(row: dict[str, Any]) -> ReminderSlip:
    lines = json.loads(row["content"])["lines"]
    return ReminderSlip(
        key=row["key"].strip("<>"),
        recipient_id=row["recipient_id"],
        recipient=_called(row["who"], row["recipient_id"]),
        digest_on=row["digest_on"],
        lines=tuple(Words(zh=line["zh"], en=line["en"]) for line in lines),
    )


def _called(known: dict[str, Any], code: str) -> Words:
    return Words(zh=known.get("name_zh") or code, en=known.get("name_en"))
