"""What the command line shows of the assessment: plain data, and tables to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from office.tables import listed
from policy.assessment import Count, Scored, printed
from policy.label import Label
from policy.pack import Pack
from policy.wording import words
from tasks.assessment.breakdown import shown_of
from tasks.assessment.scores import Ground, Result, scores_of, trace, tree_of
from tasks.campaign_day import CampaignDay


def scores_shown(day: CampaignDay, kinds: Collection[str]) -> dict[str, Any]:
    """Everybody of these kinds; before the year is over this is the interim, and nothing is stored."""
    with day.reading() as reader:
        results = scores_of(reader, day, kinds)
    return {
        "counted_until": day.rules_on,
        "is_interim": day.as_of == day.rules_on,
        "results": [_row(result) for result in results],
    }


def _row(result: Result) -> dict[str, Any]:
    tree, standing = result.tree, result.standing
    return {
        "kind": result.assessed.kind,
        "assessed_id": result.assessed.assessed_id,
        "name_zh": result.assessed.name_zh,
        "name_en": result.assessed.name_en,
        "score": result.score,
        "lowest": None if tree.lowest is None else printed(tree.lowest),
        "highest": None if tree.highest is None else printed(tree.highest),
        "unknown": tree.unknown,
        "rank": standing.rank if standing else None,
        "grade": standing.grade if standing else None,
        "honour": standing.honour if standing else None,
    }


def tree_shown(day: CampaignDay, assessed_id: str) -> dict[str, Any]:
    """One assessed, indicator by indicator."""
    with day.reading() as reader:
        result = tree_of(reader, day, assessed_id)
    return _row(result) | {
        "indicators": [
            _leaf(precision, item, leaf)
            for precision in result.tree.parts
            for item in precision.parts
            for leaf in item.parts
        ]
    }


def _leaf(precision: Scored, item: Scored, leaf: Scored) -> dict[str, Any]:
    return {
        "precision": precision.node.id,
        "item": item.node.id,
        "indicator": leaf.node.id,
        "numerator": leaf.count and _plain(leaf.count.numerator),
        "denominator": leaf.count and _plain(leaf.count.denominator),
        "worth": printed(leaf.worth),
        "score": None if leaf.score is None else printed(leaf.score),
        "is_applicable": leaf.is_applicable,
    }


def _plain(number: Fraction | None) -> int | Decimal | None:
    """A count as people write it: whole, or money to the cent."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else printed(number)


def traced(day: CampaignDay, indicator_id: str, assessed_id: str) -> dict[str, Any]:
    """The very rows that an indicator counts of one assessed now, beside what was made public."""
    with day.reading() as reader:
        rows = trace(reader, day, indicator_id, assessed_id)
        shown = shown_of(reader, day, assessed_id)
        final = reader.rows("results_final", **day.named(as_of=day.as_of))
    now = _summed(rows)
    leaves = {leaf.node.id: leaf for leaf in shown.tree.leaves()} if shown else {}
    leaf = leaves.get(indicator_id)
    if shown is None or leaf is None:
        return {"shown": None, "now": now, "differs": False, "rows": rows}
    said = _counted(leaf) if leaf.entered is None else {"points": leaf.entered}
    settled = {row["assessed_id"]: row["decided_on"] for row in final}
    return {
        "shown": {
            "number": shown.number,
            "issued_on": shown.issued_on,
            "settled_on": settled.get(assessed_id),
            **said,
            "worth": printed(leaf.worth),
            "score": None if leaf.score is None else printed(leaf.score),
        },
        "now": now,
        "differs": now != said,
        "rows": rows,
    }


def _counted(leaf: Scored) -> dict[str, Any]:
    """Numerator and denominator; 0 of 0 where there was nothing to count."""
    count = leaf.count or Count(Fraction(0), Fraction(0))
    return {"numerator": _plain(count.numerator), "denominator": _plain(count.denominator)}


def _summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What the rows come to: their sums, or the points entered."""
    if rows and "item" not in rows[0]:
        return {"points": rows[0]["points"]}
    numerators = [row["numerator"] for row in rows]
    known = None if None in numerators else Fraction(sum(numerators))
    denominator = Fraction(sum(row["denominator"] for row in rows))
    return {"numerator": _plain(known), "denominator": _plain(denominator)}


def state_of(day: CampaignDay) -> dict[str, Any]:
    """How far the assessment has come: results made public and final, what stands against them, targets."""
    with day.reading() as reader:
        ground = Ground.of(reader, day)

        def rows(query: str) -> list[dict[str, Any]]:
            return reader.rows(query, **day.named(as_of=day.as_of))

        return {
            "counted_until": ground.counted_until,
            "lists": rows("results_counted"),
            "objections": rows("results_objected"),
            "targets": ground.rows(reader, "targets_of_year").to_dicts(),
        }


def score_tables(shown: Mapping[str, Any], language: str) -> list[Table | str]:
    """Scores kind by kind; a score that is not known yet as from lowest to highest."""
    said = "interim" if shown["is_interim"] else "counted_until"
    tables: list[Table | str] = [words(f"screen.{said}", day=shown["counted_until"])[language]]
    for kind in dict.fromkeys(row["kind"] for row in shown["results"]):
        rows = [_cells(row, language) for row in shown["results"] if row["kind"] == kind]
        tables += [words(f"assessed.{kind}")[language]]
        tables += listed(
            language, None, ("number", "assessed", "score", "rank", "grade", "honour"), rows
        )
    return tables


def _cells(row: Mapping[str, Any], language: str) -> tuple[Any, ...]:
    return (
        row["assessed_id"],
        _name(row, language),
        _score(row, language),
        row["rank"],
        words(f"grade.{row['grade']}")[language] if row["grade"] else None,
        words(f"honour.{row['honour']}")[language] if row["honour"] else None,
    )


def _score(row: Mapping[str, Any], language: str) -> str:
    if row["score"] is not None:
        return str(row["score"])
    if row["lowest"] is None:
        return words("screen.not_applicable")[language]
    return f"{row['lowest']}–{row['highest']}"


def tree_tables(shown: Mapping[str, Any], pack: Pack, language: str) -> list[Table | str]:
    """One assessed with every indicator: what was counted, what it is worth, what it earned."""
    labels = {i.id: i.label for tree in pack.trees for i in tree.indicators}
    items = {
        item.id: item.label
        for name in ("six_precisions", "assessment_items")
        for item in pack.catalogue(name)
    }
    rows = [
        (
            items[leaf["item"]][language],
            leaf["indicator"],
            labels[leaf["indicator"]][language],
            leaf["numerator"],
            leaf["denominator"],
            leaf["worth"],
            leaf["score"]
            if leaf["score"] is not None
            else words("screen.unknown" if leaf["is_applicable"] else "screen.not_applicable")[
                language
            ],
        )
        for leaf in shown["indicators"]
    ]
    heads = ("item", "number", "indicator", "numerator", "denominator", "worth", "score")
    head = f"{_name(shown, language)} {shown['assessed_id']}: {_score(shown, language)}"
    return [head, *listed(language, None, heads, rows)]


def trace_tables(found: Mapping[str, Any], language: str) -> list[Table | str]:
    """What was made public and whether the registry says so still; then the rows that count now."""
    said = [label[language] for label in _stands(found)]
    return [*said, *_row_tables(found["rows"], language)]


def _stands(found: Mapping[str, Any]) -> Iterator[Label]:
    """What was made public of an indicator, and where the registry differs from it today."""
    shown = found["shown"]
    if shown is None:
        return
    settled_on = shown["settled_on"]
    state = words(f"screen.score_{'final' if settled_on else 'not_final'}", day=settled_on)
    earned = {name: shown[name] for name in ("number", "score", "worth")}
    said = "score_not_applied" if shown["score"] is None else "score_shown"
    on = shown["issued_on"]
    yield words(f"screen.{said}", day=on, state=state, counted=_said(shown), **earned)
    said = "score_differs" if found["differs"] else "score_stands"
    yield words(f"screen.{said}", counted=_said(found["now"]))


def _said(counted: Mapping[str, Any]) -> Label | str:
    """A count, or the points entered."""
    if "points" in counted:
        return f"{counted['points']:.2f}"
    if counted["numerator"] is None:
        return words("screen.unknown")
    return f"{counted['numerator']:,} / {counted['denominator']:,}"


def _row_tables(rows: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Each row by its key, when it was done, and how it counts; entered points with their reason."""
    if not rows:
        return [words("screen.no_rows_behind")[language]]
    if "item" not in rows[0]:
        names = ("points", "scorer", "reason", "evidence", "scored_on")
    else:
        names = ("item", "due_on", "done_on", "numerator", "denominator")
    shown = [name for name in names if name in rows[0]]
    table = Table(*shown, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in shown))
    return [table]


def state_tables(state: Mapping[str, Any], language: str) -> list[Table | str]:
    """Lists, objections that stand against them, and the targets of the year."""
    lists = [
        (
            words(f"assessed.{row['kind']}")[language],
            row["lists"],
            row["assessed"],
            row["open_lists"],
            row["final"],
        )
        for row in state["lists"]
    ]
    objections = [
        (row["objection_id"], row["assessed_id"], words(f"screen.{row['state']}")[language])
        for row in state["objections"]
    ]
    return [
        *listed(
            language, "lists", ("assessed_kind", "lists", "assessed", "open_lists", "final"), lists
        ),
        *listed(language, "score_objections", ("number", "assessed", "state"), objections),
        *target_tables(state["targets"], language),
    ]


def target_tables(targets: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Targets of the year against what happened; what nobody knows is empty."""
    rows = [
        (
            target["target_id"],
            _name(target, language),
            target["what"],
            target["unit"],
            target["number"],
            target["reached"],
            {True: "✓", False: "✗", None: "?"}[target["is_met"]],
        )
        for target in targets
    ]
    heads = ("number", "place", "target", "counted_in", "planned_number", "reached", "met")
    return listed(language, "targets", heads, rows)


def _name(row: Mapping[str, Any], language: str) -> str:
    return str((row["name_en"] if language == "en" else None) or row["name_zh"])
