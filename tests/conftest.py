"""Fixtures that more than one room uses."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.campaign_day import CampaignDay
from tests.exit_world import ExitWorld, build_exit_world, copy_exit_world
from tests.funds_world import FundsWorld, funded
from tests.help_world import HelpWorld, build_help_world, copy_help_world
from tests.world import World, build_world, copy_world, kept_open

# Workers of a parallel run are told a width that the screen would keep; tests set their own.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The template that `world` copies; tests do not touch it."""
    return build_world(tmp_path_factory.mktemp("village") / "office.duckdb")


@pytest.fixture
def world(village: World, tmp_path: Path) -> Iterator[World]:
    """A village of ten households on 1 April 2014, with the campaign open."""
    yield from kept_open(copy_world(village, tmp_path))


@pytest.fixture
def world_on_disk(village: World, tmp_path: Path) -> World:
    """The same, closed between transactions: for other processes and damaged files."""
    return copy_world(village, tmp_path)


@pytest.fixture
def names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy by which lists for the public show nothing of a household but its head's name."""
    asked = CampaignDay.setting

    def setting(day: CampaignDay, key: str, on: date | None = None) -> Any:
        return ("head_name",) if key == "notice.shows" else asked(day, key, on)

    monkeypatch.setattr(CampaignDay, "setting", setting)


@pytest.fixture(scope="session")
def listed_village(tmp_path_factory: pytest.TempPathFactory) -> HelpWorld:
    """The template that `help_world` copies; tests do not touch it."""
    return build_help_world(tmp_path_factory.mktemp("help") / "office.duckdb")


@pytest.fixture
def help_world(listed_village: HelpWorld, tmp_path: Path) -> Iterator[HelpWorld]:
    """The ten households listed, two units with six helpers, help open since 1 May 2014."""
    yield from kept_open(copy_help_world(listed_village, tmp_path))


@pytest.fixture(scope="session")
def funded_village(
    listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory
) -> FundsWorld:
    """The template that tests of money copy, by `copy_funds_world`."""
    return funded(copy_help_world(listed_village, tmp_path_factory.mktemp("funded")))


@pytest.fixture(scope="session")
def helped_village(
    listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory
) -> ExitWorld:
    """The template that `exit_world` copies; tests do not touch it."""
    return build_exit_world(listed_village, tmp_path_factory.mktemp("exit") / "office.duckdb")


@pytest.fixture
def exit_world(helped_village: ExitWorld, tmp_path: Path) -> Iterator[ExitWorld]:
    """The households listed in April 2014 and helped since; exit open since September 2015."""
    yield from kept_open(copy_exit_world(helped_village, tmp_path))
