"""Sheets that are taken along: survey and application on paper, one file a village."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.explanation import explain_with
from tasks.gazetteer import Gazetteer
from tasks.intake.forms import Column
from tasks.intake.forms import form as form_of
from tasks.papers.household import members_of
from tasks.printing.contents import (
    ApplicationSheet,
    Language,
    Paper,
    Question,
    SurveySection,
    SurveySheet,
    View,
    Words,
)
from tasks.printing.pages import print_together

#: The question of the survey form with which each of the four views begins [002 §3.4].
BEGINS: dict[str, View] = {
    "size": "income",
    "has_food": "food_and_clothing",
    "dropouts_for_money": "security",
    "has_vehicle": "stable_trend",
}


def print_field_sheets(day: CampaignDay, folder: Path, language: Language) -> list[Path]:
    """Print a sheet for every household that waits to be surveyed or to complete its application."""
    bundles: dict[Path, list[Paper]] = {}
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        waiting = reader.query("waiting_for_people", **named).to_dicts()
        places = reader.query("places", **named).to_dicts()
        gazetteer = Gazetteer({place["code"]: place for place in places}, day.pack)
        for row in waiting:
            if row["form"] in ("survey", "application"):
                path = folder / f"{row['form']}-{row['place_code']}.pdf"
                sheet = _sheet(reader, day, gazetteer, row)
                bundles.setdefault(path, []).append(sheet)
    print_together(bundles, language)
    return list(bundles)


def _sheet(reader: Reader, day: CampaignDay, gazetteer: Gazetteer, row: dict[str, Any]) -> Paper:
    known = explain_with(reader, day, row["household_id"])
    group = known.household["group_code"]
    common: dict[str, Any] = {
        "number": f"{day.campaign.year}-{known.household_id}",
        "issued_on": day.as_of,
        "issuer": gazetteer.issuer(group),
        "place": gazetteer.place(group),
        "campaign_year": day.campaign.year,
        "head_name": known.household["head_name"],
        "members": members_of(known),
    }
    if row["form"] == "application":
        causes = tuple(Words(zh=c.label.zh, en=c.label.en) for c in day.pack.causes)
        return ApplicationSheet(**common, reasons=causes, contact=gazetteer.contact(group))
    return SurveySheet(**common, household_code=known.household_id, sections=tuple(_sections(day)))


def _sections(day: CampaignDay) -> Iterator[SurveySection]:
    """The survey form's questions in its order, under the views."""
    view: View | None = None
    questions: list[Question] = []
    for column in form_of("survey").for_pack(day.pack).columns:
        if column.name in BEGINS:
            if view:
                yield SurveySection(view=view, questions=tuple(questions))
            view, questions = BEGINS[column.name], []
        if view and not column.hidden:
            questions.append(_question(len(questions) + 1, column))
    if view:
        yield SurveySection(view=view, questions=tuple(questions))


def _question(number: int, column: Column) -> Question:
    choices = tuple(Words(zh=c.label.zh, en=c.label.en) for c in column.choices)
    if column.type == "yes_no":
        labels = [words(f"value.{answer}") for answer in ("yes", "no", "unknown")]
        choices = tuple(Words(zh=label.zh, en=label.en) for label in labels)
    ask = Words(zh=column.label.zh, en=column.label.en)
    return Question(code=str(number), ask=ask, choices=choices)
