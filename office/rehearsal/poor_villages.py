"""Poor villages, lived: the poorest enter the list; a year later those with few poor may leave it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from rich.table import Table

from office.rehearsal import people
from office.rehearsal.contested import ContestedBox
from office.rehearsal.counted import add_counts, counted_of
from office.rehearsal.help.wishes import state_haves
from office.rehearsal.lived import Lived
from office.rehearsal.waiting import Waiting
from tasks.campaign_day import CampaignDay

#: The share of villages that the county takes on its list; no text gives it.
POOR_SHARE = 0.4
#: What a village must have when it exits has nearly always been built by then.
BUILT = 0.99
LESS_POOR = "贫困发生率低于其他申报村"
STILL_POOR = "贫困发生率未降到规定以下"
LACKING = "退出须达到的项目尚未全部达到"

#: What fills each form, village by village.
QUERIES = {"village_score": "form_village_scores", "village_approval": "form_village_approval"}


@dataclass
class VillagesBox(ContestedBox):
    """The letterbox of committees, panel and leaders; `doubts` is why a village is returned."""

    kind: str = "entry"
    doubts: dict[str, str] = field(default_factory=dict)

    def hand_out(self, day: CampaignDay) -> None:
        waiting = Waiting(day)
        self._post(waiting)
        self._contest(day, waiting)
        self._answer(waiting)
        scores = self._rows(day, self._fresh(waiting, "village_score", "place_code"))
        scores = scores.with_columns(kind=pl.lit(self.kind))
        self._ask(waiting, "village_score", people.score_villages, scores)
        self._approve(day, waiting)

    def _approve(self, day: CampaignDay, waiting: Waiting) -> None:
        rows = self._rows(day, self._fresh(waiting, "village_approval", "place_code"))
        if rows.is_empty():
            return
        if self.kind == "exit":
            villages = villages_on(day).filter(
                pl.col("place_code").is_in(rows["village_code"].to_list())
            )
            self.doubts = {v["place_code"]: d for v in villages.to_dicts() if (d := _doubt(day, v))}
        doubt = pl.col("village_code").replace_strict(
            self.doubts, default=None, return_dtype=pl.String
        )
        self._ask(
            waiting, "village_approval", people.approve_villages, rows.with_columns(doubt=doubt)
        )

    def _rows(self, day: CampaignDay, waiting: pl.DataFrame) -> pl.DataFrame:
        """The form as it goes out to each village that waits."""
        if waiting.is_empty():
            return waiting
        with day.reading() as reader:
            return pl.concat(
                reader.query(QUERIES[form], **day.named(as_of=day.as_of, place_code=place))
                for form, place in waiting.select("form", "place_code").iter_rows()
            )


@dataclass
class PoorVillages(Lived):
    """One such campaign: entry in the first year, exit in the next one."""

    box: VillagesBox = field(init=False)

    def open(self) -> None:
        """Open the campaign, appoint the panel and have the villages propose."""
        super().open()
        county, on = self.county, self.opened_on
        self.box.put("panel_member", people.appoint_panel(county, on), on)
        if self._kind == "entry":
            villages = county.incidence()["village_code"]
            poorest = round(POOR_SHARE * villages.len())
            # one more than there is room for
            villages = villages.head(poorest + 1)
            self.box.doubts = {villages[-1]: LESS_POOR}
        else:
            villages = self._leaving()
            required = self.day(on).setting("village.exit.required_haves")
            stated = state_haves(county, required, villages, on, BUILT)
            self.box.put("village_have", stated, on)
            on = max(stated["stated_on"], default=on)  # the notice shows what was stated
        proposed = people.propose_villages(villages, self._kind, county, on)
        self.box.put("village_proposal", proposed, on)

    @property
    def _kind(self) -> str:
        return "entry" if self.county.year == self.rehearsal.county.year else "exit"

    def _letterbox(self) -> VillagesBox:
        return VillagesBox(self.county, kind=self._kind)

    def _leaving(self) -> pl.Series:
        """Poor villages below the limit; where there is none, the least poor of them tries."""
        day = self.day(self.opened_on)
        poor = villages_on(day).filter("is_poor").sort("incidence", "place_code")
        below = poor.filter(pl.col("incidence") < day.setting("village.exit.incidence_limit"))
        return (poor.head(1) if below.is_empty() else below)["place_code"]


def villages_on(day: CampaignDay) -> pl.DataFrame:
    """Villages with their incidence and what they have, as the registry knows them."""
    required = list(day.setting("village.exit.required_haves"))
    with day.reading() as reader:
        places = reader.query("villages_by_place", required=required, as_of=day.as_of)
    return places.filter(level="village")


def _doubt(day: CampaignDay, village: dict[str, Any]) -> str | None:
    """Why a village may not exit yet."""
    if village["incidence"] >= day.setting("village.exit.incidence_limit"):
        return STILL_POOR
    return LACKING if village["haves_unmet"] or village["haves_unknown"] else None


def villages_summary(day: CampaignDay) -> dict[str, Any]:
    """What came of it, counted from the registry."""
    columns = ("place_code", "proposal", "result", "incidence", "is_poor")
    of_campaign = villages_on(day).filter(pl.col("decided_on") >= day.campaign.opened_on)
    return counted_of(day, "summary_objections", "summary_papers") | {
        "villages": of_campaign.select(columns).to_dicts()
    }


def villages_tables(summary: dict[str, Any]) -> list[Table]:
    """The summary to be read."""
    found = Table("what", "kind", "count", title=summary["campaign_id"])
    results = Counter((row["proposal"], row["result"]) for row in summary["villages"])
    for (proposal, result), count in sorted(results.items()):
        found.add_row(f"proposed {proposal}", result, f"{count:,}")
    add_counts(found, summary, "objections", "papers")
    return [found]
