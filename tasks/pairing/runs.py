"""Pairing a county: computed by hand the first time, mended by the daily round from then on."""

import json

from policy.pairing.greedy import assign_one_by_one
from registry.session import Entry, Reader
from tasks.campaign_day import CampaignDay, Tally
from tasks.pairing.decision import Decision, decide
from tasks.pairing.ground import Ground, Row
from tasks.pairing.papers import issue_notices
from tasks.pairing.points import Terms
from tasks.pairing.refusals import must_be_pairable, must_cover_all, must_not_be_before


def try_out(reader: Reader, day: CampaignDay) -> Decision:
    """The best pairing as of the day; nothing is stored, and nobody need be covered.

    Errors: as `pair_county`, for nobody to pair.
    """
    ground = Ground.of(reader, day)
    must_be_pairable(ground, day)
    return decide(ground, Terms.of(day))


def pair_county(day: CampaignDay, is_partial: bool = False) -> Tally:
    """Pair all units and helpers anew; former pairs stay where nothing outweighs them.

    OfficeError where not everyone is covered both ways, unless that is accepted as `is_partial`.
    """
    with day.writing("pair") as entry:
        decision = try_out(Reader(entry.connection), day)
        if not is_partial:
            must_cover_all(decision, day)
        return _save(entry, day, decision)


def mend_pairings(day: CampaignDay) -> Tally:
    """Give households without a helper another with the fewest changes; end what is over.

    Only once a first pairing was run by hand, and until the campaign's last day: then the next
    year's campaign says who helps whom.
    """
    if day.as_of > day.campaign.announce_by:
        return {}
    with day.writing("mend pairings") as entry:
        ground = Ground.of(Reader(entry.connection), day)
        if not ground.has_run:
            return {}
        if not ground.helpers or not ground.households:
            return _end(entry, day, ground)
        return _save(entry, day, decide(ground, Terms.of(day), is_repair=True))


def _ended(ground: Ground) -> list[Row]:
    return [
        {"household_id": household, "helper_id": None, "reason": "pairing.not_listed"}
        | {"round": ground.rounds[household, None] + 1}
        for household in ground.ended
    ]


def _end(entry: Entry, day: CampaignDay, ground: Ground) -> Tally:
    """End what is over where there is nothing to compute; it stays under the last run's number."""
    if not ground.ended:
        return {}
    must_not_be_before(ground, day)
    common = {"campaign_id": day.campaign_id, "paired_on": day.as_of, "run_no": ground.run_no - 1}
    entry.insert("pairing", [common | {"unit_id": None} | row for row in _ended(ground)])
    return {"pairings_ended": len(ground.ended), "notices": issue_notices(entry, day)}


def _save(entry: Entry, day: CampaignDay, decision: Decision) -> Tally:
    """Store what changes, with the run that decided it; a run that changes nothing leaves no trace."""
    ground = decision.ground
    changes, unit_changes = decision.changes + _ended(ground), decision.unit_changes
    if not changes and not unit_changes:
        return {}
    must_not_be_before(ground, day)
    common = {"campaign_id": day.campaign_id, "paired_on": day.as_of, "run_no": ground.run_no}
    unit_of = {row["helper_id"]: row["unit_id"] for row in ground.helpers}
    entry.insert("pairing_run", [_run(day, decision)])
    entry.insert(
        "pairing",
        [
            common
            | {"round": ground.rounds.get((row["household_id"], None), 0) + 1}
            | {"unit_id": unit_of.get(row["helper_id"])}
            | row
            for row in changes
        ],
    )
    entry.insert(
        "unit_pairing",
        [
            common
            | {"round": ground.rounds.get((row["unit_id"], row["village_code"]), 0) + 1}
            | row
            for row in unit_changes
        ],
    )
    issued = issue_notices(entry, day)
    return {
        "households_paired": sum(1 for row in changes if row["helper_id"]),
        "pairings_ended": sum(1 for row in changes if not row["helper_id"]),
        "units_paired": len(unit_changes),
        "households_uncovered": len(decision.unmet["uncovered"]),
        "notices": issued,
    }


def _run(day: CampaignDay, decision: Decision) -> Row:
    question, answer = decision.question, decision.answer
    return {
        "campaign_id": day.campaign_id,
        "run_no": decision.ground.run_no,
        "decided_on": day.as_of,
        "scheme": decision.terms.scheme.name,
        "households": question.households,
        "helpers": question.helpers,
        "is_optimal": answer.is_optimal,
        "cost": answer.points,
        "greedy_cost": assign_one_by_one(question).points,
        "parts": json.dumps(decision.parts),
        "unmet": json.dumps(decision.unmet),
    }
