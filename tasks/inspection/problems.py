"""What an inspection found wrong becomes somebody's to put right, by a day."""

from datetime import date

from policy.calendar import publicity_window
from tasks.campaign_day import CampaignDay, Tally
from tasks.inspection.drawing import desk_of


def open_rectifications(day: CampaignDay) -> Tally:
    """Put every problem on a returned sheet to its owner, once."""
    level = str(day.setting("inspection.rectifying_level"))
    due_on = last_day(day)
    with day.writing("open rectifications") as entry:
        rows = [
            {
                "rectification_id": f"{problem['sheet_id']}-{problem['kind']}",
                "campaign_id": day.campaign_id,
                "sheet_id": problem["sheet_id"],
                "household_id": problem["household_id"],
                "kind": problem["kind"],
                "owner_id": desk_of(day, level, problem),
                "opened_on": day.as_of,
                "due_on": due_on,
            }
            for problem in entry.query("problems_to_rectify", **day.named()).to_dicts()
        ]
        return {"rectifications": entry.insert("rectification", rows)}


def last_day(day: CampaignDay) -> date:
    """The last day for putting right what is opened today, counted as a window of publicity is."""
    days, kind = (
        day.setting("inspection.rectification_days"),
        day.setting("inspection.rectification_day_kind"),
    )
    return publicity_window(day.as_of, days, kind, True, day.pack.country).closes_on
