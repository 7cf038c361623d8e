"""Flows add nothing to the stages but the order, the record of the run and its failure."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.stages import STAGES
from registry.proof import fingerprint, verify_journal
from tasks.campaign_day import open_campaigns
from tasks.opening import open_campaign
from tasks.outcomes import save_outcomes
from tests.world import CAMPAIGN, OFFICE, World, april, copy_world

PROJECT = Path(__file__).parents[2]


def live(world: World, round_of: Callable[[date], object]) -> None:
    """Applications, an appraisal and a publicity with an objection; `round_of` does the rounds."""
    world.apply(april(2), *world.households[:5])
    round_of(april(3))
    world.meet("group_appraisal", april(4), *world.households[:4])
    round_of(april(5))
    world.post("first_publicity", april(6))
    (notice,) = world.notices("first_publicity")
    world.object(april(8), notice["number"], "H02")
    world.decide(april(9), "O1", "sustained")
    round_of(april(18))
    world.survey(april(18), "H01", "H03")
    round_of(april(19))


@pytest.fixture
def annual_cycle(
    prefect_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """The daily round as Prefect runs it, without printing and reminding."""
    from flows.annual_cycle import annual_cycle

    monkeypatch.setattr("flows.round.has_papers_to_print", lambda day: False)
    monkeypatch.setattr("flows.annual_cycle.remind", lambda *_: {})

    def round_of(world: World, on: date, **options: bool) -> Any:
        return annual_cycle(world.registry.path, on, OFFICE, tmp_path / "reports", **options)

    return round_of


def test_a_campaign_run_by_prefect_is_the_one_that_plain_stages_make(
    village: World, tmp_path: Path, annual_cycle
) -> None:
    worlds = []
    for name in ("plain", "prefect"):
        (tmp_path / name).mkdir()
        worlds.append(copy_world(village, tmp_path / name))
    plain, run_by_prefect = worlds
    live(plain, plain.round)
    live(run_by_prefect, lambda on: annual_cycle(run_by_prefect, on))
    assert fingerprint(run_by_prefect.registry) == fingerprint(plain.registry)
    assert plain.standing(april(19))["H01"] == "village_appraisal"


def test_a_round_run_twice_changes_nothing(world: World, annual_cycle) -> None:
    live(world, world.round)
    before = fingerprint(world.registry), verify_journal(world.registry)
    done = annual_cycle(world, april(19))
    assert not any(n for counted in done[CAMPAIGN].values() for n in counted.values())
    assert (fingerprint(world.registry), verify_journal(world.registry)) == before


def test_a_stage_that_breaks_leaves_the_registry_as_it_was_and_the_run_failed(
    world: World, annual_cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_and_break(*outcomes: Any) -> None:
        assert save_outcomes(*outcomes)
        raise RuntimeError("no more paper for 户主01 of H01")

    world.apply(april(2), "H01")
    before = fingerprint(world.registry), verify_journal(world.registry)
    monkeypatch.setattr("tasks.steps.applications.save_outcomes", save_and_break)
    state = annual_cycle(world, april(3), return_state=True)
    assert state.is_failed()
    assert "applications: RuntimeError" in state.message
    assert (fingerprint(world.registry), verify_journal(world.registry)) == before


def test_prefect_keeps_no_names_and_no_households(
    world: World, annual_cycle, prefect_database: Path
) -> None:
    from prefect.logging.handlers import APILogHandler

    live(world, lambda on: annual_cycle(world, on))
    APILogHandler().flush()
    kept = _texts(prefect_database)
    assert "applications: accepted 5" in kept  # what is logged does arrive
    assert OFFICE in kept  # and so would names
    assert not re.findall(r"户主\d|家属\d|\bH\d\d\b|张三|李四", kept)


def test_a_campaign_that_fails_holds_up_no_other(world: World, annual_cycle) -> None:
    from flows.round import RoundFailed

    (known,) = open_campaigns(world.registry, april(1))
    lawless = replace(known, campaign_id="identification-2009-610426", year=2009)
    open_campaign(world.registry, lawless)
    world.apply(april(2), *world.households[:5])
    with pytest.raises(RoundFailed, match=r"identification-2009-610426 .*poverty_line"):
        annual_cycle(world, april(3))
    assert world.standing(april(3))["H01"] == "group_appraisal"


def _texts(database: Path) -> str:
    with sqlite3.connect(database) as connection:
        dump = "\n".join(connection.iterdump())
    return re.sub(r"\\u([0-9a-f]{4})", lambda escaped: chr(int(escaped[1], 16)), dump)


def test_every_stage_and_the_daily_round_are_deployed() -> None:
    deployed = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    daily, reminders, *by_hand = deployed
    assert (
        [d["parameters"]["stage"] for d in by_hand]
        == [d["name"] for d in by_hand]
        == list(dict.fromkeys(name for of_kind in STAGES.values() for name in of_kind))
    )
    assert daily["schedules"] == [
        {"cron": "0 8 * * *", "timezone": "Asia/Shanghai", "active": True}
    ]
    assert reminders["schedules"] == [
        {"cron": "15,45 * * * *", "timezone": "Asia/Shanghai", "active": True}
    ]
    for deployment in deployed:
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
        assert deployment["work_pool"] == {"name": "office"}
