"""A rehearsal: a county, its registry and its forms in one folder."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

import polars as pl
from pydantic import SecretStr

from flows.annual_cycle import annual_cycle
from flows.stopwatch import in_stages
from office.rehearsal import people
from office.rehearsal.clocks import Clocks
from office.rehearsal.county import County
from policy.pack import load_pack
from registry.session import Registry
from tasks.campaign_day import CampaignDay, campaign_day
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_files
from tasks.intake.workbooks import write_form

OFFICE = "县扶贫办"
#: The generated counties are Chinese ones.
PACK = "cn"
#: Files of a county come as Parquet, those of a township as the workbooks that offices send.
AS_WORKBOOKS = frozenset({"township"})


@dataclass
class Rehearsal:
    """A county as it began, and what has become of its campaigns so far."""

    county: County
    size: str
    out: Path
    registry: Registry
    clocks: Clocks = field(default_factory=Clocks)
    refused: int = 0
    files: int = 0

    def day(self, campaign_id: str, as_of: date) -> CampaignDay:
        """A campaign on a day."""
        return campaign_day(self.registry, campaign_id, as_of, OFFICE)

    def round(self, as_of: date) -> None:
        """The daily round, with Prefect's share of its time by itself."""
        started, before = perf_counter(), in_stages.seconds
        annual_cycle(self.registry.path, as_of, SecretStr(OFFICE), self.out / "papers")
        inside = in_stages.seconds - before
        self.clocks.add("stages", inside)
        self.clocks.add("Prefect", perf_counter() - started - inside)

    def load(
        self, name: str, forms: dict[str, pl.DataFrame], campaign_id: str, as_of: date
    ) -> None:
        """Bring forms of a campaign through the intake; a refused file is corrected and comes again."""
        folder = self.out / "forms" / as_of.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        with self.clocks.running("intake"):
            try:
                self._load(self._written(folder, name, forms, attempt=1), campaign_id, as_of)
            except IntakeError:
                self.refused += 1
                self._load(self._written(folder, name, forms, attempt=2), campaign_id, as_of)

    def _written(
        self, folder: Path, name: str, forms: dict[str, pl.DataFrame], attempt: int
    ) -> list[Path]:
        if self.size in AS_WORKBOOKS:
            path = folder / f"{name}-{attempt}.xlsx"
            book, seed = f"{folder.name}/{name}", self.county.seed
            sheets = [
                (form, people.mess(rows, f"{book} {form}", seed, attempt=attempt))
                for form, rows in forms.items()
            ]
            write_form(path, sheets, pack=load_pack(PACK))
            return [path]
        paths = [folder / f"{form}__{name}.parquet" for form in forms]
        for path, rows in zip(paths, forms.values(), strict=True):
            rows.write_parquet(path)
        return paths

    def _load(self, paths: list[Path], campaign_id: str, as_of: date) -> None:
        self.files += len(paths)
        load_files(
            self.registry,
            paths,
            as_of=as_of,
            actor=OFFICE,
            campaign_id=campaign_id,
            faults_folder=self.out / "faults",
        )
