"""What the command line shows of poverty by place and of poor villages: plain data, and a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.table import Table

from office.tables import listed, name_of
from policy.pack import load_pack
from policy.wording import words
from registry.session import Registry

INDENT = {"county": "", "township": "  ", "village": "    "}


def villages_of(registry: Registry, as_of: date) -> list[dict[str, Any]]:
    """Every place with its poor, its incidence and, for villages, haves, status and way.

    PolicyError where the pack does not say what a village must have.
    """
    required = load_pack(registry.pack).value("village.exit.required_haves", as_of).value
    with registry.reading() as reader:
        return reader.rows("villages_by_place", as_of=as_of, required=required)


def village_tables(places: list[dict[str, Any]], language: str) -> list[Table | str]:
    """The same, to be read: the county first, then its townships with their villages."""
    heads = (
        *("place", "poor_households", "poor_persons", "rural_persons", "incidence"),
        *("haves_met", "haves_unmet", "haves_unknown", "poor_village", "proposal", "way"),
    )
    return listed(language, "villages_by_place", heads, [_row(p, language) for p in places])


def _row(place: dict[str, Any], language: str) -> tuple[Any, ...]:
    unknown = words("value.unknown")[language]

    def known(name: str) -> Any:
        return unknown if place[name] is None else place[name]

    incidence = place["incidence"]
    return (
        INDENT[place["level"]] + name_of(place, language),
        known("poor_households"),
        known("poor_persons"),
        known("rural_persons"),
        unknown if incidence is None else f"{100 * incidence:.2f} %",
        *(place[name] for name in ("haves_met", "haves_unmet", "haves_unknown")),
        _status(place, language),
        place["proposal"] and words(f"village_proposal.{place['proposal']}")[language],
        place["proposal"] and _way(place, language),
    )


def _status(place: dict[str, Any], language: str) -> str | None:
    if place["is_poor"] is None:
        return None
    state, day = ("poor", "poor_since_on") if place["is_poor"] else ("exited", "exited_on")
    return words(f"village_status.{state}", day=place[day])[language]


def _way(place: dict[str, Any], language: str) -> str:
    said = words(f"village_result.{place['result'] or 'received'}")[language]
    return f"{said} {place['decided_on'] or ''}".strip()
