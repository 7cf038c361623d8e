"""The handwriting of offices: what their workbooks look like."""

from collections.abc import Sequence

import polars as pl

from office.rehearsal.people.lots import chance

MESSY_SHARE = 0.06
BLANK_SHARE = 0.01
ONE_FILE_IN = 12
DATE_STYLES: Sequence[str] = ("%Y年%-m月%-d日", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d")
FULL_WIDTH = dict(zip("0123456789", "０１２３４５６７８９", strict=True))


def has_error(form: str, seed: int) -> bool:
    """Whether the first version of this file has an error that no repair may guess."""
    return float(chance(pl.Series([form]), seed, "error")[0]) < 1 / ONE_FILE_IN


def mess(frame: pl.DataFrame, form: str, seed: int, *, attempt: int = 1) -> pl.DataFrame:
    """The frame as an office types it into a workbook; `form` tells files apart.

    Dates become text, a share of ID numbers full-width, lower-case, spaced or of 15 digits, and
    blank rows appear: all this an intake can repair. Where `has_error`, one date of the first
    attempt is no day at all.
    """
    keys = pl.Series([f"{form} {row}" for row in range(frame.height)], dtype=pl.String)
    days = [name for name, kind in frame.schema.items() if kind == pl.Date]
    numbers = [name for name in frame.columns if name.endswith("id_number")]
    messy = frame.with_columns(
        *[_messy_day(name, chance(keys, seed, f"mess {name}")) for name in days],
        *[_messy_number(name, chance(keys, seed, f"mess {name}")) for name in numbers],
    )
    if attempt == 1 and days and frame.height and has_error(form, seed):
        row = int(chance(pl.Series([form]), seed, "error row")[0] * frame.height)
        is_there = pl.int_range(pl.len()) == row
        messy = messy.with_columns(
            pl.when(is_there).then(pl.lit("2014-02-30")).otherwise(days[0]).alias(days[0])
        )
    is_gap = chance(keys, seed, "blank row") < BLANK_SHARE
    blank = messy.clear(int(is_gap.sum()))
    order = pl.Series(range(frame.height), dtype=pl.Float64)
    return (
        pl.concat(
            [
                messy.with_columns(row_order=order),
                blank.with_columns(row_order=order.filter(is_gap) + 0.5),
            ]
        )
        .sort("row_order")
        .drop("row_order")
    )


def _messy_day(name: str, lot: pl.Series) -> pl.Expr:
    day = pl.col(name)
    written = day.dt.strftime("%Y-%m-%d")
    share = MESSY_SHARE / len(DATE_STYLES)
    for number, style in enumerate(DATE_STYLES):
        is_so = pl.lit((lot >= number * share) & (lot < (number + 1) * share))
        written = pl.when(is_so).then(day.dt.strftime(style)).otherwise(written)
    return written.alias(name)


def _messy_number(name: str, lot: pl.Series) -> pl.Expr:
    number = pl.col(name)
    is_old = number.str.slice(6, 2) == "19"
    full_width = number.str.replace_many(FULL_WIDTH)
    spaced = number.str.slice(0, 6) + " " + number.str.slice(6, 8) + " " + number.str.slice(14)
    short = number.str.slice(0, 6) + number.str.slice(8, 9)
    return (
        pl.when(pl.lit(lot < MESSY_SHARE / 3))
        .then(full_width)
        .when(pl.lit(lot < MESSY_SHARE * 2 / 3))
        .then(spaced)
        .when(pl.lit(lot < MESSY_SHARE) & is_old)
        .then(short)
        .when(pl.lit(lot < MESSY_SHARE * 3))
        .then(number.str.to_lowercase())
        .otherwise(number)
        .alias(name)
    )
