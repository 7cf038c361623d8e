"""Fixtures that more than one room uses."""

import os
from pathlib import Path

import pytest

from tests.exit_world import ExitWorld, build_exit_world, copy_exit_world
from tests.help_world import HelpWorld, build_help_world, copy_help_world
from tests.world import World, build_world, copy_world

# Workers of a parallel run are told a width that the screen would keep; tests set their own.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The template that `world` copies; tests do not touch it."""
    return build_world(tmp_path_factory.mktemp("village") / "office.duckdb")


@pytest.fixture
def world(village: World, tmp_path: Path) -> World:
    """A village of ten households on 1 April 2014, with the campaign open."""
    return copy_world(village, tmp_path)


@pytest.fixture(scope="session")
def listed_village(tmp_path_factory: pytest.TempPathFactory) -> HelpWorld:
    """The template that `help_world` copies; tests do not touch it."""
    return build_help_world(tmp_path_factory.mktemp("help") / "office.duckdb")


@pytest.fixture
def help_world(listed_village: HelpWorld, tmp_path: Path) -> HelpWorld:
    """The ten households listed, two units with six helpers, help open since 1 May 2014."""
    return copy_help_world(listed_village, tmp_path)


@pytest.fixture(scope="session")
def helped_village(
    listed_village: HelpWorld, tmp_path_factory: pytest.TempPathFactory
) -> ExitWorld:
    """The template that `exit_world` copies; tests do not touch it."""
    return build_exit_world(listed_village, tmp_path_factory.mktemp("exit") / "office.duckdb")


@pytest.fixture
def exit_world(helped_village: ExitWorld, tmp_path: Path) -> ExitWorld:
    """The households listed in April 2014 and helped since; exit open since September 2015."""
    return copy_exit_world(helped_village, tmp_path)
