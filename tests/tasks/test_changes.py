"""What changes do: who is a member as of any day, who is on the list, who helps and is paid."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.intake.faults import IntakeError
from tasks.intake.loading import LoadReport, load_rows
from tasks.pairing import pair_county
from tests.help_world import HELP, HelpWorld, copy_help_world, day_of, pair
from tests.world import GROUPS, OFFICE, TOWNSHIP, VILLAGE

TODAY = day_of(12, 31)
OTHER, OTHER_GROUP = TOWNSHIP + "002", TOWNSHIP + "00201"


def load(world: HelpWorld, *rows: dict[str, Any]) -> LoadReport:
    return load_rows(world.registry, "change", rows, as_of=TODAY, actor=OFFICE)


def revoke(world: HelpWorld, *numbers: str) -> LoadReport:
    rows = [{"change_no": n, "reason": "同名误登", "revoked_by": "周洁"} for n in numbers]
    return load_rows(world.registry, "change_revocation", rows, as_of=TODAY, actor=OFFICE)


def row(number: int, on: date, kind: str, household: str, **more: Any) -> dict[str, Any]:
    return {
        "change_no": f"BD-{number:03}",
        "changed_on": on,
        "kind": kind,
        "household_id": household,
        "reported_by": "王建国",
    } | more


def found(world: HelpWorld, text: str, *values: Any) -> list[Any]:
    with world.registry.reading() as reader:
        return execute(reader.connection, text, list(values)).fetchall()


def members(world: HelpWorld, on: date) -> dict[str, str]:
    """Household of every member on that day."""
    rows = found(world, "SELECT person_id, household_id FROM person_on(?)", on)
    assert len(rows) == len(dict(rows)), "a person is in at most one household"
    return dict(rows)


def listed(world: HelpWorld, on: date) -> dict[str, tuple[str, str | None]]:
    """Village of every listed household, and whose listing it took over."""
    rows = found(world, "SELECT household_id, village_code, inherited_from FROM listed_on(?)", on)
    return {household: (village, former) for household, village, former in rows}


@pytest.fixture
def second_village(help_world: HelpWorld) -> HelpWorld:
    """The listed village, and another one beside it."""
    common = {"version": 1, "since_on": day_of(5, 1)}
    help_world.write(
        "place",
        day_of(5, 1),
        [
            common
            | {"code": OTHER, "level": "village", "parent_code": TOWNSHIP, "name_zh": "下营村"},
            common
            | {"code": OTHER_GROUP, "level": "group", "parent_code": OTHER, "name_zh": "一组"},
        ],
    )
    return help_world


def test_the_list_follows_what_happens_to_households(second_village: HelpWorld) -> None:
    world, on = second_village, day_of(6, 10)
    numbers = iter(range(1, 99))
    before = listed(world, on)
    load(
        world,
        row(next(numbers), on, "household_move", "H01", village_code=OTHER, group_code=OTHER_GROUP),
        row(next(numbers), on, "household_leaves", "H02"),
        row(next(numbers), on, "death", "H03", person_id="H03-1"),
        row(next(numbers), day_of(6, 12), "death", "H03", person_id="H03-2"),
        row(
            next(numbers), on, "split", "H04", person_id="H04-2", other_household_id="H40",
            village_code=VILLAGE, group_code=GROUPS[0],
        ),
        row(next(numbers), on, "merge", "H05", other_household_id="H06"),
        row(next(numbers), on, "birth", "H07", name="张小宝"),
        row(next(numbers), on, "marriage_in", "H08", name="李桂花", birth_on=date(1990, 1, 2)),
    )  # fmt: skip
    assert listed(world, on - timedelta(1)) == before
    gone = {"H02", "H03", "H05"}
    there = {h: (VILLAGE, None) for h in world.households if h not in gone}
    assert listed(world, day_of(6, 12)) == there | {
        "H01": (OTHER, None),
        "H40": (VILLAGE, "H04"),
    }
    assert "H03" in listed(world, on)  # one of the two still lived
    ends = found(
        world,
        "SELECT household_id, ended_on, change_no, kind FROM household_end_on(?) ORDER BY ALL",
        day_of(6, 12),
    )
    assert ends == [
        ("H02", on, "BD-002", "household_leaves"),
        ("H03", day_of(6, 12), "BD-004", "death"),
        ("H05", on, "BD-006", "merge"),
    ]
    at_home = members(world, on)
    assert at_home["H05-1"] == at_home["H06-2"] == "H06"
    assert at_home["H04-2"] == "H40" and "H02-1" not in at_home
    assert sorted(at_home.values()).count("H07") == sorted(at_home.values()).count("H08") == 3


def test_a_listing_passes_on_only_what_there_was_by_then(help_world: HelpWorld) -> None:
    """A split before the announcement passes on nothing; an unlisted household takes over by a merge."""
    common = {"village_code": VILLAGE, "group_code": GROUPS[0], "version": 1}
    new = common | {"since_on": day_of(4, 1), "head_name": "户主", "register_kind": "rural"}
    help_world.write("household", day_of(4, 1), [new | {"household_id": "H11"}])
    load(
        help_world,
        row(
            1, day_of(4, 29), "split", "H01", person_id="H01-2", other_household_id="H12",
            village_code=VILLAGE, group_code=GROUPS[0],
        ),
        row(2, day_of(6, 1), "merge", "H02", other_household_id="H11"),
    )  # fmt: skip
    now = listed(help_world, day_of(6, 1))
    assert "H12" not in now and "H02" not in now
    assert now["H11"] == (VILLAGE, "H02") and "H11" not in listed(help_world, day_of(5, 31))


def test_what_ends_is_void_and_what_moves_gets_another_helper(second_village: HelpWorld) -> None:
    world = second_village
    pair(world, day_of(5, 1), {"H01": "BF-1", "H02": "BF-2"})
    load(
        world,
        row(1, day_of(6, 10), "household_leaves", "H01"),
        row(2, day_of(6, 10), "household_move", "H02", village_code=OTHER, group_code=OTHER_GROUP),
    )
    (spell,) = found(
        world,
        "SELECT ended_on FROM pairing_spell_on(?, ?) WHERE household_id = 'H01'",
        HELP,
        day_of(7, 1),
    )
    assert spell == (day_of(6, 10),)
    gaps = dict(found(world, "SELECT household_id, why FROM unhelped_on(?, ?)", HELP, day_of(7, 1)))
    assert gaps["H02"] == "moved" and "H01" not in gaps
    spans = found(
        world,
        "SELECT owner_id, starts_on, ended_on FROM duty_span_on(?, ?) WHERE owner = 'village' "
        "ORDER BY ALL",
        HELP,
        day_of(7, 1),
    )
    assert spans == [(VILLAGE, day_of(5, 1), None), (OTHER, day_of(6, 10), None)]


def test_the_same_rows_twice_change_nothing_and_a_list_from_before_undoes_nothing(
    help_world: HelpWorld,
) -> None:
    death = row(1, day_of(6, 10), "death", "H01", person_id="H01-2")
    load(help_world, death)
    once = fingerprint(help_world.registry)
    assert load(help_world, death).forms["change"].unchanged == 1
    assert fingerprint(help_world.registry) == once
    (old,) = [p for p in help_world.rows("person") if p["person_id"] == "H01-2"]
    late = {k: v for k, v in old.items() if k != "entry"} | {"version": 2, "name": "改名"}
    help_world.write("person", day_of(7, 1), [late | {"since_on": day_of(7, 1)}])
    assert "H01-2" not in members(help_world, day_of(7, 2))
    assert members(help_world, day_of(6, 9))["H01-2"] == "H01"


def test_who_was_born_here_may_marry_later(help_world: HelpWorld) -> None:
    rows = [
        row(1, day_of(5, 4), "birth", "H05", name="张小宝"),
        row(
            2, day_of(5, 14), "marriage_in", "H03", person_id="H05-BD-001", other_household_id="H05"
        ),
    ]
    load(help_world, *rows)
    assert load(help_world, *rows).forms["change"].unchanged == 2
    assert members(help_world, TODAY)["H05-BD-001"] == "H03"


def test_a_revoked_change_never_held(second_village: HelpWorld) -> None:
    """The list, the villages, the figures and the helpers read as if it had never been entered."""
    world, on = second_village, day_of(6, 10)
    before = listed(world, TODAY)
    at_home = members(world, TODAY)
    place = {"village_code": VILLAGE, "group_code": GROUPS[0]}
    elsewhere = {"village_code": OTHER, "group_code": OTHER_GROUP}
    changes = [
        row(1, on, "household_move", "H01", **elsewhere),
        row(2, on, "death", "H03", person_id="H03-1"),
        row(3, day_of(6, 12), "death", "H03", person_id="H03-2"),
        row(4, on, "split", "H04", person_id="H04-2", other_household_id="H40", **place),
        row(5, on, "merge", "H05", other_household_id="H06"),
        row(6, on, "birth", "H07", name="张小宝"),
        row(7, on, "household_leaves", "H08"),
    ]
    load(world, *changes)
    assert listed(world, TODAY) != before
    revoke(world, *(each["change_no"] for each in changes))
    for day in (on, TODAY):
        assert listed(world, day) == before and members(world, day) == at_home
        assert found(world, "FROM household_end_on(?)", day) == []
    with world.registry.reading() as reader:
        assert reader.rows("changes_counted", campaign_id=HELP, as_of=TODAY) == []
        assert reader.rows("merged_to_identify", as_of=TODAY) == []
        parts = {row["part"] for row in reader.rows("figures/changes", help=HELP, as_of=TODAY)}
        told = reader.rows("household_one_changes", household_id="H03", as_of=TODAY)
    assert parts == {"newly_listed"}
    assert [(c["kind"], c["revoked_by"], c["revoked_on"]) for c in told] == [
        ("death", "周洁", TODAY),
        ("death", "周洁", TODAY),
    ]
    # what really happened, under new numbers; the old file again is known and says nothing
    load(
        world,
        row(8, on, "birth", "H01", name="张小宝"),
        row(9, on, "death", "H03", person_id="H03-1"),
    )
    assert load(world, *changes).forms["change"].stored == 0
    now = members(world, TODAY)
    assert now.keys() - at_home.keys() == {"H01-BD-008"}
    assert at_home.keys() - now.keys() == {"H03-1"}


def test_a_household_that_had_ended_by_mistake_goes_on(help_world: HelpWorld) -> None:
    """With its helper, its duties, and on the list: nobody has to enter anything again."""
    world = help_world
    pair(world, day_of(5, 1), {f"H{n:02}": "BF-1" for n in range(1, 11)})
    spans = "SELECT ended_on FROM pairing_spell_on(?, ?) WHERE household_id = 'H01'"
    load(world, row(1, day_of(6, 10), "household_leaves", "H01"))
    world.round(day_of(6, 11))
    assert found(world, spans, HELP, day_of(6, 11)) == [(day_of(6, 10),)]
    revoke(world, "BD-001")
    world.round(day_of(6, 12))
    assert found(world, spans, HELP, day_of(6, 12)) == [(None,)]
    assert "H01" in listed(world, day_of(6, 12))


def test_a_move_to_a_village_gets_its_helper_by_the_next_round(second_village: HelpWorld) -> None:
    world = second_village
    pair_county(world.day(day_of(5, 2)), is_partial=True)
    place = {"village_code": OTHER, "group_code": OTHER_GROUP}
    load(world, row(1, day_of(6, 10), "household_move", "H01", **place))
    load(world, row(2, day_of(6, 10), "household_leaves", "H02"))
    world.round(day_of(6, 11))
    helpers = "SELECT household_id, unit_id, paired_on FROM pairing_on(?, ?)"
    after = {h: rest for h, *rest in found(world, helpers, HELP, day_of(6, 11))}
    units = found(world, "SELECT unit_id, village_code FROM unit_pairing_on(?, ?)", HELP, TODAY)
    assert "H02" not in after
    if "H01" in after:
        assert (after["H01"][0], OTHER) in units
    assert world.round(day_of(6, 11)).get("repairing", {}).get("households_paired", 0) == 0


# --- any sequence of changes ----------------------------------------------------------------------

HOUSEHOLDS = [f"H{n:02}" for n in range(1, 6)]
FIRST = day_of(5, 1)


KINDS = (
    *("birth", "death", "prison", "marriage_out", "move_out", "marriage_in", "return", "split"),
    *("merge", "household_leaves"),
)
LEAVING = ("death", "prison", "marriage_out", "move_out", "split")


class Model:
    """Who lives where, day by day: the plain way, with no registry."""

    def __init__(self) -> None:
        self.home: dict[str, str | None] = {
            f"H{h:02}-{n}": f"H{h:02}" for h in range(1, 11) for n in (1, 2)
        }
        self.households = set(self.home.values())
        self.dead: set[str] = set()
        self.gone: set[str] = set()
        self.days: dict[date, dict[str, str]] = {}
        self.ended: dict[date, set[str]] = {}

    def living_in(self, household: str) -> list[str]:
        return sorted(p for p, home in self.home.items() if home == household)

    def close(self, on: date) -> None:
        self.days[on] = {p: home for p, home in self.home.items() if home}
        self.ended[on] = self.gone | {h for h in self.households if not self.living_in(h)}

    def draw(self, draw: Any, number: int, on: date) -> dict[str, Any] | None:
        """One change that may happen that day, drawn at random; nothing where the draw is void."""
        open_ = [h for h in HOUSEHOLDS if h not in self.gone and self.living_in(h)]
        if len(open_) < 2:
            return None
        house, other = draw(st.permutations(open_))[:2]
        kind = draw(st.sampled_from(KINDS))
        person = draw(st.sampled_from(self.living_in(house)))
        if kind == "birth":
            return row(number, on, kind, house, name="张小宝")
        if kind in ("death", "prison", "marriage_out", "move_out"):
            to = other if kind == "move_out" else None
            return row(number, on, kind, house, person_id=person, other_household_id=to)
        if kind == "marriage_in":
            return row(number, on, kind, other, person_id=person, other_household_id=house)
        if kind == "return":
            away = sorted(p for p, home in self.home.items() if not home and p not in self.dead)
            back = draw(st.sampled_from(away)) if away else None
            return row(number, on, kind, house, person_id=back) if back else None
        if kind == "split":
            new = {"other_household_id": f"N{number:03}"}
            place = {"village_code": VILLAGE, "group_code": GROUPS[0]}
            is_alone = len(self.living_in(house)) < 2
            return (
                None if is_alone else row(number, on, kind, house, person_id=person, **new, **place)
            )
        to = other if kind == "merge" else None
        return row(number, on, kind, house, other_household_id=to)

    def happens(self, change: dict[str, Any]) -> bool:
        """Let it happen; False where it cannot, as things stand."""
        kind, house = change["kind"], change["household_id"]
        person, other = change.get("person_id"), change.get("other_household_id")
        if {house, other} - {None} - self.households - ({other} if kind == "split" else set()):
            return False
        if kind == "birth":
            self.home[f"{house}-{change['change_no']}"] = house
        elif kind in ("merge", "household_leaves"):
            self.gone.add(house)
            self.home |= dict.fromkeys(self.living_in(house), other)
        elif person not in self.home or person in self.dead:
            return False
        else:
            lived_in = {"marriage_in": other, "return": None}.get(kind, house)
            if self.home[person] != lived_in:
                return False
            if kind == "split" and self.living_in(house) == [person]:
                return False
            self.home[person] = other if kind in LEAVING else house
            self.dead |= {person} if kind == "death" else set()
            self.households |= {other} if kind == "split" else set()
        return True


def year_without(rows: list[dict[str, Any]], revoked: set[str]) -> Model | None:
    """The year as if these changes had never happened; None where a later one could not have."""
    model = Model()
    for each in rows:
        if each["change_no"] not in revoked and not model.happens(each):
            return None
        model.close(each["changed_on"])
    return model


@st.composite
def years(draw: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """Changes on days in a row, one a day, and the numbers of those to be taken back, one by one."""
    model, rows = Model(), []
    for number in range(draw(st.integers(1, 9))):
        change = model.draw(draw, number, FIRST + timedelta(number))
        if change:
            assert model.happens(change)
            rows.append(change)
    numbers = [each["change_no"] for each in rows]
    wrong = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=4)) if rows else []
    return rows, wrong


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(year=years(), in_one_load=st.booleans())
def test_any_sequence_of_changes_and_revocations_reads_as_the_plain_model_says(
    listed_village: HelpWorld,
    tmp_path_factory: pytest.TempPathFactory,
    year: tuple[list[dict[str, Any]], list[str]],
    in_one_load: bool,
) -> None:
    rows, wrong = year
    world = copy_help_world(listed_village, Path(tmp_path_factory.mktemp("year")))
    revoked: set[str] = set()

    def reads_as_the_model_says() -> None:
        model = year_without(rows, revoked)
        assert model
        for on, at_home in model.days.items():
            assert members(world, on) == at_home
            ends = found(world, "SELECT household_id FROM household_end_on(?)", on)
            assert sorted(ends) == sorted((household,) for household in model.ended[on])

    with world.registry.held():
        if in_one_load and rows:
            load(world, *reversed(rows))
        for each in () if in_one_load else rows:
            load(world, each)
        assert members(world, FIRST - timedelta(1)) == Model().home
        reads_as_the_model_says()
        for number in wrong:
            if year_without(rows, revoked | {number}):
                revoke(world, number)
                revoked.add(number)
            else:
                with pytest.raises(IntakeError, match="could not have happened without it"):
                    revoke(world, number)
        reads_as_the_model_says()
        if rows:  # the same file again
            assert load(world, *rows).forms["change"].stored == 0
