"""Judging all households by the criteria of a pack, set by set, and explaining each decision.

Unknown is a state of its own: it never counts as met or unmet. A keep-out that is met is a finding
to be re-verified by people [002 §4.1 step 6]; it does not change the verdict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import duckdb

from policy.articles import Criterion, Kind, RuleException, Value
from policy.criteria import VALUE_SQL_TYPES, CheckedCriterion, check_criterion
from policy.errors import PolicyError
from policy.features import KEY, Feature, load_features
from policy.pack import Pack

MOST_RULES = 20  # three masks of that many bits are summed as one BIGINT


def _enum_type(words: Iterable[str]) -> str:
    return f"ENUM({', '.join(repr(word) for word in words)})"


def _enum(*words: str) -> dict[str, str]:
    """Words as SQL literals; as an ENUM they take one byte instead of a text in every row."""
    return {word: f"'{word}'::{_enum_type(words)}" for word in words}


STATE = _enum("met", "unmet", "unknown", "excepted")
VERDICT = _enum("eligible", "unknown", "not_eligible")
#: By kind of campaign the kinds of criteria that judge its households.
JUDGED_BY: dict[str, tuple[Kind, Kind]] = {
    "identification": ("enter", "keepout"),
    "exit": ("exit", "bar"),
}


@dataclass(frozen=True)
class Screening:
    """The criteria of one pack on one day as SQL over any relation with the feature columns."""

    pack: Pack
    on: date
    kind: str
    features: tuple[Feature, ...]
    rules: tuple[CheckedCriterion, ...]
    values: Mapping[str, Value]

    @property
    def parameters(self) -> dict[str, Any]:
        """Policy values to bind with either query."""
        return {name: value.value for name, value in self.values.items()}

    @property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria that judge, by their ids, in the order of the masks."""
        return {rule.criterion.id: rule.criterion for rule in self.rules}

    def verdicts_sql(self, relation: str, keep: Iterable[str] = (), suffix: str = "") -> str:
        """One row per household: household_id, met, unknown, excepted, verdict.

        Bit i of the masks is rule i of `rules`; `met` holds enters that are met and keep-outs that
        are findings. verdict: eligible (for the list: an enter is met; for leaving it: every
        condition is, and nothing bars it), unknown (that cannot be told), not_eligible.
        `keep` names columns of the relation to hand on, and `suffix` goes to what is judged and to
        the names of bound values: so two screenings share one scan.
        """
        kept = ", ".join((KEY, *keep))
        conditions = ", ".join(
            f"{rule.condition.sql} AS condition_{index}" for index, rule in enumerate(self.rules)
        )
        bits = " + ".join(_bit(index, rule) for index, rule in enumerate(self.rules))
        mask = (1 << MOST_RULES) - 1
        return f"""
            WITH known AS ({self._known(relation, keep, suffix)}),
            conditions AS (SELECT *, {conditions} FROM known),
            judged AS (
                SELECT
                    {kept},
                    {bits} AS bits,
                    CASE
                        WHEN {self._eligible} THEN {VERDICT["eligible"]}
                        WHEN ({self._eligible}) IS NULL THEN {VERDICT["unknown"]}
                        ELSE {VERDICT["not_eligible"]}
                    END AS verdict
                FROM conditions
            ),
            final AS (
                SELECT
                    {kept},
                    bits & {mask} AS met{suffix},
                    (bits >> {MOST_RULES}) & {mask} AS unknown{suffix},
                    bits >> {2 * MOST_RULES} AS excepted{suffix},
                    verdict AS verdict{suffix}
                FROM judged
            )
            SELECT * FROM final
        """

    def reasons_sql(self, relation: str, only: str | None = None, *, every: bool = False) -> str:
        """One row per household and rule that is met, unknown or excepted (or `every` rule).

        household_id, rule_id, state, exception, observed (JSON text of the columns and values that
        the rule names). `exception` counts the rule's exceptions from 1: in an excepted row the one
        that lifts it, in a met row one that the survey has left open. `only` names a relation whose
        household_id limits the rows.
        """
        limit = f" SEMI JOIN {_quoted(only)} USING ({KEY})" if only else ""
        # One SELECT per rule reads only that rule's columns: faster than unnesting all rules.
        rows = " UNION ALL ".join(self._reason_sql(rule, every=every) for rule in self.rules)
        return f"WITH known AS NOT MATERIALIZED ({self._known(relation)}{limit}) {rows}"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Features that the criteria name, in the order of the view."""
        named = {name for rule in self.rules for name in _names(rule)[0]}
        return tuple(feature.name for feature in self.features if feature.name in named)

    @property
    def _eligible(self) -> str:
        met = {
            kind: [f"condition_{n}" for n, r in enumerate(self.rules) if r.criterion.kind == kind]
            for kind in JUDGED_BY[self.kind]
        }
        if self.kind == "identification":
            return " OR ".join(met["enter"])
        return " AND ".join([*met["exit"], *(f"NOT {bar}" for bar in met["bar"])])

    @property
    def _rule_type(self) -> str:
        return _enum_type(rule.criterion.id for rule in self.rules)

    def _known(self, relation: str, keep: Iterable[str] = (), suffix: str = "") -> str:
        types = self.pack.numeric_types()
        values = [
            f"${name}{suffix}::{VALUE_SQL_TYPES[types[name]]} AS {name}" for name in self.values
        ]
        columns = dict.fromkeys([KEY, *keep, *self.columns])
        return f"SELECT {', '.join([*columns, *values])} FROM {_quoted(relation)}"

    def _reason_sql(self, rule: CheckedCriterion, *, every: bool) -> str:
        condition = rule.condition.sql
        state = [f"WHEN {condition} IS NULL THEN {STATE['unknown']}"]
        exception = "NULL::INTEGER"
        if every:
            state.append(f"WHEN NOT {condition} THEN {STATE['unmet']}")
        if rule.exceptions:
            applied = " OR ".join(each.sql for each in rule.exceptions)
            state.append(f"WHEN {applied} THEN {STATE['excepted']}")
            numbered = list(enumerate((each.sql for each in rule.exceptions), start=1))
            whens = [f"WHEN {sql} THEN {number}" for number, sql in numbered]
            whens += [f"WHEN {sql} IS NULL THEN {number}" for number, sql in numbered]
            exception = f"CASE WHEN {condition} THEN CASE {' '.join(whens)} END END"
        where = "" if every else f" WHERE {condition} IS NOT FALSE"
        return f"""
            SELECT
                {KEY},
                '{rule.criterion.id}'::{self._rule_type} AS rule_id,
                CASE {" ".join(state)} ELSE {STATE["met"]} END AS state,
                {exception} AS exception,
                {self._observed(rule)} AS observed
            FROM known{where}
        """

    def _observed(self, rule: CheckedCriterion) -> str:
        columns, values = _names(rule)
        enums = {feature.name for feature in self.features if feature.type == "enum"}
        parts: list[str] = []
        for name in (*columns, *values):
            text = f"""'"' || {name} || '"'""" if name in enums else f"{name}::VARCHAR"
            parts += [f"""'{"," if parts else "{"}"{name}":'""", f"ifnull({text}, 'null')"]
        return f"concat({', '.join(parts)}, '}}')"


@lru_cache(maxsize=64)
def prepare_screening(pack: Pack, on: date, kind: str = "identification") -> Screening:
    """The screening of that day for a kind of campaign; PolicyError for a criterion or value that is
    wrong or missing.
    """
    features = load_features()
    criteria = tuple(rule for each in JUDGED_BY[kind] for rule in pack.criteria(each, on))
    if not 0 < len(criteria) <= MOST_RULES:
        raise PolicyError.because(
            "criterion.too_many",
            where=f"{pack.folder}/criteria.yaml",
            count=len(criteria),
            on=on,
            most=MOST_RULES,
        )
    rules = tuple(check_criterion(criterion, pack, features) for criterion in criteria)
    names = dict.fromkeys(name for rule in rules for name in _names(rule)[1])
    return Screening(
        pack, on, kind, features, rules, {name: pack.value(name, on) for name in names}
    )


def screen(
    connection: duckdb.DuckDBPyConnection, relation: str, pack: Pack, on: date
) -> tuple[duckdb.DuckDBPyRelation, duckdb.DuckDBPyRelation]:
    """Verdicts and reasons of all households of that relation, not yet computed.

    Store them with `create`, or read them. Columns as in `verdicts_sql` and `reasons_sql`.
    """
    screening = prepare_screening(pack, on)
    return (
        connection.sql(screening.verdicts_sql(relation), params=screening.parameters),
        connection.sql(screening.reasons_sql(relation), params=screening.parameters),
    )


@dataclass(frozen=True)
class RuleFinding:
    """What one rule says about one household; `state` is met, unmet, unknown or excepted.

    `exception` is the one that lifts an excepted rule, or one still open for a met rule.
    """

    criterion: Criterion
    state: str
    exception: RuleException | None
    observed: Mapping[str, Any]


def explain(
    features: Mapping[str, Any], pack: Pack, on: date, kind: str = "identification"
) -> list[RuleFinding]:
    """Every rule for one household, in the order of the pack; absent features are unknown.

    PolicyError for a name that is no feature, or a value of another type.
    """
    screening = prepare_screening(pack, on, kind)
    known = {feature.name: feature for feature in screening.features}
    strange = sorted(features.keys() - known.keys())
    if strange:
        raise PolicyError.because("criterion.strange_feature", strange=strange)
    columns = ", ".join(f"${name}::{feature.sql_type} AS {name}" for name, feature in known.items())
    with duckdb.connect() as connection:
        try:
            connection.execute(
                f"CREATE TABLE household AS SELECT {columns}",
                {name: features.get(name) for name in known},
            )
        except duckdb.ConversionException as error:
            raise PolicyError.because("criterion.unfit_feature", said=error) from error
        # rule_id is an ENUM: it sorts in the order of the pack.
        rows = connection.execute(
            f"FROM ({screening.reasons_sql('household', every=True)}) ORDER BY rule_id",
            screening.parameters,
        ).fetchall()
    criteria = screening.criteria
    return [
        RuleFinding(
            criteria[rule_id],
            state,
            criteria[rule_id].exceptions[exception - 1] if exception else None,
            json.loads(observed, parse_float=Decimal),
        )
        for _, rule_id, state, exception, observed in rows
    ]


def _names(rule: CheckedCriterion) -> tuple[tuple[str, ...], tuple[str, ...]]:
    expressions = (rule.condition, *rule.exceptions)
    columns = dict.fromkeys(name for each in expressions for name in each.columns)
    values = dict.fromkeys(name for each in expressions for name in each.values)
    return tuple(columns), tuple(values)


def _bit(index: int, rule: CheckedCriterion) -> str:
    """The rule's bit at the place of its state: met, then unknown, then excepted."""
    met, unknown, excepted = (f"{1 << index + MOST_RULES * place}::BIGINT" for place in range(3))
    lifted = ""
    if rule.exceptions:
        applied = " OR ".join(each.sql for each in rule.exceptions)
        lifted = f"WHEN condition_{index} AND ({applied}) THEN {excepted} "
    return (
        f"CASE {lifted}WHEN condition_{index} THEN {met} "
        f"WHEN condition_{index} IS NULL THEN {unknown} ELSE 0::BIGINT END"
    )


def _quoted(relation: str) -> str:
    """The name of a table or view, for SQL, which cannot bind names."""
    if not re.fullmatch(r"\w+(\.\w+){0,2}", relation):
        raise PolicyError.because("criterion.unfit_relation", relation=repr(relation))
    return ".".join(f'"{part}"' for part in relation.split("."))
