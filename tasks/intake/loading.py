"""Loading what came back: all files of one call are stored together, or none of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from policy.label import Label
from policy.pack import Pack
from policy.refusals import Part
from policy.steps import KINDS
from policy.wording import words
from registry.session import Entry, Registry
from tasks.intake.accounts import file_rows, quarantine_rows, repair_rows
from tasks.intake.checks import Desk
from tasks.intake.column_maps import ColumnMap
from tasks.intake.error_books import write_error_books
from tasks.intake.faults import Fault, IntakeError, place
from tasks.intake.files import ROW_NO, Grid, read_grids, told_apart
from tasks.intake.forms import Form, all_forms
from tasks.intake.forms import form as form_of
from tasks.intake.occasions import CAMPAIGN, Occasion, completed, occasion_of
from tasks.intake.piles import Pile
from tasks.intake.readings import FAULT, ROW_ID, SHEET_NO, fault_rows, read_rows
from tasks.intake.repeats import find_repeats
from tasks.intake.sheets import Sheet, read_sheet
from tasks.intake.storage import (
    book,
    come_again,
    compare,
    contradictions,
    store,
    taken_after_all,
    targets,
)

Progress = Callable[[str], None]


@dataclass
class FormReport:
    """What became of the rows of one form.

    `left_out` are totals, notes and rows not filled in, and no part of `rows`; `repaired` counts
    everything that was written to `repair`, those included.
    """

    rows: int = 0
    stored: int = 0
    unchanged: int = 0
    repaired: int = 0
    quarantined: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class LoadedBefore:
    """A file that came again: `rows` were taken from it then, and are not taken again."""

    file: Part
    loaded_on: date
    rows: int


@dataclass
class LoadReport:
    """What became of a load, by form id; `faults` are those of the quarantined rows, `unfilled` the
    sheets that nobody filled in, beside others of their file, with their number of rows.
    """

    forms: dict[str, FormReport] = field(default_factory=dict)
    loaded_before: tuple[LoadedBefore, ...] = ()
    unfilled: tuple[tuple[Label, int], ...] = ()
    faults: tuple[Fault, ...] = ()
    error_workbooks: tuple[Path, ...] = ()


def load_files(
    registry: Registry,
    paths: Iterable[Path],
    *,
    as_of: date,
    actor: str,
    campaign_id: str | None = None,
    form: str | None = None,
    typed: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    column_map: ColumnMap | None = None,
    department_id: str | None = None,
    take_good_rows: bool = False,
    faults_folder: Path | None = None,
    language: str = "zh",
    progress: Progress | None = None,
) -> LoadReport:
    """Read, check and store files in one transaction; the same files again change nothing.

    IntakeError with every fault of every row if anything is wrong, and then nothing is stored;
    with `take_good_rows` the faulty rows are set aside in `quarantine` instead. A `column_map` says
    how tables with other columns fill in the forms, or the one `form` named. `typed` are rows by form
    that belong to the files and are stored with them. Progress and the error
    workbooks in `faults_folder` are written in the `language`.
    """
    tell = progress or (lambda _: None)
    occasion = occasion_of(registry, as_of, actor, campaign_id, department_id)
    beside = typed or {}
    grids = chain(
        _grids(paths, tell, language, column_map, form),
        (_typed(name, rows) for name, rows in beside.items()),
    )
    piles, heading_faults = _read(grids, occasion, form)
    with registry.writing("load files", as_of, actor) as entry:
        tell(words("screen.checking")[language])
        desk = _check(entry, occasion, piles, take_good_rows)
        # what belongs to files is not held against what could not be read of them
        judged = [p for p in piles if not (heading_faults and p.form.id in beside)]
        faults = [*heading_faults, *(f for pile in judged for _, _, f in pile.located_faults())]
        books = (
            write_error_books(faults_folder, judged, language) if faults and faults_folder else []
        )
        if heading_faults or (faults and not take_good_rows):
            raise IntakeError(faults, books)
        tell(words("screen.storing")[language])
        reports = {p.form.id: _store(entry, p, is_file=p.form.id not in beside) for p in piles}
        desk.clear()
    return LoadReport(reports, _loaded_before(piles), _unfilled(piles), tuple(faults), tuple(books))


def load_rows(
    registry: Registry,
    form: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    as_of: date,
    actor: str,
    campaign_id: str | None = None,
    department_id: str | None = None,
) -> LoadReport:
    """Check and store single rows by column name, as typed at the desk.

    IntakeError as for files; the place of a fault is the form and the number of the row.
    """
    occasion = occasion_of(registry, as_of, actor, campaign_id, department_id)
    piles, heading_faults = _read([_typed(form, rows)], occasion, form)
    with registry.writing(f"enter {form}", as_of, actor) as entry:
        desk = _check(entry, occasion, piles, take_good_rows=False)
        faults = [*heading_faults, *(f for pile in piles for _, _, f in pile.located_faults())]
        if faults:
            raise IntakeError(faults)
        reports = {pile.form.id: _store(entry, pile, is_file=False) for pile in piles}
        desk.clear()
    return LoadReport(reports)


def _grids(
    paths: Iterable[Path],
    tell: Progress,
    language: str,
    column_map: ColumnMap | None,
    form: str | None,
) -> Iterator[Grid]:
    files = [Path(path) for path in paths]
    called = told_apart(files)
    for file in files:
        for grid in read_grids(file, called[file]):
            tell(place(grid.place, grid.sheet)[language])
            yield from column_map.fill(grid, form) if column_map else (grid,)


def _typed(form: str, rows: Sequence[Mapping[str, Any]]) -> Grid:
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    texts = [[_text(row.get(name)) for name in names] for row in rows]
    cells = pl.DataFrame(
        texts, schema={f"c{n}": pl.String() for n in range(len(names))}, orient="row"
    )
    digest = hashlib.sha256(json.dumps([form, names, texts]).encode()).hexdigest()
    title = form_of(form).title
    return Grid(title.zh, digest, None, cells.with_row_index(ROW_NO, offset=1), names, title)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return None if value is None else str(value)


def _read(
    grids: Iterable[Grid], occasion: Occasion, form_id: str | None
) -> tuple[list[Pile], list[Fault]]:
    """The rows by form, read cell by cell, and what is wrong with whole sheets."""
    forms = _forms(occasion.pack)
    chosen = forms[form_of(form_id).id] if form_id else None
    sheets: dict[str, list[Sheet]] = {}
    faults: list[Fault] = []
    for grid in grids:
        sheet, wrong = read_sheet(grid, forms, None if grid.typed_into else chosen)
        whole = completed(sheet, occasion) if sheet else None
        if isinstance(whole, Sheet):
            of_form = sheets.setdefault(whole.form.id, [])
            if not any(map(whole.is_once_more, of_form)):
                of_form.append(whole)
        faults += [*wrong, whole] if isinstance(whole, Fault) else wrong
    piles = []
    for form_name, found in sheets.items():
        readings = read_rows(forms[form_name], found, occasion.as_of)
        piles.append(Pile(readings, readings.rows, readings.repairs, readings.faults))
    return piles, faults


@cache
def _forms(pack: Pack) -> dict[str, Form]:
    return {name: form.for_pack(pack) for name, form in all_forms().items()}


def _check(entry: Entry, occasion: Occasion, piles: list[Pile], take_good_rows: bool) -> Desk:
    """Find all faults of all rows; what is left lies on the desk for storing."""
    desk = Desk(entry.connection, _forms(occasion.pack), occasion.as_of, occasion.pack)
    for kind in KINDS:
        desk.terms[f"{kind}_campaign"] = occasion.campaigns.get(kind, "")
    for pile in piles:
        desk.lay(pile.form, pile.rows)
    for pile in piles:
        if pile.form.derived:
            came = pile.rows.height
            pile.rows = desk.derive(pile.form)
            pile.idle = came - pile.rows.height
        placed = pile.rows.drop(ROW_NO, SHEET_NO).join(pile.places(), on=ROW_ID)
        pile.mark(come_again(entry, pile.form, placed))
        pile.rows, repairs, faults = find_repeats(pile.form, pile.rows, pile.readings.sheets)
        pile.repairs = pl.concat([pile.repairs, repairs])
        pile.faults = pl.concat([pile.faults, faults, _other_campaign(pile, occasion)])
        desk.lay(pile.form, pile.rows)
    while _find_faults(entry, desk, piles) and take_good_rows:
        for pile in piles:
            pile.rows = pile.rows.join(pile.faults, on=ROW_ID, how="anti", maintain_order="left")
            desk.lay(pile.form, pile.rows)
    return desk


def _find_faults(entry: Entry, desk: Desk, piles: list[Pile]) -> bool:
    """Whether faulty rows lie on the desk; others may rest on them (a person on a household)."""
    for pile in piles:
        found = [contradictions(entry, target) for target in targets(pile.form, pile.absent)]
        pile.faults = pl.concat([pile.faults, desk.faults(pile.form), *found])
    return any(not p.rows.join(p.faults, on=ROW_ID, how="semi").is_empty() for p in piles)


def _other_campaign(pile: Pile, occasion: Occasion) -> pl.DataFrame:
    possible = occasion.campaigns_of(pile.form)
    if CAMPAIGN not in pile.rows.columns or not possible:
        return pl.DataFrame(schema=FAULT)
    taken = pile.come_again.filter("was_taken")
    rows = pile.readings.rows.join(taken, on=ROW_ID, how="anti", maintain_order="left")
    other = rows.filter(~pl.col(CAMPAIGN).is_in(possible))
    told = {"came": other[CAMPAIGN], "campaign": possible}
    return fault_rows(other, CAMPAIGN, "intake.other_campaign", **told)


def _store(entry: Entry, pile: Pile, *, is_file: bool) -> FormReport:
    compared = [(target, compare(entry, target)) for target in targets(pile.form, pile.absent)]
    for target, rows in compared:
        store(entry, target, rows)
    fates = compared[0][1]
    aside = pile.come_again.filter("was_aside").join(pile.rows, on=ROW_ID, how="semi")
    pile.repairs = pl.concat([pile.repairs, taken_after_all(aside)])
    repairs, quarantined = repair_rows(pile), quarantine_rows(pile)
    book(entry, "repair", repairs, ("file_digest", "sheet", "row_no", "column_name"))
    book(entry, "quarantine", quarantined, ("file_digest", "sheet", "row_no"))
    if is_file:
        files = file_rows(pile, fates, quarantined, entry.as_of)
        book(entry, "intake_file", files, ("file_digest", "form"))
    unchanged = int(fates["is_unchanged"].sum())
    unchanged += pile.idle + pile.come_again.filter("was_taken").height
    return FormReport(
        rows=pile.readings.texts.height,
        stored=fates.height - int(fates["is_unchanged"].sum()),
        unchanged=unchanged,
        repaired=repairs.height,
        quarantined=quarantined.height,
        left_out=sum(sheet.left_out.height for sheet in pile.readings.sheets),
    )


def _loaded_before(piles: Sequence[Pile]) -> tuple[LoadedBefore, ...]:
    """The files of the load from which rows had been taken before, in their order."""
    told: dict[tuple[Part, date], int] = {}
    for pile in piles:
        taken = pile.come_again.filter("was_taken").join(pile.places(), on=ROW_ID)
        for sheet_no, loaded_on in taken.select(SHEET_NO, "loaded_on").iter_rows():
            file = pile.readings.sheets[sheet_no].place, loaded_on
            told[file] = told.get(file, 0) + 1
    return tuple(LoadedBefore(file, day, rows) for (file, day), rows in told.items())


def _unfilled(piles: Sequence[Pile]) -> tuple[tuple[Label, int], ...]:
    """Sheets on which nobody wrote though something came in their file."""
    sheets = [sheet for pile in piles for sheet in pile.readings.sheets]
    filled = {sheet.digest for sheet in sheets if not sheet.cells.is_empty()}
    return tuple(
        (place(sheet.place, sheet.sheet), sheet.unfilled)
        for sheet in sheets
        if sheet.unfilled and sheet.digest in filled
    )
