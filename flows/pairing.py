"""Pairing by hand: the county's units and helpers anew, then the villages' notices."""

from datetime import date
from functools import partial
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.round import run_stage
from registry.session import Registry
from tasks.campaign_day import Tally, campaign_day
from tasks.pairing import pair_county
from tasks.papers.print_run import has_papers_to_print, print_issued


@flow(name="pairing", validate_parameters=False)
def pairing(
    registry_path: Path,
    campaign_id: str,
    as_of: date,
    actor: SecretStr,
    reports: Path,
    is_partial: bool = False,
) -> dict[str, Tally]:
    """Pair, and print what was issued; where nothing is better than before, nothing changes."""
    day = campaign_day(Registry(registry_path), campaign_id, as_of, actor.get_secret_value())
    done = {"pairing": run_stage("pairing", partial(pair_county, is_partial=is_partial), day)}
    if has_papers_to_print(day):
        done["print"] = run_stage("print", partial(print_issued, folder=reports), day)
    return done
