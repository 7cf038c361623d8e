"""What the program itself says, in both languages (data/wording.yaml)."""

from errno import errorcode
from functools import cache
from typing import Any

from policy.label import COMMAS, Label
from policy.yaml_file import REPOSITORY, read_yaml


def words(key: str, **values: Any) -> Label:
    """The wording at `group.key`, with its names filled in. KeyError for a key that is not there."""
    group, _, name = key.partition(".")
    entry = _wordings()[group][name] if name else _wordings()[group]
    return Label(entry["zh"], entry["en"]).filled(**values)


def is_worded(key: str) -> bool:
    """Whether there is a wording at `group.name`."""
    group, _, name = key.partition(".")
    return name in _wordings().get(group, {})


def disk_words(error: OSError) -> Label:
    """What the disk said against a file; its own English where the office has no words for it."""
    key = f"disk.{errorcode.get(error.errno or 0)}"
    said = error.strerror or str(error)
    return words(key) if is_worded(key) else Label(said, said)


def in_words(reason: str) -> Label:
    """A stored reason as a sentence; people's own words stay as they wrote them."""
    key, *named = reason.split(" ")
    entry = _wordings()["reason"].get(key)
    if entry is None:
        return Label(reason, reason)
    values = dict(part.split("=", 1) for part in " ".join(named).split(" ") if "=" in part)
    return Label(
        *(
            entry[language].format(**{name: _listed(v, language) for name, v in values.items()})
            for language in ("zh", "en")
        )
    )


def _listed(value: str, language: str) -> str:
    """Codes in a reason by their own wording, such as `signature,fingerprint` or `heads=0,no_cause`."""
    texts = [_code(code, language) for code in value.split(",")]
    return COMMAS[language].join(texts)


def _code(code: str, language: str) -> str:
    name, _, number = code.partition("=")
    for group in ("missing", "verdict", "fault"):
        if name in _wordings()[group]:
            return str(_wordings()[group][name][language]).format(n=number)
    return code


@cache
def _wordings() -> dict[str, Any]:
    return dict(read_yaml(REPOSITORY / "data" / "wording.yaml"))
