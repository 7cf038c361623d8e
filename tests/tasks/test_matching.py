"""Matching department records: by number, else by all that agrees; a person decides in doubt."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from office.rehearsal.county import County, make_county
from policy.identity import check_digit, read_identity
from policy.pack import load_pack
from registry.session import Registry
from tasks.matching import COLUMNS, match_records

OPENED_ON, DAY = date(2014, 3, 1), date(2014, 5, 1)
VILLAGE, NEXT_VILLAGE = "610426100200", "610426100201"


def id_number(born: date, sequence: int) -> str:
    first_17 = f"610426{born:%Y%m%d}{sequence:03}"
    return first_17 + check_digit(first_17)


BORN = date(1970, 5, 17)
ZHANG = id_number(BORN, 11)


@dataclass
class Desk:
    """A registry with a few people and a few records."""

    registry: Registry
    people: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)

    def person(self, name: str, household: str = "H1", **facts: Any) -> None:
        known = {"id_number": None, "birth_on": BORN, "village_code": VILLAGE}
        self.people.append({"name": name, "household_id": household, **known, **facts})

    def record(self, name: str, **facts: Any) -> None:
        known = {"id_number": None, "birth_on": None, "village_code": None}
        self.records.append({"name": name, **known, **facts})

    def match(self, *households: str) -> list[dict[str, Any]]:
        self._write()
        return self.compare(*households)

    def _write(self) -> None:
        frames = self._frames()
        with self.registry.writing("test", DAY, "test") as entry:
            for table, rows in frames.items():
                entry.insert(table, rows)

    def compare(self, *households: str) -> list[dict[str, Any]]:
        """Once more, after a match."""
        candidates = pl.DataFrame(
            {"household_id": list(households or ("H1",))}, schema={"household_id": pl.String}
        )
        with self.registry.reading() as reader:
            found = match_records(reader.connection, OPENED_ON, DAY, Decimal("0.95"), candidates)
        assert found.columns == list(COLUMNS)
        return found.to_dicts()

    def _frames(self) -> dict[str, list[dict[str, Any]]]:
        state = {"version": 1, "since_on": date(2014, 1, 1)}
        homes = {p["household_id"]: p["village_code"] for p in self.people}
        return {
            "household": [
                {
                    **state,
                    "household_id": home,
                    "village_code": village,
                    "group_code": village + "01",
                    "head_name": "户主",
                    "register_kind": "rural",
                }
                for home, village in homes.items()
            ],
            "person": [
                {**state, "person_id": person["id_number"] or f"P{number}"}
                | {key: value for key, value in person.items() if key != "village_code"}
                for number, person in enumerate(self.people)
            ],
            "department_record": [
                {
                    "version": 1,
                    "delivered_on": date(2014, 4, 1),
                    "department_id": "vehicles",
                    "record_no": str(number),
                    "detail": "小型轿车",
                    **record,
                }
                for number, record in enumerate(self.records)
            ],
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    registry = Registry(tmp_path / "office.duckdb")
    registry.create("cn")
    return Desk(registry)


def test_the_same_number_is_the_same_person(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", id_number=ZHANG)
    (hit,) = desk.match()
    assert (hit["person_id"], hit["matched_by"]) == (ZHANG, "id_number")
    assert (hit["probability"], hit["note"], hit["detail"]) == (None, None, "小型轿车")


def test_another_name_on_the_same_number_is_a_hit_and_is_said(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("李国强", id_number=ZHANG)
    (hit,) = desk.match()
    assert (hit["matched_by"], hit["note"]) == ("id_number", "name_differs")


def test_a_record_without_number_is_probable_when_all_else_agrees(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", birth_on=BORN, village_code=VILLAGE)
    (hit,) = desk.match()
    assert hit["matched_by"] == "probable"
    assert hit["probability"] >= Decimal("0.95")


def test_a_person_without_number_is_found_too(desk: Desk) -> None:
    desk.person("张秀英")
    desk.record("张秀英", id_number=ZHANG, birth_on=BORN, village_code=VILLAGE)
    assert [hit["matched_by"] for hit in desk.match()] == ["probable"]


def test_a_mistyped_name_is_found_and_said(desk: Desk) -> None:
    villages = [VILLAGE, NEXT_VILLAGE, *(f"6104261003{n:02}" for n in range(20))]
    desk.person("张秀英", id_number=ZHANG)
    for number, village in enumerate(villages):
        desk.person("王建国", f"N{number}", birth_on=date(1950, 1, 1), village_code=village)
    desk.record("张秀荣", birth_on=BORN, village_code=VILLAGE)
    (hit,) = desk.match()
    assert hit["note"] == "name_differs"


def test_a_namesake_of_another_age_is_nobody(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", birth_on=date(1988, 11, 2), village_code=VILLAGE)
    assert desk.match() == []


def test_of_two_namesakes_in_a_family_the_birth_decides(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.person(
        "张秀英", "H2", birth_on=date(1992, 2, 3), id_number=id_number(date(1992, 2, 3), 21)
    )
    desk.record("张秀英", birth_on=BORN, village_code=VILLAGE)
    assert [hit["person_id"] for hit in desk.match("H1", "H2")] == [ZHANG]


def test_where_two_fit_equally_a_person_decides(desk: Desk) -> None:
    other = id_number(BORN, 31)
    desk.person("张秀英", id_number=ZHANG)
    desk.person("张秀英", "H2", id_number=other)
    desk.record("张秀英", birth_on=BORN, village_code=VILLAGE)
    hits = desk.match("H1", "H2")
    assert {hit["person_id"] for hit in hits} == {ZHANG, other}
    assert {(hit["matched_by"], hit["note"]) for hit in hits} == {("possible", "several_fit")}


def test_who_else_is_compared_that_day_changes_no_hit(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.person("张秀英", "H2", id_number=id_number(BORN, 31))
    desk.record("张秀英", birth_on=BORN, village_code=VILLAGE)
    together = desk.match("H1", "H2")
    assert [hit["note"] for hit in together] == ["several_fit", "several_fit"]
    assert [*desk.compare("H1"), *desk.compare("H2")] == together


def test_a_record_that_fits_somebody_else_better_is_no_hit_though_they_are_not_compared(
    desk: Desk,
) -> None:
    neighbour = id_number(BORN, 31)
    desk.person("张秀英", id_number=ZHANG, village_code=NEXT_VILLAGE)
    desk.person("张秀英", "H2", id_number=neighbour)
    desk.record("张秀英", birth_on=BORN, village_code=VILLAGE)
    assert desk.match("H1") == []
    assert [hit["person_id"] for hit in desk.compare("H2")] == [neighbour]


def test_a_list_delivered_for_an_earlier_campaign_is_no_hit_of_this_one(desk: Desk) -> None:
    before, opened = OPENED_ON - timedelta(days=1), OPENED_ON
    desk.person("张秀英", id_number=ZHANG)
    desk.person("李国强", id_number=id_number(BORN, 31))
    desk.record("张秀英", id_number=ZHANG, delivered_on=before)
    desk.record("李国强", id_number=id_number(BORN, 31), delivered_on=opened)
    assert [hit["person_id"] for hit in desk.match()] == [id_number(BORN, 31)]


def test_within_a_campaign_the_last_delivery_of_a_record_counts(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    for version, detail in enumerate(("摩托车", "小型轿车"), 1):
        facts = {"record_no": "R1", "version": version, "detail": detail}
        desk.record("张秀英", id_number=ZHANG, **facts)
    assert [hit["detail"] for hit in desk.match()] == ["小型轿车"]


def test_another_valid_number_on_all_else_is_said(desk: Desk) -> None:
    for number in range(30):
        village = f"6104261003{number:02}"
        desk.person("王建国", f"N{number}", birth_on=date(1950, 1, 1), village_code=village)
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", id_number=id_number(BORN, 51), birth_on=BORN, village_code=VILLAGE)
    assert [hit["note"] for hit in desk.match()] == ["id_number_differs"]


def test_a_number_of_somebody_else_in_the_register_concerns_them_alone(desk: Desk) -> None:
    other = id_number(BORN, 31)
    desk.person("张秀英", id_number=ZHANG)
    desk.person("张秀英", "H2", id_number=other)
    desk.record("张秀英", id_number=other, birth_on=BORN, village_code=VILLAGE)
    assert desk.match("H1") == []


def test_a_name_alone_is_no_evidence(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英")
    assert desk.match() == []


def test_nothing_to_compare_is_no_hit(desk: Desk) -> None:
    assert desk.match() == []


def test_records_without_candidates_are_no_hits(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", id_number=ZHANG)
    assert desk.match("H9") == []


def test_more_candidates_than_people_are_no_trouble(desk: Desk) -> None:
    desk.person("张秀英", id_number=ZHANG)
    desk.record("张秀英", id_number=ZHANG)
    assert len(desk.match("H1", *(f"X{number}" for number in range(30_000)))) == 1


# --- against a generated county, whose truth is known ---------------------------------------------


@pytest.fixture(scope="module")
def county() -> County:
    return make_county("yongshou", 11, 2014, load_pack("cn"))


@pytest.fixture(scope="module")
def records(county: County) -> pl.DataFrame:
    """As the intake stores them: a number in its 18 digits, or empty."""
    numbers = county.department_record["id_number"].unique().drop_nulls()
    read = {number: read_identity(number).number for number in numbers}
    return county.department_record.with_columns(
        pl.col("id_number").replace_strict(read, default=None, return_dtype=pl.String),
        version=pl.lit(1),
    )


@pytest.fixture(scope="module")
def registry(
    county: County, records: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> Registry:
    registry = Registry(tmp_path_factory.mktemp("county") / "office.duckdb")
    registry.create("cn")
    with registry.writing("test", DAY, "test") as entry:
        entry.insert("household", county.household.with_columns(version=pl.lit(1)))
        entry.insert("person", county.person.with_columns(version=pl.lit(1)))
        entry.insert("department_record", records)
    return registry


@pytest.fixture(scope="module")
def candidates(county: County) -> pl.DataFrame:
    return county.attitude.filter("applies").select("household_id")


@pytest.fixture(scope="module")
def matches(registry: Registry, candidates: pl.DataFrame) -> Iterator[pl.DataFrame]:
    with registry.reading() as reader:
        yield match_records(reader.connection, OPENED_ON, DAY, Decimal("0.95"), candidates)


@pytest.fixture(scope="module")
def truth(county: County, records: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Every record that truly concerns a candidate: its owner, and what the record says."""
    people = county.person.select("person_id", "household_id")
    return (
        county.record_owner.join(people, on="person_id")
        .join(candidates, on="household_id", how="semi")
        .join(records, on=["department_id", "record_no"])
    )


KEY = ["department_id", "record_no", "person_id"]


def test_every_right_number_is_found(matches: pl.DataFrame, truth: pl.DataFrame) -> None:
    by_number = matches.filter(pl.col("matched_by") == "id_number").select(KEY).sort(KEY)
    numbered = truth.filter(pl.col("id_number").is_not_null()).select(KEY).sort(KEY)
    assert by_number.equals(numbered)


def test_probable_matches_are_right_and_nearly_complete(
    matches: pl.DataFrame, truth: pl.DataFrame
) -> None:
    probable = matches.filter(pl.col("matched_by") == "probable")
    right = probable.join(truth, on=KEY, how="semi").height
    assert right / probable.height > 0.995
    to_find = truth.filter(pl.col("id_number").is_null(), pl.col("birth_on").is_not_null())
    assert to_find.height > 1000
    assert right / to_find.height > 0.98


def test_records_without_a_birth_are_left_to_a_person(
    matches: pl.DataFrame, truth: pl.DataFrame
) -> None:
    vague = truth.filter(pl.col("id_number").is_null(), pl.col("birth_on").is_null())
    found = matches.join(vague, on=KEY, how="semi")
    assert set(found["matched_by"]) == {"possible"}
    in_a_village = vague.filter(pl.col("village_code").is_not_null())
    assert found.height / in_a_village.height > 0.9


def test_the_same_lists_give_the_same_hits(
    registry: Registry, candidates: pl.DataFrame, matches: pl.DataFrame
) -> None:
    """In whatever order, and however the candidates come to be compared."""
    shuffled = candidates.sample(fraction=1, shuffle=True, seed=1)
    batches = shuffled[:1000], shuffled[1000:]
    with registry.reading() as reader:
        again = pl.concat(
            match_records(reader.connection, OPENED_ON, DAY, Decimal("0.95"), batch)
            for batch in batches
        ).sort(COLUMNS[:4])
        tables = reader.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        views = reader.connection.execute("FROM duckdb_views() WHERE NOT internal").fetchall()
    assert again.equals(matches)
    assert not any("splink" in name for (name,) in tables)
    assert views == []


def test_a_higher_threshold_only_makes_fewer_probable(
    registry: Registry, candidates: pl.DataFrame, matches: pl.DataFrame
) -> None:
    with registry.reading() as reader:
        strict = match_records(reader.connection, OPENED_ON, DAY, Decimal("0.9999"), candidates)
    assert strict.drop("matched_by").equals(matches.drop("matched_by"))
    fewer, more = ((m["matched_by"] == "probable").sum() for m in (strict, matches))
    assert fewer < more
