"""What a campaign's day consists of, by kind of campaign, in the order of the day.

What one stage finds, the next ones see.
"""

from flows.stages.assessment import ASSESSMENT
from flows.stages.exit import EXIT
from flows.stages.help import HELP
from flows.stages.identification import IDENTIFICATION
from flows.stages.inspection import INSPECTION
from flows.stages.stage import Stage
from flows.stages.villages import VILLAGES

STAGES: dict[str, dict[str, Stage]] = {
    "identification": IDENTIFICATION,
    "help": HELP,
    "assessment": ASSESSMENT,
    "inspection": INSPECTION,
    "exit": EXIT,
    "villages": VILLAGES,
}
