"""Every check of needs, projects and money, with the words in which it reports, and nothing stored."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.campaign_day import Campaign
from tasks.funds.payments import make_batch
from tasks.intake.faults import IntakeError
from tasks.intake.loading import load_rows
from tasks.opening import open_campaign
from tests.funds_world import (
    BATCH,
    JUNE_2,
    MAY_1,
    FundsWorld,
    copy_funds_world,
    project_row,
)
from tests.help_world import HelpWorld, copy_help_world, day_of
from tests.world import COUNTY, OFFICE, VILLAGE

FORMS = (
    "need",
    "measure",
    "difficulty",
    "village_have",
    "budget_line",
    "project",
    "project_need",
    "project_progress",
    "card",
    "payment_batch",
    "payment",
    "bank_return",
    "bank_correction",
)
JULY_1 = day_of(7, 1)
NEED = {"need_id": "XQ-9", "household_id": "H01", "measure_id": "industry", "what": "二十只奶山羊"}
BY_HAND = {"household_id": "H01", "measure_id": "industry", "is_given": "是", "reason": "愿扩种"}
BY_HAND |= {"decider": "李主任", "decided_on": MAY_1}
DIFFICULTY = {"household_id": "H01", "difficulty_id": "water", "state": "open", "what": "吃水难"}
HAVE = {"village_code": VILLAGE, "have_id": "road", "has_it": False, "what": "差三公里"}
BUDGET_LINE = {
    "budget_id": "ZJ-1",
    "source": "中央专项扶贫资金",
    "measure_id": "industry",
    "amount": "100000.00",
    "approved_on": MAY_1,
    "document": "陕财农〔2014〕31号",
}
PROJECT = project_row()
CHOSEN = {"project_id": "XM-1", "need_id": "XQ-1"}
PROGRESS = {
    "project_id": "XM-1",
    "reported_on": day_of(6, 29),
    "percent_done": 40,
    "reporter": "李卫东",
}
CARD = {
    "household_id": "H10",
    "card_number": "6230280000000000099",
    "holder_name": "吴秀兰",
    "bank": "信用社",
}
BATCH_ROW = {"batch_id": "FF-9", "project_id": "XM-1", "total_amount": "0.01", "maker": "周洁"}
#: Line 3 came back, 4 is on its way, 5 was not released.
RETURN = {
    "batch_id": BATCH,
    "line_no": 4,
    "amount": "1200.00",
    "finding": "paid",
    "settled_on": day_of(6, 20),
    "total_amount": "1200.00",
}


@pytest.fixture(scope="module")
def june(funded_village: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> FundsWorld:
    """H01 to H04 were paid in June: one came back, one is underway; H05 waits for its window."""
    world = copy_funds_world(funded_village, tmp_path_factory.mktemp("faults"))
    with world.registry.held():
        world.load("need", MAY_1, NEED | {"need_id": "XQ-1", "measure_id": "training"})
        world.load(
            "project_progress",
            day_of(6, 15),
            PROGRESS | {"reported_on": day_of(6, 15), "percent_done": 50},
        )
        world.publicised(world.lines("H01", "H02", "H03", "H04"))
        world.release(day_of(6, 10))
        world.settle(day_of(6, 15), BATCH, {1: "paid", 2: "paid", 3: "returned"})
        world.pay(day_of(6, 16), world.lines("H05"))
        world.load(
            "card",
            day_of(6, 17),
            CARD
            | {
                "household_id": "H06",
                "card_number": world.card("H06"),
                "holder_name": "杨志强",
                "is_closed": True,
            },
        )
    return world


@pytest.fixture(scope="module")
def world(june: FundsWorld, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FundsWorld]:
    """A copy for many tests: load only what must be refused."""
    copy = copy_funds_world(june, tmp_path_factory.mktemp("june"))
    with copy.registry.held():
        yield copy


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    ("need", NEED | {"household_id": "H99"}, "H99 is not in the register"),
    (
        "need",
        NEED | {"household_id": None, "village_code": None},
        "neither a household nor a village; expected the household or village that orders it. Fill in one of the two.",
    ),
    ("need", NEED | {"household_id": None, "village_code": "610426101009"}, "610426101009"),
    ("difficulty", DIFFICULTY | {"household_id": "H99"}, "H99"),
    ("difficulty", DIFFICULTY | {"state": "solved"}, "column Evidence: empty"),
    ("village_have", HAVE | {"village_code": "610426101009"}, "610426101009"),
    ("village_have", HAVE | {"has_it": True}, "column Evidence: empty"),
    (
        "budget_line",
        BUDGET_LINE | {"amount": "49999.99"},
        "49999.99 for budget line ZJ-1; expected at least 50000.00, which projects are planned with.",
    ),
    (
        "budget_line",
        BUDGET_LINE | {"amount": "100000.001"},
        "“100000.001”; expected an amount with at most two decimals, such as 1500000.00. Correct the cell.",
    ),
    (
        "budget_line",
        BUDGET_LINE | {"measure_id": "training"},
        "budget line ZJ-1 for skills training only; project XM-1 spends it on another measure. Correct the measure, or have the project changed first.",
    ),
    ("project", PROJECT | {"place_code": "610426109"}, "610426109"),
    (
        "project",
        PROJECT | {"budget_id": "ZJ-7"},
        "no budget line ZJ-7; expected a budget line that is registered. Load the budget line first, or correct its number.",
    ),
    (
        "project",
        PROJECT | {"measure_id": "training"},
        "skills training; budget line ZJ-1 is for support of an industry only. Name another budget line, or correct the measure.",
    ),
    (
        "project",
        PROJECT | {"project_id": "XM-2", "amount": "50000.01"},
        "50000.01; budget line ZJ-1 has 50000.00 left to plan with. Plan with less, or name another budget line.",
    ),
    (
        "project",
        PROJECT | {"amount": "5999.99"},
        "5999.99 for project XM-1; 6000.00 is booked for payments already. Correct the amount.",
    ),
    (
        "project",
        PROJECT | {"ends_on": day_of(5, 31)},
        "from 2014-06-01 to 2014-05-31; expected a last day on or after the first. Correct one of the two days.",
    ),
    (
        "project_need",
        CHOSEN | {"project_id": "XM-9"},
        "no project XM-9; expected a project that is registered. Load the project first, or correct its number.",
    ),
    (
        "project_need",
        CHOSEN | {"need_id": "XQ-7"},
        "no need XQ-7; expected a need that is registered. Load the need first, or correct its number.",
    ),
    (
        "project_need",
        CHOSEN,
        "need XQ-1 asks for skills training; project XM-1 does support of an industry. Choose another project or need.",
    ),
    ("project_progress", PROGRESS | {"project_id": "XM-9"}, "no project XM-9"),
    (
        "project_progress",
        PROGRESS,
        "project XM-1 40 % done; 50 % was reported on 2014-06-15; expected a note why it is less. Correct the figure, or fill in the note.",
    ),
    ("project_progress", PROGRESS | {"percent_done": 101}, "101"),
    ("card", CARD | {"household_id": "H99"}, "H99"),
    (
        "card",
        CARD | {"card_number": "62302800" + f"{1:011}"},
        "the card ending in 0001 is that of household H01; each household has a card of its own. Check the number; where it changed hands, report it closed for the other household first.",
    ),
    (
        "card",
        CARD | {"household_id": "H06", "card_number": f"62302800{6:011}", "is_closed": False},
        "the card ending in 0006 not closed, without a day; it was closed on 2014-06-17; expected the later day from which the bank has it open again.",
    ),
    (
        "payment_batch",
        BATCH_ROW,
        "FF-9 states a total of 0.01; its lines add up to 0.00. Check that no line is missing, then correct the total.",
    ),
    (
        "payment_batch",
        BATCH_ROW | {"payments": 1},
        "FF-9 states 1 payments; its lines are 0. Correct the number, or check the lines.",
    ),
    (
        "payment_batch",
        BATCH_ROW | {"project_id": "XM-9"},
        "no project XM-9 in this campaign; expected a project that is registered. Load the project first, or correct its number.",
    ),
    (
        "payment",
        {"line_no": 6} | {"batch_id": BATCH},
        "FF-2014-001 is in the registry without a line 6; a list is stated as a whole and not added to. Put the line on a list of its own.",
    ),
    (
        "payment",
        {"batch_id": "FF-9"},
        "no payment list FF-9; expected the list that states its project and total beside the lines.",
    ),
    (
        "bank_return",
        RETURN | {"line_no": 9},
        "line 9 of FF-2014-001 was never sent; expected a payment that was released to the bank. Check list and line, or clear it up with the bank.",
    ),
    (
        "bank_return",
        RETURN | {"batch_id": "FF-2014-002", "line_no": 1},
        "line 1 of FF-2014-002 was never sent",
    ),
    (
        "bank_return",
        RETURN | {"amount": "1199.00", "total_amount": "1199.00"},
        "1199.00 for line 4 of FF-2014-001; 1200.00 was sent. Clear it up with the bank.",
    ),
    (
        "bank_return",
        RETURN | {"card_number": "9999"},
        "line 4 of FF-2014-001 with a card ending in 9999; it was sent to the card ending in 0004 (four digits at least). Clear it up with the bank.",
    ),
    (
        "bank_return",
        RETURN | {"card_number": "004"},
        "with a card ending in 004; it was sent to the card ending in 0004",
    ),
    (
        "bank_return",
        RETURN | {"settled_on": day_of(6, 9)},
        "2014-06-09; expected a day from 2014-06-10 on, when it was released. Correct the day, or clear it up with the bank.",
    ),
    (
        "bank_return",
        RETURN | {"line_no": 3, "settled_on": day_of(6, 15)},
        "another result for line 3 of FF-2014-001; the bank has said on 2014-06-15: returned. Clear it up with the bank; if it takes back its word, load that as a bank correction.",
    ),
    (
        "bank_return",
        RETURN | {"total_amount": "1200.01"},
        "a stated total of 1200.01 for FF-2014-001; the lines add up to 1200.00. Check that no line is missing, and fill in the total.",
    ),
    ("bank_return", RETURN | {"total_amount": None}, "a stated total of — for FF-2014-001"),
    ("bank_return", RETURN | {"finding": "returned"}, "column Reason: empty"),
]
CORRECTION = {
    "batch_id": BATCH,
    "line_no": 3,
    "amount": "1200.00",
    "finding": "paid",
    "reason": "银行冲正",
    "corrected_on": day_of(6, 20),
}
FAULTS += [
    (
        "bank_correction",
        CORRECTION | {"line_no": 4},
        "line 4 of FF-2014-001, on which the bank has said nothing yet; expected a payment that the bank has settled. Load the bank's return first, or check list and line.",
    ),
    (
        "bank_correction",
        CORRECTION | {"finding": "returned"},
        "returned for line 3 of FF-2014-001; the bank has said the same on 2014-06-15. Leave the row out, or clear it up with the bank.",
    ),
    (
        "bank_correction",
        CORRECTION | {"corrected_on": day_of(6, 14)},
        "2014-06-14; expected a day from 2014-06-15 on, when the bank last spoke of it.",
    ),
    (
        "bank_correction",
        CORRECTION | {"amount": "1199.00"},
        "1199.00 for line 3 of FF-2014-001; 1200.00 was sent.",
    ),
    (
        "bank_correction",
        CORRECTION | {"card_number": "9999"},
        "line 3 of FF-2014-001 with a card ending in 9999; it was sent to the card ending in 0003",
    ),
    ("bank_correction", CORRECTION | {"reason": None}, "column Reason: empty"),
    (
        "payment_batch",
        BATCH_ROW | {"maker": None},
        "column Made by: empty",
    ),
]

#: A list of one household, with what is wrong of it.
LINES: list[tuple[str, dict[str, Any], str]] = [
    ("H99", {}, "H99 is not in the register"),
    (
        "H01",
        {},
        "household H01 is in FF-2014-001/1 already for project XM-1; a project pays a household once; what came back is paid again by a line that names it.",
    ),
    ("H03", {}, "household H03 is in FF-2014-001/3 already for project XM-1"),
    ("H04", {}, "household H04 is in FF-2014-001/4 already"),
    ("H05", {}, "household H05 is in FF-2014-002/1 already"),
    (
        "H03",
        {"repeats": "FF-2014-001/2"},
        "FF-2014-001/2 is no returned payment of this household and project that still waits; expected a payment that the bank has returned.",
    ),
    (
        "H03",
        {"repeats": "FF-2014-001/3", "amount": "1100.00"},
        "1100.00 for FF-2014-001/3; expected 1200.00, as it came back. Correct the amount.",
    ),
    (
        "H06",
        {},
        "the card of household H06 ending in 0006 is closed; expected a card in use. Have the household get a new card, load it, and pay then.",
    ),
    (
        "H07",
        {"card_number": "6230289999999999999"},
        "a card ending in 9999; the one card of household H07 ends in 0007. Correct the number; if the card has changed, load the new one first.",
    ),
    (
        "H07",
        {"payee_name": "王五"},
        "not the name of the card; expected the holder of household H07's card.",
    ),
    (
        "H07",
        {"payee_name": "王五"},
        "nobody in household H07 has this name; expected the real name of its head or a member.",
    ),
    (
        "H07",
        {"amount": "0"},
        "0.00; expected an amount above 0. Correct the amount, or leave the line out.",
    ),
    ("H07", {"amount": "-5"}, "-5.00; expected an amount above 0"),
    ("H07", {"amount": "12.345"}, "expected an amount with at most two decimals, such as 1200.00"),
    (
        "H07",
        {"amount": "44000.01"},
        "44000.01 in all; project XM-1 has 44000.00 left. Pay less, or have the project changed first.",
    ),
]


GOOD = {
    "need": NEED,
    "measure": BY_HAND,
    "difficulty": DIFFICULTY,
    "village_have": HAVE,
    "budget_line": BUDGET_LINE | {"amount": "120000.00"},
    "project": PROJECT | {"amount": "60000.00"},
    "project_progress": PROGRESS | {"note": "雨季停工"},
    "card": CARD,
    "bank_return": RETURN,
    "bank_correction": CORRECTION,
}


@pytest.mark.parametrize("form", GOOD)
def test_a_good_row_is_stored_once(june: FundsWorld, tmp_path: Path, form: str) -> None:
    copy = copy_funds_world(june, tmp_path)
    assert copy.load(form, JULY_1, GOOD[form]).forms[form].stored == 1
    before = fingerprint(copy.registry)
    again = copy.load(form, JULY_1, GOOD[form]).forms[form]
    assert (again.stored, again.unchanged) == (0, 1)
    assert fingerprint(copy.registry) == before


def words_of(fault: IntakeError) -> list[str]:
    return [str(each) for each in fault.faults]


@pytest.mark.parametrize(("form", "row", "says"), FAULTS)
def test_a_row_that_cannot_be_is_refused_by_name(
    world: FundsWorld, form: str, row: dict[str, Any], says: str
) -> None:
    before = fingerprint(world.registry)
    with pytest.raises(IntakeError) as refused:
        line = world.lines("H07")[0] if form == "payment" else {}
        world.load(form, JULY_1, line | row)
    assert any(says in each for each in words_of(refused.value)), words_of(refused.value)
    assert fingerprint(world.registry) == before


@pytest.mark.parametrize(("household", "changes", "says"), LINES)
def test_a_payment_that_may_not_be_made_is_refused_by_name(
    world: FundsWorld, household: str, changes: dict[str, Any], says: str
) -> None:
    before = fingerprint(world.registry)
    line = (world.lines("H07")[0] | {"household_id": household}) | changes
    if household not in ("H99", "H07"):
        line = world.lines(household)[0] | changes
    with pytest.raises(IntakeError) as refused:
        world.pay(JULY_1, [line], total=str(line["amount"]))
    assert any(says in each for each in words_of(refused.value)), words_of(refused.value)
    assert fingerprint(world.registry) == before


def test_a_list_is_told_all_its_errors_at_once(world: FundsWorld) -> None:
    lines = [
        *world.lines("H01", "H07"),
        *world.lines("H08", payee_name="王五"),
        *world.lines("H07"),
    ]
    with pytest.raises(IntakeError) as refused:
        world.pay(JULY_1, lines, total="1.00")
    said = words_of(refused.value)
    for place in (
        "row 5",
        "row 7",
        "row 8",
        "form Payment lists, row 1, column Total: FF-2014-003",
    ):
        assert any(place in each for each in said), said
    assert "household H07 is paid for project XM-1 in row 6 already" in "".join(said)


@pytest.mark.parametrize(("heading", "cell"), [("Amount", "viel"), ("Amuont", "1200.00")])
def test_a_total_is_not_held_against_what_could_not_be_read(
    world: FundsWorld, tmp_path: Path, heading: str, cell: str
) -> None:
    (line,) = world.lines("H07")
    file = tmp_path / "list.csv"
    file.write_text(
        f"Household number,Payee,Card number,{heading}\n"
        f"H07,{line['payee_name']},{line['card_number']},{cell}\n"
    )
    with pytest.raises(IntakeError) as refused:
        make_batch(world.day(JULY_1), file, "XM-1", "1200.00", "周洁")
    assert not any("total" in each for each in words_of(refused.value))


def test_a_line_that_comes_twice_is_no_copy_but_a_fault(world: FundsWorld) -> None:
    with pytest.raises(IntakeError, match="the same as row 5; expected each line once"):
        world.pay(JULY_1, world.lines("H07", line_no=1) * 2)


def test_a_return_that_names_a_line_twice_is_refused(world: FundsWorld) -> None:
    with pytest.raises(IntakeError, match="the same as row 1; expected each line once"):
        world.load("bank_return", JULY_1, RETURN, RETURN)


def test_two_lines_of_one_number_that_say_different_things_are_refused(world: FundsWorld) -> None:
    with pytest.raises(IntakeError, match=r"the same Payment list and Line as row 6, but another"):
        world.pay(JULY_1, [line | {"line_no": 1} for line in world.lines("H07", "H08")])
    returned = RETURN | {"finding": "returned", "reason": "户名不符"}
    with pytest.raises(IntakeError, match=r"as row 2, but another .*Finding"):
        world.load("bank_return", JULY_1, RETURN, returned)


def test_a_budget_line_is_not_overspent(world: FundsWorld) -> None:
    """The project is wider than its line only where a person overrode the check; the list still stops."""
    world.write(
        "project",
        JULY_1,
        [project_row(amount="500000.00") | {"round": 2, "campaign_id": "help-2014-610426"}],
    )
    try:
        with pytest.raises(
            IntakeError, match=r"94000\.01 in all; budget line ZJ-1 has 94000\.00 left"
        ):
            world.pay(JULY_1, world.lines("H07", amount="94000.01"))
    finally:
        world.write(
            "project", JULY_1, [project_row() | {"round": 3, "campaign_id": "help-2014-610426"}]
        )


def test_a_budget_line_and_a_project_stay_with_the_campaign_that_they_were_made_in(
    funded_village: FundsWorld, tmp_path: Path
) -> None:
    world = copy_funds_world(funded_village, tmp_path)
    world.pay(JUNE_2, world.lines("H01"))
    new_year, next_help = date(2015, 5, 1), f"help-2015-{COUNTY}"
    open_campaign(
        world.registry,
        Campaign(
            actor=OFFICE,
            campaign_id=next_help,
            kind="help",
            year=2015,
            county_code=COUNTY,
            pack="cn",
            opened_on=new_year,
            announce_by=date(2015, 12, 31),
            document_mark="永扶办帮",
        ),
    )
    before = fingerprint(world.registry)
    for form, row in (("budget_line", BUDGET_LINE), ("project", PROJECT)):
        with pytest.raises(IntakeError, match=f"belongs to campaign help-2014-{COUNTY}"):
            load_rows(
                world.registry, form, [row], as_of=new_year, actor=OFFICE, campaign_id=next_help
            )
    with pytest.raises(IntakeError, match="no budget line ZJ-1"):
        load_rows(
            world.registry,
            "project",
            [PROJECT | {"project_id": "XM-15"}],
            as_of=new_year,
            actor=OFFICE,
            campaign_id=next_help,
        )
    assert fingerprint(world.registry) == before


def test_a_project_past_its_last_day_says_what_holds_it_up(world: FundsWorld) -> None:
    late = PROGRESS | {"reported_on": day_of(12, 1), "percent_done": 90}
    with pytest.raises(
        IntakeError, match="was to end on 2014-11-30 and is 90 % done; expected what"
    ):
        world.load("project_progress", day_of(12, 2), late)


def test_who_is_not_listed_orders_nothing_and_is_not_paid(world: FundsWorld) -> None:
    with world.registry.reading() as reader:
        household = execute(
            reader.connection, "FROM household_on(?) WHERE household_id = 'H01'", [MAY_1]
        ).pl()
    row = household.drop("entry", "actor").to_dicts()[0] | {"household_id": "H11", "version": 1}
    world.write("household", JULY_1, [row])
    world.load("card", JULY_1, CARD | {"household_id": "H11", "holder_name": "王建国"})
    unlisted = "household H11 is not on the list; expected a household that is announced as poor"
    with pytest.raises(IntakeError, match=unlisted):
        world.load("need", JULY_1, NEED | {"household_id": "H11"})
    line = {"household_id": "H11", "payee_name": "王建国", "card_number": CARD["card_number"]}
    with pytest.raises(IntakeError, match=unlisted):
        world.pay(JULY_1, [line | {"amount": "1.00"}])


def test_a_head_who_has_died_is_not_paid(funded_village: FundsWorld, tmp_path: Path) -> None:
    world = copy_funds_world(funded_village, tmp_path)
    person = {"person_id": "H07-1", "version": 9, "since_on": MAY_1, "household_id": "H07"}
    person |= {"name": world.head("H07"), "relation": "head"}
    left = {"left_on": JUNE_2, "left_reason": "died"}
    world.write("person", JUNE_2, [person | left])
    with pytest.raises(IntakeError, match="nobody in household H07 has this name"):
        world.pay(JUNE_2, world.lines("H07"))


def test_who_has_no_card_is_not_paid(listed_village: HelpWorld, tmp_path: Path) -> None:
    world = FundsWorld(copy_help_world(listed_village, tmp_path).registry)
    with pytest.raises(IntakeError, match="household H07 has no card in the register"):
        world.pay(JUNE_2, world.lines("H07"))
