"""Sheets on paper for who waits to be surveyed, or to complete an application."""

from pathlib import Path

from tasks.papers.field_sheets import print_field_sheets
from tests.tasks.test_identification import publish_first
from tests.tasks.test_print_run import text_of
from tests.world import VILLAGE, World, april


def test_a_village_takes_one_file_of_survey_sheets_along(world: World, tmp_path: Path) -> None:
    publish_first(world)
    world.round(april(18))
    (file,) = print_field_sheets(world.day(april(18)), tmp_path, "zh")
    assert file.name == f"survey-{VILLAGE}.pdf"
    text = text_of(file)
    assert all(f"户主0{n}" in text for n in (1, 2, 3, 4))
    assert all(view in text for view in ("一看收入", "二看吃穿", "三看保障", "四看稳定趋势"))


def test_an_incomplete_application_is_printed_to_be_signed(world: World, tmp_path: Path) -> None:
    world.apply(april(2), "H01", is_signed=False)
    world.round(april(3))
    (file,) = print_field_sheets(world.day(april(3)), tmp_path, "en")
    assert file.name == f"application-{VILLAGE}.pdf"
    assert "户主01" in text_of(file)
