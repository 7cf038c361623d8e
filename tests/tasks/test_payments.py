"""From list to card: made public, released by another, sent once, reconciled with the bank."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.accounts import Account
from policy.errors import OfficeError
from policy.pack import load_pack
from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.funds.accounts import accounts_of
from tasks.funds.bank_files import write_bank_files
from tasks.funds.payments import held_lines, make_batch
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_files, load_rows
from tasks.intake.workbooks import write_form
from tasks.papers.issuing import paper_of
from tasks.printing.contents import PaymentList
from tests.funds_world import (
    BATCH,
    BUDGET,
    JUNE_2,
    MAKER,
    MAY_1,
    PROJECT,
    FundsWorld,
    copy_funds_world,
    project_row,
)
from tests.help_world import HELP, day_of
from tests.world import COUNTY, GROUPS, OFFICE, VILLAGE, kept_open

JUNE_5, JUNE_9, JUNE_10 = day_of(6, 5), day_of(6, 9), day_of(6, 10)
ANOTHER_IDENTIFICATION = {
    "campaign_id": f"identification-2013-{COUNTY}",
    "kind": "identification",
    "year": 2014,
    "county_code": COUNTY,
    "pack": "cn",
    "opened_on": MAY_1,
    "announce_by": day_of(12, 31),
    "document_mark": "永扶办补",
}
FIVE = ("H01", "H02", "H03", "H07", "H10")


@pytest.fixture
def world(funded_village: FundsWorld, tmp_path: Path) -> Iterator[FundsWorld]:
    yield from kept_open(copy_funds_world(funded_village, tmp_path))


@pytest.fixture(scope="module")
def june_10(funded_village: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> FundsWorld:
    """Five payees of 1,200 yuan each; their window of 3 to 9 June has closed."""
    world = copy_funds_world(funded_village, tmp_path_factory.mktemp("june_10"))
    with world.registry.held():
        world.publicised(world.lines(*FIVE))
    return world


@pytest.fixture
def closed(june_10: FundsWorld, tmp_path: Path) -> Iterator[FundsWorld]:
    yield from kept_open(copy_funds_world(june_10, tmp_path))


def money(world: FundsWorld, on: date) -> Account:
    with world.registry.reading() as reader:
        accounts, faults = accounts_of(reader, world.day(on))
    assert not faults
    return accounts[BUDGET][1]


def released(world: FundsWorld) -> list[tuple[str, int]]:
    return sorted((r["batch_id"], r["line_no"]) for r in world.rows("payment_release"))


@pytest.fixture
def partly_released(closed: FundsWorld) -> FundsWorld:
    """Line 3 is objected to and waits; the others are released."""
    objected(closed, "H03")
    closed.release(JUNE_10)
    return closed


def objected(world: FundsWorld, household: str, on: date = JUNE_5) -> str:
    """An objection to the payee on the first list."""
    number = min(row["number"] for row in world.rows("payment_notice") if row["batch_id"] == BATCH)
    row = {"objection_id": "Y1", "number": number, "household_id": household}
    row |= {"kind": "listed", "received_on": on, "channel": "visit", "ground": "没有养羊"}
    row |= {"is_anonymous": True, "received_by": "王主任"}
    load_rows(world.registry, "objection", [row], as_of=day_of(6, 30), actor=OFFICE)
    return "Y1"


# --- publicity ------------------------------------------------------------------------------------


def test_a_list_is_made_public_in_the_village_once(world: FundsWorld) -> None:
    world.pay(JUNE_2, world.lines(*FIVE))
    assert world.round(JUNE_2)["payment_lists"] == {"notices": 1, "payments": 5}
    assert world.round(JUNE_2)["payment_lists"] == {}
    assert world.round(day_of(6, 3))["payment_lists"] == {}
    (notice,) = world.notices("payment_list")
    assert notice["place_code"] == VILLAGE
    assert notice["households"] == list(FIVE)


def test_the_notice_says_head_group_amount_project_and_total_and_never_a_card(
    world: FundsWorld,
) -> None:
    world.pay(JUNE_2, world.lines("H01", "H07", amount="1200.50"))
    world.round(JUNE_2)
    (row,) = [r for r in world.rows("paper") if r["kind"] == "payment_list"]
    paper = paper_of(row["kind"], row["content"])
    assert isinstance(paper, PaymentList)
    assert [(p.head_name, p.group.zh, p.amount) for p in paper.lines] == [  # type: ignore[union-attr]
        ("王建国", "第一村民小组", Decimal("1200.50")),
        ("赵玉珍", "第二村民小组", Decimal("1200.50")),
    ]
    assert (paper.total_amount, paper.project_name) == (Decimal("2401.00"), "等驾坡村奶山羊养殖")
    assert paper.window is not None and paper.window.days == row["window_days"] == 7
    assert world.card("H01") not in row["content"] and "6230" not in row["content"]


@pytest.mark.usefixtures("names_alone")
def test_what_the_policy_does_not_show_stands_on_no_payment_list(world: FundsWorld) -> None:
    world.pay(JUNE_2, world.lines("H01", "H07"))
    world.round(JUNE_2)
    (row,) = [r for r in world.rows("paper") if r["kind"] == "payment_list"]
    paper = paper_of(row["kind"], row["content"])
    assert isinstance(paper, PaymentList)
    assert [(p.head_name, p.group) for p in paper.lines] == [("王建国", None), ("赵玉珍", None)]


def test_each_village_has_a_notice_and_a_window_of_its_own(world: FundsWorld) -> None:
    other = VILLAGE[:-1] + "2"
    with world.registry.reading() as reader:
        place = reader.connection.execute(
            "FROM place WHERE code IN (?, ?)", [VILLAGE, GROUPS[0]]
        ).pl()
        household = execute(
            reader.connection, "FROM household_on(?) WHERE household_id = 'H10'", [MAY_1]
        ).pl()
    fixed = {"since_on": MAY_1}
    places = [
        p
        | fixed
        | {
            "code": p["code"].replace(VILLAGE, other),
            "name_zh": "下营村" if p["code"] == VILLAGE else "下营一组",
        }
        | ({"parent_code": other} if p["code"] != VILLAGE else {})
        for p in place.drop("entry", "actor").to_dicts()
    ]
    world.write("place", MAY_1, places)
    (moved,) = household.drop("entry", "actor").to_dicts()
    world.write(
        "household",
        MAY_1,
        [moved | {"version": 3, "village_code": other, "group_code": other + "01"}],
    )
    world.pay(JUNE_2, world.lines(*FIVE))
    assert world.round(JUNE_2)["payment_lists"]["notices"] == 2
    first, second = world.notices("payment_list")
    assert (first["households"], second["households"]) == (list(FIVE[:4]), ["H10"])
    row = {"round": 1, "posted_on": JUNE_2, "confirmed_on": JUNE_2, "venue": "公开栏"}
    row |= {"number": first["number"], "poster": "张三", "witness": "李四", "photo_ref": "1"}
    world.write("posting", JUNE_2, [row])
    world.round(JUNE_10)
    assert world.release(JUNE_10) == {"released": 4, "in_publicity": 1}


# --- release --------------------------------------------------------------------------------------


def test_nothing_is_released_before_the_notice_hangs(world: FundsWorld) -> None:
    world.pay(JUNE_2, world.lines(*FIVE))
    world.round(JUNE_2)
    with pytest.raises(OfficeError, match="a list whose posting nobody has confirmed"):
        world.release(JUNE_10)


def test_nothing_is_released_on_the_windows_last_day(closed: FundsWorld) -> None:
    before = fingerprint(closed.registry)
    with pytest.raises(OfficeError, match="the first window closes on 2014-06-09"):
        closed.release(JUNE_9)
    assert fingerprint(closed.registry) == before


@pytest.mark.parametrize("name", [MAKER, " 周 洁 ", "周\u200b洁", "周·洁", "周．洁"])
def test_who_made_the_list_does_not_release_it(closed: FundsWorld, name: str) -> None:
    with pytest.raises(OfficeError, match="someone other than who made it"):
        closed.release(JUNE_10, by=name)
    assert released(closed) == []


@pytest.mark.parametrize("name", ["", " ", "—", "\u200b", "12"])
def test_who_makes_or_releases_a_list_has_a_name(closed: FundsWorld, name: str) -> None:
    with pytest.raises(OfficeError, match="expected the name of the person"):
        closed.release(JUNE_10, by=name)
    with pytest.raises(OfficeError, match="expected the name of the person"):
        make_batch(closed.day(JUNE_10), Path("list.xlsx"), PROJECT, "1.00", name)
    assert released(closed) == []


def test_released_twice_it_changes_nothing_also_on_an_earlier_day(closed: FundsWorld) -> None:
    assert closed.release(day_of(6, 20)) == {"released": 5}
    before = fingerprint(closed.registry)
    assert closed.release(day_of(6, 21)) == {"released": 0}
    assert closed.release(JUNE_10) == {"released": 0}
    assert fingerprint(closed.registry) == before


def test_an_open_objection_stops_that_payee_and_no_other(closed: FundsWorld) -> None:
    objected(closed, "H02")
    assert closed.release(JUNE_10) == {"released": 4, "objected": 1}
    assert (BATCH, 2) not in released(closed)


def test_a_dismissed_objection_lets_the_payee_go(closed: FundsWorld) -> None:
    closed.decide(day_of(6, 12), objected(closed, "H02"), "dismissed")
    assert closed.release(JUNE_10) == {"released": 4, "objected": 1}
    assert closed.release(day_of(6, 13)) == {"released": 1}


def test_a_sustained_objection_keeps_the_payee_out_and_frees_the_money(closed: FundsWorld) -> None:
    closed.decide(day_of(6, 8), objected(closed, "H02"), "sustained")
    assert closed.release(JUNE_10) == {"released": 4, "stopped": 1}
    with closed.registry.reading() as reader:
        (line,) = reader.rows("household_one_payments", household_id="H02", as_of=JUNE_10)
    assert line["state"] == "stopped"
    assert money(closed, JUNE_10).left == Decimal("95200.00")
    assert closed.pay(day_of(6, 11), closed.lines("H02")) == "FF-2014-002"


def test_a_household_that_is_no_longer_listed_is_not_paid(closed: FundsWorld) -> None:
    (notice,) = closed.notices("payment_list")
    line = {"batch_id": BATCH, "line_no": 6, "household_id": "X99", "amount": Decimal(0)}
    closed.write("payment", JUNE_2, [line | {"payee_name": "某某", "card_number": "0000"}])
    shown = {"number": notice["number"], "household_id": "X99", "line_no": 6, "is_new": True}
    closed.write("notice_line", JUNE_2, [shown])
    assert closed.release(JUNE_10) == {"released": 5, "no_longer_listed": 1}


def test_the_money_of_a_household_that_left_the_county_is_stopped_and_free(
    closed: FundsWorld,
) -> None:
    before = money(closed, JUNE_10)
    gone = {"change_no": "BD-1", "kind": "household_leaves", "household_id": "H01"}
    closed.load("change", JUNE_10, gone | {"changed_on": JUNE_2, "reported_by": "王建国"})
    assert closed.release(JUNE_10) == {"released": 4, "stopped": 1}
    after = money(closed, JUNE_10)
    assert before.underway - after.underway == Decimal(1200)


def test_a_card_that_was_closed_or_changed_since_the_list_is_not_paid(closed: FundsWorld) -> None:
    def card(household: str, **changes: Any) -> dict[str, Any]:
        known = {"card_number": closed.card(household), "holder_name": closed.head(household)}
        return {"household_id": household, "bank": "信用社"} | known | changes

    closed.load("card", day_of(6, 8), card("H01", is_closed=True))
    closed.load("card", day_of(6, 8), card("H02", card_number="6230280000000000222"))
    closed.load("card", day_of(6, 11), card("H03", holder_name="张小福"))
    assert closed.release(JUNE_10) == {"released": 2, "card": 3}
    assert released(closed) == [(BATCH, 4), (BATCH, 5)]


def test_a_late_objection_stops_nobody(closed: FundsWorld) -> None:
    objected(closed, "H02", on=JUNE_10)
    assert closed.release(JUNE_10) == {"released": 5}


def test_an_objection_to_one_list_is_late_whatever_other_lists_hang(closed: FundsWorld) -> None:
    """The household is on two lists; the second window does not reopen the first."""
    closed.load("project", day_of(6, 10), project_row(project_id="XM-2", amount="1000.00"))
    closed.pay(JUNE_10, closed.lines("H02", amount="10.00"), project="XM-2")
    (first,) = closed.notices("payment_list")
    closed.round(JUNE_10)
    closed.post("payment_list", JUNE_10)
    closed.round(JUNE_10)
    row = {"objection_id": "Y1", "number": first["number"], "household_id": "H02"}
    row |= {
        "kind": "listed",
        "received_on": day_of(6, 12),
        "channel": "visit",
        "ground": "没有养羊",
    }
    row |= {"is_anonymous": True, "received_by": "王主任"}
    load_rows(closed.registry, "objection", [row], as_of=day_of(6, 12), actor=OFFICE)
    assert closed.release(day_of(6, 12)) == {"released": 5}


def test_an_objection_belongs_to_its_notices_campaign_and_is_answered(closed: FundsWorld) -> None:
    objected(closed, "H02")
    (objection,) = closed.rows("objection")
    assert objection["campaign_id"] == HELP
    assert closed.round(day_of(6, 30))["payment_answers"] == {"receipts": 1, "replies": 0}
    closed.decide(day_of(6, 30), "Y1", "sustained")
    assert closed.round(day_of(6, 30))["payment_answers"] == {"receipts": 0, "replies": 1}
    (reply,) = [r for r in closed.rows("paper") if r["kind"] == "objection_reply"]
    assert "该户本次不予发放" in reply["content"] and "扶贫资金发放名单" in reply["content"]


def test_an_objection_file_takes_the_campaign_of_each_notice_whatever_else_is_open(
    closed: FundsWorld,
) -> None:
    """Two identifications are open: none of them is asked for, as the notice's number says it."""
    closed.write("campaign", JUNE_2, [ANOTHER_IDENTIFICATION])
    (notice,) = closed.notices("payment_list")
    path = closed.registry.path.with_name("objections.csv")
    path.write_text(
        "异议编号,公示编号,户编号,异议类型,受理日期,渠道,异议理由,是否匿名,受理人\n"
        f"Y1,{notice['number']},H02,不应列入,2014-06-05,来访,没有养羊,是,王主任\n"
    )
    load_files(closed.registry, [path], as_of=JUNE_10, actor=OFFICE)
    assert [row["campaign_id"] for row in closed.rows("objection")] == [HELP]


# --- the bank -------------------------------------------------------------------------------------


def sheet_of(path: Any) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_the_banks_file_has_every_released_line_once_and_its_total(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    folder = closed.registry.path.parent / "bank"
    (path,) = write_bank_files(closed.day(JUNE_10), BATCH, folder)
    rows = sheet_of(path)
    assert rows[1] == ("行次", "户名", "卡号", "金额（元）")
    assert [row[:4] for row in rows[2:-1]] == [
        (n, closed.head(h), closed.card(h), 1200) for n, h in enumerate(FIVE, 1)
    ]
    assert rows[-1] == ("合计", 5, None, 6000)


def test_written_again_the_banks_file_has_the_same_bytes(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    folder = closed.registry.path.parent / "bank"
    (path,) = write_bank_files(closed.day(JUNE_10), BATCH, folder)
    first, before = path.read_bytes(), fingerprint(closed.registry)
    (again,) = write_bank_files(closed.day(day_of(6, 20)), BATCH, folder)
    assert (again, again.read_bytes()) == (path, first)
    assert fingerprint(closed.registry) == before


def test_what_waited_comes_in_a_file_of_its_own_also_on_the_same_day(closed: FundsWorld) -> None:
    objected(closed, "H02")
    closed.release(JUNE_10)
    closed.decide(JUNE_10, "Y1", "dismissed")
    closed.release(JUNE_10)
    folder = closed.registry.path.parent / "bank"
    first, second = write_bank_files(closed.day(JUNE_10), BATCH, folder)
    assert [row[0] for row in sheet_of(first)[2:-1]] == [1, 3, 4, 5]
    assert [row[0] for row in sheet_of(second)[2:-1]] == [2]


def test_no_file_is_written_before_anything_is_released(closed: FundsWorld) -> None:
    with pytest.raises(OfficeError, match="no line that is released"):
        write_bank_files(closed.day(JUNE_10), BATCH, closed.registry.path.parent / "bank")


def test_a_return_loaded_twice_changes_nothing(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned"})
    before = fingerprint(closed.registry)
    report = closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned"})
    assert report.forms["bank_return"].unchanged == 2
    assert fingerprint(closed.registry) == before


def return_file(world: FundsWorld, name: str, findings: dict[int, str], total: str) -> Path:
    """A workbook of the bank about lines of 1,200 yuan each."""
    rows = [
        {"batch_id": BATCH, "line_no": n, "amount": Decimal("1200.00"), "finding": finding}
        | {"reason": "户名不符" if finding == "returned" else None}
        | {"settled_on": day_of(6, 15), "total_amount": Decimal(total)}
        for n, finding in findings.items()
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    path = world.registry.path.with_name(name)
    return write_form(path, [("bank_return", frame)], pack=load_pack("cn"))


def test_two_returns_of_one_list_are_each_checked_with_their_own_total(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    files = [
        return_file(closed, "one.xlsx", {1: "paid", 2: "returned"}, "2400.00"),
        return_file(closed, "two.xlsx", {3: "paid"}, "1200.00"),
    ]
    wrong = return_file(closed, "wrong.xlsx", {4: "paid"}, "3600.00")
    with pytest.raises(IntakeError, match=r"wrong\.xlsx.*3600\.00 for FF-2014-001"):
        load_files(closed.registry, [*files, wrong], as_of=day_of(6, 15), actor=OFFICE)
    load_files(closed.registry, files, as_of=day_of(6, 15), actor=OFFICE)
    assert [row["finding"] for row in closed.rows("bank_return", "line_no")] == [
        "paid",
        "returned",
        "paid",
    ]


def test_a_returned_payment_is_paid_again_once_name_and_card_are_right(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned", 3: "paid", 4: "paid", 5: "paid"})
    assert money(closed, day_of(6, 15)).returned == Decimal("1200.00")
    new_card = {"household_id": "H02", "card_number": "6230280000000000222"}
    new_card |= {"holder_name": "李秀英", "bank": "信用社"}
    closed.load("card", day_of(6, 16), new_card)
    again = closed.lines("H02", card_number="6230280000000000222", repeats=f"{BATCH}/2")
    with pytest.raises(IntakeError, match="ends in 0222"):
        closed.pay(day_of(6, 16), closed.lines("H02", repeats=f"{BATCH}/2"))
    second = closed.publicised(again, on=day_of(6, 16))
    assert closed.release(day_of(6, 24), second) == {"released": 1}
    closed.settle(day_of(6, 26), second, {1: "paid"})
    found = money(closed, day_of(6, 30))
    assert (found.paid, found.returned, found.underway) == (
        Decimal("6000.00"),
        Decimal(0),
        Decimal(0),
    )
    with pytest.raises(IntakeError, match="is no returned payment"):
        closed.pay(day_of(6, 30), again)


def test_nothing_is_paid_again_before_the_day_it_came_back(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "returned"})
    with pytest.raises(IntakeError, match="expected a list made from 2014-06-15 on"):
        closed.pay(day_of(6, 14), closed.lines("H02", repeats=f"{BATCH}/2"))


def test_a_new_card_takes_the_place_of_a_closed_one(world: FundsWorld) -> None:
    card = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    world.load("card", JUNE_2, card | {"card_number": world.card("H01"), "is_closed": True})
    with pytest.raises(IntakeError, match="is closed"):
        world.pay(JUNE_2, world.lines("H01"))
    world.load("card", JUNE_2, card | {"card_number": "6230280000000000111"})
    assert world.pay(JUNE_2, world.lines("H01", card_number="6230280000000000111")) == BATCH
    assert [row["version"] for row in world.rows("card") if row["household_id"] == "H01"] == [
        1,
        2,
        3,
    ]


def test_a_closed_card_stays_closed_when_it_is_stated_again(world: FundsWorld) -> None:
    card = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    world.load("card", JUNE_2, card | {"card_number": world.card("H01"), "is_closed": True})
    world.load("card", JUNE_2, card | {"card_number": world.card("H01")})
    with pytest.raises(IntakeError, match="is closed"):
        world.pay(JUNE_2, world.lines("H01"))


def test_a_closed_card_is_not_reopened_by_an_old_file(world: FundsWorld) -> None:
    old = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    new = old | {"card_number": "6230280000000000111"}
    old |= {"card_number": world.card("H01")}
    world.load("card", JUNE_2, old | {"is_closed": True})
    world.load("card", JUNE_2, new)
    before = fingerprint(world.registry)
    world.load("card", JUNE_2, old)
    assert fingerprint(world.registry) == before
    with pytest.raises(IntakeError, match="ends in 0111"):
        world.pay(JUNE_2, world.lines("H01"))


def test_a_card_that_the_bank_opens_again_is_paid_to_from_that_day(world: FundsWorld) -> None:
    card = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    card |= {"card_number": world.card("H01")}
    closing = card | {"is_closed": True, "since_on": JUNE_2}
    reopening = card | {"is_closed": False, "since_on": JUNE_9}
    world.load("card", JUNE_2, closing)
    world.load("card", JUNE_10, reopening)
    before = fingerprint(world.registry)
    for known in (closing, reopening, card):  # old files change nothing
        world.load("card", JUNE_10, known)
    assert fingerprint(world.registry) == before
    assert world.pay(JUNE_10, world.lines("H01")) == BATCH


def test_a_reopened_card_that_is_closed_again_stays_closed(world: FundsWorld) -> None:
    card = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    card |= {"card_number": world.card("H01")}
    reopening = card | {"is_closed": False, "since_on": JUNE_5}
    world.load("card", JUNE_2, card | {"is_closed": True, "since_on": JUNE_2})
    world.load("card", JUNE_5, reopening)
    world.load("card", JUNE_9, card | {"is_closed": True, "since_on": JUNE_9})
    world.load("card", JUNE_10, reopening)
    with pytest.raises(IntakeError, match="is closed"):
        world.pay(JUNE_10, world.lines("H01"))


def test_a_reopened_card_takes_the_place_of_the_new_one(world: FundsWorld) -> None:
    card = {"household_id": "H01", "holder_name": "王建国", "bank": "信用社"}
    old, new = {"card_number": world.card("H01")}, {"card_number": "6230280000000000111"}
    world.load("card", JUNE_2, card | old | {"is_closed": True, "since_on": JUNE_2})
    world.load("card", JUNE_5, card | new | {"since_on": JUNE_5})
    world.load("card", JUNE_10, card | old | {"is_closed": False, "since_on": JUNE_5})
    with pytest.raises(IntakeError, match="ends in 0111"):
        world.pay(JUNE_10, world.lines("H01"))
    world.load("card", JUNE_10, card | old | {"is_closed": False, "since_on": JUNE_9})
    assert world.pay(JUNE_10, world.lines("H01")) == BATCH


def test_paying_is_not_fooled_by_an_earlier_day(closed: FundsWorld) -> None:
    """What was paid on 2 June is known when a list of 20 May is entered late."""
    with pytest.raises(IntakeError, match="household H01 is in FF-2014-001/1 already"):
        closed.pay(day_of(5, 20), closed.lines("H01"))


def test_a_name_may_be_written_as_the_bank_writes_it(world: FundsWorld) -> None:
    lines = world.lines("H01", payee_name="王 建　国") + world.lines(
        "H04", payee_name="阿苏•俄里木"
    )
    assert world.pay(JUNE_2, lines) == BATCH


def test_the_same_list_under_its_number_changes_nothing(world: FundsWorld) -> None:
    world.pay(JUNE_2, world.lines(*FIVE), batch="FF-7")
    before = fingerprint(world.registry)
    world.pay(JUNE_2, world.lines(*FIVE), batch="FF-7")
    assert fingerprint(world.registry) == before


@pytest.mark.parametrize("number", ["../evil", "FF/1", "..", "发放-1", "F" * 41])
def test_a_lists_number_is_plain_as_it_names_files(world: FundsWorld, number: str) -> None:
    with pytest.raises(IntakeError, match="letters, digits and hyphens, at most 40"):
        world.pay(JUNE_2, world.lines("H01"), batch=number)
    assert world.rows("payment_batch") == []


def test_a_list_is_known_by_the_number_under_which_it_is_stored(world: FundsWorld) -> None:
    assert world.pay(JUNE_2, world.lines("H01"), batch="ＦＦ - 7") == "FF-7"
    assert [row["batch_id"] for row in world.rows("payment_batch")] == ["FF-7"]


# --- withdrawal -----------------------------------------------------------------------------------


def payment_of(world: FundsWorld, household: str, on: date) -> dict[str, Any]:
    with world.registry.reading() as reader:
        (line,) = reader.rows("household_one_payments", household_id=household, as_of=on)
    return line


def test_a_line_is_withdrawn_with_name_and_reason_and_its_money_is_free(closed: FundsWorld) -> None:
    notices = closed.notices("payment_list")
    assert closed.withdraw(JUNE_9, 2, reason="收款人去世") == {"withdrawn": 1}
    line = payment_of(closed, "H02", JUNE_9)
    assert (line["state"], line["withdrawer"], line["reason"]) == ("withdrawn", MAKER, "收款人去世")
    assert (money(closed, JUNE_5).left, money(closed, JUNE_9).left) == (
        Decimal("94000.00"),
        Decimal("95200.00"),
    )
    assert closed.notices("payment_list") == notices
    assert closed.release(JUNE_10) == {"released": 4, "withdrawn": 1}
    assert closed.pay(day_of(6, 11), closed.lines("H02")) == "FF-2014-002"


def test_a_whole_list_is_withdrawn_before_it_is_public(world: FundsWorld) -> None:
    world.pay(JUNE_2, world.lines(*FIVE))
    assert world.withdraw(JUNE_2) == {"withdrawn": 5}
    assert world.round(JUNE_2)["payment_lists"] == {}
    assert money(world, JUNE_2).left == Decimal("100000.00")


def test_withdrawn_twice_it_changes_nothing(closed: FundsWorld) -> None:
    closed.withdraw(JUNE_9, 2)
    before = fingerprint(closed.registry)
    assert closed.withdraw(JUNE_10, 2, reason="另一个原因") == {"withdrawn": 0}
    assert fingerprint(closed.registry) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"lines": (1, 2)}, "lines 1, 2, which are released to the bank"),
        ({"lines": ()}, "which are released to the bank; expected lines that are not released"),
        ({"lines": (9,)}, "lines 9; expected lines that the list has"),
        ({"lines": (3,), "by": " "}, "expected the name of the person"),
        ({"lines": (3,), "reason": "—"}, "no reason; expected why it is withdrawn"),
        ({"lines": (3,), "batch": "FF-9"}, "no such list; expected one of FF-2014-001"),
    ],
)
def test_what_cannot_be_withdrawn_is_refused_by_name(
    partly_released: FundsWorld, words: dict[str, Any], says: str
) -> None:
    before = fingerprint(partly_released.registry)
    with pytest.raises(OfficeError, match=says):
        partly_released.withdraw(JUNE_10, *words.pop("lines"), **words)
    assert fingerprint(partly_released.registry) == before


def test_a_withdrawal_holds_also_for_a_release_of_an_earlier_day(closed: FundsWorld) -> None:
    closed.withdraw(day_of(6, 20), 2)
    assert closed.release(JUNE_10) == {"released": 4, "withdrawn": 1}


def test_a_withdrawn_repeat_leaves_the_returned_payment_to_be_paid_again(
    closed: FundsWorld,
) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "returned"})
    again = closed.lines("H02", repeats=f"{BATCH}/2")
    second = closed.pay(day_of(6, 16), again)
    closed.withdraw(day_of(6, 17), batch=second)
    found = money(closed, day_of(6, 17))
    assert (found.returned, found.left) == (Decimal("1200.00"), Decimal("94000.00"))
    assert closed.pay(day_of(6, 18), again) == "FF-2014-003"


# --- four eyes, and the payee looked at again -----------------------------------------------------


def test_who_made_a_loaded_list_does_not_release_it_nor_who_entered_it(world: FundsWorld) -> None:
    folder = world.registry.path.parent
    batches, lines = folder / "发放单.csv", folder / "发放明细.csv"
    batches.write_text(f"发放批次,项目编号,合计金额,制单人\nFF-9,{PROJECT},1200.00,{MAKER}\n")
    card = world.card("H01")
    lines.write_text(f"发放批次,户编号,收款人,卡号,金额\nFF-9,H01,王建国,{card},1200.00\n")
    load_files(world.registry, [batches, lines], as_of=JUNE_2, actor="孙丽", campaign_id=HELP)
    world.round(JUNE_2)
    world.post("payment_list", JUNE_2)
    world.round(JUNE_2)
    with pytest.raises(OfficeError, match="the maker of the list"):
        world.release(JUNE_10, "FF-9", by=MAKER)
    with pytest.raises(OfficeError, match="someone other than who made or entered it"):
        world.release(JUNE_10, "FF-9", by="孙 丽")
    assert world.release(JUNE_10, "FF-9") == {"released": 1}


def test_a_list_whose_maker_is_not_named_is_refused(world: FundsWorld) -> None:
    row = {"batch_id": "FF-9", "project_id": PROJECT, "total_amount": "1200.00"}
    with pytest.raises(IntakeError, match=r"needs it\. Add the column Made by"):
        world.load("payment_batch", JUNE_2, row)


def test_a_payee_who_died_since_the_list_is_held(closed: FundsWorld) -> None:
    person = {"person_id": "H02-1", "version": 9, "since_on": MAY_1, "household_id": "H02"}
    person |= {"name": closed.head("H02"), "relation": "head"}
    left = {"left_on": JUNE_5, "left_reason": "died"}
    closed.write("person", JUNE_9, [person | left])
    assert closed.release(JUNE_10) == {"released": 4, "payee": 1}
    assert [(h["line_no"], h["household_id"]) for h in held_lines(closed.day(JUNE_10), BATCH)] == [
        (2, "H02")
    ]


def test_a_payee_whose_household_has_another_head_since_the_list_is_held(
    closed: FundsWorld,
) -> None:
    (head,) = (
        row
        for row in closed.rows("household")
        if (row["household_id"], row["version"]) == ("H02", 2)
    )
    head = {k: v for k, v in head.items() if k not in ("entry", "actor")}
    closed.write("household", JUNE_9, [head | {"version": 3, "head_name": "刘秀兰"}])
    assert closed.release(JUNE_10) == {"released": 4, "payee": 1}


# --- sent, and to be recalled ---------------------------------------------------------------------


def recalls(world: FundsWorld, on: date) -> list[tuple[str, str, str]]:
    with world.registry.reading() as reader:
        rows = reader.rows("payments_to_recall", **world.day(on).named(as_of=on))
    return [(f"{r['batch_id']}/{r['line_no']}", r["state"], r["cause"]) for r in rows]


def reply_of(world: FundsWorld) -> str:
    (reply,) = [r for r in world.rows("paper") if r["kind"] == "objection_reply"]
    return str(reply["content"])


@pytest.mark.parametrize(
    ("bank", "says", "state"),
    [
        (None, "该笔已送银行办理，将予追回", "underway"),
        ("paid", "该笔已经发放，将予追回", "paid"),
        ("returned", "该笔已由银行退回，不再发放", None),
    ],
)
def test_an_objection_in_time_that_is_entered_after_release_is_answered_truthfully(
    closed: FundsWorld, bank: str | None, says: str, state: str | None
) -> None:
    closed.release(JUNE_10)
    if bank:
        closed.settle(day_of(6, 15), BATCH, {2: bank})
    closed.decide(day_of(6, 20), objected(closed, "H02"), "sustained")
    closed.round(day_of(6, 20))
    assert says in reply_of(closed)
    expected = [(f"{BATCH}/2", state, "sustained")] if state else []
    assert recalls(closed, day_of(6, 20)) == expected
    assert payment_of(closed, "H02", day_of(6, 20))["is_to_be_recalled"] == bool(state)


def test_a_recall_is_settled_by_the_banks_return_and_frees_the_money(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.decide(day_of(6, 20), objected(closed, "H02"), "sustained")
    closed.settle(day_of(6, 22), BATCH, {2: "returned"})
    assert recalls(closed, day_of(6, 21)) == [(f"{BATCH}/2", "underway", "sustained")]
    assert recalls(closed, day_of(6, 22)) == []
    assert payment_of(closed, "H02", day_of(6, 22))["state"] == "recalled"
    assert money(closed, day_of(6, 22)) == Account(
        budget=Decimal("100000.00"),
        paid=Decimal(0),
        underway=Decimal("4800.00"),
        returned=Decimal(0),
        left=Decimal("95200.00"),
    )
    with pytest.raises(IntakeError, match="is no returned payment"):
        closed.pay(day_of(6, 23), closed.lines("H02", repeats=f"{BATCH}/2"))


def test_an_objection_to_a_returned_payment_also_stops_the_one_that_repeats_it(
    closed: FundsWorld,
) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "returned"})
    second = closed.publicised(closed.lines("H02", repeats=f"{BATCH}/2"), on=day_of(6, 16))
    closed.decide(day_of(6, 24), objected(closed, "H02"), "sustained")
    assert closed.release(day_of(6, 25), second) == {"released": 0, "stopped": 1}
    closed.round(day_of(6, 25))
    assert "另列名单补发，补发款停发" in reply_of(closed)
    assert money(closed, day_of(6, 25)).left == Decimal("95200.00")


# --- the bank takes back its word -----------------------------------------------------------------


def test_the_bank_may_take_back_its_word_and_every_day_keeps_its_account(
    closed: FundsWorld,
) -> None:
    """Paid, then returned, then paid after all; beside it a line that goes the other way."""
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned"})
    closed.correct(day_of(6, 17), 1, "returned")
    closed.correct(day_of(6, 18), 2, "paid")
    closed.correct(day_of(6, 20), 1, "paid")
    before = fingerprint(closed.registry)
    closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned"})
    closed.correct(day_of(6, 17), 1, "returned")
    assert fingerprint(closed.registry) == before
    each, booked = Decimal("1200.00"), Decimal("6000.00")
    for on, paid, returned in (
        (JUNE_10, 0, 0),
        (day_of(6, 15), 1, 1),
        (day_of(6, 17), 0, 2),
        (day_of(6, 18), 1, 1),
        (day_of(6, 20), 2, 0),
    ):
        assert money(closed, on) == Account(
            budget=Decimal("100000.00"),
            paid=paid * each,
            returned=returned * each,
            underway=booked - (paid + returned) * each,
            left=Decimal("94000.00"),
        )


def test_what_the_bank_sends_back_later_is_paid_again(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "paid"})
    closed.correct(day_of(6, 20), 2, "returned")
    again = closed.lines("H02", repeats=f"{BATCH}/2")
    with pytest.raises(IntakeError, match="expected a list made from 2014-06-20 on"):
        closed.pay(day_of(6, 19), again)
    assert closed.pay(day_of(6, 20), again) == "FF-2014-002"


def test_what_the_bank_paid_after_all_is_not_paid_again(closed: FundsWorld) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "returned"})
    second = closed.publicised(closed.lines("H02", repeats=f"{BATCH}/2"), on=day_of(6, 16))
    closed.correct(day_of(6, 20), 2, "paid")
    assert closed.release(day_of(6, 24), second) == {"released": 0, "paid_already": 1}
    assert money(closed, day_of(6, 24)).left == Decimal("92800.00")
    closed.withdraw(day_of(6, 25), batch=second)
    assert money(closed, day_of(6, 25)).left == Decimal("94000.00")


def test_a_repeat_that_was_sent_before_the_bank_paid_the_first_is_to_be_recalled(
    closed: FundsWorld,
) -> None:
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {2: "returned"})
    second = closed.publicised(closed.lines("H02", repeats=f"{BATCH}/2"), on=day_of(6, 16))
    closed.release(day_of(6, 24), second)
    closed.correct(day_of(6, 25), 2, "paid")
    assert recalls(closed, day_of(6, 25)) == [(f"{second}/1", "underway", "paid_already")]
    closed.settle(day_of(6, 26), second, {1: "returned"})
    assert recalls(closed, day_of(6, 26)) == []
    assert money(closed, day_of(6, 26)) == Account(
        budget=Decimal("100000.00"),
        paid=Decimal("1200.00"),
        underway=Decimal("4800.00"),
        returned=Decimal(0),
        left=Decimal("94000.00"),
    )


# --- accounts -------------------------------------------------------------------------------------


def test_the_accounts_are_checked_in_every_round_and_name_the_line(closed: FundsWorld) -> None:
    assert closed.round(JUNE_10)["accounts"] == {"budgets": 1}
    row = {"batch_id": "FF-X", "campaign_id": HELP, "project_id": PROJECT, "budget_id": BUDGET}
    row |= {"made_on": JUNE_2, "payments": 1, "total_amount": Decimal("5.00"), "maker": MAKER}
    closed.write("payment_batch", JUNE_2, [row])
    with pytest.raises(
        OfficeError, match=r"budget line ZJ-1: lists of 6005\.00, and lines of 6000\.00"
    ):
        closed.round(JUNE_10)


def test_a_list_takes_its_projects_budget_line_whatever_the_file_says(world: FundsWorld) -> None:
    folder = world.registry.path.parent
    batches, lines = folder / "发放单.csv", folder / "发放明细.csv"
    batches.write_text(
        f"发放批次,项目编号,合计金额,制单人,budget_id\nFF-9,{PROJECT},1200.00,周洁,ZJ-999\n"
    )
    card = world.card("H01")
    lines.write_text(f"发放批次,户编号,收款人,卡号,金额\nFF-9,H01,王建国,{card},1200.00\n")
    load_files(world.registry, [batches, lines], as_of=JUNE_2, actor=MAKER, campaign_id=HELP)
    assert [row["budget_id"] for row in world.rows("payment_batch")] == [BUDGET]
    assert money(world, JUNE_2).underway == Decimal("1200.00")


def test_a_list_on_a_budget_line_of_nobody_is_named_in_every_round(closed: FundsWorld) -> None:
    row = {"batch_id": "FF-X", "campaign_id": HELP, "project_id": PROJECT, "budget_id": "ZJ-999"}
    row |= {"made_on": JUNE_2, "payments": 1, "total_amount": Decimal("5.00"), "maker": MAKER}
    closed.write("payment_batch", JUNE_2, [row])
    with pytest.raises(OfficeError, match="payment list FF-X: budget line ZJ-999"):
        closed.round(JUNE_10)


def test_a_budget_that_was_cut_below_what_is_paid_is_overspent_by_name(closed: FundsWorld) -> None:
    (line,) = closed.rows("budget_line")
    cut = {k: v for k, v in line.items() if k not in ("actor", "entry")}
    closed.write(
        "budget_line",
        JUNE_10,
        [cut | {"round": 2, "amount": Decimal("5999.99"), "approved_on": JUNE_10}],
    )
    with pytest.raises(OfficeError, match=r"5999\.99 approved, overspent by 0\.01"):
        closed.round(JUNE_10)


def test_nothing_is_released_on_an_overspent_budget_line(closed: FundsWorld) -> None:
    (line,) = closed.rows("budget_line")
    cut = {k: v for k, v in line.items() if k not in ("actor", "entry")}
    cut |= {"round": 2, "amount": Decimal("5999.99"), "approved_on": JUNE_9}
    closed.write("budget_line", JUNE_9, [cut])
    with pytest.raises(OfficeError, match=r"overspent by 0\.01"):
        closed.release(JUNE_10)
    assert released(closed) == []


def test_a_later_cut_also_holds_for_a_list_of_an_earlier_day(world: FundsWorld) -> None:
    world.load("project", JUNE_10, project_row(amount="1000.00", approved_on=JUNE_10))
    with pytest.raises(IntakeError, match=r"project XM-1 has 1000\.00 left"):
        world.pay(JUNE_2, world.lines("H01"))


def test_the_account_of_a_past_day_stays_what_it_was(closed: FundsWorld) -> None:
    then = money(closed, JUNE_9)
    closed.release(JUNE_10)
    closed.settle(day_of(6, 15), BATCH, {1: "paid", 2: "returned"})
    assert money(closed, JUNE_9) == then
    assert then.underway == Decimal("6000.00")


@pytest.fixture(scope="module")
def june(funded_village: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> FundsWorld:
    """All ten households on a list whose window has closed."""
    world = copy_funds_world(funded_village, tmp_path_factory.mktemp("june"))
    with world.registry.held():
        world.publicised(world.lines(*world.households))
        world.release(JUNE_10)
    return world


# Each example works on a registry of its own, which costs too much for many.
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    findings=st.lists(st.sampled_from(["paid", "returned", None]), min_size=10, max_size=10),
    again=st.sets(st.integers(1, 10)),
)
def test_whatever_the_bank_says_the_registry_balances(
    june: FundsWorld,
    tmp_path_factory: pytest.TempPathFactory,
    findings: list[str | None],
    again: set[int],
) -> None:
    world = copy_funds_world(june, tmp_path_factory.mktemp("example"))
    said = {line: finding for line, finding in enumerate(findings, 1) if finding}
    with world.registry.held():
        if said:
            world.settle(day_of(6, 15), BATCH, said)
        repeated = [n for n in sorted(again) if said.get(n) == "returned"]
        lines = [line for n in repeated for line in world.lines(f"H{n:02}", repeats=f"{BATCH}/{n}")]
        if lines:
            world.pay(day_of(6, 16), lines)
        found = money(world, day_of(6, 16))
    each = Decimal("1200.00")
    paid, back = findings.count("paid"), findings.count("returned")
    assert found == Account(
        budget=Decimal("100000.00"),
        paid=paid * each,
        underway=(10 - paid - back + len(repeated)) * each,
        returned=(back - len(repeated)) * each,
        left=Decimal("100000.00") - 10 * each,
    )
