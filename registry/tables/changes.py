"""Dynamic adjustment: what happens to households and persons during the year [002 §3.1]."""

from datetime import date

from sqlmodel import Field

from registry.tables.fact import Fact


class Change(Fact, table=True):
    """One dated change of a household or person; who belongs where is derived from them."""

    change_no: str = Field(primary_key=True, description="Number under which it was reported")
    changed_on: date = Field(description="Day from which it holds, however late it is entered")
    kind: str = Field(
        description="birth, marriage_in, move_in, return, death, marriage_out, move_out, enrolment, "
        "prison, abroad, split, merge, household_move or household_leaves"
    )
    household_id: str = Field(
        description="Household that a person joins or leaves, or that changes as a whole"
    )
    person_id: str | None = Field(
        default=None, description="Person; empty where a household changes as a whole"
    )
    other_household_id: str | None = Field(
        default=None,
        description="The household on the other side: where the person comes from or goes to, the "
        "new one of a split, the one merged into; empty: outside the county",
    )
    village_code: str | None = Field(
        default=None, description="Where the household moves, or the new one of a split lives"
    )
    group_code: str | None = Field(default=None, description="Villager group there")
    name: str | None = Field(default=None, description="Name of the person")
    id_number: str | None = Field(default=None, description="ID number of the person")
    sex: str | None = Field(default=None, description="male or female; of a newcomer")
    birth_on: date | None = Field(default=None, description="Day of birth; of a newcomer")
    relation: str | None = Field(
        default=None, description="Relation to the head of the household joined; head for the head"
    )
    reason: str | None = Field(default=None, description="Why, in words")
    evidence: str | None = Field(default=None, description="Paper that shows it, and where it is")
    reported_by: str = Field(description="Who reported it")


class ChangeRevocation(Fact, table=True):
    """A change that was entered by mistake and is taken back; its day is that of its entry."""

    change_no: str = Field(primary_key=True, description="Change that never held")
    reason: str = Field(description="What was wrong with it, in words")
    evidence: str | None = Field(default=None, description="Paper that shows it, and where it is")
    revoked_by: str = Field(description="Who took it back")
