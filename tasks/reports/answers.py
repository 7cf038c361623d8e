"""What figures say in a sentence: the questions that everybody asks of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policy.label import Label
from policy.wording import words
from tasks.printing.contents import Answer, Words
from tasks.reports.figures import Figures

#: By half of the year and error of the list, inclusion or exclusion, what an inspection estimates.
Estimates = Mapping[str, Mapping[str, Mapping[str, Any]]]

UNKNOWN = words("report.unknown")


@dataclass(frozen=True)
class Told:
    """One place or unit and what its figures come to; money without cents."""

    of: str
    figures: Figures
    currency: Label
    #: Of places, not of units; unknown where it is empty.
    incidence: Mapping[str, Decimal | None]
    estimates: Estimates

    def total(self, figure: str, part: str = "") -> Decimal | None:
        return self.figures.total(self.of, figure, part)

    def known(self, figure: str, part: str = "") -> Decimal:
        """A figure whose rows always have a value."""
        return self.total(figure, part) or Decimal(0)

    def by_end(self, figure: str, start: str) -> dict[str, Decimal]:
        """A figure's parts that begin so, by what follows: `paid/fund` by fund."""
        found = self.figures.parts(self.of, figure)
        return {
            name.removeprefix(f"{start}/"): value
            for name, value in found.items()
            if value is not None and name.startswith(f"{start}/")
        }


def share(part: Decimal | None, whole: Decimal | None) -> str | Label:
    """A share in per cent; unknown without a whole."""
    if part is None or not whole:
        return UNKNOWN
    return f"{100 * part / whole:.1f}%"


def percent(value: Decimal | float | None) -> str | Label:
    """A part of one as people read it; unknown where there is none."""
    return UNKNOWN if value is None else f"{value:.1%}"


def plain(value: Decimal | None) -> str | Label:
    """A number as people read it; unknown where there is none."""
    return UNKNOWN if value is None else f"{value:,.0f}"


def answers(told: Told, causes: Mapping[str, Label], scored: Words) -> tuple[Answer, ...]:
    """Who is poor and why, who helped, what was spent, what was found, what was scored."""
    found = {
        "who": who(told, causes),
        "helped": helped(told),
        "spent": spent(told),
        "found": found_out(told),
        "scored": scored,
    }
    return tuple(
        Answer(question=Words.saying(f"report.ask_{question}"), answer=answer)
        for question, answer in found.items()
    )


def who(told: Told, causes: Mapping[str, Label]) -> Words:
    """How many are poor, and the causes that most of them share."""
    if not told.known("listed_households"):
        return Words.saying("report.nobody_listed")
    numbers = _numbers(
        households=told.total("listed_households"), persons=told.total("listed_persons")
    )
    ranked = most(told.figures.parts(told.of, "causes"))[:3]
    named = [
        words(
            "report.of_cause", cause=causes.get(cause, UNKNOWN), **_numbers(households=households)
        )
        for cause, households in ranked
    ]
    said = Label("", "")
    if told.of in told.incidence:
        said = words("report.who_incidence", incidence=percent(told.incidence[told.of]))
    return Words.saying("report.who", incidence=said, causes=named, **numbers)


def helped(told: Told) -> Words:
    """Who helps, and who has nobody."""
    helpers, listed = told.known("helpers"), told.known("listed_households")
    alone = told.known("households_without_helper")
    if not helpers:
        return Words.saying("report.nobody_helps", **_numbers(households=alone))
    each = f"{(listed - alone) / helpers:.1f}"
    return Words.saying(
        "report.helped" if alone else "report.helped_all",
        each=each,
        **_numbers(helpers=helpers, households=listed - alone, alone=alone),
    )


def spent(told: Told) -> Words:
    """What was paid to how many, and of what."""
    budget, paid = told.known("budget"), told.known("payments", "paid")
    numbers = {"currency": told.currency} | _numbers(
        paid=paid,
        households=told.known("paid_households"),
        underway=told.known("payments", "underway"),
        returned=told.known("payments", "returned"),
    )
    if budget:
        left = budget - paid - told.known("payments", "underway")
        return Words.saying(
            "report.spent_of_budget",
            share=share(paid, budget),
            **numbers,
            **_numbers(budget=budget, left=left),
        )
    if not any(told.figures.parts(told.of, "payments").values()):
        return Words.saying("report.nothing_spent")
    return Words.saying("report.spent", **numbers)


def found_out(told: Told) -> Words:
    """What people, departments and inspectors said against the list, and what came of it."""
    called = told.known("call_backs") - told.known("call_backs", "open")
    return Words.saying(
        "report.found",
        inspected=inspected(told),
        **_numbers(
            objections=told.known("objections"),
            sustained=told.known("objections", "sustained"),
            hits=told.known("hits"),
            removed=told.known("hits", "removed"),
            called=called,
            denied=told.known("call_backs", "not_authentic"),
        ),
    )


def inspected(told: Told) -> Label:
    """What each of the year's inspections found, what became of it, and what it estimates of all."""
    halves = sorted({part.rpartition("/")[2] for part in told.figures.parts(told.of, "inspected")})
    found = [said for half in halves if (said := _inspected(told, half))]
    if not found:
        return words("report.not_inspected")
    return Label("".join(said.zh for said in found), " ".join(said.en for said in found))


def _inspected(told: Told, half: str) -> Label | None:
    """What the inspection of one half of the year found; None while nothing came back."""

    def sheets(*states: str) -> Decimal:
        return sum((told.known("inspected", f"{state}/{half}") for state in states), Decimal(0))

    def problems(state: str) -> Decimal:
        return told.known("rectifications", f"{state}/{half}")

    answered = sheets("right", "inclusion_error", "exclusion_error", "unanswered")
    if not answered:
        return None
    return words(
        "report.inspected",
        half=words(f"half.{half}"),
        estimated=_estimated(told.estimates.get(half, {})),
        **_numbers(
            sheets=answered,
            inclusion=sheets("inclusion_error"),
            exclusion=sheets("exclusion_error"),
            open=problems("open"),
            to_see_again=problems("to_see_again"),
            closed=problems("closed"),
        ),
    )


def _estimated(estimates: Mapping[str, Mapping[str, Any]]) -> Label:
    """The errors of the list with their confidence intervals; nothing where none was sampled."""
    errors = [_rate(error, found) for error, found in estimates.items()]
    if not errors:
        return Label("", "")
    (confidence,) = {found["confidence"] for found in estimates.values()}
    return words("report.estimated", confidence=f"{confidence:.0%}", errors=errors)


def _rate(error: str, found: Mapping[str, Any]) -> Label:
    """One error of the list; unknown where nobody has answered."""
    if found["share"] is None:
        return words(f"report.{error}_unknown")
    names = ("share", "low", "high")
    return words(f"report.{error}_rate", **{name: percent(found[name]) for name in names})


def most(parts: Mapping[str, Decimal | None]) -> list[tuple[str, Decimal]]:
    """Parts from the largest down, equal ones by name."""
    known = [(name, value) for name, value in parts.items() if value is not None]
    return sorted(known, key=lambda item: (-item[1], item[0]))


def _numbers(**values: Decimal | None) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def named(items: Sequence[Any]) -> dict[str, Label]:
    """The wordings of a catalogue, by id."""
    return {item.id: item.label for item in items}
