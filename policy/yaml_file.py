"""Reading a policy file strictly: no repeated keys, no unknown keys, nothing left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from policy.errors import PolicyError
from policy.label import Label

REPOSITORY = Path(__file__).resolve().parent.parent


# The one in C where PyYAML has it: ten times as fast, and every command reads these files.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeyLoader(_SafeLoader):  # type: ignore[misc]
    """YAML lets a later key silently win over an earlier one; in a law that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.MarkedYAMLError(
                problem=f"the key {', '.join(repeated)} stands there twice",
                problem_mark=node.start_mark,
            )
        return super().construct_mapping(node, deep)


def shown(path: Path) -> str:
    """The path as people of this repository write it."""
    if path.is_relative_to(REPOSITORY):
        return path.relative_to(REPOSITORY).as_posix()
    return path.as_posix()


def read_yaml(path: Path) -> Any:
    """Content of one file; PolicyError when it is missing, broken, or has a key twice."""
    if not path.is_file():
        raise PolicyError.because("policy.no_file", where=shown(path))
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _UniqueKeyLoader)
    except yaml.MarkedYAMLError as error:
        raise PolicyError.because(
            "policy.not_yaml",
            file=shown(path),
            line=error.problem_mark.line + 1 if error.problem_mark else 1,
            said=error.problem,
        ) from error
    except (yaml.YAMLError, ValueError) as error:  # no text, an odd character, a day such as 02-30
        said = str(error).splitlines()[0]
        raise PolicyError.because("policy.unreadable", where=shown(path), said=said) from error


def fields_of(
    node: Any, where: str, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Any]:
    """The node as a mapping with all required keys and no key that nobody reads."""
    allowed = [*required, *optional]
    if not isinstance(node, Mapping):
        raise PolicyError.because("policy.no_mapping", where=where, came=repr(node), keys=allowed)
    unknown = [str(key) for key in node if key not in allowed]
    if unknown:
        raise PolicyError.because("policy.unknown_key", where=where, unknown=unknown, keys=allowed)
    missing = [key for key in required if node.get(key) in (None, "", [])]
    if missing:
        raise PolicyError.because(
            "policy.missing_key", where=where, missing=missing, keys=list(required)
        )
    return node


def list_of(node: Any, where: str) -> list[Any]:
    """The node as a list; PolicyError for anything else."""
    if not isinstance(node, list):
        raise PolicyError.because("policy.no_list", where=where, came=repr(node))
    return node


def label_of(node: Any, where: str) -> Label:
    """A wording that must be there in Chinese and in English."""
    fields = fields_of(node, f"{where}, label", ("zh", "en"))
    return Label(str(fields["zh"]), str(fields["en"]))


def day_of(node: Any, where: str) -> date:
    """A day written as 2014-01-01."""
    if type(node) is not date:
        raise PolicyError.because("policy.no_day", where=where, came=repr(node))
    return node


def refuse_repeated(ids: Iterable[str], where: str) -> None:
    """PolicyError when an id stands there more than once."""
    listed = list(ids)
    repeated = sorted({name for name in listed if listed.count(name) > 1})
    if repeated:
        raise PolicyError.because("policy.repeated", where=where, repeated=repeated)


def refuse_unknown(name: str, known: Collection[str], where: str) -> None:
    """PolicyError when the name refers to nothing."""
    if name not in known:
        if not known:
            raise PolicyError.because("policy.nothing_to_name", where=where, name=name)
        raise PolicyError.because("policy.unknown_name", where=where, name=name, known=list(known))
