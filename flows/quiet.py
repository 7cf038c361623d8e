"""Running flows in one process, as rehearsals and tests do."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_LOGGING_LEVEL,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)


@contextmanager
def without_heartbeats() -> Iterator[None]:
    """A second saved per flow run: its heartbeat thread sleeps in whole seconds."""
    quiet = {
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        PREFECT_LOGGING_TO_API_ENABLED: False,
        PREFECT_LOGGING_LEVEL: "WARNING",
    }
    with temporary_settings(quiet):
        yield
