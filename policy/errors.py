"""The one kind of error that is meant for the people of the office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any


class OfficeError(Exception):
    """What went wrong, for a person: the place, what came, what was expected, what to do."""

    def __init__(self, *, where: str, came: str, expected: str, remedy: str) -> None:
        self.where = where
        self.came = came
        self.expected = expected
        self.remedy = remedy
        super().__init__(f"{where}: {came}; expected {expected}; {remedy.rstrip('.')}.")

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
        self.args = ("\n".join(str(error) for error in errors),)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.errors,)


class PolicyError(OfficeError):
    """A policy file does not say what is asked of it, or says it wrongly."""
