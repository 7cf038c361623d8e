"""Everything that the registry knows of one household's way, with rule, wording, source and day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from policy.errors import OfficeError
from policy.label import Label
from policy.pack import Pack
from policy.screening import RuleFinding, explain
from policy.wording import in_words, words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.duties.explained import Owed, duties_owed, worded_duties
from tasks.funds.help_received import help_received, worded_help
from tasks.observed import hit_words, observed_labels, value_words


@dataclass(frozen=True)
class PathStep:
    """What one step said of the household."""

    step: str
    round: int
    result: str
    decided_on: date
    reason: str
    actor: str
    evidence: str | None


@dataclass(frozen=True)
class Explanation:
    """One household on one day. `rules` is empty until somebody has surveyed it.

    `labels` words what the rules look at.
    """

    household_id: str
    as_of: date
    labels: Mapping[str, Label]
    household: dict[str, Any]
    members: list[dict[str, Any]]
    standing: dict[str, Any] | None
    verdict: str | None
    surveyed_on: date | None
    features: dict[str, Any]
    rules: list[RuleFinding]
    path: list[PathStep]
    hits: list[dict[str, Any]]
    objections: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    helpers: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    former: list[dict[str, Any]]
    received: dict[str, list[dict[str, Any]]]
    pack: Pack
    owed: Owed = field(default_factory=lambda: {"duties": [], "reminders": []})

    def as_json(self, language: str) -> dict[str, Any]:
        """The explanation for a machine, worded in one language; ID numbers are left out."""
        records = {department.id: department.record for department in self.pack.departments}
        return {
            "household_id": self.household_id,
            "as_of": self.as_of,
            "head_name": self.household["head_name"],
            "village_code": self.household["village_code"],
            "members": len(self.members),
            "standing": self.standing,
            "verdict": self.verdict,
            "surveyed_on": self.surveyed_on,
            "rules": [
                {
                    "rule_id": rule.criterion.id,
                    "wording": rule.criterion.label[language],
                    "source": rule.criterion.source,
                    "cited": self.pack.cited(rule.criterion.source)[language],
                    "state": rule.state,
                    "exception": rule.exception.label[language] if rule.exception else None,
                    "observed": dict(rule.observed),
                    "observed_wording": [
                        f"{self.labels[name][language]} {value_words(name, value)[language]}"
                        for name, value in rule.observed.items()
                    ],
                    "day": self.surveyed_on,
                }
                for rule in self.rules
            ],
            "path": [
                asdict(step)
                | {
                    "wording": words(f"step.{step.step}")[language],
                    "reason": in_words(step.reason)[language],
                }
                for step in self.path
            ],
            "hits": [
                hit
                | {
                    "source_wording": records.get(hit["source"], words("hit.survey"))[language],
                    "wording": hit_words(hit, self.labels)[language],
                }
                for hit in self.hits
            ],
            "objections": self.objections,
            "papers": self.papers,
            "former": self.former,
            "changes": [
                row | {"wording": words(f"change.{row['kind']}")[language]} for row in self.changes
            ],
            "helpers": [
                row | {"reason": in_words(row["reason"])[language]} for row in self.helpers
            ],
            **worded_help(self.received, self.pack, language),
            **worded_duties(self.owed, self.pack, language),
        }


def explain_household(day: CampaignDay, household_id: str) -> Explanation:
    """Explain one household as of the day; OfficeError when nobody has registered it by then."""
    with day.reading() as reader:
        found = explain_with(reader, day, household_id)
        return replace(found, owed=duties_owed(reader, day, household_id))


def explain_with(reader: Reader, day: CampaignDay, household_id: str) -> Explanation:
    """As `explain_household`, in a transaction that is already open."""

    def rows(query: str) -> list[dict[str, Any]]:
        named = day.named(as_of=day.as_of, household_id=household_id, lines=day.lines)
        return reader.rows(query, **named)

    households = rows("household_one")
    if not households:
        raise OfficeError.because(
            "campaign.no_household",
            where=str(day.registry.path),
            household=household_id,
            as_of=day.as_of,
        )
    features = next(iter(rows("household_one_features")), {})
    verdicts = rows("household_one_verdict")
    surveyed_on = features.pop("surveyed_on", None)
    features.pop("round", None)
    standing = rows("household_one_standing")
    return Explanation(
        household_id=household_id,
        as_of=day.as_of,
        labels=observed_labels(day),
        household=households[0],
        members=rows("household_one_members"),
        standing=standing[0] if standing else None,
        verdict=verdicts[0]["verdict"] if verdicts else None,
        surveyed_on=surveyed_on,
        features=features,
        rules=explain(features, day.pack, day.rules_on, day.campaign.kind) if features else [],
        path=[PathStep(**row) for row in rows("household_one_path")],
        hits=rows("household_one_hits"),
        objections=rows("household_one_objections"),
        papers=rows("household_one_papers"),
        helpers=rows("household_one_helpers"),
        changes=rows("household_one_changes"),
        former=rows("household_one_former"),
        received=help_received(rows),
        pack=day.pack,
    )
