"""A sheet of a known form: its heading found, its columns named, idle rows left out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from policy.label import Label
from policy.refusals import Part, refusal
from tasks.intake.faults import Fault
from tasks.intake.files import ROW_NO, Grid
from tasks.intake.forms import REGISTER, Column, Form, normal

HEADING_ROWS = 20  # a heading stands near the top; below are data
NOT_FORMS = frozenset(map(normal, ["说明", "填表说明", "备注", "notes", "help", "readme"]))
NOT_COLUMNS = frozenset(
    map(normal, ["序号", "备注", "No.", "remarks", "原行号", "Row", "问题", "Problems"])
)
FAULTS = ".faults"
FOR_INFORMATION = Label("参考：", "For information: ")
TOTALS = r"^\s*(合\s*计|总\s*计|小\s*计|共\s*计|(?i:total|sum))\s*[:：]?\s*$"
NOT_FILLED_IN = "not filled in"
FOOTNOTE = r"^\s*(注|说明|填表人|填报人|制表人|审核人|负责人|单位负责人)\s*[:：]"


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet as text: `row_no` and one column per column of the form it has.

    `headings` are the column headings as they came; `left_out` the rows that are no data, with
    what stood there and why they were left out. `place` is what people call the file.
    """

    file: str
    place: Part
    digest: str
    sheet: str | None
    form: Form
    cells: pl.DataFrame
    headings: Mapping[str, str]
    left_out: pl.DataFrame

    def is_once_more(self, other: Sheet) -> bool:
        """Whether it is that sheet of that file, named twice or copied under another name."""
        is_same = (self.digest, self.sheet) == (other.digest, other.sheet)
        return is_same and self.cells.equals(other.cells)

    @property
    def unfilled(self) -> int:
        """How many rows it has, if nobody filled in any of them."""
        is_unfilled = self.cells.is_empty() and self.left_out["why"].eq(NOT_FILLED_IN).all()
        return self.left_out.height if is_unfilled else 0


def read_sheet(
    grid: Grid, forms: Mapping[str, Form], form: Form | None
) -> tuple[Sheet | None, list[Fault]]:
    """The sheet behind a grid, or what is wrong with its heading; nothing at all if it is empty."""
    if grid.fault:
        return None, [grid.fault]
    content = [name for name in grid.cells.columns if name != ROW_NO]
    filled = grid.cells.filter(
        pl.any_horizontal(pl.col(content).str.contains(r"\S").fill_null(False))
    )
    named = form or form_by_name(grid, forms)
    if grid.heading is None and filled.is_empty():
        return None, []
    if named is None and normal(grid.sheet or "") in NOT_FORMS:
        return None, []
    top = filled.head(HEADING_ROWS).select(ROW_NO, *content).rows()
    rows = [(0, grid.heading)] if grid.heading else [(row[0], row[1:]) for row in top]
    found = _best_heading(rows, [named] if named else list(forms.values()))
    if found is None:
        return None, [_no_heading(grid, named, forms)]
    return _named_sheet(grid, filled, content, *found)


def stem_of(file: str) -> str:
    """A file's name without its ending, and without what marks an error copy: it stands for the file."""
    return file.rsplit(".", 1)[0].removesuffix(FAULTS)


def form_by_name(grid: Grid, forms: Mapping[str, Form]) -> Form | None:
    """The form that the sheet's name says (户, 户 (2), Households), or else the file's name."""
    stem = stem_of(grid.file).split("__")[0]
    for name in (grid.sheet, stem):
        wanted = re.sub(r"\d+$", "", normal(name or ""))
        for form in forms.values():
            if wanted and wanted in map(normal, form.names):
                return form
    return None


def _column_of(heading: str | None, form: Form) -> Column | None:
    """The column that a heading names; of a heading in two languages either will do."""
    if not heading:
        return None
    for part in (heading, *re.split(r"[\n/]", heading)):
        if column := form.by_header.get(normal(part)):
            return column
    return None


def _best_heading(
    rows: Sequence[tuple[int, Sequence[str | None]]], forms: Sequence[Form]
) -> tuple[Form, list[tuple[int, Sequence[str | None]]]] | None:
    """The form and the heading rows (one, or two in two languages) that name most columns."""
    scored = []
    for form in forms:
        for position, (_, cells) in enumerate(rows):
            columns = {column.name for cell in cells if (column := _column_of(cell, form))}
            missing = sum(c.required and c.name not in columns for c in form.columns)
            scored.append((len(columns), -missing, -position, form))
    best = max(scored, key=lambda score: score[:3])
    named, _, position, form = best
    rivals = {other.id for *score, other in scored if tuple(score) == best[:3]}
    if named < min(2, len(form.columns)) or len(rivals) > 1:
        return None
    lines = [rows[-position]]
    for following in rows[1 - position :]:
        if sum(_column_of(cell, form) is not None for cell in following[1]) * 2 < max(named, 4):
            break
        lines.append(following)
    return form, lines


def _named_sheet(
    grid: Grid,
    filled: pl.DataFrame,
    content: Sequence[str],
    form: Form,
    lines: Sequence[tuple[int, Sequence[str | None]]],
) -> tuple[Sheet | None, list[Fault]]:
    rows = filled.filter(pl.col(ROW_NO) > lines[-1][0])
    faults: list[Fault] = []
    sources: dict[str, str] = {}
    headings: dict[str, str] = {}
    spellings: dict[str, list[str | None]] = {}
    for position, source in enumerate(content):
        written = [line[position] for _, line in lines if line[position]]
        column = next((c for cell in written if (c := _column_of(cell, form))), None)
        heading = re.sub(r"\s+", " ", written[0] or "").strip() if written else ""
        if column is None and _is_idle(heading, rows[source]):
            continue
        fault = (
            _heading_fault(grid, form, lines[0][0], heading, column, sources)
            if heading
            else _stray_value(grid, form, position, rows.select(ROW_NO, source))
        )
        if fault:
            faults.append(fault)
        elif column:
            sources[column.name], headings[column.name] = source, heading
            spellings[column.name] = written
    faults += [
        _missing_column(grid, form, lines[0][0], column)
        for column in form.columns
        if column.required and column.name not in sources and column.choices_from != "departments"
    ]
    if faults:
        return None, faults
    cells = rows.select(ROW_NO, **{name: pl.col(source) for name, source in sources.items()})
    kept, left_out = _without_idle_rows(cells, form, spellings)
    return Sheet(grid.file, grid.place, grid.digest, grid.sheet, form, kept, headings, left_out), []


def _is_idle(heading: str, cells: pl.Series) -> bool:
    """A column that nobody asked for and that holds nothing, or nothing of interest."""
    is_empty = not cells.str.contains(r"\S").any()
    is_shown = heading.startswith((FOR_INFORMATION.zh, FOR_INFORMATION.en))
    return is_empty or is_shown or normal(heading.split("/", maxsplit=1)[0]) in NOT_COLUMNS


def _without_idle_rows(
    cells: pl.DataFrame, form: Form, spellings: Mapping[str, Sequence[str | None]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that say something, and those left out with the reason why."""
    filled = {name: pl.col(name).str.contains(r"\S").fill_null(False) for name in cells.columns[1:]}
    texts = pl.exclude(ROW_NO)
    is_footnote = pl.any_horizontal(texts.str.contains(FOOTNOTE).fill_null(False))
    is_heading = [pl.col(name).is_in(spellings[name]).fill_null(False) for name in filled]
    reason = (
        pl.when(pl.any_horizontal(texts.str.contains(TOTALS).fill_null(False)))
        .then(pl.lit("a total, no row"))
        .when((pl.sum_horizontal(filled.values()) == 1) & is_footnote)
        .then(pl.lit("a note, no row"))
        .when(pl.sum_horizontal(filled.values()) == pl.sum_horizontal(is_heading))
        .then(pl.lit("the heading again, no row"))
    )
    answers = [is_filled for name, is_filled in filled.items() if _is_answer(form, name)]
    if REGISTER not in form.scope and answers:
        reason = reason.when(~pl.any_horizontal(answers)).then(pl.lit(NOT_FILLED_IN))
    judged = cells.filter(pl.any_horizontal(filled.values())).with_columns(why=reason)
    shown = [name for name in filled if name not in form.protected_columns]
    said = pl.concat_str(shown, separator=" ", ignore_nulls=True).str.strip_chars()
    left_out = judged.filter(pl.col("why").is_not_null()).select(ROW_NO, "why", came=said)
    return judged.filter(pl.col("why").is_null()).drop("why"), left_out


def _is_answer(form: Form, name: str) -> bool:
    """Whether people fill it in; keys and codes are printed on the form that goes out."""
    column = form.column(name)
    return name not in form.key and column.type != "code" and not column.is_prefilled


def _heading_fault(
    grid: Grid,
    form: Form,
    row: int,
    heading: str,
    column: Column | None,
    sources: Mapping[str, str],
) -> Fault | None:
    def fault(reason: str, **values: Any) -> Fault:
        return Fault(grid.place, grid.sheet, row, heading, refusal(reason, **values))

    if column is None:
        known = [label for c in form.columns if not c.hidden for label in (c.label.zh, c.label.en)]
        if near := difflib.get_close_matches(heading, known, 1, 0.5):
            return fault("intake.heading_like", near=near)
        return fault("intake.heading_unlike", form=form.title, columns=_labels(form))
    if column.name in sources:
        return fault("intake.heading_twice", column=column.label)
    return None


def _stray_value(grid: Grid, form: Form, position: int, cells: pl.DataFrame) -> Fault:
    """Where the first value of a column without a heading stands; in a list a comma may have moved it."""
    row = cells.filter(pl.last().str.contains(r"\S"))[ROW_NO][0]
    letters = None if grid.first is None else xl_col_to_name(grid.first + position)
    reason = "intake.heading_empty" if grid.sheet else "intake.heading_empty_in_list"
    told = refusal(reason, form=form.title, columns=_labels(form))
    return Fault(grid.place, grid.sheet, row, letters, told)


def _missing_column(grid: Grid, form: Form, row: int, column: Column) -> Fault:
    told = refusal("intake.heading_missing", form=form.title, column=column.label)
    return Fault(grid.place, grid.sheet, row or None, column.label, told)


def _no_heading(grid: Grid, form: Form | None, forms: Mapping[str, Form]) -> Fault:
    if form:
        told = refusal("intake.no_heading", columns=_labels(form))
    else:
        told = refusal("intake.not_a_form", titles=[each.title for each in forms.values()])
    return Fault(grid.place, grid.sheet, None, None, told)


def _labels(form: Form) -> list[Label]:
    return [column.label for column in form.columns if not column.hidden]
