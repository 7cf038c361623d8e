"""The generated county: the same for the same seed, consistent, and poor by the rules."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from office.rehearsal.county import County, make_county
from policy.errors import OfficeError
from policy.pack import load_pack
from registry import tables

PACK = load_pack("cn")
LINE, AVERAGE = 2800, 9892
FORMS = {
    "place": tables.Place,
    "household": tables.Household,
    "person": tables.Person,
    "source_entry": tables.SourceEntry,
    "department_record": tables.DepartmentRecord,
}
BOOKKEEPING = {"version", "actor", "entry"}
INSTEAD_OF_PERSONS = {"registered_persons"}  # a county lists its persons one by one


@pytest.fixture(scope="module")
def yongshou() -> County:
    return make_county("yongshou", 7, 2014, PACK)


@pytest.fixture(scope="module")
def yidu() -> County:
    return make_county("yidu", 7, 2014, PACK)


def frames(county: County) -> dict[str, pl.DataFrame]:
    return {name: value for name, value in vars(county).items() if isinstance(value, pl.DataFrame)}


def in_bytes(frame: pl.DataFrame) -> bytes:
    return frame.write_csv().encode()


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, two = (frames(make_county("township", 3, 2014, PACK)) for _ in range(2))
    assert {n: in_bytes(f) for n, f in one.items()} == {n: in_bytes(f) for n, f in two.items()}


def test_another_seed_gives_other_people() -> None:
    one, two = (make_county("township", seed, 2014, PACK) for seed in (3, 4))
    assert not one.person.equals(two.person)


def test_sizes_are_the_published_ones(yongshou: County, yidu: County) -> None:
    levels = dict(yongshou.place.group_by("level").len().iter_rows())
    assert (levels["county"], levels["township"], levels["village"]) == (1, 13, 102)
    assert 7 <= levels["group"] / 102 <= 9
    assert (yongshou.household.height, yongshou.person.height) == (47_000, 175_000)
    assert yidu.place.filter(pl.col("level") == "village").height == 120
    assert (yongshou.planned_households, yidu.planned_households) == (13_634, 8_393)


def test_places_count_the_people_who_live_there(yongshou: County) -> None:
    totals = yongshou.place.group_by("level").agg(pl.col("rural_households", "rural_persons").sum())
    assert {row[1:] for row in totals.iter_rows()} == {(47_000, 175_000)}


@pytest.mark.parametrize("name", FORMS)
def test_frames_have_the_columns_of_their_tables(name: str) -> None:
    frame = frames(make_county("township", 1, 2014, PACK))[name]
    expected = set(FORMS[name].model_fields) - BOOKKEEPING - INSTEAD_OF_PERSONS
    assert set(frame.columns) == expected


def test_the_survey_knows_every_fact(yongshou: County) -> None:
    of_a_visit = {"campaign_id", "round", "surveyed_on", "surveyor", "second_surveyor", "finding"}
    expected = set(tables.Survey.model_fields) - BOOKKEEPING - of_a_visit
    assert set(yongshou.survey.columns) == expected
    may_be_empty = {
        "housing_grade",
        "new_house_cause",
        "main_cause",
        "has_stable_source",  # asked of those who may leave the list
        "other_unfit_reason",
        "other_unfit_officer",
    }
    assert yongshou.survey.drop(may_be_empty).null_count().sum_horizontal().item() == 0


def test_numbers_bear_birth_sex_and_a_right_check_digit(yongshou: County) -> None:
    numbered = yongshou.person.filter(pl.col("id_number").is_not_null())
    assert numbered["id_number"].is_unique().all()
    for number, born, sex in numbered.select("id_number", "birth_on", "sex").iter_rows():
        digits = [10 if digit == "X" else int(digit) for digit in number]
        # ISO 7064: the weighted digits, check digit included, leave 1 after division by 11.
        assert sum(d * 2 ** (17 - i) for i, d in enumerate(digits)) % 11 == 1
        assert number.startswith(f"610426{born:%Y%m%d}")
        assert digits[16] % 2 == (sex == "male")


def test_members_of_a_household_fit_together(yongshou: County) -> None:
    people = yongshou.person
    heads = people.filter(pl.col("relation") == "head")
    assert heads["household_id"].sort().equals(yongshou.household["household_id"].sort())
    named = yongshou.household.join(heads, on="household_id")
    assert (named["head_name"] == named["name"]).all()
    counted = people.group_by("household_id").len("members")
    surveyed = yongshou.survey.join(counted, on="household_id")
    assert (surveyed["size"] == surveyed["members"]).all()
    related = people.join(heads, on="household_id", suffix="_of_head").with_columns(
        years=(pl.col("birth_on") - pl.col("birth_on_of_head")).dt.total_days() / 365.25
    )
    youngest = {"child": 18, "grandchild": 38}
    for relation, years in youngest.items():
        assert related.filter(pl.col("relation") == relation)["years"].min() >= years  # type: ignore[operator]
    assert related.filter(pl.col("relation") == "parent")["years"].max() <= -18  # type: ignore[operator]
    couples = related.filter(pl.col("relation") == "spouse")
    assert (couples["sex"] != couples["sex_of_head"]).all()


def is_poor(fact: Mapping[str, Any]) -> bool:
    """Domain §2.1, in words of its own: any one of the four enters."""
    income = (fact["net_income_per_year"] / fact["size"]).quantize(Decimal("0.01"))
    left = fact["net_income_per_year"] - fact["medical_out_of_pocket_per_year"]
    is_unsafe = fact["dwellings"] == 1 and fact["housing_grade"] in "CD"
    return (
        income < LINE
        or fact["dropouts_for_money"] > 0
        or ((fact["dwellings"] == 0 or is_unsafe) and not fact["can_build"])
        or (fact["has_major_illness"] and (left / fact["size"]).quantize(Decimal("0.01")) < LINE)
    )


def is_kept_out(fact: Mapping[str, Any]) -> bool:
    """Domain §2.2: any one of the seven keep-outs, but for the stated exceptions."""
    income = fact["net_income_per_year"] / fact["size"]
    is_in_post = fact["village_cadre_members"] > 0 and not fact["is_ordinary_cadre"]
    return (
        income > AVERAGE
        or (fact["new_house_year"] >= 2014 and fact["new_house_cause"] == "own")
        or fact["has_vehicle"]
        or fact["has_ship"]
        or fact["has_construction_machinery"]
        or fact["has_large_farm_machinery"]
        or fact["has_company"]
        or fact["hires_long_term"]
        or fact["pays_business_tax"]
        or ((fact["public_payroll_members"] > 0 or is_in_post) and not fact["has_serious_cause"])
        or fact["other_unfit_reason"] is not None
    )


@pytest.mark.parametrize(
    ("size", "households", "persons"), [("yongshou", 13_634, 50_854), ("yidu", 8_393, 24_047)]
)
def test_as_many_are_poor_by_the_rules_as_was_published(
    size: str, households: int, persons: int, request: pytest.FixtureRequest
) -> None:
    county: County = request.getfixturevalue(size)
    people = {row["household_id"]: row for row in county.attitude.iter_rows(named=True)}
    listed = {}
    for fact in county.survey.iter_rows(named=True):
        attitude = people[fact["household_id"]]
        is_heard = attitude["applies"] and attitude["group_standing"] > 0.5
        is_supported = (is_heard or attitude["protests"]) and attitude["village_standing"] > 0.5
        if is_supported and is_poor(fact) and not is_kept_out(fact):
            listed[fact["household_id"]] = fact["size"]
    assert len(listed) == pytest.approx(households, rel=0.02)
    assert sum(listed.values()) == pytest.approx(persons, rel=0.02)
    assert set(county.expected_list()["household_id"]) == set(listed)


def test_nearly_all_the_poor_apply_and_some_others(yongshou: County) -> None:
    attitude = yongshou.attitude
    assert 0.35 < attitude["applies"].cast(pl.Float64).mean() < 0.38  # type: ignore[operator]
    poor = attitude.filter("is_poor")
    assert 0.93 < poor["applies"].cast(pl.Float64).mean() < 0.99  # type: ignore[operator]
    kept_out = attitude.filter("applies", "is_poor")["is_kept_out"].cast(pl.Float64).mean()
    assert 0.01 < kept_out < 0.05  # type: ignore[operator]


def test_departments_deliver_lists_with_every_flaw(yongshou: County) -> None:
    records = yongshou.department_record
    assert records["department_id"].n_unique() >= 10
    assert records.select("department_id", "record_no").is_unique().all()
    assert set(yongshou.record_owner["flaw"]) == {"none", "outdated", "namesake", "outsider"}
    lengths = set(records["id_number"].str.len_chars())
    assert lengths == {None, 15, 18}
    assert records["recorded_on"].max() < date(2014, 4, 1)  # type: ignore[operator]


def test_an_unknown_size_is_named() -> None:
    with pytest.raises(OfficeError, match="one of yongshou, yidu, township"):
        make_county("beijing", 1, 2014, PACK)


def test_no_telephone_is_anybodys(yongshou: County) -> None:
    phones = pl.concat([yongshou.household["phone"], yongshou.place["phone"]])
    assert phones.str.contains(r"^1990000\d{4}$").all()
