"""A changed policy: a small overlay over a pack, held to the same checks as the pack itself.

An overlay is a mapping: values by their keys, `changed` expressions by the ids of their criteria,
`removed` ids, and `added` criteria as they would stand in the pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from policy.articles import Criterion, ValueSeries
from policy.criteria import LARGEST
from policy.errors import PolicyError
from policy.features import load_features
from policy.pack import Pack
from policy.pack_files import SETTINGS, criteria_of
from policy.screening import JUDGED_BY, explain, prepare_screening
from policy.yaml_file import (
    fields_of,
    list_of,
    read_yaml,
    refuse_repeated,
    refuse_unknown,
    shown,
)

POVERTY_LINE = "poverty_line"
KINDS = JUDGED_BY["identification"]
#: What a value may be in a criterion's DECIMAL(12,4).
MOST, DECIMALS = 10**8, 4


def read_overlay(file: Path, pack: Pack, on: date) -> Pack:
    """The pack as of that day with the changes of the file; PolicyError names file and entry."""
    return apply_overlay(pack, read_yaml(file), on, shown(file))


def apply_overlay(pack: Pack, overlay: Any, on: date, file: str) -> Pack:
    """The pack as of that day with the changes; `file` is where they stand, and their source.

    PolicyError for whatever a pack could not hold either, and for a change of what is not in force.
    """
    fields = fields_of(overlay, file, (), (*pack.numeric_types(), "changed", "removed", "added"))
    values = {key: node for key, node in fields.items() if key in pack.series}
    series = {key: _series(pack, key, node, on, file) for key, node in values.items()}
    in_force = {
        rule.id: rule for kind in KINDS for rule in pack.criteria(kind, on)
    }  # in the order of the pack
    rules = _changed(_left(in_force, fields, file), fields, file)
    added = _added(fields, on, file)
    others = (rule for rule in pack.rules if rule.id not in in_force)
    refuse_repeated([*rules, *(rule.id for rule in added)], f"{file}, added")
    changed = replace(
        pack, series={**pack.series, **series}, rules=(*others, *rules.values(), *added)
    )
    if not changed.criteria("enter", on):
        removed = fields["removed"]
        raise PolicyError.because("overlay.no_enter", where=f"{file}, removed", removed=removed)
    _try_out(changed, on, file)
    named = (POVERTY_LINE, *prepare_screening(changed, on).values)
    for key in series:
        if key not in named:
            raise PolicyError.because("overlay.judges_nobody", where=f"{file}, {key}", named=named)
    return changed


def _series(pack: Pack, key: str, node: Any, on: date, file: str) -> ValueSeries:
    """The series of the value with another one in force on that day."""
    series, in_force, where = pack.series[key], pack.value(key, on), f"{file}, {key}"
    value = SETTINGS[series.type](node, where)
    amount = Decimal(str(value))
    least = Decimal(1).scaleb(-DECIMALS) if key == POVERTY_LINE else 0
    if not least <= amount < MOST or amount != round(amount, DECIMALS):
        raise PolicyError.because(
            "overlay.unfit_number", where=where, came=value, least=least, most=MOST, places=DECIMALS
        )
    instead = replace(in_force, value=value, source=file, is_default=False)
    versions = (instead if version is in_force else version for version in series.versions)
    return replace(series, versions=tuple(versions))


def _left(
    rules: Mapping[str, Criterion], fields: Mapping[str, Any], file: str
) -> dict[str, Criterion]:
    """The criteria without those that are removed."""
    where = f"{file}, removed"
    removed = SETTINGS["list"](fields.get("removed", []), where)
    assert isinstance(removed, tuple)
    refuse_repeated(removed, where)
    for name in removed:
        refuse_unknown(name, list(rules), where)
    return {name: rule for name, rule in rules.items() if name not in removed}


def _changed(
    rules: Mapping[str, Criterion], fields: Mapping[str, Any], file: str
) -> dict[str, Criterion]:
    """The criteria with other expressions; their exceptions stay."""
    where = f"{file}, changed"
    expressions = fields_of(fields.get("changed", {}), where, (), list(rules))
    read = SETTINGS["text"]
    return dict(rules) | {
        name: replace(
            rules[name],
            expression=str(read(node, f"{where}, {name}")).strip(),
            source=file,
            file=where,
        )
        for name, node in expressions.items()
    }


def _added(fields: Mapping[str, Any], on: date, file: str) -> list[Criterion]:
    where = f"{file}, added"
    added = []
    for node in list_of(fields.get("added", []), where):
        entry = fields_of(node, where, ("id", "expression", "label"), ("exceptions",))
        prefix = str(entry["id"]).partition(".")[0]
        refuse_unknown(prefix, KINDS, f"{where}, {entry['id']}")
        (kind,) = (kind for kind in KINDS if kind == prefix)
        added += criteria_of([{**entry, "from": on, "source": file}], kind, where)
    return added


def _try_out(pack: Pack, on: date, file: str) -> None:
    """Every rule is checked, then runs with the values themselves on a very large household."""
    prepare_screening(pack, on)
    largest = {f.name: LARGEST[f.type] for f in load_features() if f.type in LARGEST}
    try:
        explain(largest, pack, on)
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        raise PolicyError.because("overlay.incalculable", where=file, said=said) from error
