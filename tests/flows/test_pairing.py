"""The flow of pairing: what it stores and prints, and that what it refuses is told to the officer."""

from pathlib import Path

import pytest

from office.rounds import run_pairing
from policy.errors import OfficeError
from registry.proof import fingerprint
from tests.help_world import HelpWorld, day_of

ON = day_of(5, 5)


def test_pairing_by_the_flow_stores_prints_and_refuses(
    help_world: HelpWorld, prefect_database: Path, tmp_path: Path
) -> None:
    before = fingerprint(help_world.registry)
    with pytest.raises(OfficeError, match="where the quotas of 532 ask for 14"):
        run_pairing(help_world.day(ON), tmp_path, False)
    assert fingerprint(help_world.registry) == before and not list(tmp_path.rglob("*.pdf"))

    done = run_pairing(help_world.day(ON), tmp_path, True)
    assert done["pairing"]["households_paired"] == 10
    assert done["print"]["papers"] == len(list(tmp_path.rglob("*.pdf"))) == 1
    assert run_pairing(help_world.day(ON), tmp_path, True) == {"pairing": {}}
