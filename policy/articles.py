"""What a policy pack is made of: dated values, criteria, department lists, catalogue items."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from policy.label import Label

Kind = Literal["enter", "keepout", "exit", "bar"]
Setting = int | Decimal | Fraction | str | bool | tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """One policy value as it stands on a day; `since_on` is the first day of its validity."""

    key: str
    value: Setting
    unit: str
    since_on: date
    source: str
    is_default: bool
    label: Label


@dataclass(frozen=True)
class ValueSeries:
    """All dated versions of one value; `by_year` values are never carried into another year."""

    key: str
    type: str
    by_year: bool
    versions: tuple[Value, ...]
    file: str

    def on(self, day: date) -> Value | None:
        position = bisect_right([version.since_on for version in self.versions], day)
        if position == 0:
            return None
        latest = self.versions[position - 1]
        return None if self.by_year and latest.since_on.year != day.year else latest


@dataclass(frozen=True)
class RuleException:
    """What lifts a keep-out although its criterion is met."""

    expression: str
    label: Label


@dataclass(frozen=True)
class Criterion:
    """A SQL condition on one household of `household_features`, with its wording and source."""

    id: str
    kind: Kind
    expression: str
    exceptions: tuple[RuleException, ...]
    label: Label
    source: str
    since_on: date
    file: str


@dataclass(frozen=True)
class DepartmentRecord:
    """A list that a department delivers; `rule` is the keep-out it speaks for, `check` or `inform`."""

    id: str
    department: Label
    record: Label
    rule: str
    source: str


@dataclass(frozen=True)
class CatalogueItem:
    id: str
    label: Label
    source: str


@dataclass(frozen=True)
class MeasureFit:
    """A measure that answers a cause of poverty; a cause lists the best first."""

    cause: str
    measure_id: str
    since_on: date
    source: str
