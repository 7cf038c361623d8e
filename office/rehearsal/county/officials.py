"""Who holds which post where."""

import numpy as np
import polars as pl

from office.rehearsal.names import draw_surnames, full_names

#: Who acts where: posts at each level, and how many people hold them.
POSTS = {
    "county": {"officer": 6, "investigator": 6, "decider": 3},
    "township": {"auditor": 2, "commissioner": 2, "verifier": 2, "investigator": 2},
    "village": {"village_cadre": 5, "resident_cadre": 2, "supervisor": 2, "representative": 1},
}


def draw_officials(place: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """A row an official: place_code, post, number, name."""
    posts = [
        (code, post, number)
        for code, level in place.select("code", "level").iter_rows()
        for post, holders in POSTS.get(level, {}).items()
        for number in range(holders)
    ]
    # Nobody shares a name: the rules tell two people apart by it.
    drawn = 3 * len(posts)
    names = full_names(rng, draw_surnames(rng, drawn), rng.random(drawn) < 0.7)
    unique = names.unique(maintain_order=True).head(len(posts))
    return pl.DataFrame(posts, schema=["place_code", "post", "number"], orient="row").with_columns(
        name=unique
    )
