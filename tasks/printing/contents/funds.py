"""The papers of projects and money."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from tasks.printing.contents.identification import Notice, NoticeLine
from tasks.printing.contents.paper import Text, Words


class PaymentLine(NoticeLine):
    """One household that is to be paid: never its card."""

    amount: Decimal


class PaymentList(Notice):
    """A village's payees of one payment list: posted, and open to objection, before it is paid."""

    kind: ClassVar[str] = "payment_list"

    stage: Literal["payment_list"] = "payment_list"
    campaign: Literal["help"] = "help"
    batch_id: Text
    project_name: Text
    source: Text
    currency: Words
    lines: tuple[PaymentLine, ...]
    total_amount: Decimal
