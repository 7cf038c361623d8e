"""The daily check of what villages reported, and the samples that others look at again [000]."""

from policy.draws import sample_size
from tasks.campaign_day import CampaignDay, Tally
from tasks.draws import save_draw
from tasks.outcomes import tally


def check_reports(day: CampaignDay) -> Tally:
    """Note what is incomplete, contradictory or improbable; people correct it on the spot."""
    with day.writing("check reports") as entry:
        findings = entry.query("report_findings", **day.terms())
        entry.insert("finding", findings)
        return tally(findings["kind"])


def draw_samples(day: CampaignDay) -> Tally:
    """Draw files for supervision from every audited village, and call-backs from the final list."""
    with day.writing("draw samples") as entry:
        drawn = {"supervision": 0, "call_back": 0}
        frames = entry.query("frames_to_draw", **day.terms()).to_dicts()
        for frame in frames:
            households = frame["households"]
            size = min(_size(day, frame["purpose"], len(households)), len(households))
            save_draw(entry, day, frame["purpose"], frame["place_code"], households, size)
            drawn[frame["purpose"]] += size
        return drawn


def _size(day: CampaignDay, purpose: str, households: int) -> int:
    if purpose == "supervision":
        return int(day.setting("supervision.files_per_village"))
    margin, confidence = day.setting("callback.margin_of_error"), day.setting("callback.confidence")
    return sample_size(households, margin, confidence)
