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
from tasks.campaign_day import Campaign, of_the_year, open_campaigns
from tasks.intake.faults import Fault
from tasks.intake.forms import NOTICE, Form, normal
from tasks.intake.sheets import Sheet, stem_of

CAMPAIGN, DEPARTMENT = "campaign_id", "department_id"


@dataclass(frozen=True)
class Occasion:
    """What the caller says about all rows, and the policy that defines the choices.

    `campaigns` are by kind: to which campaign the rows of a form belong. What was `named` comes first.
    Rows about a notice belong to its campaign, whichever that is.
    """

    as_of: date
    actor: str
    pack: Pack
    campaigns: Mapping[str, str]
    department_id: str | None
    named: Campaign | None = None

    def campaigns_of(self, form: Form) -> list[str]:
        """The campaigns to which rows of the form can belong."""
        if self.named and self.named.kind in form.scope:
            return [self.named.campaign_id]
        return [self.campaigns[kind] for kind in form.scope if kind in self.campaigns]

    def shared_by(self, sheet: Sheet) -> dict[str, str | None]:
        """By column the value that all rows of the sheet share; None where nobody says it."""
        names = [column.name for column in sheet.form.columns]
        possible = self.campaigns_of(sheet.form)
        shared: dict[str, str | None] = {}
        if CAMPAIGN in names and NOTICE not in sheet.form.scope:
            shared[CAMPAIGN] = possible[0] if len(possible) == 1 else None
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
    known = open_campaigns(registry, date.max)
    named = next((c for c in known if c.campaign_id == campaign_id), None)
    if campaign_id is not None and named is None:
        if not known:
            raise OfficeError.because("intake.no_campaign_yet", campaign=campaign_id)
        names = [c.campaign_id for c in known]
        raise OfficeError.because("intake.no_campaign", campaign=campaign_id, known=names)
    opened = [c for c in known if c.opened_on <= as_of]
    meant = {kind: of_the_year(opened, kind, as_of) for kind in {c.kind for c in opened}}
    campaigns = {kind: one[0].campaign_id for kind, one in meant.items() if len(one) == 1}
    if named:
        campaigns[named.kind] = named.campaign_id
    pack = named.pack if named else registry.pack
    return Occasion(as_of, actor, load_pack(pack), campaigns, department_id, named)


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
    stem = stem_of(sheet.file)
    names = {normal(sheet.sheet or ""), normal(stem), normal(stem.rpartition("__")[2])}
    for choice in sheet.form.column(DEPARTMENT).choices:
        if names & set(map(normal, choice.spellings)):
            return choice.id
    return None
