"""The stages of help: who helps whom, what is done and paid, what falls due [002, 003]."""

from flows.stages.duties import DUTIES
from flows.stages.funds import FUNDS
from flows.stages.pairing import PAIRING
from flows.stages.stage import Stage

HELP: dict[str, Stage] = {**PAIRING, **FUNDS, **DUTIES}
