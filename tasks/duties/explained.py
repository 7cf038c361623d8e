"""What is owed to a household and who was reminded of it: a part of its explanation."""

from typing import Any

from policy.pack import Pack
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.reminders.digests import period_words

Owed = dict[str, list[dict[str, Any]]]


def duties_owed(reader: Reader, day: CampaignDay, household_id: str) -> Owed:
    """Duties and reminders of the county's help campaigns, as of the day."""
    owed: Owed = {"duties": [], "reminders": []}
    for campaign in reader.rows("campaigns_open", as_of=day.as_of):
        if campaign["kind"] == "help" and campaign["county_code"] == day.campaign.county_code:
            named = {"campaign_id": campaign["campaign_id"], "as_of": day.as_of}
            named["household_id"] = household_id
            owed["duties"] += reader.rows("household_one_duties", **named)
            owed["reminders"] += reader.rows("household_one_reminders", **named)
    return owed


def worded_duties(owed: Owed, pack: Pack, language: str) -> Owed:
    """The same with duties, periods and states in words of one language."""
    labels = {duty.id: duty.label[language] for duty in pack.duties}
    return {
        "duties": [
            d
            | {
                "duty": labels.get(d["duty_id"], d["duty_id"]),
                "period_wording": period_words(d["period"])[language],
                "state_wording": words(f"duty_state.{d['state']}")[language],
            }
            for d in owed["duties"]
        ],
        "reminders": [
            r
            | {
                "channel_wording": words(f"channel.{r['channel']}")[language],
                "state_wording": words(f"sending.{r['result'] or 'waiting'}")[language]
                if r["channel"] != "paper"
                else "",
            }
            for r in owed["reminders"]
        ],
    }
