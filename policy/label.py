"""A wording in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COMMAS = {"zh": "、", "en": ", "}


@dataclass(frozen=True)
class Label:
    """One wording in both languages; Chinese is authoritative."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return {"zh": self.zh, "en": self.en}[language]

    def filled(self, **values: Any) -> Label:
        """With its {names} filled in, a label and a list in the way of each language.

        KeyError for a name without a value.
        """
        return Label(*(self[each].format(**_all_in(each, values)) for each in COMMAS))


def _all_in(language: str, values: dict[str, Any]) -> dict[str, Any]:
    return {name: in_language(language, value) for name, value in values.items()}


def in_language(language: str, value: Any) -> Any:
    """A label or a list as the language has it; data are the same in both."""
    if isinstance(value, Label):
        return value[language]
    if isinstance(value, list | tuple):
        return COMMAS[language].join(str(in_language(language, each)) for each in value)
    return value
