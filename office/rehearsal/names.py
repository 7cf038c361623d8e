"""Names, numbers and places for generated counties."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from policy.identity import CHECK_DIGITS, WEIGHTS
from policy.yaml_file import REPOSITORY

SAMPLE = REPOSITORY / "data" / "sample"
RARE_SHARE = 0.004
ONE_CHARACTER_SHARE = 0.12

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@cache
def sample(name: str) -> Any:
    """Content of `data/sample/<name>.yaml`."""
    path: Path = SAMPLE / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def draw_surnames(rng: np.random.Generator, count: int) -> Ints:
    """Positions in the list of surnames, by their frequency in China."""
    shares = np.array(list(sample("names")["surnames"].values()), dtype=float)
    return rng.choice(shares.size, size=count, p=shares / shares.sum())


def full_names(rng: np.random.Generator, surnames: Ints, is_male: Flags) -> pl.Series:
    """Surname and a given name of one or two characters, now and then a rare one."""
    count = surnames.size
    given = np.where(is_male, _given(rng, "male", count), _given(rng, "female", count))
    second = np.where(is_male, _given(rng, "male", count), _given(rng, "female", count))
    second = np.where(rng.random(count) < RARE_SHARE, _given(rng, "rare", count), second)
    second = np.where(rng.random(count) < ONE_CHARACTER_SHARE, "", second)
    family = np.array(list(sample("names")["surnames"]))[surnames]
    return pl.Series(
        np.strings.add(np.strings.add(family, given), second).tolist(), dtype=pl.String
    )


def _given(rng: np.random.Generator, kind: str, count: int) -> npt.NDArray[np.str_]:
    characters = np.array(list(sample("names")["given"][kind]))
    shares = 1 / (np.arange(characters.size) + 8)
    drawn: npt.NDArray[np.str_] = characters[
        rng.choice(characters.size, size=count, p=shares / shares.sum())
    ]
    return drawn


def id_numbers(area: str, birth_on: pl.Series, sequence: Ints) -> pl.Series:
    """18 digits: area of first registration, day of birth, sequence (odd for men), check digit."""
    # Arithmetic on whole columns: reading 250,000 numbers one by one takes seconds.
    born = birth_on.dt.strftime("%Y%m%d").cast(pl.Int64).to_numpy()
    first_17 = (int(area) * 10**8 + born) * 1000 + sequence
    digits = first_17[:, None] // 10 ** np.arange(16, -1, -1) % 10
    check = np.array(list(CHECK_DIGITS))[digits @ np.array(WEIGHTS) % 11]
    return pl.Series(np.strings.add(first_17.astype(str), check).tolist(), dtype=pl.String)


def phone(number: pl.Expr) -> pl.Expr:
    """A mobile number of a block that no operator has given out."""
    return pl.lit("1990000") + (number % 10_000).cast(pl.String).str.zfill(4)


def village_names(rng: np.random.Generator, count: int) -> list[tuple[str, str]]:
    """Different names for the villages of a county, Chinese and English."""
    words = sample("names")["villages"]
    names = [
        (a + b, first + second)
        for a, first in words["first"].items()
        for b, second in words["second"].items()
    ]
    return [names[i] for i in rng.permutation(len(names))[:count]]
