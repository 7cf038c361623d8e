"""Loading what came back: all files of one call are stored together, or none of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from policy.errors import OfficeError
from policy.pack import Pack, load_pack
from registry.session import Entry, Registry
from tasks.intake.checks import Desk
from tasks.intake.error_books import FaultyRow, write_error_books
from tasks.intake.faults import Fault, IntakeError
from tasks.intake.files import ROW_NO, Grid, read_grids
from tasks.intake.forms import Form, all_forms, normal
from tasks.intake.forms import form as form_named
from tasks.intake.readings import FAULT, ROW_ID, SHEET_NO, Readings, read_rows
from tasks.intake.repeats import find_repeats
from tasks.intake.sheets import Sheet, read_sheet
from tasks.intake.storage import book, compare, settled, store, targets

DEFAULT_PACK = "cn"
DEPARTMENT = "department_id"

Progress = Callable[[str], None]


@dataclass
class FormReport:
    """What became of the rows of one form; `repaired` counts values and rows left out."""

    rows: int = 0
    stored: int = 0
    unchanged: int = 0
    repaired: int = 0
    quarantined: int = 0


@dataclass
class LoadReport:
    """What became of a load, by form id; `faults` are those of the quarantined rows."""

    forms: dict[str, FormReport] = field(default_factory=dict)
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
    department_id: str | None = None,
    take_good_rows: bool = False,
    faults_folder: Path | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Read, check and store files in one transaction; the same files again change nothing.

    IntakeError with every fault of every row if anything is wrong, and then nothing is stored;
    with `take_good_rows` the faulty rows are set aside in `quarantine` instead.
    """
    pack = _pack_of(registry, campaign_id)
    given = _Given(as_of, actor, pack, campaign_id, department_id)
    grids = (grid for path in paths for grid in _told(read_grids(Path(path)), progress))
    return _load(
        registry, grids, given, form, take_good_rows, faults_folder, progress, "load files"
    )


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
    """Check and store single rows by column name, as typed at the desk; the form is their place."""
    title = form_named(form).title.zh
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    texts = [[_typed_text(row.get(name)) for name in names] for row in rows]
    cells = pl.DataFrame(
        texts, schema={f"c{n}": pl.String() for n in range(len(names))}, orient="row"
    ).with_row_index(ROW_NO, offset=1)
    digest = hashlib.sha256(json.dumps([form, names, texts]).encode()).hexdigest()
    given = _Given(as_of, actor, _pack_of(registry, campaign_id), campaign_id, department_id)
    grid = Grid(f"form {title}", digest, None, cells, names)
    return _load(registry, [grid], given, form, False, None, None, f"enter {form}")


@dataclass(frozen=True)
class _Given:
    """What the caller says about all rows."""

    as_of: date
    actor: str
    pack: Pack
    campaign_id: str | None
    department_id: str | None


@dataclass
class _Pile:
    """The rows of one form on their way into the registry."""

    readings: Readings
    rows: pl.DataFrame
    repairs: pl.DataFrame
    faults: pl.DataFrame

    @property
    def form(self) -> Form:
        return self.readings.form

    @property
    def absent(self) -> dict[str, list[int]]:
        """By column the sheets that do not have it."""
        return {
            column.name: lacking
            for column in self.form.columns
            if (
                lacking := [
                    n
                    for n, s in enumerate(self.readings.sheets)
                    if column.name not in s.cells.columns
                ]
            )
        }


def _load(
    registry: Registry,
    grids: Iterable[Grid],
    given: _Given,
    form: str | None,
    take_good_rows: bool,
    faults_folder: Path | None,
    progress: Progress | None,
    task: str,
) -> LoadReport:
    tell = progress or (lambda _: None)
    forms = {name: known.with_choices(given.pack) for name, known in all_forms().items()}
    chosen = forms[form_named(form).id] if form else None
    sheets, sheet_faults = _read_sheets(grids, forms, chosen, given)
    piles = []
    for found in forms.values():
        if mine := [sheet for sheet in sheets if sheet.form is found]:
            tell(f"reading {found.id}")
            readings = read_rows(found, mine, given.as_of)
            piles.append(_Pile(readings, readings.rows, readings.repairs, readings.faults))
    with registry.writing(task, given.as_of, given.actor) as entry:
        tell("checking")
        desk = Desk(entry.connection, forms, given.as_of, given.campaign_id, given.pack)
        _check(entry, desk, piles, given, take_good_rows)
        faults = [*sheet_faults, *(fault for pile in piles for fault in _faults_of(pile))]
        books = _error_books(faults_folder, piles) if faults else []
        if sheet_faults or (faults and not take_good_rows):
            raise IntakeError(faults, books)
        tell("storing")
        report = LoadReport({}, tuple(faults), tuple(books))
        for pile in piles:
            report.forms[pile.form.id] = _store(entry, pile, is_file=task == "load files")
        desk.clear(forms)
    return report


def _read_sheets(
    grids: Iterable[Grid], forms: Mapping[str, Form], form: Form | None, given: _Given
) -> tuple[list[Sheet], list[Fault]]:
    sheets, faults = [], []
    for grid in grids:
        sheet, wrong = read_sheet(grid, forms, form)
        faults += wrong
        if sheet is not None:
            told = _with_given(sheet, given)
            if isinstance(told, Fault):
                faults.append(told)
            else:
                sheets.append(told)
    return sheets, faults


def _with_given(sheet: Sheet, given: _Given) -> Sheet | Fault:
    """The sheet with what its rows share: the campaign, and the department whose list it is."""
    shared = {}
    names = [column.name for column in sheet.form.columns]
    if "campaign_id" in names:
        shared["campaign_id"] = given.campaign_id
    if DEPARTMENT in names:
        shared[DEPARTMENT] = given.department_id or _department_of(sheet)
    for name, value in shared.items():
        is_there = name in sheet.cells.columns
        if value is None and not is_there:
            label = sheet.form.column(name).label.zh
            return Fault(
                sheet.file,
                sheet.sheet,
                None,
                label,
                "not given",
                f"the form {sheet.form.title.zh} belongs to one",
                "Name it when loading, or add the column.",
            )
        if value is not None:
            stated = pl.coalesce(name, pl.lit(value)) if is_there else pl.lit(value)
            sheet = replace(sheet, cells=sheet.cells.with_columns(stated.alias(name)))
    return sheet


def _department_of(sheet: Sheet) -> str | None:
    """The department's list that the sheet or the file is named for: 机动车登记, …__vehicles.csv."""
    stem = sheet.file.rsplit(".", 1)[0]
    names = {normal(sheet.sheet or ""), normal(stem), normal(stem.rpartition("__")[2])}
    for choice in sheet.form.column(DEPARTMENT).choices:
        if names & set(map(normal, choice.spellings)):
            return choice.id
    return None


def _check(
    entry: Entry, desk: Desk, piles: list[_Pile], given: _Given, take_good_rows: bool
) -> None:
    """Find all faults; for the good rows again without the faulty ones, until nothing depends on them."""
    for pile in piles:
        desk.lay(pile.form, pile.rows)
    for pile in piles:
        if pile.form.derived:
            pile.rows = desk.derive(pile.form)
        pile.rows, repairs, faults = find_repeats(pile.form, pile.rows)
        pile.repairs = pl.concat([pile.repairs, repairs])
        pile.faults = pl.concat([pile.faults, faults, _other_campaign(pile, given.campaign_id)])
        desk.lay(pile.form, pile.rows)
    while True:
        found = [(pile, _cross_faults(entry, desk, pile)) for pile in piles]
        for pile, faults in found:
            pile.faults = pl.concat([pile.faults, faults]).unique(maintain_order=True)
        if not take_good_rows:
            return
        dropped = 0
        for pile in piles:
            good = pile.rows.join(pile.faults, on=ROW_ID, how="anti", maintain_order="left")
            dropped += pile.rows.height - good.height
            pile.rows = good
            desk.lay(pile.form, good)
        if not dropped:
            return


def _cross_faults(entry: Entry, desk: Desk, pile: _Pile) -> pl.DataFrame:
    once = [settled(t, compare(entry, t)) for t in targets(pile.form, pile.absent) if not t.counter]
    return pl.concat([desk.faults(pile.form), *once])


def _other_campaign(pile: _Pile, campaign_id: str | None) -> pl.DataFrame:
    if campaign_id is None or "campaign_id" not in pile.rows.columns:
        return pl.DataFrame(schema=FAULT)
    return pile.rows.filter(pl.col("campaign_id") != campaign_id).select(
        ROW_ID,
        column_name=pl.lit("campaign_id"),
        came="campaign_id",
        expected=pl.lit(f"expected {campaign_id}"),
        remedy=pl.lit("Load the row with its own campaign."),
    )


def _store(entry: Entry, pile: _Pile, *, is_file: bool) -> FormReport:
    own, *apart = targets(pile.form, pile.absent)
    compared = compare(entry, own)
    others = [(target, compare(entry, target)) for target in apart]
    store(entry, own, compared)
    for target, rows in others:
        store(entry, target, rows)
    repairs = _repair_rows(pile)
    quarantined = _quarantine_rows(pile)
    book(entry, "repair", repairs, ("file_digest", "sheet", "row_no", "column_name"))
    book(entry, "quarantine", quarantined, ("file_digest", "sheet", "row_no"))
    if is_file:
        files = _file_rows(pile, compared, quarantined, entry.as_of)
        book(entry, "intake_file", files, ("file_digest", "form"))
    unchanged = int(compared["is_unchanged"].sum())
    return FormReport(
        rows=pile.readings.texts.height,
        stored=compared.height - unchanged,
        unchanged=unchanged,
        repaired=repairs.height,
        quarantined=quarantined.height,
    )


def _places(pile: _Pile) -> pl.DataFrame:
    """By row: the file, its digest and the sheet it came from."""
    sheets = pl.DataFrame(
        [(n, s.file, s.digest, s.sheet or "") for n, s in enumerate(pile.readings.sheets)],
        schema={
            SHEET_NO: pl.Int32(),
            "file_name": pl.String(),
            "file_digest": pl.String(),
            "sheet": pl.String(),
        },
        orient="row",
    )
    return pile.readings.texts.select(ROW_ID, SHEET_NO, ROW_NO).join(
        sheets, on=SHEET_NO, maintain_order="left"
    )


def _repair_rows(pile: _Pile) -> pl.DataFrame:
    columns = ["file_digest", "sheet", ROW_NO, "column_name", "came", "became", "why"]
    mended = pile.repairs.join(_places(pile), on=ROW_ID, maintain_order="left").select(columns)
    left_out = [
        sheet.left_out.select(
            pl.lit(sheet.digest).alias("file_digest"),
            pl.lit(sheet.sheet or "").alias("sheet"),
            ROW_NO,
            pl.lit("row").alias("column_name"),
            "came",
            pl.lit("").alias("became"),
            "why",
        )
        for sheet in pile.readings.sheets
    ]
    return pl.concat([mended, *left_out])


def _quarantine_rows(pile: _Pile) -> pl.DataFrame:
    places = {row[ROW_ID]: row for row in _places(pile).iter_rows(named=True)}
    texts = pile.readings.texts.join(pile.faults, on=ROW_ID, how="semi", maintain_order="left")
    rows = [
        {
            "file_digest": places[row[ROW_ID]]["file_digest"],
            "sheet": places[row[ROW_ID]]["sheet"],
            ROW_NO: row[ROW_NO],
            "row_json": _json(
                {k: v for k, v in row.items() if k not in (ROW_ID, SHEET_NO, ROW_NO)}
            ),
            "faults_json": _json([f"{column}: {said}" for column, said in faults]),
        }
        for row, faults in zip(
            texts.iter_rows(named=True), _faults_by_row(pile).values(), strict=True
        )
    ]
    names = ("file_digest", "sheet", ROW_NO, "row_json", "faults_json")
    return pl.DataFrame(
        rows, schema={n: pl.UInt32() if n == ROW_NO else pl.String() for n in names}
    )


def _file_rows(
    pile: _Pile, compared: pl.DataFrame, quarantined: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    places = _places(pile)
    fates = compared.select(ROW_ID, "is_unchanged")
    counted = (
        places.join(fates, on=ROW_ID, how="left")
        .group_by("file_digest", maintain_order=True)
        .agg(
            pl.col("file_name").first(),
            rows=pl.len(),
            stored=(~pl.col("is_unchanged")).sum(),
            unchanged=pl.col("is_unchanged").sum(),
        )
    )
    aside = quarantined.group_by("file_digest").agg(quarantined=pl.len())
    return counted.join(aside, on="file_digest", how="left", maintain_order="left").with_columns(
        pl.col("quarantined").fill_null(0), form=pl.lit(pile.form.id), loaded_on=pl.lit(as_of)
    )


def _faults_by_row(pile: _Pile) -> dict[int, list[tuple[str, str]]]:
    by_row: dict[int, list[tuple[str, str]]] = {}
    for row_id, name, came, expected, remedy in pile.faults.sort(
        ROW_ID, maintain_order=True
    ).rows():
        by_row.setdefault(row_id, []).append((name, f"{came}; {expected}. {remedy}"))
    return by_row


def _faults_of(pile: _Pile) -> list[Fault]:
    """The pile's faults with their places, in the order of the rows and of the form's columns."""
    order = {column.name: n for n, column in enumerate(pile.form.columns)}
    places = _places(pile).join(pile.faults, on=ROW_ID, how="semi")
    place_of = {row[ROW_ID]: row for row in places.iter_rows(named=True)}
    faults = sorted(pile.faults.rows(), key=lambda fault: (fault[0], order[fault[1]]))
    return [
        Fault(
            place_of[row_id]["file_name"],
            place_of[row_id]["sheet"] or None,
            place_of[row_id][ROW_NO],
            _heading(pile, place_of[row_id][SHEET_NO], name),
            came,
            expected,
            remedy,
        )
        for row_id, name, came, expected, remedy in faults
    ]


def _heading(pile: _Pile, sheet_no: int, name: str) -> str:
    """The column's heading as it stands in the sheet; a typed row has the form's own label."""
    heading = pile.readings.sheets[sheet_no].headings.get(name, name)
    return pile.form.column(name).label.zh if heading == name else heading


def _error_books(folder: Path | None, piles: Sequence[_Pile]) -> list[Path]:
    if folder is None:
        return []
    rows = []
    for pile in piles:
        place_of = {row[ROW_ID]: row for row in _places(pile).iter_rows(named=True)}
        rows += [
            FaultyRow(
                pile.readings.sheets[place_of[row_id][SHEET_NO]], place_of[row_id][ROW_NO], faults
            )
            for row_id, faults in _faults_by_row(pile).items()
        ]
    return write_error_books(folder, rows)


def _pack_of(registry: Registry, campaign_id: str | None) -> Pack:
    """The campaign's policy pack; without a campaign that of the last one opened."""
    with registry.reading() as reader:
        campaigns = dict(
            reader.connection.execute(
                "SELECT campaign_id, pack FROM campaign ORDER BY opened_on, campaign_id"
            ).fetchall()
        )
    if campaign_id is not None and campaign_id not in campaigns:
        raise OfficeError(
            where=f"campaign {campaign_id}",
            came="no such campaign",
            expected=f"one of {', '.join(campaigns) or '(none is open yet)'}",
            remedy="Open the campaign first, or correct its name",
        )
    return load_pack(
        campaigns[campaign_id] if campaign_id else [DEFAULT_PACK, *campaigns.values()][-1]
    )


def _told(grids: Iterable[Grid], progress: Progress | None) -> Iterable[Grid]:
    for grid in grids:
        if progress:
            progress(", ".join(filter(None, [grid.file, grid.sheet])))
        yield grid


def _typed_text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return None if value is None else str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
