"""The yearly assessment: a tree of weighted indicators, points, grades, ranking [003]."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from policy.errors import OfficeError, PolicyError
from policy.label import Label
from policy.yaml_file import (
    day_of,
    fields_of,
    label_of,
    read_yaml,
    refuse_repeated,
    refuse_unknown,
    shown,
)

#: Who is assessed.
ASSESSED = ("village", "township", "unit", "helper")
WHOLE = Fraction(100)
GRADES = ("excellent", "good", "fair", "poor")


@dataclass(frozen=True)
class Indicator:
    """What is measured: a share of the registry's rows, or points entered by a person with a reason.

    The share earns nothing at `floor` and everything at `full`, in between by the straight line;
    `floor` lies above `full` where less is better.
    """

    id: str
    label: Label
    source: str
    query: str | None = None
    numerator: Label | None = None
    denominator: Label | None = None
    floor: Fraction = Fraction(0)
    full: Fraction = Fraction(1)

    @property
    def is_entered(self) -> bool:
        return self.query is None

    def points_of(self, share: Fraction) -> Fraction:
        """Points from 0 to 100 for a share."""
        reached = (share - self.floor) / (self.full - self.floor)
        return WHOLE * max(Fraction(0), min(reached, Fraction(1)))


@dataclass(frozen=True)
class Node:
    """A precision, an item or an indicator, with its weight among its siblings."""

    id: str
    weight: Fraction
    parts: tuple[Node, ...] = ()
    indicator: Indicator | None = None

    def leaves(self) -> Iterable[Node]:
        """The indicators below, in the order of the file."""
        return [leaf for part in self.parts for leaf in part.leaves()] if self.parts else [self]


@dataclass(frozen=True)
class Tree:
    """How one kind of assessed is assessed, from a day on."""

    kind: str
    since_on: date
    source: str
    root: Node

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(leaf.indicator for leaf in self.root.leaves() if leaf.indicator)


@dataclass(frozen=True)
class Count:
    """An indicator's numerator and denominator; an unknown numerator is None and never 0."""

    numerator: Fraction | None
    denominator: Fraction


@dataclass(frozen=True)
class Scored:
    """A node with what it earned of `lowest` to `highest` points out of 100.

    Both are the same once everything is known, and None where nothing below applies. `worth` is what
    the node counts for in the whole, after the weight of what does not apply was spread.
    """

    node: Node
    worth: Fraction
    lowest: Fraction | None
    highest: Fraction | None
    count: Count | None = None
    entered: Decimal | None = None
    parts: tuple[Scored, ...] = ()

    @property
    def is_applicable(self) -> bool:
        return self.lowest is not None

    @property
    def score(self) -> Fraction | None:
        """Points out of 100; None where unknown or not applicable."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def unknown(self) -> list[str]:
        """Indicators below that are not known."""
        if self.parts:
            return [name for part in self.parts for name in part.unknown]
        return [self.node.id] if self.is_applicable and self.score is None else []

    def leaves(self) -> list[Scored]:
        return [leaf for part in self.parts for leaf in part.leaves()] if self.parts else [self]


def score(
    tree: Tree, counts: Mapping[str, Count], entered: Mapping[str, Decimal | Fraction]
) -> Scored:
    """Score one assessed by its counts and entered points, by id of the indicator; exactly.

    What has nothing to count (no rows, or a denominator of zero) is not applicable: its weight is
    spread over its siblings in proportion to theirs; where none of them applies, their parent does
    not. An unknown numerator, or points that nobody entered, may earn anything from 0 to 100.
    OfficeError for points outside 0 to 100.
    """
    return _worth(_scored(tree.root, counts, entered), WHOLE)


def _scored(node: Node, counts: Mapping[str, Count], entered: Mapping[str, Any]) -> Scored:
    if node.indicator:
        return _leaf(node, node.indicator, counts.get(node.id), entered.get(node.id))
    parts = tuple(_scored(part, counts, entered) for part in node.parts)
    known = [part for part in parts if part.is_applicable]
    weight = sum((part.node.weight for part in known), Fraction(0))
    if not weight:
        return Scored(node, Fraction(0), None, None, parts=parts)
    lowest = sum((p.node.weight * (p.lowest or 0) for p in known), Fraction(0)) / weight
    highest = sum((p.node.weight * (p.highest or 0) for p in known), Fraction(0)) / weight
    return Scored(node, Fraction(0), lowest, highest, parts=parts)


def _leaf(node: Node, indicator: Indicator, count: Count | None, points: Any) -> Scored:
    if indicator.is_entered:
        if points is None:
            return Scored(node, Fraction(0), Fraction(0), WHOLE)
        if not 0 <= points <= WHOLE:
            raise OfficeError.because(
                "assessment.points_out_of_range", where=indicator.id, points=points
            )
        return Scored(node, Fraction(0), Fraction(points), Fraction(points), entered=points)
    if count is None or not count.denominator:
        return Scored(node, Fraction(0), None, None, count)
    if count.numerator is None:
        return Scored(node, Fraction(0), Fraction(0), WHOLE, count)
    earned = indicator.points_of(count.numerator / count.denominator)
    return Scored(node, Fraction(0), earned, earned, count)


def _worth(scored: Scored, worth: Fraction) -> Scored:
    """The same tree with what every node counts for in the whole."""
    known = sum((p.node.weight for p in scored.parts if p.is_applicable), Fraction(0))
    return Scored(
        scored.node,
        worth if scored.is_applicable else Fraction(0),
        scored.lowest,
        scored.highest,
        scored.count,
        scored.entered,
        tuple(
            _worth(p, worth * p.node.weight / known if p.is_applicable else Fraction(0))
            for p in scored.parts
        ),
    )


def printed(points: Fraction) -> Decimal:
    """Points as they are made public: rounded once, half up, to two decimals."""
    count, whole = points.as_integer_ratio()
    return Decimal((200 * count + whole) // (2 * whole)).scaleb(-2)


def ranks(scores: Sequence[Decimal]) -> list[int]:
    """Competition ranking, the best first: equal scores share a rank, and the next ones are left out."""
    first: dict[Decimal, int] = {}
    for place, points in enumerate(sorted(scores, reverse=True), 1):
        first.setdefault(points, place)
    return [first[points] for points in scores]


def grade(points: Decimal, thresholds: Mapping[str, Decimal]) -> str:
    """The best grade whose threshold the points reach; `thresholds` from the best grade on."""
    return next((name for name in GRADES[:-1] if points >= thresholds[name]), GRADES[-1])


def honours(
    scores: Sequence[Decimal],
    grades: Sequence[str],
    commend_share: Fraction,
    criticise_share: Fraction,
) -> list[str | None]:
    """Who is commended, who criticised: the first and the last ranks, as many as the shares allow.

    Who shares the last rank that fits is in; a share that comes to less than one is nobody. Nobody
    of the lowest grade is commended, and nobody of the highest criticised.
    """
    from_the_top = ranks(scores)
    from_below = ranks([-points for points in scores])
    commended = int(len(scores) * commend_share)
    criticised = int(len(scores) * criticise_share)
    return [
        "commended"
        if top <= commended and name != GRADES[-1]
        else "criticised"
        if below <= criticised and name != GRADES[0]
        else None
        for top, below, name in zip(from_the_top, from_below, grades, strict=True)
    ]


def tree_on(trees: Iterable[Tree], kind: str, on: date) -> Tree | None:
    """The tree of a kind in force on that day."""
    of_kind = [tree for tree in trees if tree.kind == kind and tree.since_on <= on]
    return max(of_kind, key=lambda tree: tree.since_on, default=None)


# --- the file ---------------------------------------------------------------------------------------


def read_trees(path: Path, precisions: Collection[str], items: Collection[str]) -> tuple[Tree, ...]:
    """The trees of a pack, none where it has no such file; PolicyError at the first faulty entry."""
    if not path.is_file():
        return ()
    where = shown(path)
    content = fields_of(read_yaml(path), where, ("indicators", "trees"))
    indicators = {
        str(name): _indicator(str(name), node, f"{where}, {name}")
        for name, node in content["indicators"].items()
    }
    trees = [_tree(node, where, indicators, precisions, items) for node in content["trees"]]
    refuse_repeated((f"{tree.kind} {tree.since_on}" for tree in trees), where)
    return tuple(trees)


def _indicator(name: str, node: Any, where: str) -> Indicator:
    way = node.get("way") if isinstance(node, Mapping) else None
    counted = ("query", "numerator", "denominator", "floor", "full") if way == "share" else ()
    fields = fields_of(node, where, ("way", "label", "source", *counted))
    refuse_unknown(str(way), ("share", "entered"), f"{where}, way")
    label, source = label_of(fields["label"], where), str(fields["source"])
    if not counted:
        return Indicator(name, label, source)
    floor, full = _share(fields["floor"], where), _share(fields["full"], where)
    if floor == full:
        raise PolicyError.because("assessment.floor_is_full", where=where, share=fields["full"])
    return Indicator(
        name,
        label,
        source,
        query=str(fields["query"]),
        numerator=label_of(fields["numerator"], f"{where}, numerator"),
        denominator=label_of(fields["denominator"], f"{where}, denominator"),
        floor=floor,
        full=full,
    )


def _share(node: Any, where: str) -> Fraction:
    """A share from 0 to 1, quoted in the file: YAML would read it as a binary fraction otherwise."""
    try:
        share = Fraction(node) if isinstance(node, str) else None
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 <= share <= 1:
        raise PolicyError.because("assessment.no_share", where=where, came=repr(node))
    return share


def _tree(
    node: Any,
    where: str,
    indicators: Mapping[str, Indicator],
    precisions: Collection[str],
    items: Collection[str],
) -> Tree:
    fields = fields_of(node, where, ("kind", "from", "source", "precisions"))
    kind = str(fields["kind"])
    refuse_unknown(kind, ASSESSED, f"{where}, trees")
    at = f"{where}, {kind}"
    parts = []
    for name, precision in _mapping(fields["precisions"], at).items():
        refuse_unknown(name, precisions, at)
        parts.append(_branch(name, precision, f"{at}, {name}", indicators, items))
    root = Node(kind, WHOLE, _adding_up(parts, at))
    refuse_repeated((leaf.id for leaf in root.leaves()), at)
    return Tree(kind, day_of(fields["from"], at), str(fields["source"]), root)


def _branch(
    name: str, node: Any, where: str, indicators: Mapping[str, Indicator], items: Collection[str]
) -> Node:
    fields = fields_of(node, where, ("weight", "items"))
    parts = []
    for item, written in _mapping(fields["items"], where).items():
        refuse_unknown(item, items, where)
        at = f"{where}, {item}"
        inside = fields_of(written, at, ("weight", "indicators"))
        leaves = []
        for leaf, weight in _mapping(inside["indicators"], at).items():
            refuse_unknown(leaf, list(indicators), at)
            leaves.append(Node(leaf, _weight(weight, f"{at}, {leaf}"), indicator=indicators[leaf]))
        parts.append(Node(item, _weight(inside["weight"], at), _adding_up(leaves, at)))
    return Node(name, _weight(fields["weight"], where), _adding_up(parts, where))


def _mapping(node: Any, where: str) -> Mapping[str, Any]:
    return fields_of(node, where, (), list(node) if isinstance(node, Mapping) else ())


def _weight(node: Any, where: str) -> Fraction:
    if type(node) is not int or node <= 0:
        raise PolicyError.because("assessment.no_weight", where=where, came=repr(node))
    return Fraction(node)


def _adding_up(parts: list[Node], where: str) -> tuple[Node, ...]:
    """The parts, if their weights add up to 100."""
    total = sum((part.weight for part in parts), Fraction(0))
    if total != WHOLE:
        weights = [f"{part.id} {part.weight}" for part in parts]
        raise PolicyError.because(
            "assessment.weights", where=where, total=str(total), weights=weights
        )
    return tuple(parts)
