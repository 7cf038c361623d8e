"""Draws that anyone can repeat: the list, the seed, and who came out [000, 003]."""

from policy.draws import draw, frame_digest
from registry import tables
from registry.session import Entry
from tasks.campaign_day import CampaignDay


def save_draw(
    entry: Entry,
    day: CampaignDay,
    purpose: str,
    place_code: str,
    frame: list[str],
    size: int,
    earlier: int = 0,
) -> None:
    """The seed joins the campaign, the place and the list itself: known only once the list is.

    `earlier` are draws of that place for that purpose before this one.
    """
    digest = frame_digest(frame)
    draw_id = f"{day.campaign_id}/{purpose}/{place_code}" + (f"/{earlier + 1}" if earlier else "")
    seed = f"{draw_id}/{digest}"
    entry.add(
        tables.Draw(
            actor=day.actor,
            draw_id=draw_id,
            campaign_id=day.campaign_id,
            purpose=purpose,
            place_code=place_code,
            drawn_on=day.as_of,
            seed=seed,
            frame_digest=digest,
            frame_size=len(frame),
            size=size,
        )
    )
    rows = [
        {"draw_id": draw_id, "household_id": household_id, "rank": rank}
        for rank, household_id in enumerate(draw(frame, size, seed), 1)
    ]
    entry.insert("drawn", rows)
