"""What a pairing is decided on: households, helpers, units, places, and who must not meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from registry.session import Reader
from tasks.campaign_day import CampaignDay

Row = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """The registry's rows on one day, in the order in which they are numbered."""

    households: list[Row]
    helpers: list[Row]
    units: list[Row]
    unit_villages: list[Row]
    forbidden: list[Row]
    ended: list[str]
    kilometres: Mapping[tuple[str, str], float]
    places: Mapping[str, Row]
    rounds: Mapping[tuple[str, str | None], int]
    run_no: int
    last_paired_on: date | None

    @classmethod
    def of(cls, reader: Reader, day: CampaignDay) -> Ground:
        """Everything as of the day."""

        def rows(query: str) -> list[Row]:
            named = day.named(as_of=day.as_of, county_code=day.campaign.county_code)
            return reader.rows(query, **named)

        runs, rounds = rows("pairing_runs"), rows("pairing_rounds")
        return cls(
            households=rows("pairing_households"),
            helpers=rows("pairing_helpers"),
            units=rows("pairing_units"),
            unit_villages=rows("pairing_unit_villages"),
            forbidden=rows("pairing_forbidden"),
            ended=[row["household_id"] for row in rows("pairings_to_end")],
            kilometres={
                (row["from_code"], row["to_code"]): float(row["kilometres"])
                for row in rows("pairing_distances")
            },
            places={row["code"]: row for row in rows("places")},
            rounds={(r["subject"], r["village_code"]): r["round"] for r in rounds},
            run_no=runs[0]["run_no"] + 1 if runs else 1,
            last_paired_on=max((r["paired_on"] for r in rounds), default=None),
        )

    @property
    def has_run(self) -> bool:
        """Whether there was a pairing before in this campaign."""
        return self.run_no > 1

    @cached_property
    def villages(self) -> list[str]:
        """Villages with listed households."""
        return sorted({household["village_code"] for household in self.households})

    @cached_property
    def helper_no(self) -> dict[str, int]:
        return {row["helper_id"]: number for number, row in enumerate(self.helpers)}

    @cached_property
    def why_forbidden(self) -> dict[tuple[str, str], str]:
        return {(row["household_id"], row["helper_id"]): row["why"] for row in self.forbidden}

    def above(self, code: str | None) -> dict[str, str]:
        """The codes of a place and of those above it, by level; none for an unknown one."""
        found = {}
        while code and code in self.places:
            place = self.places[code]
            found[place["level"]] = place["code"]
            code = place["parent_code"]
        return found
