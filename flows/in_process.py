"""Running flows in one process, as rehearsals and the command line do."""

import atexit
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.context import SyncClientContext
from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_LOGGING_TO_API_ENABLED,
    PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED,
    PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_ENABLED,
    PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED,
    temporary_settings,
)

#: A flow without a heartbeat ends a second sooner: that thread sleeps in whole seconds. Events of tasks, kept
#: in the same SQLite file as the runs, lock it now and then, and a run that meets the lock waits two seconds.
QUIET = {
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    PREFECT_LOGGING_TO_API_ENABLED: False,
    PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED: False,
    PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_ENABLED: False,
    PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED: False,
}


@contextmanager
def in_this_process() -> Iterator[None]:
    """Flows inside run here, with one client for all of them, against a Prefect of this process's own."""
    logger = logging.getLogger("prefect")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what breaks is raised; nobody needs to read it twice
    try:
        with temporary_settings(QUIET), SyncClientContext():
            yield
    finally:
        logger.setLevel(level)
        atexit.register(logger.setLevel, logging.CRITICAL)  # the server it stops has last words
