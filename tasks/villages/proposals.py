"""What a village committee proposes hangs in the village first, with the figures it rests on [004]."""

from decimal import Decimal
from typing import Any

from policy.villages import VillageResult
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.outcomes import tally
from tasks.papers.issuing import issuing
from tasks.printing.contents import VillageHave, VillageProposal, Words
from tasks.publicity.notices import planned_window
from tasks.villages.outcomes import village_outcome


def issue_village_proposals(day: CampaignDay) -> Tally:
    """Issue the notice of every proposal that has none."""
    with day.writing("issue proposals of villages") as entry:
        proposals = entry.query("village_proposals_to_publish", **day.named()).to_dicts()
        gazetteer, rows = Gazetteer.of(entry, day.pack), []
        with issuing(entry, day) as book:
            for proposal in proposals:
                haves = _haves(entry, day, proposal["village_code"])
                notice = _notice(day, gazetteer, book.next_number(), proposal, haves)
                book.enter(notice, proposal["village_code"])
                found = (VillageResult.PROPOSED, day.as_of, proposal["reason"], notice.number)
                rows.append(village_outcome(day, proposal, *found))
        entry.insert("village_outcome", rows)
        return {"notices": len(rows)}


def close_village_publicity(day: CampaignDay) -> Tally:
    """Take down what the publicity of proposals says: clear, or removed by a sustained objection."""
    with day.writing("close publicity of villages") as entry:
        outcomes = entry.query("village_publicity_outcomes", **day.named())
        entry.insert("village_outcome", outcomes)
        return tally(outcomes["result"])


def _percent(share: Decimal) -> Decimal:
    return round(100 * share, 2)


def _haves(entry: Entry, day: CampaignDay, village_code: str) -> tuple[VillageHave, ...]:
    required = list(day.setting("village.exit.required_haves"))
    rows = entry.query("village_haves", required=required, village_code=village_code).to_dicts()
    names = {item.id: Words.of(item.label) for item in day.pack.village_aspects}
    return tuple(VillageHave(name=names[row["have_id"]], state=row["state"]) for row in rows)


def _notice(
    day: CampaignDay,
    gazetteer: Gazetteer,
    number: str,
    proposal: dict[str, Any],
    haves: tuple[VillageHave, ...],
) -> VillageProposal:
    village, incidence = proposal["village_code"], proposal["incidence"]
    return VillageProposal(
        **gazetteer.head(number, day.as_of, village),
        campaign_year=day.campaign.year,
        proposal=proposal["kind"],
        proposer=proposal["proposer"],
        reason=Words(zh=proposal["reason"]),
        poor_households=proposal["poor_households"],
        poor_persons=proposal["poor_persons"],
        rural_persons=proposal["rural_persons"],
        incidence_percent=None if incidence is None else _percent(incidence),
        limit_percent=_percent(day.setting("village.exit.incidence_limit")),
        haves=haves,
        window=planned_window(day),
        contact=gazetteer.contact(village),
    )
