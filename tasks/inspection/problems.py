"""What an inspection found wrong becomes somebody's to put right, by a day."""

from datetime import date

from policy.calendar import publicity_window
from policy.inspection import InspectionTerms, inspection_terms
from tasks.campaign_day import CampaignDay, Tally
from tasks.inspection.drawing import desk_of


def open_rectifications(day: CampaignDay) -> Tally:
    """Put every problem on a returned sheet to its owner, once."""
    terms = inspection_terms(day.setting)
    due_on = last_day(day, terms)
    with day.writing("open rectifications") as entry:
        rows = [
            {
                "rectification_id": f"{problem['sheet_id']}-{problem['kind']}",
                "campaign_id": day.campaign_id,
                "sheet_id": problem["sheet_id"],
                "household_id": problem["household_id"],
                "kind": problem["kind"],
                "owner_id": desk_of(day, terms.rectifying_level, problem),
                "opened_on": day.as_of,
                "due_on": due_on,
            }
            for problem in entry.query("problems_to_rectify", **day.named()).to_dicts()
        ]
        return {"rectifications": entry.insert("rectification", rows)}


def last_day(day: CampaignDay, terms: InspectionTerms) -> date:
    """The last day for putting right what is opened today, counted as a window of publicity is."""
    days, country = terms.rectification_days, day.pack.country
    return publicity_window(day.as_of, days, terms.day_kind, True, country).closes_on
