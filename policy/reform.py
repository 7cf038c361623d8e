"""What another policy would change: all households judged by both, compared household by household.

In the words of the field the policy in force is the baseline and the changed one the reform; here
they are `before` and `after`. Headcount ratio P0 and poverty gap index P1 are those of J. Foster,
J. Greer and E. Thorbecke, "A Class of Decomposable Poverty Measures", Econometrica 52 (1984),
761–766, over persons whose income is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from policy.articles import Criterion
from policy.criteria import VALUE_SQL_TYPES
from policy.features import KEY
from policy.label import Label
from policy.overlay import POVERTY_LINE
from policy.pack import Pack
from policy.screening import VERDICT, Screening, prepare_screening

#: The column, beside the features, by which a household belongs to a place.
PLACE = "village_code"
#: What happens to a verdict, by the verdicts before and after.
NEWLY_IN, NEWLY_OUT = "newly_in", "newly_out"


@dataclass(frozen=True)
class Tally:
    """Households of a place under both policies; money is per year, in the pack's currency.

    `gap` is what the eligible households lack to the line; `unmeasured` are eligible ones whose
    income or size nobody knows: they are in no gap. `shortfall` is what all persons below the line
    lack, eligible or not; `measured_persons` are those whose income is known.
    """

    surveyed: int = 0
    eligible_before: int = 0
    eligible_after: int = 0
    persons_before: int = 0
    persons_after: int = 0
    newly_in: int = 0
    newly_out: int = 0
    persons_in: int = 0
    persons_out: int = 0
    unknown_before: int = 0
    unknown_after: int = 0
    unmeasured_before: int = 0
    unmeasured_after: int = 0
    gap_before: Decimal = Decimal(0)
    gap_after: Decimal = Decimal(0)
    measured_persons: int = 0
    poor_before: int = 0
    poor_after: int = 0
    shortfall_before: Decimal = Decimal(0)
    shortfall_after: Decimal = Decimal(0)

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))


@dataclass(frozen=True)
class RuleDifference:
    """One criterion under both policies; a count is None where the policy has no such criterion.

    `newly_in` are households that are newly eligible, meet it now and did not before; `alone` those
    of them, or of `newly_out`, for whom it is the only such criterion.
    """

    criterion: Criterion
    met_before: int | None
    met_after: int | None
    newly_in: int = 0
    newly_out: int = 0
    alone: int = 0

    @property
    def is_any(self) -> bool:
        """Whether the criterion is met by others than before, or decides for anybody."""
        return self.met_before != self.met_after or bool(self.newly_in or self.newly_out)


@dataclass(frozen=True)
class Change:
    """A value or an expression that the policies do not share; None where a policy lacks it."""

    label: Label
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Reform:
    """Two policies of one day over the same households, as SQL over a relation with the features."""

    before: Screening
    after: Screening

    @property
    def lines(self) -> tuple[Decimal, Decimal]:
        """The poverty line before and after."""
        before, after = (
            Decimal(str(each.pack.value(POVERTY_LINE, each.on).value))
            for each in (self.before, self.after)
        )
        return before, after

    @property
    def changes(self) -> list[Change]:
        """What the policies do not share: values, then criteria in the order of the pack."""
        values = [
            Change(was.label, str(was.value), str(will.value))
            for was, will in (
                (
                    self.before.pack.value(key, self.before.on),
                    self.after.pack.value(key, self.after.on),
                )
                for key in self.after.pack.numeric_types()
                if self.before.pack.series[key] is not self.after.pack.series[key]
            )
            if was.value != will.value
        ]
        was, will = self.before.criteria, self.after.criteria
        criteria = [
            Change(
                criterion.label,
                was[name].expression if name in was else None,
                will[name].expression if name in will else None,
            )
            for name, criterion in (was | will).items()
        ]
        return values + [each for each in criteria if each.before != each.after]

    @property
    def parameters(self) -> dict[str, Any]:
        """Values to bind with either query."""
        judged = {
            f"{name}_{when}": value
            for when, screening in (("before", self.before), ("after", self.after))
            for name, value in screening.parameters.items()
        }
        return judged | dict(zip(("line_before", "line_after"), self.lines, strict=True))

    def tallies_sql(self, relation: str) -> str:
        """Counts by place and pair of verdicts, and by pair of masks and verdicts, in one scan.

        `place` or the masks are NULL, as `is_place` says.
        """
        return f"""
            WITH measured AS ({self._measured_sql(relation)})
            SELECT
                {PLACE} AS place,
                grouping({PLACE}) = 0 AS is_place,
                met_before, met_after, verdict_before, verdict_after,
                count(*) AS households,
                sum(size)::BIGINT AS persons,
                count(*) - count(measured) AS unmeasured,
                coalesce(sum(measured), 0)::BIGINT AS measured_persons,
                coalesce(sum(measured) FILTER (shortfall_before > 0), 0)::BIGINT AS poor_before,
                coalesce(sum(measured) FILTER (shortfall_after > 0), 0)::BIGINT AS poor_after,
                coalesce(sum(shortfall_before), 0) AS shortfall_before,
                coalesce(sum(shortfall_after), 0) AS shortfall_after
            FROM measured
            GROUP BY GROUPING SETS (
                ({PLACE}, verdict_before, verdict_after),
                (met_before, met_after, verdict_before, verdict_after)
            )
        """

    def changed_sql(self, relation: str) -> str:
        """One row per household whose verdict changes, with what the change rests on."""
        return f"""
            WITH measured AS ({self._measured_sql(relation)})
            SELECT
                {PLACE}, {KEY}, size, {self.before.pack.welfare_measure} AS welfare,
                verdict_before, verdict_after, met_before, met_after,
                shortfall_before, shortfall_after
            FROM measured
            WHERE verdict_before <> verdict_after
            ORDER BY {PLACE}, {KEY}
        """

    def _measured_sql(self, relation: str) -> str:
        welfare = self.before.pack.welfare_measure
        money = VALUE_SQL_TYPES["decimal"]
        kept = (PLACE, "size", welfare)
        judged = ("met_before", "verdict_before")
        first = self.before.verdicts_sql(
            relation, [*dict.fromkeys((*kept, *self.after.columns))], "_before"
        )
        second = self.after.verdicts_sql("judged", [*kept, *judged], "_after")
        # The unknown stays unknown: neither 0 short of the line nor a person counted.
        short = ", ".join(
            f"""CASE
                    WHEN {welfare} < $line_{when}::{money}
                    THEN size * ($line_{when}::{money} - {welfare})
                    WHEN {welfare} >= $line_{when}::{money} AND size IS NOT NULL THEN 0
                END AS shortfall_{when}"""
            for when in ("before", "after")
        )
        return f"""
            WITH judged AS ({first}), both_judged AS ({second})
            SELECT *, CASE WHEN {welfare} IS NOT NULL THEN size END AS measured, {short}
            FROM both_judged
        """


@dataclass(frozen=True)
class Comparison:
    """What a reform changes, by village and by criterion; village None is not in the register."""

    reform: Reform
    villages: dict[str | None, Tally]
    rules: tuple[RuleDifference, ...]
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def total(self) -> Tally:
        return sum(self.villages.values(), Tally())

    @property
    def headcount_ratios(self) -> tuple[Decimal, Decimal] | None:
        """P0 before and after: persons below the line among those measured."""
        total = self.total
        if not total.measured_persons:
            return None
        return (
            Decimal(total.poor_before) / total.measured_persons,
            Decimal(total.poor_after) / total.measured_persons,
        )

    @property
    def gap_indices(self) -> tuple[Decimal, Decimal] | None:
        """P1 before and after: the mean shortfall of all measured persons, as a share of the line."""
        total, (line_before, line_after) = self.total, self.reform.lines
        if not total.measured_persons:
            return None
        return (
            total.shortfall_before / (line_before * total.measured_persons),
            total.shortfall_after / (line_after * total.measured_persons),
        )


def prepare_reform(pack: Pack, changed: Pack, on: date) -> Reform:
    """The two policies of that day; PolicyError as `prepare_screening`."""
    return Reform(prepare_screening(pack, on), prepare_screening(changed, on))


def compare(connection: duckdb.DuckDBPyConnection, relation: str, reform: Reform) -> Comparison:
    """Judge all households of that relation by both policies and count what differs."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE tally AS {reform.tallies_sql(relation)}", reform.parameters
    )
    masks = connection.execute(
        """SELECT met_before, met_after, verdict_before::VARCHAR, verdict_after::VARCHAR,
               households
           FROM tally WHERE NOT is_place"""
    ).fetchall()
    verdicts: Counter[tuple[str, str]] = Counter()
    for _, _, before, after, households in masks:
        verdicts[before, after] += households
    return Comparison(reform, _villages(connection), _rules(reform, masks), verdicts)


def deciding_rules(
    reform: Reform, met_before: int, met_after: int, verdicts: tuple[str, str]
) -> list[str]:
    """The criteria for entering that make the difference for a household that is newly in or out.

    Newly in: those met now and not before. Newly out: those met before and not now.
    """
    before = _met_enters(reform.before, met_before)
    after = _met_enters(reform.after, met_after)
    match _difference(*verdicts):
        case "newly_in":
            return [rule for rule in after if rule not in before]
        case "newly_out":
            return [rule for rule in before if rule not in after]
    return []


def _difference(before: str, after: str) -> str | None:
    if before != after and after == "eligible":
        return NEWLY_IN
    if before != after and before == "eligible":
        return NEWLY_OUT
    return None


def _met_enters(screening: Screening, mask: int) -> list[str]:
    return [rule.id for rule in _met(screening, mask) if rule.kind == "enter"]


def _met(screening: Screening, mask: int) -> Iterator[Criterion]:
    """The criteria whose bits are set."""
    for index, rule in enumerate(screening.rules):
        if mask >> index & 1:
            yield rule.criterion


def _villages(connection: duckdb.DuckDBPyConnection) -> dict[str | None, Tally]:
    """One tally a village, out of its pairs of verdicts."""

    def of(what: str, where: str) -> str:
        return f"coalesce(sum({what}) FILTER ({where}), 0)"

    was, will = (f"verdict_{when} = {VERDICT['eligible']}" for when in ("before", "after"))
    newly_in, newly_out = f"{will} AND NOT {was}", f"{was} AND NOT {will}"
    columns = {
        "surveyed": "sum(households)",
        "eligible_before": of("households", was),
        "eligible_after": of("households", will),
        "persons_before": of("persons", was),
        "persons_after": of("persons", will),
        "newly_in": of("households", newly_in),
        "newly_out": of("households", newly_out),
        "persons_in": of("persons", newly_in),
        "persons_out": of("persons", newly_out),
        "unknown_before": of("households", f"verdict_before = {VERDICT['unknown']}"),
        "unknown_after": of("households", f"verdict_after = {VERDICT['unknown']}"),
        "unmeasured_before": of("unmeasured", was),
        "unmeasured_after": of("unmeasured", will),
        "gap_before": of("shortfall_before", was),
        "gap_after": of("shortfall_after", will),
        "measured_persons": "sum(measured_persons)",
        "poor_before": "sum(poor_before)",
        "poor_after": "sum(poor_after)",
        "shortfall_before": "sum(shortfall_before)",
        "shortfall_after": "sum(shortfall_after)",
    }
    money = {f.name for f in fields(Tally) if f.type == "Decimal"}
    selected = ", ".join(
        f"{sql}{'' if name in money else '::BIGINT'} AS {name}" for name, sql in columns.items()
    )
    rows = connection.execute(
        f"SELECT place, {selected} FROM tally WHERE is_place GROUP BY place ORDER BY place"
    ).fetchall()
    return {place: Tally(*counts) for place, *counts in rows}


def _rules(reform: Reform, masks: list[tuple[Any, ...]]) -> tuple[RuleDifference, ...]:
    """Every criterion of either policy, in the order of the pack."""
    met: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    by_rule: dict[str, Counter[str]] = {NEWLY_IN: Counter(), NEWLY_OUT: Counter()}
    alone: Counter[str] = Counter()
    for met_before, met_after, before, after, households in masks:
        for when, screening, mask in (
            ("before", reform.before, met_before),
            ("after", reform.after, met_after),
        ):
            for criterion in _met(screening, mask):
                met[when][criterion.id] += households
        differing = deciding_rules(reform, met_before, met_after, (before, after))
        for rule in differing:
            by_rule[_difference(before, after) or ""][rule] += households
        if len(differing) == 1:
            alone[differing[0]] += households
    was, will = reform.before.criteria, reform.after.criteria
    return tuple(
        RuleDifference(
            criterion,
            met["before"][name] if name in was else None,
            met["after"][name] if name in will else None,
            by_rule[NEWLY_IN][name],
            by_rule[NEWLY_OUT][name],
            alone[name],
        )
        for name, criterion in (was | will).items()
    )
