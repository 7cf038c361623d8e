"""The fonts are read once, before any test is timed."""

from __future__ import annotations

import pytest

from tasks.printing import fonts


@pytest.fixture(scope="session", autouse=True)
def _fonts_are_read() -> None:
    fonts.prepare()
    for chain in fonts.CHAINS:
        fonts.width_em("王a1“喆", chain)
