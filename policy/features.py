"""The columns of `household_features`: what is known of a household, and who asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from policy.errors import PolicyError
from policy.label import Label
from policy.yaml_file import (
    REPOSITORY,
    fields_of,
    label_of,
    read_yaml,
    refuse_repeated,
    refuse_unknown,
    shown,
)

CATALOGUE = REPOSITORY / "data" / "features.yaml"
KEY = "household_id"
VIEWS = ("register", "income", "food", "security", "trend", "history")

# Four decimals: the lines of some countries are given in thousands of their currency.
SQL_TYPES = {
    "text": "VARCHAR",
    "int": "INTEGER",
    "decimal": "DECIMAL(18,4)",
    "bool": "BOOLEAN",
    "enum": "VARCHAR",
}


@dataclass(frozen=True)
class Feature:
    """One column; NULL means not surveyed. `unit` names the pack's currency `currency`."""

    name: str
    type: str
    unit: str
    values: Mapping[str, Label]
    label: Label
    view: str
    asks: Label

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.type]


@lru_cache
def load_features(path: Path = CATALOGUE) -> tuple[Feature, ...]:
    """All columns in the order of the view; PolicyError names a faulty entry."""
    file = shown(path)
    features = tuple(_feature(node, file) for node in read_yaml(path))
    refuse_repeated((feature.name for feature in features), file)
    return features


def columns_sql(features: tuple[Feature, ...]) -> str:
    """The columns as they stand in a CREATE TABLE."""
    return ", ".join(f"{feature.name} {feature.sql_type}" for feature in features)


def _feature(node: Any, file: str) -> Feature:
    fields = fields_of(node, file, ("name", "type", "unit", "label", "view", "asks"), ("values",))
    where = f"{file}, {fields['name']}"
    refuse_unknown(fields["type"], list(SQL_TYPES), f"{where}, type")
    refuse_unknown(fields["view"], VIEWS, f"{where}, view")
    values = fields.get("values") or {}
    if bool(values) != (fields["type"] == "enum"):
        raise PolicyError.because(
            "policy.unfit_feature", where=where, type=fields["type"], count=len(values)
        )
    return Feature(
        name=str(fields["name"]),
        type=str(fields["type"]),
        unit=str(fields["unit"]),
        values={str(key): label_of(label, f"{where}, {key}") for key, label in values.items()},
        label=label_of(fields["label"], where),
        view=str(fields["view"]),
        asks=label_of(fields["asks"], f"{where}, asks"),
    )
