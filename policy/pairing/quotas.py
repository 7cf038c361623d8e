"""How many households a helper of a rank has, by scheme (data/policy/<pack>/quotas.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.errors import PolicyError
from policy.label import Label
from policy.yaml_file import fields_of, label_of, read_yaml, refuse_unknown, shown


@dataclass(frozen=True)
class Quota:
    """Households of one helper; without `most` the office's ceiling is the most."""

    least: int
    most: int | None
    source: str


@dataclass(frozen=True)
class Scheme:
    """One scheme of quotas, such as "532"."""

    name: str
    label: Label
    quotas: Mapping[str, Quota]
    ranks: Mapping[str, Label]
    file: str

    def bounds(self, rank: str, ceiling: int) -> tuple[int, int]:
        """Fewest and most households of a helper of that rank.

        PolicyError for a rank without a quota, and for a quota above the ceiling.
        """
        quota = self.quotas.get(rank)
        if quota is None:
            raise PolicyError.because(
                "pair.rank_without_quota",
                where=f"{self.file}, {self.name}",
                rank=self._named(rank),
                scheme=self.name,
                known=[self._named(known) for known in self.quotas],
            )
        if quota.least > ceiling:
            raise PolicyError.because(
                "pair.quota_above_ceiling",
                where=f"{self.file}, {self.name}, {rank}",
                least=quota.least,
                ceiling=ceiling,
            )
        return quota.least, min(quota.most or ceiling, ceiling)

    def _named(self, rank: str) -> Label:
        """A rank as it is called, and as the file has it."""
        label = self.ranks.get(rank, Label(rank, rank))
        return Label(f"{label.zh}（{rank}）", f"{label.en} ({rank})")


def read_quotas(path: Path, ranks: Mapping[str, Label]) -> dict[str, Scheme]:
    """The schemes of a pack; none where it has no such file. A rank is one of the catalogue's."""
    if not path.is_file():
        return {}
    where = shown(path)
    return {
        str(name): _scheme(str(name), node, where, ranks) for name, node in read_yaml(path).items()
    }


def _scheme(name: str, node: Any, file: str, ranks: Mapping[str, Label]) -> Scheme:
    where = f"{file}, {name}"
    fields = fields_of(node, where, ("label", "quotas"))
    quotas = {}
    for rank, written in fields["quotas"].items():
        refuse_unknown(str(rank), ranks, where)
        quotas[str(rank)] = _quota(written, f"{where}, {rank}")
    return Scheme(name, label_of(fields["label"], where), quotas, ranks, file)


def _quota(node: Any, where: str) -> Quota:
    fields = fields_of(node, where, ("min", "source"), ("max",))
    least, most = fields["min"], fields.get("max")
    is_number = type(least) is int and (most is None or type(most) is int)
    if not is_number or not 1 <= least <= (most or least):
        raise PolicyError.because("pair.unfit_quota", where=where, least=least, most=most)
    return Quota(least, most, str(fields["source"]))
