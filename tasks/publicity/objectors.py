"""Who objected: shown to the officer in charge only, and never without a trace [domain: objections]."""

from datetime import date
from typing import Any

from policy.errors import OfficeError
from registry.session import Reader, Registry


def read_objector(
    registry: Registry, objection_id: str, officer: str, as_of: date
) -> dict[str, Any]:
    """Name and contact of who raised an objection, empty where it is anonymous.

    The journal keeps who asked and when. OfficeError for an officer who is not in charge of it.
    """
    with registry.writing(f"read the objector of {objection_id}", as_of, officer) as entry:
        entry.is_kept = True
        found = Reader(entry.connection).rows(
            "objector_one", objection_id=objection_id, officer=officer
        )
        if not found:
            raise OfficeError.because("campaign.no_objection", objection=objection_id)
        if not found[0]["is_in_charge"]:
            raise OfficeError.because(
                "campaign.not_in_charge", objection=objection_id, officer=officer
            )
    return found[0]
