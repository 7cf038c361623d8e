"""What every paper says, whatever its kind."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict

from policy.label import Label
from policy.wording import words

Language = Literal["zh", "en"]

# A full national ID: six digits of place, a day of birth, four more characters.
_FULL_ID = re.compile(r"(?<!\d)\d{6}(19|20)\d{2}(0[1-9]|1[0-2])[0-3]\d{4}[\dXx](?!\d)")


def _without_full_id(text: str) -> str:
    if _FULL_ID.search(text):
        raise ValueError("a full ID number is never printed; mask it, such as 110105********002X")
    return text


Text = Annotated[str, AfterValidator(_without_full_id)]


class Printable(BaseModel):
    """Base of everything printed: frozen, and without fields that no template expects."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Printable):
    """A name or phrase; where English is not given, the English page shows the Chinese."""

    zh: Text
    en: Text | None = None

    @classmethod
    def of(cls, label: Label) -> Self:
        """A wording of the policy's, on paper."""
        return cls(zh=label.zh, en=label.en)

    @classmethod
    def saying(cls, key: str, **values: object) -> Self:
        """A wording of the program's own (data/wording.yaml), on paper."""
        return cls.of(words(key, **values))


class Place(Printable):
    """Where a paper belongs, as deep as it goes."""

    county: Words
    township: Words | None = None
    village: Words | None = None
    group: Words | None = None


class Contact(Printable):
    """Where people go and whom they call; the supervision phone is not the office's own."""

    office: Words
    address: Words
    phone: Text
    email: Text | None = None
    supervision_phone: Text


class Paper(Printable):
    """What every paper carries: its number and the day on which it was issued."""

    kind: ClassVar[str]

    number: Text
    issued_on: date
    issuer: Words
    place: Place
