"""Column maps: a table that others made, such as a published survey, fills in the office's forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from typing import Any

import polars as pl

from policy.errors import OfficeError
from policy.yaml_file import fields_of, label_of, read_yaml, refuse_unknown, shown
from tasks.intake.faults import place
from tasks.intake.files import ROW_NO, Grid
from tasks.intake.forms import all_forms

HEADING_ROWS = 20


@dataclass(frozen=True)
class Filling:
    """What a form's column is filled with: a text with `{columns}`, or e to the power of one."""

    text: str
    is_exponent: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        if self.is_exponent:
            return (self.text,)
        return tuple(name for _, name, _, _ in Formatter().parse(self.text) if name)

    def expression(self, columns: Mapping[str, pl.Expr]) -> pl.Expr:
        """The filled column; empty where a source is, and as it came where it is no number."""
        named = [columns[name] for name in self.sources]
        if self.is_exponent:
            power = named[0].cast(pl.Float64, strict=False).exp().round(2)
            return pl.coalesce(
                power.cast(pl.Decimal(18, 2), strict=False).cast(pl.String), named[0]
            )
        parts = Formatter().parse(self.text)
        return pl.format(
            "".join(text + ("{}" if name else "") for text, name, _, _ in parts), *named
        )


@dataclass(frozen=True)
class MappedSheet:
    """One form that the table fills in; with `is_once` rows that say the same are one."""

    form: str
    columns: Mapping[str, Filling]
    is_once: bool


@dataclass(frozen=True)
class ColumnMap:
    """All forms that one table fills in."""

    file: str
    sheets: tuple[MappedSheet, ...]

    def fill(self, grid: Grid, only: str | None = None) -> Iterator[Grid]:
        """The table as sheets of the forms (or `only` of one), rows numbered as in the table.

        OfficeError where the table lacks a column that the map names.
        """
        if grid.fault:
            yield grid
            return
        wanted = [sheet for sheet in self.sheets if only in (None, sheet.form)]
        sources = {name for s in wanted for f in s.columns.values() for name in f.sources}
        row_no, positions = _heading(grid, sources, self.file)
        below = grid.cells.filter(pl.col(ROW_NO) > row_no)
        columns = {
            name: pl.when(pl.col(source).str.contains(r"\S")).then(source)
            for name, source in positions.items()
        }
        for number, sheet in enumerate(wanted, 1):
            filled = {
                f"c{n}": filling.expression(columns)
                for n, filling in enumerate(sheet.columns.values())
            }
            cells = below.select(ROW_NO, **filled)
            if sheet.is_once:
                cells = cells.unique(subset=list(filled), keep="first", maintain_order=True)
            name = f"{sheet.form} {number}"
            yield replace(grid, sheet=name, cells=cells, heading=tuple(sheet.columns))


def read_column_map(path: Path) -> ColumnMap:
    """The map in a YAML file; PolicyError names the key that is wrong."""
    where = shown(path)
    node = fields_of(read_yaml(path), where, ("title", "source", "sheets"))
    label_of(node["title"], f"{where}, title")
    return ColumnMap(path.name, tuple(_sheet(sheet, where) for sheet in node["sheets"]))


def _sheet(node: Any, where: str) -> MappedSheet:
    fields = fields_of(node, f"{where}, sheets", ("form", "columns"), ("is_once",))
    refuse_unknown(fields["form"], list(all_forms()), f"{where}, form")
    form, columns = all_forms()[fields["form"]], {}
    for name, written in fields["columns"].items():
        inside = f"{where}, {form.id}, {name}"
        refuse_unknown(name, list(form.by_name), inside)
        if isinstance(written, Mapping):
            columns[name] = Filling(str(fields_of(written, inside, ("exp",))["exp"]), True)
        else:
            columns[name] = Filling(str(written))
    return MappedSheet(form.id, columns, bool(fields.get("is_once", False)))


def _heading(grid: Grid, sources: set[str], file: str) -> tuple[int, dict[str, str]]:
    """The row of the heading, and by column of the table where it stands."""
    content = [name for name in grid.cells.columns if name != ROW_NO]
    rows = grid.cells.head(HEADING_ROWS).select(ROW_NO, *content).rows()
    lines = [(0, grid.heading)] if grid.heading else [(row[0], row[1:]) for row in rows]
    lacking = sources
    for row_no, cells in lines:
        positions = {cell.strip(): name for cell, name in zip(cells, content, strict=False) if cell}
        if sources <= positions.keys():
            return row_no, {name: positions[name] for name in sources}
        lacking = min(lacking, sources - positions.keys(), key=len)
    raise OfficeError.because(
        "intake.no_mapped_column",
        where=place(grid.place, grid.sheet),
        lacking=sorted(lacking),
        file=file,
        columns=sorted(sources),
    )
