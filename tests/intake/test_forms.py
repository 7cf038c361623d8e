"""The forms fit the tables, and their own examples can be read."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel

import tasks.intake.checks
from policy.pack import load_pack
from tasks.intake.cells import read_cell
from tasks.intake.forms import Column, Form, all_forms, normal

FORMS = list(all_forms().values())
COLUMNS = [(form, column) for form in FORMS for column in form.columns]
SQL = Path(tasks.intake.checks.__file__).parent / "sql"
#: Columns that are compared with what the office sent and not kept.
FOR_CHECKING = {
    "bank_return": ("card_number", "total_amount"),
    "bank_correction": ("card_number",),
    "inspection_result": ("household_id",),
}


def _name(value: object) -> str | None:
    return value.id if isinstance(value, Form) else getattr(value, "name", None)


@pytest.mark.parametrize("form", FORMS, ids=_name)
def test_no_heading_means_two_columns(form: Form) -> None:
    headings = [h for column in form.columns for h in set(map(normal, column.headers))]
    assert sorted(headings) == sorted(set(headings))


@pytest.mark.parametrize("form", FORMS, ids=_name)
def test_every_column_that_the_table_needs_is_in_the_form(form: Form) -> None:
    fields = SQLModel.metadata.tables[form.table].columns
    needed = {f.name for f in fields if not f.nullable} - {"actor", "entry", form.counter}
    assert needed <= set(form.by_name)


@pytest.mark.parametrize("form", FORMS, ids=_name)
def test_every_column_goes_into_a_table_or_is_said_to_be_the_intakes_own(form: Form) -> None:
    apart = set(form.protected.columns) if form.protected else set()
    assert set(form.by_name) - set(form.stored) - apart <= {
        "member_no",
        *FOR_CHECKING.get(form.id, ()),
    }


@pytest.mark.parametrize("form", FORMS, ids=_name)
def test_what_belongs_to_no_campaign_is_of_the_registers(form: Form) -> None:
    is_register = form.scope == ("register",)
    assert is_register >= (form.counter == "version")
    assert not (is_register and "campaign_id" in form.by_name)


@pytest.mark.parametrize(("form", "column"), COLUMNS, ids=_name)
def test_every_example_is_read_without_repair(form: Form, column: Column) -> None:
    if column.example:
        cell = read_cell(column.example, column)
        assert cell.reason is None
        assert str(cell.value) == column.example


def test_no_two_forms_have_the_same_name() -> None:
    names = [name for form in FORMS for name in set(map(normal, form.names))]
    assert sorted(names) == sorted(set(names))


def test_every_check_has_its_file_and_every_file_its_form() -> None:
    used = {check for form in FORMS for check in form.checks}
    assert used == {file.stem for file in (SQL / "checks").glob("*.sql")}
    assert {f.derived for f in FORMS if f.derived} == {f.stem for f in (SQL / "derived").glob("*")}


def test_departments_and_causes_come_from_the_policy_pack() -> None:
    pack = load_pack("cn")
    survey = all_forms()["survey"].for_pack(pack)
    records = all_forms()["department_record"].for_pack(pack)
    assert [c.id for c in survey.column("main_cause").choices] == [c.id for c in pack.causes]
    assert [c.id for c in records.column("department_id").choices] == [
        d.id for d in pack.departments
    ]
