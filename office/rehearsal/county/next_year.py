"""The year after: how those who were helped fare, who falls ill, and what their neighbours know."""

from dataclasses import replace
from datetime import date
from zlib import crc32

import numpy as np
import polars as pl

from office.rehearsal.county.attitudes import draw_attitudes
from office.rehearsal.county.truth import County
from office.rehearsal.county.verdict import judge, may_leave
from policy.pack import Pack

#: Of those who are helped these shares do clearly better, or fall ill; the others hardly gain anything.
BETTER, ILL = 0.72, 0.05
#: Of those who left the list, and of those who never were on it, these shares fall ill in the summer.
RELAPSED, STRUCK = 0.04, 0.004
#: Of those who are not poor, and were told so last year, few ask again.
ASKS_AGAIN = 0.25
#: Votes in exit: who should leave is let go, who should not is seen through, by group and by village.
LET_GO, SEEN_THROUGH = (0.95, 0.98), (0.85, 0.95)
DECLINES = 0.03
YUAN = pl.Decimal(18, 2)


def fortunes(county: County, pack: Pack) -> pl.DataFrame:
    """How every household would fare if helped: its fortune, and what a person gains by the year's end
    and by the next one, in yuan a year.
    """
    rng, count = _stream(county, "fortunes"), county.survey.height
    lot, line = rng.random(count), _line(pack, county.year)
    is_better, is_ill = lot < BETTER, lot >= 1 - ILL
    this = np.where(is_better, rng.uniform(0.2, 0.9, count), rng.uniform(0, 0.04, count))
    then = np.where(is_better, rng.uniform(0.1, 0.5, count), rng.uniform(0, 0.03, count))
    return county.survey.select("household_id").with_columns(
        fortune=pl.Series(np.select([is_better, is_ill], ["better", "ill"], "same").tolist()),
        gain=pl.Series((this * line).round()),
        next_gain=pl.Series((then * line).round()),
        repairs=pl.Series(rng.random(count)),
    )


def incomes_of_year(county: County, helped: pl.Series, pack: Pack) -> pl.DataFrame:
    """What a year-end check of the helped finds (household_id, net_income, persons)."""
    known = county.survey.join(fortunes(county, pack), on="household_id", maintain_order="left")
    return known.filter(pl.col("household_id").is_in(helped.to_list())).select(
        "household_id",
        (pl.col("net_income_per_year").cast(pl.Float64) + pl.col("gain") * pl.col("size"))
        .cast(YUAN)
        .alias("net_income"),
        pl.col("size").alias("persons"),
    )


def next_year(county: County, helped: pl.Series, pack: Pack) -> County:
    """The county a year later, at the exit of those who were helped, whom others hardly differ from."""
    later = replace(
        county,
        year=county.year + 1,
        seed=crc32(f"{county.seed}/{county.year + 1}".encode()),
        kind="exit",
        survey=_helped_facts(county, helped, pack),
        keepout=county.keepout.clear(),
    )
    leaving = may_leave(later.survey, _history(county, later, helped, pack), pack, later.year)
    return replace(later, attitude=_exit_attitudes(later, helped, leaving["household_id"]))


def after_exit(county: County, listed: pl.Series, left: pl.Series, pack: Pack) -> County:
    """The same county in summer: some of those who left fall ill, and whoever is not listed may apply."""
    survey = _struck_facts(county, listed, left)
    eligible, keepout = judge(survey, pack, county.year)
    is_eligible = pl.col("household_id").is_in(eligible["household_id"].to_list())
    is_newly_poor = is_eligible & pl.col("main_cause").is_null()
    survey = survey.with_columns(
        main_cause=pl.when(is_newly_poor).then(pl.lit("low_income")).otherwise("main_cause")
    )
    line, rng = _line(pack, county.year), _stream(county, "attitudes of summer")
    drawn = draw_attitudes(survey, eligible, keepout, line, rng)
    is_listed = pl.col("household_id").is_in(listed.to_list())
    is_poor = pl.col("is_poor") & ~pl.col("is_kept_out")
    asks = pl.lit(pl.Series(rng.random(drawn.height) < ASKS_AGAIN))
    later = replace(
        county,
        kind="identification",
        survey=survey,
        keepout=keepout,
        attitude=drawn.with_columns(
            applies=pl.col("applies") & ~is_listed & (is_poor | asks),
            protests=pl.col("protests") & ~is_listed,
        ),
    )
    return replace(later, planned_households=later.expected_list().height)


def at_inspection(county: County, first: County, listed: pl.Series, pack: Pack) -> County:
    """The same county in spring, to be inspected: who is on the list belongs there if it did when it was
    identified, since only an exit takes it off; whoever is not on it is judged by this year's facts.
    """
    eligible, keepout = judge(county.survey, pack, county.year)
    is_listed = pl.col("household_id").is_in(listed.to_list())
    held = keepout.filter(state="met")["household_id"].to_list()
    now = county.attitude.with_columns(
        is_poor=pl.col("household_id").is_in(eligible["household_id"].to_list()),
        is_kept_out=pl.col("household_id").is_in(held),
    )
    then = first.attitude.with_columns(applies=is_listed)
    return replace(
        county,
        kind="inspection",
        half=1,
        keepout=pl.concat([first.keepout.filter(is_listed), keepout.filter(~is_listed)]),
        attitude=pl.concat([then.filter(is_listed), now.filter(~is_listed)], how="diagonal").sort(
            "household_id"
        ),
    )


def _helped_facts(county: County, helped: pl.Series, pack: Pack) -> pl.DataFrame:
    """Income has grown or illness has come; houses are repaired, water laid, insurance paid."""
    is_helped = pl.col("household_id").is_in(helped.to_list())
    is_better = is_helped & (pl.col("fortune") == "better")
    is_ill = is_helped & (pl.col("fortune") == "ill")
    is_mended = is_better & (pl.col("repairs") < 0.93)
    gained = (pl.col("gain") + pl.col("next_gain")) * pl.col("size")
    grown = pl.col("net_income_per_year").cast(pl.Float64) + gained
    return (
        county.survey.join(fortunes(county, pack), on="household_id", maintain_order="left")
        .with_columns(
            net_income_per_year=pl.when(is_ill)
            .then(grown * 0.6)
            .when(is_helped)
            .then(grown)
            .otherwise(pl.col("net_income_per_year").cast(pl.Float64))
            .round(0)
            .cast(YUAN),
            has_stable_source=pl.when(is_helped).then(is_better & (pl.col("repairs") >= 0.02)),
            has_major_illness=pl.col("has_major_illness") | is_ill,
            medical_out_of_pocket_per_year=pl.when(is_ill)
            .then(pl.lit(9000).cast(YUAN))
            .when(is_better & pl.col("has_major_illness"))
            .then((pl.col("medical_out_of_pocket_per_year").cast(pl.Float64) / 2).cast(YUAN))
            .otherwise("medical_out_of_pocket_per_year"),
            dwellings=pl.when(is_mended)
            .then(pl.max_horizontal("dwellings", 1))
            .otherwise("dwellings"),
            housing_grade=pl.when(
                is_mended & ~pl.col("housing_grade").is_in(["A", "B"]).fill_null(value=False)
            )
            .then(pl.lit("B"))
            .otherwise("housing_grade"),
            has_safe_water=pl.col("has_safe_water") | is_mended,
            has_electricity=pl.col("has_electricity") | is_mended,
            has_medical_insurance=pl.col("has_medical_insurance") | is_mended,
            has_food=pl.col("has_food") | is_better,
            has_clothing=pl.col("has_clothing") | is_better,
            dropouts_for_money=pl.when(is_mended).then(0).otherwise("dropouts_for_money"),
        )
        .drop("fortune", "gain", "next_gain", "repairs")
    )


def _history(county: County, later: County, helped: pl.Series, pack: Pack) -> pl.DataFrame:
    """What criteria over years ask: years above the line, gain and help, of the helped."""
    incomes = incomes_of_year(county, helped, pack)
    before = pl.col("net_income") / pl.col("persons") > _line(pack, county.year)
    now = pl.col("net_income_per_year") / pl.col("size")
    first = county.survey.select("household_id", first=now)
    return (
        incomes.join(later.survey, on="household_id", maintain_order="left")
        .join(first, on="household_id", maintain_order="left")
        .select(
            "household_id",
            years_above_line=pl.when(now <= _line(pack, later.year))
            .then(0)
            .when(before)
            .then(2)
            .otherwise(1),
            was_below_line_before=pl.lit(value=True),
            income_gain_per_person=(now - pl.col("first")).cast(YUAN),
            is_helped=pl.lit(value=True),
            years_listed=pl.lit(1),
        )
    )


def _exit_attitudes(county: County, helped: pl.Series, leaving: pl.Series) -> pl.DataFrame:
    """Whether each household is poor still and agrees to leave; standings keep away from one half."""
    rng, count = _stream(county, "attitudes of exit"), county.survey.height
    homes = county.survey["household_id"]
    is_leaving = homes.is_in(leaving.to_list()).to_numpy()
    is_helped = homes.is_in(helped.to_list()).to_numpy()

    def standing(let_go: float, seen_through: float) -> pl.Series:
        share = rng.uniform(0.68, 0.98, count)
        is_supported = rng.random(count) < np.where(is_leaving, let_go, 1 - seen_through)
        return pl.Series(np.where(is_supported, share, 1 - share))

    return pl.DataFrame(
        {
            "household_id": homes,
            "is_poor": is_helped & ~is_leaving,
            "is_kept_out": np.zeros(count, dtype=bool),
            "applies": is_helped & (rng.random(count) >= DECLINES),
            "group_standing": standing(LET_GO[0], SEEN_THROUGH[0]),
            "village_standing": standing(LET_GO[1], SEEN_THROUGH[1]),
            "protests": np.zeros(count, dtype=bool),
        }
    )


def _struck_facts(county: County, listed: pl.Series, left: pl.Series) -> pl.DataFrame:
    """Illness comes in the summer to some of those who are not listed."""
    lot = pl.lit(pl.Series(_stream(county, "summer").random(county.survey.height)))
    home = pl.col("household_id")
    share = pl.when(home.is_in(left.to_list())).then(RELAPSED).otherwise(STRUCK)
    is_struck = (lot < share) & ~home.is_in(listed.to_list())
    return county.survey.with_columns(
        net_income_per_year=pl.when(is_struck)
        .then((pl.col("net_income_per_year").cast(pl.Float64) * 0.3).round(0).cast(YUAN))
        .otherwise("net_income_per_year"),
        has_major_illness=pl.col("has_major_illness") | is_struck,
        medical_out_of_pocket_per_year=pl.when(is_struck)
        .then(pl.lit(15_000).cast(YUAN))
        .otherwise("medical_out_of_pocket_per_year"),
        main_cause=pl.when(is_struck).then(pl.lit("illness")).otherwise("main_cause"),
    )


def _line(pack: Pack, year: int) -> float:
    return float(str(pack.value("poverty_line", date(year, 1, 1)).value))


def _stream(county: County, part: str) -> np.random.Generator:
    return np.random.default_rng([county.seed, county.year, crc32(part.encode())])
