"""Places by code: their names, what lies above them, and which desk answers for them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from policy.errors import OfficeError
from policy.pack import Pack
from registry.session import Entry
from tasks.printing.contents import Contact, Place, Words


class Head(TypedDict):
    """What stands at the head of every paper."""

    number: str
    issued_on: date
    issuer: Words
    place: Place


@dataclass(frozen=True)
class Gazetteer:
    """Rows of the register of places, by code."""

    places: dict[str, dict[str, Any]]
    pack: Pack

    @classmethod
    def of(cls, entry: Entry, pack: Pack) -> "Gazetteer":
        """All places as of the entry's day."""
        return cls({row["code"]: row for row in entry.query("places").to_dicts()}, pack)

    def above(self, code: str) -> dict[str, dict[str, Any]]:
        """The place and all places above it, by level; OfficeError for an unknown code."""
        found = {}
        next_code: str | None = code
        while next_code:
            if next_code not in self.places:
                raise OfficeError.because("campaign.no_place", code=next_code)
            place = self.places[next_code]
            found[place["level"]] = place
            next_code = place["parent_code"]
        return found

    def words(self, code: str) -> Words:
        """Name of a place in both languages."""
        return _names(self.places[code])

    def place(self, code: str) -> Place:
        """Where a paper belongs, from the county down."""
        return Place(**{level: _names(place) for level, place in self.above(code).items()})

    def head(self, number: str, issued_on: date, code: str) -> Head:
        """The head of a paper that belongs to a place."""
        return Head(
            number=number, issued_on=issued_on, issuer=self.issuer(code), place=self.place(code)
        )

    def issuer(self, code: str) -> Words:
        """The county office in whose name papers are issued."""
        county = self.above(code)["county"]
        name, issuer = _names(county), self.pack.issuer
        return Words(
            zh=issuer.zh.format(county=name.zh), en=issuer.en.format(county=name.en or name.zh)
        )

    def contact(self, code: str) -> Contact:
        """The nearest desk, from the place upwards; each line of it may come from another level.

        OfficeError where no level has a line that a notice cannot do without.
        """
        upwards = [
            level
            for name in ("group", "village", "township", "county")
            if (level := self.above(code).get(name))
        ]

        def nearest(column: str) -> dict[str, Any]:
            for place in upwards:
                if place[column]:
                    return place
            raise OfficeError.because("campaign.no_desk", code=code, column=column)

        desk, house = nearest("office_name"), nearest("office_address")
        email = next((place["email"] for place in upwards if place["email"]), None)
        return Contact(
            office=Words(zh=desk["office_name"], en=desk["office_name_en"]),
            address=Words(zh=house["office_address"], en=house["office_address_en"]),
            phone=nearest("phone")["phone"],
            email=email,
            supervision_phone=nearest("supervision_phone")["supervision_phone"],
        )


def _names(place: dict[str, Any]) -> Words:
    return Words(zh=place["name_zh"], en=place["name_en"])
