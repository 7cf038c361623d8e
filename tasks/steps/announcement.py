"""Step 8: the county announces the final list."""

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.outcomes import save_outcomes
from tasks.papers.issuing import issuing
from tasks.publicity.notices import notice_of


def announce(day: CampaignDay) -> Tally:
    """Announce when nobody is on the way any more, or the plan's last day has come.

    Who becomes ready after that is announced in a supplement.
    """
    with day.writing("announce") as entry:
        lines = entry.query("households_to_announce", **day.named()).to_dicts()
        in_motion = entry.query("households_in_motion", **day.named())["households"][0]
        if not lines or (in_motion and day.as_of < day.campaign.announce_by):
            return {"waiting": len(lines)} if lines else {}
        county = day.campaign.county_code
        with issuing(entry, day) as book:
            number = book.next_number()
            gazetteer = Gazetteer.of(entry, day.pack)
            notice = notice_of(day, Step.ANNOUNCEMENT, gazetteer, number, county, lines)
            book.enter(notice, county, lines=lines)
        reason = f"announcement.announced number={number}"
        return save_outcomes(
            entry,
            day,
            Step.ANNOUNCEMENT,
            [(line | {"round": 1}, Result.ANNOUNCED, reason, number) for line in lines],
        )
