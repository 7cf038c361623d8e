"""Load what was surveyed, judge it by both policies, lay out what differs. Nothing is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from policy.errors import OfficeError
from policy.label import Label
from policy.overlay import read_overlay
from policy.reform import (
    Comparison,
    Reform,
    RuleDifference,
    Tally,
    compare,
    deciding_rules,
    prepare_reform,
)
from policy.wording import words
from registry.session import lay
from tasks.campaign_day import CampaignDay
from tasks.gazetteer import Gazetteer

PERCENT = Decimal(100)
OF_A_PLACE = (
    *("place", "surveyed", "eligible_in_force", "newly_in", "newly_out"),
    *("eligible_changed", "unknown_changed", "gap_in_force", "gap_changed"),
)
OF_A_HOUSEHOLD = (
    *("place", "household", "persons", "welfare", "in_force", "changed"),
    *("deciding_rules", "missing_in_force", "missing_changed"),
)
#: By the title of a table its heads and rows; a head is a name of the wordings.
Tables = Mapping[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]


@dataclass(frozen=True)
class PlaceTally:
    """A township, or a village below it, under both policies."""

    code: str | None
    name: Label
    is_village: bool
    tally: Tally


@dataclass(frozen=True)
class Calculation:
    """A changed policy beside the one in force, for a campaign on a day."""

    day: CampaignDay
    gazetteer: Gazetteer
    comparison: Comparison
    changed_households: list[dict[str, Any]]

    @property
    def reform(self) -> Reform:
        return self.comparison.reform

    @property
    def places(self) -> list[PlaceTally]:
        """Every township, and below it its villages, in the order of their codes."""
        villages = self.comparison.villages
        above = {code: self._parent(code) for code in villages}
        found = []
        for township in sorted(set(above.values()), key=str):
            below = {code: villages[code] for code in villages if above[code] == township}
            total = sum(below.values(), Tally())
            found.append(PlaceTally(township, self._name(township), False, total))
            found += [PlaceTally(code, self._name(code), True, t) for code, t in below.items()]
        return found

    @property
    def figures(self) -> list[tuple[str, Any, Any]]:
        """Name of a wording, before, after: households, persons, money of a year, percentages."""
        total = self.comparison.total
        names = ("eligible", "persons", "unknown", "gap", "unmeasured", "poor")
        counted: list[tuple[str, Any, Any]] = [
            (name, getattr(total, f"{name}_before"), getattr(total, f"{name}_after"))
            for name in names
        ]
        for name, ratios in (
            ("headcount_ratio", self.comparison.headcount_ratios),
            ("gap_index", self.comparison.gap_indices),
        ):
            if ratios:
                before, after = (round(ratio * PERCENT, 4) for ratio in ratios)
                counted.append((name, before, after))
        return counted

    @property
    def differing_rules(self) -> list[RuleDifference]:
        """Criteria by which the policies differ for anybody."""
        return [rule for rule in self.comparison.rules if rule.is_any]

    def tables(self, language: str) -> Tables:
        """What differs, without households, as tables to be read."""
        return {
            "policy_changes": (("policy_item", "in_force", "changed"), self._changes(language)),
            "figures": (
                ("figure", "in_force", "changed", "difference"),
                [
                    (self.figure_label(name)[language], before, after, after - before)
                    for name, before, after in self.figures
                ],
            ),
            "verdicts_changed": (
                ("in_force", "changed", "households"),
                [
                    (words(f"verdict.{was}")[language], words(f"verdict.{will}")[language], n)
                    for (was, will), n in sorted(self.comparison.verdicts.items())
                    if was != will
                ],
            ),
            "by_place": (
                (*OF_A_PLACE[:6], "gap_difference"),
                [
                    (*self._place_row(p, language)[:6], p.tally.gap_after - p.tally.gap_before)
                    for p in self.places
                ],
            ),
            "by_rule": (
                ("criterion", "met_in_force", "met_changed", "newly_in", "newly_out", "alone"),
                [
                    (
                        rule.criterion.label[language],
                        *(rule.met_before, rule.met_after),
                        *(rule.newly_in, rule.newly_out, rule.alone),
                    )
                    for rule in self.differing_rules
                ],
            ),
        }

    def book_tables(self, language: str) -> Tables:
        """The same for the office: places in full, and the numbers of households that change."""
        return {
            **self.tables(language),
            "by_place": (OF_A_PLACE, [self._place_row(p, language) for p in self.places]),
            "households_changed": (OF_A_HOUSEHOLD, list(self._household_rows(language))),
        }

    def as_json(self, language: str) -> dict[str, Any]:
        """All counts, for a program."""
        return {
            "campaign_id": self.day.campaign_id,
            "as_of": self.day.as_of,
            "rules_on": self.day.rules_on,
            "changes": [
                {"item": each.label[language], "before": each.before, "after": each.after}
                for each in self.reform.changes
            ],
            "figures": {
                name: {"before": before, "after": after} for name, before, after in self.figures
            },
            "verdicts": [
                {"before": was, "after": will, "households": n}
                for (was, will), n in sorted(self.comparison.verdicts.items())
            ],
            "places": [
                {"code": p.code, "name": p.name[language], "is_village": p.is_village}
                | vars(p.tally)
                for p in self.places
            ],
            "rules": [
                {"rule_id": rule.criterion.id}
                | {name: value for name, value in vars(rule).items() if name != "criterion"}
                for rule in self.comparison.rules
            ],
        }

    def figure_label(self, name: str) -> Label:
        """What a figure is called, money in the currency of the pack."""
        return words(f"figure.{name}", currency=self.day.pack.currency)

    def _changes(self, language: str) -> list[tuple[Any, ...]]:
        lacking = words("figure.no_such_rule")[language]
        return [
            (each.label[language], each.before or lacking, each.after or lacking)
            for each in self.reform.changes
        ]

    def _place_row(self, place: PlaceTally, language: str) -> tuple[Any, ...]:
        tally = place.tally
        return (
            ("  " if place.is_village else "") + place.name[language],
            *(tally.surveyed, tally.eligible_before, tally.newly_in, tally.newly_out),
            *(tally.eligible_after, tally.unknown_after, tally.gap_before, tally.gap_after),
        )

    def _household_rows(self, language: str) -> Iterator[tuple[Any, ...]]:
        labels = {r.criterion.id: r.criterion.label[language] for r in self.comparison.rules}
        for row in self.changed_households:
            verdicts = (row["verdict_before"], row["verdict_after"])
            rules = deciding_rules(self.reform, row["met_before"], row["met_after"], verdicts)
            yield (
                self._name(row["village_code"])[language],
                *(row["household_id"], row["size"], row["welfare"]),
                *(words(f"verdict.{verdict}")[language] for verdict in verdicts),
                "\n".join(labels[rule] for rule in rules),
                *(row["shortfall_before"], row["shortfall_after"]),
            )

    def _parent(self, code: str | None) -> str | None:
        place = self.gazetteer.places.get(code or "")
        return place["parent_code"] if place else None

    def _name(self, code: str | None) -> Label:
        if code not in self.gazetteer.places:
            return words("figure.no_place")
        name = self.gazetteer.words(code)
        return Label(name.zh, name.en or name.zh)


def calculate(day: CampaignDay, policy_file: Path) -> Calculation:
    """Judge every household surveyed by the day by the policy in force and by the changed one.

    Errors: PolicyError for a faulty overlay, OfficeError where nobody has been surveyed yet.
    """
    changed = read_overlay(policy_file, day.pack, day.rules_on)
    reform = prepare_reform(day.pack, changed, day.rules_on)
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        surveyed = reader.query("features_by_village", **named)
        places = reader.rows("places", **named)
    if surveyed.is_empty():
        raise OfficeError.because("office.nothing_surveyed", where=day.campaign_id, as_of=day.as_of)
    with duckdb.connect() as connection:
        lay(connection, "surveyed", surveyed)
        comparison = compare(connection, "surveyed", reform)
        households = connection.execute(reform.changed_sql("surveyed"), reform.parameters).pl()
    gazetteer = Gazetteer({place["code"]: place for place in places}, day.pack)
    return Calculation(day, gazetteer, comparison, households.to_dicts())
