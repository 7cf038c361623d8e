"""A generated county on the shortest way to what its people live next: listed, helped, day after day."""

from datetime import date, timedelta

import polars as pl

from flows.stages import STAGES
from office.rehearsal import people
from office.rehearsal.county import incomes_of_year
from office.rehearsal.lived import Lived
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from policy.pack import load_pack
from tasks.campaign_day import Campaign
from tasks.opening import open_campaign

LISTED_ON, CHECKED_ON = date(2014, 6, 20), date(2014, 12, 20)


def open_of(rehearsal: Rehearsal, kind: str) -> str:
    """Open a campaign of 2014."""
    campaign = Campaign(
        actor=OFFICE,
        campaign_id=f"{kind}-2014-{rehearsal.county.code}",
        kind=kind,
        year=2014,
        county_code=rehearsal.county.code,
        pack=PACK,
        opened_on=date(2014, 3, 1),
        announce_by=date(2014, 12, 31),
        document_mark="永扶办",
    )
    open_campaign(rehearsal.registry, campaign)
    return campaign.campaign_id


def list_households(rehearsal: Rehearsal, homes: pl.Series) -> None:
    """Surveyed and announced; help is open."""
    survey_households(rehearsal, homes)
    announce(rehearsal, homes, LISTED_ON)


def survey_households(rehearsal: Rehearsal, homes: pl.Series) -> None:
    """The county's registers, and the survey of these; identification and help are open."""
    county = rehearsal.county
    registers = {"places": county.place, "households": county.household, "persons": county.person}
    identification, _ = open_of(rehearsal, "identification"), open_of(rehearsal, "help")
    rehearsal.load("registers", registers, identification, date(2014, 3, 1))
    second_round = homes.to_frame().with_columns(round=2)
    surveyed = people.fill_survey(second_round, county, date(2014, 4, 1))
    rehearsal.load("survey", {"survey": surveyed}, identification, LISTED_ON)


def announce(rehearsal: Rehearsal, homes: pl.Series, on: date) -> None:
    """These come onto the list."""
    announced = [
        {
            "campaign_id": f"identification-2014-{rehearsal.county.code}",
            "household_id": home,
            "step": "announcement",
            "round": 1,
            "result": "announced",
            "reason": "announcement.announced",
            "decided_on": on,
            "evidence": "announcement",
        }
        for home in homes
    ]
    with rehearsal.registry.writing("announce", on, OFFICE) as entry:
        entry.insert("outcome", announced)


def check_incomes(rehearsal: Rehearsal, homes: pl.Series) -> None:
    """The year-end check of their incomes."""
    incomes = incomes_of_year(rehearsal.county, homes, load_pack(PACK))
    earned = people.fill_yearly_income(incomes, rehearsal.county, date(2014, 12, 8))
    campaign_id = f"help-2014-{rehearsal.county.code}"
    rehearsal.load("incomes", {"yearly_income": earned}, campaign_id, CHECKED_ON)


def live(lived: Lived, until: date, days: int = 7) -> date:
    """Open a campaign and live it, a round every so many days; the last day."""
    lived.open()
    as_of = lived.opened_on
    while lived.is_open and as_of < until:
        as_of += timedelta(days=days)
        lived.before(as_of)
        for stage in STAGES[lived.county.kind].values():
            if stage.is_due(lived.day(as_of)):
                stage(lived.day(as_of))
        lived.after(as_of)
    return as_of
