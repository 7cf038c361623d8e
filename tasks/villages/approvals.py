"""Leaders approve, and the county publishes: the village is on the list, or off it [004]."""

from itertools import groupby
from typing import Any

from policy.villages import VillageResult
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.outcomes import tally
from tasks.papers.issuing import issuing
from tasks.printing.contents import AnnouncedVillage, VillageAnnouncement
from tasks.villages.outcomes import village_outcome


def record_village_approvals(day: CampaignDay) -> Tally:
    """Take down every approval and return that has no outcome yet."""
    with day.writing("record approvals of villages") as entry:
        approvals = entry.query("village_approvals_to_record", **day.named()).to_dicts()
        rows = [
            village_outcome(
                day,
                a,
                VillageResult(a["finding"]),
                a["decided_on"],
                a["reason"] or "village.approved",
                f"approval by {a['approver']}",
            )
            for a in approvals
        ]
        entry.insert("village_outcome", rows)
        return tally(row["result"] for row in rows)


def announce_villages(day: CampaignDay) -> Tally:
    """Announce when no village is on the way any more, or the plan's last day has come.

    What becomes ready after that is announced in a supplement.
    """
    with day.writing("announce villages") as entry:
        ready = entry.query("villages_to_announce", **day.named()).to_dicts()
        in_motion = entry.query("villages_in_motion", **day.named())["villages"][0]
        if not ready or (in_motion and day.as_of < day.campaign.announce_by):
            return {"waiting": len(ready)} if ready else {}
        county = day.campaign.county_code
        with issuing(entry, day) as book:
            number = book.next_number()
            book.enter(_announcement(day, Gazetteer.of(entry, day.pack), number, ready), county)
        found = (VillageResult.ANNOUNCED, day.as_of, f"village.announced number={number}", number)
        entry.insert("village_outcome", [village_outcome(day, v, *found) for v in ready])
        return {"villages_announced": len(ready)}


def _announcement(
    day: CampaignDay, gazetteer: Gazetteer, number: str, ready: list[dict[str, Any]]
) -> VillageAnnouncement:
    by_kind = {kind: list(group) for kind, group in groupby(ready, key=lambda v: v["kind"])}

    def announced(kind: str) -> tuple[AnnouncedVillage, ...]:
        return tuple(
            AnnouncedVillage(
                village=gazetteer.words(v["village_code"]),
                township=gazetteer.words(gazetteer.above(v["village_code"])["township"]["code"]),
                mean_score=v["mean_score"],
            )
            for v in by_kind.get(kind, ())
        )

    county = day.campaign.county_code
    return VillageAnnouncement(
        **gazetteer.head(number, day.as_of, county),
        campaign_year=day.campaign.year,
        entries=announced("entry"),
        exits=announced("exit"),
        contact=gazetteer.contact(county),
    )
