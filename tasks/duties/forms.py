"""Duties go out as forms: a workbook of what each unit and place may do now and has not done."""

from collections.abc import Iterator
from pathlib import Path

from policy.wording import words
from tasks.campaign_day import CampaignDay
from tasks.intake.workbooks import Language, write_form


def write_duty_forms(
    day: CampaignDay, folder: Path, language: Language, of: str | None = None
) -> Iterator[Path]:
    """Write a workbook of each unit's and place's open duties, filled in but for what was done."""
    with day.reading() as reader:
        rows = reader.query("form_duties", **day.named(as_of=day.as_of))
    shown = words("head.due")[language]
    for (group,), of_group in rows.partition_by("group_id", as_dict=True).items():
        if of not in (None, group):
            continue
        sheet = of_group.drop("group_id").rename({"due_on": shown})
        title = f"{words('form.duty_report')[language]} · {group}"
        target = folder / f"duty_report-{group}.xlsx"
        sheets = [("duty_report", sheet)]
        yield write_form(target, sheets, language=language, title=title, pack=day.pack)
