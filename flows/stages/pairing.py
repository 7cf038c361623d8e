"""The stages of pairing: after the first one by hand, what no longer fits is mended day by day [003]."""

from flows.stages.stage import Stage
from tasks.pairing import mend_pairings
from tasks.pairing.papers import issue_pairing_notices

PAIRING: dict[str, Stage] = {
    "repairing": Stage(mend_pairings, "pairings_to_mend"),
    "pairing_notices": Stage(issue_pairing_notices, "pairing_notices_due"),
}
