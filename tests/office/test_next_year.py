"""The year after: the same for the same seed, and by the rules of that year."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from office.rehearsal import people
from office.rehearsal.county import (
    County,
    after_exit,
    at_inspection,
    incomes_of_year,
    make_county,
    next_year,
)
from policy.pack import load_pack
from registry import tables

PACK = load_pack("cn")
LINE_2014, LINE_2015 = 2800, 2855
DAY = date(2015, 4, 1)
BOOKKEEPING = {"round", "actor", "entry"}


@pytest.fixture(scope="module")
def county() -> County:
    return make_county("township", 2, 2014, PACK)


@pytest.fixture(scope="module")
def helped(county: County) -> pl.Series:
    return county.expected_list()["household_id"]


@pytest.fixture(scope="module")
def later(county: County, helped: pl.Series) -> County:
    return next_year(county, helped, PACK)


@pytest.fixture(scope="module")
def left(later: County) -> pl.Series:
    return later.expected_list()["household_id"]


@pytest.fixture(scope="module")
def summer(later: County, helped: pl.Series, left: pl.Series) -> County:
    return after_exit(later, helped.filter(~helped.is_in(left.to_list())), left, PACK)


def frames(county: County) -> dict[str, str]:
    return {n: v.write_csv() for n, v in vars(county).items() if isinstance(v, pl.DataFrame)}


def per_person(survey: pl.DataFrame, income: str = "net_income_per_year") -> dict[str, Decimal]:
    return {row["household_id"]: row[income] / row["size"] for row in survey.to_dicts()}


def test_the_same_seed_gives_the_same_next_year(county: County, helped: pl.Series) -> None:
    one = next_year(county, helped, PACK)
    two = next_year(county, helped.reverse(), PACK)
    assert frames(one) == frames(two)


def test_the_campaign_is_the_exit_of_the_next_year(later: County, summer: County) -> None:
    assert later.campaign_id == "exit-2015-610426"
    assert summer.campaign_id == "identification-2015-610426"


def test_year_end_incomes_are_never_below_those_of_the_identification(
    county: County, helped: pl.Series
) -> None:
    first = per_person(county.survey)
    incomes = incomes_of_year(county, helped, PACK)
    assert set(incomes["household_id"]) == set(helped)
    for row in incomes.to_dicts():
        assert row["net_income"] / row["persons"] >= first[row["household_id"]]


def test_who_should_leave_was_above_the_line_of_both_years_and_lives_safely(
    county: County, later: County, helped: pl.Series, left: pl.Series
) -> None:
    before = per_person(
        incomes_of_year(county, helped, PACK).rename({"persons": "size"}), "net_income"
    )
    now, first = per_person(later.survey), per_person(county.survey)
    facts = {row["household_id"]: row for row in later.survey.to_dicts()}
    assert 0 < left.len() < helped.len()
    for home in left:
        assert before[home] > LINE_2014
        assert now[home] > LINE_2015
        assert now[home] - first[home] >= Decimal(LINE_2015) / 10
        assert facts[home]["housing_grade"] in "AB"
        assert facts[home]["has_safe_water"] and facts[home]["has_stable_source"]


def test_nobody_is_in_two_states(
    later: County, summer: County, helped: pl.Series, left: pl.Series
) -> None:
    assert set(left) <= set(helped)
    assert later.attitude["household_id"].is_unique().all()
    applies = set(summer.attitude.filter("applies")["household_id"])
    still_listed = set(helped) - set(left)
    assert not applies & still_listed
    assert not set(summer.expected_list()["household_id"]) & still_listed


def test_inspectors_of_spring_judge_the_listed_as_identified_and_the_others_as_they_are(
    county: County, later: County, helped: pl.Series
) -> None:
    listed = helped[1:]  # somebody has left the county since
    spring = at_inspection(later, county, listed, PACK)
    assert spring.campaign_id == "inspection-2015-h1-610426"
    truth, then = (
        set(c.attitude.filter("is_poor", ~pl.col("is_kept_out"))["household_id"])
        for c in (spring, county)
    )
    assert truth & set(listed) == then & set(listed)
    income = per_person(spring.survey)
    others = [row for row in spring.survey.to_dicts() if row["household_id"] not in set(listed)]
    held = set(spring.keepout.filter(state="met")["household_id"])
    poor = {row["household_id"] for row in others if income[row["household_id"]] < LINE_2015}
    safe = {
        row["household_id"]
        for row in others
        if income[row["household_id"]] >= LINE_2015
        and not row["has_major_illness"]
        and not row["dropouts_for_money"]
        and row["dwellings"]
        and row["housing_grade"] in "AB"
    }
    assert poor - held <= truth
    assert not (safe | held) & truth - set(listed)


def test_who_relapses_has_fallen_ill_since(later: County, summer: County, left: pl.Series) -> None:
    before, since = (
        {row["household_id"]: row for row in county.survey.to_dicts()} for county in (later, summer)
    )
    struck = [
        home
        for home in before
        if before[home]["net_income_per_year"] != since[home]["net_income_per_year"]
    ]
    assert struck
    for home in struck:
        assert since[home]["has_major_illness"]
        assert since[home]["net_income_per_year"] < before[home]["net_income_per_year"]
    relapsed = set(summer.expected_list()["household_id"]) & set(left)
    assert relapsed <= set(struck)


def test_who_should_be_identified_has_a_cause(summer: County) -> None:
    found = summer.expected_list().join(summer.survey, on="household_id")
    assert found["main_cause"].is_not_null().all()


def test_standings_keep_away_from_one_half(later: County) -> None:
    for level in ("group_standing", "village_standing"):
        assert ((later.attitude[level] - 0.5).abs() > 0.1).all()


def test_forms_of_exit_have_the_columns_of_their_tables(later: County, left: pl.Series) -> None:
    homes = left.to_frame()
    for fill, table in (
        (people.fill_recognition, tables.Recognition),
        (people.fill_spot_check, tables.SpotCheck),
    ):
        assert set(fill(homes, later, DAY).columns) == set(table.model_fields) - BOOKKEEPING


def test_who_declines_says_why_and_who_forgot_to_sign_signs_the_second_time(
    later: County,
) -> None:
    everybody = later.household.select("household_id")
    first = people.fill_recognition(everybody, later, DAY)
    assert not first["is_signed"].all()
    assert first.filter(~pl.col("agrees"))["reason"].is_not_null().all()
    again = people.fill_recognition(everybody.with_columns(round=2), later, DAY)
    assert again["is_signed"].all()


def test_a_spot_check_finds_out_who_should_not_leave(later: County, helped: pl.Series) -> None:
    checked = people.fill_spot_check(helped.to_frame(), later, DAY)
    poor = later.attitude.filter("is_poor")["household_id"]
    wrong = checked.filter(pl.col("household_id").is_in(poor.to_list()))
    assert (wrong["finding"] == "not_confirmed").all()
    assert wrong["reason"].is_not_null().all()
    surveyors = people.fill_survey(helped.to_frame(), later, DAY)
    assert not set(checked["checker"]) & {*surveyors["surveyor"], *surveyors["second_surveyor"]}
