"""Running flows in one process, as rehearsals and tests do."""

import atexit
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)


@contextmanager
def without_heartbeats() -> Iterator[None]:
    """A second saved per flow run: its heartbeat thread sleeps in whole seconds."""
    logger = logging.getLogger("prefect")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what breaks is raised; nobody needs to read it twice
    quiet = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_LOGGING_TO_API_ENABLED: False}
    try:
        with temporary_settings(quiet):
            yield
    finally:
        logger.setLevel(level)
        atexit.register(logger.setLevel, logging.CRITICAL)  # the server it stops has last words
