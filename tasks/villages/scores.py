"""The panel's scores of a village come to one mean, once enough of it has scored [004]."""

from datetime import timedelta
from typing import Any

from policy.villages import Score, Scored, ScoreRule, VillageResult, close_scoring
from tasks.campaign_day import CampaignDay, Tally
from tasks.villages.outcomes import village_outcome


def score_villages(day: CampaignDay) -> Tally:
    """Close the scoring of every village that everybody entitled, or a quorum in time, has scored."""
    with day.writing("score villages") as entry:
        bodies = list(day.setting("village.score.counted_bodies"))
        waiting = entry.query("villages_to_score", **day.named(counted_bodies=bodies)).to_dicts()
        closed = [(village, scored) for village in waiting if (scored := _scored(day, village))]
        entry.insert("village_outcome", [_outcome(day, *each) for each in closed])
        return {"villages_scored": len(closed)}


def _scored(day: CampaignDay, village: dict[str, Any]) -> Scored | None:
    on = village["clear_on"]
    return close_scoring(
        [Score(**score) for score in village["scores"]],
        village["entitled"],
        _rule(day, on),
        on + timedelta(days=day.setting("village.score.limit_days", on=on)),
        day.as_of,
    )


def _rule(day: CampaignDay, on: Any) -> ScoreRule:
    """By the policy in force when the publicity was over."""
    return ScoreRule(
        quorum_share=day.setting("village.score.quorum_share", on=on),
        drop=day.setting("village.score.drop", on=on),
    )


def _outcome(day: CampaignDay, village: dict[str, Any], scored: Scored) -> dict[str, Any]:
    drop = _rule(day, village["clear_on"]).drop
    said = f"mean={scored.mean} scores={scored.scores} entitled={village['entitled']} drop={drop}"
    return village_outcome(
        day,
        village,
        VillageResult.SCORED,
        scored.closed_on,
        f"village.scored {said}",
        f"scores {scored.scores}",
        mean_score=scored.mean,
    )
