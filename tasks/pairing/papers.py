"""The papers of pairing: a notice a village, a letter to each helper, a card for each household."""

from itertools import groupby
from typing import Any

from policy.errors import OfficeError
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing, issuing_on_demand
from tasks.printing.contents import (
    HelpedHousehold,
    HelperLetter,
    HouseholdCard,
    NextStep,
    PairingLine,
    PairingNotice,
    PairingUnit,
    Replaced,
    Words,
)

Row = dict[str, Any]


def issue_pairing_notices(day: CampaignDay) -> Tally:
    """A new notice for every village whose pairings changed since its last one."""
    with day.writing("issue pairing notices") as entry:
        return {"notices": issue_notices(entry, day)}


def issue_notices(entry: Entry, day: CampaignDay) -> int:
    """As `issue_pairing_notices`, in a transaction that is already open."""
    rows = entry.query("pairing_notices_due", **day.named()).to_dicts()
    of_village: dict[str, list[Row]] = {}
    for unit in entry.query("units_of_villages", **day.named()).to_dicts():
        of_village.setdefault(unit["village_code"], []).append(unit)
    gazetteer, issued = Gazetteer.of(entry, day.pack), 0
    with issuing(entry, day) as book:
        for village, lines in groupby(rows, key=lambda row: str(row["village_code"])):
            units = of_village.get(village, [])
            paper = _notice(day, gazetteer, book.next_number(), village, list(lines), units)
            book.enter(paper, village)
            issued += 1
    return issued


def _notice(
    day: CampaignDay,
    gazetteer: Gazetteer,
    number: str,
    village: str,
    rows: list[Row],
    units: list[Row],
) -> PairingNotice:
    replaced = rows[0]["replaces"]
    return PairingNotice(
        **gazetteer.head(number, day.as_of, village),
        campaign_year=day.campaign.year,
        units=tuple(
            PairingUnit(
                name=Words(zh=unit["name_zh"], en=unit["name_en"]), leader_name=unit["leader_name"]
            )
            for unit in units
        ),
        lines=tuple(
            PairingLine(
                line_no=line_no,
                head_name=row["head_name"],
                group=gazetteer.words(row["group_code"]) if day.shows("group_name") else None,
                helper_name=row["helper_name"],
                unit=_unit(row),
                post=_post(row),
            )
            for line_no, row in enumerate(rows, 1)
        ),
        contact=gazetteer.contact(village),
        replaces=Replaced(number=replaced, reason=Words.saying("notice.pairing_changed"))
        if replaced
        else None,
    )


def issue_pairing_papers(day: CampaignDay, kind: str, village_code: str | None = None) -> Tally:
    """Letters of helpers, or cards of households, that are new or no longer true.

    OfficeError before the first pairing; OfficeErrors at the end for those that no font can print.
    """
    with issuing_on_demand(day, f"issue {kind}") as (entry, book):
        if entry.query("pairing_runs", **day.named()).is_empty():
            raise OfficeError.because("pair.not_paired", where=day.campaign_id, as_of=day.as_of)
        rows = entry.query("helped_households", **day.named()).to_dicts()
        gazetteer = Gazetteer.of(entry, day.pack)
        for subject, group in groupby(rows, key=lambda row: str(row[_SUBJECT[kind]])):
            households = list(group)
            if not any(row[_NEEDS[kind]] for row in households):
                continue
            if village_code and village_code not in {r["village_code"] for r in households}:
                continue
            village = households[0]["village_code"]
            number = book.next_number()
            former = households[0][_NUMBER[kind]]
            if kind == "household_card":
                card = _card(day, gazetteer, number, households[0])
                book.enter_for(subject, card, village, household_id=subject, replaces=former)
            else:
                letter = _letter(day, gazetteer, number, households)
                book.enter_for(subject, letter, village, replaces=former)
    return {"issued": len(book.papers)}


def papers_in_force(day: CampaignDay, kind: str, village_code: str | None = None) -> set[str]:
    """Numbers of the letters or cards that say what holds today: none of who has left since."""
    with day.reading() as reader:
        rows = reader.rows("helped_households", **day.named(as_of=day.as_of))
    return {
        row[_NUMBER[kind]]
        for row in rows
        if row[_NUMBER[kind]]
        and not row[_NEEDS[kind]]
        and village_code in (None, row["village_code"])
    }


#: Papers that are printed when they are asked for: whose they are, what says that one is due, and
#: the number of the last one.
_SUBJECT = {"household_card": "household_id", "helper_letter": "helper_id"}
_NEEDS = {"household_card": "needs_card", "helper_letter": "needs_letter"}
_NUMBER = {"household_card": "card_number", "helper_letter": "letter_number"}
PAIRING_PAPERS = tuple(_SUBJECT)


def _letter(day: CampaignDay, gazetteer: Gazetteer, number: str, rows: list[Row]) -> HelperLetter:
    helper, village = rows[0], rows[0]["village_code"]
    return HelperLetter(
        **gazetteer.head(number, day.as_of, village),
        campaign_year=day.campaign.year,
        helper_code=helper["helper_id"],
        helper_name=helper["helper_name"],
        unit=_unit(helper),
        post=_post(helper),
        households=tuple(
            HelpedHousehold(
                head_name=row["head_name"],
                household_size=row["household_size"],
                group=gazetteer.words(row["group_code"]),
                village=gazetteer.words(row["village_code"]),
                township=gazetteer.words(gazetteer.above(row["village_code"])["township"]["code"]),
                since=row["paired_on"],
            )
            for row in rows
        ),
        contact=gazetteer.contact(village),
    )


def _card(day: CampaignDay, gazetteer: Gazetteer, number: str, row: Row) -> HouseholdCard:
    """The household's card again, now with its helper."""
    causes = {cause.id: Words.of(cause.label) for cause in day.pack.causes}
    measures = {measure.id: Words.of(measure.label) for measure in day.pack.measures}
    group = row["group_code"]
    return HouseholdCard(
        **gazetteer.head(number, day.as_of, group),
        head_name=row["head_name"],
        household_size=row["household_size"] or 1,
        causes=(causes[row["main_cause"]],) if row["main_cause"] in causes else (),
        status=Words.saying("step.listed"),
        status_since=row["listed_on"],
        measures=tuple(measures[m] for m in row["measures"] or () if m in measures),
        next_steps=tuple(NextStep(what=Words.saying(f"card.helper_{n}")) for n in (1, 2, 3)),
        helper_name=row["helper_name"],
        helper_unit=_unit(row),
        helper_phone=row["helper_phone"],
        contact=gazetteer.contact(group),
    )


def _unit(row: Row) -> Words:
    return Words(zh=row["unit_zh"], en=row["unit_en"])


def _post(row: Row) -> Words | None:
    return Words(zh=row["post"]) if row["post"] else None
