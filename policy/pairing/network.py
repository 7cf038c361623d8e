"""A network of arcs with capacities and costs, solved to a proven optimum."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]


class Network:
    """Arcs are added in sets; what flows in an arc is asked by the name of its set."""

    def __init__(self) -> None:
        self._nodes = 0
        self._arcs: dict[str, tuple[Ints, Ints, Ints, Ints]] = {}
        self._supplies: list[tuple[Ints, Ints]] = []

    def nodes(self, count: int) -> Ints:
        """New nodes."""
        self._nodes += count
        return np.arange(self._nodes - count, self._nodes)

    def supply(self, nodes: ArrayLike, units: ArrayLike) -> None:
        """Units that start at these nodes; negative ones end there."""
        self._supplies.append(_alike(nodes, units))

    def arcs(
        self, name: str, tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, cost: ArrayLike = 0
    ) -> None:
        """A set of arcs, arrays of one length or single values."""
        self._arcs[name] = _alike(tail, head, capacity, cost)

    def solve(self) -> dict[str, Ints]:
        """The flow of least cost in every set of arcs; the solver proves that none costs less."""
        from ortools.graph.python import min_cost_flow

        solver: Any = min_cost_flow.SimpleMinCostFlow()
        handles = {
            name: solver.add_arcs_with_capacity_and_unit_cost(*arcs)
            for name, arcs in self._arcs.items()
        }
        totals = np.zeros(self._nodes, np.int64)
        for nodes, units in self._supplies:
            np.add.at(totals, nodes, units)
        solver.set_nodes_supplies(np.arange(self._nodes), totals)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"the network has no optimum: {status}")
        return {name: solver.flows(handle) for name, handle in handles.items()}


def _alike(*columns: ArrayLike) -> Any:
    return tuple(
        np.ascontiguousarray(column)
        for column in np.broadcast_arrays(*(np.asarray(c, np.int64).ravel() for c in columns))
    )
