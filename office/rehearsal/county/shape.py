"""The shape of a county: what is published of it, and what its drawing is calibrated with."""

from dataclasses import dataclass

from office.rehearsal.names import sample
from policy.errors import OfficeError


@dataclass(frozen=True)
class Shape:
    """A county of `data/sample/counties.yaml`, which explains the fields."""

    code: str
    name: list[str]
    townships: int
    villages: int
    groups_per_village: int
    households: int
    persons: int
    planned_households: int
    units: int
    helpers: int
    sizes: dict[int, float]
    farm_share: float
    farm_median: float
    farm_sigma: float
    wage_median: float
    wage_sigma: float
    village_sigma: float
    size_slope: float


def shape_of(size: str) -> Shape:
    """The shape of the size township, yongshou or yidu; OfficeError for another one."""
    shapes = sample("counties")
    if size not in shapes:
        raise OfficeError.because("office.unknown_size", size=size, known=list(shapes))
    return Shape(**shapes[size])
