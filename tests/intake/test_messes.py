"""Workbooks and lists as offices write them: what is mended is noted, what cannot be is said."""

import re
import shutil
import struct
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest

from registry.proof import fingerprint
from registry.session import Registry
from tasks.intake.faults import IntakeError
from tasks.intake.loading import LoadReport, load_files
from tests.intake.conftest import (
    ACTOR,
    AS_OF,
    CAMPAIGN,
    GROUP,
    HEAD_ID,
    OTHER_GROUP,
    OTHER_ID,
    VILLAGE,
    Book,
    rows_of,
)

HEADING = ["户编号", "行政村代码", "村民小组代码", "户主姓名", "证件号码", "起始日期"]
PLACE = [VILLAGE, GROUP]


def load(registry: Registry, *paths: Path, **options: object) -> LoadReport:
    return load_files(registry, paths, as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN, **options)


def faults(registry: Registry, *paths: Path, **options: object) -> list[str]:
    before = fingerprint(registry)
    with pytest.raises(IntakeError) as refused:
        load(registry, *paths, **options)
    assert fingerprint(registry) == before
    return [str(fault) for fault in refused.value.faults]


def repairs(registry: Registry) -> list[tuple[object, ...]]:
    return rows_of(
        registry, "SELECT sheet, row_no, column_name, came, became, why FROM repair ORDER BY ALL"
    )


def test_dates_in_every_spelling(registry: Registry, book: Book) -> None:
    days = [date(2014, 4, 3), 41732, "2014-4-3", "2014/4/3", "2014年4月3日", "20140403", 20140403]
    rows = [[f"N{n}", *PLACE, "王五", None, day] for n, day in enumerate(days)]
    load(registry, book("households.xlsx", {"户": [HEADING, *rows]}))
    stored = rows_of(
        registry, "SELECT DISTINCT since_on FROM household WHERE household_id LIKE 'N%'"
    )
    assert stored == [(date(2014, 4, 3),)]
    assert repairs(registry) == [
        ("户", 3, "since_on", "41732", "2014-04-03", "Excel's serial number of the day")
    ]


def test_numbers_names_and_unknowns_are_mended_with_a_note(registry: Registry, book: Book) -> None:
    rows = [
        ["N1", *PLACE, "张 秀英", "110105491231003", None],
        ["Ｎ2", *PLACE, "李卫东", "11010519530102001x", None],
        ["N3", *PLACE, "王五", "不详", None],
    ]
    load(registry, book("households.xlsx", {"户": [HEADING, *rows]}))
    assert repairs(registry) == [
        ("户", 2, "head_id_number", "110105491231003", OTHER_ID, "15 digits extended to 18"),
        ("户", 2, "head_name", "张 秀英", "张秀英", "spaces tidied"),
        ("户", 3, "head_id_number", "11010519530102001x", "11010519530102001X", "capital X"),
        ("户", 3, "household_id", "Ｎ2", "N2", "spaces and full-width characters tidied"),
        ("户", 4, "head_id_number", "不详", "", "read as unknown"),
    ]


def test_what_nobody_sees_makes_no_other_person(registry: Registry, book: Book) -> None:
    written = book(
        "p.xlsx", {"户": [[*HEADING[:4], "住址"], ["N1", *PLACE, "李\u200b卫东", "3\xad号"]]}
    )
    load(registry, written)
    assert repairs(registry) == [
        ("户", 2, "address", "3\xad号", "3号", "invisible characters removed"),
        ("户", 2, "head_name", "李\u200b卫东", "李卫东", "invisible characters removed"),
    ]
    spoilt = book("q.xlsx", {"户": [[*HEADING[:4], "住址"], ["N2", *PLACE, "李卫东", "3\ue000号"]]})
    (found,) = faults(registry, spoilt)
    assert found.startswith("q.xlsx, sheet 户, row 2, column 住址: spoilt characters (U+E000);")


def test_an_id_that_excel_has_rounded_is_told_from_the_same_digits_as_text(
    registry: Registry, book: Book
) -> None:
    as_number = [["N1", *PLACE, "王五", 110105194912310021, None]]
    assert faults(registry, book("households.xlsx", {"户": [HEADING, *as_number]})) == [
        "households.xlsx, sheet 户, row 2, column 证件号码: a number that Excel has rounded, its last "
        "digits are lost; an ID is text, all its digits written out. "
        "Format the column as text in Excel and write the number again."
    ]
    as_text = [
        ["N1", *PLACE, "王五", OTHER_ID, None],
        ["N2", *PLACE, "王五", 110105530102001, None],
    ]
    assert (
        load(registry, book("b.xlsx", {"户": [HEADING, *as_text]})).forms["households"].stored == 2
    )


def test_errors_and_formulas_without_a_value_are_not_taken_for_empty(
    seeded: Registry, tmp_path: Path, book: Book
) -> None:
    rows = [
        [None, None, "登记表"],
        [None, *HEADING, "住址"],
        [None, "H1", *PLACE, "张秀英", "#N/A", "=DATE(2014,1,1)", '="一"&"号"'],
    ]
    end = (
        "expected the value itself. Open the file in Excel, correct the formula or write the value in "
        "its place, and save."
    )
    kind = "an error of Excel's or a formula without its result"
    place = "h.xlsx, sheet 户, row 3, column"
    assert faults(seeded, book("h.xlsx", {"户": rows})) == [
        f"{place} 证件号码: “#N/A”, {kind}; {end}",
        f"{place} 住址: “={'*' * 7}”, {kind}; {end}",
        f"{place} 起始日期: “=DATE(2014,1,1)”, {kind}; {end}",
    ]
    path = tmp_path / "户.csv"
    path.write_text(f"{','.join(HEADING)},住址\nH1,{VILLAGE},{GROUP},张秀英,,2014-01-01,#REF!")
    (found,) = faults(seeded, path)
    assert found == f"户.csv, row 2, column 住址: “#REF!”, {kind}; {end}"


def test_an_error_that_the_reader_does_not_know_is_no_damaged_file(
    seeded: Registry, tmp_path: Path, book: Book
) -> None:
    path, newer = book("h.xlsx", {"户": [HEADING, ["N1", *PLACE, "#N/A"]]}), tmp_path / "n.xlsx"
    with ZipFile(path) as old, ZipFile(newer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"#N/A", b"#SPILL!"))
    (found,) = faults(seeded, newer)
    assert found.startswith("n.xlsx, sheet 户: “#SPILL!”, an error of Excel's")


def test_a_blank_in_the_last_corner_of_a_sheet_is_refused_before_it_is_read(
    seeded: Registry, book: Book
) -> None:
    path = book("h.xlsx", {"户": [HEADING, ["N1", *PLACE, "王五"]]})
    workbook = openpyxl.load_workbook(path)
    workbook["户"]["XFD1048576"] = " "
    workbook.save(path)
    assert faults(seeded, path) == [
        "h.xlsx, sheet 户: content as far as cell XFD1048576; expected the rows and columns of the form "
        "only. In Excel, delete the whole columns right of the form and the whole rows below it, and save."
    ]


def test_title_two_line_heading_its_repetition_blank_rows_totals_and_notes(
    registry: Registry, book: Book
) -> None:
    rows = [
        ["上营村农户登记表"],
        [],
        [*HEADING, "序号", "备注"],
        [
            "Household number",
            "Village code",
            "Group code",
            "Head of household",
            "ID number",
            "Since",
        ],
        ["N1", *PLACE, "王五", None, None, 1, "无"],
        [*HEADING, "序号", "备注"],
        [],
        [" ", None, "\t"],
        ["N2", *PLACE, "赵六", None, None, 2],
        ["合 计", None, None, 2],
        ["填表人：李卫东"],
    ]
    report = load(
        registry, book("登记.xlsx", {"户": rows, "说明": [["请按要求填写"]], "Sheet3": []})
    )
    assert (report.forms["households"].rows, report.forms["households"].left_out) == (2, 3)
    assert repairs(registry) == [
        ("户", 6, "row", " ".join(HEADING), "", "the heading again, no row"),
        ("户", 10, "row", "合 计 2", "", "a total, no row"),
        ("户", 11, "row", "填表人：李卫东", "", "a note, no row"),
    ]


def test_other_headings_in_both_languages_and_with_remarks(registry: Registry, book: Book) -> None:
    heading = ["户口簿号", "Village code", "组代码（14位）", "户 主*", "身份证号码\nID"]
    load(registry, book("x.xlsx", {"农户信息 (2)": [heading, ["N1", *PLACE, "王五", OTHER_ID]]}))
    assert rows_of(registry, "SELECT head_id_number FROM household WHERE household_id = 'N1'") == [
        (OTHER_ID,)
    ]


def test_a_sheet_without_a_form_name_is_known_by_its_headings(
    registry: Registry, book: Book
) -> None:
    report = load(registry, book("x.xlsx", {"Sheet1": [HEADING, ["N1", *PLACE, "王五"]]}))
    assert list(report.forms) == ["households"]


def test_several_forms_in_one_workbook_know_each_other(registry: Registry, book: Book) -> None:
    path = book(
        "village.xlsx",
        {
            "人": [["户编号", "姓名", "身份证号", "与户主关系"], ["N1", "王五", OTHER_ID, "户主"]],
            "户": [HEADING, ["N1", *PLACE, "王五", OTHER_ID]],
            "表决": [["会议编号", "户编号", "赞成", "反对", "弃权"], ["M9", "N1", 40, 1, 0]],
            "会议": [
                ["会议编号", "会议种类", "地区代码", "召开日期", "应到人数", "实到人数"],
                ["M9", "组级评议", GROUP, "2014-05-06", 46, 41],
            ],
            "签到": [
                ["会议编号", "姓名", "户编号", "到会", "签字", "按手印"],
                ["M9", "王五", "N1", "√", "√", "√"],
            ],
        },
    )
    report = load(registry, path)
    assert {name: form.stored for name, form in report.forms.items()} == {
        "persons": 1,
        "households": 1,
        "vote": 1,
        "meeting": 1,
        "attendance": 1,
    }
    assert rows_of(registry, "SELECT step, voted_on FROM vote") == [
        ("group_appraisal", date(2014, 5, 6))
    ]
    assert rows_of(registry, "SELECT sex, birth_on FROM person WHERE household_id = 'N1'") == [
        ("male", date(1949, 12, 31))
    ]


def test_the_same_row_twice_is_told_once_and_noted(registry: Registry, book: Book) -> None:
    row = ["N1", *PLACE, "王五", None, "2014-01-01"]
    report = load(registry, book("h.xlsx", {"户": [HEADING, row, row]}))
    assert report.forms["households"].stored == 1
    assert repairs(registry) == [("户", 3, "row", "the whole row", "", "the same as row 2")]


def test_what_another_file_repeats_or_contradicts_is_named_with_that_file(
    registry: Registry, book: Book
) -> None:
    row = ["N1", *PLACE, "王五", None, "2014-01-01"]
    one, other = book("1.xlsx", {"户": [HEADING, row]}), book("2.xlsx", {"户": [[], HEADING, row]})
    third = book("3.xlsx", {"农户": [HEADING, ["N1", *PLACE, "赵六"]]})
    assert [fault.split(";")[0] for fault in faults(registry, one, third)] == [
        "1.xlsx, sheet 户, row 2, column 户主姓名: the same Household number as 3.xlsx, sheet 农户, row 2, "
        "but another Head of household, Holds since",
        "3.xlsx, sheet 农户, row 2, column 户主姓名: the same Household number as 1.xlsx, sheet 户, row 2, "
        "but another Head of household, Holds since",
    ]
    load(registry, one, other)
    why = "the same as row 2 of 1.xlsx, sheet 户"
    assert repairs(registry) == [("户", 3, "row", "the whole row", "", why)]


def test_a_file_that_is_named_twice_or_copied_is_read_once(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    path = book("h.xlsx", {"户": [HEADING, ["N1", *PLACE, "王五", None, "2014-01-01"]]})
    copy = shutil.copy(path, tmp_path / "户.xlsx")
    report = load(registry, path, path, copy)
    assert (report.forms["households"].rows, report.forms["households"].stored) == (1, 1)
    assert repairs(registry) == []


def test_the_same_household_with_another_content_is_a_fault(registry: Registry, book: Book) -> None:
    rows = [["N1", *PLACE, "王五"], ["N1", VILLAGE, OTHER_GROUP, "王五"]]
    end = (
        "expected one row, or the same in both. Find out which row is right, and remove the other."
    )
    assert faults(registry, book("h.xlsx", {"户": [HEADING, *rows]})) == [
        "h.xlsx, sheet 户, row 2, column 村民小组代码: the same Household number as row 3, "
        f"but another Group code; {end}",
        "h.xlsx, sheet 户, row 3, column 村民小组代码: the same Household number as row 2, "
        f"but another Group code; {end}",
    ]


def test_a_person_in_two_households_of_one_file_is_a_fault(registry: Registry, book: Book) -> None:
    rows = [["户编号", "姓名", "身份证号"], ["H1", "王五", OTHER_ID], ["H2", "王五", OTHER_ID]]
    found = faults(registry, book("p.xlsx", {"人": rows}))
    assert [fault.split(";")[0] for fault in found] == [
        "p.xlsx, sheet 人, row 2, column 户编号: the same Person number as row 3, but another Household number",
        "p.xlsx, sheet 人, row 2, column 户编号: the person is a member of household H2",
        "p.xlsx, sheet 人, row 3, column 户编号: the same Person number as row 2, but another Household number",
        "p.xlsx, sheet 人, row 3, column 户编号: the person is a member of household H1",
    ]


def test_all_faults_of_all_sheets_and_files_come_at_once(registry: Registry, book: Book) -> None:
    one = book(
        "one.xlsx",
        {
            "户": [HEADING, ["N1", *PLACE, None, "123"], ["N2", VILLAGE, "1", "王五", None, "x"]],
            "人": [["户编号", "姓名"], ["H9", "张三"]],
        },
    )
    two = book("two.xlsx", {"审核": [["户编号", "审核人", "结果"], ["H1", "赵敏", "退回"]]})
    found = [fault.split(":")[0] for fault in faults(registry, one, two)]
    assert found == [
        "one.xlsx, sheet 户, row 2, column 户主姓名",
        "one.xlsx, sheet 户, row 2, column 证件号码",
        "one.xlsx, sheet 户, row 3, column 村民小组代码",
        "one.xlsx, sheet 户, row 3, column 起始日期",
        "one.xlsx, sheet 人, row 2, column 户编号",
        "one.xlsx, sheet 人, row 2, column Number in the household",
        "two.xlsx, sheet 审核, row 2, column Reason if returned",
    ]


def test_names_and_numbers_of_people_do_not_stand_in_messages(
    registry: Registry, book: Book
) -> None:
    wrong_id = HEAD_ID[:-1] + "1"
    rows = [["N1", *PLACE, "欧阳修9", wrong_id]]
    said = "\n".join(faults(registry, book("h.xlsx", {"户": [HEADING, *rows]})))
    assert "欧阳" not in said
    assert wrong_id not in said
    assert "“欧***”" in said


def test_personal_values_out_of_bounds_are_masked_and_others_are_told(
    seeded: Registry, book: Book
) -> None:
    person = [
        ["户编号", "member_no", "姓名", "出生日期", "起始日期"],
        ["H2", 9, "王五", "2015-03-04", "2015-03-05"],
    ]
    survey = [
        ["户编号", "调查人", "调查情况", "年自付医疗费"],
        ["H1", "王建国", "已调查", "-98765.43"],
    ]
    found = faults(seeded, book("p.xlsx", {"人": person, "入户调查": survey}))
    assert [fault.split(". ")[0] for fault in found] == [
        "p.xlsx, sheet 人, row 2, column 出生日期: 2*********; expected a day up to 2014-07-01, the day "
        "of loading",
        "p.xlsx, sheet 人, row 2, column 起始日期: 2015-03-05; expected a day up to 2014-07-01, the day "
        "of loading",
        "p.xlsx, sheet 入户调查, row 2, column 年自付医疗费: -********; expected 0 or more",
    ]


HEADING_FAULTS = [
    (
        [[*HEADING, "养老金"], ["N1", *PLACE, "王五", None, None, 99]],
        "h.xlsx, sheet 户, row 1, column 养老金: not a column of this form; the form Households has "
        "Household number, Village code, Group code, Head of household, ID number of the head, "
        "Telephone, Address, Kind of register, Holds since. "
        "Correct the heading, or remove the column.",
    ),
    (
        [[*HEADING, "联系电活"], ["N1", *PLACE, "王五", None, None, 99]],
        "h.xlsx, sheet 户, row 1, column 联系电活: not a column of this form; expected 联系电话. "
        "Correct the heading, or remove the column.",
    ),
    (
        [[*HEADING, "姓名"], ["N1", *PLACE, "王五", None, None, "王五"]],
        "h.xlsx, sheet 户, row 1, column 姓名: a second column of this meaning; expected Head of household once. "
        "Remove one of the two columns.",
    ),
    (
        [HEADING[:3], ["N1", *PLACE]],
        "h.xlsx, sheet 户, row 1, column Head of household: no such column; the form Households "
        "needs it. Add the column Head of household, or take the office's form.",
    ),
    (
        [[*HEADING, None], ["N1", *PLACE, "王五", None, None, "x"]],
        "h.xlsx, sheet 户, row 2, column G: values in a column without a heading; the form Households has "
        "Household number, Village code, Group code, Head of household, ID number of the head, "
        "Telephone, Address, Kind of register, Holds since. "
        "Correct the heading, or remove the column.",
    ),
]


@pytest.mark.parametrize(("rows", "message"), HEADING_FAULTS)
def test_headings_that_do_not_fit(
    registry: Registry, book: Book, rows: list[list[object]], message: str
) -> None:
    assert faults(registry, book("h.xlsx", {"户": rows})) == [message]


def test_a_stray_value_is_told_with_its_place(seeded: Registry, tmp_path: Path, book: Book) -> None:
    rows = [
        [None, *HEADING],
        [None, "N1", *PLACE, "王五"],
        [None, "N2", *PLACE, "王五", *"  ", *"  x"],
    ]
    (found,) = faults(seeded, book("h.xlsx", {"户": [[], *rows]}))
    assert found.startswith("h.xlsx, sheet 户, row 4, column J: values in a column without a")
    path = tmp_path / "户.csv"
    path.write_text(f"{','.join(HEADING[:4])},住址\nN1,{VILLAGE},{GROUP},王一,一组,3号")
    (found,) = faults(seeded, path)
    assert found.startswith("户.csv, row 2, column F: values in a column without a heading;")
    assert found.endswith("a cell that holds a comma needs quotation marks around it.")


def test_a_sheet_that_is_no_form(registry: Registry, book: Book) -> None:
    (found,) = faults(registry, book("h.xlsx", {"天气": [["晴", "雨"], ["1", "2"]]}))
    assert found.startswith("h.xlsx, sheet 天气: not recognised as a form; expected a sheet named")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_in_the_encodings_of_offices(
    registry: Registry, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [["农户登记表"], HEADING, ["N1", *PLACE, "王五", OTHER_ID, "2014年4月3日"], [""]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    path = tmp_path / "户.csv"
    path.write_bytes(text.encode(encoding))
    assert load(registry, path).forms["households"].stored == 1
    assert faults(registry, _csv(tmp_path, "N2", "1.10105E+17"))[0].startswith(
        "bad.csv, row 2, column 证件号码: a number that Excel has rounded"
    )


def _csv(folder: Path, household: str, number: str) -> Path:
    path = folder / "bad.csv"
    path.write_text(
        "\n".join([",".join(HEADING), ",".join([household, *PLACE, "王五", number, ""])])
    )
    return path


QUOTED = ["户编号,行政村代码,村民小组代码,户主姓名,住址", f'N1,{VILLAGE},{GROUP},王一,"一号']
QUOTED += [f"N2,{VILLAGE},{GROUP},王二,二号"]


@pytest.mark.parametrize(
    "end",
    [
        "",  # never closed
        f'N3,{VILLAGE},{GROUP},王三,"三号"',  # closed by the mark that opens another
        f'N3,{VILLAGE},{GROUP},王三,三号"',  # closed by a mark too many
    ],
)
def test_a_quotation_mark_too_many_takes_no_rows_along(
    seeded: Registry, tmp_path: Path, end: str
) -> None:
    path = tmp_path / "户.csv"
    path.write_text("\n".join([*QUOTED, end]))
    assert faults(seeded, path) == [
        "户.csv, row 2: a cell opens with a quotation mark that does not close within it, and would "
        'take in the rows below; expected quotation marks in pairs around a cell, and doubled ("") '
        "inside it. Take the mark out or close it, or save the list as .xlsx."
    ]


def test_a_cell_in_quotes_may_hold_lines_separators_and_quotation_marks(
    registry: Registry, tmp_path: Path
) -> None:
    address = '"一组,""老屋"",\n路东\n3号"'
    path = tmp_path / "户.csv"
    path.write_text("\n".join([QUOTED[0], f"N1,{VILLAGE},{GROUP},王一,{address}", QUOTED[2]]))
    load(registry, path)
    stored = "SELECT address FROM household WHERE household_id IN ('N1', 'N2') ORDER BY ALL"
    assert rows_of(registry, stored) == [('一组,"老屋", 路东 3号',), ("二号",)]


def test_parquet_goes_through_the_same_checks_and_gives_the_same(
    registry: Registry, tmp_path: Path, book: Book
) -> None:
    survey = pl.DataFrame(
        {
            "household_id": ["H1"],
            "surveyor": ["李卫东"],
            "finding": ["surveyed"],
            "surveyed_on": [AS_OF],
            "size": [4],
            "net_income_per_year": [8600.5],
            "has_food": [True],
            "has_vehicle": [False],
            "housing_grade": ["C"],
        }
    )
    survey.write_parquet(tmp_path / "survey__north.parquet")
    assert load(registry, tmp_path / "survey__north.parquet").forms["survey"].stored == 1
    rows = [
        [
            "户编号",
            "调查人",
            "调查情况",
            "调查日期",
            "家庭人口数",
            "年纯收入",
            "不愁吃",
            "小汽车",
            "房屋等级",
        ],
        ["H1", "李卫东", "已调查", AS_OF, 4, 8600.5, "是", "×", "C级"],
    ]
    assert load(registry, book("入户调查.xlsx", {"Sheet1": rows})).forms["survey"].unchanged == 1
    survey.with_columns(size=pl.lit(-1)).write_parquet(tmp_path / "survey.parquet")
    assert faults(registry, tmp_path / "survey.parquet") == [
        "survey.parquet, row 1, column Persons living in the household: -1; "
        "expected 1 to 60. Correct the number."
    ]


@pytest.mark.parametrize("by", ["argument", "sheet", "file", "column"])
def test_whose_list_it_is_may_be_said_in_four_ways(registry: Registry, book: Book, by: str) -> None:
    heading, row = ["车牌号", "身份证号", "所有人", "车型"], ["陕D1", "1234", "张秀英", "轿车"]
    if by == "column":
        heading, row = [*heading, "部门数据"], [*row, "机动车登记"]
    path = book(
        "department_record__vehicles.xlsx" if by == "file" else "list.xlsx",
        {"机动车登记" if by == "sheet" else "部门名单": [heading, row]},
    )
    load(registry, path, department_id="vehicles" if by == "argument" else None)
    assert rows_of(
        registry, "SELECT department_id, record_no, id_number FROM department_record"
    ) == [("vehicles", "陕D1", None)]
    assert repairs(registry)[-1][3:] == ("1234", "", "emptied: 4 characters")


def test_a_list_of_nobody_is_refused(registry: Registry, book: Book) -> None:
    path = book(
        "list.xlsx", {"部门名单": [["车牌号", "身份证号", "姓名"], ["陕D1", HEAD_ID, "张秀英"]]}
    )
    assert faults(registry, path) == [
        "list.xlsx, sheet 部门名单, column Department list: not given; every row of the form "
        "Department records belongs to one. Name it when loading, or add the column."
    ]


def test_a_blank_workbook_is_named_and_a_blank_sheet_beside_a_form_is_not(
    registry: Registry, book: Book
) -> None:
    with pytest.raises(IntakeError, match="nothing in it"):
        load(registry, book("户.xlsx", {"户": [], "Sheet2": [["", "  "]]}))
    headings = ["户编号", "村代码", "组代码", "户主姓名"]
    load(registry, book("户.xlsx", {"户": [headings], "Sheet2": []}))


def locked_workbook() -> bytes:
    """The least that Excel's encryption leaves: a compound file that says it holds a package."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF

    def entry(name: str, kind: int, child: int) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        rest = struct.pack("<HBBIII36xIQ", len(text), kind, 1, free, free, child, end, 0)
        return text.ljust(64, b"\0") + rest

    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    sectors = struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    folder = entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, free)
    return head + sectors + table + folder.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("name", "content", "came"),
    [
        ("x.pdf", b"", "a file of the kind .pdf"),
        ("x", b"", "a file of the kind without ending"),
        ("x.xlsx", b"no workbook", "x.xlsx: a damaged file, or not of the kind that its ending"),
        ("x.xlsx", locked_workbook(), "opens with a password only; .* remove the password"),
        ("x.csv", b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
        ("x.csv", b"", "x.csv: nothing in it"),
        ("x.csv", b"\xef\xbb\xbf , \r\n,\r\n", "x.csv: nothing in it"),
        ("x.parquet", b"no table", "x.parquet: a damaged file"),
        ("missing.xlsx", None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    seeded: Registry, tmp_path: Path, name: str, content: bytes | None, came: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IntakeError, match=came) as refused:
        load(seeded, tmp_path / name)
    said = refused.value.said("zh")
    assert said.endswith("\n一行也没有入库。")
    assert not re.search("[a-z]+ [a-z]+", said)


def test_all_files_that_cannot_be_read_are_told_with_the_faults_of_the_others(
    seeded: Registry, tmp_path: Path, book: Book
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    (tmp_path / "b.csv").write_bytes(b"\xff\xff\xff")
    good = book("c.xlsx", {"户": [HEADING, ["N1", *PLACE, None]]})
    found = faults(seeded, tmp_path / "a.xlsx", tmp_path / "b.csv", good, tmp_path / "d.xlsx")
    assert [fault.split(";")[0] for fault in found] == [
        "a.xlsx: a damaged file, or not of the kind that its ending says",
        "b.csv: text that is neither UTF-8 nor GB18030",
        f"{tmp_path}/d.xlsx: no such file",
        "c.xlsx, sheet 户, row 2, column 户主姓名: empty",
    ]


@pytest.mark.parametrize("written", ["{}-04-03", "{}/4/3", "{}年4月3日"])
def test_no_day_is_before_1900_and_no_birth_before_1850(
    registry: Registry, book: Book, written: str
) -> None:
    """Years such as 0214 are slips of the pen; a department's list is taken with the day emptied."""
    birth = ["成员序号", "户编号", "姓名", "出生日期"]

    def born(year: str) -> Path:
        return book("p.xlsx", {"人": [birth, [7, "H2", "李卫东", written.format(year)]]})

    def since(year: str) -> Path:
        row = ["N1", *PLACE, "王五", None, written.format(year)]
        return book("h.xlsx", {"户": [HEADING, row]})

    assert faults(registry, since("0214")) == [
        "h.xlsx, sheet 户, row 2, column 起始日期: 0214-04-03; expected a day from 1900-01-01 on. "
        "Correct the year."
    ]
    assert faults(registry, born("1049")) == [
        "p.xlsx, sheet 人, row 2, column 出生日期: 1*********; expected a day from 1850-01-01 on. "
        "Correct the year."
    ]
    assert faults(registry, since("1899"))
    assert faults(registry, born("1849"))
    assert load(registry, since("1900"), born("1850")).forms["persons"].stored == 1
    heading, row = ["车牌号", "姓名", "登记日期"], ["陕D1", "张秀英", written.format("0214")]
    load(registry, book("l.xlsx", {"机动车登记": [heading, row]}))
    assert rows_of(registry, "SELECT recorded_on FROM department_record") == [(None,)]
