"""Storing: what is new becomes the next version or round, the same again changes nothing."""

import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from office.status import load_tables
from registry.proof import fingerprint, verify_journal
from registry.session import Registry
from tasks.intake.faults import IntakeError
from tasks.intake.files import Grid
from tasks.intake.forms import all_forms, form
from tasks.intake.loading import LoadReport, load_files, load_rows
from tasks.intake.sheets import form_by_name
from tests.intake.conftest import (
    ACTOR,
    AS_OF,
    CAMPAIGN,
    GROUP,
    HEAD_ID,
    OTHER_GROUP,
    VILLAGE,
    Book,
    rows_of,
)

HEADING = ["户编号", "行政村代码", "村民小组代码", "户主姓名", "联系电话"]
LATER = date(2014, 9, 1)


def load(registry: Registry, *paths: Path, as_of: date = AS_OF, **options: Any) -> LoadReport:
    return load_files(registry, paths, as_of=as_of, actor=ACTOR, campaign_id=CAMPAIGN, **options)


def household(registry: Registry, household_id: str) -> list[tuple[Any, ...]]:
    return rows_of(
        registry,
        f"""SELECT version, since_on, head_name, phone, address FROM household
            WHERE household_id = '{household_id}' ORDER BY version""",
    )


def test_the_same_file_twice_changes_nothing(registry: Registry, book: Book) -> None:
    rows = [HEADING, ["N1", VILLAGE, GROUP, "王 五", "139"], ["合计", None, None, 1]]
    path = book("h.xlsx", {"户": rows})
    load(registry, path)
    before, entries = fingerprint(registry), rows_of(registry, "SELECT count(*) FROM journal")
    report = load(registry, path, as_of=LATER).forms["households"]
    assert (report.rows, report.stored, report.unchanged) == (1, 0, 1)
    assert fingerprint(registry) == before
    assert rows_of(registry, "SELECT count(*) FROM journal") == entries
    verify_journal(registry)


def test_a_change_is_the_next_version_and_the_way_back_another(
    registry: Registry, book: Book
) -> None:
    for number, phone in enumerate(("139", "138", "139")):
        row = ["N1", VILLAGE, GROUP, "王五", phone]
        day = AS_OF if number == 0 else LATER
        load(
            registry,
            book(f"{number}.xlsx", {"户": [HEADING, row, ["合计", None, None, None, number]]}),
            as_of=day,
        )
    assert household(registry, "N1") == [
        (1, AS_OF, "王五", "139", None),
        (2, LATER, "王五", "138", None),
        (3, LATER, "王五", "139", None),
    ]


def test_an_old_file_that_comes_again_undoes_no_correction(registry: Registry, book: Book) -> None:
    """Whatever it is called now; the command tells the day on which it was loaded."""
    wrong = book("1.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王五", "139"]]})
    right = book("2.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王武", "139"]]})
    load(registry, wrong)
    load(registry, right, as_of=LATER)
    before = fingerprint(registry)
    again = wrong.rename(wrong.with_name("农户.xlsx"))
    report = load(registry, again, as_of=LATER)
    assert fingerprint(registry) == before
    assert (report.forms["households"].stored, report.forms["households"].unchanged) == (0, 1)
    assert load_tables(report, "zh")[1:] == [
        "农户.xlsx：2014-07-01已读入，当时取用的1行不再取用。要恢复其中的内容，请把它填在新的表格里读入。"
    ]
    assert load_tables(report, "en")[1:] == [
        "农户.xlsx: loaded on 2014-07-01; the rows taken from it then, 1, are not taken again. "
        "To have it hold once more, fill it into a new form."
    ]


def test_a_row_that_was_set_aside_is_taken_once_from_its_file(
    registry: Registry, book: Book
) -> None:
    late = ["N2", VILLAGE, "61042610000109", "赵六", "138"]
    path = book("户.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王五", "139"], late]})
    corrected = ["N1", VILLAGE, GROUP, "王武", "139"]
    load(registry, path, take_good_rows=True)
    load(registry, book("2.xlsx", {"户": [HEADING, corrected]}))
    place = {"code": late[2], "level": "group", "parent_code": VILLAGE, "name_zh": "九组"}
    load_rows(registry, "places", [place], as_of=AS_OF, actor=ACTOR)
    assert load(registry, path).forms["households"].stored == 1
    load(registry, book("3.xlsx", {"户": [HEADING, [*late[:3], "赵陆", "138"]]}))
    before = fingerprint(registry)
    report = load(registry, path)
    assert fingerprint(registry) == before
    assert [(f.file, f.loaded_on, f.rows) for f in report.loaded_before] == [("户.xlsx", AS_OF, 2)]
    assert [household(registry, one)[-1][2] for one in ("N1", "N2")] == ["王武", "赵陆"]


def test_a_file_loaded_for_the_wrong_department_is_loaded_again_for_its_own(
    registry: Registry, book: Book
) -> None:
    rows = [["证件号码", "姓名", "记录编号"], [HEAD_ID, "张秀英", "R1"]]
    path = book("x.xlsx", {"部门名单": rows})
    for department in ("vehicles", "companies", "vehicles"):
        load(registry, path, department_id=department)
    assert rows_of(registry, "SELECT department_id, version FROM department_record ORDER BY 1") == [
        ("companies", 1),
        ("vehicles", 1),
    ]


def test_what_a_department_says_again_on_another_day_is_said_anew(registry: Registry) -> None:
    """Also where its list names no day: then it is that of the load."""
    row = {"department_id": "vehicles", "record_no": "R1", "name": "张秀英"}
    for as_of in (AS_OF, AS_OF, LATER):
        load_rows(registry, "department_record", [row], as_of=as_of, actor=ACTOR)
    query = "SELECT version, delivered_on FROM department_record ORDER BY version"
    assert rows_of(registry, query) == [(1, AS_OF), (2, LATER)]


def _survey(surveyed_on: date, income: int) -> dict[str, Any]:
    return {"household_id": "H1", "surveyed_on": surveyed_on, "surveyor": "王建国"} | {
        "finding": "surveyed",
        "net_income_per_year": income,
    }


def test_an_act_before_the_last_one_known_is_no_newer_round(registry: Registry) -> None:
    """Only the day of the last one may go back, as a correction, and not to the day of another."""

    def survey(day: int, income: int) -> None:
        row = _survey(date(2014, 7, day), income)
        load_rows(registry, "survey", [row], as_of=LATER, actor=ACTOR, campaign_id=CAMPAIGN)

    survey(5, 100)
    survey(8, 200)
    with pytest.raises(IntakeError) as refused:
        survey(5, 100)
    (fault,) = refused.value.faults
    assert fault.said("zh") == (
        "《入户调查》表，第1行，“调查日期”列：2014-07-05，早于已登记的最近一次（2014-07-08）；"
        "“调查日期”应不早于2014-07-08。旧表请删去该行。更正最近一次的内容，请写2014-07-08；"
        "如果2014-07-08本身有误，请先把最近一次的表只改日期读入，再更正内容。"
    )
    assert fault.said("en") == (
        "form Survey, row 1, column Surveyed on: 2014-07-05, before the last one known (2014-07-08); "
        "expected Surveyed on to be 2014-07-08 or later. Take the row of an old form out. A correction of "
        "the last one bears its day, 2014-07-08; where that day itself is wrong, load the last form with "
        "only the day corrected first, then what else is to be corrected."
    )
    survey(7, 200)
    survey(7, 300)
    with pytest.raises(IntakeError, match="2014-07-05, before the last one known"):
        survey(5, 300)
    rounds = "SELECT surveyed_on, net_income_per_year FROM survey WHERE round > 1 ORDER BY round"
    assert rows_of(registry, rounds) == [
        (date(2014, 7, 5), 100),
        (date(2014, 7, 8), 200),
        (date(2014, 7, 7), 200),
        (date(2014, 7, 7), 300),
    ]


def test_a_register_keeps_what_a_list_does_not_speak_of(registry: Registry, book: Book) -> None:
    load(registry, book("1.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王五", "139"]]}))
    moved = [*HEADING[:4], "住址"]
    load(
        registry,
        book("2.xlsx", {"户": [moved, ["N1", VILLAGE, GROUP, "王五", "一组2号"]]}),
        book("3.xlsx", {"户": [HEADING, ["N2", VILLAGE, GROUP, "赵六", None]]}),
        as_of=LATER,
    )
    assert household(registry, "N1")[-1] == (2, LATER, "王五", "139", "一组2号")
    load(registry, book("4.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王五", None]]}))
    assert household(registry, "N1")[-1][3] is None


def test_an_act_repeated_is_the_next_round(registry: Registry) -> None:
    row = {"household_id": "H1", "auditor": "赵敏", "finding": "returned", "reason": "缺签字"}
    for again in (row, row, row | {"finding": "approved", "reason": None}):
        load_rows(registry, "audit", [again], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    assert rows_of(
        registry, "SELECT round, finding, audited_on, actor FROM audit ORDER BY round"
    ) == [
        (1, "returned", AS_OF, ACTOR),
        (2, "approved", AS_OF, ACTOR),
    ]


def test_who_objects_is_kept_apart(registry: Registry) -> None:
    row = {
        "objection_id": "Y9",
        "number": "公示1号",
        "kind": "listed",
        "household_id": "H1",
        "channel": "来访",
        "ground": "有车",
        "is_anonymous": "否",
        "objector_name": "王建国",
        "objector_contact": "13900000001",
        "received_by": "周洁",
    }
    for _ in range(2):
        load_rows(registry, "objection", [row], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    assert rows_of(registry, "SELECT * EXCLUDE (entry) FROM objector") == [
        (ACTOR, "Y9", "王建国", "13900000001")
    ]
    with pytest.raises(IntakeError, match="Y9 is already in the registry"):
        load_rows(
            registry,
            "objection",
            [row | {"objector_name": "李卫东"}],
            as_of=AS_OF,
            actor=ACTOR,
            campaign_id=CAMPAIGN,
        )


def test_who_objects_stands_nowhere_but_apart(registry: Registry, book: Book) -> None:
    """Not among the repairs, the rows left out or set aside, nor in what is said of them."""
    heading = ["异议编号", "公示编号", "异议类型", "户编号", "渠道", "异议理由", "是否匿名"]
    heading += ["受理人", "异议人", "异议人联系方式"]
    rest = ["来访", "有车", "否", "周洁"]
    said = ["公示1号", "不应列入", "H1", *rest]
    rows = [
        ["Y6", *said, "欧 阳 修", "139 0000 0001"],
        ["合计", *said, "欧阳修", "13900000001"],
        ["Y7", "公示1号", "不应列入", "H99", *rest, "欧阳修", "13900000001"],
        ["Y8", *said, "欧阳修1", "13900000001"],
    ]
    report = load(registry, book("y.xlsx", {"异议": [heading, *rows]}), take_good_rows=True)
    assert rows_of(registry, "SELECT objection_id, name, contact FROM objector") == [
        ("Y6", "欧阳修", "139 0000 0001")
    ]
    mended = "SELECT column_name, came, became, why FROM repair WHERE row_no = 2"
    assert rows_of(registry, mended) == [("objector_name", "***", "***", "spaces tidied")]
    aside = rows_of(registry, "SELECT row_json FROM quarantine")
    assert [json.loads(row)["objector_name"] for (row,) in aside] == ["***", "***"]
    tables = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary"
    kept = [
        str(row)
        for (table,) in rows_of(registry, tables)
        for row in rows_of(registry, f"FROM {table}")
        if table != "objector"
    ]
    told = [fault.said(language) for fault in report.faults for language in ("zh", "en")]
    assert not [text for text in (*kept, *told) if re.search("[欧阳修]|139 ?0000", text)]


def test_two_objectors_of_one_objection_contradict_each_other(registry: Registry) -> None:
    row = {"objection_id": "Y9", "number": "公示1号", "kind": "listed", "household_id": "H1"}
    row |= {"channel": "visit", "ground": "有车", "is_anonymous": "否", "received_by": "周洁"}
    rows = [row | {"objector_name": name} for name in ("欧阳修", "王建国")]
    with pytest.raises(IntakeError) as refused:
        load_rows(registry, "objection", rows, as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN)
    told = [fault.said("en") for fault in refused.value.faults]
    assert [each.split(": ")[0] for each in told] == [
        f"form Objections, row {number}, column Objector" for number in (1, 2)
    ]
    assert "欧阳修" not in str(told)


def _bad_book(book: Book) -> Path:
    return book(
        "village.xlsx",
        {
            "户": [
                HEADING,
                ["N1", VILLAGE, GROUP, "王五", "139"],
                ["N2", VILLAGE, "61042610000109", "赵六", "138"],
            ],
            "人": [
                ["户编号", "姓名", "成员序号"],
                ["N1", "王五", 1],
                ["N2", "赵六", 1],
                ["H2", "李四", "x"],
            ],
        },
    )


def test_good_rows_are_taken_and_what_rests_on_bad_ones_is_set_aside(
    registry: Registry, book: Book
) -> None:
    path = _bad_book(book)
    report = load(registry, path, take_good_rows=True)
    households, persons = report.forms["households"], report.forms["persons"]
    assert (households.rows, households.stored, households.quarantined) == (2, 1, 1)
    assert (persons.rows, persons.stored, persons.quarantined) == (3, 1, 2)
    assert [fault.where.en for fault in report.faults] == [
        "village.xlsx, sheet 户, row 3, column 村民小组代码",
        "village.xlsx, sheet 人, row 3, column 户编号",
        "village.xlsx, sheet 人, row 4, column 成员序号",
        "village.xlsx, sheet 人, row 4, column 成员序号",
    ]
    aside = rows_of(
        registry, "SELECT sheet, row_no, row_json, faults_json FROM quarantine ORDER BY ALL"
    )
    assert [row[:2] for row in aside] == [("人", 3), ("人", 4), ("户", 3)]
    assert json.loads(aside[2][2])["head_name"] == "赵六"
    (told,) = json.loads(aside[2][3])
    assert "61042610000109 is not a group" in told["en"]
    assert "61042610000109不是已登记的村民小组" in told["zh"]
    before = fingerprint(registry)
    load(registry, path, take_good_rows=True)
    assert fingerprint(registry) == before


def test_the_error_workbook_marks_the_faults_and_loads_when_corrected(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    before = fingerprint(registry)
    with pytest.raises(IntakeError) as refused:
        load(registry, _bad_book(book), faults_folder=tmp_path / "faults")
    assert fingerprint(registry) == before
    (path,) = refused.value.error_workbooks
    assert path.name == "village.faults.xlsx"
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["户"]
    assert [cell.value for cell in sheet[1]] == ["原行号", *HEADING, "问题"]
    assert [cell.value for cell in sheet[2]][:3] == [3, "N2", VILLAGE]
    assert sheet["D2"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["C2"].fill.fgColor.rgb != "FFF8CBAD"
    assert sheet["G2"].value == (
        "村民小组代码：61042610000109不是已登记的村民小组；应为村民小组的代码（14位数字）。"
        "请更正代码，或先登记行政区划。"
    )
    sheet["D2"] = OTHER_GROUP
    workbook["人"]["D2"] = "2"
    workbook.save(path)
    report = load(registry, path)
    assert report.forms["households"].stored == report.forms["persons"].stored == 1


def test_the_error_workbook_is_written_in_english_where_the_office_speaks_it(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    with pytest.raises(IntakeError) as refused:
        load(registry, _bad_book(book), faults_folder=tmp_path / "faults", language="en")
    (path,) = refused.value.error_workbooks
    sheet = openpyxl.load_workbook(path)["户"]
    assert [cell.value for cell in sheet[1]] == ["Row", *HEADING, "Problems"]
    assert sheet["G2"].value.startswith("村民小组代码: 61042610000109 is not a group")


@pytest.mark.parametrize("take_good_rows", [False, True])
def test_every_file_has_an_error_workbook_of_its_own(
    registry: Registry, book: Book, tmp_path: Path, take_good_rows: bool
) -> None:
    """Files of one name are told apart by their folders, in the messages as well."""
    files = []
    for folder, household in (("v1", "N1"), ("v2", "N2")):
        (tmp_path / folder).mkdir()
        rows = [HEADING, [household, VILLAGE, "61042610000109", "赵六", "138"]]
        files.append(book(f"{folder}/户.xlsx", {"户": rows}))
    listed = tmp_path / "v2" / "户.csv"
    listed.write_text(",".join(HEADING) + f"\nN3,{VILLAGE},61042610000109,赵六,138\n", "utf-8")
    options = {"faults_folder": tmp_path / "faults", "language": "en"}
    if take_good_rows:
        report = load(registry, *files, listed, take_good_rows=True, **options)
        faults, books = report.faults, report.error_workbooks
    else:
        with pytest.raises(IntakeError) as refused:
            load(registry, *files, listed, **options)
        faults, books = refused.value.faults, refused.value.error_workbooks
    assert [fault.where.en for fault in faults] == [
        "v1/户.xlsx, sheet 户, row 2, column 村民小组代码",
        "v2/户.xlsx, sheet 户, row 2, column 村民小组代码",
        "户.csv, row 2, column 村民小组代码",
    ]
    assert [str(path.relative_to(tmp_path / "faults")) for path in books] == [
        "v1/户.faults.xlsx",
        "v2/户.faults.xlsx",
        "户.faults.xlsx",
    ]
    assert [_households_of(path) for path in books] == [["N1"], ["N2"], ["N3"]]


def _households_of(path: Path) -> list[Any]:
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return [row[1].value for row in sheet.iter_rows(min_row=2)]


def test_files_that_differ_only_in_their_ending_have_numbered_error_workbooks(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    rows = [HEADING, ["N1", VILLAGE, "61042610000109", "赵六", "138"]]
    listed = tmp_path / "户.csv"
    listed.write_text(",".join(HEADING) + f"\nN2,{VILLAGE},61042610000109,赵六,138\n", "utf-8")
    with pytest.raises(IntakeError) as refused:
        load(registry, book("户.xlsx", {"户": rows}), listed, faults_folder=tmp_path / "faults")
    books = refused.value.error_workbooks
    assert [path.name for path in books] == ["户.faults.xlsx", "户 (2).faults.xlsx"]
    assert [_households_of(path) for path in books] == [["N1"], ["N2"]]


def test_a_sheet_whose_name_excel_does_not_take_is_shown_under_one_that_it_takes(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    """Other programs write such names; two of these are the same where Excel cuts them off."""
    long = "监军镇" * 10
    written = {"一": f"{long}一村东头", "二": f"{long}一村西头", "三": "户/三村?"}
    row = [VILLAGE, "61042610000109", "赵六", "138"]
    path = book("village.xlsx", {name: [HEADING, [f"N{name}", *row]] for name in written})
    _rename_sheets(path, written)
    with pytest.raises(IntakeError) as refused:
        load(registry, path, faults_folder=tmp_path / "faults")
    (copy,) = refused.value.error_workbooks
    names = [f"{long}一", f"{long[:27]} (2)", "户_三村_"]
    assert openpyxl.load_workbook(copy).sheetnames == names
    assert max(map(len, names)) == 31


def _rename_sheets(path: Path, names: dict[str, str]) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {part: book.read(part) for part in book.namelist()}
    for name, other in names.items():
        old, new = (f'name="{each}"'.encode() for each in (name, other))
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as book:
        for part, content in parts.items():
            book.writestr(part, content)


def test_what_was_loaded_is_in_the_books(registry: Registry, book: Book) -> None:
    load(registry, _bad_book(book), take_good_rows=True)
    assert rows_of(
        registry,
        "SELECT form, file_name, loaded_on, rows, stored, unchanged, quarantined FROM intake_file ORDER BY form",
    ) == [
        ("households", "village.xlsx", AS_OF, 2, 1, 0, 1),
        ("persons", "village.xlsx", AS_OF, 3, 1, 0, 2),
    ]


def test_progress_is_told(registry: Registry, book: Book) -> None:
    told: list[str] = []
    path = book("h.xlsx", {"户": [HEADING, ["N1", VILLAGE, GROUP, "王五", None]]})
    load(registry, path, progress=told.append)
    assert told == ["h.xlsx，工作表“户”", "检查", "入库"]


def test_many_faults_are_counted_not_poured_out(registry: Registry, book: Book) -> None:
    rows = [[f"N{n}", VILLAGE, "1", "王五", None] for n in range(30)]
    with pytest.raises(IntakeError) as refused:
        load(registry, book("h.xlsx", {"户": [HEADING, *rows]}))
    assert len(refused.value.faults) == 30
    assert str(refused.value).endswith("... and 10 more faults.\nNothing was stored.")


def test_an_unknown_column_of_a_typed_row_is_a_fault(seeded: Registry) -> None:
    with pytest.raises(IntakeError, match="form Audit, column colour: not a column of this form"):
        load_rows(
            seeded,
            "audit",
            [{"household_id": "H1", "auditor": "赵敏", "finding": "approved", "colour": "red"}],
            as_of=AS_OF,
            actor=ACTOR,
            campaign_id=CAMPAIGN,
        )


def test_an_appraisal_form_that_comes_back_unfilled_is_left_out(
    registry: Registry, book: Book
) -> None:
    """What the office itself put on the form is no answer: kind of meeting, who may come, as what."""
    meeting = ["PY-1", "组级评议", GROUP]
    sheets = {
        "会议": [["会议编号", "会议种类", "地区代码", "召开日期", "应到人数", "实到人数"], meeting],
        "表决": [
            ["户编号", "评议级别", "会议编号", "赞成", "反对", "弃权"],
            ["H1", "组级评议", "PY-1"],
        ],
        "签到": [
            ["会议编号", "姓名", "户编号", "身份", "到会", "已签字", "已按手印"],
            ["PY-1", "张秀英", "H1", "村民"],
            ["PY-1", "李卫东", "H2", "村民"],
        ],
    }
    report = load(registry, book("1.xlsx", sheets))
    left_out = {name: (form.rows, form.left_out) for name, form in report.forms.items()}
    assert left_out == {"meeting": (0, 1), "vote": (0, 1), "attendance": (0, 2)}
    assert not report.unfilled
    meeting += [date(2014, 4, 3), 46, 41]
    sheets["表决"][1] += [38, 2, 1]
    report = load(registry, book("2.xlsx", sheets))
    assert [form.stored for form in report.forms.values()] == [1, 1, 0]
    assert load_tables(report, "zh")[1:] == ["2.xlsx，工作表“签到”：2行都没有填写，已略过。"]
    assert load_tables(report, "en")[1:] == [
        "2.xlsx, sheet 签到: none of its 2 rows is filled in; left out."
    ]


def test_an_application_that_comes_back_as_it_went_out_is_no_new_one(registry: Registry) -> None:
    words = {"applicant_name": "张秀英", "reason": "家中两人患病"}
    first = {"household_id": "H1", **words, "applied_on": date(2014, 4, 3), "is_signed": False}

    def apply(row: dict[str, Any]) -> tuple[int, int]:
        forms = load_rows(
            registry, "application", [row], as_of=AS_OF, actor=ACTOR, campaign_id=CAMPAIGN
        ).forms
        return forms["application"].stored, forms["application"].unchanged

    assert apply(first) == (1, 0)
    assert apply({"household_id": "H1", **words}) == (0, 1)
    assert apply({"household_id": "H2", **words}) == (1, 0)
    assert apply({"household_id": "H1", **words, "is_signed": True}) == (1, 0)


@pytest.mark.parametrize("renamed", ["", "改好.xlsx"])
@pytest.mark.parametrize("name", ["vehicles.xlsx", "部门名单__机动车登记.xlsx"])
def test_the_copy_of_a_departments_list_says_whose_it_is(
    registry: Registry, book: Book, tmp_path: Path, name: str, renamed: str
) -> None:
    """The list says so by its name alone; the copy also if somebody gives it another."""
    sheet = "部门名单" if name == "vehicles.xlsx" else "Sheet1"
    path = book(name, {sheet: [["记录编号", "证件号码", "姓名"], [None, HEAD_ID, "张秀英"]]})
    with pytest.raises(IntakeError) as refused:
        load(registry, path, faults_folder=tmp_path / "faults")
    (copy,) = refused.value.error_workbooks
    workbook = openpyxl.load_workbook(copy)
    headings = ["原行号", "记录编号", "证件号码", "姓名", "部门数据", "问题"]
    assert [cell.value for cell in workbook.active[1]] == headings
    workbook.active["B2"] = "陕D1"
    workbook.save(corrected := copy.with_name(renamed or copy.name))
    load(registry, corrected)
    assert rows_of(registry, "SELECT department_id, record_no FROM department_record") == [
        ("vehicles", "陕D1")
    ]


def test_a_copy_is_of_the_form_that_its_file_was_named_for() -> None:
    for name in ("survey.xlsx", "survey.faults.xlsx", "survey (2).faults.xlsx"):
        found = form_by_name(Grid(name, "", "Sheet1", pl.DataFrame()), all_forms())
        assert found is form("survey")
