"""Measures, payment lists and accounts: what is done and paid for households [003]."""

from flows.stages.stage import Stage
from tasks.funds.accounts import check_accounts
from tasks.funds.measures import decide_household_measures
from tasks.funds.payment_lists import issue_payment_lists
from tasks.publicity.answers import answer_objections
from tasks.publicity.notices import open_windows

FUNDS: dict[str, Stage] = {
    "measures": Stage(decide_household_measures, "measures_due"),
    "payment_windows": Stage(open_windows, "windows_to_open"),
    "payment_lists": Stage(issue_payment_lists, "payments_to_publish"),
    "payment_answers": Stage(answer_objections, "answers_owed"),
    "accounts": Stage(check_accounts, "budget_lines"),
}
