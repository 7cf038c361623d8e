"""Facts are only ever added; what was written is proved by the journal and by one fingerprint."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from policy.errors import OfficeError
from registry import tables
from registry.proof import fingerprint, verify_journal
from registry.session import Registry
from tests.world import CAMPAIGN, World, april, copy_world


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    registry = Registry(tmp_path_factory.mktemp("empty") / "office.duckdb")
    registry.create("cn")
    return registry.path


@pytest.fixture
def new(empty: Path, tmp_path: Path) -> Callable[[str], Registry]:
    """New registries by name."""
    return lambda name: Registry(shutil.copyfile(empty, tmp_path / f"{name}.duckdb"))


@pytest.fixture
def world(world_on_disk: World) -> World:
    return world_on_disk


SECOND = april(2)


def application(household: str, on: date = SECOND) -> dict[str, Any]:
    key = {"campaign_id": CAMPAIGN, "household_id": household, "round": 1}
    return key | {"applied_on": on, "applicant_name": f"户主{household}", "is_signed": True}


def enter(registry: Registry, *rows: dict[str, Any], on: date = SECOND) -> None:
    with registry.writing("form application", on, "村委会") as entry:
        entry.insert("application", list(rows))


def test_a_registry_that_exists_is_left_as_it_is_when_made_again(world: World) -> None:
    before = fingerprint(world.registry), verify_journal(world.registry)
    world.registry.create("cn")
    assert (fingerprint(world.registry), verify_journal(world.registry)) == before


def test_an_empty_registry_is_in_order(new) -> None:
    assert verify_journal(new("one")) == 0
    assert fingerprint(new("one")) == fingerprint(new("two"))


def test_a_transaction_is_one_entry_and_one_that_adds_nothing_is_none(world: World) -> None:
    before = verify_journal(world.registry)
    enter(world.registry, application("H01"), application("H02"))
    assert verify_journal(world.registry) == before + 1
    with world.registry.writing("nothing", april(3), "村委会") as entry:
        entry.insert("application", [])
    assert verify_journal(world.registry) == before + 1


def test_a_transaction_that_fails_leaves_nothing_behind(world: World) -> None:
    before = fingerprint(world.registry), verify_journal(world.registry)
    with (
        pytest.raises(RuntimeError),
        world.registry.writing("half", april(2), "村委会") as entry,
    ):
        entry.insert("application", [application("H01")])
        raise RuntimeError("the lights went out")
    assert (fingerprint(world.registry), verify_journal(world.registry)) == before


def test_entries_that_hold_only_together_fall_together(world: World) -> None:
    before = fingerprint(world.registry)
    entries = verify_journal(world.registry)
    with pytest.raises(ZeroDivisionError), world.registry.together():
        world.apply(april(2), "H01")
        world.apply(april(2), "H02")
        with world.registry.reading() as reader:
            found = reader.query("applications_to_decide", campaign_id=CAMPAIGN, as_of=april(2))
            assert set(found["household_id"]) == {"H01", "H02"}
        raise ZeroDivisionError
    assert (fingerprint(world.registry), verify_journal(world.registry)) == (before, entries)
    with world.registry.together():
        world.apply(april(2), "H01")
        world.apply(april(2), "H02")
    assert verify_journal(world.registry) == entries + 2
    world.apply(april(2), "H03")  # and each by itself again
    assert verify_journal(world.registry) == entries + 3


def test_a_fact_with_a_value_of_another_type_is_not_added(world: World) -> None:
    before = fingerprint(world.registry)
    fact = tables.Finding.model_construct(
        actor="县扶贫办",
        campaign_id=CAMPAIGN,
        check_id="size",
        household_id="H01",
        round=1,
        kind="incomplete",
        found_on="yesterday",
        detail="",
    )
    with (
        pytest.raises(ValueError, match="found_on"),
        world.registry.writing("finding", april(2), "县扶贫办") as entry,
    ):
        entry.add(fact)
    assert fingerprint(world.registry) == before


def test_the_same_key_twice_is_refused(world: World) -> None:
    enter(world.registry, application("H01"))
    before = fingerprint(world.registry)
    with pytest.raises(duckdb.ConstraintException):
        enter(world.registry, application("H01", on=april(3)))
    assert fingerprint(world.registry) == before


@pytest.mark.parametrize(
    ("statements", "came"),
    [
        (["UPDATE application SET applied_on = '2014-01-01'"], "rows of application differ"),
        (["DELETE FROM application WHERE household_id = 'H02'"], "rows of application differ"),
        (["UPDATE application SET entry = 1"], "rows of "),
        (
            [
                "INSERT INTO application BY NAME"
                " SELECT * REPLACE ('H09' AS household_id, 9999 AS entry) FROM application LIMIT 1"
            ],
            "3 rows; expected 2 rows by the journal",
        ),
        (
            [
                "INSERT INTO application BY NAME"
                " SELECT * REPLACE ('H09' AS household_id) FROM application LIMIT 1"
            ],
            "rows of application differ",
        ),
        (["UPDATE journal SET actor = '某人' WHERE entry = 2"], "the entry itself"),
        (["UPDATE journal SET recorded_at = '2014-01-01' WHERE entry = 3"], "the entry itself"),
        (["DELETE FROM journal WHERE entry = 2"], "the entry itself, or the one before it"),
        (["DELETE FROM journal WHERE entry = (SELECT max(entry) FROM journal)"], "by the journal"),
        (["DELETE FROM journal"], "by the journal"),
    ],
    ids=[
        "row changed",
        "row removed",
        "row moved to another entry",
        "row slipped in",
        "row slipped into an entry",
        "actor changed",
        "clock changed",
        "entry removed",
        "last entry removed",
        "journal emptied",
    ],
)
def test_what_is_changed_outside_the_program_shows(
    world: World, statements: list[str], came: str
) -> None:
    enter(world.registry, application("H01"), application("H02"))
    world.tamper(*statements)
    with pytest.raises(OfficeError, match="go back to the last snapshot") as broken:
        verify_journal(world.registry)
    assert came in str(broken.value)


def test_a_changed_fact_changes_the_fingerprint(world: World) -> None:
    enter(world.registry, application("H01"))
    before = fingerprint(world.registry)
    world.tamper("UPDATE application SET applicant_name = '李四'")
    assert fingerprint(world.registry) != before


def test_the_fingerprint_knows_no_order_of_rows_and_entries(new) -> None:
    rows = [application(f"H{n:02}") for n in range(1, 6)]
    at_once, one_by_one, backwards = new("a"), new("b"), new("c")
    enter(at_once, *rows)
    for row in rows:
        enter(one_by_one, row)
    enter(backwards, *reversed(rows))
    assert fingerprint(at_once) == fingerprint(one_by_one) == fingerprint(backwards)


def test_the_fingerprint_knows_no_day_of_recording(new) -> None:
    on_the_day, later = new("a"), new("b")
    enter(on_the_day, application("H01"), on=april(2))
    enter(later, application("H01"), on=april(30))
    assert fingerprint(on_the_day) == fingerprint(later)


def test_the_fingerprint_knows_who_stated_a_fact(new) -> None:
    by_one, by_another = new("a"), new("b")
    enter(by_one, application("H01") | {"actor": "村委会"})
    enter(by_another, application("H01") | {"actor": "镇政府"})
    assert fingerprint(by_one) != fingerprint(by_another)


def test_empty_and_missing_are_not_the_same(new) -> None:
    unknown, nothing = new("a"), new("b")
    enter(unknown, application("H01") | {"reason": None})
    enter(nothing, application("H01") | {"reason": ""})
    assert fingerprint(unknown) != fingerprint(nothing)


def test_files_and_prints_are_bookkeeping_and_no_part_of_the_fingerprint(world: World) -> None:
    before = fingerprint(world.registry)
    row = {"file_digest": "d", "form": "application", "file_name": "a.xlsx", "loaded_on": april(2)}
    row |= {"rows": 1, "stored": 1, "unchanged": 0, "quarantined": 0}
    world.write("intake_file", april(2), [row])
    assert fingerprint(world.registry) == before
    assert verify_journal(world.registry) > 0


def test_a_past_day_is_read_as_it_was_whatever_came_later(world: World) -> None:
    world.apply(april(2), "H01", "H02")
    world.round(april(3))
    then = world.standing(april(3))
    assert then == {"H01": "group_appraisal", "H02": "group_appraisal"}
    world.meet("group_appraisal", april(4), "H01")
    world.round(april(5))
    assert world.standing(april(5))["H01"] == "first_publicity"
    assert world.standing(april(3)) == then
    assert world.standing(april(2)) == {"H01": "application", "H02": "application"}
    assert world.standing(april(1)) == {}


def test_a_correction_is_a_later_row_and_the_earlier_one_stays(world: World) -> None:
    world.apply(april(2), "H01", is_signed=False)
    world.apply(april(4), "H01", round=2)
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT round, is_signed FROM application ORDER BY round"
        ).fetchall()
    assert rows == [(1, False), (2, True)]


def test_the_same_acts_leave_the_same_fingerprint_in_another_registry(
    village: World, tmp_path: Path
) -> None:
    prints = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        world = copy_world(village, tmp_path / name)
        world.apply(april(2), "H01", "H02")
        world.round(april(3))
        prints.append(fingerprint(world.registry))
    assert prints[0] == prints[1]


def test_a_reader_cannot_write(world: World) -> None:
    with (
        world.registry.reading() as reader,
        pytest.raises(duckdb.InvalidInputException, match="read-only"),
    ):
        reader.connection.execute("DELETE FROM household")


def test_few_rows_are_the_same_as_a_set_of_them(world: World) -> None:
    with world.registry.reading() as reader:
        few = reader.rows("places", as_of=april(2))
        assert few == reader.query("places", as_of=april(2)).to_dicts()
        assert len(few) == 5
