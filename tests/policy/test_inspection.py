"""The terms of an inspection, and what a pack may say of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policy.errors import PolicyError
from policy.inspection import InspectionTerms, inspection_terms
from policy.pack import load_pack

ON = date(2014, 5, 5)


def cn(key: str) -> Any:
    return load_pack("cn").value(key, ON).value


def test_city_county_township_and_village_inspect_in_this_order() -> None:
    assert inspection_terms(cn) == InspectionTerms(
        levels=("city", "county", "township", "village"),
        days_per_level=10,
        stratum="township",
        margin=Decimal("0.05"),
        confidence=Decimal("0.95"),
        rectifying_level="township",
        rectification_days=15,
        day_kind="working",
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("inspection.levels", ["county", "province"]),
        ("inspection.stratum", "group"),
        ("inspection.rectifying_level", "city"),
        ("inspection.rectification_day_kind", "lunar"),
    ],
)
def test_a_word_that_a_term_may_not_use_is_named_with_its_key(key: str, value: Any) -> None:
    with pytest.raises(PolicyError, match=key):
        inspection_terms(lambda asked: value if asked == key else cn(asked))


def test_a_pack_without_inspections_names_the_key_that_it_lacks() -> None:
    with pytest.raises(PolicyError, match=r"inspection\.levels"):
        inspection_terms(lambda key: load_pack("vn").value(key, date(1998, 5, 5)).value)
