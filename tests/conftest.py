"""Fixtures that more than one room uses."""

from pathlib import Path

import pytest

from tests.world import World, build_world, copy_world


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The template that `world` copies; tests do not touch it."""
    return build_world(tmp_path_factory.mktemp("village") / "office.duckdb")


@pytest.fixture
def world(village: World, tmp_path: Path) -> World:
    """A village of ten households on 1 April 2014, with the campaign open."""
    return copy_world(village, tmp_path)
