"""Writing down what a step found of a village: one row a proposal, with reason and evidence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from policy.villages import STEP_OF, VillageResult
from tasks.campaign_day import CampaignDay


def village_outcome(
    day: CampaignDay,
    proposal: Mapping[str, Any],
    result: VillageResult,
    decided_on: date,
    reason: str,
    evidence: str,
    **more: Any,
) -> dict[str, Any]:
    """A row of table `village_outcome`."""
    return {
        "campaign_id": day.campaign_id,
        "village_code": proposal["village_code"],
        "proposal_round": proposal["proposal_round"],
        "step": STEP_OF[result].value,
        "result": result.value,
        "decided_on": decided_on,
        "reason": reason,
        "evidence": evidence,
        **more,
    }
