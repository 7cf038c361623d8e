"""Points, weights that add up, what does not apply, ranks and honours, by hand and by an independent model."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policy.assessment import (
    ASSESSED,
    Count,
    Indicator,
    Node,
    Tree,
    grade,
    honours,
    printed,
    ranks,
    read_trees,
    score,
)
from policy.errors import OfficeError, PolicyError
from policy.label import Label
from policy.pack import PACKS, load_pack

DAY = date(2014, 12, 31)
LABEL = Label("指标", "indicator")
PRECISIONS, ITEMS = ("targets", "cadres"), ("identification", "management")


def counted(name: str, floor: str = "0", full: str = "1") -> Indicator:
    return Indicator(name, LABEL, "default", "query", LABEL, LABEL, Fraction(floor), Fraction(full))


def tree(*branches: Node) -> Tree:
    return Tree("village", DAY, "default", Node("village", Fraction(100), branches))


def branch(name: str, weight: int, **indicators: int | tuple[int, Indicator]) -> Node:
    parts = []
    for leaf, said in indicators.items():
        of_leaf, indicator = said if isinstance(said, tuple) else (said, counted(leaf))
        parts.append(Node(leaf, Fraction(of_leaf), indicator=indicator))
    return Node(name, Fraction(weight), tuple(parts))


def of(numerator: int | None, denominator: int) -> Count:
    return Count(None if numerator is None else Fraction(numerator), Fraction(denominator))


# --- points -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("floor", "full", "share", "points"),
    [
        ("0.50", "0.95", "0.50", "0"),
        ("0.50", "0.95", "0.40", "0"),
        ("0.50", "0.95", "0.95", "100"),
        ("0.50", "0.95", "1", "100"),
        ("0.50", "0.95", "0.725", "50"),
        # less is better
        ("0.20", "0.05", "0.05", "100"),
        ("0.20", "0.05", "0", "100"),
        ("0.20", "0.05", "0.10", "200/3"),
        ("0.20", "0.05", "0.30", "0"),
    ],
)
def test_a_share_earns_points_by_the_straight_line_from_floor_to_full(
    floor: str, full: str, share: str, points: str
) -> None:
    assert counted("x", floor, full).points_of(Fraction(share)) == Fraction(points)


@pytest.mark.parametrize(
    ("points", "shown"),
    [("89.995", "90.00"), ("89.99499999", "89.99"), ("200/3", "66.67"), ("0", "0.00")],
)
def test_points_are_rounded_once_half_up(points: str, shown: str) -> None:
    assert str(printed(Fraction(points))) == shown


# --- what does not apply, what is unknown -----------------------------------------------------------


def test_the_weight_of_what_does_not_apply_goes_to_its_siblings_in_proportion() -> None:
    """40, 20 and 40: without the first, the others count 20/60 and 40/60 of the whole."""
    scored = score(
        tree(branch("targets", 100, a=40, b=20, c=40)), {"b": of(1, 2), "c": of(1, 1)}, {}
    )
    assert [leaf.worth for leaf in scored.leaves()] == [0, Fraction(100, 3), Fraction(200, 3)]
    assert scored.score == Fraction(1, 3) * 50 + Fraction(2, 3) * 100


def test_a_branch_without_anything_that_applies_gives_its_weight_to_the_other_branches() -> None:
    both = tree(branch("targets", 70, a=100), branch("cadres", 30, b=100))
    scored = score(both, {"a": of(0, 0), "b": of(3, 4)}, {})
    assert scored.score == 75
    assert [leaf.worth for leaf in scored.leaves()] == [0, 100]


def test_where_nothing_applies_there_is_no_score_and_not_zero() -> None:
    scored = score(tree(branch("targets", 100, a=100)), {"a": of(0, 0)}, {})
    assert not scored.is_applicable and scored.score is None and scored.unknown == []


def test_what_is_unknown_leaves_the_score_open_between_two_bounds() -> None:
    half = Indicator("e", LABEL, "default")
    both = tree(branch("targets", 100, a=40, b=20, e=(40, half)))
    scored = score(both, {"a": of(1, 1), "b": of(None, 3)}, {})
    assert scored.score is None
    assert (scored.lowest, scored.highest) == (40, 100)
    assert scored.unknown == ["b", "e"]
    known = score(both, {"a": of(1, 1), "b": of(0, 3)}, {"e": Decimal("86.5")})
    assert known.score == 40 + Fraction("86.5") * Fraction(40, 100)


@pytest.mark.parametrize("points", ["-0.01", "100.01"])
def test_points_outside_0_to_100_are_refused(points: str) -> None:
    entered = tree(branch("targets", 100, e=(100, Indicator("e", LABEL, "default"))))
    with pytest.raises(OfficeError, match=f"e: {points} points; expected points from 0 to 100"):
        score(entered, {}, {"e": Decimal(points)})


shares = st.tuples(st.integers(0, 50), st.integers(0, 50))


@given(st.lists(st.tuples(st.integers(1, 99), shares), min_size=1, max_size=6))
def test_a_score_is_the_mean_of_what_applies_by_its_weights(
    leaves: list[tuple[int, tuple[int, int]]],
) -> None:
    """Against floating point, on any weights: with one level the mean is the plain weighted one."""
    parts = {f"i{n}": weight for n, (weight, _) in enumerate(leaves)}
    counts = {f"i{n}": of(min(a, b), b) for n, (_, (a, b)) in enumerate(leaves)}
    scored = score(tree(branch("targets", 100, **parts)), counts, {})
    known = [(w, min(a, b) / b) for w, (a, b) in leaves if b]
    if not known:
        assert scored.score is None
        return
    expected = sum(w * share for w, share in known) / sum(w for w, _ in known) * 100
    assert float(scored.score or 0) == pytest.approx(expected)
    assert sum(leaf.worth for leaf in scored.leaves()) == 100


# --- ranks, grades, honours -------------------------------------------------------------------------


def test_equal_scores_share_a_rank_and_the_next_one_is_left_out() -> None:
    assert ranks([Decimal(n) for n in (80, 90, 80, 70)]) == [2, 1, 2, 4]


@given(st.lists(st.integers(0, 10).map(Decimal), max_size=30))
def test_a_rank_is_one_more_than_those_who_are_better(scores: list[Decimal]) -> None:
    assert ranks(scores) == [1 + sum(other > own for other in scores) for own in scores]


@pytest.mark.parametrize(
    ("points", "name"),
    [("90.00", "excellent"), ("89.99", "good"), ("80", "good"), ("60", "fair"), ("59.99", "poor")],
)
def test_a_grade_begins_at_its_threshold(points: str, name: str) -> None:
    thresholds = {"excellent": Decimal(90), "good": Decimal(80), "fair": Decimal(60)}
    assert grade(Decimal(points), thresholds) == name


def test_the_first_tenth_is_commended_and_the_last_twentieth_criticised() -> None:
    scores = [Decimal(99 - n) for n in range(20)]
    said = honours(scores, ["good"] * 20, Fraction("0.10"), Fraction("0.05"))
    assert said == ["commended"] * 2 + [None] * 17 + ["criticised"]


def test_who_shares_the_last_rank_that_fits_is_in() -> None:
    scores = [Decimal(n) for n in (95, 95, 90, 60, 60)]
    grades = ["excellent", "excellent", "excellent", "fair", "fair"]
    said = honours(scores, grades, Fraction("0.20"), Fraction("0.20"))
    assert said == ["commended", "commended", None, "criticised", "criticised"]


def test_nobody_poor_is_commended_and_nobody_excellent_criticised() -> None:
    scores = [Decimal(n) for n in (50, 40)]
    assert honours(scores, ["poor", "poor"], Fraction(1), Fraction(0)) == [None, None]
    assert honours(scores, ["excellent"] * 2, Fraction(0), Fraction(1)) == [None, None]


# --- the file ---------------------------------------------------------------------------------------

WRITTEN: dict[str, Any] = {
    "indicators": {
        "visits": {
            "way": "share",
            "query": "indicator_visits",
            "label": {"zh": "走访", "en": "visits"},
            "numerator": {"zh": "完成", "en": "made"},
            "denominator": {"zh": "到期", "en": "due"},
            "floor": "0.5",
            "full": "1",
            "source": "default",
        },
        "opinion": {
            "way": "entered",
            "label": {"zh": "评价", "en": "opinion"},
            "source": "default",
        },
    },
    "trees": [
        {
            "kind": "village",
            "from": date(2014, 1, 1),
            "source": "default",
            "precisions": {
                "targets": {
                    "weight": 100,
                    "items": {
                        "identification": {
                            "weight": 100,
                            "indicators": {"visits": 60, "opinion": 40},
                        }
                    },
                }
            },
        }
    ],
}


def read(tmp_path: Path, **changes: Any) -> tuple[Tree, ...]:
    """The file with values changed at paths such as `trees.0.kind`."""
    written = yaml.safe_load(yaml.safe_dump(WRITTEN, sort_keys=False))
    for path, value in changes.items():
        *steps, last = path.split("__")
        node = written
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
        node[last] = value
    file = tmp_path / "indicators.yaml"
    file.write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    return read_trees(file, PRECISIONS, ITEMS)


LEAVES = "trees__0__precisions__targets__items__identification__indicators"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            LEAVES,
            {"visits": 60, "opinion": 30},
            r"indicators\.yaml, village, targets, identification: weights of 90 in all "
            r"\(visits 60, opinion 30\); expected the weights of one level to add up to 100",
        ),
        (
            "trees__0__precisions__targets__weight",
            90,
            r"indicators\.yaml, village: weights of 90 in all \(targets 90\)",
        ),
        (
            LEAVES,
            {"visits": 60, "visit": 40},
            r"village, targets, identification: visit; expected one of visits",
        ),
        (LEAVES, {"visits": "60", "opinion": 40}, "visits: '60' as a weight"),
        (LEAVES, {"visits": 0, "opinion": 100}, "visits: 0 as a weight"),
        ("trees__0__kind", "county", "expected one of village, township, unit"),
        ("trees__0__precisions__targets__items", {"help": {}}, "help; expected one of"),
        ("indicators__visits__way", "guess", "expected"),
        ("indicators__visits__full", 0.95, r"0\.95 as a share; expected a quoted number"),
        ("indicators__visits__full", "1.5", "'1.5' as a share"),
        ("indicators__visits__full", "0.5", "0.5 for both floor and full"),
    ],
)
def test_a_faulty_tree_is_refused_with_its_place(
    tmp_path: Path, path: str, value: Any, said: str
) -> None:
    with pytest.raises(PolicyError, match=said):
        read(tmp_path, **{path: value})


def test_a_fair_file_is_read(tmp_path: Path) -> None:
    (village,) = read(tmp_path)
    assert [indicator.id for indicator in village.indicators] == ["visits", "opinion"]


def test_the_pack_assesses_all_four_kinds_and_another_pack_none() -> None:
    assert {load_pack("cn").tree(kind, DAY).kind for kind in ASSESSED} == set(ASSESSED)
    assert load_pack("vn").trees == ()
    with pytest.raises(PolicyError, match="no tree of indicators for village"):
        load_pack("vn").tree("village", DAY)


def test_every_counted_indicator_names_a_query_that_is_there() -> None:
    folder = PACKS.parents[1] / "registry" / "sql"
    queries = [i.query for i in load_pack("cn").indicators(DAY).values() if i.query]
    assert queries and all((folder / f"{query}.sql").is_file() for query in queries)
