"""The days that people take."""

from datetime import date

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.people.lots import chance

#: Days that an act takes, from the day on which its form goes out: least and most.
DAYS_TAKEN = {
    "commitment": (1, 4),
    "training": (1, 3),
    "mass_meeting": (3, 8),
    "hand_out": (3, 8),
    "application": (1, 10),
    "group_appraisal": (2, 5),
    "survey": (1, 9),
    "village_appraisal": (2, 5),
    "recognition": (1, 6),
    "audit": (2, 6),
    "spot_check": (2, 7),
    "reverification": (3, 10),
    "posting": (0, 0),
    "assignment": (0, 1),
    "investigation": (2, 5),
    "decision": (1, 3),
    "call_back": (1, 5),
    "correction": (0, 2),
    "need": (1, 8),
    "difficulty": (1, 8),
    "have": (1, 6),
    "solving": (20, 80),
    "yearly_income": (0, 12),
    "inspection": (1, 7),
    "rectification": (3, 14),
    "reinspection": (1, 5),
    "village_proposal": (1, 3),
    "village_score": (1, 3),
    "village_approval": (1, 4),
    "target_report": (10, 18),
    "points": (5, 20),
}


def done_on(keys: pl.Series, county: County, act: str, day: date) -> pl.Expr:
    """The day on which each key does the act whose form went out on `day`."""
    least, most = DAYS_TAKEN[act]
    taken = (chance(keys, county.seed, f"{act} day") * (most - least + 1)).cast(pl.Int64) + least
    return pl.lit(day) + pl.duration(days=pl.lit(taken))
