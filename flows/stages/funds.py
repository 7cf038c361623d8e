"""Measures, payment lists and accounts: what is done and paid for households [003]."""

from flows.stages.publicity import ANSWERS, WINDOWS
from flows.stages.stage import Stage
from tasks.funds.accounts import check_accounts
from tasks.funds.measures import decide_household_measures
from tasks.funds.payment_lists import issue_payment_lists

FUNDS: dict[str, Stage] = {
    "measures": Stage(decide_household_measures, "measures_due"),
    "payment_windows": WINDOWS,
    "payment_lists": Stage(issue_payment_lists, "payments_to_publish"),
    "payment_answers": ANSWERS,
    "accounts": Stage(check_accounts, "budget_lines"),
}
