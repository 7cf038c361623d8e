"""What a household has ordered, was given and was paid: a part of its explanation."""

from collections.abc import Callable
from typing import Any

from policy.pack import Pack
from policy.wording import in_words, words

Rows = Callable[[str], list[dict[str, Any]]]
#: By section of the explanation the named query that has its rows.
SECTIONS = {
    "needs": "household_one_needs",
    "measures": "household_one_measures",
    "difficulties": "household_one_difficulties",
    "payments": "household_one_payments",
}


def help_received(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """The rows of every section; `rows` runs a named query for the household."""
    return {section: rows(query) for section, query in SECTIONS.items()}


def worded_help(
    received: dict[str, list[dict[str, Any]]], pack: Pack, language: str
) -> dict[str, list[dict[str, Any]]]:
    """The same with items and states in words of one language."""
    measures = {item.id: item.label[language] for item in pack.measures}
    difficulties = {item.id: item.label[language] for item in pack.difficulties}
    return {
        "needs": [n | {"measure": measures.get(n["measure_id"])} for n in received["needs"]],
        "measures": [
            m
            | {"measure": measures.get(m["measure_id"]), "reason": in_words(m["reason"])[language]}
            for m in received["measures"]
        ],
        "difficulties": [
            d
            | {
                "difficulty": difficulties.get(d["difficulty_id"]),
                "state_wording": words(f"difficulty_state.{d['state']}")[language],
            }
            for d in received["difficulties"]
        ],
        "payments": [
            p | {"state_wording": _payment_state(p, language)} for p in received["payments"]
        ],
    }


def _payment_state(payment: dict[str, Any], language: str) -> str:
    state = words(f"payment_state.{_stage(payment)}", withdrawer=payment["withdrawer"])[language]
    if payment["is_to_be_recalled"]:
        return words("payment_state.to_be_recalled", state=state)[language]
    return state


def _stage(payment: dict[str, Any]) -> str:
    """A line underway is listed first, and sent once it is released."""
    if payment["state"] == "underway":
        return "sent" if payment["released_on"] else "listed"
    return str(payment["state"])


def measures_given(received: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Measures in force, each once, in the order of their first decision."""
    last = {row["measure_id"]: row["is_given"] for row in received["measures"]}
    return [measure for measure, is_given in last.items() if is_given]
