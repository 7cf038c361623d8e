"""The one kind of error that is meant for the people of the office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Self

from policy.refusals import Part, paragraph, refusal


class OfficeError(Exception):
    """What went wrong, for a person: the place, what came, what was expected, what to do.

    A part is a label, or data that is the same in both languages, such as a path.
    """

    def __init__(self, *, where: Part, came: Part, expected: Part, remedy: Part) -> None:
        self.where = where
        self.came = came
        self.expected = expected
        self.remedy = remedy
        super().__init__()

    @classmethod
    def because(cls, reason: str, /, *, where: Part | None = None, **values: Any) -> Self:
        """The error in the words of data/refusals for the reason, as `group.name`.

        A value may be a label or a list; `where` is left out where the wording has the place.
        """
        said = refusal(reason, **values)
        place = where if where is not None else said.where
        if place is None:
            raise KeyError(f"{reason}: where")
        return cls(where=place, came=said.came, expected=said.expected, remedy=said.remedy)

    def said(self, language: str) -> str:
        """The error for a reader of that language."""
        return paragraph(self.where, self.came, self.expected, self.remedy, language)

    def __str__(self) -> str:
        return self.said("en")

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders (printing pools); keyword fields do not pickle by themselves.
        fields = {name: getattr(self, name) for name in ("where", "came", "expected", "remedy")}
        return partial(type(self), **fields), ()


class OfficeErrors(OfficeError):
    """Several that came up in one piece of work, which went on as far as it could."""

    def __init__(self, errors: Sequence[OfficeError]) -> None:
        first = errors[0]
        super().__init__(
            where=first.where, came=first.came, expected=first.expected, remedy=first.remedy
        )
        self.errors = tuple(errors)

    def said(self, language: str) -> str:
        return "\n".join(error.said(language) for error in self.errors)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.errors,)


class PolicyError(OfficeError):
    """A policy file does not say what is asked of it, or says it wrongly."""
