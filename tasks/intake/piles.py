"""The rows of one form on their way into the registry, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from policy.refusals import Part, refusal
from tasks.intake.faults import Fault, from_json
from tasks.intake.files import ROW_NO
from tasks.intake.forms import Form
from tasks.intake.readings import COME_AGAIN, ROW_ID, SHEET_NO, Readings


@dataclass
class Pile:
    """`rows` are still good, `repairs` and `faults` what was found so far, all by `row_id`;
    `come_again` are rows of files that were loaded before, `idle` the number of those that say nothing new.
    """

    readings: Readings
    rows: pl.DataFrame
    repairs: pl.DataFrame
    faults: pl.DataFrame
    idle: int = 0
    come_again: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COME_AGAIN))

    @property
    def form(self) -> Form:
        return self.readings.form

    def mark(self, come_again: pl.DataFrame) -> None:
        """Note what came again; what was taken then is neither taken nor judged anew."""
        self.come_again = come_again
        taken = come_again.filter("was_taken")
        self.rows, self.repairs, self.faults = (
            each.join(taken, on=ROW_ID, how="anti", maintain_order="left")
            for each in (self.rows, self.repairs, self.faults)
        )

    @property
    def absent(self) -> dict[str, list[int]]:
        """By column the sheets that do not have it."""
        lacking = {
            column.name: [
                number
                for number, sheet in enumerate(self.readings.sheets)
                if column.name not in sheet.cells.columns
            ]
            for column in self.form.columns
        }
        return {name: sheets for name, sheets in lacking.items() if sheets}

    def places(self) -> pl.DataFrame:
        """By row: file name, file digest, sheet and row number."""
        sheets = pl.DataFrame(
            [(n, s.file, s.digest, s.sheet or "") for n, s in enumerate(self.readings.sheets)],
            schema={
                SHEET_NO: pl.Int32(),
                "file_name": pl.String(),
                "file_digest": pl.String(),
                "sheet": pl.String(),
            },
            orient="row",
        )
        rows = self.readings.texts.select(ROW_ID, SHEET_NO, ROW_NO)
        return rows.join(sheets, on=SHEET_NO, maintain_order="left")

    def located_faults(self) -> list[tuple[int, str, Fault]]:
        """Row id, column and fault with its place, in the order of the rows and columns."""
        order = {column.name: n for n, column in enumerate(self.form.columns)}
        faulty = self.places().join(self.faults, on=ROW_ID, how="semi")
        place_of = {place[ROW_ID]: place for place in faulty.iter_rows(named=True)}
        located = []
        for row_id, name, reason, values in self.faults.rows():
            place = place_of[row_id]
            fault = Fault(
                self.readings.sheets[place[SHEET_NO]].place,
                place["sheet"] or None,
                place[ROW_NO],
                self._heading(place[SHEET_NO], name),
                refusal(reason, **from_json(values)),
            )
            located.append((row_id, name, fault))
        return sorted(located, key=lambda found: (found[0], order[found[1]]))

    def faults_by_row(self) -> dict[int, list[tuple[str, Fault]]]:
        """By row id the column and the fault, rows in their order."""
        by_row: dict[int, list[tuple[str, Fault]]] = {}
        for row_id, name, fault in self.located_faults():
            by_row.setdefault(row_id, []).append((name, fault))
        return by_row

    def _heading(self, sheet_no: int, name: str) -> Part:
        """The heading as it stands in the sheet; for a machine's name the form's own label."""
        heading = self.readings.sheets[sheet_no].headings.get(name, name)
        return self.form.column(name).label if heading == name else heading
