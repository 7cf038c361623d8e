"""Budget = paid + underway + returned + left, whatever happens in whatever order."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.accounts import Account, Booked, account
from policy.errors import OfficeError

AMOUNTS = st.decimals("0.01", "9999.99", places=2)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["list", "pay", "return", "stopped", "withdrawn", "recall"]), AMOUNTS
    ),
    max_size=40,
)
NOTHING = Decimal(0)


class Pots:
    """An independent model: money is carried from pot to pot, and every yuan lies in one of them."""

    def __init__(self, budget: Decimal) -> None:
        self.pots = {"left": budget, "underway": NOTHING, "paid": NOTHING, "returned": NOTHING}
        self.underway: list[Decimal] = []
        self.returned: list[Decimal] = []

    def carry(self, amount: Decimal, here: str, there: str) -> None:
        self.pots[here] -= amount
        self.pots[there] += amount


def live(budget: Decimal, events: list[tuple[str, Decimal]]) -> tuple[Pots, Booked]:
    """What the pots hold after the events, and what the office would have booked."""
    pots = Pots(budget)
    books = dict.fromkeys(Booked.__dataclass_fields__, NOTHING) | {"budget": budget}

    def book(amount: Decimal, **signs: int) -> None:
        for name, sign in signs.items():
            books[name] += sign * amount

    for what, amount in events:
        if what == "list" and pots.returned:
            again = pots.returned.pop(0)
            pots.carry(again, "returned", "underway")
            pots.underway.append(again)
            book(again, listed=1, underway=1, returned=-1, repeated=1)
        elif what == "list" and amount <= pots.pots["left"]:
            pots.carry(amount, "left", "underway")
            pots.underway.append(amount)
            book(amount, listed=1, underway=1)
        elif what != "list" and pots.underway:
            first = pots.underway.pop(0)
            there = {"pay": "paid", "return": "returned"}.get(what, "left")
            pots.carry(first, "underway", there)
            if what == "pay":
                book(first, underway=-1, paid=1, bank_paid=1)
            elif what == "return":
                pots.returned.append(first)
                book(first, underway=-1, returned=1, bank_returned=1)
            elif what == "recall":
                book(first, underway=-1, recalled=1, bank_returned=1)
            else:
                book(first, underway=-1, **{what: 1})
    return pots, Booked(**books)


@given(st.decimals(0, 100_000, places=2), EVENTS)
def test_any_sequence_of_events_balances(
    budget: Decimal, events: list[tuple[str, Decimal]]
) -> None:
    pots, booked = live(budget, events)
    found = account("ZJ-1", booked)
    assert found == Account(budget=budget, **pots.pots)
    assert found.budget == found.paid + found.underway + found.returned + found.left


BOOKED = Booked(
    budget=Decimal("100.00"),
    listed=Decimal("90.00"),
    paid=Decimal("30.00"),
    underway=Decimal("20.00"),
    returned=Decimal("15.00"),
    repeated=Decimal("10.00"),
    recalled=Decimal("10.00"),
    stopped=Decimal("2.00"),
    withdrawn=Decimal("3.00"),
    bank_paid=Decimal("30.00"),
    bank_returned=Decimal("35.00"),
)


def test_what_was_stopped_withdrawn_recalled_or_paid_again_needs_no_money_of_its_own() -> None:
    assert account("ZJ-1", BOOKED).left == Decimal("35.00")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"listed": "91.00"}, "budget line ZJ-1: lists of 91.00, and lines of 90.00"),
        ({"bank_paid": "29.99"}, "ZJ-1: 29.99 paid by the bank, and 30.00 in our lines"),
        ({"bank_returned": "35.01"}, "ZJ-1: 35.01 returned by the bank, and 35.00 in our lines"),
        ({"budget": "64.99"}, "ZJ-1: 64.99 approved, overspent by 0.01"),
    ],
)
def test_a_yuan_that_is_missing_is_named_with_its_budget_line(
    changes: dict[str, str], says: str
) -> None:
    spoilt = replace(BOOKED, **{name: Decimal(value) for name, value in changes.items()})
    with pytest.raises(OfficeError) as refused:
        account("ZJ-1", spoilt)
    assert says in str(refused.value)
