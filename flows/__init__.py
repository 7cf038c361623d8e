"""When it is done: the year in order."""

import os

# Prefect reads these when it is imported: nothing leaves this machine.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
