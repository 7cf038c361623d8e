"""A policy pack: one place's law as dated values, criteria and catalogues, each with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
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
from policy.assessment import ASSESSED, Indicator, Tree, read_trees, tree_on
from policy.duties import Duty, read_duties
from policy.errors import PolicyError
from policy.features import load_features
from policy.label import Label
from policy.pack_files import (
    DEFAULT,
    read_catalogues,
    read_criteria,
    read_departments,
    read_measure_fits,
    read_values,
    sources_of,
)
from policy.pairing.quotas import Quota, Scheme, read_quotas
from policy.yaml_file import (
    REPOSITORY,
    fields_of,
    label_of,
    read_yaml,
    refuse_unknown,
    shown,
)

__all__ = [
    "CatalogueItem",
    "Criterion",
    "DepartmentRecord",
    "Kind",
    "Label",
    "Pack",
    "RuleException",
    "Setting",
    "Value",
    "ValueSeries",
    "load_pack",
]

#: By kind of campaign the lists that are made public, each with a name of its own.
LISTS: dict[str, tuple[str, ...]] = {
    "identification": ("first_publicity", "second_publicity", "announcement"),
    "exit": ("first_publicity", "second_publicity", "announcement"),
    "help": ("payment_list",),
    "assessment": ("assessment_result",),
    "villages": ("village_proposal",),
}
#: A place that only identifies the poor has no other lists.
FIRST_LISTS = "identification"
PACKS = REPOSITORY / "data" / "policy"
#: Rules of departments' lists that are no keep-outs: an entry of the register to be checked, and
#: what only informs the officer.
CHECK, INFORM = "check", "inform"
#: Where a setting comes from that no source text gives.
OFFICE_DEFAULT = Label("本县默认规定", "office default")
#: A mark of a source: the text's id, and the place in it.
_MARK = re.compile(r"\[(\w+)(?: §([^\]]+))?\]")
#: All that a list for the public may show of a household: nothing of numbers, accounts, illness or disability.
NOTICE_FIELDS = ("head_name", "group_name", "household_size")
LEVELS = ("county", "township", "village", "group")
#: How ID numbers and names are read: by the rules of the place, or as they are written.
AS_WRITTEN = "as_written"
ID_NUMBERS, NAMES = ("gb_11643", AS_WRITTEN), ("words", AS_WRITTEN)


@dataclass(frozen=True)
class PlaceCode:
    """What the code of a place of one level looks like: a regular expression, and in words."""

    pattern: str
    label: Label


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything that one policy pack says; ask it with a day. Compared by identity."""

    name: str
    label: Label
    country: str
    currency: Label
    welfare_measure: str
    measures_catalogue: str
    id_numbers: str
    names: str
    place_codes: Mapping[str, PlaceCode] = field(repr=False)
    are_place_codes_nested: bool
    paper_number: str
    issuer: Label
    list_names: Mapping[str, Mapping[str, Label]]
    sources: Mapping[str, Label] = field(repr=False)
    series: Mapping[str, ValueSeries] = field(repr=False)
    rules: tuple[Criterion, ...] = field(repr=False)
    departments: tuple[DepartmentRecord, ...] = field(repr=False)
    catalogues: Mapping[str, tuple[CatalogueItem, ...]] = field(repr=False)
    duties: tuple[Duty, ...] = field(repr=False)
    measure_fits: tuple[MeasureFit, ...] = field(repr=False)
    schemes: Mapping[str, Scheme] = field(repr=False)
    trees: tuple[Tree, ...] = field(repr=False)
    folder: str

    def value(self, key: str, on: date) -> Value:
        """The value in force on that day.

        PolicyError when the key is unknown, the day lies before the first one, or a value that is
        set year by year has none for that year: the law is never guessed.
        """
        series = self.series.get(key)
        if series is None:
            raise _no_key(key, self)
        found = series.on(on)
        if found is None:
            raise _no_value(series, on)
        return found

    def values_on(self, on: date) -> dict[str, Value]:
        """All values in force on that day; a key without one is absent, `value` says why."""
        found = {key: series.on(on) for key, series in self.series.items()}
        return {key: value for key, value in found.items() if value is not None}

    def numeric_types(self) -> dict[str, str]:
        """Values that a criterion may name, numbers whose key is a plain word, with their type."""
        return {
            key: series.type
            for key, series in self.series.items()
            if series.type in ("integer", "decimal") and re.fullmatch(r"[a-z_]+", key)
        }

    def criteria(self, kind: Kind, on: date) -> tuple[Criterion, ...]:
        """The criteria of that kind in force, in the order of the file.

        PolicyError when the pack has such criteria, but only from a later day.
        """
        rules = [rule for rule in self.rules if rule.kind == kind]
        in_force = {rule.id: rule for rule in rules if rule.since_on <= on}
        if rules and not in_force:
            first_on = min(rule.since_on for rule in rules)
            raise PolicyError.because(
                "policy.no_criterion_yet", where=rules[0].file, kind=kind, on=on, first_on=first_on
            )
        return tuple(in_force.values())

    def catalogue(self, name: str) -> tuple[CatalogueItem, ...]:
        """A catalogue by name; empty when the pack does not have it."""
        return self.catalogues.get(name, ())

    def cited(self, source: str) -> Label:
        """A source as people read it: "[002 §3.2]" as 《精准识别应知应会》3.2节; a name stays."""
        if source == DEFAULT:
            return OFFICE_DEFAULT
        mark = _MARK.fullmatch(source)
        if not mark:
            return Label(source, source)
        text, place = self.sources[mark[1]], mark[2]
        return Label(
            f"《{text.zh}》{place}节" if place else f"《{text.zh}》",
            f"{text.en}, {place}" if place else text.en,
        )

    @property
    def causes(self) -> tuple[CatalogueItem, ...]:
        return self.catalogue("causes")

    @property
    def measures(self) -> tuple[CatalogueItem, ...]:
        """The catalogue of measures that this place works by."""
        return self.catalogue(self.measures_catalogue)

    def fitting_measures(self, on: date) -> dict[str, tuple[str, ...]]:
        """By cause of poverty the measures that answer it on that day, the best first."""
        last = {f.cause: f.since_on for f in self.measure_fits if f.since_on <= on}
        return {
            cause: tuple(
                f.measure_id for f in self.measure_fits if (f.cause, f.since_on) == (cause, day)
            )
            for cause, day in last.items()
        }

    def tree(self, kind: str, on: date) -> Tree:
        """How that kind is assessed on that day; PolicyError where the pack does not say."""
        found = tree_on(self.trees, kind, on)
        if found is None:
            raise PolicyError.because(
                "assessment.no_tree", where=f"{self.folder}/indicators.yaml", kind=kind, on=on
            )
        return found

    def indicators(self, on: date) -> dict[str, Indicator]:
        """The indicators of all trees in force on that day, by id."""
        in_force = filter(None, (tree_on(self.trees, kind, on) for kind in ASSESSED))
        return {indicator.id: indicator for tree in in_force for indicator in tree.indicators}

    @property
    def difficulties(self) -> tuple[CatalogueItem, ...]:
        return self.catalogue("difficulties")

    @property
    def haves(self) -> tuple[CatalogueItem, ...]:
        return self.catalogue("haves")

    @property
    def village_aspects(self) -> tuple[CatalogueItem, ...]:
        """What is stated of a village: its haves, and what is weighed beside them at its exit."""
        return (*self.haves, *self.catalogue("exit_aspects"))


def _no_key(key: str, pack: Pack) -> PolicyError:
    where = f"{pack.folder}/values.yaml, {key}"
    nearest = get_close_matches(key, pack.series, n=1)
    if nearest:
        return PolicyError.because("policy.misspelt_value", where=where, key=key, nearest=nearest)
    return PolicyError.because("policy.unknown_value", where=where, key=key)


def _no_value(series: ValueSeries, on: date) -> PolicyError:
    where, first_on = f"{series.file}, {series.key}", series.versions[0].since_on
    if series.by_year:
        years = [version.since_on.year for version in series.versions]
        return PolicyError.because(
            "policy.no_value_for_year", where=where, key=series.key, year=on.year, years=years
        )
    return PolicyError.because(
        "policy.no_value_yet", where=where, key=series.key, on=on, first_on=first_on
    )


@lru_cache
def load_pack(name: str, root: Path = PACKS) -> Pack:
    """The pack in the folder `root/name`, checked as a whole; PolicyError names file and key."""
    folder = root / name
    head_file = shown(folder / "pack.yaml")
    head = fields_of(
        read_yaml(folder / "pack.yaml"),
        head_file,
        (
            *("label", "country", "currency", "welfare_measure"),
            *("id_numbers", "names", "place_codes", "papers"),
        ),
        ("measures_catalogue", "are_place_codes_nested", "sources"),
    )
    refuse_unknown(str(head["id_numbers"]), ID_NUMBERS, f"{head_file}, id_numbers")
    refuse_unknown(str(head["names"]), NAMES, f"{head_file}, names")
    amounts = [feature.name for feature in load_features() if feature.type == "decimal"]
    refuse_unknown(str(head["welfare_measure"]), amounts, f"{head_file}, welfare_measure")
    papers = fields_of(head["papers"], f"{head_file}, papers", ("number", "issuer", "lists"))
    where = f"{head_file}, papers, lists"
    lists = fields_of(papers["lists"], where, (FIRST_LISTS,), tuple(LISTS))
    catalogues = read_catalogues(folder / "catalogues.yaml")
    pack = Pack(
        name=name,
        label=label_of(head["label"], head_file),
        country=str(head["country"]),
        currency=label_of(head["currency"], f"{head_file}, currency"),
        welfare_measure=str(head["welfare_measure"]),
        measures_catalogue=str(head.get("measures_catalogue", "")),
        id_numbers=str(head["id_numbers"]),
        names=str(head["names"]),
        place_codes=_place_codes(head["place_codes"], f"{head_file}, place_codes"),
        are_place_codes_nested=bool(head.get("are_place_codes_nested", False)),
        paper_number=str(papers["number"]),
        issuer=label_of(papers["issuer"], f"{head_file}, papers, issuer"),
        list_names={
            kind: {
                name: label_of(label, f"{where}, {kind}, {name}")
                for name, label in fields_of(of_kind, f"{where}, {kind}", LISTS[kind]).items()
            }
            for kind, of_kind in lists.items()
        },
        sources=sources_of(head.get("sources") or {}, f"{head_file}, sources"),
        series=read_values(folder / "values.yaml"),
        rules=read_criteria(folder / "criteria.yaml"),
        departments=read_departments(folder / "departments.yaml"),
        catalogues=catalogues,
        measure_fits=read_measure_fits(folder / "measures.yaml"),
        schemes=read_quotas(
            folder / "quotas.yaml", {rank.id: rank.label for rank in catalogues.get("ranks", ())}
        ),
        duties=read_duties(folder / "duties.yaml"),
        trees=read_trees(
            folder / "indicators.yaml",
            [item.id for item in catalogues.get("six_precisions", ())],
            [item.id for item in catalogues.get("assessment_items", ())],
        ),
        folder=shown(folder),
    )
    _check_references(pack)
    _check_notices(pack)
    _check_sending_hours(pack)
    return pack


def _place_codes(node: Any, where: str) -> dict[str, PlaceCode]:
    codes = {}
    for level, written in fields_of(node, where, LEVELS).items():
        code = fields_of(written, f"{where}, {level}", ("pattern", "zh", "en"))
        try:
            re.compile(str(code["pattern"]))
        except re.error as error:
            raise PolicyError.because(
                "policy.unfit_pattern",
                where=f"{where}, {level}",
                pattern=code["pattern"],
                said=error,
            ) from error
        codes[level] = PlaceCode(str(code["pattern"]), Label(str(code["zh"]), str(code["en"])))
    return codes


def _sources_named(pack: Pack) -> list[str]:
    values = (version for series in pack.series.values() for version in series.versions)
    items = (item for catalogue in pack.catalogues.values() for item in catalogue)
    quotas = (quota for scheme in pack.schemes.values() for quota in scheme.quotas.values())
    named: tuple[
        Value
        | Criterion
        | DepartmentRecord
        | CatalogueItem
        | Quota
        | Duty
        | MeasureFit
        | Tree
        | Indicator,
        ...,
    ]
    named = (
        *values,
        *pack.rules,
        *pack.departments,
        *items,
        *quotas,
        *pack.duties,
        *pack.measure_fits,
        *pack.trees,
        *(indicator for tree in pack.trees for indicator in tree.indicators),
    )
    return sorted({each.source for each in named})


def _check_sending_hours(pack: Pack) -> None:
    """From and until are hours of one day, the first before the second: else nothing would ever go out."""
    if not {"reminder.from_hour", "reminder.until_hour"} <= set(pack.series):
        return
    hours = [pack.series[f"reminder.{name}_hour"].versions for name in ("from", "until")]
    for on in sorted({version.since_on for versions in hours for version in versions}):
        held = [[v.value for v in versions if v.since_on <= on][-1:] for versions in hours]
        if all(held) and not 0 <= int(str(held[0][0])) < int(str(held[1][0])) <= 24:
            raise PolicyError.because(
                "policy.no_sending_hours",
                where=f"{pack.folder}/values.yaml, reminder.until_hour",
                from_hour=held[0][0],
                until_hour=held[1][0],
            )


def _check_notices(pack: Pack) -> None:
    """A list without names would be none: nobody could object to it."""
    series = pack.series.get("notice.shows")
    for version in series.versions if series else ():
        if not isinstance(version.value, tuple) or "head_name" not in version.value:
            where = f"{pack.folder}/values.yaml, notice.shows"
            raise PolicyError.because("policy.nameless_notice", where=where, came=version.value)


def _check_references(pack: Pack) -> None:
    keepouts = [rule.id for rule in pack.rules if rule.kind == "keepout"]
    for record in pack.departments:
        refuse_unknown(
            record.rule,
            [*keepouts, CHECK, INFORM],
            f"{pack.folder}/departments.yaml, {record.id}, rule",
        )
    for source in _sources_named(pack):
        if mark := _MARK.fullmatch(source):
            refuse_unknown(mark[1], list(pack.sources), f"{pack.folder}/pack.yaml, sources")
    if pack.measures_catalogue:
        refuse_unknown(
            pack.measures_catalogue,
            list(pack.catalogues),
            f"{pack.folder}/pack.yaml, measures_catalogue",
        )
    for fit in pack.measure_fits:
        where = f"{pack.folder}/measures.yaml, {fit.cause}"
        refuse_unknown(fit.cause, [item.id for item in pack.causes], where)
        refuse_unknown(fit.measure_id, [item.id for item in pack.measures], where)
    for key, known in (
        ("notice.shows", NOTICE_FIELDS),
        ("comparison.required_departments", [r.id for r in pack.departments]),
        ("village.exit.required_haves", [item.id for item in pack.village_aspects]),
        ("village.score.counted_bodies", [item.id for item in pack.catalogue("panel_bodies")]),
    ):
        for version in pack.series[key].versions if key in pack.series else ():
            for name in version.value if isinstance(version.value, tuple) else ():
                refuse_unknown(name, known, f"{pack.series[key].file}, {key}")
    if "pairing.scheme" in pack.series:
        series = pack.series["pairing.scheme"]
        for version in series.versions:
            refuse_unknown(str(version.value), list(pack.schemes), f"{series.file}, {series.key}")
