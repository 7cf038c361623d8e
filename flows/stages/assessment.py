"""The stages of the yearly assessment: results are made public, corrected, final [003]."""

from flows.stages.stage import Stage
from tasks.assessment.results import correct_results, publish_results, settle_results
from tasks.publicity.answers import answer_objections
from tasks.publicity.notices import open_windows

ASSESSMENT: dict[str, Stage] = {
    "result_windows": Stage(open_windows, "windows_to_open"),
    "results": Stage(publish_results, "results_to_publish"),
    "result_answers": Stage(answer_objections, "answers_owed"),
    "result_corrections": Stage(correct_results, "results_to_correct"),
    "final_results": Stage(settle_results, "results_to_settle"),
}
