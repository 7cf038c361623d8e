"""From the frozen frame to what is put right: drawn so that anybody can repeat it, seen by others."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from flows.stages import STAGES
from policy.errors import OfficeError
from registry.proof import fingerprint
from tasks.campaign_day import is_over
from tasks.forms_out import write_waiting_forms
from tasks.inspection.drawing import draw_inspection
from tasks.inspection.estimates import estimates_of
from tasks.inspection.frames import write_public_files
from tasks.inspection.verification import Finding, verify_draw
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_files
from tasks.papers.issuing import paper_of
from tasks.papers.print_run import print_issued
from tasks.printing.contents import InspectionSheets
from tasks.reminders.digests import prepare_reminders, reminding_days
from tests.help_world import day_of
from tests.inspection_world import (
    INSPECTION,
    LISTED,
    MAY_5,
    MAY_6,
    OTHER_TOWNSHIP,
    UNLISTED,
    InspectionWorld,
    build_inspection_world,
    copy_inspection_world,
)
from tests.tasks.test_print_run import text_of
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE, kept_open

MAY_7, MAY_20 = day_of(5, 7), day_of(5, 20)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> InspectionWorld:
    return build_inspection_world(tmp_path_factory.mktemp("inspection") / "office.duckdb")


@pytest.fixture(scope="module")
def all_drawn(
    template: InspectionWorld, tmp_path_factory: pytest.TempPathFactory
) -> InspectionWorld:
    """Frozen and drawn by rounds: so few households are all in the sample."""
    world = copy_inspection_world(template, tmp_path_factory.mktemp("drawn"))
    world.round(MAY_5)
    world.round(MAY_6)
    return world


@pytest.fixture
def opened(template: InspectionWorld, tmp_path: Path) -> Iterator[InspectionWorld]:
    yield from kept_open(copy_inspection_world(template, tmp_path))


@pytest.fixture
def frozen(opened: InspectionWorld) -> InspectionWorld:
    opened.round(MAY_5)
    return opened


@pytest.fixture
def drawn(all_drawn: InspectionWorld, tmp_path: Path) -> Iterator[InspectionWorld]:
    yield from kept_open(copy_inspection_world(all_drawn, tmp_path))


def bad(findings: list[Finding]) -> list[str]:
    return [finding.said.en for finding in findings if not finding.is_good]


# --- frame and draw -------------------------------------------------------------------------------


def test_the_frame_holds_every_registered_household_and_is_frozen_a_day_before_the_draw(
    opened: InspectionWorld,
) -> None:
    first = opened.round(MAY_5)
    assert first["frame"] == {"framed": 18}
    assert first["inspection_draw"] == {} and not opened.rows("draw")
    (frame,) = opened.rows("inspection_frame")
    assert (frame["listed"], frame["unlisted"]) == (9, 9)
    by_list = {
        row["household_id"]: row["is_listed"] for row in opened.rows("inspection_frame_line")
    }
    assert by_list == dict.fromkeys(LISTED, True) | dict.fromkeys(UNLISTED, False)
    before = fingerprint(opened.registry)
    opened.round(MAY_5)
    assert fingerprint(opened.registry) == before
    assert opened.round(MAY_6)["inspection_draw"] == {"drawn": 18, "sheets": 18}
    before = fingerprint(opened.registry)
    opened.round(MAY_7)
    assert fingerprint(opened.registry) == before


def test_a_notice_makes_the_frame_public_before_the_draw(
    frozen: InspectionWorld, tmp_path: Path
) -> None:
    (row,) = frozen.rows("paper")
    (frame,) = frozen.rows("inspection_frame")
    assert (row["kind"], row["issued_on"], row["place_code"]) == ("frame_notice", MAY_5, COUNTY)
    print_issued(frozen.day(MAY_5), tmp_path)
    (file,) = tmp_path.rglob("*.pdf")
    text = "".join(text_of(file).split())
    assert frame["digest"] in text and "监军镇64" in text and "店头镇35" in text
    assert "户主" not in text and "H0" not in text


def test_who_is_listed_after_the_frame_is_inspected_as_unlisted(frozen: InspectionWorld) -> None:
    frozen.list_households(MAY_6, "H07")
    frozen.round(MAY_6)
    purposes = {row["draw_id"]: row["purpose"] for row in frozen.rows("draw")}
    (draw_of_h07,) = [r["draw_id"] for r in frozen.rows("drawn") if r["household_id"] == "H07"]
    assert purposes[draw_of_h07] == "inspection_unlisted"


def test_anybody_repeats_the_draw_from_the_published_files_alone(
    frozen: InspectionWorld, tmp_path: Path
) -> None:
    """The recipe of decision 0022 with nothing but SHA-256."""
    draw_inspection(frozen.day(MAY_6), {True: 5, False: 4})
    frame, draws = write_public_files(frozen.day(MAY_6), tmp_path / "public")
    heading, *lines = frame.read_text(encoding="utf-8").splitlines()
    (known,) = frozen.rows("inspection_frame")
    assert heading == "campaign_id,place_code,list,code"
    assert sha256("\n".join(sorted(lines)).encode()).hexdigest() == known["digest"]
    drawn: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(draws.open(encoding="utf-8")):
        drawn.setdefault(row["draw_id"], []).append(row)
    assert {name: len(rows) for name, rows in drawn.items()} == {
        f"{INSPECTION}/inspection_listed/{TOWNSHIP}": 3,
        f"{INSPECTION}/inspection_listed/{OTHER_TOWNSHIP}": 2,
        f"{INSPECTION}/inspection_unlisted/{TOWNSHIP}": 2,
        f"{INSPECTION}/inspection_unlisted/{OTHER_TOWNSHIP}": 2,
    }
    for name, rows in drawn.items():
        _, purpose, place = name.split("/")
        list_ = purpose.removeprefix("inspection_")
        codes = [each.split(",")[3] for each in lines if each.split(",")[1:3] == [place, list_]]
        digest = sha256("\n".join(sorted(codes)).encode()).hexdigest()
        seed = f"{name}/{digest}"
        order = sorted(codes, key=lambda code: sha256(f"{seed}\n{code}".encode()).hexdigest())
        assert rows[0]["seed"] == seed and rows[0]["frame_digest"] == digest
        assert [row["code"] for row in rows] == order[: len(rows)]


def test_the_published_files_name_nobody(drawn: InspectionWorld, tmp_path: Path) -> None:
    files = write_public_files(drawn.day(MAY_6), tmp_path / "public")
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    (frame,) = drawn.rows("inspection_frame")
    assert not [h for h in (*LISTED, *UNLISTED) if h in text]
    assert "户主" not in text and frame["salt"] not in text


def test_more_than_the_frame_has_are_not_drawn(frozen: InspectionWorld) -> None:
    before = fingerprint(frozen.registry)
    with pytest.raises(OfficeError, match="10 to draw from 9; expected between 0 and 9"):
        draw_inspection(frozen.day(MAY_6), {True: 10, False: 4})
    assert fingerprint(frozen.registry) == before


def test_nothing_is_drawn_on_the_day_of_the_frame_or_twice(frozen: InspectionWorld) -> None:
    with pytest.raises(OfficeError, match="frozen and published on a day before"):
        draw_inspection(frozen.day(MAY_5))
    draw_inspection(frozen.day(MAY_6), {True: 2, False: 2})
    with pytest.raises(OfficeError, match="not drawn from yet"):
        draw_inspection(frozen.day(MAY_7), {True: 9, False: 9})


# --- proof ----------------------------------------------------------------------------------------


def test_file_campaign_and_draw_are_each_found_to_be_the_drawn_ones(
    drawn: InspectionWorld, tmp_path: Path
) -> None:
    frame, _ = write_public_files(drawn.day(MAY_6), tmp_path / "public")
    for name, count in ((str(frame), 5), (INSPECTION, 7)):
        findings = verify_draw(drawn.registry, name)
        assert not bad(findings) and len(findings) == count
    one = verify_draw(drawn.registry, f"{INSPECTION}/inspection_listed/{TOWNSHIP}")
    assert not bad(one) and len(one) == 4


def test_a_frame_file_with_one_code_changed_is_not_the_frozen_one(
    drawn: InspectionWorld, tmp_path: Path
) -> None:
    frame, _ = write_public_files(drawn.day(MAY_6), tmp_path / "public")
    first, second, *rest = frame.read_text(encoding="utf-8").splitlines()
    frame.write_text("\n".join([first, second[:-1] + "x", *rest]), encoding="utf-8")
    said = bad(verify_draw(drawn.registry, str(frame)))
    assert "the frame is not the frozen one" in said[0]
    assert len(said) == 2 and f"{TOWNSHIP}: 6 drawn again from 6 households are not" in said[1]


def tampered(world: InspectionWorld, statement: str) -> list[str]:
    world.tamper(statement)
    return bad(verify_draw(world.registry, INSPECTION))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE drawn SET rank = 7 - rank WHERE draw_id LIKE '%listed/610426101'",
            "not the drawn",
        ),
        ("UPDATE draw SET seed = 'of our own'", "are not the drawn ones"),
        ("DELETE FROM inspection_frame_line WHERE household_id = 'H07'", "not the frozen one"),
        ("UPDATE inspection_frame SET salt = 'chosen'", "codes were not made from the household"),
        ("UPDATE household SET since_on = '2014-05-06' WHERE household_id = 'H18'", "1 households"),
    ],
)
def test_whatever_is_changed_in_the_registry_shows(
    drawn: InspectionWorld, statement: str, said: str
) -> None:
    assert any(said in finding for finding in tampered(drawn, statement))


def test_what_was_entered_later_for_an_earlier_day_explains_itself(drawn: InspectionWorld) -> None:
    drawn.list_households(date(2014, 5, 2), "H10")
    findings = verify_draw(drawn.registry, INSPECTION)
    assert not bad(findings)
    assert any("1 differ by what was entered later" in finding.said.en for finding in findings)


@pytest.mark.parametrize(
    "text", ["", "code\n1\n", f"campaign_id,place_code,list,code\n{INSPECTION},1\n"]
)
def test_a_file_that_is_no_frame_says_what_was_expected(
    drawn: InspectionWorld, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "frame.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OfficeError, match="campaign_id,place_code,list,code"):
        verify_draw(drawn.registry, str(file))


def test_an_unknown_draw_names_the_inspections_that_there_are(drawn: InspectionWorld) -> None:
    with pytest.raises(OfficeError, match=INSPECTION):
        verify_draw(drawn.registry, "inspection-2013-h2-610426")


# --- sheets ---------------------------------------------------------------------------------------


def test_levels_inspect_in_turn_along_routes(drawn: InspectionWorld) -> None:
    sheets = drawn.rows("inspection_sheet", "sheet_id")
    by_level: dict[str, set[tuple[str, date, date]]] = {}
    for sheet in sheets:
        term = (sheet["owner_id"][:6], sheet["starts_on"], sheet["due_on"])
        by_level.setdefault(sheet["level"], set()).add(term)
    assert by_level == {
        "city": {(COUNTY, day_of(5, 7), day_of(5, 16))},
        "county": {(COUNTY, day_of(5, 17), day_of(5, 26))},
        "township": {(COUNTY, day_of(5, 27), day_of(6, 5))},
        "village": {(COUNTY, day_of(6, 6), day_of(6, 15))},
    }
    owners = {(s["level"], s["owner_id"]) for s in sheets if s["village_code"] == VILLAGE}
    assert owners == {
        ("city", COUNTY),
        ("county", COUNTY),
        ("township", TOWNSHIP),
        ("village", VILLAGE),
    }
    assert [s["sheet_id"][-4:] for s in sheets] == [f"{n:04}" for n in range(1, 19)]
    counts = [sum(s["level"] == level for s in sheets) for level in by_level]
    assert sorted(counts) == [4, 4, 5, 5]


def test_a_route_is_printed_and_does_not_say_who_is_listed(
    drawn: InspectionWorld, tmp_path: Path
) -> None:
    papers = [
        paper_of(row["kind"], row["content"])
        for row in drawn.rows("paper", "number")
        if row["kind"] == "inspection_sheets"
    ]
    assert len(papers) == 8  # two villages, four levels
    households = [
        v.household_code for p in papers if isinstance(p, InspectionSheets) for v in p.visits
    ]
    assert sorted(households) == sorted((*LISTED, *UNLISTED))
    (other,) = [
        paper
        for paper in papers
        if isinstance(paper, InspectionSheets)
        and paper.place.village.zh == "永寿坊村"
        and paper.level.zh == "市级"
    ]
    addresses = [visit.address for visit in other.visits]
    assert addresses == sorted(addresses) and [v.route_no for v in other.visits] == [1, 2]
    print_issued(drawn.day(MAY_6), tmp_path, kinds=("inspection_sheets",))
    files = list(tmp_path.rglob("*.pdf"))
    assert len(files) == 8
    text = "".join("".join(text_of(file).split()) for file in files).replace("该户是否在册", "")
    assert "市级检查" in text and "户主01" in text and "在册" not in text and "未列入" not in text


def test_the_workbook_goes_out_and_comes_back(drawn: InspectionWorld, tmp_path: Path) -> None:
    books = list(write_waiting_forms(drawn.day(MAY_7), tmp_path, "zh"))
    assert {book.name.partition("-")[0] for book in books} == {"inspection_result"}
    import openpyxl

    for book in books:
        workbook = openpyxl.load_workbook(book)
        sheet = workbook.active
        heads = {str(cell.value).strip("* "): cell.column for cell in sheet[3]}
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, heads["检查单编号"]).value:
                sheet.cell(row, heads["检查人"]).value = "周洁"
                sheet.cell(row, heads["检查结论"]).value = "未见到人"
        workbook.save(book)
    load_files(drawn.registry, books, as_of=day_of(5, 10), actor=OFFICE)
    city = [s["sheet_id"] for s in drawn.rows("inspection_sheet") if s["level"] == "city"]
    results = drawn.rows("inspection_result")
    assert sorted(r["sheet_id"] for r in results) == sorted(city)
    assert {r["inspected_on"] for r in results} == {day_of(5, 10)}


# --- estimates ------------------------------------------------------------------------------------


def test_errors_are_estimated_for_county_and_strata(frozen: InspectionWorld) -> None:
    """Listed: 2 of 3 drawn from 6 and 0 of 2 drawn from 3; the county weighs them 6 to 3."""
    draw_inspection(frozen.day(MAY_6), {True: 5, False: 4})
    sampled = {row["household_id"] for row in frozen.rows("drawn")}
    first = sorted(sampled & {"H01", "H02", "H03", "H04", "H05", "H06"})
    second = sorted(sampled & {"H11", "H12", "H13"})
    unlisted = sorted(sampled & set(UNLISTED))
    rows = [frozen.result(h, "not_poor") for h in first[:2]]
    rows += [frozen.result(h, "poor") for h in (first[2], *second)]
    rows += [frozen.result(h, "not_found") for h in unlisted]
    frozen.load("inspection_result", MAY_20, *rows)
    with frozen.registry.reading() as reader:
        found = estimates_of(reader, frozen.day(MAY_20))
    inclusion = {e["place_code"]: e for e in found if e["error"] == "inclusion"}
    assert inclusion[COUNTY]["share"] == pytest.approx(6 / 9 * 2 / 3)
    assert inclusion[TOWNSHIP]["share"] == pytest.approx(2 / 3)
    assert inclusion[OTHER_TOWNSHIP]["share"] == 0
    assert all(each["low"] <= each["share"] <= each["high"] for each in inclusion.values())
    exclusion = [e for e in found if e["error"] == "exclusion"]
    assert len(exclusion) == 3 and all(e["share"] is None for e in exclusion)
    assert [e["answered"] for e in exclusion] == [0, 0, 0]


# --- what is put right ----------------------------------------------------------------------------


@pytest.fixture
def found(drawn: InspectionWorld) -> InspectionWorld:
    """H02 is listed and not poor, H07 is poor and unlisted, H03 was not there and somebody signed."""
    drawn.load(
        "inspection_result",
        MAY_20,
        drawn.result("H02", "not_poor", problem="档案缺照片"),
        drawn.result("H07", "poor"),
        drawn.result("H03", "poor", third_party="王建国", took_part=False, signed_itself=False),
        drawn.result("H08", "not_poor", third_party="王建国", took_part=True),
    )
    drawn.round(MAY_20)
    return drawn


def problem(world: InspectionWorld, household: str, kind: str) -> str:
    return f"{world.sheet(household)}-{kind}"


def states(world: InspectionWorld, on: date) -> dict[str, tuple[str, bool]]:
    from registry.named_sql import execute

    with world.registry.reading() as reader:
        rows = execute(
            reader.connection,
            "SELECT household_id || ' ' || kind, state, is_overdue FROM rectification_on(?)",
            [on],
        ).fetchall()
    return {name: (state, is_overdue) for name, state, is_overdue in rows}


def test_a_correction_with_its_reason_counts_from_its_day_and_the_first_word_stays(
    found: InspectionWorld,
) -> None:
    """H02 is poor after all, and its file is still incomplete; H08 is poor too."""
    on = day_of(5, 27)
    said = {"inspected_on": MAY_20, "correction_reason": "误填同名户", "corrected_on": on}
    rows = [
        found.result("H02", "poor", problem="档案缺照片", corrected_by="周洁", **said),
        found.result(
            "H08", "poor", third_party="王建国", took_part=True, corrected_by="周洁", **said
        ),
    ]
    found.load("inspection_result", on, *rows)
    found.round(on)
    before, after = states(found, day_of(5, 26)), states(found, on)
    assert before["H02 inclusion"] == ("open", False) and "H08 exclusion" not in before
    assert after["H02 inclusion"] == ("withdrawn", False)
    assert (after["H02 other"], after["H08 exclusion"]) == (("open", False), ("open", False))
    words = [
        (r["round"], r["finding"], r["correction_reason"])
        for r in found.rows("inspection_result", "round")
        if r["sheet_id"] == found.sheet("H02")
    ]
    assert words == [(1, "not_poor", None), (2, "poor", "误填同名户")]
    with found.registry.reading() as reader:
        wrong = {
            day: [e["found"] for e in estimates_of(reader, found.day(day)) if e["is_whole"]]
            for day in (day_of(5, 26), on)
        }
    assert wrong == {day_of(5, 26): [1, 1], on: [0, 2]}
    # nobody waits for what was withdrawn, and the same correction again changes nothing
    with found.registry.reading() as reader:
        waits = reader.rows("waiting_for_people", **found.day(on).named(as_of=on))
    told = {row["number"] for row in waits}
    assert problem(found, "H02", "other") in told and problem(found, "H02", "inclusion") not in told
    mark = fingerprint(found.registry)
    found.load("inspection_result", day_of(5, 28), *rows)
    found.round(day_of(5, 28))
    assert fingerprint(found.registry) == mark


def test_the_leader_of_the_team_may_correct_too(drawn: InspectionWorld) -> None:
    drawn.load("inspection_result", MAY_20, drawn.result("H02", "not_poor", team_leader="何平"))
    said = {"correction_reason": "误填", "corrected_by": "何平", "corrected_on": day_of(5, 27)}
    row = drawn.result("H02", "poor", team_leader="何平", inspected_on=MAY_20, **said)
    drawn.load("inspection_result", day_of(5, 27), row)
    assert [r["corrected_by"] for r in drawn.rows("inspection_result", "round")] == [None, "何平"]


def test_each_problem_is_put_to_its_owner_with_a_last_day_in_working_days(
    found: InspectionWorld,
) -> None:
    rows = found.rows("rectification", "rectification_id")
    assert {(r["household_id"], r["kind"]) for r in rows} == {
        ("H02", "inclusion"),
        ("H02", "other"),
        ("H07", "exclusion"),
        ("H03", "participation"),
    }
    # 15 working days after 20 May 2014: 2 June was the rest day of the Dragon Boat Festival
    assert {r["due_on"] for r in rows} == {day_of(6, 11)}
    assert {r["owner_id"] for r in rows} == {TOWNSHIP}
    before = fingerprint(found.registry)
    found.round(day_of(5, 21))
    assert fingerprint(found.registry) == before


def rectified(world: InspectionWorld, rectification_id: str) -> dict[str, str]:
    row = {"rectification_id": rectification_id, "rectified_by": "赵敏", "how": "已重新评议"}
    return row | {"evidence": "会议记录，存镇政府"}


def seen(rectification_id: str, finding: str, by: str = "王建国") -> dict[str, str]:
    row = {"rectification_id": rectification_id, "reinspector": by, "finding": finding}
    return row | ({"reason": "没有会议记录"} if finding == "not_closed" else {})


def test_a_problem_is_closed_when_another_person_has_seen_it_put_right(
    found: InspectionWorld,
) -> None:
    name, other = problem(found, "H02", "inclusion"), problem(found, "H07", "exclusion")
    found.load("rectification_return", day_of(6, 3), rectified(found, name))
    assert states(found, day_of(6, 3))["H02 inclusion"] == ("returned", False)
    found.load("reinspection", day_of(6, 5), seen(name, "not_closed"))
    assert states(found, day_of(6, 12))["H02 inclusion"] == ("open", True)
    with pytest.raises(IntakeError, match="expected the report and its evidence"):
        found.load("reinspection", day_of(6, 12), seen(name, "closed"))
    again = rectified(found, name) | {"how": "补开评议会"}
    found.load("rectification_return", day_of(6, 13), again)
    assert states(found, day_of(6, 13))["H02 inclusion"] == ("returned", False)
    found.load("reinspection", day_of(6, 16), seen(name, "closed"))
    later = states(found, day_of(6, 16))
    assert later["H02 inclusion"] == ("closed", False)
    assert later["H07 exclusion"] == ("open", True) and other in str(found.rows("rectification"))
    # as of any past day it stands as it stood
    assert states(found, day_of(6, 3))["H02 inclusion"] == ("returned", False)


def test_owners_are_reminded_of_sheets_and_problems(found: InspectionWorld) -> None:
    prepare_reminders(reminding_days(found.registry, day_of(6, 11), OFFICE))
    told = {
        row["recipient_id"]: [line["zh"] for line in json.loads(row["content"])["lines"]]
        for row in found.rows("reminder")
    }
    assert any(
        line.startswith("今天（6月11日）到期") and "检查问题整改表" in line
        for line in told[TOWNSHIP]
    )
    assert any("半年检查表" in line for line in told[COUNTY])


def test_an_inspection_goes_on_until_everything_is_back(found: InspectionWorld) -> None:
    assert not is_over(found.day(day_of(7, 1)))
    left = [
        found.result(row["household_id"], "not_found")
        for row in found.rows("inspection_sheet")
        if row["household_id"] not in {"H02", "H07", "H03", "H08"}
    ]
    found.load("inspection_result", day_of(6, 20), *left)
    names = [row["rectification_id"] for row in found.rows("rectification")]
    returns = [rectified(found, name) for name in names]
    found.load("rectification_return", day_of(6, 21), *returns)
    found.load("reinspection", day_of(6, 22), *(seen(name, "closed") for name in names))
    assert not is_over(found.day(day_of(6, 30)))
    assert is_over(found.day(day_of(7, 1)))
    # a problem told after the last day's round is still followed
    told = {"third_party": "王建国", "took_part": True, "inspected_on": MAY_20}
    told |= {"correction_reason": "误填", "corrected_by": "周洁", "corrected_on": day_of(6, 30)}
    found.load("inspection_result", day_of(6, 30), found.result("H08", "poor", **told))
    follow = STAGES["inspection"]["rectifications"]
    assert follow.is_last and follow.is_due(found.day(day_of(7, 1)))
