"""What is said when something is refused, in both languages (data/refusals/<group>.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from policy.label import Label, in_language

Part = str | Label


@dataclass(frozen=True)
class Refusal:
    """What came and what was expected, each a clause, and what to do, a sentence.

    `where` is worded where the place has words; else whoever refuses names the place.
    """

    came: Label
    expected: Label
    remedy: Label
    where: Label | None = None


def refusal(reason: str, /, **values: Any) -> Refusal:
    """The wording at `group.name`, with its {names} filled in.

    KeyError, a fault of the program, for a wording that is not there or a value that is missing.
    """
    group, _, name = reason.partition(".")
    parts = _wordings(group)[name].items()
    return Refusal(**{part: Label(**said).filled(**values) for part, said in parts})


def paragraph(where: Part, came: Part, expected: Part, remedy: Part, language: str) -> str:
    """A refusal as it is told: place, what came, what was expected. What to do."""
    parts = (in_language(language, part) for part in (where, came, expected, remedy))
    return ("{}：{}；{}。{}" if language == "zh" else "{}: {}; {}. {}").format(*parts)


@cache
def _wordings(group: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    # Here, not above: what that module refuses is worded by this one; most runs refuse nothing.
    from policy.yaml_file import REPOSITORY, read_yaml

    file = REPOSITORY / "data" / "refusals" / f"{group}.yaml"
    if not file.is_file():
        raise KeyError(group)
    wordings: Mapping[str, Mapping[str, Mapping[str, str]]] = read_yaml(file)
    return wordings
