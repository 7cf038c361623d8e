"""Pairing a county: who is paired with whom, what is refused, and how the daily round mends it."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.stages import STAGES
from office.pairing_status import uncovered_of
from policy.errors import OfficeError, PolicyError
from registry.named_sql import execute
from registry.proof import fingerprint
from tasks.campaign_day import campaign_day, is_over
from tasks.intake.loading import load_rows
from tasks.opening import open_campaign
from tasks.pairing import mend_pairings, pair_county, try_out
from tasks.pairing.ground import Ground
from tasks.pairing.papers import issue_pairing_notices, issue_pairing_papers
from tasks.pairing.points import Terms, kilometres
from tasks.papers.print_run import print_issued
from tests.help_world import HELP, HELPERS, HelpWorld, day_of, pair
from tests.world import COUNTY, OFFICE, TOWNSHIP, VILLAGE

ON = day_of(5, 5)
OTHER = TOWNSHIP + "002"


def helpers_of(world: HelpWorld, on: date) -> dict[str, str]:
    with world.registry.reading() as reader:
        rows = execute(
            reader.connection,
            "SELECT household_id, helper_id FROM pairing_on(?, ?) ORDER BY ALL",
            [HELP, on],
        ).fetchall()
    return dict(rows)


def last_run(world: HelpWorld) -> dict[str, Any]:
    run = world.rows("pairing_run", "run_no")[-1]
    return run | {name: json.loads(run[name]) for name in ("parts", "unmet")}


def leave(world: HelpWorld, on: date, helper: str) -> None:
    (row,) = [r for r in world.rows("helper") if r["helper_id"] == helper and r["version"] == 1]
    row = {k: v for k, v in row.items() if k not in ("entry", "actor")}
    world.write("helper", on, [row | {"version": 2, "left_on": on, "left_reason": "transferred"}])


def add_helpers(world: HelpWorld, on: date, *helpers: str, **columns: Any) -> None:
    row = {"version": 1, "since_on": on, "unit_id": "DW-1", "rank": "cadre", "place_code": COUNTY}
    world.write(
        "helper", on, [row | {"helper_id": h, "name": f"干部{h}"} | columns for h in helpers]
    )


def add_households(world: HelpWorld, on: date, *households: str, village: str = VILLAGE) -> None:
    row = {"version": 1, "since_on": on, "village_code": village, "group_code": village + "01"}
    world.write(
        "household",
        on,
        [
            row | {"household_id": h, "head_name": f"户主{h}", "register_kind": "rural"}
            for h in households
        ],
    )
    world.list_households(on, *households)


def add_village(world: HelpWorld, on: date) -> None:
    """A second village of the township, with one group."""
    row = {"version": 1, "since_on": on}
    world.write(
        "place",
        on,
        [
            row | {"code": OTHER, "level": "village", "parent_code": TOWNSHIP, "name_zh": "下营村"},
            row | {"code": OTHER + "01", "level": "group", "parent_code": OTHER, "name_zh": "一组"},
        ],
    )


def related(world: HelpWorld, on: date, helper: str, *households: str, yes: bool = True) -> None:
    world.write(
        "kinship",
        on,
        [
            {"helper_id": helper, "household_id": h, "round": 1 if yes else 2, "declared_on": on}
            | {"relation": "堂兄", "is_related": yes}
            for h in households
        ],
    )


@pytest.fixture
def enough(help_world: HelpWorld) -> HelpWorld:
    """Fourteen households: exactly what the quotas of two leaders and four cadres ask for."""
    add_households(help_world, day_of(5, 1), "H11", "H12", "H13", "H14")
    return help_world


def test_every_household_has_one_helper_and_every_helper_a_quota(enough: HelpWorld) -> None:
    done = pair_county(enough.day(ON))
    assert (done["households_paired"], done["notices"]) == (14, 1)
    loads = Counter(helpers_of(enough, ON).values())
    assert loads == {"BF-1": 3, "BF-2": 2, "BF-3": 2, "BF-4": 3, "BF-5": 2, "BF-6": 2}
    assert {(r["unit_id"], r["village_code"]) for r in enough.rows("unit_pairing")} == {
        ("DW-1", VILLAGE),
        ("DW-2", VILLAGE),
    }


def test_the_run_says_what_it_reached(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    run = last_run(enough)
    assert (run["scheme"], run["households"], run["helpers"], run["is_optimal"]) == (
        *("532", 14, 6),
        True,
    )
    of_households = [p for p in run["parts"] if not p["part"].startswith("unit_")]
    assert sum(part["points"] for part in of_households) == run["cost"] <= run["greedy_cost"]
    assert run["cost"] == 14 * 25 * 4  # all helpers work in the county: 25 km at 4 points
    assert not any(run["unmet"].values())


def test_pairing_again_changes_nothing(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    before = fingerprint(enough.registry)
    assert pair_county(enough.day(ON)) == {}
    assert mend_pairings(enough.day(ON)) == {}
    assert issue_pairing_notices(enough.day(ON)) == {"notices": 0}
    with enough.registry.reading() as reader:
        assert try_out(reader, enough.day(ON)).changes == []
    assert fingerprint(enough.registry) == before


@pytest.mark.parametrize("why", ["relative", "investigated", "by_number"])
def test_nobody_helps_relatives_themselves_or_whom_they_investigated(
    enough: HelpWorld, why: str
) -> None:
    for household in ("H01", "H02", "H03"):
        _conflict(enough, "BF-1", household, why)
    pair_county(enough.day(ON))
    paired = helpers_of(enough, ON)
    assert len(paired) == 14
    assert "BF-1" not in {paired[h] for h in ("H01", "H02", "H03")}


def _conflict(world: HelpWorld, helper: str, household: str, why: str) -> None:
    on = day_of(5, 2)
    if why == "relative":
        related(world, on, helper, household)
    else:
        objection = world.object(on, "1", household, name=f"O{household}")
        investigator = helper if why == "by_number" else f"帮扶人{helper[-1]}"
        row = {"objection_id": objection, "round": 1, "assigned_on": on}
        world.write("assignment", on, [row | {"investigator": investigator}])


def test_a_helper_never_gets_the_household_of_which_he_is_a_member(enough: HelpWorld) -> None:
    number = "11010519491231002X"
    person = {"version": 1, "since_on": ON, "name": "某", "household_id": "H01"}
    enough.write("person", ON, [person | {"person_id": number, "id_number": number}])
    (row,) = [r for r in enough.rows("helper") if r["helper_id"] == "BF-1"]
    row = {k: v for k, v in row.items() if k not in ("entry", "actor")}
    enough.write("helper", ON, [row | {"version": 2, "id_number": number}])
    pair_county(enough.day(ON))
    assert helpers_of(enough, ON)["H01"] != "BF-1"


def test_a_units_cadres_help_its_village(enough: HelpWorld) -> None:
    add_village(enough, day_of(5, 1))
    add_households(enough, day_of(5, 1), *(f"K{n:02}" for n in range(14)), village=OTHER)
    add_helpers(enough, day_of(5, 1), *(f"CF-{n}" for n in range(7)), unit_id="DW-2")
    enough.write(
        "distance",
        day_of(5, 1),
        [
            {"from_code": TOWNSHIP, "to_code": VILLAGE, "version": 1, "since_on": day_of(5, 1)}
            | {"kilometres": 90},
            {"from_code": TOWNSHIP, "to_code": OTHER, "version": 1, "since_on": day_of(5, 1)}
            | {"kilometres": 3},
        ],
    )
    pair_county(enough.day(ON), is_partial=True)
    units = {r["unit_id"]: r["village_code"] for r in enough.rows("unit_pairing")}
    assert units == {"DW-1": OTHER, "DW-2": VILLAGE}  # DW-1 has its seat in the township
    with enough.registry.reading() as reader:
        matched = reader.connection.execute(
            """SELECT count(*) FILTER (WHERE u.village_code = h.village_code)
               FROM pairing AS p JOIN household AS h USING (household_id)
               JOIN unit_pairing AS u ON u.unit_id = p.unit_id"""
        ).fetchone()[0]
    others = last_run(enough)["unmet"]["other_unit"]
    assert matched + len(others) == 28
    assert {row["household_id"] for row in others} <= {f"K{n:02}" for n in range(14)}


# --- what is refused ------------------------------------------------------------------------------


def refused(world: HelpWorld, *parts: str, on: date = ON) -> OfficeError:
    """The refusal of a pairing, in both languages, with nothing stored."""
    before = fingerprint(world.registry)
    with pytest.raises(OfficeError) as told:
        pair_county(world.day(on))
    for part in parts:
        assert part in told.value.said("en")
    assert "{" not in told.value.said("zh") + told.value.said("en")
    assert fingerprint(world.registry) == before
    return told.value


def test_more_households_than_all_may_help_is_refused_with_what_would_suffice(
    help_world: HelpWorld,
) -> None:
    add_households(help_world, day_of(5, 1), *(f"K{n:02}" for n in range(23)))
    refused(
        help_world,
        "33 households, and 6 helpers who may help 30",
        "Dengjiapo Village by 3",
        "1 more helpers of the rank ordinary cadre, or a ceiling (pairing.ceiling) of 6",
        "--partial",
    )


def test_what_is_said_to_suffice_does_suffice(help_world: HelpWorld) -> None:
    add_households(help_world, day_of(5, 1), *(f"K{n:02}" for n in range(23)))
    add_helpers(help_world, day_of(5, 1), "BF-7")
    assert pair_county(help_world.day(ON))["households_paired"] == 33


def test_accepted_as_partial_everybody_left_out_is_named(help_world: HelpWorld) -> None:
    add_households(help_world, day_of(5, 1), *(f"K{n:02}" for n in range(23)))
    done = pair_county(help_world.day(ON), is_partial=True)
    assert (done["households_paired"], done["households_uncovered"]) == (30, 3)
    unmet = last_run(help_world)["unmet"]
    assert len(unmet["uncovered"]) == 3
    (short,) = unmet["villages_short"]
    assert (short["village_code"], short["households"]) == (VILLAGE, 3)
    with help_world.registry.reading() as reader:
        named = help_world.day(ON).named(as_of=ON)
        without = reader.rows("households_without_helper", **named)
    assert [row["household_id"] for row in without] == sorted(unmet["uncovered"])


def test_too_few_households_for_the_quotas_is_refused_by_name(help_world: HelpWorld) -> None:
    refused(help_world, "10 households, where the quotas of 532 ask for 14", "BF-")


def test_a_rank_without_a_quota_is_refused_with_rank_scheme_and_file(enough: HelpWorld) -> None:
    add_helpers(enough, day_of(5, 2), "BF-7", rank="clerk")
    error = refused(enough, "clerk", "532", "data/policy/cn/quotas.yaml")
    assert isinstance(error, PolicyError)


def test_a_unit_without_cadres_is_refused_by_name(enough: HelpWorld) -> None:
    unit = {"unit_id": "DW-3", "version": 1, "since_on": ON, "name_zh": "空单位", "kind": "county"}
    enough.write("helping_unit", ON, [unit | {"leader_name": "某领导"}])
    refused(enough, "units without a cadre: DW-3")


def test_a_household_that_nobody_may_help_is_refused_by_name(enough: HelpWorld) -> None:
    for helper in HELPERS:
        related(enough, day_of(5, 2), helper, "H05")
    refused(enough, "households that nobody may help: H05")


def test_without_helpers_or_listed_households_nothing_can_be_paired(help_world: HelpWorld) -> None:
    earlier = replace(help_world.day(ON), as_of=date(2014, 4, 29))
    with pytest.raises(OfficeError, match="no listed household on 2014-04-29"):
        pair_county(earlier)
    for helper in HELPERS:
        leave(help_world, day_of(5, 2), helper)
    refused(help_world, "no helpers on 2014-05-05")


# --- mended day by day ----------------------------------------------------------------------------


def test_nothing_is_mended_before_the_first_pairing(help_world: HelpWorld) -> None:
    assert help_world.round(ON)["repairing"] == {}
    assert not help_world.rows("pairing")


def mended(world: HelpWorld, on: date) -> dict[str, tuple[str | None, str | None]]:
    """Who changed in one round: from whom, to whom."""
    before = helpers_of(world, on)
    mend_pairings(world.day(on))
    after = helpers_of(world, on)
    everybody = before.keys() | after.keys()
    return {h: (before.get(h), after.get(h)) for h in everybody if before.get(h) != after.get(h)}


def test_a_leavers_households_are_helped_the_same_day_and_no_others_change(
    enough: HelpWorld,
) -> None:
    pair_county(enough.day(ON))
    theirs = {h for h, helper in helpers_of(enough, ON).items() if helper == "BF-2"}
    leave(enough, day_of(9, 1), "BF-2")
    assert enough.round(day_of(8, 31))["repairing"] == {}
    changes = mended(enough, day_of(9, 1))
    assert changes.keys() == theirs
    assert all(was == "BF-2" and now not in (None, "BF-2") for was, now in changes.values())
    reasons = {r["household_id"]: r["reason"] for r in enough.rows("pairing") if r["round"] == 2}
    assert reasons == dict.fromkeys(theirs, "pairing.helper_left")
    assert mended(enough, day_of(9, 1)) == {}
    assert helpers_of(enough, day_of(8, 31))[min(theirs)] == "BF-2"  # as of an earlier day


def test_a_newly_listed_household_gets_a_helper_and_changes_nobody_else(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    add_households(enough, day_of(6, 1), "K01")
    changes = mended(enough, day_of(6, 1))
    assert changes.keys() == {"K01"}
    assert last_run(enough)["unmet"]["broken_pair"] == []


def test_kinship_declared_later_ends_the_pair_and_only_it(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    helper = helpers_of(enough, ON)["H01"]
    related(enough, day_of(6, 1), helper, "H01")
    changes = mended(enough, day_of(6, 1))
    assert changes.keys() == {"H01"}
    assert changes["H01"][1] not in (None, helper)
    broken = last_run(enough)["unmet"]["broken_pair"]
    assert broken == [{"household_id": "H01", "helper_id": helper, "why": "relative"}]


def test_kinship_taken_back_lets_them_be_paired(enough: HelpWorld) -> None:
    for helper in HELPERS[1:]:
        related(enough, day_of(5, 2), helper, "H01")
    related(enough, day_of(5, 2), "BF-1", "H01")
    related(enough, day_of(5, 3), "BF-1", "H01", yes=False)
    pair_county(enough.day(ON))
    assert helpers_of(enough, ON)["H01"] == "BF-1"


def test_the_fewest_others_change_where_the_only_free_helper_may_not(
    help_world: HelpWorld,
) -> None:
    """All are full but BF-6, who is a relative of the household that needs someone: two changes."""
    full = [h for h in HELPERS[:5] for _ in range(5)]
    add_households(help_world, day_of(5, 1), *(f"K{n:02}" for n in range(15)))
    households = [*help_world.households, *(f"K{n:02}" for n in range(15))]
    pair(help_world, day_of(5, 2), dict(zip(households, full, strict=True)))
    _first_run(help_world)
    related(help_world, day_of(5, 2), "BF-6", "H01")
    related(help_world, day_of(5, 3), "BF-1", "H01")
    changes = mended(help_world, day_of(5, 3))
    assert len(changes) == 2
    moved = next(h for h in changes if h != "H01")
    assert changes[moved][1] == "BF-6" and changes["H01"] == ("BF-1", changes[moved][0])


def _first_run(world: HelpWorld) -> None:
    with world.registry.writing("test", day_of(5, 2), "周洁") as entry:
        row = {"campaign_id": HELP, "run_no": 1, "decided_on": day_of(5, 2), "scheme": "532"}
        row |= {"households": 25, "helpers": 6, "is_optimal": True, "cost": 0, "greedy_cost": 0}
        entry.insert("pairing_run", [row | {"parts": "[]", "unmet": "{}"}])


def test_a_household_that_is_no_longer_listed_ends_its_pairing(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    household = {"household_id": "X99", "version": 1, "since_on": ON, "village_code": VILLAGE}
    household |= {"group_code": VILLAGE + "01", "head_name": "某", "register_kind": "rural"}
    enough.write("household", ON, [household])
    row = {"campaign_id": HELP, "household_id": "X99", "helper_id": "BF-1", "unit_id": "DW-1"}
    row |= {"round": 1, "paired_on": day_of(5, 6), "run_no": 0, "reason": "农户请求"}
    enough.write("pairing", day_of(5, 6), [row])
    assert mended(enough, day_of(6, 1)) == {"X99": ("BF-1", None)}
    assert enough.rows("pairing", "entry")[-1]["reason"] == "pairing.not_listed"


def test_where_nobody_has_room_the_household_waits_and_is_seen(help_world: HelpWorld) -> None:
    add_households(help_world, day_of(5, 1), *(f"K{n:02}" for n in range(20)))
    pair_county(help_world.day(ON))
    add_households(help_world, day_of(6, 1), "L01")
    assert mended(help_world, day_of(6, 1)) == {}
    before = fingerprint(help_world.registry)
    mend_pairings(help_world.day(day_of(6, 2)))
    assert fingerprint(help_world.registry) == before  # no new run day after day
    add_helpers(help_world, day_of(6, 3), "BF-7")
    assert mended(help_world, day_of(6, 3)) == {"L01": (None, "BF-7")}


def test_a_pairing_of_a_day_before_the_last_one_is_refused(enough: HelpWorld) -> None:
    pair_county(enough.day(day_of(7, 1)))
    refused(enough, "a pairing as of 2014-06-15", "no day before 2014-07-01", on=day_of(6, 15))


def test_a_helper_whose_rank_has_no_quota_stops_no_mending_and_is_named(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    theirs = {h for h, helper in helpers_of(enough, ON).items() if helper == "BF-2"}
    add_helpers(enough, day_of(6, 1), "BF-7", rank="clerk")
    leave(enough, day_of(6, 1), "BF-2")
    changes = mended(enough, day_of(6, 1))
    assert changes.keys() == theirs
    assert not {"BF-7", None} & {now for _, now in changes.values()}
    assert last_run(enough)["unmet"]["without_quota"] == ["BF-7"]


def test_what_is_over_ends_also_where_no_helper_is_left(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    household = {"household_id": "X99", "version": 1, "since_on": ON, "village_code": VILLAGE}
    household |= {"group_code": VILLAGE + "01", "head_name": "某", "register_kind": "rural"}
    enough.write("household", ON, [household])
    row = {"campaign_id": HELP, "household_id": "X99", "helper_id": "BF-1", "unit_id": "DW-1"}
    row |= {"round": 1, "paired_on": day_of(5, 6), "run_no": 0, "reason": "农户请求"}
    enough.write("pairing", day_of(5, 6), [row])
    for helper in HELPERS:
        leave(enough, day_of(6, 1), helper)
    assert mended(enough, day_of(6, 1)) == {"X99": ("BF-1", None)}
    assert mend_pairings(enough.day(day_of(6, 2))) == {}


def open_2015(world: HelpWorld) -> str:
    """Help of the next year, opened in January."""
    campaign = world.day(ON).campaign
    following = replace(
        campaign,
        campaign_id=campaign.campaign_id.replace("2014", "2015"),
        year=2015,
        opened_on=date(2015, 1, 5),
        announce_by=date(2015, 12, 31),
        document_mark="永扶办帮15",
    )
    open_campaign(world.registry, following)
    return following.campaign_id


def test_help_is_over_after_its_last_day_and_the_next_years_campaign_mends_alone(
    enough: HelpWorld,
) -> None:
    pair_county(enough.day(ON))
    assert not is_over(enough.day(day_of(12, 31)))
    assert is_over(enough.day(date(2015, 1, 1)))
    following = open_2015(enough)
    pair_county(campaign_day(enough.registry, following, date(2015, 1, 6), OFFICE))
    first = {r["reason"] for r in enough.rows("pairing") if r["campaign_id"] == following}
    assert first == {"pairing.kept"}  # whoever helped last year helps on
    on = date(2015, 3, 2)
    leave(enough, on, "BF-2")
    assert not STAGES["help"]["repairing"].is_due(enough.day(on))
    assert mend_pairings(enough.day(on)) == {}
    assert mend_pairings(campaign_day(enough.registry, following, on, OFFICE))
    mended = [r for r in enough.rows("pairing") if r["paired_on"] == on]
    assert {(r["campaign_id"], r["reason"]) for r in mended} == {(following, "pairing.helper_left")}


def test_who_is_paired_anew_in_two_years_at_once_was_not_kept(enough: HelpWorld) -> None:
    """An office pairs by hand in the old campaign; the new one goes by its own pairs."""
    pair_county(enough.day(ON))
    following, on = open_2015(enough), date(2015, 3, 2)
    pair_county(campaign_day(enough.registry, following, date(2015, 1, 6), OFFICE))
    helper = helpers_of(enough, ON)["H01"]
    other = next(h for h in HELPERS if h != helper)
    row = {"campaign_id": HELP, "household_id": "H01", "helper_id": other, "unit_id": "DW-1"}
    row |= {"round": 2, "paired_on": on, "run_no": 0, "reason": "农户请求"}
    enough.write("pairing", on, [row])
    assert mend_pairings(campaign_day(enough.registry, following, on, OFFICE)) == {}


def test_a_unit_that_leaves_is_replaced_with_its_helpers(enough: HelpWorld) -> None:
    add_helpers(enough, day_of(5, 1), "BF-7", "BF-8", unit_id="DW-2")
    pair_county(enough.day(ON), is_partial=True)
    unit = next(r for r in enough.rows("helping_unit") if r["unit_id"] == "DW-1")
    unit = {k: v for k, v in unit.items() if k not in ("entry", "actor")}
    enough.write("helping_unit", day_of(6, 1), [unit | {"version": 2, "left_on": day_of(6, 1)}])
    mend_pairings(enough.day(day_of(6, 1)))
    assert set(helpers_of(enough, day_of(6, 1)).values()) <= {
        "BF-4",
        "BF-5",
        "BF-6",
        "BF-7",
        "BF-8",
    }
    ended = [r for r in enough.rows("unit_pairing") if not r["is_paired"]]
    assert [(r["unit_id"], r["reason"]) for r in ended] == [("DW-1", "pairing.unit_left")]


def test_unchanged_pairs_are_kept_from_year_to_year(enough: HelpWorld) -> None:
    pair(enough, day_of(5, 2), {"H01": "BF-6", "H10": "BF-1", "H05": "BF-5"})
    following = replace(enough.day(ON).campaign, campaign_id=HELP + "-next", year=2015)
    open_campaign(enough.registry, following)
    day = replace(enough.day(date(2015, 2, 1)), campaign=following)
    pair_county(day)
    of_next = {
        r["household_id"]: (r["helper_id"], r["reason"])
        for r in enough.rows("pairing")
        if r["campaign_id"] == HELP + "-next"
    }
    assert len(of_next) == 14
    for household, helper in (("H01", "BF-6"), ("H10", "BF-1"), ("H05", "BF-5")):
        assert of_next[household] == (helper, "pairing.kept")


# --- papers ---------------------------------------------------------------------------------------


def contents(world: HelpWorld, kind: str) -> list[dict[str, Any]]:
    rows = [r for r in world.rows("paper", "entry, number") if r["kind"] == kind]
    return [json.loads(r["content"]) | {"replaced": r["replaces"]} for r in rows]


def test_the_village_reads_who_helps_whom_and_no_telephone(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    (notice,) = contents(enough, "pairing_notice")
    assert [line["head_name"] for line in notice["lines"]][:2] == ["户主01", "户主02"]
    assert {line["helper_name"] for line in notice["lines"]} == {f"帮扶人{n}" for n in range(1, 7)}
    assert "1380000000" not in json.dumps(notice)


@pytest.mark.usefixtures("names_alone")
def test_what_the_policy_does_not_show_stands_on_no_pairing_notice(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    (notice,) = contents(enough, "pairing_notice")
    assert notice["lines"][0]["head_name"] == "户主01"
    assert not any("group" in line for line in notice["lines"])


def test_a_changed_village_gets_a_new_notice_that_replaces_the_old(
    enough: HelpWorld, tmp_path: Path
) -> None:
    pair_county(enough.day(ON))
    leave(enough, day_of(9, 1), "BF-2")
    enough.round(day_of(9, 1))
    first, second = contents(enough, "pairing_notice")
    assert (first["replaced"], second["replaced"]) == (None, first["number"])
    assert "帮扶人2" not in {line["helper_name"] for line in second["lines"]}
    assert enough.round(day_of(9, 2))["pairing_notices"] == {}
    printed = print_issued(enough.day(day_of(9, 2)), tmp_path)
    assert printed["papers"] == 1  # the replaced one was never printed


def test_letters_and_cards_are_issued_once_and_again_where_they_are_no_longer_true(
    enough: HelpWorld,
) -> None:
    day = enough.day(ON)
    with pytest.raises(OfficeError, match="office pair"):
        issue_pairing_papers(day, "helper_letter")
    pair_county(day)
    assert issue_pairing_papers(day, "helper_letter") == {"issued": 6}
    assert issue_pairing_papers(day, "household_card") == {"issued": 14}
    assert issue_pairing_papers(day, "helper_letter") == {"issued": 0}
    letters = {letter["helper_code"]: letter for letter in contents(enough, "helper_letter")}
    assert len(letters["BF-1"]["households"]) == 3
    cards = {card["head_name"]: card for card in contents(enough, "household_card")}
    assert cards["户主01"]["helper_phone"].startswith("1380000000")

    leave(enough, day_of(9, 1), "BF-2")
    mend_pairings(enough.day(day_of(9, 1)))
    moved = [r for r in enough.rows("pairing") if r["round"] == 2]
    later = enough.day(day_of(9, 1))
    assert issue_pairing_papers(later, "household_card") == {"issued": len(moved)}
    assert issue_pairing_papers(later, "helper_letter") == {
        "issued": len({r["helper_id"] for r in moved})
    }


def test_a_card_names_the_measures_and_is_issued_again_when_one_is_added(
    enough: HelpWorld,
) -> None:
    pair_county(enough.day(ON))
    issue_pairing_papers(enough.day(ON), "household_card")
    row = {"campaign_id": HELP, "household_id": "H01", "measure_id": "training", "round": 1}
    row |= {"decided_on": day_of(6, 1), "is_given": True, "reason": "缺技术"}
    enough.write("measure", day_of(6, 1), [row])
    later = enough.day(day_of(6, 1))
    assert issue_pairing_papers(later, "household_card") == {"issued": 1}
    card = contents(enough, "household_card")[-1]
    assert (card["head_name"], [m["zh"] for m in card["measures"]]) == ("户主01", ["技能培训"])


# --- distance -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [(VILLAGE, 1), (VILLAGE + "02", 1), (TOWNSHIP, 8), (COUNTY, 25), (None, 80), ("999999", 80)],
)
def test_where_no_distance_is_registered_the_places_tell_near_from_far(
    help_world: HelpWorld, place: str | None, expected: int
) -> None:
    with help_world.registry.reading() as reader:
        ground = Ground.of(reader, help_world.day(ON))
    assert kilometres(ground, Terms.of(help_world.day(ON)), place) == [expected]


def test_a_registered_distance_counts_before_the_places(help_world: HelpWorld) -> None:
    row = {"from_code": COUNTY, "to_code": VILLAGE, "since_on": day_of(5, 1)}
    help_world.write("distance", day_of(5, 1), [row | {"version": 1, "kilometres": 12.5}])
    with help_world.registry.reading() as reader:
        ground = Ground.of(reader, help_world.day(ON))
    assert kilometres(ground, Terms.of(help_world.day(ON)), COUNTY) == [12.5]


def test_a_new_helper_takes_nobodys_household_and_gets_the_next_one_listed(
    enough: HelpWorld,
) -> None:
    pair_county(enough.day(ON))
    june = day_of(6, 1)
    add_helpers(enough, june, "BF-7")
    assert enough.round(june)["repairing"] == {}
    assert idle(enough, june) == {"BF-7": ("nobody_waits", "BF-1", 3)}
    add_households(enough, day_of(6, 2), "H15")
    assert idle(enough, day_of(6, 2)) == {"BF-7": ("next_round", "BF-1", 3)}
    enough.round(day_of(6, 2))
    assert helpers_of(enough, day_of(6, 2))["H15"] == "BF-7"
    assert idle(enough, day_of(6, 2)) == {}


def test_a_new_helper_gets_a_household_that_nobody_had_room_for(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    add_households(enough, day_of(6, 1), *(f"H{n}" for n in range(15, 40)))
    enough.round(day_of(6, 1))
    before = helpers_of(enough, day_of(6, 1))
    assert len(before) == 30  # six helpers, five households each: nine wait
    add_helpers(enough, day_of(6, 5), "BF-7")
    enough.round(day_of(6, 5))
    after = helpers_of(enough, day_of(6, 5))
    assert set(Counter(after.values()).values()) == {5}
    assert len(after) == 35
    assert {household: after[household] for household in before} == before  # nobody changes


def test_a_new_helper_whose_rank_has_no_quota_is_told_apart(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    add_helpers(enough, day_of(6, 1), "BF-7", rank="clerk")
    assert idle(enough, day_of(6, 1)) == {"BF-7": ("no_quota", "BF-1", 3)}


def idle(world: HelpWorld, on: date) -> dict[str, tuple[str, str, int]]:
    """Helpers without a household: why, and who of their unit has the most, and how many."""
    with world.registry.reading() as reader:
        rows = uncovered_of(reader, world.day(on))["idle"]
    return {
        row["helper_id"]: (row["why"], row["busiest_id"], row["busiest_households"]) for row in rows
    }


def test_a_pairing_by_hand_stays_and_the_village_is_told(enough: HelpWorld) -> None:
    pair_county(enough.day(ON))
    was = helpers_of(enough, ON)["H01"]
    other = next(helper for helper in HELPERS if helper != was)
    row = {"household_id": "H01", "helper_id": other, "reason": "农户请求更换"}
    load_rows(enough.registry, "pairing", [row], as_of=day_of(6, 1), actor="周洁", campaign_id=HELP)
    done = enough.round(day_of(6, 1))
    assert (done["repairing"], done["pairing_notices"]) == ({}, {"notices": 1})
    assert helpers_of(enough, day_of(6, 1))["H01"] == other
