"""The truth of a generated county, which a rehearsal may look up."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class County:
    """A county in one year; money in yuan a year.

    `place`, `household`, `person`, `source_entry`, `department_record`, `helping_unit`, `helper` and
    `kinship` have the columns of the forms. `survey` holds the facts a perfect survey would find; `keepout` the keep-outs that hold
    (household_id, rule_id, state: met or excepted); `attitude` who is poor by the rules, applies,
    is voted for; `record_owner` whom each department record truly concerns and what is wrong in it;
    `official` who holds which post where. `planned_households` is handed down, not found.
    `kind` is that of the campaign, `half` the half-year of an inspection; for exit, `attitude` says who
    agrees to leave (`applies`) and what the neighbours think of that.
    """

    code: str
    year: int
    seed: int
    planned_households: int
    place: pl.DataFrame
    official: pl.DataFrame
    household: pl.DataFrame
    person: pl.DataFrame
    survey: pl.DataFrame
    keepout: pl.DataFrame
    attitude: pl.DataFrame
    source_entry: pl.DataFrame
    department_record: pl.DataFrame
    record_owner: pl.DataFrame
    helping_unit: pl.DataFrame
    helper: pl.DataFrame
    kinship: pl.DataFrame
    kind: str = "identification"
    half: int | None = None

    @property
    def campaign_id(self) -> str:
        """The campaign that its people take part in."""
        return f"{self.kind}-{self.year}-{f'h{self.half}-' if self.half else ''}{self.code}"

    @property
    def is_deserving(self) -> pl.Expr:
        """Over `attitude`: whether the rules would have the household on the campaign's final list."""
        is_poor = pl.col("is_poor") & ~pl.col("is_kept_out")
        return ~is_poor if self.kind == "exit" else is_poor

    def expected_list(self) -> pl.DataFrame:
        """Households (household_id) that a campaign without mistakes announces."""
        return self.attitude.filter(
            self.is_deserving
            & ((pl.col("applies") & (pl.col("group_standing") > 0.5)) | pl.col("protests"))
            & (pl.col("village_standing") > 0.5)
        ).select("household_id")

    def incidence(self) -> pl.DataFrame:
        """What share of each village's rural persons (village_code, incidence) is truly poor; the poorest
        village comes first.
        """
        poor = self.attitude.filter(pl.col("is_poor") & ~pl.col("is_kept_out"))
        homes = self.household.select("household_id", "village_code")
        persons = (
            poor.join(self.survey.select("household_id", "size"), on="household_id")
            .join(homes, on="household_id")
            .group_by("village_code")
            .agg(pl.col("size").sum())
        )
        villages = self.place.filter(level="village").select("rural_persons", village_code="code")
        return (
            villages.join(persons, on="village_code", how="left", maintain_order="left")
            .select("village_code", incidence=pl.col("size").fill_null(0) / pl.col("rural_persons"))
            .sort("incidence", "village_code", descending=[True, False])
        )
