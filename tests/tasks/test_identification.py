"""One village through the year: what the rules say must happen, on the day they say it."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from registry.proof import fingerprint, verify_journal
from tasks.campaign_day import is_over
from tasks.explanation import explain_household
from tasks.forms_out import write_waiting_forms
from tasks.papers.issuing import paper_of
from tasks.printing.contents import Notice, ReverificationList
from tests.world import CAMPAIGN, World, april, copy_world


def publish_first(world: World) -> None:
    """Five households of the first group, applied, appraised and posted on 10 April 2014."""
    world.apply(april(2), "H01", "H02", "H03", "H04", "H05")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01", "H02", "H03", "H04")
    world.round(april(8))
    world.post("first_publicity", april(10))


def test_an_unsigned_application_is_incomplete_until_it_comes_back_signed(world: World) -> None:
    world.apply(april(2), "H01", is_signed=False)
    world.round(april(3))
    assert world.standing(april(3)) == {"H01": "application incomplete"}
    world.apply(april(4), "H01", round=2)
    world.round(april(5))
    assert world.standing(april(5)) == {"H01": "group_appraisal"}


def test_who_heads_a_household_belongs_to_no_other_or_its_data_are_not_clean(world: World) -> None:
    """H01 names a member of H02 as its head, H03 and H04 the same unlisted person, H05 its own head."""
    number = {h: f"11010519491231{n:04}" for n, h in enumerate(world.households)}
    named = {"H01": number["H02"], "H02": number["H02"], "H05": number["H05"]}
    named |= dict.fromkeys(("H03", "H04"), "110105194912319999")
    with world.registry.reading() as reader:
        rows = reader.connection.execute("FROM household").pl().drop("actor", "entry").to_dicts()
        people = reader.connection.execute("FROM person").pl().drop("actor", "entry").to_dicts()
    later = {"version": 2, "since_on": april(2)}
    heads = [r | later | {"head_id_number": named.get(r["household_id"])} for r in rows]
    world.write("household", april(2), heads)
    heads = [r | later for r in people if r["relation"] == "head"]
    world.write("person", april(2), [r | {"id_number": number[r["household_id"]]} for r in heads])
    said = {"application": "accepted", "group_appraisal": "passed", "first_publicity": "clear"}
    said |= {"survey": "surveyed", "village_appraisal": "passed", "second_publicity": "clear"}
    said |= {"audit": "approved", "comparison": "clear"}
    every = {"campaign_id": CAMPAIGN, "round": 1, "decided_on": april(2), "reason": ""}
    passed = [
        every | {"household_id": h, "step": s, "result": said[s]} for h in named for s in said
    ]
    world.write("outcome", april(2), passed)
    day = world.day(april(3))
    with day.writing("test") as entry:
        asked = entry.query("entries_to_check", **day.terms()).to_dicts()
    found = {a["household_id"] for a in asked if "head_in_other_household" in a["faults"]}
    assert {a["household_id"] for a in asked} == set(named)
    assert found == {"H01", "H03", "H04"}


def test_a_meeting_without_quorum_decides_nothing(world: World) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01", present=19, votes_for=19)  # 20 of 30 needed
    world.round(april(5))
    assert world.standing(april(5)) == {"H01": "group_appraisal no_quorum"}
    world.meet("group_appraisal", april(6), "H01", present=20, votes_for=11, round=2)
    world.round(april(7))
    assert world.standing(april(7)) == {"H01": "first_publicity"}


def test_half_of_those_present_is_not_enough(world: World) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01", present=24, votes_for=12, reason="收入稳定")
    world.round(april(5))
    assert world.standing(april(5)) == {"H01": "group_appraisal not_passed"}


def test_the_window_runs_from_the_day_after_posting_was_confirmed(world: World) -> None:
    publish_first(world)
    for day in range(11, 18):  # seven days: 11 to 17 April
        world.round(april(day))
        assert world.standing(april(day))["H01"] == "first_publicity"
    world.round(april(18))
    assert world.standing(april(18))["H01"] == "survey"
    assert world.outcomes("first_publicity")["H01"] == ("clear", april(18))


def test_a_window_that_is_never_confirmed_never_opens(world: World) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01")
    world.round(april(5))
    world.round(date(2014, 8, 1))
    assert world.standing(date(2014, 8, 1)) == {"H01": "first_publicity"}


def test_an_objection_stops_one_household_and_no_other(world: World) -> None:
    publish_first(world)
    (notice,) = world.notices("first_publicity")
    world.object(april(17), notice["number"], "H02")  # the last day counts
    world.round(april(18))
    assert world.standing(april(18))["H01"] == "survey"
    assert world.standing(april(18))["H02"] == "first_publicity"
    world.decide(april(24), "O1", "dismissed")
    world.round(april(25))
    assert world.outcomes("first_publicity")["H02"] == ("clear", april(24))


def test_an_objection_after_the_window_stops_nobody_and_is_not_lost(world: World) -> None:
    publish_first(world)
    (notice,) = world.notices("first_publicity")
    world.object(april(18), notice["number"], "H02")
    world.round(april(19))
    assert world.standing(april(19))["H02"] == "survey"
    (receipt,) = receipts(world)
    assert '"is_in_window":false' in receipt


def test_a_sustained_objection_removes_and_the_notice_is_replaced(world: World) -> None:
    publish_first(world)
    (notice,) = world.notices("first_publicity")
    world.object(april(12), notice["number"], "H02")
    world.decide(april(15), "O1", "sustained")
    world.round(april(16))
    assert world.standing(april(16))["H02"] == "first_publicity removed"
    assert len(world.notices("first_publicity")) == 1  # the window still runs
    world.round(april(18))
    old, new = world.notices("first_publicity")
    assert old["households"] == ["H01", "H02", "H03", "H04"]
    assert (new["replaces"], new["households"], new["new"]) == (
        old["number"],
        ["H01", "H03", "H04"],
        None,
    )
    assert world.standing(april(18))["H01"] == "survey"


def test_a_missed_household_is_admitted_with_a_window_of_its_own(world: World) -> None:
    publish_first(world)
    (notice,) = world.notices("first_publicity")
    world.object(april(12), notice["number"], "H05", kind="missed")
    world.decide(april(20), "O1", "sustained")
    world.round(april(21))
    _, new = world.notices("first_publicity")
    assert (new["households"], new["new"]) == (["H01", "H02", "H03", "H04", "H05"], ["H05"])
    assert world.standing(april(21))["H01"] == "survey"
    world.post("first_publicity", april(22))
    world.round(april(29))
    assert world.standing(april(29))["H05"] == "first_publicity"
    world.round(april(30))
    assert world.standing(april(30))["H05"] == "survey"


def test_an_unknown_fact_is_never_unmet(world: World) -> None:
    publish_first(world)
    world.round(april(18))
    world.survey(april(20), "H01", net_income_per_year=None)
    world.round(april(21))
    assert world.standing(april(21))["H01"] == "survey unknown"
    world.survey(april(22), "H01", round=2)
    world.round(april(23))
    assert world.standing(april(23))["H01"] == "village_appraisal"


def bring_to_comparison(world: World) -> None:
    """H01 to H04 through the village's list and the township's audit."""
    publish_first(world)
    world.round(april(18))
    world.survey(april(20), "H01", "H03", "H04")
    world.survey(april(20), "H02", has_vehicle=True)
    world.round(april(21))
    world.meet("village_appraisal", april(22), "H01", "H02", "H03", "H04")
    world.round(april(23))
    world.post("second_publicity", april(23))
    world.round(date(2014, 5, 2))
    world.audit(date(2014, 5, 5), "H01", "H02", "H03", "H04")
    world.round(date(2014, 5, 6))


def test_a_window_that_ends_on_a_holiday_ends_on_the_next_working_day(world: World) -> None:
    bring_to_comparison(world)
    # posted 23 April: seven days end on 30 April, a working day; the 1st of May rests
    assert world.outcomes("second_publicity")["H01"] == ("clear", date(2014, 5, 1))


def test_nobody_is_compared_before_the_departments_have_delivered(world: World) -> None:
    bring_to_comparison(world)
    assert set(world.standing(date(2014, 5, 6)).values()) == {"comparison", "group_appraisal"}


@pytest.mark.usefixtures("names_alone")
def test_what_the_policy_does_not_show_stands_on_no_notice(world: World) -> None:
    bring_to_comparison(world)
    with world.registry.reading() as reader:
        papers = reader.connection.execute(
            "SELECT kind, content FROM paper WHERE kind LIKE '%_publicity' ORDER BY kind"
        ).fetchall()
    notices = [paper_of(kind, content) for kind, content in papers]
    assert [kind for kind, _ in papers] == ["first_publicity", "second_publicity"]
    for notice in notices:
        assert isinstance(notice, Notice)
        assert {(line.household_size, line.group) for line in notice.lines} == {(None, None)}
        assert notice.person_count is None


def test_a_list_that_was_announced_and_is_not_here_is_waited_for(world: World) -> None:
    may = partial(date, 2014, 5)
    bring_to_comparison(world)
    world.deliver(may(7))
    line = {"department_id": "vehicles", "record_no": "R1", "name": "王建国"}
    said = {"campaign_id": CAMPAIGN, "department_id": "vehicles", "delivered_on": may(7)}
    world.write("delivery", may(7), [said | {"round": 2, "records": 1}])
    of_last_year = {"version": 1, "delivered_on": date(2013, 5, 7)}
    world.write("department_record", may(7), [line | of_last_year])
    world.round(may(8))
    assert world.standing(may(8))["H01"] == "comparison"
    world.write("department_record", may(9), [line | {"version": 2, "delivered_on": may(9)}])
    world.round(may(9))
    assert world.standing(may(9))["H01"] == "announcement"


def test_a_hit_is_a_question_to_people_and_never_a_verdict(world: World) -> None:
    bring_to_comparison(world)
    world.deliver(date(2014, 5, 7))
    world.round(date(2014, 5, 8))
    standing = world.standing(date(2014, 5, 8))
    assert standing["H02"] == "comparison hit"
    assert standing["H01"] == "announcement"
    world.reverify(date(2014, 5, 9), "kept", "H02")
    world.round(date(2014, 5, 10))
    assert world.standing(date(2014, 5, 10))["H02"] == "announcement"


def test_what_a_hit_rests_on_is_said_in_words(world: World, tmp_path: Path) -> None:
    bring_to_comparison(world)
    with world.registry.reading() as reader:
        (person,) = reader.connection.execute(
            "SELECT id_number, name FROM person WHERE household_id = 'H01' LIMIT 1"
        ).fetchall()
    record = dict(zip(("id_number", "name"), person, strict=True)) | {"record_no": "陕D12345"}
    world.deliver(date(2014, 5, 7), record | {"department_id": "vehicles", "detail": "小型轿车"})
    world.round(date(2014, 5, 8))
    with world.registry.reading() as reader:
        row = reader.connection.execute(
            "SELECT kind, content FROM paper WHERE kind = 'reverification_list'"
        ).fetchone()
    paper = paper_of(*row)
    assert isinstance(paper, ReverificationList)
    found = {hit.household_code: hit.findings[0].found for hit in paper.hits}
    assert found["H01"].zh == "机动车登记：小型轿车（证件号码一致）"
    assert found["H01"].en == "registered vehicles: 小型轿车 (same ID number)"
    assert found["H02"].zh.split("，")[0] == "有享受型小汽车 是"
    assert found["H02"].en.split(", ")[0] == "owns or uses a car for comfort yes"
    books = write_waiting_forms(world.day(date(2014, 5, 8)), tmp_path, "zh")
    (book,) = (book for book in books if book.name.startswith("reverification"))
    cells = {cell.value for row in load_workbook(book).worksheets[0].iter_rows() for cell in row}
    assert cells >= {"小型轿车", found["H02"].zh}
    for household, record in {"H01": "机动车登记", "H02": "入户调查"}.items():
        said = explain_household(world.day(date(2014, 5, 8)), household).as_json("zh")
        (hit,) = said["hits"]
        assert hit["source_wording"] == record
        assert hit["wording"] in found[household].zh


def test_who_is_removed_after_a_hit_is_removed_for_a_persons_reason(world: World) -> None:
    bring_to_comparison(world)
    world.deliver(date(2014, 5, 7))
    world.round(date(2014, 5, 8))
    world.reverify(date(2014, 5, 9), "removed", "H02")
    world.round(date(2014, 5, 10))
    with world.registry.reading() as reader:
        reason, evidence = reader.connection.execute(
            "SELECT reason, evidence FROM outcome WHERE household_id = 'H02' AND result = 'removed'"
        ).fetchone()
    assert reason == "确有小车"
    assert evidence == "村干部, 镇干部"


def test_the_county_announces_when_nobody_is_on_the_way(world: World) -> None:
    bring_to_comparison(world)
    world.deliver(date(2014, 5, 7))
    world.round(date(2014, 5, 8))
    world.meet("group_appraisal", date(2014, 5, 8), "H05", votes_for=3, reason="不符合条件")
    world.reverify(date(2014, 5, 9), "kept", "H02")
    world.round(date(2014, 5, 10))
    (announcement,) = world.notices("announcement")
    assert announcement["households"] == ["H01", "H02", "H03", "H04"]
    assert world.standing(date(2014, 5, 10))["H01"] == "listed"


def test_a_day_run_twice_changes_nothing(world: World) -> None:
    bring_to_comparison(world)
    world.deliver(date(2014, 5, 7))
    world.round(date(2014, 5, 8))
    before = fingerprint(world.registry)
    world.round(date(2014, 5, 8))
    assert fingerprint(world.registry) == before
    assert verify_journal(world.registry) > 0


def test_one_round_after_ten_days_off_says_of_dates_what_daily_rounds_say(
    village: World, tmp_path: Path
) -> None:
    said = []
    for name, days in (("daily", range(10, 26)), ("late", [25])):
        folder = tmp_path / name
        folder.mkdir()
        world = copy_world(village, folder)
        publish_first(world)
        (notice,) = world.notices("first_publicity")
        world.object(april(12), notice["number"], "H02", name="O1")
        world.object(april(13), notice["number"], "H03", name="O2")
        world.decide(april(14), "O1", "sustained")
        world.decide(april(21), "O2", "dismissed")
        for day in days:
            world.round(april(day))
        said.append(world.outcomes("first_publicity"))
    assert said[0] == said[1]
    assert said[0] == {
        "H01": ("clear", april(18)),
        "H02": ("removed", april(14)),
        "H03": ("clear", april(21)),
        "H04": ("clear", april(18)),
    }


def receipts(world: World) -> list[str]:
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT content FROM paper WHERE kind = 'objection_receipt' AND campaign_id = ?",
            [CAMPAIGN],
        ).fetchall()
    return [content for (content,) in rows]


def waiting(world: World, query: str, on: date) -> list[dict[str, object]]:
    with world.registry.reading() as reader:
        return reader.rows(query, campaign_id=CAMPAIGN, as_of=on)


def test_a_finding_waits_until_the_day_of_its_correction(world: World) -> None:
    which = {"campaign_id": CAMPAIGN, "check_id": "size", "household_id": "H01", "round": 1}
    found = {"kind": "contradictory", "found_on": april(3), "detail": "2/3"}
    world.write("finding", april(3), [which | found])
    how = {"corrected_on": april(5), "corrected_by": "李卫东", "how": "补录"}
    world.write("correction", april(5), [which | how])
    open_on = {day: waiting(world, "findings_open", april(day)) for day in (2, 3, 4, 5)}
    assert {day: len(found) for day, found in open_on.items()} == {2: 0, 3: 1, 4: 1, 5: 0}


def test_a_finding_in_a_later_round_of_the_form_is_corrected_too(world: World) -> None:
    """Who was not at home at first is found at fault in round 2; its first correction is round 1."""
    which = {"campaign_id": CAMPAIGN, "check_id": "size", "household_id": "H01"}
    found = {"kind": "contradictory", "found_on": april(3), "detail": "2/3", "round": 2}
    how = {"corrected_on": april(5), "corrected_by": "李卫东", "how": "补录", "round": 1}
    world.write("finding", april(3), [which | found])
    world.write("correction", april(5), [which | how])
    assert waiting(world, "findings_open", april(5)) == []
    again = found | {"found_on": april(7), "round": 3}
    world.write("finding", april(7), [which | again])
    assert len(waiting(world, "findings_open", april(7))) == 1


def test_a_campaign_is_over_when_its_list_is_announced_and_it_waits_for_nobody(
    world: World,
) -> None:
    may = partial(date, 2014, 5)
    bring_to_comparison(world)
    world.meet("group_appraisal", may(6), "H05", votes_for=0, reason="收入稳定")
    world.deliver(may(7))
    for day in (8, 9):
        world.round(may(day))
    world.reverify(may(9), "kept", "H02")
    for day in (10, 11, 12):
        world.round(may(day))
        assert not is_over(world.day(may(day)))  # the call-backs are still out
    asked = waiting(world, "call_backs_open", may(12))
    assert asked
    world.call_back(may(12))
    assert not waiting(world, "call_backs_open", may(12))
    assert waiting(world, "call_backs_open", may(11)) == asked  # whatever came later
    assert is_over(world.day(may(12)))
    (notice,) = world.notices("announcement")
    world.object(may(14), notice["number"], "H03")
    assert not is_over(world.day(may(14)))
