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

    @property
    def campaign_id(self) -> str:
        """The campaign that its people take part in."""
        return f"identification-{self.year}-{self.code}"

    @property
    def help_id(self) -> str:
        """The campaign in which they are helped."""
        return f"help-{self.year}-{self.code}"

    def expected_list(self) -> pl.DataFrame:
        """Households (household_id) that a campaign without mistakes announces."""
        return self.attitude.filter(
            pl.col("is_poor")
            & ~pl.col("is_kept_out")
            & ((pl.col("applies") & (pl.col("group_standing") > 0.5)) | pl.col("protests"))
            & (pl.col("village_standing") > 0.5)
        ).select("household_id")
