"""What a rule or a comparison looked at, in words: on papers, forms and screens."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from policy.features import Feature, load_features
from policy.label import Label
from policy.wording import words
from tasks.campaign_day import CampaignDay


def observed_labels(day: CampaignDay) -> dict[str, Label]:
    """What rules look at: facts of the survey and values of the policy."""
    facts = {name: feature.label for name, feature in _features().items()}
    return facts | {key: value.label for key, value in day.pack.values_on(day.rules_on).items()}


def value_words(name: str, value: Any) -> Label:
    """One value of what is called so; nothing said is unknown."""
    if value is None:
        return words("value.unknown")
    if isinstance(value, bool):
        return words("value.yes" if value else "value.no")
    if name in _features() and value in _features()[name].values:
        return _features()[name].values[value]
    said = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return Label(said, said)


def observed_words(observed: Mapping[str, Any], labels: Mapping[str, Label]) -> Label:
    """What was seen, each with its value."""
    said = [(labels[name], value_words(name, value)) for name, value in observed.items()]
    return Label(
        zh="，".join(f"{label.zh} {value.zh}" for label, value in said),
        en=", ".join(f"{label.en} {value.en}" for label, value in said),
    )


def hit_words(hit: Mapping[str, Any], labels: Mapping[str, Label]) -> Label:
    """What is on record against a household: as a department delivered it, or as the survey answered."""
    if hit["source"] == "survey":
        return observed_words(json.loads(hit["detail"].split(" ", 1)[1]), labels)
    said = hit["detail"] or hit["record_no"]
    return Label(said, said)


def check_words(finding: Mapping[str, Any]) -> Label:
    """What the daily check found, with the numbers that it found it by."""
    numbers = dict(part.split("=", 1) for part in finding["found"].split())
    return words(f"check.{finding['check_id']}", **numbers)


@cache
def _features() -> dict[str, Feature]:
    return {feature.name: feature for feature in load_features()}
