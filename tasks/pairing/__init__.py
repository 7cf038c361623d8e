"""Pairing: units with villages, helpers with households; computed, mended, shown, printed."""

from tasks.pairing.decision import Decision
from tasks.pairing.runs import mend_pairings, pair_county, try_out

__all__ = ["Decision", "mend_pairings", "pair_county", "try_out"]
