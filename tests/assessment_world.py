"""The listed village with pairs, duties and measures of 2014, assessed in January 2015."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.stages import STAGES
from tasks.campaign_day import Campaign, CampaignDay, Tally, campaign_day
from tasks.intake.loading import LoadReport, load_rows
from tasks.opening import open_campaign
from tests.help_world import HELP, HelpWorld, pair
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE

ASSESSMENT = f"assessment-2014-{COUNTY}"
YEAR_END = date(2014, 12, 31)
#: The first day after the days in which reports of the year still come in.
JAN_16 = date(2015, 1, 16)
#: A village without poor households.
EMPTY = TOWNSHIP + "002"
#: What people enter: satisfaction of village and township, the village's opinion of a unit.
ENTERED = (
    ("satisfaction", "village", VILLAGE, "90"),
    ("satisfaction", "village", EMPTY, "80"),
    ("satisfaction", "township", TOWNSHIP, "85"),
    ("village_opinion", "unit", "DW-1", "95"),
    ("village_opinion", "unit", "DW-2", "70"),
)


@dataclass
class AssessmentWorld(HelpWorld):
    """What the office does to assess the year."""

    def assessment(self, on: date) -> CampaignDay:
        return campaign_day(self.registry, ASSESSMENT, on, OFFICE)

    def assess(self, on: date) -> dict[str, Tally]:
        """One daily round of the assessment without printing."""
        with self.registry.held():
            day, stages = self.assessment(on), STAGES["assessment"]
            return {n: stage(day) if stage.is_due(day) else {} for n, stage in stages.items()}

    def load(self, form: str, on: date, *rows: dict[str, Any]) -> LoadReport:
        return load_rows(self.registry, form, rows, as_of=on, actor=OFFICE, campaign_id=ASSESSMENT)

    def enter(self, on: date, *rows: tuple[str, str, str, str]) -> None:
        """Points that the office's 周洁 enters."""
        self.load("indicator_score", on, *(points(*row) for row in rows))


def points(indicator: str, kind: str, assessed: str, given: str, **more: Any) -> dict[str, Any]:
    """A row of form indicator_score."""
    return {
        "indicator_id": indicator,
        "kind": kind,
        "assessed_id": assessed,
        "points": given,
        "scorer": "周洁",
        "reason": "入户问卷",
        "evidence": "问卷存档",
    } | more


def assessed_year(world: HelpWorld) -> AssessmentWorld:
    """Six helpers have ten households; BF-1 visited in time, BF-4 late, the others not at all."""
    own = AssessmentWorld(world.registry)
    on = date(2014, 5, 1)
    helpers = ("BF-1", "BF-2", "BF-3", "BF-4", "BF-5")
    pair(own, on, {h: helpers[n % 5] for n, h in enumerate(own.households)})
    place = {
        "level": "village",
        "parent_code": TOWNSHIP,
        "name_zh": "无户村",
        "name_en": "Emptyham",
    }
    own.write("place", on, [place | {"code": EMPTY, "version": 1, "since_on": on}])
    duties, reports = [], []
    for n, household in enumerate(own.households):
        helper = helpers[n % 5]
        for quarter, due_on in ((3, date(2014, 9, 30)), (4, YEAR_END)):
            key = {
                "duty_id": "helper.visit",
                "owner_id": helper,
                "subject_code": household,
                "period": f"2014-Q{quarter}",
            }
            days = {"starts_on": date(2014, 3 * quarter - 2, 1), "due_on": due_on}
            duties.append(key | days | {"campaign_id": HELP, "generated_on": days["starts_on"]})
            if helper in ("BF-1", "BF-4"):
                done_on = due_on if helper == "BF-1" else date(2015, 1, 2)
                reports.append(key | {"round": 1, "done_on": done_on, "what": "走访"})
    own.write("duty", on, duties)
    own.write("duty_report", on, reports)
    given = {"campaign_id": HELP, "round": 1, "decided_on": date(2014, 6, 2), "is_given": True}
    own.write(
        "measure",
        on,
        [
            given | {"household_id": h, "measure_id": "industry", "reason": "measure.fits"}
            for h in own.households[:8]
        ],
    )
    open_campaign(
        own.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=ASSESSMENT,
            kind="assessment",
            year=2014,
            county_code=COUNTY,
            pack="cn",
            opened_on=on,
            announce_by=date(2015, 3, 31),
            document_mark="永扶办考",
        ),
    )
    return own
