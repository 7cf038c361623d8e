"""A survey of another country: 5,999 households of 194 communes are identified, and no line of code
knows the country. The published line finds 1,653 households with 9,002 of 28,509 persons."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pypdfium2 as pdfium
import pytest

import flows.round
from policy.pack import load_pack
from tasks.papers.issuing import paper_of
from tasks.printing.contents import Notice
from tasks.reminders.digests import prepare_reminders, reminding_days
from tasks.what_if.calculation import calculate
from tests.real_survey.survey_year import (
    CAMPAIGN,
    OFFICE,
    OPENED_ON,
    SurveyYear,
    live_through,
    open_year,
    publish,
    publish_first,
)

#: The smallest, a middling and the largest commune by households.
COMMUNES = ("41", "95", "115")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> SurveyYear:
    """The campaign lived to its announcement; a thousand papers are issued, and left unprinted."""
    folder = tmp_path_factory.mktemp("vietnam")
    lived = open_year(folder, publish(folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows.round, "has_papers_to_print", lambda day: False)
        live_through(lived)
    return lived


@pytest.fixture(scope="module")
def published(year: SurveyYear) -> pl.DataFrame:
    """The file by itself, with consumption per person reckoned from it in floating point."""
    return pl.read_csv(year.published).with_columns(
        household_id=pl.col("rownames").cast(pl.String),
        per_person=pl.col("lntotal").exp() / pl.col("hhsize"),
    )


@pytest.fixture
def opened(tmp_path: Path) -> SurveyYear:
    """A campaign of 1998 with one commune that nobody lives in yet."""
    year = open_year(tmp_path, tmp_path / "VietNamH.csv")
    commune = {"code": "7", "level": "village", "parent_code": "urban-no", "name_zh": "第7公社"}
    size = {"rural_households": 32, "rural_persons": 160}
    year.send(OPENED_ON, places=pl.DataFrame([commune | size]))
    year.open(8)
    return year


def test_the_published_file_is_the_register_without_a_repair(year: SurveyYear) -> None:
    stored = year.ask(
        "SELECT (SELECT count(*) FROM place WHERE level IN ('village', 'group') AND version = 1),"
        " (SELECT count(*) FROM household), (SELECT count(*) FROM survey)"
    )
    assert stored.row(0) == (388, 5999, 5999)
    assert year.ask("SELECT sum(registered_persons)::INT AS persons FROM household").item() == 28509
    assert year.ask("SELECT * FROM repair").is_empty()


def test_1653_households_and_9002_persons_are_below_the_line(year: SurveyYear) -> None:
    verdicts = year.ask("SELECT verdict, count(*), sum(size)::INT FROM verdict GROUP BY verdict")
    assert sorted(verdicts.rows()) == [("eligible", 1653, 9002), ("not_eligible", 4346, 19507)]


def test_every_verdict_is_the_one_that_the_file_gives_by_itself(
    year: SurveyYear, published: pl.DataFrame
) -> None:
    verdicts = year.ask("SELECT household_id, verdict = 'eligible' AS is_poor FROM verdict")
    both = published.join(verdicts, on="household_id", validate="1:1")
    assert both.height == 5999
    assert (both["is_poor"] == (both["per_person"] < 1789.871)).all()


def test_no_household_is_so_near_the_line_that_rounding_decides(published: pl.DataFrame) -> None:
    distance = (published["per_person"] - 1789.871).abs()
    # Half a cent of the household's total, and half of the fourth decimal per person.
    assert (distance > 5 * (0.005 / published["hhsize"] + 0.00005)).all()


def test_every_poor_household_has_its_reason_with_what_was_observed(year: SurveyYear) -> None:
    reasons = year.ask(
        "SELECT household_id, rule_id, observed FROM judgement"
        " ORDER BY (observed->>'consumption_per_person')::DECIMAL(18, 4)"
    )
    assert reasons.height == 1653
    observed = '{"consumption_per_person":1789.0250,"poverty_line":1789.8710}'
    assert reasons.row(-1) == ("5656", "enter.consumption", observed)


def test_the_window_of_ten_working_days_goes_around_the_lunar_new_year(year: SurveyYear) -> None:
    windows = year.ask(
        "SELECT DISTINCT opens_on, closes_on FROM publicity_window JOIN paper USING (number)"
        " WHERE kind = 'first_publicity'"
    )
    # 27 to 30 January 1998 are the holidays of Tết, and two weekends lie between.
    assert windows.rows() == [(date(1998, 1, 21), date(1998, 2, 9))]


def test_all_eight_steps_end_with_the_same_households_announced(year: SurveyYear) -> None:
    first = year.ask(
        "SELECT count(DISTINCT number), count(*) FROM notice_line JOIN paper USING (number)"
        " WHERE kind = 'first_publicity'"
    )
    assert first.row(0) == (194, 5999)
    voted = year.ask(
        "SELECT result, count(*) FROM outcome WHERE step = 'village_appraisal' GROUP BY result"
    )
    assert sorted(voted.rows()) == [("not_passed", 4346), ("passed", 1653)]
    listed = year.ask(
        "SELECT count(*), sum(size)::INT FROM position_on(?, DATE '1998-12-31')"
        " JOIN verdict USING (household_id) WHERE step = 'listed' AND verdict = 'eligible'",
        CAMPAIGN,
    )
    assert listed.row(0) == (1653, 9002)


def test_the_same_file_again_changes_nothing(year: SurveyYear) -> None:
    before = year.ask("SELECT count(*) FROM survey").item()
    said = year.load_published(date(1998, 3, 24), "survey")
    assert "loaded on 1998-02-16; the rows taken from it then, 5999," in said
    assert year.ask("SELECT count(*) FROM survey").item() == before


#: Lines of 1998 in thousand dong: the published food line, and the overall one raised by a tenth.
FOOD_LINE, RAISED = "1286.833", "1968.8581"


@pytest.mark.parametrize("line", [FOOD_LINE, RAISED], ids=["food line", "raised by a tenth"])
def test_another_line_changes_whom_the_file_itself_says(
    year: SurveyYear, published: pl.DataFrame, tmp_path: Path, line: str
) -> None:
    """World Bank, Vietnam: Attacking Poverty (1999), has both lines of the survey."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(f'poverty_line: "{line}"\n', encoding="utf-8")
    found = calculate(year.day(date(1998, 12, 31)), plan)

    lack = pl.max_horizontal(float(line) - pl.col("per_person"), 0.0) * pl.col("hhsize")
    poor = published.filter(pl.col("per_person") < float(line))
    total, verdicts = found.comparison.total, found.comparison.verdicts
    assert (total.eligible_before, total.persons_before) == (1653, 9002)
    assert (total.eligible_after, total.persons_after) == (poor.height, poor["hhsize"].sum())
    assert verdicts["not_eligible", "eligible"] == max(0, poor.height - 1653)
    assert verdicts["eligible", "not_eligible"] == max(0, 1653 - poor.height)
    assert found.comparison.headcount_ratios and found.comparison.gap_indices
    assert float(found.comparison.headcount_ratios[0]) == pytest.approx(9002 / 28509)
    assert float(found.comparison.headcount_ratios[1]) == pytest.approx(
        poor["hhsize"].sum() / 28509
    )
    gap = published.select(lack.sum()).item()
    # The registry keeps totals to the cent and amounts per person to four decimals.
    rounding = 0.005 * poor.height + 0.00005 * poor["hhsize"].sum()
    assert float(total.gap_after) == pytest.approx(gap, abs=rounding)
    assert float(found.comparison.gap_indices[1]) == pytest.approx(gap / float(line) / 28509)
    by_commune = published.group_by("commune").agg(
        poor=(pl.col("per_person") < float(line)).sum(),
    )
    assert {int(c or 0): t.eligible_after for c, t in found.comparison.villages.items()} == dict(
        by_commune.iter_rows()
    )


def test_the_plan_adds_up_from_communes_of_any_code_to_the_country(year: SurveyYear) -> None:
    planned = year.ask(
        "SELECT level, sum(planned_households)::INT FROM plan JOIN place ON code = place_code"
        " WHERE version = (SELECT max(p.version) FROM place AS p WHERE p.code = place_code)"
        " GROUP BY level"
    )
    assert dict(planned.iter_rows()) == {"county": 1600, "township": 1600, "village": 1600}


@pytest.fixture(scope="module")
def communes(published: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> SurveyYear:
    """The three communes by themselves, up to the first notices, with all that an office prints by then."""
    folder = tmp_path_factory.mktemp("communes")
    few = open_year(folder, folder / "VietNamH.csv")
    of_them = pl.read_csv(publish(folder)).filter(pl.col("commune").is_in([*map(int, COMMUNES)]))
    of_them.write_csv(few.published)
    with few.registry.held():
        publish_first(few, planned=30)
        few.office("print first_publicity", date(1998, 1, 19))
    return few


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        (
            ".en.pdf",
            "Commune {commune}|{households} households, {persons} persons|10 working days|"
            "21 January 1998",
        ),
        (".pdf", "第{commune}公社|共{households}户、{persons}人|10天（工作日）|1998年1月21日"),
    ],
    ids=["English", "Chinese"],
)
def test_the_first_notices_of_three_communes_are_printed(
    communes: SurveyYear, published: pl.DataFrame, ending: str, says: str
) -> None:
    rows = communes.ask(
        "SELECT parent_code, number, content FROM paper JOIN place ON code = place_code"
        " WHERE kind = 'first_publicity' ORDER BY parent_code"
    ).rows()
    assert [commune for commune, _, _ in rows] == sorted(COMMUNES)
    for commune, number, content in rows:
        notice = paper_of("first_publicity", content)
        assert isinstance(notice, Notice)
        file = communes.folder / "reports" / CAMPAIGN / (re.sub(r"\W", "-", number) + ending)
        with pdfium.PdfDocument(file) as pdf:
            text = "".join("".join(p.get_textpage().get_text_range().split()) for p in pdf)
        ours = published.filter(pl.col("commune") == int(commune))
        counts = {"households": ours.height, "persons": ours["hhsize"].sum()}
        for words in says.format(commune=commune, **counts).split("|"):
            assert words.replace(" ", "") in text
        assert all(f"No.{number}" in text for number in ours["rownames"])
        assert {line.head_name: line.household_size for line in notice.lines} == {
            f"No. {number}": size for number, size in ours.select("rownames", "hhsize").iter_rows()
        }


def test_who_has_not_posted_and_then_who_is_above_is_reminded(communes: SurveyYear) -> None:
    """Issued on 19 January, to be confirmed by the 22nd; eight days later the stratum is told, after Tết."""
    above = dict(communes.ask("SELECT code, parent_code FROM place WHERE level = 'village'").rows())
    told = {}
    for on in (date(1998, 1, 21), date(1998, 2, 2)):
        with communes.registry.held():
            prepare_reminders(reminding_days(communes.registry, on, OFFICE))
        rows = communes.ask("SELECT recipient_id FROM reminder WHERE digest_on = ?", on)
        told[on.day] = set(rows["recipient_id"])
    assert told == {21: set(COMMUNES), 2: {*COMMUNES, *above.values()}}


HEADING = "rownames,urban,hhsize,lntotal,commune\n"


def write(year: SurveyYear, rows: str) -> None:
    year.published.write_text(HEADING + rows)


def test_an_empty_total_is_unknown_and_a_word_for_it_is_refused(opened: SurveyYear) -> None:
    write(opened, "1,no,6,,7\n2,no,6,9.1,7\n")
    for form in ("places", "households", "survey"):
        opened.load_published(OPENED_ON, form)
    facts = opened.ask(
        "SELECT household_id, consumption_per_person FROM household_features(?, ?) ORDER BY ALL",
        CAMPAIGN,
        OPENED_ON,
    )
    assert facts.rows() == [("1", None), ("2", Decimal("1492.5483"))]
    write(opened, "1,no,6,much,7\n")
    said = opened.load_published(OPENED_ON, "survey", fails=True)
    assert "row 2, column Consumption of the household in the year: “much”; expected" in said


def test_codes_are_held_against_the_country_of_the_registry(opened: SurveyYear) -> None:
    write(opened, "1,no,6,9.1,0612\n")
    said = opened.load_published(OPENED_ON, "places", fails=True)
    assert "0612 has 4 characters; a village has number of" in said
    assert load_pack("cn").place_codes["village"].pattern == "[0-9]{12}"


def test_a_table_that_lacks_a_column_of_the_map_is_refused(opened: SurveyYear) -> None:
    opened.published.write_text("rownames,hhsize,commune\n1,6,7\n")
    said = opened.load_published(OPENED_ON, "survey", fails=True)
    assert "VietNamH.csv: no column lntotal; expected" in said
