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
from pydantic import SecretStr
from typer.testing import CliRunner

from flows.in_process import in_this_process
from flows.stages import STAGES
from office.cli import app
from registry.proof import fingerprint, verify_journal
from tasks.campaign_day import open_campaigns
from tasks.opening import open_campaign
from tasks.outcomes import save_outcomes
from tasks.papers.print_run import print_issued
from tests.world import CAMPAIGN, OFFICE, World, april, copy_world

PROJECT = Path(__file__).parents[2]
ANNOUNCED_ON = april(30)


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
        return annual_cycle(
            world.registry.path, on, SecretStr(OFFICE), tmp_path / "reports", **options
        )

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
    assert CAMPAIGN in kept  # and so would names
    # who acts may be a person
    assert not re.findall(rf"户主\d|家属\d|\bH\d\d\b|张三|李四|{OFFICE}", kept)


def test_a_campaign_that_fails_holds_up_no_other(world: World, annual_cycle) -> None:
    from flows.round import RoundFailed

    (known,) = open_campaigns(world.registry, april(1))
    lawless = replace(known, campaign_id="identification-2009-610426", year=2009)
    open_campaign(world.registry, lawless)
    world.apply(april(2), *world.households[:5])
    with pytest.raises(RoundFailed, match=r"identification-2009-610426 .*poverty_line"):
        annual_cycle(world, april(3))
    assert world.standing(april(3))["H01"] == "group_appraisal"


def test_the_round_by_hand_is_the_daily_one_and_tells_at_its_end_what_failed(
    world: World, prefect_database: Path
) -> None:
    (known,) = open_campaigns(world.registry, april(1))
    lawless = replace(known, campaign_id="help-2021-610426", kind="help", year=2021)
    open_campaign(world.registry, lawless)
    world.apply(april(2), *world.households[:5])
    words = ["--db", str(world.registry.path), "--lang", "en", "advance", "--as-of", "2014-04-03"]
    said = CliRunner(env={"COLUMNS": "200"}).invoke(app, words)
    assert said.exit_code == 1
    assert re.search(r"applications +accepted 5", said.stdout)
    assert said.stderr.startswith("✗ data/policy/cn/values.yaml, poverty_line: no value for 2021")
    assert said.stderr.count("no value for 2021") == 1  # though every stage asks for it
    assert world.standing(april(3))["H01"] == "group_appraisal"
    again = CliRunner(env={"COLUMNS": "200"}).invoke(app, words)
    assert (again.exit_code, again.stdout) == (1, "")


def test_a_round_that_is_cut_off_is_made_up_for_by_the_next(
    village: World, tmp_path: Path, prefect_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power fails as each stage from the announcement on begins, and as printing does."""
    from flows.annual_cycle import annual_cycle

    def power_fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def world_of(name: str) -> World:
        (tmp_path / name).mkdir()
        return copy_world(announcing, tmp_path / name)

    def finished(world: World) -> tuple[object, ...]:
        """A round of that day, and what there is after it."""
        folder = world.registry.path.parent
        with in_this_process():
            done = annual_cycle(world.registry.path, ANNOUNCED_ON, SecretStr(OFFICE), folder)[
                CAMPAIGN
            ]
        files = {file.name: file.read_bytes() for file in folder.rglob("*.pdf")}
        return fingerprint(world.registry), files, done

    monkeypatch.setattr("flows.annual_cycle.remind", lambda *_: {})
    (tmp_path / "announcing").mkdir()
    announcing = copy_world(village, tmp_path / "announcing")
    bring_to_announcement(announcing)
    *whole, done = finished(world_of("whole"))
    assert [*done] == [
        *("reverification", "data_entry", "announcement", "answers", "samples", "print")
    ]
    assert len(whole[1]) == 3  # the announcement, receipt and reply to an objection
    of_kind = STAGES["identification"]
    for name in [*done][2:]:
        world = world_of(name)
        with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
            if name == "print":
                broken.setattr("flows.round.print_issued", power_fails)
            else:
                broken.setitem(of_kind, name, replace(of_kind[name], act=power_fails))
            finished(world)
        assert [*finished(world)[:2]] == whole, name


def bring_to_announcement(world: World) -> None:
    """H01 and H02 listed but for a hit that was re-verified, and an objection that came too late and was dismissed."""
    world.apply(april(2), "H01", "H02")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01", "H02")
    world.round(april(5))
    (notice,) = world.post("first_publicity", april(6))
    world.round(april(14))
    world.survey(april(15), "H01")
    world.survey(april(15), "H02", has_vehicle=True)
    world.round(april(16))
    world.meet("village_appraisal", april(17), "H01", "H02")
    world.round(april(18))
    world.post("second_publicity", april(18))
    world.round(april(28))
    world.audit(april(28), "H01", "H02")
    world.deliver(april(28))
    world.round(april(29))
    print_issued(world.day(april(29)), world.registry.path.parent)
    world.call_back(april(29))  # of the supervision's files
    world.reverify(ANNOUNCED_ON, "kept", "H02")
    world.object(ANNOUNCED_ON, notice, "H01")
    world.decide(ANNOUNCED_ON, "O1", "dismissed")


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
