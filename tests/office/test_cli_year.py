"""The office's work by the command line, from the sample's files to an objection's end."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from flows.stages import STAGES
from office.cli import app
from registry.proof import fingerprint, verify_journal
from registry.session import Registry
from tasks.campaign_day import CampaignDay, open_campaigns
from tests.world import CAMPAIGN, GROUPS, World, april, copy_world, kept_open

DESK = CliRunner(env={"COLUMNS": "250"})


def daily_round_without_prefect(
    registry: Path, as_of: date, actor: str, reports: Path, tell: Callable[[Any], None]
) -> None:
    """The round's stages as they are, without flow, printing and reminders."""
    with Registry(registry).held() as held:
        for campaign in open_campaigns(held, as_of):
            day, of_kind = CampaignDay(held, campaign, as_of, actor), STAGES[campaign.kind]
            tell({campaign.campaign_id: {name: of_kind[name](day) for name in of_kind}})


@dataclass
class Office:
    """The command line over one registry."""

    db: Path
    out: Path

    def __call__(self, *words: str, fails: bool = False) -> Result:
        said = DESK.invoke(app, ["--db", str(self.db), "--out", str(self.out), *words])
        assert said.exit_code == fails, said.output
        return said

    def json(self, *words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self(*words, "--json").stdout)
        return found


@pytest.fixture(autouse=True, scope="module")
def plain_rounds() -> Iterator[None]:
    """Prefect has tests of its own; here a round is what its stages do."""
    with pytest.MonkeyPatch.context() as patch:
        rounds = SimpleNamespace(run_daily_round=daily_round_without_prefect)
        patch.setitem(sys.modules, "office.rounds", rounds)
        yield


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Path, list[str]]:
    """The sample's township after all commands that `office sample` names, and what they said."""
    folder = tmp_path_factory.mktemp("township")
    office = Office(folder / "office.duckdb", folder / "reports")
    said = office("sample", str(folder / "sample"))
    lines = said.stdout.splitlines()
    commands = [line.split()[1:] for line in lines if line.startswith("  office ")]
    told = [said.stdout]
    for words in commands:
        to = ["--to", str(folder / "forms")] if words[0] == "forms" else []
        told.append(office(*words, *to).stdout)
    return office, folder, told


@pytest.fixture
def township(begun: tuple[Office, Path, list[str]], tmp_path: Path) -> tuple[Office, Path]:
    """A copy to go on with, and the folder of the forms that are out."""
    office, folder, _ = begun
    shutil.copyfile(office.db, tmp_path / "office.duckdb")
    return Office(tmp_path / "office.duckdb", tmp_path / "reports"), folder / "forms" / "2014-03-12"


def fill(book: Path, to: Path, **sheets: dict[str, Any]) -> Path:
    """A workbook as it comes back: columns of a sheet, by their Chinese headings, filled in."""
    workbook = openpyxl.load_workbook(book)
    for title, filled in sheets.items():
        sheet = workbook[title]
        headings = {str(cell.value).rstrip("*"): cell.column for cell in sheet[3]}
        for row in range(5, sheet.max_row + 1):
            for heading, value in filled.items():
                sheet.cell(row, headings[heading], value)
    to.mkdir(exist_ok=True)
    workbook.save(to / book.name)
    return to / book.name


def test_the_commands_that_sample_names_bring_a_township_to_its_first_appraisals(begun) -> None:
    office, folder, told = begun
    assert sorted(p.name for p in (folder / "sample").rglob("*.xlsx")) == [
        "applications.xlsx",
        "households.xlsx",
        "places.xlsx",
        "records.xlsx",
        "source-lists.xlsx",
    ]
    assert len(told) == 8
    status = office.json("status", "--as-of", "2014-03-12")
    waiting = {row["form"]: row["waiting"] for row in status["waiting"]}
    applied = sum(row["households"] for row in status["standing"])
    assert waiting["application"] + waiting["group_appraisal"] == applied > 0
    planned = {row["level"]: 0 for row in status["plan"]}
    for row in status["plan"]:
        planned[row["level"]] += row["planned_households"]
    assert planned["county"] == planned["township"] == planned["village"] > 0


def test_every_form_that_is_out_names_the_households_that_it_asks_about(township) -> None:
    office, forms = township
    asked = 0
    for book in forms.glob("group_appraisal-*.xlsx"):
        votes = openpyxl.load_workbook(book)["表决"]
        asked += sum(1 for row in range(5, votes.max_row + 1) if votes.cell(row, 1).value)
    waiting = office.json("status", "--as-of", "2014-03-12")["waiting"]
    assert asked == next(row["waiting"] for row in waiting if row["form"] == "group_appraisal")


def test_an_application_to_be_completed_says_whose_it_is(township) -> None:
    _, forms = township
    (book, *_) = sorted(forms.glob("application-*.xlsx"))
    sheet = openpyxl.load_workbook(book).active
    headings = [str(cell.value) for cell in sheet[3]]
    assert sheet.cell(5, headings.index("申请人*") + 1).value
    assert any("户主姓名" in heading for heading in headings)


def test_forms_that_come_back_filled_in_move_their_households_on(township, tmp_path: Path) -> None:
    office, forms = township
    (book, *_) = sorted(forms.glob("group_appraisal-*.xlsx"))
    returned = fill(
        book,
        tmp_path / "returned",
        会议={"召开日期": date(2014, 3, 14), "应到人数": 30, "实到人数": 24, "主持人": "张组长"},
        表决={"赞成": 20, "反对": 3, "弃权": 1},
        签到={"到会": "是", "已签字": "是", "已按手印": "是"},
    )
    loaded = office("load", str(returned.parent), "--as-of", "2014-03-15").stdout
    assert [word for word in ("会议", "表决", "签到") if word in loaded] == ["会议", "表决", "签到"]
    done = office("advance", "--as-of", "2014-03-15").stdout
    assert "村民小组评议" in done and "第一次公示" in done
    again = office("advance", "--as-of", "2014-03-15").stdout
    assert again.strip() == "今日无到期事项"
    status = office.json("status", "--as-of", "2014-03-15")
    posting = [row for row in status["waiting"] if row["form"] == "posting"]
    assert [row["waiting"] for row in posting] == [1]


def test_the_same_file_loaded_twice_changes_nothing(township) -> None:
    office, forms = township
    before = office("fingerprint").stdout
    folder = forms.parents[1] / "sample" / "1-registers"
    said = office("--lang", "en", "load", str(folder), "--as-of", "2014-03-12").stdout
    assert "unchanged" in said
    assert office("fingerprint").stdout == before


def test_an_earlier_day_is_told_as_it_was(township) -> None:
    office, _ = township
    assert office.json("status", "--as-of", "2014-03-05")["standing"] != []
    assert office.json("status", "--as-of", "2014-03-01")["standing"] == []


@pytest.fixture(scope="module")
def hung(village: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """What `posted` copies."""
    world = copy_world(village, tmp_path_factory.mktemp("hung"))
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    world.meet("group_appraisal", april(4), *world.households[:4])
    world.round(april(8))
    (number,) = world.post("first_publicity", april(10))
    world.round(april(11))
    return world, number


@pytest.fixture
def posted(hung: tuple[World, str], tmp_path: Path) -> Iterator[tuple[Office, World, str]]:
    """The village of ten with four households on a notice that hangs since 10 April 2014."""
    for world in kept_open(copy_world(hung[0], tmp_path)):
        yield Office(world.registry.path, tmp_path / "reports"), world, hung[1]


def test_an_objection_goes_its_way_from_receipt_to_decision(posted) -> None:
    office, world, number = posted
    on = ("--as-of", "2014-04-14")
    registered = office(
        "object", number, "H02", "--ground", "家有小车", "--received-on", "2014-04-12"
    )
    objection = f"{CAMPAIGN}-0001"
    assert objection in registered.stdout
    status = office.json("status", "--as-of", "2014-04-12")
    assert "investigation" in {row["form"] for row in status["waiting"]}
    office("investigate", objection, "--by", "赵敏", "--as-of", "2014-04-13")
    office("investigate", objection, "--by", "赵敏", "--finding", "小车系借用", *on)
    assert "decision" in {row["form"] for row in office.json("status", *on)["waiting"]}
    office("decide", objection, "dismissed", "--by", "李主任", "--reason", "车辆系借用", *on)
    done = office("advance", "--as-of", "2014-04-18").stdout
    assert "异议受理和答复" in done
    assert world.outcomes("first_publicity")["H02"] == ("clear", april(18))
    assert verify_journal(world.registry) > 0


def test_who_objected_is_kept_and_shown_nowhere(posted) -> None:
    office, world, number = posted
    words = ("--ground", "家有小车", "--name", "王建国", "--contact", "13900000001")
    office("object", number, "H02", *words, "--received-on", "2014-04-12")
    office("advance", "--as-of", "2014-04-12")
    with world.registry.reading() as reader:
        kept = reader.connection.execute("SELECT name, contact FROM objector").fetchall()
        papers = reader.connection.execute("SELECT content FROM paper").fetchall()
    assert kept == [("王建国", "13900000001")]
    shown = office("status", "--as-of", "2014-04-12").stdout
    shown += office("explain", "H02", "--as-of", "2014-04-12", "--json").stdout
    shown += "".join(content for (content,) in papers)
    assert "王建国" not in shown and "13900000001" not in shown


def test_the_officer_in_charge_reads_who_objected_and_the_journal_notes_it(posted) -> None:
    office, world, number = posted
    objection, day = f"{CAMPAIGN}-0001", ("--as-of", "2014-04-13")
    words = ("--ground", "家有小车", "--name", "王建国", "--contact", "13900000001")
    office("object", number, "H02", *words, "--received-on", "2014-04-12")
    office("investigate", objection, "--by", "赵敏", *day)
    entries, facts = verify_journal(world.registry), fingerprint(world.registry)
    said = office("objector", objection, "--by", "赵敏").stdout
    assert said == f"{objection}：异议人王建国，联系方式13900000001。日志已记下：由赵敏查阅\n"
    assert (verify_journal(world.registry), fingerprint(world.registry)) == (entries + 1, facts)
    office("investigate", objection, "--by", "高远", *day)
    for who in ("赵敏", "孙干部"):  # in charge no longer, and never
        refused = office("--lang", "en", "objector", objection, "--by", who, fails=True).output
        assert f"objection {objection}: {who}, who is not in charge of it; expected who" in refused
        assert "王建国" not in refused
    with world.registry.reading() as reader:
        noted = reader.connection.execute(
            "SELECT task, actor, tables FROM journal WHERE task LIKE 'read %'"
        ).fetchall()
    assert noted == [(f"read the objector of {objection}", "赵敏", "{}")]
    unknown = office("--lang", "en", "objector", "O9", "--by", "赵敏", fails=True).output
    assert "objection O9: not registered; expected the number of an objection" in unknown


def test_nobody_is_shown_for_an_anonymous_objection(posted) -> None:
    office, _, number = posted
    office("object", number, "H02", "--ground", "家有小车", "--received-on", "2014-04-12")
    said = office("--lang", "en", "objector", f"{CAMPAIGN}-0001", "--by", "县扶贫办").stdout
    assert "raised anonymously, nobody is named. The journal notes that 县扶贫办 asked" in said


def test_a_missed_household_is_objected_for(posted) -> None:
    office, world, number = posted
    office(
        "object",
        number,
        "H05",
        "--missed",
        "--ground",
        "家中有重病人",
        "--received-on",
        "2014-04-12",
    )
    with world.registry.reading() as reader:
        (kind,) = reader.connection.execute("SELECT kind FROM objection").fetchone()
    assert kind == "missed"


def test_explain_gives_every_rule_with_wording_source_value_and_day(posted) -> None:
    office, world, _ = posted
    world.round(april(18))
    world.survey(april(20), "H01")
    world.round(april(21))
    told = office.json("explain", "H01", "--as-of", "2014-04-21")
    (poor,) = [rule for rule in told["rules"] if rule["rule_id"] == "enter.income"]
    assert poor["state"] == "met"  # 4,000 yuan for two persons against a line of 2,800 each
    assert poor["observed"]["income_per_person"] == "2000.0000"
    assert poor["observed"]["poverty_line"] == 2800
    assert poor["day"] == "2014-04-20"
    assert all(rule["wording"] and rule["source"] for rule in told["rules"])
    assert told["verdict"] == "eligible"
    read = office("explain", "H01", "--as-of", "2014-04-21").stdout
    assert "年人均纯收入 2000" in read and "国家扶贫标准" in read
    read = office("--lang", "en", "explain", "H01", "--as-of", "2014-04-21").stdout
    assert "eligible" in read and "household survey" in read


def test_explain_on_an_earlier_day_knows_nothing_of_later_ones(posted) -> None:
    office, world, _ = posted
    world.round(april(18))
    world.survey(april(20), "H01")
    world.round(april(21))
    told = office.json("explain", "H01", "--as-of", "2014-04-19")
    assert (told["verdict"], told["rules"]) == (None, [])
    assert told["standing"]["step"] == "survey"


#: The meetings of the world, in their order.
FIRST, SECOND = (f"M{n}-{CAMPAIGN}" for n in (1, 2))


def test_an_appraisal_says_who_was_there_and_whether_the_quorum_held(world: World) -> None:
    office = Office(world.registry.path, world.registry.path.parent / "reports")
    world.apply(april(2), "H01", "H06")
    world.meet("group_appraisal", april(4), "H01", present=20)  # two thirds of 30
    world.meet("group_appraisal", april(4), "H06", present=19, votes_for=19)
    sheet = {"meeting_id": FIRST, "household_id": "", "round": 1, "role": "villager"}
    sheet |= {"is_present": True, "is_signed": True, "is_fingerprinted": True}
    world.write("attendance", april(4), [sheet | {"attendee": f"村民{n}"} for n in range(20)])
    told = {
        m["meeting_id"]: m for m in office.json("status", "--as-of", "2014-04-05")["appraisals"]
    }
    assert {name: m["has_quorum"] for name, m in told.items()} == {FIRST: True, SECOND: False}
    assert told[FIRST]["signatures"] == told[FIRST]["present"] == 20
    said = office("status", "--as-of", "2014-04-05").stdout
    assert GROUPS[1] in said and GROUPS[0] not in said


def test_a_limit_that_has_passed_is_shown_as_overdue(posted) -> None:
    office, _, number = posted
    office("object", number, "H02", "--ground", "家有小车", "--received-on", "2014-04-12")
    late = ("--as-of", "2014-12-01")
    (row,) = [row for row in office.json("status", *late)["overdue"] if row["form"] == "decision"]
    assert row["subject"] == f"{CAMPAIGN}-0001"
    assert "逾期" in office("status", *late).stdout
    assert "overdue" in office("--lang", "en", "status", *late).stdout


def test_a_printed_notice_is_verified_and_a_changed_file_is_not(posted, tmp_path: Path) -> None:
    office, world, number = posted
    printed = office("print", "first_publicity", "--as-of", "2014-04-11").stdout
    assert printed.startswith("1份")
    (pdf,) = office.out.rglob("*.pdf")
    assert f"{number}，2014-04-08签发，有效" in office("verify", str(pdf)).stdout
    pdf.rename(tmp_path / "lost.pdf")
    assert "逐字节相同" in office("print", number, "--as-of", "2014-04-12").stdout
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(pdf.read_bytes() + b"\n% one more line")
    assert "被改动过" in office("verify", str(pdf), str(forged), fails=True).stdout
    office("object", number, "H02", "--ground", "家有小车", "--received-on", "2014-04-12")
    world.decide(april(15), f"{CAMPAIGN}-0001", "sustained")
    office("advance", "--as-of", "2014-04-18")
    (old, new) = world.notices("first_publicity")
    said = office("--lang", "en", "verify", str(pdf)).stdout
    assert f"{old['number']} of 2014-04-08, replaced by {new['number']} of 2014-04-18" in said


def test_verify_without_a_file_checks_the_registry_itself(posted) -> None:
    office, world, _ = posted
    entries = verify_journal(world.registry)
    assert f"{entries} journal entries" in office("--lang", "en", "verify").stdout
    world.tamper("UPDATE vote SET votes_for = 1 WHERE household_id = 'H01'")
    assert (
        "rows of vote differ from what was written"
        in office("--lang", "en", "verify", fails=True).stderr
    )


def test_a_campaign_opened_again_is_left_as_it_is(township) -> None:
    office, _ = township
    before = office("fingerprint").stdout
    (plan,) = [
        row
        for row in office.json("status", "--as-of", "2014-03-12")["plan"]
        if row["level"] == "county"
    ]
    households = str(plan["planned_households"])
    words = ("--county", "610426", "--households", households, "--announce-by", "2014-09-30")
    said = office("open", "2014", *words, "--mark", "永扶办公示", "--as-of", "2014-03-01").stdout
    assert "此前已启动" in said
    assert office("fingerprint").stdout == before


def test_init_leaves_a_registry_that_exists_as_it_is(township) -> None:
    office, _ = township
    before = office("fingerprint").stdout
    assert "未改动" in office("init").stdout
    assert office("fingerprint").stdout == before


def test_blank_forms_are_written_for_those_who_start(township, tmp_path: Path) -> None:
    office, _ = township
    to = ("--to", str(tmp_path))
    office("forms", "--blank", "objection", "--blank", "application", *to, "--as-of", "2014-03-12")
    assert sorted(p.name for p in tmp_path.rglob("*.xlsx")) == [
        "application.xlsx",
        "objection.xlsx",
    ]


def test_status_says_what_a_running_campaign_will_miss_in_the_coming_year(township) -> None:
    office, _ = township
    words = ("--county", "610426", "--households", "90", "--announce-by", "2020-12-31")
    office("open", "2020", *words, "--as-of", "2020-03-01")
    of_2020 = ("--campaign", "identification-2020-610426")
    # the last line that the statistics published is that of 2020
    assert office.json("status", *of_2020, "--as-of", "2020-10-31")["notes"] == []
    said = office("--lang", "en", "status", *of_2020, "--as-of", "2020-11-01").stdout
    assert "! no value of poverty_line for 2021 (data/policy/cn/values.yaml)" in said
