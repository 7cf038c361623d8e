"""Duties' stage: what falls due is written down [002]."""

from flows.stages.stage import Stage
from tasks.duties.writing import write_duties

DUTIES: dict[str, Stage] = {"duties": Stage(write_duties, "duty_spans")}
