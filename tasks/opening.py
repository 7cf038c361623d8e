"""The start of the year: the campaign, its planned scale, the manual and the letters [000]."""

from dataclasses import asdict
from datetime import date
from typing import Any

from policy.errors import OfficeError
from policy.label import Label
from policy.pack import Pack, Value, load_pack
from policy.scale import Area, decompose
from policy.steps import STEPS
from policy.wording import words
from registry import tables
from registry.session import Entry, Registry
from tasks.campaign_day import Campaign, CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import (
    LetterOfResponsibility,
    ManualTask,
    Standard,
    Words,
    WorkManual,
)


def open_campaign(registry: Registry, campaign: Campaign) -> bool:
    """Enter a campaign once, and say whether it is new; opening it again changes nothing."""
    with registry.writing("open campaign", campaign.opened_on, campaign.actor) as entry:
        known = entry.query("campaigns_open").filter(campaign_id=campaign.campaign_id)
        if known.is_empty():
            entry.add(tables.Campaign(**asdict(campaign)))
        return known.is_empty()


def latest_announcement(pack: str, year: int) -> date:
    """The policy's last day for announcing a year's list."""
    first_day = date(year, 1, 1)
    latest = str(load_pack(pack).value("announcement.latest", first_day).value)
    month, day = latest.split("-")
    return date(year, int(month), int(day))


def plan_scale(day: CampaignDay, planned_households: int) -> Tally:
    """Decompose the county's number to its townships and villages by their rural households.

    OfficeError names the villages whose households or persons the register does not say.
    """
    with day.writing("plan scale") as entry:
        villages = _villages_sized(entry, day)
        townships: dict[str, dict[str, Area]] = {}
        for village in villages:
            weight = Area(village["rural_households"])
            townships.setdefault(village["parent_code"], {})[village["code"]] = weight
        county = Area(parts={code: Area(parts=parts) for code, parts in townships.items()})
        known = {p["place_code"]: p for p in entry.query("plans", **day.named()).to_dicts()}
        # what is not, or no longer, of the county has no part in its number
        shares = dict.fromkeys(known, 0) | decompose(
            planned_households, {day.campaign.county_code: county}
        )
        rows = [
            {
                "campaign_id": day.campaign_id,
                "place_code": place_code,
                "round": known[place_code]["round"] + 1 if place_code in known else 1,
                "decided_on": day.as_of,
                "planned_households": households,
            }
            for place_code, households in shares.items()
            if place_code not in known or known[place_code]["planned_households"] != households
        ]
        entry.insert("plan", rows)
        return {"places": len(rows)}


def _villages_sized(entry: Entry, day: CampaignDay) -> list[dict[str, Any]]:
    """The county's villages with their size: what is unknown can be planned with no number."""
    county = day.campaign.county_code
    villages = entry.query("villages_of_county", county_code=county).to_dicts()
    unsized = [v for v in villages if None in (v["rural_households"], v["rural_persons"])]
    if unsized:
        raise OfficeError.because(
            "campaign.unsized_villages",
            county=county,
            villages=[
                Label(f"{v['name_zh']} {v['code']}", f"{v['name_en'] or v['name_zh']} {v['code']}")
                for v in unsized
            ],
        )
    return villages


def issue_letters(day: CampaignDay) -> Tally:
    """Issue the work manual and the letter of responsibility of every planned village, once."""
    with day.writing("issue manuals and letters") as entry:
        villages = entry.query("villages_without_letter", **day.named()).to_dicts()
        gazetteer = Gazetteer.of(entry, day.pack)
        with issuing(entry, day) as book:
            for village in villages:
                for make in (_manual, _letter):
                    paper = make(day, gazetteer, book.next_number(), village)
                    book.enter(paper, village["code"])
        return {"villages": len(villages)}


def _line_in_words(pack: Pack, line: Value) -> Words:
    """The poverty line with the pack's currency, named in each language."""
    zh, en = (
        words("manual.objective_line", line=line.value, currency=currency)
        for currency in (pack.currency.zh, pack.currency.en)
    )
    return Words(zh=zh.zh, en=en.en)


def _manual(
    day: CampaignDay, gazetteer: Gazetteer, number: str, village: dict[str, Any]
) -> WorkManual:
    code = village["code"]
    pack, on = day.pack, day.rules_on
    rules = (*pack.criteria("enter", on), *pack.criteria("keepout", on))
    line = pack.value("poverty_line", on)
    return WorkManual(
        **gazetteer.head(number, day.as_of, code),
        campaign_year=day.campaign.year,
        planned_households=village["planned_households"],
        planned_persons=village["planned_persons"],
        objectives=(
            Words.saying("manual.objective_list"),
            _line_in_words(pack, line),
        ),
        tasks=tuple(
            ManualTask(
                what=Words.saying(f"step.{step}"),
                who=Words.saying(f"manual.who_{step}"),
                due_on=due_on,
            )
            for step, due_on in _timetable(day)
        ),
        standards=tuple(
            Standard(wording=Words.of(rule.label), source=Words.of(pack.cited(rule.source)))
            for rule in rules
        ),
        requirements=tuple(Words.saying(f"manual.requirement_{n}") for n in (1, 2, 3, 4)),
        contact=gazetteer.contact(code),
    )


def _letter(
    day: CampaignDay, gazetteer: Gazetteer, number: str, village: dict[str, Any]
) -> LetterOfResponsibility:
    code = village["code"]
    return LetterOfResponsibility(
        **gazetteer.head(number, day.as_of, code),
        campaign_year=day.campaign.year,
        planned_households=village["planned_households"],
        planned_persons=village["planned_persons"],
        due_on=day.campaign.announce_by,
        duties=tuple(Words.saying(f"letter.duty_{n}") for n in (1, 2, 3, 4, 5)),
        signatories=(
            Words.saying("letter.office"),
            Words.saying("letter.township"),
            Words.saying("letter.village"),
        ),
    )


def _timetable(day: CampaignDay) -> list[tuple[str, date]]:
    """The steps spread evenly between opening and the plan's last day, as targets."""
    steps = STEPS[day.campaign.kind]
    span = day.campaign.announce_by - day.campaign.opened_on
    return [
        (step, day.campaign.opened_on + span * step_no // len(steps))
        for step_no, step in enumerate(steps, 1)
    ]
