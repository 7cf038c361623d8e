"""What goes out as a form comes back through the intake as it was filled in."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from policy.pack import load_pack
from registry.session import Registry
from tasks.intake.cells import UNKNOWN_WORDS
from tasks.intake.files import read_grids
from tasks.intake.forms import Column, all_forms
from tasks.intake.loading import load_files
from tasks.intake.readings import read_rows
from tasks.intake.sheets import TOTALS, read_sheet
from tasks.intake.workbooks import write_form
from tests.intake.conftest import ACTOR, AS_OF, CAMPAIGN
from tests.intake.test_faults import GOOD

FORMS = {name: form.for_pack(load_pack("cn")) for name, form in all_forms().items()}
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)
WORDS = HAN.filter(lambda text: text not in UNKNOWN_WORDS and not re.search(TOTALS, text))


def _values(column: Column) -> st.SearchStrategy[Any]:
    low, high = column.min or 0, 2_000_000 if column.max is None else column.max
    match column.type:
        case "date":
            return st.dates(date(1950, 1, 1), AS_OF)
        case "integer":
            return st.integers(low, high)
        case "decimal":
            top = 10**14 if column.max is None else column.max
            return st.decimals(low, top, places=column.decimals, allow_nan=False)
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from([choice.id for choice in column.choices])
        case "id_number":
            return st.just("11010519491231002X")
        case "code":
            return st.from_regex(r"[0-9]{4,17}", fullmatch=True)
        case _:
            return WORDS


@pytest.mark.parametrize("name", ["survey", "persons", "meeting", "department_record"])
# A workbook costs too much to shrink a failure by writing it a thousand times.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), language=st.sampled_from(["zh", "en"]))
def test_every_value_comes_back_as_it_went_out(
    tmp_path: Path, name: str, data: st.DataObject, language: Any
) -> None:
    form = FORMS[name]
    values = {column.name: data.draw(_values(column), label=column.name) for column in form.columns}
    rows = pl.DataFrame([values], schema={c.name: c.dtype for c in form.columns})
    path = write_form(
        tmp_path / "form.xlsx",
        [(name, rows)],
        language=language,
        title="甲村",
        pack=load_pack("cn"),
    )
    (grid,) = read_grids(path)
    sheet, faults = read_sheet(grid, FORMS, None)
    assert faults == []
    assert sheet is not None
    assert sheet.form is form
    readings = read_rows(form, [sheet], AS_OF)
    assert readings.rows.select(*values).to_dicts() == [values]
    assert readings.repairs.is_empty()


@pytest.mark.parametrize("name", GOOD)
def test_a_filled_form_of_every_kind_loads(registry: Registry, tmp_path: Path, name: str) -> None:
    rows = pl.DataFrame([GOOD[name]]).with_columns(village_leader=pl.lit("只供参考"))
    path = write_form(tmp_path / "form.xlsx", [(name, rows)], pack=load_pack("cn"))
    report = load_files(registry, [path], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    assert report.forms[name].stored + report.forms[name].unchanged == 1


def test_a_form_filled_in_by_hand_in_excel(registry: Registry, tmp_path: Path) -> None:
    prefilled = pl.DataFrame(
        {
            "meeting_id": ["M1", "M1"],
            "household_id": ["H1", "H2"],
            "head_name": ["张秀英", "李卫东"],
        }
    )
    path = write_form(
        tmp_path / "表决.xlsx", [("vote", prefilled)], subtitle="上营村一组", pack=load_pack("cn")
    )
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["表决"]
    headings = [cell.value for cell in sheet[3]]
    assert headings[:3] == ["户编号*", "参考：户主姓名", "会议编号*"]
    for heading, value in (("赞成*", 38), ("反对*", "２"), ("弃权*", 1.0)):
        sheet.cell(5, headings.index(heading) + 1, value)
    workbook.save(path)
    report = load_files(registry, [path], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    assert (report.forms["vote"].stored, report.forms["vote"].left_out) == (1, 1)


def test_the_form_guides_the_hand(tmp_path: Path) -> None:
    rows = pl.DataFrame({"household_id": ["H1"], "head_name": ["张秀英"]})
    path = write_form(
        tmp_path / "s.xlsx", [("survey", rows)], title="入户调查表", pack=load_pack("cn")
    )
    sheet = openpyxl.load_workbook(path)["入户调查"]
    by_heading = {str(cell.value).rstrip("*"): cell.column_letter for cell in sheet[3]}
    assert sheet["A1"].value == "入户调查表"
    assert sheet.protection.sheet
    assert sheet["A5"].protection.locked
    assert not sheet.column_dimensions[by_heading["调查人"]].protection.locked
    assert (
        sheet.column_dimensions[by_heading["批次编号"]].hidden if "批次编号" in by_heading else True
    )
    checks = {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}
    assert checks[by_heading["住房等级"] + "5"].formula1 == '"A级,B级,C级,D级"'
    assert checks[by_heading["吃饭不愁"] + "5"].formula1 == '"是,否"'
    assert checks[by_heading["调查日期"] + "5"].type == "date"
    assert checks[by_heading["家庭人口数"] + "5"].type == "whole"
    assert "可为负数" in sheet[by_heading["家庭年纯收入"] + "3"].comment.text
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.freeze_panes == "C5"


def test_a_long_list_stands_on_a_hidden_sheet(tmp_path: Path) -> None:
    path = write_form(
        tmp_path / "d.xlsx", [("department_record", pl.DataFrame())], pack=load_pack("cn")
    )
    workbook = openpyxl.load_workbook(path)
    (check,) = [v for v in workbook["部门名单"].data_validations.dataValidation if v.type == "list"]
    words = [
        choice.label.zh for choice in FORMS["department_record"].column("department_id").choices
    ]
    if len(",".join(words)) > 255:
        assert workbook["lists"].sheet_state == "hidden"
        assert [cell.value for cell in workbook["lists"]["A"]] == words
    else:
        assert check.formula1 == f'"{",".join(words)}"'


def test_an_amount_too_large_for_a_number_keeps_its_cents(tmp_path: Path) -> None:
    amount = Decimal("123456789012345.67")
    rows = pl.DataFrame(
        {"household_id": ["H1"], "net_income_per_year": [amount]},
        schema={"household_id": pl.String(), "net_income_per_year": pl.Decimal(18, 2)},
    )
    path = write_form(tmp_path / "s.xlsx", [("survey", rows)], pack=load_pack("cn"))
    (grid,) = read_grids(path)
    assert str(amount) in {cell for row in grid.cells.rows() for cell in row}
