"""The people of a generated county: they answer alike however they are asked."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from office.rehearsal import people
from office.rehearsal.county import County, make_county
from policy.identity import read_identity
from policy.pack import load_pack
from registry import tables

DAY = date(2014, 4, 1)
BOOKKEEPING = {"round", "actor", "entry"}
Fill = Callable[[pl.DataFrame, County, date], pl.DataFrame]


@pytest.fixture(scope="module")
def county() -> County:
    return make_county("township", 2, 2014, load_pack("cn"))


@pytest.fixture
def homes(county: County) -> pl.DataFrame:
    return county.attitude.filter("applies").select("household_id")


@pytest.fixture
def lines(county: County, homes: pl.DataFrame) -> pl.DataFrame:
    """Everybody who applied stands on a notice of the villager group."""
    return homes.join(county.household, on="household_id").select(
        ("公示" + pl.col("group_code")).alias("number"),
        pl.col("group_code").alias("place_code"),
        "household_id",
        pl.lit(date(2014, 4, 10)).alias("opens_on"),
        pl.lit(date(2014, 4, 16)).alias("closes_on"),
    )


def hits(county: County, homes: pl.DataFrame) -> pl.DataFrame:
    vehicles = county.record_owner.filter(pl.col("department_id") == "vehicles")
    of_record = vehicles.join(county.person, on="person_id").select(
        "household_id",
        pl.lit("keepout.luxury").alias("rule_id"),
        pl.lit("vehicles").alias("source"),
        "record_no",
    )
    of_survey = homes.select(
        "household_id",
        pl.lit("keepout.luxury").alias("rule_id"),
        pl.lit("survey").alias("source"),
        pl.lit("1").alias("record_no"),
    )
    return pl.concat([of_record, of_survey])


def fields(table: type[tables.Fact]) -> set[str]:
    return set(table.model_fields) - BOOKKEEPING


@pytest.mark.parametrize(
    ("fill", "table"),
    [
        (people.fill_application, tables.Application),
        (people.fill_survey, tables.Survey),
        (people.fill_audit, tables.Audit),
    ],
)
def test_a_filled_form_has_the_columns_of_its_table(
    county: County, homes: pl.DataFrame, fill: Fill, table: type[tables.Fact]
) -> None:
    assert set(fill(homes, county, DAY).columns) == fields(table)


def test_villages_sign_and_meet_before_the_first_step(county: County) -> None:
    forms = people.hold_opening(county, DAY)
    assert set(forms["commitment"].columns) == fields(tables.Commitment)
    assert set(forms["meeting"].columns) == fields(tables.Meeting)
    assert set(forms["meeting"]["kind"]) == {"training", "mass_meeting", "hand_out"}
    assert forms["commitment"]["place_code"].is_unique().all()


@pytest.mark.parametrize("fill", [people.fill_application, people.fill_survey, people.fill_audit])
def test_the_order_of_rows_changes_nothing(county: County, homes: pl.DataFrame, fill: Fill) -> None:
    forward = fill(homes, county, DAY)
    backward = fill(homes.reverse(), county, DAY).reverse()
    assert_frame_equal(forward, backward)


@pytest.mark.parametrize("fill", [people.fill_application, people.fill_survey, people.fill_audit])
def test_no_rows_out_no_rows_back(county: County, homes: pl.DataFrame, fill: Fill) -> None:
    filled = fill(homes.clear(), county, DAY)
    assert filled.height == 0
    assert filled.columns == fill(homes, county, DAY).columns


def test_every_act_is_dated_within_the_days_it_takes(county: County, homes: pl.DataFrame) -> None:
    least, most = people.DAYS_TAKEN["survey"]
    surveyed = people.fill_survey(homes, county, DAY)["surveyed_on"]
    assert surveyed.is_between(DAY + timedelta(least), DAY + timedelta(most)).all()
    assert surveyed.n_unique() > 3


def test_an_unsigned_application_is_signed_in_the_second_round(county: County) -> None:
    everybody = county.household.select("household_id")
    first = people.fill_application(everybody, county, DAY)
    assert not first["is_signed"].all()
    again = people.fill_application(everybody.with_columns(round=2), county, DAY)
    assert again["is_signed"].all()
    assert again["is_fingerprinted"].all()


@pytest.mark.parametrize("fill", [people.fill_group_appraisal, people.fill_village_appraisal])
def test_votes_are_those_of_the_people_present(
    county: County,
    homes: pl.DataFrame,
    fill: Callable[[pl.DataFrame, County, date], people.Appraisal],
) -> None:
    meeting, attendance, vote = fill(homes, county, DAY)
    assert set(meeting.columns) == fields(tables.Meeting)
    assert set(attendance.columns) == fields(tables.Attendance)
    assert set(vote.columns) == fields(tables.Vote)
    came = attendance.group_by("meeting_id").agg(pl.col("is_present").sum().alias("came"))
    checked = vote.join(meeting, on="meeting_id").join(came, on="meeting_id")
    cast = checked["votes_for"] + checked["votes_against"] + checked["abstained"]
    assert (cast == checked["present"]).all()
    assert (checked["came"] == checked["present"]).all()
    assert (checked["present"] <= checked["eligible"]).all()
    lost = checked.filter(2 * pl.col("votes_for") <= pl.col("present"))
    assert lost["reason"].is_not_null().all()
    assert not attendance.select("meeting_id", "attendee", "household_id").is_duplicated().any()


def test_the_village_passes_nobody_who_is_not_poor(county: County, homes: pl.DataFrame) -> None:
    meeting, _, vote = people.fill_village_appraisal(homes, county, DAY)
    passed = vote.join(meeting, on="meeting_id").filter(2 * pl.col("votes_for") > pl.col("present"))
    assert passed.join(county.attitude, on="household_id")["is_poor"].all()


def test_closed_doors_and_unknown_facts_are_settled_in_the_second_round(county: County) -> None:
    everybody = county.household.select("household_id")
    first = people.fill_survey(everybody, county, DAY)
    assert set(first["finding"]) == {"surveyed", "refused", "not_found"}
    seen = first.filter(pl.col("finding") == "surveyed")
    assert seen["net_income_per_year"].null_count() > 0
    again = people.fill_survey(everybody.with_columns(round=2), county, DAY)
    assert (again["finding"] == "surveyed").all()
    same = set(county.survey.columns) - set(people.QUIET_ABOUT) - {"other_unfit_officer"}
    assert_frame_equal(again.select(sorted(same)), county.survey.select(sorted(same)))


def test_only_true_findings_remove_a_household(county: County, homes: pl.DataFrame) -> None:
    found = people.fill_reverification(hits(county, homes), county, DAY)
    assert set(found.columns) == fields(tables.Reverification)
    true = county.keepout.filter(pl.col("state") == "met", pl.col("rule_id") == "keepout.luxury")
    removed = found.filter(pl.col("finding") == "removed")
    assert removed["household_id"].is_in(true["household_id"].implode()).all()
    assert removed.height > 0
    assert found["reason"].is_not_null().all()
    assert (found["village_verifier"] != found["township_verifier"]).all()


def test_an_outdated_record_keeps_the_household(county: County) -> None:
    outdated = county.record_owner.filter(pl.col("flaw") == "outdated").join(
        county.person.select("person_id", "household_id"), on="person_id"
    )
    rows = outdated.select(
        "household_id",
        pl.lit("keepout.luxury").alias("rule_id"),
        pl.col("department_id").alias("source"),
        "record_no",
    )
    assert set(people.fill_reverification(rows, county, DAY)["finding"]) == {"kept"}


def test_objections_name_listed_households_and_missed_ones(
    county: County, lines: pl.DataFrame
) -> None:
    shown = lines.filter(~pl.col("household_id").str.ends_with("3"))
    objections = people.raise_objections(shown, county)
    assert objections["objection_id"].is_unique().all()
    listed = objections.filter(pl.col("kind") == "listed")
    assert listed.join(shown, on=["number", "household_id"]).height == listed.height
    missed = objections.filter(pl.col("kind") == "missed").join(county.attitude, on="household_id")
    assert missed["protests"].all()
    anonymous = objections.filter("is_anonymous")
    assert anonymous["objector_name"].null_count() == anonymous.height
    assert objections["received_on"].min() >= date(2014, 4, 10)  # type: ignore[operator]


def test_three_different_people_survey_investigate_and_decide(
    county: County, lines: pl.DataFrame
) -> None:
    objections = people.raise_objections(lines, county)
    assigned = people.fill_assignment(objections, county, DAY)
    found = people.fill_investigation(objections.join(assigned, on="objection_id"), county, DAY)
    decided = people.fill_decision(objections, county, DAY)
    assert set(found.columns) == fields(tables.Investigation)
    assert set(decided.columns) == fields(tables.Decision)
    surveys = people.fill_survey(objections.select("household_id"), county, DAY)
    surveyors = {*surveys["surveyor"], *surveys["second_surveyor"]}
    investigators, deciders = set(found["investigator"]), set(decided["decider"])
    assert not surveyors & investigators
    assert not investigators & deciders


def test_an_objection_is_sustained_where_it_is_true(county: County) -> None:
    homes = county.attitude.select(
        "household_id",
        pl.concat_str(pl.lit("YY"), "household_id").alias("objection_id"),
        pl.lit("listed").alias("kind"),
    )
    decided = people.fill_decision(homes, county, DAY).with_columns(
        household_id=pl.col("objection_id").str.slice(2)
    )
    truth = decided.join(county.attitude, on="household_id", maintain_order="left")
    is_deserving = truth["is_poor"] & ~truth["is_kept_out"]
    assert ((truth["finding"] == "sustained") == ~is_deserving).all()


def test_some_notices_are_posted_late(county: County) -> None:
    notices = pl.DataFrame({"number": [f"公示{n}" for n in range(300)]}).with_columns(
        place_code=pl.lit(county.place.filter(pl.col("level") == "village")["code"][0])
    )
    posted = people.fill_posting(notices, county, DAY)
    assert set(posted.columns) == fields(tables.Posting)
    late = (posted["posted_on"] - DAY).dt.total_days()
    assert set(late) == {0, 1, 2}
    assert (posted["confirmed_on"] >= posted["posted_on"]).all()
    assert (posted["poster"] != posted["witness"]).all()


def test_all_of_a_mess_can_be_repaired(county: County) -> None:
    form = next(f"persons-{n}" for n in range(99) if not people.has_error(f"persons-{n}", 1))
    messy = people.mess(county.person, form, 1).filter(pl.col("person_id").is_not_null())
    assert messy.height == county.person.height
    assert messy["id_number"].str.len_chars().n_unique() > 2
    for written, right in zip(messy["id_number"], county.person["id_number"], strict=True):
        assert written is None or read_identity(written).number == right
    for written, right in zip(messy["birth_on"], county.person["birth_on"], strict=True):
        digits = [int(part) for part in re.findall(r"\d+", unicodedata.normalize("NFKC", written))]
        if len(digits) == 1:
            assert written == f"{right:%Y%m%d}"
        else:
            assert date(*digits) == right


def test_one_file_in_some_has_an_error_that_the_second_attempt_corrects(county: County) -> None:
    forms = [f"survey-{n}" for n in range(200)]
    faulty = [form for form in forms if people.has_error(form, 1)]
    assert 5 < len(faulty) < 40
    survey = people.fill_survey(county.household.select("household_id"), county, DAY)
    first, second = (people.mess(survey, faulty[0], 1, attempt=n) for n in (1, 2))
    assert first.filter(pl.col("surveyed_on") == "2014-02-30").height == 1
    assert second.filter(pl.col("surveyed_on") == "2014-02-30").height == 0
