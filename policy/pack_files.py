"""Readers of the files of a pack's folder; each raises PolicyError at the first faulty entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from policy.articles import (
    CatalogueItem,
    Criterion,
    DepartmentRecord,
    Kind,
    MeasureFit,
    RuleException,
    Setting,
    Value,
    ValueSeries,
)
from policy.errors import PolicyError
from policy.label import Label
from policy.yaml_file import (
    day_of,
    fields_of,
    label_of,
    list_of,
    read_yaml,
    refuse_repeated,
    refuse_unknown,
    shown,
)

DEFAULT = "default"
KINDS: dict[str, Kind] = {
    "four_enters": "enter",
    "keepouts": "keepout",
    "exit_conditions": "exit",
    "exit_bars": "bar",
}


def sources_of(node: Any, where: str) -> dict[str, Label]:
    """Short names of the texts that a pack rests on, by the id that its marks carry."""
    return {str(name): label_of(text, f"{where}, {name}") for name, text in node.items()}


def read_values(path: Path) -> dict[str, ValueSeries]:
    content = read_yaml(path)
    if not isinstance(content, Mapping):
        fields_of(content, shown(path), ("poverty_line",))
    return {str(key): _series(str(key), node, shown(path)) for key, node in content.items()}


def _series(key: str, node: Any, file: str) -> ValueSeries:
    where = f"{file}, {key}"
    fields = fields_of(
        node, where, ("label", "unit", "type", "values"), ("by", "source", "is_default")
    )
    refuse_unknown(str(fields["type"]), list(SETTINGS), f"{where}, type")
    by_year = "by" in fields
    if by_year:
        refuse_unknown(str(fields["by"]), ["year"], f"{where}, by")
    first_day = "year" if by_year else "from"
    label = label_of(fields["label"], where)
    versions = []
    for entry in fields["values"]:
        # A source that holds for the whole series is written once, above its values.
        version = fields_of(
            {k: fields[k] for k in ("source", "is_default") if k in fields} | dict(entry),
            where,
            (first_day, "source"),
            ("value", "is_default"),  # an empty list is a value
        )
        source = str(version["source"])
        versions.append(
            Value(
                key=key,
                value=SETTINGS[fields["type"]](version.get("value"), where),
                unit=str(fields["unit"]),
                since_on=_first_day(version[first_day], where),
                source=source,
                is_default=source == DEFAULT or bool(version.get("is_default", False)),
                label=label,
            )
        )
    _refuse_disorder([version.since_on for version in versions], where)
    return ValueSeries(key, str(fields["type"]), by_year, tuple(versions), file)


def _first_day(node: Any, where: str) -> date:
    return date(node, 1, 1) if type(node) is int else day_of(node, where)


def _refuse_disorder(days: list[date], where: str) -> None:
    for earlier, later in pairwise(days):
        if later <= earlier:
            raise PolicyError.because("policy.disorder", where=where, earlier=earlier, later=later)


def _setting(
    kind: Label, accepts: Callable[[Any], bool], convert: Callable[[Any], Setting]
) -> Callable[[Any, str], Setting]:
    def read(node: Any, where: str) -> Setting:
        try:
            if accepts(node):
                return convert(node)
        except (InvalidOperation, ValueError, ZeroDivisionError):
            pass
        raise PolicyError.because("policy.unfit_value", where=where, came=repr(node), kind=kind)

    return read


def _is_text(node: Any) -> bool:
    return isinstance(node, str)


# Decimals are quoted in the files: YAML would read them as binary fractions otherwise.
SETTINGS: dict[str, Callable[[Any, str], Setting]] = {
    "integer": _setting(Label("整数", "a whole number"), lambda node: type(node) is int, int),
    "decimal": _setting(
        Label('带引号的小数，如 "0.95"', 'a quoted decimal such as "0.95"'),
        lambda node: _is_text(node) and Decimal(node).is_finite(),
        Decimal,
    ),
    "fraction": _setting(
        Label('带引号的分数，如 "2/3"', 'a quoted fraction such as "2/3"'), _is_text, Fraction
    ),
    "text": _setting(Label("文字", "a text"), _is_text, str),
    "boolean": _setting(
        Label("true 或 false", "true or false"), lambda node: isinstance(node, bool), bool
    ),
    "month_day": _setting(
        Label('带引号的月日，如 "12-31"', 'a quoted month and day such as "12-31"'),
        lambda node: _is_text(node) and bool(date.fromisoformat(f"2000-{node}")),
        str,
    ),
    "list": _setting(
        Label("词的列表", "a list of words"),
        lambda node: isinstance(node, list) and all(map(_is_text, node)),
        tuple,
    ),
}


def read_criteria(path: Path) -> tuple[Criterion, ...]:
    first, *others = KINDS
    groups = fields_of(read_yaml(path), shown(path), (first,), tuple(others))
    return tuple(
        rule
        for group, kind in KINDS.items()
        for rule in criteria_of(groups.get(group) or [], kind, shown(path))
    )


def criteria_of(nodes: Any, kind: Kind, file: str) -> list[Criterion]:
    """The entries of one kind, each with its versions in the order of their days."""
    rules = []
    for node in list_of(nodes, file):
        where = f"{file}, {node.get('id', '(no id)') if isinstance(node, dict) else node}"
        fields = fields_of(
            node, where, ("id", "from", "expression", "label", "source"), ("exceptions",)
        )
        if not re.fullmatch(rf"{kind}\.[a-z_]+", str(fields["id"])):
            raise PolicyError.because("policy.unfit_id", where=where, came=fields["id"], kind=kind)
        rules.append(
            Criterion(
                id=str(fields["id"]),
                kind=kind,
                expression=str(fields["expression"]).strip(),
                exceptions=tuple(
                    _exception(each, where)
                    for each in list_of(fields.get("exceptions") or [], f"{where}, exceptions")
                ),
                label=label_of(fields["label"], where),
                source=str(fields["source"]),
                since_on=day_of(fields["from"], where),
                file=file,
            )
        )
    for name in {rule.id for rule in rules}:
        _refuse_disorder([rule.since_on for rule in rules if rule.id == name], f"{file}, {name}")
    return rules


def _exception(node: Any, where: str) -> RuleException:
    fields = fields_of(node, f"{where}, exceptions", ("expression", "label"))
    return RuleException(str(fields["expression"]).strip(), label_of(fields["label"], where))


def read_departments(path: Path) -> tuple[DepartmentRecord, ...]:
    where = shown(path)
    records = []
    for node in read_yaml(path) or []:
        fields = fields_of(node, where, ("id", "department", "record", "rule", "source"))
        place = f"{where}, {fields['id']}"
        records.append(
            DepartmentRecord(
                id=str(fields["id"]),
                department=label_of(fields["department"], f"{place}, department"),
                record=label_of(fields["record"], f"{place}, record"),
                rule=str(fields["rule"]),
                source=str(fields["source"]),
            )
        )
    refuse_repeated((record.id for record in records), where)
    return tuple(records)


def read_catalogues(path: Path) -> dict[str, tuple[CatalogueItem, ...]]:
    return {
        str(name): _catalogue(node, f"{shown(path)}, {name}")
        for name, node in (read_yaml(path) or {}).items()
    }


def read_measure_fits(path: Path) -> tuple[MeasureFit, ...]:
    """Which measures answer which cause, in the order of the file; none where there is no file."""
    if not path.is_file():
        return ()
    fits: list[MeasureFit] = []
    days: dict[str, list[date]] = {}
    for node in read_yaml(path) or []:
        fields = fields_of(node, shown(path), ("cause", "from", "measures"))
        cause, where = str(fields["cause"]), f"{shown(path)}, {fields['cause']}"
        since_on = day_of(fields["from"], where)
        days.setdefault(cause, []).append(since_on)
        _refuse_disorder(days[cause], where)
        entries = [fields_of(each, where, ("id", "source")) for each in fields["measures"]]
        refuse_repeated((str(each["id"]) for each in entries), where)
        fits += [
            MeasureFit(cause, str(each["id"]), since_on, str(each["source"])) for each in entries
        ]
    return tuple(fits)


def _catalogue(node: Any, where: str) -> tuple[CatalogueItem, ...]:
    fields = fields_of(node, where, ("source", "items"))
    items = []
    for entry in fields["items"]:
        item = fields_of(entry, where, ("id", "zh", "en"))
        label = label_of({"zh": item["zh"], "en": item["en"]}, f"{where}, {item['id']}")
        items.append(CatalogueItem(str(item["id"]), label, str(fields["source"])))
    refuse_repeated((item.id for item in items), where)
    return tuple(items)
