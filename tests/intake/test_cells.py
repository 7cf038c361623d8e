"""What one cell may look like, what it is read as, and what is said of it."""

from datetime import date
from decimal import Decimal

import pytest

from policy.refusals import refusal
from tasks.intake.cells import read_cell
from tasks.intake.forms import all_forms

HEAD_ID = "11010519491231002X"


def _column(form: str, name: str):
    return all_forms()[form].column(name)


@pytest.mark.parametrize(
    ("form", "name", "written", "value", "why"),
    [
        ("persons", "birth_on", "2014-4-3", date(2014, 4, 3), None),
        ("persons", "birth_on", "2014/4/3", date(2014, 4, 3), None),
        ("persons", "birth_on", "2014.04.03", date(2014, 4, 3), None),
        ("persons", "birth_on", "2014年4月3日", date(2014, 4, 3), None),
        ("persons", "birth_on", "２０１４年４月３日", date(2014, 4, 3), None),
        ("persons", "birth_on", "20140403", date(2014, 4, 3), None),
        ("persons", "birth_on", "41732", date(2014, 4, 3), "Excel's serial number of the day"),
        ("persons", "birth_on", "2014-04-03 14:30:00", date(2014, 4, 3), "time of day left out"),
        ("persons", "birth_on", "不详", None, "read as unknown"),
        ("persons", "id_number", "110105491231002", HEAD_ID, "15 digits extended to 18"),
        (
            *("persons", "id_number", "110105491231002.0", HEAD_ID),
            "number written out, 15 digits extended to 18",
        ),
        (
            *("persons", "id_number", "1.10105491231002E+14", HEAD_ID),
            "number written out, 15 digits extended to 18",
        ),
        ("persons", "id_number", "'11010519491231002X", HEAD_ID, "mark of text removed"),
        ("persons", "id_number", '="11010519491231002X"', HEAD_ID, "quoted formula removed"),
        ("households", "household_id", '="0012"', "0012", "quoted formula removed"),
        ("household", "household_id", "'H1", "H1", "spaces and full-width characters tidied"),
        ("persons", "id_number", "11010519491231002x", HEAD_ID, "capital X"),
        ("persons", "id_number", "１１０１０５ 19491231002X", HEAD_ID, "spaces removed"),
        ("persons", "id_number", "未知", None, "read as unknown"),
        ("persons", "name", "张 秀　英", "张秀英", "spaces tidied"),
        ("persons", "name", "Mary  Li", "Mary Li", "spaces tidied"),
        ("persons", "name", "阿迪力•买买提", "阿迪力·买买提", "characters unified"),
        *(
            ("persons", "name", written, name, why)
            for written, name, why in [
                ("李\u200b卫东", "李卫东", "invisible characters removed"),
                ("\ufeff李\xad卫\u2060东\u200e", "李卫东", "invisible characters removed"),
                ("李\u200b 卫东", "李卫东", "invisible characters removed, spaces tidied"),
                ("阿依·古丽", "阿依·古丽", None),
                (
                    "张\U00020bb7\U000313af",
                    "张\U00020bb7\U000313af",
                    None,
                ),  # Han of extensions B, H
            ]
        ),
        *(
            (
                "posting",
                "number",
                written,
                "永扶办公示〔2014〕12号",
                "the paper's number in its normal form",
            )
            for written in (
                *(
                    "永扶办公示[2014]12号",
                    "永扶办公示(2014)12号",
                    "永扶办公示（2014）12号",
                    "永扶办公示【２０１４】12号",
                ),
                *("永扶办公示〔2014〕１２号", " 永扶办公示 〔 2014 〕 12 号"),
            )
        ),
        ("posting", "number", "扶办（示）〔2014〕1号", "扶办（示）〔2014〕1号", None),
        ("posting", "number", "QĐ-GN 12/2014", "QĐ-GN 12/2014", None),
        ("households", "household_id", "H\u200b1", "H1", "invisible characters removed"),
        ("households", "address", "\U0001f3e0 3号\n东头", "\U0001f3e0 3号 东头", "spaces tidied"),
        ("persons", "sex", "男", "male", None),
        ("persons", "relation", "长子", "child", None),
        ("persons", "relation", "侄子", "侄子", "kept as written, not one of the list"),
        ("persons", "member_no", "2.0", 2, None),
        (
            "survey",
            "net_income_per_year",
            "8,600.5元",
            Decimal("8600.50"),
            "unit or separators left out",
        ),
        *(
            ("survey", "net_income_per_year", written, Decimal(value), "separators left out")
            for written, value in [
                ("1,234,567.5", "1234567.50"),
                ("8，600.50", "8600.50"),
                ("8 600 元", "8600.00"),
                ("12,3456", "123456.00"),
                ("1,2345,6789", "123456789.00"),
                ("- 8,600", "-8600.00"),
                ("8.6E+3", "8600.00"),
            ]
        ),
        ("survey", "net_income_per_year", "-120", Decimal("-120.00"), None),
        ("survey", "net_income_per_year", "10.005", Decimal("10.00"), "rounded to 2 decimals"),
        ("survey", "housing_grade", "Ｃ级", "C", None),
        ("household", "group_code", "61042610000101.0", "61042610000101", None),
    ]
    + [("survey", "has_food", word, True, None) for word in ("是", "有", "√", "Y", "y", "1", "yes")]
    + [
        ("survey", "has_food", word, False, None) for word in ("否", "无", "×", "N", "n", "0", "no")
    ],
)
def test_read_as(form: str, name: str, written: str, value: object, why: str | None) -> None:
    form = {"household": "households"}.get(form, form)
    cell = read_cell(written, _column(form, name))
    assert cell.reason is None
    assert cell.value == value
    if why:
        assert why in (cell.why or "")


@pytest.mark.parametrize(
    ("form", "name", "written", "came", "expected"),
    [
        ("persons", "id_number", "1101051949123100X", "17 characters", "an ID has 18, such as"),
        (
            "persons",
            "id_number",
            "110105194912310021",
            "the check digit does not fit",
            "an ID has 18",
        ),
        ("persons", "id_number", "110105199913310021", "digits 7 to 14 are no day of birth", ""),
        ("persons", "id_number", "1.10105E+17", "a number that Excel has rounded", "an ID is text"),
        ("persons", "id_number", "110105194912310016.0", "a number that Excel has rounded", ""),
        ("households", "household_id", "6.10426E+15", "a number that Excel has rounded", ""),
        ("meeting", "held_on", "2014-13-40", "“2014-13-40”", "expected a day, such as 2014-04-03"),
        ("persons", "birth_on", "去年", "“去*”", "expected a day, such as 1949-12-31"),
        ("survey", "size", "四" * 40_000, f"“{'四' * 60}…”", "expected a whole number, such as 4"),
        ("persons", "birth_on", "年" * 40_000, f"“年{'*' * 59}…”", "expected a day, such as"),
        ("survey", "size", "四", "“四”", "expected a whole number, such as 4"),
        ("survey", "size", "2.5", "“2.5”", "expected a whole number, such as 4"),
        ("survey", "size", "2,0", "“2,0”", "expected a whole number, such as 4"),
        *(
            ("survey", "net_income_per_year", written, f"“{written}”", "expected a number, such as")
            for written in (
                *("3,5", "12,34", "1.200,50", "1,2,3", "0,500", "1,234 567", "1,23456", "5%"),
                *("1e9999999", "1e-999999999"),
            )
        ),
        ("survey", "housing_grade", "E", "“E”", "expected one of A, B, C, D"),
        ("survey", "has_food", "也许", "“也许”", "expected yes or no"),
        *(
            (form, name, f"王{character}小", f"spoilt characters ({shown})", "expected characters")
            for form, name in [("persons", "name"), ("households", "address")]
            for character, shown in [
                *(("\x07", "U+0007"), ("\x1b", "U+001B"), ("\0", "U+0000"), ("\x0b", "U+000B")),
                *(("\x85", "U+0085"), ("\ufffd", "U+FFFD"), ("\ue000", "U+E000")),
                *(("\u0378", "U+0378"), ("\x1b\ue000\x1b", "U+001B, U+E000")),
            ]
        ),
        ("persons", "name", "王??", "spoilt characters (?)", "expected characters"),
        ("persons", "name", "王？小", "spoilt characters (?)", "expected characters"),
        ("persons", "name", "张3", "“张*”", "expected a name without digits"),
    ],
)
def test_refused(form: str, name: str, written: str, came: str, expected: str) -> None:
    cell = read_cell(written, _column(form, name))
    assert cell.value is None
    assert cell.reason is not None
    told = refusal(cell.reason, **cell.values)
    assert told.came.en.startswith(came)
    assert told.expected.en.startswith(expected)


def test_a_wrong_number_in_a_departments_list_is_emptied_with_a_note() -> None:
    cell = read_cell("12345", _column("department_record", "id_number"))
    assert (cell.value, cell.reason, cell.why) == (None, None, "emptied: 5 characters")
