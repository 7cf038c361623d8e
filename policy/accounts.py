"""Every yuan is accounted for: budget = paid + underway + returned + left [003]."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from policy.errors import OfficeError


@dataclass(frozen=True)
class Booked:
    """What was booked on one budget line, added up by three routes that must agree.

    By the lists: `listed`, the totals that their makers stated. By their lines: each is `paid`,
    `underway`, `returned`, `repeated` (returned, and paid again by another line), `recalled` (returned,
    and not to be paid again), `stopped` or `withdrawn` (never to be sent). By the bank: what it says it
    paid and sent back.
    """

    budget: Decimal
    listed: Decimal
    paid: Decimal
    underway: Decimal
    returned: Decimal
    repeated: Decimal
    recalled: Decimal
    stopped: Decimal
    withdrawn: Decimal
    bank_paid: Decimal
    bank_returned: Decimal


@dataclass(frozen=True)
class Account:
    """One budget line: the four parts add up to the budget."""

    budget: Decimal
    paid: Decimal
    underway: Decimal
    returned: Decimal
    left: Decimal


def account(budget_id: str, booked: Booked) -> Account:
    """The account of a budget line; OfficeError names the line if its routes differ or it is overspent.

    What was stopped or withdrawn, or came back and is paid by another line or not at all, needs no
    money of its own.
    """
    free = booked.repeated + booked.recalled + booked.stopped + booked.withdrawn
    by_lines = booked.paid + booked.underway + booked.returned + free
    if by_lines != booked.listed:
        raise _differs("funds.lists_differ", budget_id, booked.listed, by_lines)
    if booked.paid != booked.bank_paid:
        raise _differs("funds.paid_differs", budget_id, booked.bank_paid, booked.paid)
    came_back = booked.returned + booked.repeated + booked.recalled
    if came_back != booked.bank_returned:
        raise _differs("funds.returned_differs", budget_id, booked.bank_returned, came_back)
    left = booked.budget - (booked.listed - free)
    if left < 0:
        raise OfficeError.because(
            "funds.overspent", budget=budget_id, amount=booked.budget, over=-left
        )
    return Account(booked.budget, booked.paid, booked.underway, booked.returned, left)


def _differs(reason: str, budget_id: str, stated: Decimal, found: Decimal) -> OfficeError:
    return OfficeError.because(reason, budget=budget_id, stated=stated, found=found)
