"""Two policies over the same households, against a comparison reckoned by hand, one by one."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.features import columns_sql, load_features
from policy.overlay import apply_overlay
from policy.pack import load_pack
from policy.reform import Comparison, Tally, compare, deciding_rules, prepare_reform

ON = date(2014, 6, 1)
LINE = 2800
Truth = bool | None
Household = dict[str, Any]
#: An ordinary family in village V1, above the line and surveyed in full.
FAMILY: Household = {
    "village_code": "V1",
    "size": 4,
    "income_per_person": 5000,
    "income_after_illness_per_person": 5000,
    "has_major_illness": False,
    "dropouts_for_money": 0,
    "dwellings": 1,
    "housing_grade": "A",
    "can_build": True,
    "has_vehicle": False,
    "has_food": True,
}
DOMAINS: dict[str, list[Any]] = {
    "village_code": ["V1", "V2", None],
    "size": [None, 1, 3],
    "income_per_person": [None, -100, 0, 2799, 2800, 2900, Decimal("2999.99"), 3000, 9000],
    "income_after_illness_per_person": [None, 2500, 5000],
    "has_major_illness": [None, True, False],
    "dropouts_for_money": [None, 0, 1],
    "has_vehicle": [None, True, False],
    "has_food": [None, True, False],
}


def below(amount: Any, line: int) -> Truth:
    return None if amount is None else amount < line


def both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if None in (one, other) else True


#: What each criterion says of a household under a line; housing never differs here.
Enters = dict[str, Callable[[Household, int], Truth]]
IN_FORCE: Enters = {
    "enter.income": lambda h, line: below(h["income_per_person"], line),
    "enter.education": lambda h, _: (
        None if h["dropouts_for_money"] is None else h["dropouts_for_money"] > 0
    ),
    "enter.illness": lambda h, line: both(
        h["has_major_illness"], below(h["income_after_illness_per_person"], line)
    ),
}
HUNGRY = {
    "id": "enter.hungry",
    "expression": "NOT has_food",
    "label": {"zh": "吃不饱", "en": "not enough to eat"},
}


def hungry(household: Household, _: int) -> Truth:
    return None if household["has_food"] is None else not household["has_food"]


#: Overlays, and by hand what they make of line and criteria.
OVERLAYS: list[tuple[dict[str, Any], int, Enters]] = [
    ({}, LINE, IN_FORCE),
    ({"poverty_line": 3000}, 3000, IN_FORCE),
    ({"poverty_line": 1}, 1, IN_FORCE),
    (
        {"removed": ["enter.education"], "added": [HUNGRY]},
        LINE,
        {name: IN_FORCE[name] for name in ("enter.income", "enter.illness")}
        | {"enter.hungry": hungry},
    ),
    (
        {"poverty_line": 2950, "changed": {"enter.illness": "has_major_illness"}},
        2950,
        IN_FORCE | {"enter.illness": lambda h, _: h["has_major_illness"]},
    ),
]


def verdict(states: Iterable[Truth]) -> str:
    found = set(states)
    if True in found:
        return "eligible"
    return "unknown" if None in found else "not_eligible"


def compared(households: list[Household], overlay: dict[str, Any]) -> Comparison:
    pack, features = load_pack("cn"), load_features()
    reform = prepare_reform(pack, apply_overlay(pack, overlay, ON, "plan.yaml"), ON)
    columns = [*(feature.name for feature in features), "village_code"]
    rows = [
        [(FAMILY | h | {"household_id": f"H{n}"}).get(name) for name in columns]
        for n, h in enumerate(households)
    ]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE seen ({columns_sql(features)}, village_code VARCHAR)")
        if rows:
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO seen VALUES ({marks})", rows)
        found = compare(connection, "seen", reform)
        changed = connection.execute(reform.changed_sql("seen"), reform.parameters).fetchall()
    assert len(changed) == sum(n for (was, will), n in found.verdicts.items() if was != will)
    return found


def short(household: Household, line: int) -> Decimal | None:
    """What the household lacks to the line in a year; None where nobody knows."""
    size, income = household["size"], household["income_per_person"]
    if size is None or income is None:
        return None
    return size * max(Decimal(0), line - Decimal(income))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({k: st.sampled_from(v) for k, v in DOMAINS.items()}), max_size=9
    ),
    st.sampled_from(OVERLAYS),
)
def test_every_count_is_the_one_that_is_counted_by_hand(
    households: list[Household], case: tuple[dict[str, Any], int, Enters]
) -> None:
    overlay, line, enters = case
    found = compared(households, overlay)

    expected: dict[str | None, Counter[str]] = {}
    met: Counter[tuple[str, str]] = Counter()
    differing: Counter[tuple[str, str]] = Counter()
    verdicts: Counter[tuple[str, str]] = Counter()
    for h in households:
        states = {
            "before": {name: rule(h, LINE) for name, rule in IN_FORCE.items()},
            "after": {name: rule(h, line) for name, rule in enters.items()},
        }
        was, will = (verdict(each.values()) for each in states.values())
        verdicts[was, will] += 1
        count = expected.setdefault(h["village_code"], Counter())
        count["surveyed"] += 1
        for when, its_line, its_verdict in (("before", LINE, was), ("after", line, will)):
            lack = short(h, its_line)
            count[f"unknown_{when}"] += its_verdict == "unknown"
            if lack is not None:
                count[f"shortfall_{when}"] += lack
                count[f"poor_{when}"] += h["size"] * (lack > 0)
            if its_verdict == "eligible":
                count[f"eligible_{when}"] += 1
                count[f"persons_{when}"] += h["size"] or 0
                count[f"gap_{when}"] += lack or 0
                count[f"unmeasured_{when}"] += lack is None
            for name, truth in states[when].items():
                met[when, name] += truth is True
        if short(h, LINE) is not None:
            count["measured_persons"] += h["size"]
        for way, one, other, now, then in (
            ("in", will, was, states["after"], states["before"]),
            ("out", was, will, states["before"], states["after"]),
        ):
            if one == "eligible" != other:
                count[f"newly_{way}"] += 1
                count[f"persons_{way}"] += h["size"] or 0
                for name, truth in now.items():
                    differing[way, name] += truth is True and then.get(name) is not True

    assert {place: _nonzero(tally) for place, tally in found.villages.items()} == {
        place: {key: n for key, n in count.items() if n} for place, count in expected.items()
    }
    assert found.verdicts == verdicts
    for rule in found.rules:
        name = rule.criterion.id
        if name in IN_FORCE or name in enters:
            assert rule.met_before == (met["before", name] if name in IN_FORCE else None)
            assert rule.met_after == (met["after", name] if name in enters else None)
            assert (rule.newly_in, rule.newly_out) == (
                differing["in", name],
                differing["out", name],
            )
            assert rule.alone <= rule.newly_in + rule.newly_out
    persons = sum(count["measured_persons"] for count in expected.values())
    if not persons:
        assert found.headcount_ratios is None and found.gap_indices is None
    else:
        assert found.headcount_ratios and found.gap_indices
        for place, (when, its_line) in enumerate((("before", LINE), ("after", line))):
            poor = sum(count[f"poor_{when}"] for count in expected.values())
            lack = sum(Fraction(count[f"shortfall_{when}"]) for count in expected.values())
            assert float(found.headcount_ratios[place]) == pytest.approx(
                float(Fraction(poor, persons))
            )
            assert float(found.gap_indices[place]) == pytest.approx(
                float(lack / its_line / persons)
            )


def _nonzero(tally: Tally) -> dict[str, Any]:
    return {key: value for key, value in vars(tally).items() if value}


def test_an_overlay_that_changes_nothing_makes_no_difference() -> None:
    households = [{"income_per_person": 100}, {"income_per_person": None}, {}]
    found = compared(households, {"poverty_line": LINE})
    assert set(found.verdicts) == {(v, v) for v in ("eligible", "unknown", "not_eligible")}
    total = found.total
    assert (total.newly_in, total.newly_out) == (0, 0)
    assert total.gap_before == total.gap_after == 4 * (LINE - 100)
    assert all(rule.met_before == rule.met_after for rule in found.rules)
    assert not any(rule.newly_in or rule.newly_out for rule in found.rules)


def test_a_keep_out_is_no_verdict_but_its_findings_are_counted() -> None:
    found = compared([{"has_vehicle": True}, {}], {"removed": ["keepout.luxury"]})
    (luxury,) = [rule for rule in found.rules if rule.criterion.id == "keepout.luxury"]
    assert (luxury.met_before, luxury.met_after, found.total.newly_in) == (1, None, 0)


def test_who_meets_two_new_criteria_counts_for_both_and_for_none_alone() -> None:
    overlay = {"poverty_line": 6000, "added": [HUNGRY]}
    found = compared([{"has_food": False}, {"has_food": True}], overlay)
    rules = {rule.criterion.id: rule for rule in found.rules if rule.newly_in}
    assert {name: (r.newly_in, r.alone) for name, r in rules.items()} == {
        "enter.income": (2, 1),
        "enter.hungry": (1, 0),
    }


def test_the_gap_index_is_that_of_foster_greer_and_thorbecke() -> None:
    """Four persons at 1400, half of the line of 2800, and four above it: P0 = 1/2, P1 = 1/4."""
    found = compared([{"income_per_person": 1400}, {}], {"poverty_line": 5600})
    assert found.headcount_ratios == (Decimal("0.5"), 1)
    # Under 5600 the first lack 4200 of it, the second 600: (0.75 + 6/56) / 2.
    assert found.gap_indices == (Decimal("0.25"), (Decimal("0.75") + Decimal(600) / 5600) / 2)


def test_a_household_whose_verdict_stays_has_no_rule_that_makes_a_difference() -> None:
    pack = load_pack("cn")
    reform = prepare_reform(pack, pack, ON)
    assert deciding_rules(reform, 1, 2, ("eligible", "eligible")) == []
    assert deciding_rules(reform, 0, 2, ("unknown", "eligible")) == ["enter.education"]
    assert deciding_rules(reform, 3, 2, ("eligible", "unknown")) == ["enter.income"]
