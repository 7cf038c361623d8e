"""The occasion of a load: the day, who loads, and what all rows share without saying so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from policy.errors import OfficeError
from policy.pack import Pack, load_pack
from policy.refusals import refusal
from registry.session import Registry
from tasks.intake.faults import Fault
from tasks.intake.forms import normal
from tasks.intake.sheets import Sheet

CAMPAIGN, DEPARTMENT = "campaign_id", "department_id"


@dataclass(frozen=True)
class Occasion:
    """What the caller says about all rows, and the policy that defines the choices.

    `campaigns` are by the scope of a form: whose campaign its rows belong to.
    """

    as_of: date
    actor: str
    pack: Pack
    campaigns: Mapping[str, str]
    department_id: str | None

    def shared_by(self, sheet: Sheet) -> dict[str, str | None]:
        """By column the value that all rows of the sheet share; None where nobody says it."""
        names = [column.name for column in sheet.form.columns]
        shared = {CAMPAIGN: self.campaigns.get(sheet.form.scope)} if CAMPAIGN in names else {}
        if DEPARTMENT in names:
            shared[DEPARTMENT] = self.department_id or _department_of(sheet)
        return shared


def occasion_of(
    registry: Registry,
    as_of: date,
    actor: str,
    campaign_id: str | None,
    department_id: str | None,
) -> Occasion:
    """The occasion in the campaign that is named; of every other kind in the one of the year.

    OfficeError when there is no such campaign.
    """
    with registry.reading() as reader:
        query = "SELECT campaign_id, kind, year, pack, opened_on FROM campaign ORDER BY opened_on, campaign_id"
        rows = reader.connection.execute(query).fetchall()
    packs = {name: pack for name, _, _, pack, _ in rows}
    if campaign_id is not None and campaign_id not in packs:
        if not packs:
            raise OfficeError.because("intake.no_campaign_yet", campaign=campaign_id)
        raise OfficeError.because("intake.no_campaign", campaign=campaign_id, known=list(packs))
    campaigns = {}
    for kind in {kind for _, kind, *_ in rows}:
        of_kind = [(name, year) for name, k, year, _, on in rows if k == kind and on <= as_of]
        fitting = [name for name, year in of_kind if len(of_kind) == 1 or year == as_of.year]
        if campaign_id in [name for name, k, *_ in rows if k == kind]:
            fitting = [str(campaign_id)]
        if len(fitting) == 1:
            campaigns[kind] = fitting[0]
    pack = packs[campaign_id] if campaign_id else registry.pack
    return Occasion(as_of, actor, load_pack(pack), campaigns, department_id)


def completed(sheet: Sheet, occasion: Occasion) -> Sheet | Fault:
    """The sheet with what its rows share filled in where they leave it open."""
    for name, value in occasion.shared_by(sheet).items():
        is_there = name in sheet.cells.columns
        if value is not None:
            stated = pl.coalesce(name, pl.lit(value)) if is_there else pl.lit(value)
            sheet = replace(sheet, cells=sheet.cells.with_columns(stated.alias(name)))
        elif not is_there:
            told = refusal("intake.not_given", form=sheet.form.title)
            return Fault(sheet.place, sheet.sheet, None, sheet.form.column(name).label, told)
    return sheet


def _department_of(sheet: Sheet) -> str | None:
    """The department's list that the sheet or file is named for: 机动车登记, x__vehicles.csv."""
    stem = sheet.file.rsplit(".", 1)[0]
    names = {normal(sheet.sheet or ""), normal(stem), normal(stem.rpartition("__")[2])}
    for choice in sheet.form.column(DEPARTMENT).choices:
        if names & set(map(normal, choice.spellings)):
            return choice.id
    return None
