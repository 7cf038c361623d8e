"""A calculation on paper: for whoever weighs the change, not for posting."""

from decimal import Decimal
from pathlib import Path

from policy.wording import words
from tasks.printing.contents import (
    Figure,
    Language,
    PlaceCounts,
    PolicyChange,
    RuleCounts,
    WhatIf,
    Words,
)
from tasks.printing.pages import print_together
from tasks.what_if.calculation import Calculation

OF_A_PLACE = (
    *("surveyed", "eligible_before", "newly_in", "newly_out"),
    *("eligible_after", "unknown_after", "gap_before", "gap_after"),
)
OF_A_RULE = ("met_before", "met_after", "newly_in", "newly_out", "alone")


def print_calculation(found: Calculation, file: Path, language: Language) -> None:
    """Print a calculation into a file of its own."""
    print_together({file: [paper_of_calculation(found)]}, language)


def paper_of_calculation(found: Calculation) -> WhatIf:
    """The content of the paper: counts by place and criterion, no household."""
    day, county = found.day, found.day.campaign.county_code
    return WhatIf(
        **found.gazetteer.head(f"{day.campaign_id} {day.as_of}", day.as_of, county),
        campaign_year=day.campaign.year,
        rules_on=day.rules_on,
        currency=Words.of(day.pack.currency),
        changes=tuple(
            PolicyChange(
                item=Words.of(change.label),
                before=_or_none(change.before),
                after=_or_none(change.after),
            )
            for change in found.reform.changes
        ),
        figures=tuple(
            Figure(
                item=Words.of(found.figure_label(name)),
                before=_amount(before),
                after=_amount(after),
                difference=_amount(after - before, "+"),
            )
            for name, before, after in found.figures
        ),
        places=tuple(
            PlaceCounts(
                name=Words.of(place.name),
                is_village=place.is_village,
                **{name: getattr(place.tally, name) for name in OF_A_PLACE},
            )
            for place in found.places
        ),
        rules=tuple(
            RuleCounts(
                item=Words.of(rule.criterion.label),
                **{name: getattr(rule, name) for name in OF_A_RULE},
            )
            for rule in found.differing_rules
        ),
    )


def _or_none(text: str | None) -> Words:
    return Words(zh=text, en=text) if text else Words.of(words("figure.no_such_rule"))


def _amount(number: int | Decimal, sign: str = "") -> str:
    if not number:
        return "0"
    return f"{number:{sign},.2f}" if isinstance(number, Decimal) else f"{number:{sign},}"
