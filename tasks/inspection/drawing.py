"""Drawing an inspection's households, and putting them on the routes of those who inspect."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from policy.calendar import add_days
from policy.draws import allocate, sample_size
from policy.errors import OfficeError
from policy.inspection import inspection_terms
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.draws import draw_name, save_draw
from tasks.gazetteer import Gazetteer
from tasks.inspection.frames import PURPOSES, published_code
from tasks.papers.issuing import issuing
from tasks.printing.contents import InspectionSheets, InspectionVisit, Words


@dataclass(frozen=True)
class _Drawn:
    draw_id: str
    household_id: str


def draw_inspection(day: CampaignDay, sizes: Mapping[bool, int | None] | None = None) -> Tally:
    """Draw from the frozen frame and issue the sheets; `sizes` by whether listed, else the policy's.

    OfficeError where nothing is frozen on a day before, it was drawn from already, or more are
    asked for than there are.
    """
    with day.writing("draw the inspection") as entry:
        strata = entry.query("inspection_strata_to_draw", **day.named()).to_dicts()
        if not strata:
            raise OfficeError.because(
                "inspection.nothing_to_draw", where=day.campaign_id, as_of=day.as_of
            )
        drawn: list[_Drawn] = []
        for is_listed, purpose in PURPOSES.items():
            own = [each for each in strata if each["is_listed"] == is_listed]
            drawn += _draw_list(entry, day, purpose, own, (sizes or {}).get(is_listed))
        sheets = _issue_sheets(entry, day, drawn)
        return {"drawn": len(drawn), "sheets": sheets}


def _draw_list(
    entry: Entry, day: CampaignDay, purpose: str, strata: list[dict[str, Any]], size: int | None
) -> list[_Drawn]:
    """Draw from every stratum of those who are listed, or of those who are not."""
    sizes = {each["place_code"]: len(each["codes"]) for each in strata}
    if size is None:
        terms = inspection_terms(day.setting)
        size = sample_size(sum(sizes.values()), terms.margin, terms.confidence)
    shares = allocate(size, sizes)
    drawn = []
    for each in strata:
        place_code = each["place_code"]
        by_code = dict(zip(each["codes"], each["households"], strict=True))
        households = save_draw(
            entry,
            day,
            purpose,
            place_code,
            each["codes"],
            shares[place_code],
            households=by_code,
        )
        draw_id = draw_name(day.campaign_id, purpose, place_code)
        drawn += [_Drawn(draw_id, household_id) for household_id in households]
    return drawn


def _issue_sheets(entry: Entry, day: CampaignDay, drawn: list[_Drawn]) -> int:
    """Deal the drawn to the levels in turn, and number them along the route through each village."""
    terms = inspection_terms(day.setting)
    levels, days = terms.levels, terms.days_per_level
    turn_of = {each.household_id: no % len(levels) for no, each in enumerate(drawn)}
    draw_of = {each.household_id: each.draw_id for each in drawn}
    visits = entry.query("inspection_visits", households=list(turn_of)).to_dicts()
    visits.sort(key=lambda visit: (turn_of[visit["household_id"]], visit["village_code"]))
    routes: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for sheet_no, visit in enumerate(visits, 1):
        turn = turn_of[visit["household_id"]]
        route = routes[turn, visit["village_code"]]
        level = levels[turn]
        sheet = {
            "sheet_id": f"{day.campaign_id}-{sheet_no:04}",
            "campaign_id": day.campaign_id,
            "draw_id": draw_of[visit["household_id"]],
            "household_id": visit["household_id"],
            "village_code": visit["village_code"],
            "level": level,
            "owner_id": desk_of(day, level, visit),
            "route_no": len(route) + 1,
            "starts_on": add_days(day.as_of, turn * days + 1),
            "due_on": add_days(day.as_of, (turn + 1) * days),
        }
        route.append(visit | sheet)
    of_sheets = ("village_code", "level", "owner_id", "route_no", "starts_on", "due_on")
    keys = ("sheet_id", "campaign_id", "draw_id", "household_id", *of_sheets)
    rows = [{key: sheet[key] for key in keys} for route in routes.values() for sheet in route]
    entry.insert("inspection_sheet", rows)
    _issue_routes(entry, day, list(routes.values()))
    return len(rows)


def desk_of(day: CampaignDay, level: str, home: Mapping[str, Any]) -> str:
    """The place whose desk answers: a household's village or township, else the county."""
    return str(home.get(f"{level}_code") or day.campaign.county_code)


def _issue_routes(entry: Entry, day: CampaignDay, routes: list[list[dict[str, Any]]]) -> None:
    """One paper a route: the sheets of one level in one village. It does not say who is listed."""
    (frame,) = entry.query("inspection_frame_one", **day.named()).to_dicts()
    gazetteer = Gazetteer.of(entry, day.pack)
    with issuing(entry, day) as book:
        for route in routes:
            village, level = route[0]["village_code"], route[0]["level"]
            numbers = count(1)
            paper = InspectionSheets(
                **gazetteer.head(book.next_number(), day.as_of, village),
                campaign_year=day.campaign.year,
                half=day.campaign.half or 1,
                level=Words.saying(f"inspection_level.{level}"),
                starts_on=route[0]["starts_on"],
                due_on=route[0]["due_on"],
                frame_digest=frame["digest"],
                visits=tuple(
                    InspectionVisit(
                        route_no=next(numbers),
                        sheet_id=each["sheet_id"],
                        code=published_code(frame["salt"], each["household_id"]),
                        household_code=each["household_id"],
                        head_name=each["head_name"],
                        household_size=each["members"],
                        group=gazetteer.words(each["group_code"]),
                        address=each["address"],
                    )
                    for each in route
                ),
                contact=gazetteer.contact(village),
            )
            book.enter(paper, village)
