"""Every refusal is worded in both languages, is asked for, and gets what its wording needs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from policy.pack import load_pack
from policy.wording import is_worded
from policy.yaml_file import read_yaml

PROJECT = Path(__file__).parents[2]
ROOMS = ("policy", "registry", "tasks", "flows", "office")
FILES = {file.stem: file for file in sorted((PROJECT / "data" / "refusals").glob("*.yaml"))}
WORDINGS: dict[str, dict[str, dict[str, str]]] = {
    f"{group}.{name}": parts
    for group, file in FILES.items()
    for name, parts in read_yaml(file).items()
}
VALUES = set(load_pack("cn").series)
CHECKS = {f"checks.{file.stem}" for file in PROJECT.glob("tasks/intake/sql/checks/*.sql")}
TREES = {
    path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in ROOMS
    for path in sorted((PROJECT / room).rglob("*.py"))
}
LOOKS_LIKE_ONE = re.compile(rf"({'|'.join(FILES)})\.(?!duckdb|yaml)[a-z_]+")


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def names_of(reason: str) -> set[str]:
    """All names that the wording fills in."""
    return {name for part in WORDINGS[reason].values() for name in names_in(part["en"])}


def named() -> Iterator[tuple[str, str]]:
    """File and text of every string in the code that looks like a reason, and is no policy value."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and LOOKS_LIKE_ONE.fullmatch(text) and text not in VALUES:
                yield file, text


def calls() -> Iterator[Any]:
    """Every `because("reason", …)` and `refusal("reason", …)` that says its reason and values."""
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            reason = getattr(node.args[0], "value", None)
            values = {keyword.arg for keyword in node.keywords}
            # An expression's refusals add the expression; their values are a method's own.
            if name in ("because", "refusal") and reason in WORDINGS and None not in values:
                is_of_expression = file in ("policy/expression.py", "policy/criteria.py")
                added = {"where", "expression"} if is_of_expression and name == "refusal" else set()
                yield pytest.param(reason, values | added, name, id=f"{file}:{node.lineno}")


@pytest.mark.parametrize("reason", WORDINGS)
def test_a_refusal_has_all_its_parts_in_both_languages(reason: str) -> None:
    parts = WORDINGS[reason]
    assert set(parts) - {"where"} == {"came", "expected", "remedy"}
    for part, said in parts.items():
        assert set(said) == {"zh", "en"}, part
        assert names_in(said["zh"]) == names_in(said["en"]), part
        has_words = re.search(r"[a-z]", re.sub(r"\{\w+\}|--\w+", "", said["en"]))
        assert not has_words or re.search(r"[\u4e00-\u9fff]", said["zh"]), part
        is_sentence = part == "remedy"
        assert said["en"].endswith(".") == said["zh"].endswith("。") == is_sentence, part


def test_every_refusal_is_asked_for() -> None:
    assert set(WORDINGS) - {reason for _, reason in named()} - CHECKS == set()


def test_every_reason_that_is_asked_for_is_worded() -> None:
    asked = {(file, text) for file, text in named() if not is_worded(text)}  # a group of both files
    assert {found for found in asked if found[1] not in WORDINGS} == set()
    assert set(WORDINGS) >= CHECKS


@pytest.mark.parametrize(("reason", "values", "asked"), calls())
def test_a_refusal_is_given_the_values_that_its_wording_needs(
    reason: str, values: set[str], asked: str
) -> None:
    assert values - {"where"} == names_of(reason)
    if asked == "because":
        assert ("where" in values) != ("where" in WORDINGS[reason])
