"""Packs: every value dated and sourced, nothing guessed, mistakes named."""

import pickle
import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.errors import OfficeErrors, PolicyError
from policy.features import load_features
from policy.pack import PACKS, Pack, load_pack
from policy.screening import prepare_screening

NAMES = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())

# Published lines, as every statistical yearbook gives them.
LINES = {
    2010: 2300,
    2011: 2536,
    2012: 2625,
    2013: 2736,
    2014: 2800,
    2015: 2855,
    2016: 2952,
    2017: 2952,
    2018: 2995,
    2019: 3218,
    2020: 4000,
}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the Chinese pack that a test may spoil."""
    shutil.copytree(PACKS / "cn", tmp_path / "draft")
    return tmp_path / "draft"


def spoil(draft: Path, file: str, old: str, new: str) -> str:
    path = draft / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PolicyError) as refusal:
        load_pack("draft", draft.parent)
    assert file in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_source_and_both_languages(name: str) -> None:
    pack = load_pack(name)
    versions = [version for series in pack.series.values() for version in series.versions]
    items: list[Any] = [item for catalogue in pack.catalogues.values() for item in catalogue]
    items += [*versions, *pack.rules]
    labels = [item.label for item in items]
    labels += [exception.label for rule in pack.rules for exception in rule.exceptions]
    labels += [label for r in pack.departments for label in (r.department, r.record)]
    labels += [pack.label, pack.currency]
    assert all(label.zh and label.en and label.zh != label.en for label in labels)
    assert all(entry.source for entry in (*items, *pack.departments))
    assert all(version.unit for version in versions)


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_passes_the_guard_on_its_first_day(name: str) -> None:
    pack = load_pack(name)
    assert prepare_screening(pack, max(rule.since_on for rule in pack.rules)).rules


def test_the_national_line_of_each_year_is_the_published_one() -> None:
    pack = load_pack("cn")
    assert {year: pack.value("poverty_line", date(year, 7, 1)).value for year in LINES} == LINES


def test_a_year_without_a_line_names_file_and_key_to_add() -> None:
    with pytest.raises(PolicyError, match="no value for 2021") as refusal:
        load_pack("cn").value("poverty_line", date(2021, 6, 1))
    assert refusal.value.where == "data/policy/cn/values.yaml, poverty_line"
    assert "year: 2021" in str(refusal.value)


def test_a_day_before_the_first_value_names_file_and_key_to_add() -> None:
    with pytest.raises(PolicyError, match=r"values\.yaml, publicity\.window_days: no value for"):
        load_pack("cn").value("publicity.window_days", date(2009, 12, 31))


def test_a_key_that_is_misspelt_gets_a_suggestion() -> None:
    with pytest.raises(PolicyError, match="perhaps poverty_line"):
        load_pack("cn").value("povrty_line", date(2015, 1, 1))


def test_criteria_before_the_filing_of_2014_are_an_error() -> None:
    with pytest.raises(PolicyError, match="a day from 2014-01-01 on"):
        load_pack("cn").criteria("enter", date(2013, 12, 31))


def test_four_enters_and_seven_keepouts() -> None:
    pack = load_pack("cn")
    assert len(pack.criteria("enter", date(2015, 1, 1))) == 4
    assert len(pack.criteria("keepout", date(2015, 1, 1))) == 7
    assert load_pack("vn").criteria("keepout", date(1998, 6, 1)) == ()


def test_catalogues_have_the_numbers_that_the_texts_count() -> None:
    pack = load_pack("cn")
    assert (len(pack.causes), len(pack.measures)) == (5, 7)
    assert (len(pack.difficulties), len(pack.haves)) == (8, 8)
    assert len(pack.catalogue("nine_key_aspects")) == 9
    assert len(pack.catalogue("six_precisions")) == 6


def test_a_poor_village_exits_below_three_percent_with_its_eight_haves_and_what_is_weighed() -> (
    None
):
    """[002 §3.3, §6]; industry is one of the eight."""
    pack, on = load_pack("cn"), date(2014, 6, 1)
    assert pack.value("village.exit.incidence_limit", on).value == Decimal("0.03")
    required = pack.value("village.exit.required_haves", on).value
    weighed = ("infrastructure", "public_services", "collective_income")
    assert required == (*(item.id for item in pack.haves), *weighed)


def test_ten_lists_and_more_come_from_at_least_eight_departments() -> None:
    departments = load_pack("cn").departments
    assert len(departments) >= 10
    assert len({record.department.en for record in departments}) >= 8


def test_causes_are_the_values_of_the_feature() -> None:
    feature = next(f for f in load_features() if f.name == "main_cause")
    assert {item.id: item.label for item in load_pack("cn").causes} == dict(feature.values)


def test_settings_keep_their_exact_type() -> None:
    pack, on = load_pack("cn"), date(2015, 1, 1)
    assert pack.value("appraisal.group.quorum_share", on).value == Fraction(2, 3)
    assert pack.value("clearly_above_average_factor", on).value == Decimal("1.5")
    assert pack.value("publicity.rolls_over_holidays", on).value is True
    assert pack.value("notice.shows", on).value == ("head_name", "group_name", "household_size")


SHOWN = "value: [head_name, group_name, household_size]"


@pytest.mark.parametrize(
    "field", ["id_number", "phone", "bank_account", "illness", "disability", "nonsense"]
)
def test_a_notice_that_shows_more_than_may_hang_on_a_board_is_refused(
    draft: Path, field: str
) -> None:
    said = spoil(draft, "values.yaml", SHOWN, f"value: [head_name, {field}]")
    assert said.endswith(
        f"values.yaml, notice.shows: {field}; expected one of head_name, group_name, household_size. "
        "Correct the name, or add what it refers to."
    )


def test_a_notice_without_names_is_refused(draft: Path) -> None:
    said = spoil(draft, "values.yaml", SHOWN, "value: [group_name]")
    assert said.endswith(
        "values.yaml, notice.shows: a notice that shows group_name; expected head_name among them: "
        "a list names whom it is about. Add head_name."
    )


def test_defaults_say_so_and_law_does_not() -> None:
    pack, on = load_pack("cn"), date(2015, 1, 1)
    assert pack.value("publicity.window_days", on).is_default
    assert pack.value("local_average_income", on).is_default
    assert not pack.value("poverty_line", on).is_default


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_values_of_a_day_are_never_from_later_and_yearly_ones_are_of_that_year(on: date) -> None:
    pack = load_pack("cn")
    for key, value in pack.values_on(on).items():
        assert value.since_on <= on
        assert not pack.series[key].by_year or value.since_on.year == on.year


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("values.yaml", "  unit: yuan/person/year\n", "", "no unit"),
        ("values.yaml", "  unit: yuan", "  units: yuan", "unknown key units"),
        ("values.yaml", "year: 2011, value: 2536", "year: 2010, value: 2536", "dates that rise"),
        ("values.yaml", "value: 2300", 'value: "2300"', "a whole number"),
        ("values.yaml", 'value: "1.5"', "value: 1.5", 'a quoted decimal such as "0.95"'),
        ("values.yaml", 'value: "2/3"', 'value: "2/0"', 'a quoted fraction such as "2/3"'),
        ("values.yaml", '"12-31"', '"12-32"', "month and day"),
        ("values.yaml", "value: true", 'value: "on"', "true or false"),
        ("values.yaml", "        - vehicles\n", "        - vehicels\n", "vehicels"),
        (
            "values.yaml",
            "        - service_center\n",
            "        - servise_center\n",
            "servise_center",
        ),
        ("values.yaml", "[leading_group, delegate]", "[leading_group, guest]", "guest"),
        ("values.yaml", "value: 7, source: default", "value: 7", "no source"),
        ("values.yaml", "away_years:", "poverty_line:", "poverty_line stands there twice"),
        ("criteria.yaml", "id: enter.income", "id: income", "the id income"),
        ("criteria.yaml", "en: net income per person is below", "xx: net", "unknown key xx"),
        ("criteria.yaml", "from: 2014-01-01", 'from: "2014"', "a day such as 2014-01-01"),
        ("criteria.yaml", "id: enter.education", "id: enter.income", "dates that rise"),
        ("departments.yaml", "rule: keepout.luxury", "rule: keepout.car", "keepout.car"),
        ("departments.yaml", "id: register_deaths", "id: vehicles", "vehicles more than once"),
        ("catalogues.yaml", "zh: 因病致贫, ", "", "no zh"),
        ("pack.yaml", "seven_kinds #", "eight_kinds #", "eight_kinds"),
        ("pack.yaml", "country: CN", "country: [", "valid YAML"),
    ],
)
def test_a_spoilt_pack_is_refused_by_file_and_reason(
    draft: Path, file: str, old: str, new: str, says: str
) -> None:
    assert says in spoil(draft, file, old, new)


def test_hours_over_midnight_in_which_nothing_would_go_out_are_refused(draft: Path) -> None:
    values = (draft / "values.yaml").read_text("utf-8")
    old = values[values.index("reminder.from_hour:") : values.index("reminder.until_hour:")]
    said = spoil(draft, "values.yaml", old, old.replace("value: 8", "value: 22"))
    assert "from hour 22 until hour 20" in said


def test_a_later_version_of_a_criterion_holds_from_its_day(draft: Path) -> None:
    criteria = draft / "criteria.yaml"
    later = (
        "  - id: keepout.other\n    from: 2016-01-01\n    expression: NOT can_build\n"
        "    label: {zh: 新, en: new}\n    source: default\n"
    )
    # Behind the versions before it: a later day comes later in the file.
    written = criteria.read_text("utf-8").replace("# One out:", f"{later}# One out:")
    criteria.write_text(written, "utf-8")
    pack: Pack = load_pack("draft", draft.parent)
    before, after = (
        pack.criteria("keepout", day)[-1].expression
        for day in (date(2015, 12, 31), date(2016, 1, 1))
    )
    assert (before, after) == ("has_other_unfit", "NOT can_build")


def test_a_missing_pack_names_the_file() -> None:
    with pytest.raises(PolicyError, match=r"data/policy/xx/pack\.yaml: no such file"):
        load_pack("xx")


def test_an_error_is_said_in_both_languages_and_survives_pickling() -> None:
    error = PolicyError.because("policy.missing_key", where="a.yaml", missing=["x", "y"], keys="z")
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, PolicyError)
    assert str(copy) == "a.yaml: no x, y; expected the keys z. Add x, y."
    assert copy.said("zh") == "a.yaml：没有写x、y；应有以下各键：z。请补上x、y。"
    several = pickle.loads(pickle.dumps(OfficeErrors([copy, copy])))
    assert several.said("zh") == f"{copy.said('zh')}\n{copy.said('zh')}"


@pytest.mark.parametrize(
    ("reason", "values"),
    [
        ("nowhere.missing_key", {"where": "a"}),
        ("policy.nothing", {"where": "a"}),
        ("policy.missing_key", {"where": "a", "keys": "z"}),
        ("policy.missing_key", {"missing": "x", "keys": "z"}),
    ],
    ids=["no such group", "no such wording", "no value", "no place"],
)
def test_a_wording_or_value_that_is_not_there_is_a_fault_of_the_program(
    reason: str, values: dict[str, str]
) -> None:
    with pytest.raises(KeyError):
        PolicyError.because(reason, **values)
