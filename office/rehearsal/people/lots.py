"""Lots: chance from a hash of seed, act and key, whatever the order of rows."""

from hashlib import blake2b

import polars as pl


def chance(keys: pl.Series, seed: int, act: str) -> pl.Series:
    """A number from 0 to below 1 for each key, the same on every machine."""
    return pl.Series(
        [
            int.from_bytes(blake2b(f"{seed}/{act}/{key}".encode(), digest_size=6).digest()) / 2**48
            for key in keys
        ],
        dtype=pl.Float64,
    )


def digests(keys: pl.Series) -> pl.Series:
    """Four figures that tell keys apart, such as the notices of one household."""
    return pl.Series(
        [blake2b(key.encode(), digest_size=2).hexdigest() for key in keys], dtype=pl.String
    )
