"""Clocks: seconds of wall time by what they were spent on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Clocks:
    """One clock for each thing, in the order in which they first stopped."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, what: str, seconds: float) -> None:
        """Count seconds towards one thing."""
        self.seconds[what] = self.seconds.get(what, 0.0) + seconds

    @contextmanager
    def running(self, what: str) -> Iterator[None]:
        """Let the clock of one thing run."""
        started = perf_counter()
        yield
        self.add(what, perf_counter() - started)
