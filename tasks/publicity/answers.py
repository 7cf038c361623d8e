"""Answering objections: a receipt for every one, a reply to every decision [domain: objections]."""

from datetime import date
from typing import Any

from policy.calendar import deadline
from policy.wording import words
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.papers.issuing import issuing
from tasks.printing.contents import Objected, ObjectionReceipt, ObjectionReply, Words

#: By kind of objection what follows when it is sustained, and when it is not.
EFFECTS = {
    "score": ("objected.rescored", "objected.score_stays"),
    "proposal": ("objected.not_proposed", "objected.proposed"),
    "missed": ("objected.admitted", "objected.not_admitted"),
}
#: What follows from the decision, by what has become of the payment since it was objected to.
SUSTAINED_PAYMENT = {
    "stopped": "objected.not_paid",
    "withdrawn": "objected.not_paid",
    "underway": "objected.recall_sent",
    "paid": "objected.recall_paid",
    "recalled": "objected.came_back",
    "repeated": "objected.recall_repeated",
}
DISMISSED_PAYMENT = {"withdrawn": "objected.payment_withdrawn"}


def answer_objections(day: CampaignDay) -> Tally:
    """Issue what is owed to objectors; who they are stands on neither paper."""
    with day.writing("answer objections") as entry:
        owed = entry.query("answers_owed", **day.named()).to_dicts()
        gazetteer, counts = Gazetteer.of(entry, day.pack), {"receipts": 0, "replies": 0}
        with issuing(entry, day) as book:
            for objection in owed:
                place_code, objection_id = objection["place_code"], objection["objection_id"]
                if objection["receipt_number"] is None:
                    objection["receipt_number"] = book.next_number()
                    receipt = _receipt(day, gazetteer, objection)
                    book.enter(receipt, place_code, objection_id=objection_id)
                    counts["receipts"] += 1
                if objection["decision"] and not objection["is_replied"]:
                    reply = _reply(day, gazetteer, objection, book.next_number())
                    book.enter(reply, place_code, objection_id=objection_id)
                    counts["replies"] += 1
        return counts


def _receipt(day: CampaignDay, gazetteer: Gazetteer, o: dict[str, Any]) -> ObjectionReceipt:
    return ObjectionReceipt(
        **gazetteer.head(o["receipt_number"], day.as_of, o["place_code"]),
        objected=_objected(day, gazetteer, o),
        received_on=o["received_on"],
        is_in_window=o["is_in_time"],
        answer_due_on=_answer_due_on(day, o["received_on"]),
        contact=gazetteer.contact(o["place_code"]),
    )


def _reply(
    day: CampaignDay, gazetteer: Gazetteer, o: dict[str, Any], number: str
) -> ObjectionReply:
    return ObjectionReply(
        **gazetteer.head(number, day.as_of, o["place_code"]),
        receipt_number=o["receipt_number"],
        objected=_objected(day, gazetteer, o),
        received_on=o["received_on"],
        decision=o["decision"],
        decided_on=o["decided_on"],
        reason=Words(zh=o["decision_reason"]),
        effect=Words.saying(_effect(o)),
        contact=gazetteer.contact(o["place_code"]),
    )


def _effect(objection: dict[str, Any]) -> str:
    if not objection["is_in_time"]:
        return "objected.complaint"
    is_sustained = objection["decision"] == "sustained"
    if objection["step"] == "payment_list":
        return _effect_on_payment(objection, is_sustained)
    if objection["kind"] in EFFECTS:
        return EFFECTS[objection["kind"]][0 if is_sustained else 1]
    if is_sustained and objection["step_result"] != "removed":
        return "objected.after_announcement"
    return "objected.removed" if is_sustained else "objected.stays"


def _effect_on_payment(objection: dict[str, Any], is_sustained: bool) -> str:
    if objection["kind"] == "missed":
        return "objected.to_be_paid" if is_sustained else "objected.not_to_be_paid"
    effects = SUSTAINED_PAYMENT if is_sustained else DISMISSED_PAYMENT
    return effects.get(objection["payment_state"], "objected.paid")


def _objected(day: CampaignDay, gazetteer: Gazetteer, objection: dict[str, Any]) -> Objected:
    unregistered = words("objected.unregistered").zh
    is_proposal = objection["kind"] == "proposal"
    return Objected(
        notice_number=objection["number"],
        notice_name=Words.of(day.list_name(objection["step"])),
        head_name=None if is_proposal else objection["head_name"] or unregistered,
        village=gazetteer.words(objection["place_code"]) if is_proposal else None,
        is_missed=objection["kind"] == "missed",
        is_score=objection["kind"] == "score",
        ground=Words.saying("objected.ground"),
    )


def _answer_due_on(day: CampaignDay, received_on: date) -> date:
    return deadline(received_on, day.setting("objection.decision_limit_days"))
