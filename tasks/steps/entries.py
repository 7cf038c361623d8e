"""Step 7: the data are complete and consistent, or go back with what is to be corrected."""

from policy.steps import Result, Step
from tasks.campaign_day import CampaignDay, Tally
from tasks.outcomes import save_outcomes


def check_entries(day: CampaignDay) -> Tally:
    """Check every household that passed the comparison; one that is as faulty as before stays so."""
    with day.writing("check entries") as entry:
        waiting = entry.query("entries_to_check", **day.terms()).to_dicts()
        decided = []
        for household in waiting:
            faults = household["faults"]
            result = Result.TO_FIX if faults else Result.CLEAN
            reason = f"entry.to_fix faults={faults.replace(' ', ',')}" if faults else "entry.clean"
            if reason != household["last_reason"]:
                asked = household | {"round": (household["round"] or 0) + 1}
                decided.append((asked, result, reason, "data entry"))
        return save_outcomes(entry, day, Step.DATA_ENTRY, decided)
