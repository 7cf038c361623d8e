"""The forms that go out and come back: one YAML file each, `data/intake/<form>.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal, get_args

import polars as pl
from sqlmodel import SQLModel

from policy.errors import OfficeError
from policy.identity import FIRST_BIRTH_YEAR
from policy.label import Label
from policy.pack import AS_WRITTEN, Pack
from policy.steps import KINDS
from policy.yaml_file import (
    REPOSITORY,
    fields_of,
    label_of,
    read_yaml,
    refuse_unknown,
    shown,
)
from registry import tables as _tables  # noqa: F401 - declares the tables

FOLDER = REPOSITORY / "data" / "intake"
VOCABULARY = FOLDER / "vocabulary.yaml"
FIRST_YEAR = 1900
COUNTERS = ("version", "round")
GIVEN = "given"

Type = Literal[
    "text",
    "name",
    "id_number",
    "paper_number",
    "date",
    "integer",
    "decimal",
    "yes_no",
    "code",
    "choice",
]
TYPES = get_args(Type)

REGISTER, NOTICE = "register", "notice"
_OPTIONAL = (
    *("aliases", "required", "required_when", "choices", "choices_from", "is_open", "default"),
    *("example", "help", "personal", "hidden", "is_emptied", "min", "max", "decimals"),
    *("is_exact", "is_planned", "is_plain", "is_prefilled"),
)


@dataclass(frozen=True)
class Choice:
    """One permitted value: stored as `id`, accepted in any of its spellings."""

    id: str
    label: Label
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.id, self.label.zh, self.label.en, *self.also)


@dataclass(frozen=True)
class Column:
    """One column of a form.

    `required_when` maps another column to the values (or `given`) that make this one required;
    `is_open` lets words pass that are no listed choice; `is_emptied` empties a wrong value with a
    note instead of refusing the row; `personal` values are masked in messages, and one that
    `is_protected` stands nowhere but in the table apart that the form names; a decimal that
    `is_exact` is never rounded; a day that `is_planned` may lie ahead; a code that
    `is_plain` has only letters, digits, hyphens and underscores, as it becomes a file's name; one that
    `is_prefilled` stands on the form that goes out, as keys and codes do, and is no answer.
    """

    name: str
    label: Label
    type: Type
    aliases: tuple[str, ...] = ()
    required: bool = False
    required_when: Mapping[str, tuple[Any, ...]] | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    is_open: bool = False
    default: str | None = None
    example: str = ""
    help: Label | None = None
    personal: bool = False
    hidden: bool = False
    is_emptied: bool = False
    min: int | None = None
    max: int | None = None
    decimals: int = 2
    is_exact: bool = False
    is_planned: bool = False
    is_plain: bool = False
    is_prefilled: bool = False
    is_protected: bool = False

    @property
    def dtype(self) -> pl.DataType:
        """What the registry stores of it."""
        match self.type:
            case "date":
                return pl.Date()
            case "integer":
                return pl.Int32()
            case "decimal":
                return pl.Decimal(18, self.decimals)
            case "yes_no":
                return pl.Boolean()
            case _:
                return pl.String()

    @property
    def earliest(self) -> date:
        """The first day that can be meant: a day before it is a slip of the pen, as in 0214-04-03."""
        return date(FIRST_BIRTH_YEAR if self.name == "birth_on" else FIRST_YEAR, 1, 1)

    @property
    def headers(self) -> tuple[str, ...]:
        """Every heading under which it is recognised."""
        return (self.label.zh, self.label.en, self.name, *self.aliases)


@dataclass(frozen=True)
class Protected:
    """Columns of a form that go into a table apart, under other names."""

    table: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """One form: its columns, its table, and the checks against the registry.

    Its `scope` are the kinds of campaign whose rows it brings, the registers of all, or a notice: then
    each row belongs to the campaign of the notice that it names.
    Where each row `is_counted`, as payments are, a row that comes twice is a fault and no copy.
    Where each row `is_restated`, as those of a department's list are, a row that comes again on another day
    is said anew, and is the next version though nothing in it changed.
    """

    id: str
    title: Label
    aliases: tuple[str, ...]
    table: str
    scope: tuple[str, ...]
    derived: str | None
    checks: tuple[str, ...]
    protected: Protected | None
    is_counted: bool
    is_restated: bool
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        return self.by_name[name]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What names one thing or act: the table's primary key without the counter."""
        keys = SQLModel.metadata.tables[self.table].primary_key.columns.keys()
        return tuple(name for name in keys if name not in COUNTERS)

    @cached_property
    def counter(self) -> str | None:
        """`version` or `round`; none where a thing is stated once for all."""
        names = SQLModel.metadata.tables[self.table].primary_key.columns.keys()
        return next((name for name in COUNTERS if name in names), None)

    @cached_property
    def protected_columns(self) -> tuple[str, ...]:
        """The columns whose values stand nowhere but in the table apart."""
        return tuple(column.name for column in self.columns if column.is_protected)

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """The form's columns that the table has."""
        names = SQLModel.metadata.tables[self.table].columns.keys()
        return tuple(column.name for column in self.columns if column.name in names)

    @cached_property
    def fact_days(self) -> tuple[str, ...]:
        """Days that the table needs and the form may leave open: then the day of loading."""
        fields = SQLModel.metadata.tables[self.table].columns
        return tuple(
            column.name
            for column in self.columns
            if column.type == "date" and column.name in fields and not fields[column.name].nullable
        )

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Columns by every normalised heading."""
        return {normal(header): column for column in self.columns for header in column.headers}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a sheet is recognised as this form."""
        return (self.title.zh, self.title.en, self.id, *self.aliases)

    def for_pack(self, pack: Pack) -> Form:
        """The form as a policy pack has it: its choices, and how numbers and names are read."""
        return replace(self, columns=tuple(_for_pack(column, pack) for column in self.columns))


def normal(heading: str) -> str:
    """A heading without what offices add to it: spaces, stars, remarks in brackets, capitals."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = re.sub(r"\([^)]*\)|\[[^]]*\]|【[^】]*】", "", text)
    return re.sub(r"[\s*:：、·_'’.-]", "", text)


@cache
def all_forms() -> dict[str, Form]:
    """Every form by id; PolicyError names the file and key that is wrong."""
    files = sorted(set(FOLDER.glob("*.yaml")) - {VOCABULARY})
    return {file.stem: _read_form(file.stem) for file in files}


def form(form_id: str) -> Form:
    """One form; OfficeError when there is none of that name."""
    found = all_forms().get(form_id)
    if found is None:
        raise OfficeError.because("intake.no_form", form=form_id, known=list(all_forms()))
    return found


def _read_form(form_id: str) -> Form:
    file = FOLDER / f"{form_id}.yaml"
    where = shown(file)
    node = fields_of(
        read_yaml(file),
        where,
        ("id", "title", "table", "scope", "columns"),
        ("aliases", "derived", "checks", "protected", "is_counted", "is_restated"),
    )
    refuse_unknown(node["table"], list(SQLModel.metadata.tables), f"{where}, table")
    scope = [node["scope"]] if isinstance(node["scope"], str) else node["scope"]
    for kind in scope:
        refuse_unknown(kind, [REGISTER, NOTICE, *KINDS], f"{where}, scope")
    columns = [_read_column(column, where) for column in node["columns"]]
    fields = SQLModel.metadata.tables[node["table"]].columns
    if "campaign_id" in fields:
        columns.append(_read_column("campaign_id", where))
    protected = _read_protected(node.get("protected"), where)
    if protected:
        apart = protected.columns.keys() - fields.keys()
        columns = [replace(column, is_protected=column.name in apart) for column in columns]
    return Form(
        id=node["id"],
        title=label_of(node["title"], f"{where}, title"),
        aliases=tuple(node.get("aliases", ())),
        table=node["table"],
        scope=tuple(scope),
        derived=node.get("derived"),
        checks=tuple(node.get("checks", ())),
        protected=protected,
        is_counted=bool(node.get("is_counted", False)),
        is_restated=bool(node.get("is_restated", False)),
        columns=tuple(columns),
    )


def _read_protected(node: Mapping[str, Any] | None, where: str) -> Protected | None:
    if node is None:
        return None
    fields_of(node, f"{where}, protected", ("table", "columns"))
    return Protected(node["table"], dict(node["columns"]))


@cache
def _vocabulary() -> Mapping[str, Mapping[str, Any]]:
    words: Mapping[str, Mapping[str, Any]] = read_yaml(VOCABULARY)
    return words


def _read_column(written: str | Mapping[str, Any], file: str) -> Column:
    own = {"name": written} if isinstance(written, str) else written
    where = f"{file}, columns, {own['name']}"
    node = fields_of(
        {**_vocabulary().get(own["name"], {}), **own}, where, ("name", "label", "type"), _OPTIONAL
    )
    refuse_unknown(node["type"], TYPES, f"{where}, type")
    plain = {key: node[key] for key in node if key not in ("label", "aliases", "choices", "help")}
    if "required_when" in node:
        plain["required_when"] = {
            name: () if values == GIVEN else tuple(values)
            for name, values in node["required_when"].items()
        }
    return Column(
        **plain
        | {
            "label": label_of(node["label"], where),
            "aliases": tuple(node.get("aliases", ())),
            "choices": tuple(_read_choice(choice, where) for choice in node.get("choices", ())),
            "help": label_of(node["help"], f"{where}, help") if "help" in node else None,
            "example": str(node.get("example", "")),
        }
    )


def _read_choice(node: Mapping[str, Any], where: str) -> Choice:
    fields_of(node, f"{where}, choices", ("id", "zh", "en"), ("also",))
    return Choice(node["id"], Label(str(node["zh"]), str(node["en"])), tuple(node.get("also", ())))


def _for_pack(column: Column, pack: Pack) -> Column:
    if column.choices_from:
        return replace(column, choices=_pack_choices(pack, column.choices_from))
    if column.type == "id_number" and pack.id_numbers == AS_WRITTEN:
        return replace(column, type="code")
    if column.type == "name" and pack.names == AS_WRITTEN:
        return replace(column, type="text")
    return column


def _pack_choices(pack: Pack, source: str | None) -> tuple[Choice, ...]:
    if source == "departments":
        return tuple(Choice(record.id, record.record) for record in pack.departments)
    if source == "duties":
        return tuple(Choice(d.id, d.label) for d in {d.id: d for d in pack.duties}.values())
    if source == "entered_indicators":
        indicators = {i.id: i for tree in pack.trees for i in tree.indicators if i.is_entered}
        return tuple(Choice(i.id, i.label) for i in indicators.values())
    own = {"measures": pack.measures, "village_aspects": pack.village_aspects}
    items = own[source] if source in own else pack.catalogue(source or "")
    return tuple(Choice(item.id, item.label) for item in items)
