"""Errors of inclusion and exclusion, estimated for every stratum and for the county."""

from decimal import Decimal
from typing import Any

from policy.estimates import Stratum, estimate_share
from policy.inspection import inspection_terms
from registry.session import Reader
from tasks.campaign_day import CampaignDay

#: What is estimated of each list: listed who are not poor, unlisted who are.
ERRORS = {"inspection_listed": "inclusion", "inspection_unlisted": "exclusion"}


def estimates_of(reader: Reader, day: CampaignDay) -> list[dict[str, Any]]:
    """By error the county first, then its strata: share with interval, None where nobody answered."""
    confidence = inspection_terms(day.setting).confidence
    rows = reader.rows("inspection_strata", **day.named(as_of=day.as_of))
    found = []
    for purpose, error in ERRORS.items():
        strata = [row for row in rows if row["purpose"] == purpose]
        if strata:
            whole = {"place_code": day.campaign.county_code, "name_zh": None, "name_en": None}
            found.append(whole | _estimated(error, strata, confidence) | {"is_whole": True})
            found += [
                {name: row[name] for name in whole}
                | _estimated(error, [row], confidence)
                | {"is_whole": False}
                for row in strata
            ]
    return found


def _estimated(error: str, rows: list[dict[str, Any]], confidence: Decimal) -> dict[str, Any]:
    strata = [Stratum(row["population"], row["answered"], row["found"]) for row in rows]
    estimate = estimate_share(strata, confidence)
    said = {name: sum(row[name] for row in rows) for name in ("drawn", "answered", "found")}
    return {
        "error": error,
        "confidence": confidence,
        "population": sum(row["population"] for row in rows),
        **said,
        "households_answered_for": estimate.population if estimate else 0,
        "share": estimate.share if estimate else None,
        "low": estimate.low if estimate else None,
        "high": estimate.high if estimate else None,
    }
