"""Draws that anyone can repeat: the list, the seed, and who came out [000, 003]."""

from collections.abc import Mapping, Sequence

from policy.draws import draw, frame_digest
from registry import tables
from registry.session import Entry
from tasks.campaign_day import CampaignDay


def save_draw(
    entry: Entry,
    day: CampaignDay,
    purpose: str,
    place_code: str,
    frame: Sequence[str],
    size: int,
    earlier: int = 0,
    households: Mapping[str, str] | None = None,
) -> list[str]:
    """Draw from a list, and save all that anybody needs to repeat it; those drawn, by rank.

    The seed joins the campaign, the place and the list itself: known only once the list is.
    `earlier` are draws of that place for that purpose before this one; `households` says for whom
    an entry of the list stands, where it is not the household's number.
    """
    digest = frame_digest(frame)
    draw_id = draw_name(day.campaign_id, purpose, place_code)
    draw_id += f"/{earlier + 1}" if earlier else ""
    seed = seed_of(draw_id, digest)
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
    drawn = [households[each] if households else each for each in draw(frame, size, seed)]
    rows = [
        {"draw_id": draw_id, "household_id": household_id, "rank": rank}
        for rank, household_id in enumerate(drawn, 1)
    ]
    entry.insert("drawn", rows)
    return drawn


def draw_name(campaign_id: str, purpose: str, place_code: str) -> str:
    """The id of a draw."""
    return f"{campaign_id}/{purpose}/{place_code}"


def seed_of(draw_id: str, digest: str) -> str:
    """The seed of a draw: its id and the digest of its list."""
    return f"{draw_id}/{digest}"
