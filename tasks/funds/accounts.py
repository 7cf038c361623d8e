"""The budget lines' accounts, checked on every run [003]."""

from typing import Any

from policy.accounts import Account, Booked, account
from policy.errors import OfficeError, OfficeErrors
from registry.session import Reader
from tasks.campaign_day import CampaignDay, Tally

BOOKED = tuple(Booked.__dataclass_fields__)


def check_accounts(day: CampaignDay) -> Tally:
    """Say how many budget lines balance; OfficeErrors name every one that does not."""
    with day.reading() as reader:
        accounts, faults = accounts_of(reader, day)
    if faults:
        raise OfficeErrors(faults)
    return {"budgets": len(accounts)}


def accounts_of(
    reader: Reader, day: CampaignDay
) -> tuple[dict[str, tuple[dict[str, Any], Account]], list[OfficeError]]:
    """By budget line its row and its account, and what is wrong with those that do not balance."""
    accounts, faults = {}, []
    for row in reader.rows("budgets_booked", **day.named(as_of=day.as_of)):
        try:
            booked = Booked(**{name: row[name] for name in BOOKED})
            accounts[row["budget_id"]] = (row, account(row["budget_id"], booked))
        except OfficeError as fault:
            faults.append(fault)
    for batch in reader.rows("batches_unbudgeted", **day.named(as_of=day.as_of)):
        faults.append(OfficeError.because("funds.list_without_budget", **batch))
    return accounts, faults
