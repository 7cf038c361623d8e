"""The occasion of a load: the day, who loads, and what all rows share without saying so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from policy.errors import OfficeError
from policy.pack import Pack, load_pack
from registry.session import Registry
from tasks.intake.faults import Fault
from tasks.intake.forms import normal
from tasks.intake.sheets import Sheet

DEFAULT_PACK = "cn"
CAMPAIGN, DEPARTMENT = "campaign_id", "department_id"


@dataclass(frozen=True)
class Occasion:
    """What the caller says about all rows, and the policy that defines the choices."""

    as_of: date
    actor: str
    pack: Pack
    campaign_id: str | None
    department_id: str | None

    def shared_by(self, sheet: Sheet) -> dict[str, str | None]:
        """By column the value that all rows of the sheet share; None where nobody says it."""
        names = [column.name for column in sheet.form.columns]
        shared = {CAMPAIGN: self.campaign_id} if CAMPAIGN in names else {}
        if DEPARTMENT in names:
            shared[DEPARTMENT] = self.department_id or _department_of(sheet)
        return shared


def pack_of(registry: Registry, campaign_id: str | None) -> Pack:
    """The campaign's policy pack; without a campaign that of the last one opened.

    OfficeError when there is no such campaign.
    """
    with registry.reading() as reader:
        query = "SELECT campaign_id, pack FROM campaign ORDER BY opened_on, campaign_id"
        packs = dict(reader.connection.execute(query).fetchall())
    if campaign_id is None:
        return load_pack([DEFAULT_PACK, *packs.values()][-1])
    if campaign_id not in packs:
        raise OfficeError(
            where=f"campaign {campaign_id}",
            came="no such campaign",
            expected=f"one of {', '.join(packs) or '(none is open yet)'}",
            remedy="Open the campaign first, or correct its name",
        )
    return load_pack(packs[campaign_id])


def completed(sheet: Sheet, occasion: Occasion) -> Sheet | Fault:
    """The sheet with what its rows share filled in where they leave it open."""
    for name, value in occasion.shared_by(sheet).items():
        is_there = name in sheet.cells.columns
        if value is not None:
            stated = pl.coalesce(name, pl.lit(value)) if is_there else pl.lit(value)
            sheet = replace(sheet, cells=sheet.cells.with_columns(stated.alias(name)))
        elif not is_there:
            return Fault(
                sheet.file,
                sheet.sheet,
                None,
                sheet.form.column(name).label.zh,
                "not given",
                f"every row of the form {sheet.form.title.zh} belongs to one",
                "Name it when loading, or add the column.",
            )
    return sheet


def _department_of(sheet: Sheet) -> str | None:
    """The department's list that the sheet or file is named for: 机动车登记, x__vehicles.csv."""
    stem = sheet.file.rsplit(".", 1)[0]
    names = {normal(sheet.sheet or ""), normal(stem), normal(stem.rpartition("__")[2])}
    for choice in sheet.form.column(DEPARTMENT).choices:
        if names & set(map(normal, choice.spellings)):
            return choice.id
    return None
