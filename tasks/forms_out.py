"""Forms that go out to people: one workbook a place and form, filled in as far as is known."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from policy.pack import Pack
from policy.wording import words
from registry.session import Reader
from tasks.campaign_day import CampaignDay
from tasks.intake.forms import form as form_of
from tasks.intake.occasions import CAMPAIGN
from tasks.intake.workbooks import Language, write_form
from tasks.observed import check_words, hit_words, observed_labels

#: What goes into the workbook of each waiting form: its sheets, and the query that fills each.
SHEETS: dict[str, tuple[tuple[str, str], ...]] = {
    "application": (("application", "form_applications"),),
    "look_first": (("application", "form_sources_applying"), ("source_list", "form_sources")),
    "group_appraisal": (
        ("meeting", "form_meeting"),
        ("vote", "form_votes"),
        ("attendance", "form_attendance"),
    ),
    "survey": (("survey", "form_households"),),
    "village_appraisal": (
        ("meeting", "form_meeting"),
        ("vote", "form_votes"),
        ("attendance", "form_attendance"),
    ),
    "recognition": (("recognition", "form_households"),),
    "audit": (("audit", "form_households"),),
    "spot_check": (("spot_check", "form_households"),),
    "reverification": (("reverification", "form_hits"),),
    "posting": (("posting", "form_notices"),),
    "investigation": (("assignment", "form_assignments"), ("investigation", "form_objections")),
    "decision": (("decision", "form_objections"),),
    "correction": (("correction", "form_findings"),),
    "call_back": (("call_back", "form_drawn"),),
    "inspection_result": (("inspection_result", "form_sheets"),),
    "rectification_return": (("rectification_return", "form_rectifications"),),
    "reinspection": (("reinspection", "form_rectifications"),),
    "project_progress": (("project_progress", "form_projects"),),
    "village_score": (("village_score", "form_village_scores"),),
    "village_approval": (("village_approval", "form_village_approval"),),
    "correction_of_data": (("households", "form_household_rows"), ("persons", "form_persons")),
}


def write_waiting_forms(
    day: CampaignDay,
    folder: Path,
    language: Language,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Path]:
    """Write every workbook that waits for people; yields each file as it is written."""
    with day.reading() as reader:
        named = day.named(as_of=day.as_of)
        waiting = pl.concat(
            [
                reader.query("waiting_for_people", **named),
                reader.query("sources_to_look_at", **named),
                reader.query(
                    "projects_to_report", **named, report_days=day.setting("project.report_days")
                ),
            ]
        )
        places = {row["code"]: row for row in reader.query("places", **named).to_dicts()}
        groups = waiting.partition_by("form", "place_code", as_dict=True, maintain_order=True)
        for done, ((form, place_code), rows) in enumerate(groups.items(), 1):
            target = folder / f"{form}-{place_code}.xlsx"
            sheets = [
                (
                    sheet,
                    _signed(
                        sheet, day, _rows(reader, day, query, form, place_code, rows, language)
                    ),
                )
                for sheet, query in SHEETS[form]
            ]
            name = places[place_code][f"name_{language}"] or places[place_code]["name_zh"]
            title = f"{words(f'form.{form}')[language]} · {name}"
            write_form(target, sheets, language=language, title=title, pack=day.pack)
            if progress:
                progress(done, len(groups))
            yield target


def write_blank_form(folder: Path, form: str, language: Language, pack: Pack) -> Path:
    """Write an empty workbook of a form, by its id or title; OfficeError for an unknown one."""
    known = form_of(form)
    target = folder / f"{known.id}.xlsx"
    return write_form(target, [(known.id, pl.DataFrame())], language=language, pack=pack)


def _rows(
    reader: Reader,
    day: CampaignDay,
    query: str,
    form: str,
    place_code: str,
    waiting: pl.DataFrame,
    language: Language,
) -> pl.DataFrame:
    """Prefilled rows of one sheet; what was found by a check or a comparison in words."""
    named: dict[str, Any] = day.named(
        as_of=day.as_of,
        form=form,
        place_code=place_code,
        subjects=_subjects(waiting),
    )
    rows = reader.query(query, **named)
    match query:
        case "form_findings":
            said = [check_words(row)[language] for row in rows.iter_rows(named=True)]
            return rows.with_columns(found=pl.Series(said, dtype=pl.String))
        case "form_hits":
            labels = observed_labels(day)
            said = [hit_words(row, labels)[language] for row in rows.iter_rows(named=True)]
            return rows.with_columns(detail=pl.Series(said, dtype=pl.String))
    return rows


def _signed(sheet: str, day: CampaignDay, rows: pl.DataFrame) -> pl.DataFrame:
    """Forms of several campaigns come back in one pile: each row says whose it is."""
    if CAMPAIGN not in form_of(sheet).by_name:
        return rows
    return rows.with_columns(pl.lit(day.campaign_id).alias(CAMPAIGN))


def _subjects(waiting: pl.DataFrame) -> list[str]:
    """Whom or what the form is about: objections, else notices, else households."""
    for column in ("objection_id", "number", "household_id"):
        if waiting[column].null_count() < waiting.height:
            return waiting[column].drop_nulls().to_list()
    return []
