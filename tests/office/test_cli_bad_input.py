"""Bad input is refused with place, value, expectation and remedy, and changes nothing."""

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

import tasks.campaign_day
from office.cli import app
from policy.errors import OfficeError
from policy.pack import PACKS, load_pack
from registry.proof import fingerprint
from registry.session import Registry
from tasks.printing import markup
from tests.world import CAMPAIGN, OFFICE, TOWNSHIP, VILLAGE, World, april, copy_world, kept_open

DESK = CliRunner(env={"COLUMNS": "1000", "OFFICE_LANG": "en"})
MAY_POST = "文号,张贴日期,确认日期,张贴地点,张贴人,见证人,照片编号"


@pytest.fixture(scope="module")
def hung(village: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """What `posted` copies."""
    world = copy_world(village, tmp_path_factory.mktemp("hung"))
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    world.meet("group_appraisal", april(4), *world.households[:4])
    world.round(april(8))
    (number,) = world.post("first_publicity", april(10))
    return world, number


@pytest.fixture
def posted(hung: tuple[World, str], tmp_path: Path) -> Iterator[tuple[World, str]]:
    """Four households on a notice of 8 April 2014 that hangs since the 10th."""
    world, number = hung
    for copied in kept_open(copy_world(world, tmp_path)):
        yield copied, number


def refused(world: World, *words: str, out: Path | None = None) -> str:
    """What the command line says against it: one paragraph, exit code 1, nothing changed."""
    before = fingerprint(world.registry)
    papers = ["--out", str(out or world.registry.path.parent / "reports")]
    said = DESK.invoke(app, ["--db", str(world.registry.path), *papers, *words])
    assert (said.exit_code, said.stdout) == (1, ""), said.output
    assert isinstance(said.exception, SystemExit)
    assert "Traceback" not in said.stderr
    assert said.stderr.startswith("✗ ")
    assert fingerprint(world.registry) == before
    return said.stderr


def opening(year: int, county: str = "610426", households: int = 3) -> list[str]:
    words = f"open {year} --county {county} --households {households} --announce-by {year}-09-30"
    return [*words.split(), "--as-of", f"{year}-03-01"]


# --- in both languages ----------------------------------------------------------------------------


def test_a_year_without_a_line_is_refused_in_both_languages(world: World) -> None:
    place = "data/policy/cn/values.yaml, poverty_line"
    entry = "`- {year: 2021, value: …, source: …}`"
    years = [str(year) for year in range(2010, 2021)]
    assert refused(world, "--lang", "zh", *opening(2021)) == (
        f"✗ {place}：2021年没有规定值；该年应有自己的值（现有：{'、'.join(years)}）。"
        f"请在 poverty_line 下补上 {entry}。\n"
    )
    assert refused(world, "--lang", "en", *opening(2021)) == (
        f"✗ {place}: no value for 2021; expected one of its own for that year (there are "
        f"{', '.join(years)}). Add {entry} under poverty_line.\n"
    )


def test_a_file_with_faults_is_refused_in_both_languages(world: World, tmp_path: Path) -> None:
    file = tmp_path / "application.csv"
    rows = ["户编号,申请人,申请日期,已签字,已按手印", "H99,李四,2014-04-02,,是", "H01,,2月30,是,是"]
    file.write_text("\n".join(rows), encoding="utf-8")
    words, books = ("load", str(file), "--as-of", "2014-04-03"), tmp_path / "out" / "faults"
    assert refused(world, "--lang", "zh", *words, out=tmp_path / "out") == (
        "✗ application.csv，第2行，“户编号”列：H99没有登记；应为已登记的户。请更正户编号，或先登记该户。\n"
        "application.csv，第3行，“申请人”列：空白；应填“申请人”，如 张秀英。请填写该单元格。\n"
        "application.csv，第3行，“申请日期”列：“2月30”；应为日期，如 2014-04-03。"
        "请更正该单元格；如果不清楚，请留空。\n"
        "一行也没有入库。\n"
        f"已标出错误的副本，只含出错的行。请更正原文件后整份读入；只读入副本，其余的行就缺了：\n  {books / 'application.faults.xlsx'}\n"
    )
    assert refused(world, "--lang", "en", *words, out=tmp_path / "out") == (
        "✗ application.csv, row 2, column 户编号: H99 is not in the register; expected a household of "
        "the register. Correct the number, or load the household first.\n"
        "application.csv, row 3, column 申请人: empty; expected Applicant, such as 张秀英. "
        "Fill in the cell.\n"
        "application.csv, row 3, column 申请日期: “2月30”; expected a day, such as 2014-04-03. "
        "Correct the cell, or leave it empty if it is not known.\n"
        "Nothing was stored.\n"
        "copies with the faults marked, of the faulty rows alone. Correct the file itself and load it whole; "
        f"with a copy alone all other rows are missing:\n  {books / 'application.faults.xlsx'}\n"
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "zh",
            "没有登记库；应为用 `office init` 建立的登记库。请运行 `office init`，或用 --db 指明正确的文件。",
        ),
        (
            "en",
            "no registry; expected a registry made by `office init`. "
            "Run `office init`, or name the right file with --db.",
        ),
    ],
)
def test_a_registry_that_is_not_there_is_said_in_both_languages(
    tmp_path: Path, language: str, told: str
) -> None:
    path = tmp_path / "none.duckdb"
    said = DESK.invoke(app, ["--lang", language, "--db", str(path), "fingerprint"])
    assert said.stderr == f"✗ {path}{'：' if language == 'zh' else ': '}{told}\n"


def test_a_snapshot_is_checked_and_replaces_nothing(world_on_disk: World, tmp_path: Path) -> None:
    copy = tmp_path / "backup" / "2014-04-01.duckdb"
    words = ["--db", str(world_on_disk.registry.path), "--lang", "en", "snapshot", str(copy)]
    said = DESK.invoke(app, words, env={"COLUMNS": "400"})
    assert said.exit_code == 0 and "every row as it was written" in said.stdout
    assert fingerprint(Registry(copy)) == fingerprint(world_on_disk.registry)
    before = copy.read_bytes()
    assert "a file that is there already" in refused(
        world_on_disk, "--lang", "en", "snapshot", str(copy)
    )
    assert copy.read_bytes() == before


def test_what_the_disk_says_is_said_in_chinese(posted, tmp_path: Path) -> None:
    world, _ = posted
    (tmp_path / "forms").write_text("a file in the way")
    words = ("--lang", "zh", "forms", "--to", str(tmp_path / "forms" / "out"))
    assert refused(world, *words, "--as-of", "2014-04-11") == (
        f"✗ {tmp_path / 'forms' / 'out' / '2014-04-11'}：路径中有一段不是文件夹；"
        "应为可以写入、磁盘有余量的文件夹。请腾出空间或申请写入权限，或另选文件夹。\n"
    )


# --- policy ---------------------------------------------------------------------------------------


def test_a_year_without_a_poverty_line_opens_no_campaign(world: World) -> None:
    said = refused(world, *opening(2021))
    assert "data/policy/cn/values.yaml, poverty_line: no value for 2021" in said
    assert "Add `- {year: 2021, value: …, source: …}` under poverty_line." in said


@pytest.mark.parametrize(
    ("expression", "came"),
    [
        ("income_per_head < poverty_line", "income_per_head"),
        ("getenv('HOME') = 'x'", "the function getenv"),
        ("net_income_per_year / 0 < poverty_line", "may be zero"),
        ("size > 'abc'", "a number with a text"),
    ],
    ids=["unknown column", "disallowed function", "division by zero", "different types"],
)
def test_an_unfit_criterion_opens_no_campaign(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expression: str, came: str
) -> None:
    shutil.copytree(PACKS / "cn", tmp_path / "packs" / "cn")
    criteria = tmp_path / "packs" / "cn" / "criteria.yaml"
    text = criteria.read_text(encoding="utf-8")
    text = text.replace(
        "expression: income_per_person < poverty_line", f'expression: "{expression}"'
    )
    criteria.write_text(text, encoding="utf-8")
    from_there = partial(load_pack, root=tmp_path / "packs")
    monkeypatch.setattr(tasks.campaign_day, "load_pack", from_there)
    said = refused(world, *opening(2015))
    assert f"{criteria}, enter.income" in said
    assert came in said
    assert "expected" in said


def test_no_registry_is_made_under_an_unknown_policy_pack(world: World) -> None:
    new = world.registry.path.with_name("new.duckdb")
    said = refused(world, "--db", str(new), "init", "--pack", "xx")
    assert not new.exists()
    assert "data/policy/xx/pack.yaml: no such file" in said


def test_a_county_that_is_not_registered_opens_no_campaign(world: World) -> None:
    said = refused(world, *opening(2015, county="610499"))
    assert "county 610499: no villages" in said
    assert "Load the places first" in said


def test_a_village_of_unknown_size_opens_no_campaign_in_either_language(world: World) -> None:
    code = VILLAGE[:-1] + "2"
    place = {"code": code, "version": 1, "since_on": april(1), "level": "village"}
    name = {"name_zh": "安子沟村", "name_en": "Anzigou", "rural_households": 12}
    world.write("place", april(1), [place | name | {"parent_code": TOWNSHIP}])
    assert refused(world, "--lang", "zh", *opening(2015)) == (
        f"✗ 行政区划登记，县 610426：没有填农村户数或农村人口的村：安子沟村 {code}；每个村都应填有这两项，"
        "计划按它们分解；没有农户的村填0。请用行政区划表 `places` 补登这些村，再启动批次。\n"
    )
    assert refused(world, "--lang", "en", *opening(2015)) == (
        f"✗ register of places, county 610426: no rural households or no rural persons for Anzigou {code}; "
        "expected both for every village, as the plan goes by them; 0 where nobody lives. Load these "
        "villages again with the form `places`, then open the campaign.\n"
    )


def test_a_plan_that_nobody_can_carry_opens_no_campaign(world: World) -> None:
    assert "a total of -3 over weights that sum to 10" in refused(
        world, *opening(2015, households=-3)
    )


def test_a_campaign_is_not_announced_before_it_is_opened(world: World) -> None:
    said = refused(world, *opening(2015)[:-2], "--as-of", "2015-12-01")
    assert "announcement by 2015-09-30, opened on 2015-12-01" in said


def test_no_window_opens_in_a_year_whose_rest_days_are_unpublished(
    posted: tuple[World, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from flows.stages import STAGES

    def round_of(day, reports, stages):  # type: ignore[no-untyped-def]
        return {name: STAGES["identification"][name](day) for name in stages}

    monkeypatch.setitem(sys.modules, "office.rounds", SimpleNamespace(run_round=round_of))
    monkeypatch.setattr("office.clock.today", lambda: date(2099, 3, 3))
    world, number = posted
    row = {"number": number, "round": 2, "posted_on": date(2099, 3, 2), "venue": "公开栏"}
    row |= {"confirmed_on": date(2099, 3, 2), "poster": "张三", "witness": "李四", "photo_ref": "1"}
    world.write("posting", date(2099, 3, 2), [row])
    world.tamper("DELETE FROM posting WHERE round = 1")  # as if it had not hung before
    said = refused(world, "advance", "--stage", "windows", "--as-of", "2099-03-03")
    assert "public holidays of CN, 2099: no published calendar" in said
    assert "Update the package `holidays` once the year's notice is out." in said


@pytest.mark.parametrize(
    "command",
    [
        *("open 2015 --county 610426 --households 9", "load .", "advance", "print household_card"),
        *("object 1 H01 --ground x", "investigate O1 --by 赵敏", "reissue 1 --reason x"),
        "decide O1 dismissed --by 李主任 --reason x",
        *("pair", "pay new x.xlsx --project XM-1 --total 1.00 --by 周洁"),
        *("pay release FF-1 --by 赵敏", "pay file FF-1 --to out", "remind", "serve"),
    ],
)
def test_nothing_is_written_for_a_day_still_to_come(world: World, command: str) -> None:
    option = "--received-on" if command.startswith("object") else "--as-of"
    with Registry(world.registry.path).writing("test", april(1), "test") as entry:
        known = entry.connection.execute("FROM campaign").pl()
        as_help = known.with_columns(kind=pl.lit("help"), campaign_id=pl.lit("help-2014-610426"))
        entry.insert("campaign", as_help.drop("entry"))
    said = refused(world, *command.split(), option, "2099-03-03")
    assert "2099-03-03, a day still to come; expected a day up to today, " in said
    assert "Correct the day" in said


@pytest.mark.parametrize("name", ["daily_round", "reminders_by_clock", "stage_by_hand"])
def test_no_deployment_takes_a_day_still_to_come(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from office import rounds

    monkeypatch.setenv("OFFICE_ACTOR", OFFICE)
    before = fingerprint(world.registry)
    more = ("windows",) if name == "stage_by_hand" else ()
    with pytest.raises(OfficeError, match="2099-03-03, a day still to come"):
        getattr(rounds, name).fn(str(world.registry.path), "reports", *more, as_of=date(2099, 3, 3))
    assert fingerprint(world.registry) == before


# --- forms and single entries ---------------------------------------------------------------------


def posting_of(folder: Path, number: str, posted_on: str) -> str:
    file = folder / "posting.csv"
    row = f"{number},{posted_on},{posted_on},公开栏,张三,李四,1"
    file.write_text(f"{MAY_POST}\n{row}\n", encoding="utf-8")
    return str(file)


def test_a_notice_that_does_not_exist_is_not_posted(posted, tmp_path: Path) -> None:
    world, _ = posted
    file = posting_of(tmp_path, "永扶办公示〔2014〕99号", "2014-04-10")
    said = refused(world, "load", file, "--as-of", "2014-04-11")
    assert "posting.csv, row 2, column 文号: no notice 永扶办公示〔2014〕99号" in said
    assert "Nothing was stored." in said


def test_a_notice_is_not_posted_before_it_was_issued(posted, tmp_path: Path) -> None:
    world, number = posted
    file = posting_of(tmp_path, number, "2014-04-07")
    said = refused(world, "load", file, "--as-of", "2014-04-11")
    assert "posting.csv, row 2, column 张贴日期: posted on 2014-04-07, issued on 2014-04-08" in said
    assert "expected a day from 2014-04-08 on" in said


def test_every_fault_of_every_row_is_told_at_once_and_marked_in_a_copy(
    world: World, tmp_path: Path
) -> None:
    rows = [
        "户编号,申请人,申请日期,已签字,已按手印",
        "H01,张三,2014-04-02,是,是",
        "H99,李四,2014-04-02,是,是",
        "H02,王五,二月三十,是,是",
        "H03,赵六,2014-04-02,也许,是",
    ]
    file = tmp_path / "application.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    said = refused(world, "load", str(file), "--as-of", "2014-04-03", out=tmp_path / "out")
    places = re.findall(r"application\.csv, row (\d), column (\S+):", said)
    assert places == [("3", "户编号"), ("4", "申请日期"), ("5", "已签字")]
    (copy,) = (tmp_path / "out" / "faults").iterdir()
    assert str(copy) in said


def test_good_rows_are_taken_and_faulty_ones_set_aside_only_when_the_office_says_so(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "application.csv"
    rows = [
        "户编号,申请人,申请日期,已签字,已按手印",
        "H01,张三,2014-04-02,是,是",
        "H99,李四,2014-04-02,是,是",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    words = ["--lang", "en", "load", str(file), "--take-good-rows", "--as-of", "2014-04-03"]
    folder = ["--db", str(world.registry.path), "--out", str(tmp_path)]
    said = DESK.invoke(app, [*folder, *words])
    assert said.exit_code == 0
    assert "rows set aside:" in said.stdout and "row 3, column 户编号" in said.stdout
    with world.registry.reading() as reader:
        stored = reader.connection.execute("SELECT household_id FROM application").fetchall()
    assert stored == [("H01",)]


@pytest.mark.parametrize(
    ("name", "came"),
    [("missing.xlsx", "no such file"), ("list.docx", "a file of the kind .docx")],
)
def test_what_is_no_list_is_not_loaded(world: World, tmp_path: Path, name: str, came: str) -> None:
    said = refused(world, "load", str(tmp_path / name), "--as-of", "2014-04-03")
    assert f"{name}: {came}" in said
    assert "a workbook .xlsx, a list .csv" in said


def test_an_empty_folder_is_not_loaded_silently(world: World, tmp_path: Path) -> None:
    (tmp_path / "returned").mkdir()
    said = refused(world, "load", str(tmp_path / "returned"), "--as-of", "2014-04-03")
    assert "returned: an empty folder" in said


def test_nobody_decides_what_he_investigated(posted) -> None:
    world, number = posted
    objection = world.object(april(12), number, "H02")
    row = {"objection_id": objection, "round": 1, "investigator": "赵敏"}
    world.write("assignment", april(12), [row | {"assigned_on": april(12)}])
    found = {"investigated_on": april(13), "finding": "借用"}
    world.write("investigation", april(13), [row | found])
    words = ("--by", "赵敏", "--reason", "系借用", "--as-of", "2014-04-14")
    said = refused(world, "decide", objection, "dismissed", *words)
    assert "column Decided by: the same person as the investigator" in said
    assert "Have someone else decide." in said


def test_an_objection_is_assigned_investigated_and_decided_in_this_order(posted) -> None:
    world, number = posted
    objection = world.object(april(14), number, "H02")
    said = refused(world, "investigate", objection, "--by", "赵敏", "--as-of", "2014-04-13")
    assert "column Assigned on: assigned on 2014-04-13, received on 2014-04-14" in said
    row = {"objection_id": objection, "round": 1, "investigator": "赵敏"}
    world.write("assignment", april(15), [row | {"assigned_on": april(15)}])
    found = ("--by", "赵敏", "--finding", "借用", "--as-of", "2014-04-14")
    said = refused(world, "investigate", objection, *found)
    assert "investigated on 2014-04-14, assigned on 2014-04-15" in said
    world.write(
        "investigation", april(17), [row | {"investigated_on": april(17), "finding": "借用"}]
    )
    words = ("sustained", "--by", "李主任", "--reason", "属实")
    said = refused(world, "decide", objection, *words, "--as-of", "2014-04-16")
    assert "decided on 2014-04-16, investigated on 2014-04-17" in said
    said = refused(world, "decide", objection, *words, "--as-of", "2014-04-09")
    assert "decided on 2014-04-09, received on 2014-04-14" in said


def test_nobody_investigates_what_he_surveyed(posted) -> None:
    world, number = posted
    world.survey(april(11), "H02")
    objection = world.object(april(12), number, "H02")
    said = refused(world, "investigate", objection, "--by", "孙干部", "--as-of", "2014-04-13")
    assert "column Investigator" in said


def test_an_objection_needs_a_notice_that_exists(posted) -> None:
    world, _ = posted
    words = ("--ground", "有车", "--received-on", "2014-04-12")
    said = refused(world, "object", "永扶办公示〔2014〕99号", "H02", *words)
    assert "永扶办公示〔2014〕99号" in said


def test_a_decision_is_sustained_dismissed_or_withdrawn(posted) -> None:
    world, number = posted
    objection = world.object(april(12), number, "H02")
    words = ("--by", "李主任", "--reason", "无", "--as-of", "2014-04-14")
    said = refused(world, "decide", objection, "perhaps", *words)
    assert "expected one of sustained, dismissed, withdrawn" in said


def test_an_unknown_household_is_not_explained(world: World) -> None:
    said = refused(world, "explain", "H99", "--as-of", "2014-04-03")
    assert "household H99" in said
    assert "a household registered on or before 2014-04-03" in said


def test_an_unknown_campaign_is_answered_with_those_that_there_are(world: World) -> None:
    said = refused(world, "status", "--campaign", "identification-2013-1", "--as-of", "2014-04-03")
    assert f"one of: {CAMPAIGN}" in said


def test_before_a_campaign_is_opened_there_is_none(world: World) -> None:
    said = refused(world, "status", "--as-of", "2014-03-31")
    assert "no campaigns opened by 2014-03-31" in said
    assert "Open one with `office open`." in said


def test_an_unknown_stage_is_answered_with_those_that_there_are(world: World) -> None:
    said = refused(world, "advance", "--stage", "publicity", "--as-of", "2014-04-03")
    assert "--stage: publicity; expected one of letters, windows" in said


def test_an_unknown_form_is_answered_with_those_that_there_are(world: World) -> None:
    said = refused(world, "forms", "--blank", "wishes", "--as-of", "2014-04-03")
    assert "form wishes: no such form; expected one of application" in said


def test_an_unknown_kind_of_paper_is_answered_with_those_that_there_are(world: World) -> None:
    said = refused(world, "print", "poster", "--as-of", "2014-04-03")
    assert "poster; expected household_file, household_card" in said


# --- the registry's file --------------------------------------------------------------------------


def test_without_a_registry_every_command_says_how_to_make_one(tmp_path: Path) -> None:
    said = DESK.invoke(app, ["--db", str(tmp_path / "none.duckdb"), "fingerprint"])
    assert said.exit_code == 1
    assert "none.duckdb: no registry" in said.stderr and "`office init`" in said.stderr
    assert not (tmp_path / "none.duckdb").exists()


@pytest.mark.parametrize("size", ["nothing", "no_tables"])
def test_a_file_without_tables_is_no_registry_until_init_makes_it_one(
    tmp_path: Path, size: str
) -> None:
    file = tmp_path / "office.duckdb"
    file.touch() if size == "nothing" else duckdb.connect(str(file)).close()
    file.with_name("office.duckdb.wal").write_bytes(b"left by a kill")
    for command in ("status", "load .", "fingerprint", "verify", "snapshot copy.duckdb", "forms"):
        said = DESK.invoke(app, ["--db", str(file), *command.split()])
        assert said.exit_code == 1 and isinstance(said.exception, SystemExit), command
        assert "office.duckdb: no registry" in said.stderr, command
    for said_of_it in ("made", "left as it is"):
        assert said_of_it in DESK.invoke(app, ["--db", str(file), "init"]).stdout
    assert DESK.invoke(app, ["--db", str(file), "verify"]).exit_code == 0


def test_an_init_that_is_cut_off_leaves_no_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_fails(*_: object) -> None:
        raise KeyboardInterrupt

    registry = Registry(tmp_path / "office.duckdb")
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("registry.tables.SQLModel.metadata.create_all", power_fails)
        registry.create("cn")
    assert not registry.path.exists()
    assert registry.create("cn") and not registry.create("cn")
    assert not list(tmp_path.glob("*.partial*"))


@pytest.mark.parametrize("command", ["status", "init", "fingerprint", "verify"])
def test_a_file_that_is_no_registry_is_left_alone(tmp_path: Path, command: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("扶贫办：\n请查收。" * 500, encoding="utf-8")
    before = letter.read_bytes()
    said = DESK.invoke(app, ["--db", str(letter), command])
    assert said.exit_code == 1 and "Traceback" not in said.output
    assert str(letter) in said.stderr and "--db" in said.stderr
    assert letter.read_bytes() == before


def test_a_damaged_registry_is_said_to_be_damaged(world_on_disk: World) -> None:
    with world_on_disk.registry.path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8192))
    said = DESK.invoke(app, ["--db", str(world_on_disk.registry.path), "fingerprint"])
    assert said.exit_code == 1 and "Traceback" not in said.output
    assert "go back to the last snapshot" in said.stderr


@pytest.fixture
def holder(world_on_disk: World) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the registry open."""
    script = "import sys; from registry.session import Registry\n"
    script += f"with Registry({str(world_on_disk.registry.path)!r}).held(): print('held', flush=True); input()"
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PACKS.parents[1]
    ) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


@pytest.mark.parametrize("command", ["status --as-of 2014-04-03", "fingerprint"])
def test_a_registry_in_other_hands_is_waited_for_and_then_its_holder_named(
    world_on_disk: World,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setattr(Registry.__init__, "__defaults__", (0.3,))
    said = DESK.invoke(app, ["--db", str(world_on_disk.registry.path), *command.split()])
    assert said.exit_code == 1
    assert f"held by process {holder.pid} (-c) for the last 0.3 seconds" in said.stderr
    assert "Wait until that work is done" in said.stderr


# --- papers ---------------------------------------------------------------------------------------


def test_a_name_that_no_font_can_write_fails_by_name_before_printing(
    world: World, tmp_path: Path
) -> None:
    version = {"version": 2, "since_on": april(1), "register_kind": "rural"}
    version |= {"village_code": "610426101001", "group_code": "61042610100101"}
    name = {"household_id": "H01", "head_name": "户主\ue123"}
    world.write("household", april(1), [version | name])
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01")
    world.round(april(8))
    said = refused(world, "print", "first_publicity", "--as-of", "2014-04-08", out=tmp_path / "out")
    (notice,) = world.notices("first_publicity")
    assert notice["number"] in said and "U+E123" in said
    assert not list((tmp_path / "out").rglob("*.pdf"))


def test_a_template_that_lacks_a_value_fails_with_template_and_line(
    posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, number = posted
    shutil.copytree(markup.TEMPLATES, tmp_path / "templates")
    page = tmp_path / "templates" / "notice" / "en.html.j2"
    lines = page.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if "{% block" in text and "endblock" not in text)
    lines.insert(line + 1, "{{ paper.mayor }}")
    page.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(markup, "TEMPLATES", tmp_path / "templates")
    markup._environment.cache_clear()
    try:
        said = refused(world, "print", "first_publicity", "--as-of", "2014-04-11")
    finally:
        markup._environment.cache_clear()
    assert f"templates/notice/en.html.j2, line {line + 2}, paper {number}" in said
    assert "has no attribute 'mayor'" in said


def test_papers_cannot_go_where_no_folder_can_be(posted, tmp_path: Path) -> None:
    world, _ = posted
    (tmp_path / "reports").write_text("a file in the way")
    words = ("print", "first_publicity", "--as-of", "2014-04-11")
    said = refused(world, *words, out=tmp_path / "reports")
    assert str(tmp_path / "reports") in said
    assert "expected a folder that papers can be written to" in said


def test_forms_cannot_go_where_no_folder_can_be(posted, tmp_path: Path) -> None:
    world, _ = posted
    (tmp_path / "forms").write_text("a file in the way")
    words = ("forms", "--to", str(tmp_path / "forms" / "out"), "--as-of", "2014-04-11")
    said = refused(world, *words)
    assert str(tmp_path / "forms") in said
    assert "expected a folder that can be written to, with room on the disk" in said


def test_a_full_disk_leaves_no_half_paper(
    posted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    world, _ = posted
    monkeypatch.setattr(Path, "write_bytes", full)
    out = tmp_path / "out"
    said = refused(world, "print", "first_publicity", "--as-of", "2014-04-11", out=out)
    assert "No space left on device" in said
    assert not [path for path in out.rglob("*") if path.is_file()]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MiB of which almost nothing is free."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.call(mount, stderr=subprocess.DEVNULL):
        pytest.skip("this user may not mount a disk of its own")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stores_nothing_and_hurts_nothing(
    world: World, full_disk: Path, tmp_path: Path
) -> None:
    on_disk = World(Registry(shutil.copy(world.registry.path, full_disk / "office.duckdb")))
    fingerprint(on_disk.registry)  # its lock file is there
    with (full_disk / "rest").open("wb", buffering=0) as rest, pytest.raises(OSError):
        while True:
            rest.write(bytes(4096))
    file = tmp_path / "application.csv"
    rows = [f"H{n:02},张三,2014-04-02,是,是" for n in range(1, 11)]
    file.write_text("\n".join(["户编号,申请人,申请日期,已签字,已按手印", *rows]), encoding="utf-8")
    said = refused(on_disk, "load", str(file), "--as-of", "2014-04-03")
    assert "No space left on device" in said
    (full_disk / "rest").unlink()
    words = ["--db", str(on_disk.registry.path), "load", str(file), "--as-of", "2014-04-03"]
    assert DESK.invoke(app, words).exit_code == 0
