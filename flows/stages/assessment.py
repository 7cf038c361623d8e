"""The stages of the yearly assessment: results are made public, corrected, final [003]."""

from flows.stages.publicity import ANSWERS, WINDOWS
from flows.stages.stage import Stage
from tasks.assessment.results import correct_results, publish_results, settle_results

ASSESSMENT: dict[str, Stage] = {
    "result_windows": WINDOWS,
    "results": Stage(publish_results, "results_to_publish"),
    "result_answers": ANSWERS,
    "result_corrections": Stage(
        correct_results, "results_to_correct", needs="objections_sustained"
    ),
    "final_results": Stage(settle_results, "results_to_settle"),
}
