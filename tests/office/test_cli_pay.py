"""Paying at the desk: the whole way by commands, and every refusal in both languages."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from office.cli import app
from policy.pack import load_pack
from registry.proof import fingerprint
from tasks.intake.workbooks import write_form
from tests.funds_world import BATCH, JUNE_2, FundsWorld, copy_funds_world, project_row
from tests.help_world import HELP, day_of
from tests.world import CAMPAIGN, kept_open

DESK = CliRunner(env={"COLUMNS": "400"})
PAY: Any = get_command(app).commands["pay"]  # type: ignore[attr-defined]
FOUR = ("H01", "H02", "H03", "H07")


@pytest.fixture(scope="module")
def june(funded_village: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> FundsWorld:
    """Four payees of 1,200 yuan each; the notice hangs since 2 June, until 9 June."""
    world = copy_funds_world(funded_village, tmp_path_factory.mktemp("june"))
    world.publicised(world.lines(*FOUR))
    return world


@pytest.fixture
def world(june: FundsWorld, tmp_path: Path) -> Iterator[FundsWorld]:
    yield from kept_open(copy_funds_world(june, tmp_path))


def office(world: FundsWorld, *words: str, language: str = "en") -> Any:
    out = str(world.registry.path.parent / "reports")
    return DESK.invoke(
        app, ["--db", str(world.registry.path), "--out", out, "--lang", language, *words]
    )


def said(world: FundsWorld, *words: str, language: str = "en") -> str:
    done = office(world, *words, language=language)
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def refused(world: FundsWorld, *words: str, language: str = "en") -> str:
    """What stands on the error stream: exit code 1, no traceback, nothing changed."""
    before = fingerprint(world.registry)
    done = office(world, *words, language=language)
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert done.stderr.startswith("✗ ") and "Traceback" not in done.stderr
    assert fingerprint(world.registry) == before
    return str(done.stderr)


def new(file: Path, total: str = "1200.00", **more: str) -> list[str]:
    options = {"project": "XM-1", "total": total, "by": "周洁", "as-of": "2014-06-11"} | more
    return ["pay", "new", str(file), *(w for name, v in options.items() for w in (f"--{name}", v))]


def test_a_list_goes_from_the_workbook_to_the_account(world: FundsWorld) -> None:
    """Made, refused too early, released, written, settled, explained: by commands alone."""
    to = world.registry.path.parent / "bank"
    assert "4 lines released" in said(
        world, *f"pay release {BATCH} --by 赵敏 --as-of 2014-06-10".split()
    )
    assert f"{BATCH}-1.xlsx" in said(
        world, *f"pay file {BATCH} --to {to} --as-of 2014-06-10".split()
    )
    back = world.registry.path.parent / "回单.xlsx"
    rows = [
        {"batch_id": BATCH, "line_no": n, "amount": Decimal("1200.00"), "settled_on": day_of(6, 15)}
        | {"card_number": world.card(h)[-4:], "finding": "returned" if n == 3 else "paid"}
        | {"reason": "户名不符" if n == 3 else None, "total_amount": Decimal("4800.00")}
        for n, h in enumerate(FOUR, 1)
    ]
    write_form(back, [("bank_return", pl.DataFrame(rows))], pack=load_pack("cn"))
    assert "Bank returns" in said(world, "load", str(back), "--as-of", "2014-06-15")
    accounts = said(world, *["pay", "accounts", "--as-of", "2014-06-15"])
    assert re.search(
        r"ZJ-1 +中央专项扶贫资金 +100,000.00 +3,600.00 +0.00 +1,200.00 +95,200.00", accounts
    )
    explained = said(world, *f"explain H03 --campaign {CAMPAIGN} --as-of 2014-06-15".split())
    assert re.search(
        r"FF-2014-001/3 +1,200.00 +等驾坡村奶山羊养殖 .*returned by the bank: 户名不符", explained
    )
    assert world.card("H03") not in explained


def test_a_line_is_withdrawn_at_the_desk_and_everything_says_so(world: FundsWorld) -> None:
    words = (
        f"pay withdraw {BATCH} --line 3 --reason 收款人去世 --by 周洁 --as-of 2014-06-09".split()
    )
    assert "1 lines withdrawn; the notice stays, the money is free again" in said(world, *words)
    assert "0 lines withdrawn" in said(world, *words)
    explained = said(world, *f"explain H03 --campaign {CAMPAIGN} --as-of 2014-06-10".split())
    assert "not paid: withdrawn by 周洁: 收款人去世" in explained
    accounts = said(world, *["pay", "accounts", "--as-of", "2014-06-10"])
    assert re.search(
        r"ZJ-1 +中央专项扶贫资金 +100,000.00 +0.00 +3,600.00 +0.00 +96,400.00", accounts
    )
    found = json.loads(said(world, *f"status --campaign {HELP} --as-of 2014-06-10 --json".split()))
    assert [batch["withdrawn"] for batch in found["funds"]["batches"]] == [1]


def test_a_line_that_is_held_is_named_with_what_to_do(world: FundsWorld) -> None:
    card = {"household_id": "H03", "card_number": world.card("H03"), "holder_name": "张德福"}
    world.load("card", day_of(6, 9), card | {"bank": "信用社", "is_closed": True})
    told = said(world, *f"pay release {BATCH} --by 赵敏 --as-of 2014-06-10".split())
    assert "3 lines released" in told
    assert "check the card, or withdraw them and make a new list" in told
    assert "line 3, household H03" in told


def test_a_payment_sent_before_the_objection_was_sustained_is_to_be_recalled(
    world: FundsWorld,
) -> None:
    said(world, *f"pay release {BATCH} --by 赵敏 --as-of 2014-06-10".split())
    (notice,) = world.notices("payment_list")
    words = f"object {notice['number']} H02 --ground 没有养羊 --received-on 2014-06-05"
    said(world, *words.split())
    world.decide(day_of(6, 12), f"{HELP}-0001", "sustained")
    for command in ("pay accounts", f"status --campaign {HELP}"):
        shown = said(world, *f"{command} --as-of 2014-06-12".split())
        assert "payments to be recalled" in shown
        assert re.search(
            r"FF-2014-001/2 +H02 +1,200.00 +sent to the bank +an objection was sustained", shown
        )
    explained = said(world, *f"explain H02 --campaign {CAMPAIGN} --as-of 2014-06-12".split())
    assert "sent to the bank; to be recalled" in explained


def test_an_objection_at_the_desk_finds_its_campaign_and_stops_that_payee(
    world: FundsWorld,
) -> None:
    (notice,) = world.notices("payment_list")
    words = f"object {notice['number']} H02 --ground 没有养羊 --received-on 2014-06-05"
    assert f"{HELP}-0001" in said(world, *words.split())
    released = said(world, *f"pay release {BATCH} --by 赵敏 --as-of 2014-06-10".split())
    assert "3 lines released" in released and "1 wait for an objection to be decided" in released
    said(world, *f"investigate {HELP}-0001 --by 孙干部 --as-of 2014-06-11".split())
    said(
        world, *f"investigate {HELP}-0001 --by 孙干部 --finding 确有羊舍 --as-of 2014-06-12".split()
    )
    said(
        world, *f"decide {HELP}-0001 dismissed --by 李主任 --reason 属实 --as-of 2014-06-13".split()
    )
    assert "1 lines released" in said(
        world, *f"pay release {BATCH} --by 赵敏 --as-of 2014-06-14".split()
    )


def test_the_posting_and_the_progress_of_projects_go_out_as_forms(world: FundsWorld) -> None:
    world.pay(day_of(6, 16), world.lines("H05"))
    world.round(day_of(6, 16))
    folder = world.registry.path.parent / "out"
    written = said(world, *f"forms --campaign {HELP} --to {folder} --as-of 2014-06-16".split())
    assert "posting-610426101001.xlsx" in written
    assert "project_progress-610426101001.xlsx" in written


def test_the_countdown_shows_days_left_and_who_owes_a_report(world: FundsWorld) -> None:
    row = {
        "project_id": "XM-1",
        "reported_on": day_of(6, 20),
        "percent_done": 30,
        "reporter": "李卫东",
    }
    world.load("project_progress", day_of(6, 20), row)
    on_time = said(world, *["pay", "projects", "--as-of", "2014-07-01"])
    assert re.search(r"XM-1 .* 152 +30 % +17 % +2014-06-20 +2014-07-04", on_time)
    assert "overdue" in said(world, *["pay", "projects", "--as-of", "2014-07-05"])


def test_the_status_of_help_shows_projects_lists_and_accounts(world: FundsWorld) -> None:
    shown = said(world, *f"status --campaign {HELP} --as-of 2014-06-10".split())
    for table in ("projects", "payment lists", "accounts"):
        assert table in shown
    found = said(world, *f"status --campaign {HELP} --as-of 2014-06-10 --json".split())
    assert '"left": "95200.00"' in found


Case = Callable[[FundsWorld], list[str]]


def _lines(*households: str, total: str = "1200.00", **changes: Any) -> Case:
    return lambda world: new(world.list_file(world.lines(*households, **changes)), total)


def _unlisted(world: FundsWorld) -> list[str]:
    with world.registry.writing("test", JUNE_2, "test") as entry:
        entry.connection.execute("DELETE FROM outcome WHERE household_id = 'H05'")
    return new(world.list_file(world.lines("H05")))


def _closed(world: FundsWorld) -> list[str]:
    card = {"household_id": "H05", "card_number": world.card("H05"), "holder_name": "陈桂兰"}
    world.load("card", JUNE_2, card | {"bank": "信用社", "is_closed": True})
    return new(world.list_file(world.lines("H05")))


def _overspent(world: FundsWorld) -> list[str]:
    world.load("project", day_of(6, 10), project_row(amount="100000.00"))
    return new(world.list_file(world.lines("H05", amount="95200.01")), "95200.01")


def _return(**changes: Any) -> Case:
    def words(world: FundsWorld) -> list[str]:
        row = {"batch_id": BATCH, "line_no": 1, "amount": Decimal("1200.00"), "finding": "paid"}
        row |= {"settled_on": date(2014, 6, 11), "total_amount": Decimal("1200.00")}
        path = world.registry.path.with_name("return.xlsx")
        write_form(path, [("bank_return", pl.DataFrame([row | changes]))], pack=load_pack("cn"))
        return ["load", str(path), "--as-of", "2014-06-11"]

    return words


def _words(words: str) -> Case:
    return lambda _: words.split()


BAD: dict[str, tuple[Case, str, str]] = {
    "a wrong total": (
        _lines("H05", total="1200.01"),
        "FF-2014-002 states a total of 1200.01; its lines add up to 1200.00.",
        "FF-2014-002写明合计1200.01；明细合计为1200.00。",
    ),
    "no number as total": (_lines("H05", total="viel"), "“viel”", "“viel”"),
    "an unknown card": (
        _lines("H05", card_number="6230289999999999999"),
        "a card ending in 9999; the one card of household H05 ends in 0005.",
        "尾号9999的卡；户H05登记的一卡通尾号为0005。",
    ),
    "a repeated line": (
        _lines("H05", "H05", total="2400.00"),
        "household H05 is paid for project XM-1 in row 5 already",
        "户H05的项目XM-1与第5行重复",
    ),
    "a double payment": (
        _lines("H01"),
        "household H01 is in FF-2014-001/1 already for project XM-1",
        "户H01的项目XM-1已列入FF-2014-001/1",
    ),
    "another name": (
        _lines("H05", payee_name="王五"),
        "not the name of the card; expected the holder of household H05's card.",
        "与卡的户名不一致；应为户H05一卡通的户名。",
    ),
    "a closed account": (
        _closed,
        "the card of household H05 ending in 0005 is closed",
        "户H05尾号0005的卡已销户",
    ),
    "an unlisted household": (_unlisted, "household H05 is not on the list", "户H05不在名单上"),
    "overspending": (
        _overspent,
        "95200.01 in all; budget line ZJ-1 has 95200.00 left.",
        "本次共95200.01；指标ZJ-1还剩95200.00。",
    ),
    "an unknown project": (
        lambda w: new(w.list_file(w.lines("H05")), project="XM-9"),
        "no project XM-9 in this campaign",
        "没有项目XM-9，或不属于本批次",
    ),
    "a file that is not there": (
        lambda _: new(Path("nowhere.xlsx")),
        "no such file",
        "没有这个文件",
    ),
    "release by the maker": (
        _words(f"pay release {BATCH} --by 周洁 --as-of 2014-06-10"),
        "the maker of the list; expected someone other than who made it.",
        "审批人就是制单人；应由制单人以外的人审批。",
    ),
    "withdrawal of no line": (
        _words(f"pay withdraw {BATCH} --line 9 --reason 重复 --by 周洁 --as-of 2014-06-10"),
        "lines 9; expected lines that the list has. Correct their numbers.",
        "第9行；发放单上没有这些行。请更正行次。",
    ),
    "withdrawal without a reason": (
        _words(f"pay withdraw {BATCH} --reason — --by 周洁 --as-of 2014-06-10"),
        "no reason; expected why it is withdrawn. Say why with `--reason`.",
        "没有撤回原因；应写明为何撤回。",
    ),
    "release before the window closed": (
        _words(f"pay release {BATCH} --by 赵敏 --as-of 2014-06-09"),
        "the first window closes on 2014-06-09",
        "张贴已确认的最早2014-06-09期满",
    ),
    "an unknown list": (
        _words("pay release FF-9 --by 赵敏 --as-of 2014-06-10"),
        "payment list FF-9: no such list; expected one of FF-2014-001.",
        "发放单 FF-9：没有这张发放单；应为以下之一：FF-2014-001。",
    ),
    "a file before release": (
        _words(f"pay file {BATCH} --to nowhere --as-of 2014-06-10"),
        "no line that is released; expected lines released for the bank.",
        "没有一笔已审批；审批后才能生成银行文件。",
    ),
    "a return for a payment never sent": (
        _return(),
        "line 1 of FF-2014-001 was never sent; expected a payment that was released to the bank.",
        "FF-2014-001第1行没有送过银行；应为已审批送银行的一笔。",
    ),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_bad_input_is_refused_and_nothing_is_paid(
    world: FundsWorld, case: str, language: str
) -> None:
    words, in_english, in_chinese = BAD[case]
    told = refused(world, *words(world), language=language)
    assert (in_english if language == "en" else in_chinese) in told


@pytest.mark.parametrize("name", sorted(PAY.commands))
def test_a_command_of_paying_explains_itself_and_shows_an_example(name: str) -> None:
    command = PAY.commands[name]
    assert command.help and command.help[0].isupper()
    assert all(getattr(option, "help", None) for option in command.params)
    shown = [line for line in command.epilog.split("\n\n") if line.startswith("  office pay ")]
    assert shown
    for example in shown:
        _, _, found, *words = shlex.split(example)
        assert found == name
        command.make_context(name, words)
