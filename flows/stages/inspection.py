"""Inspection's stages: the frame, a day later the draw, then what is to be put right [003]."""

from flows.stages.stage import Stage
from tasks.inspection.drawing import draw_inspection
from tasks.inspection.frames import freeze_frame
from tasks.inspection.problems import open_rectifications

INSPECTION: dict[str, Stage] = {
    "frame": Stage(freeze_frame, "frame_to_freeze"),
    "inspection_draw": Stage(draw_inspection, "inspection_strata_to_draw"),
    "rectifications": Stage(open_rectifications, "problems_to_rectify", is_last=True),
}
