"""Digests: one a person and day, in few words about households, and somebody above when it is late."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from policy.errors import PolicyError
from registry.proof import fingerprint
from tasks.duties.writing import write_duties
from tasks.reminders.digests import prepare_reminders, reminding_days, surname
from tasks.reminders.slips import issue_slips
from tests.help_world import HELP, HelpWorld, day_of, pair
from tests.world import CAMPAIGN, COUNTY, OFFICE, VILLAGE, World, april

MAY_1 = day_of(5, 1)


@pytest.fixture
def help_world(help_world: HelpWorld) -> Iterator[HelpWorld]:
    """Held open: opening the registry anew for every act would take most of the time."""
    with help_world.registry.held():
        yield help_world


@pytest.fixture
def world(world: World) -> Iterator[World]:
    """Held open likewise."""
    with world.registry.held():
        yield world


def remind(world: World, on: date) -> int:
    return prepare_reminders(reminding_days(world.registry, on, OFFICE)).get("digests", 0)


def lines(world: HelpWorld, recipient: str, on: date, language: str = "zh") -> list[str]:
    """What a recipient is told in the digest of a day; nothing where there is none."""
    found = [
        json.loads(row["content"])
        for row in world.rows("reminder")
        if (row["recipient_id"], row["digest_on"]) == (recipient, on)
    ]
    return [line[language] for content in found for line in content["lines"]]


@pytest.fixture
def paired(help_world: HelpWorld) -> HelpWorld:
    """Three households paired on 1 May, their duties up to the end of June written."""
    pair(help_world, MAY_1, {"H01": "BF-1", "H02": "BF-1", "H03": "BF-4"})
    write_duties(help_world.day(day_of(6, 24)))
    return help_world


def test_a_helper_is_told_a_week_ahead_what_is_due_for_whom(paired: HelpWorld) -> None:
    remind(paired, day_of(6, 23))
    told = lines(paired, "BF-1", day_of(6, 23))
    assert (
        "6月30日到期，还有7天：入户走访（2014年第2季度）："
        "户户（第一村民小组）H01、户户（第一村民小组）H02"
    ) in told
    in_english = lines(paired, "BF-1", day_of(6, 23), "en")
    said = "due on 30 June, in 7 days: visit (quarter 2 of 2014)"
    assert any(line.startswith(said) for line in in_english)


def test_a_recipient_gets_one_digest_a_day_however_often_it_is_prepared(paired: HelpWorld) -> None:
    assert remind(paired, day_of(6, 23)) > 0
    before = fingerprint(paired.registry)
    assert remind(paired, day_of(6, 23)) == 0
    assert fingerprint(paired.registry) == before
    keys = [row["key"] for row in paired.rows("reminder")]
    assert len(keys) == len(set(keys))
    assert all(
        re.fullmatch(r"<20140623\.[0-9a-f]{20}@610426\.poverty-office>", key) for key in keys
    )


def test_what_is_done_is_no_longer_told(paired: HelpWorld) -> None:
    done = {
        "duty_id": "helper.visit",
        "owner_id": "BF-4",
        "subject_code": "H03",
        "period": "2014-Q2",
        "round": 1,
        "done_on": day_of(6, 20),
        "what": "走访",
    }
    paired.write("duty_report", day_of(6, 20), [done])
    remind(paired, day_of(6, 23))
    assert not any("入户走访" in line for line in lines(paired, "BF-4", day_of(6, 23)))
    assert any("入户走访" in line for line in lines(paired, "BF-1", day_of(6, 23)))


def test_nobody_is_told_on_a_rest_day(paired: HelpWorld) -> None:
    assert remind(paired, day_of(6, 29)) == 0  # a Sunday, the day before the quarter's end


def test_what_is_due_in_a_holiday_is_told_on_the_last_working_day_before_it(
    paired: HelpWorld,
) -> None:
    row = {"campaign_id": HELP, "duty_id": "helper.visit", "owner_id": "BF-1", "period": "2014-10"}
    row |= {"subject_code": "H01", "generated_on": day_of(9, 1), "starts_on": day_of(9, 1)}
    paired.write(
        "duty", day_of(9, 1), [row | {"due_on": day_of(10, 4)}]
    )  # rests from 1 to 7 October
    remind(paired, day_of(9, 29))
    assert remind(paired, day_of(9, 30)) > 0
    assert any("10月4日" in line for line in lines(paired, "BF-1", day_of(9, 30)))


def test_what_was_due_while_the_machine_was_off_is_told_in_the_next_digest(
    paired: HelpWorld,
) -> None:
    remind(paired, day_of(6, 20))
    assert remind(paired, day_of(6, 25)) > 0  # the 23rd was missed
    assert any("还有5天：入户走访" in line for line in lines(paired, "BF-1", day_of(6, 25)))


def test_the_leader_hears_what_a_helper_left_undone_and_then_the_office(paired: HelpWorld) -> None:
    # the days that are asked about, each after the working day before it
    for month, days in ((5, (30,)), (6, (3, 6, 9, 20, 23))):
        for day in days:
            remind(paired, day_of(month, day))
    told = "帮扶人1（BF-1）有4项长期逾期，最长{}天，请督促"  # two plans, two calls of May
    assert told.format(9) in lines(paired, "DW-1", day_of(6, 9))
    assert not any("BF-1" in line for line in lines(paired, "DW-1", day_of(6, 3)))
    of_units = lines(paired, "610426", day_of(6, 23))
    # the helper's four, and the unit's own two of May
    assert "帮扶单位1（DW-1）有6项长期逾期，最长23天，请督促" in of_units
    assert not any("BF-1" in line for line in of_units)


def test_a_helper_who_left_is_told_nothing(paired: HelpWorld) -> None:
    (known,) = [row for row in paired.rows("helper") if row["helper_id"] == "BF-1"]
    left = {"version": 2, "since_on": day_of(6, 10), "left_on": day_of(6, 10)}
    known = {name: value for name, value in known.items() if name != "entry"}
    paired.write("helper", day_of(6, 10), [known | left])
    remind(paired, day_of(6, 23))
    assert lines(paired, "BF-1", day_of(6, 23)) == []
    assert lines(paired, "BF-4", day_of(6, 23))


def test_a_digest_tells_no_full_name_and_no_number_that_is_not_needed(paired: HelpWorld) -> None:
    heads = {row["household_id"]: row["head_name"] for row in paired.rows("household")}
    remind(paired, day_of(6, 23))
    contents = " ".join(row["content"] for row in paired.rows("reminder"))
    assert not any(head in contents for head in heads.values())
    assert "户户（第一村民小组）" in contents
    assert not re.search(r"\b1380000000|@office\.test", contents)
    alone = lines(paired, "BF-4", day_of(6, 23))
    assert not any("H03" in line for line in alone)  # the only one of that surname and group


@pytest.mark.parametrize(
    ("name", "said"),
    [("张秀英", "张"), ("欧阳建国", "欧阳"), ("阿苏·俄里木", "阿苏"), ("喆", "喆")],
)
def test_a_surname_is_what_people_call_a_household_by(name: str, said: str) -> None:
    assert surname(name) == said


def test_postings_objections_and_forms_are_reminded_of_like_duties(world: World) -> None:
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    world.meet("group_appraisal", april(4), *world.households[:5])
    world.round(april(7))
    (notice,) = world.notices("first_publicity")
    remind(world, april(8))
    with world.registry.reading() as reader:
        rows = reader.connection.execute("SELECT recipient_id, content FROM reminder").fetchall()
    told = {recipient: [line["zh"] for line in json.loads(c)["lines"]] for recipient, c in rows}
    due_on = notice["issued_on"] + timedelta(days=3)
    assert due_on == april(10)
    assert f"4月10日到期，还有2天：公示张贴登记表：{notice['number']}" in told[VILLAGE]


def told(world: World, recipient: str, on: date) -> list[str]:
    """As `lines`, of any campaign."""
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT content FROM reminder WHERE recipient_id = ? AND digest_on = ?", [recipient, on]
        ).fetchall()
    return [line["zh"] for (content,) in rows for line in json.loads(content)["lines"]]


def test_a_posting_to_confirm_is_told_on_the_day_on_which_the_notice_is_issued(
    world: World,
) -> None:
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    world.meet("group_appraisal", april(4), *world.households[:5])
    world.round(april(8))
    (notice,) = world.notices("first_publicity")
    posting = f"公示张贴登记表：{notice['number']}"
    remind(world, april(8))  # three days ahead: no day of reminding
    assert told(world, VILLAGE, april(8)) == [f"4月11日到期，还有3天：{posting}"]
    remind(world, april(9))
    assert told(world, VILLAGE, april(9)) == []
    remind(world, april(10))
    assert told(world, VILLAGE, april(10)) == [f"4月11日到期，还有1天：{posting}"]


def test_what_is_entered_late_is_told_in_the_next_digest(world: World) -> None:
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    world.meet("group_appraisal", april(4), *world.households[:5])
    world.round(april(7))
    (number,) = world.post("first_publicity", april(8))
    world.round(april(9))
    remind(world, april(14))
    world.object(april(10), number, "H02")  # received on the 10th, entered only now
    remind(world, april(15))  # due on the 20th: reminded of on the 11th and 18th
    assert "4月20日到期，还有5天：异议核查表：O1" in told(world, COUNTY, april(15))


def test_what_comes_in_after_the_days_digest_is_told_the_next_day(paired: HelpWorld) -> None:
    on = day_of(6, 26)
    remind(paired, day_of(6, 25))
    remind(paired, on)
    row = {"campaign_id": HELP, "duty_id": "helper.visit", "owner_id": "BF-1", "period": "2014-07"}
    row |= {"subject_code": "H01", "generated_on": on, "starts_on": on, "due_on": day_of(7, 2)}
    paired.write("duty", on, [row])
    assert remind(paired, on) == 1
    assert any("7月2日" in line for line in lines(paired, "BF-1", on))
    late = row | {"period": "2014-08", "due_on": day_of(7, 3)}
    paired.write("duty", on, [late])
    assert remind(paired, on) == 0  # one digest a day
    remind(paired, day_of(6, 27))
    assert any("7月3日" in line for line in lines(paired, "BF-1", day_of(6, 27)))
    assert not any("7月2日" in line for line in lines(paired, "BF-1", day_of(6, 27)))


def test_reminders_of_a_year_without_a_calendar_are_not_guessed(paired: HelpWorld) -> None:
    with pytest.raises(PolicyError, match="2040"):
        remind(paired, date(2040, 5, 2))


def test_who_has_no_channel_gets_a_slip_in_the_bundle_of_unit_or_township(
    paired: HelpWorld,
) -> None:
    (known,) = [row for row in paired.rows("helper") if row["helper_id"] == "BF-1"]
    known = {name: value for name, value in known.items() if name != "entry"}
    changed = {"version": 2, "since_on": day_of(6, 2), "channel": None}
    paired.write("helper", day_of(6, 2), [known | changed])
    remind(paired, day_of(6, 23))
    day = paired.day(day_of(6, 23))
    assert issue_slips(day)["slips"] == sum(
        row["channel"] == "paper" for row in paired.rows("reminder")
    )
    papers = [
        json.loads(p["content"]) for p in paired.rows("paper") if p["kind"] == "reminder_slip"
    ]
    named = {s["recipient_id"]: p["bundle"]["zh"] for p in papers for s in p["slips"]}
    assert named["BF-1"] == "帮扶单位1"
    assert named[VILLAGE] == "监军镇"
    assert issue_slips(day) == {}


def test_an_account_in_no_channel_is_told_on_paper_and_holds_up_nobody(paired: HelpWorld) -> None:
    (known,) = [row for row in paired.rows("helper") if row["helper_id"] == "BF-1"]
    known = {name: value for name, value in known.items() if name != "entry"}
    changed = {"version": 2, "since_on": day_of(6, 2), "channel": None, "account": "wang"}
    paired.write("helper", day_of(6, 2), [known | changed])
    assert remind(paired, day_of(6, 23)) > 0
    (digest,) = [r for r in paired.rows("reminder") if r["recipient_id"] == "BF-1"]
    assert digest["channel"] == "paper"


def test_two_households_alike_bear_their_number_also_in_a_line_of_their_own(
    paired: HelpWorld,
) -> None:
    done = {
        "duty_id": "helper.visit",
        "owner_id": "BF-1",
        "subject_code": "H02",
        "period": "2014-Q2",
        "round": 1,
        "done_on": day_of(6, 20),
        "what": "走访",
    }
    paired.write("duty_report", day_of(6, 20), [done])
    remind(paired, day_of(6, 23))
    (visit,) = [line for line in lines(paired, "BF-1", day_of(6, 23)) if "入户走访" in line]
    assert visit.endswith("户户（第一村民小组）H01")


def deadlines(world: World, campaign: str, on: date) -> set[tuple[str, str, date]]:
    """Kind, whose desk, and last day of everything that the campaign waits for."""
    with world.registry.reading() as reader:
        rows = reader.rows(
            "reminder_deadlines",
            campaign_id=campaign,
            as_of=on,
            from_on=date.min,
            until_on=date.max,
            posting_days=3,
            decision_days=10,
            reverification_days=15,
            form_days=14,
            progress_days=14,
        )
    return {(row["kind"], row["owner_id"], row["due_on"]) for row in rows}


def test_windows_and_objections_lie_on_the_offices_desk_and_forms_on_the_villages(
    world: World,
) -> None:
    world.apply(april(2), *world.households[:5])
    world.round(april(3))
    waiting = deadlines(world, CAMPAIGN, april(4))
    assert waiting == {("group_appraisal", VILLAGE, april(17))}  # 14 days after the application
    world.meet("group_appraisal", april(4), *world.households[:5])
    world.round(april(7))
    assert deadlines(world, CAMPAIGN, april(7)) == {("posting", VILLAGE, april(10))}
    (number,) = world.post("first_publicity", april(8))
    world.round(april(9))
    world.object(april(10), number, "H02")
    # seven days from the 9th on; ten days after receipt
    assert deadlines(world, CAMPAIGN, april(10)) == {
        ("window", COUNTY, april(15)),
        ("investigation", COUNTY, april(20)),
    }
    world.decide(april(12), "O1", "dismissed")
    assert deadlines(world, CAMPAIGN, april(16)) == set()


def test_a_project_owes_a_word_every_two_weeks_until_it_is_done(help_world: HelpWorld) -> None:
    project = {
        "project_id": "XM-1",
        "round": 1,
        "campaign_id": HELP,
        "name": "苹果园",
        "place_code": VILLAGE,
        "measure_id": "industry",
        "budget_id": "ZJ-1",
        "amount": Decimal(1000),
        "owner_name": "王会计",
        "approved_on": MAY_1,
        "starts_on": day_of(5, 10),
        "ends_on": day_of(9, 30),
    }
    help_world.write("project", MAY_1, [project])
    assert ("project_progress", VILLAGE, day_of(5, 24)) in deadlines(
        help_world, HELP, day_of(5, 12)
    )
    word = {"project_id": "XM-1", "round": 1, "reporter": "王会计"}
    for on, percent in ((day_of(5, 20), 30), (day_of(6, 2), 100)):
        told = word | {"reported_on": on, "percent_done": percent}
        help_world.write("project_progress", on, [told])
    assert ("project_progress", VILLAGE, day_of(6, 3)) in deadlines(help_world, HELP, day_of(5, 21))
    assert not deadlines(help_world, HELP, day_of(6, 2))


def test_a_campaign_that_is_over_is_told_of_for_92_days_after_its_year(
    help_world: HelpWorld,
) -> None:
    def told(on: date, *over: str) -> set[str]:
        return {d.campaign_id for d in reminding_days(help_world.registry, on, OFFICE, over)}

    assert HELP in told(date(2015, 4, 2), HELP)
    assert told(date(2015, 4, 3), HELP) == {CAMPAIGN}
    assert HELP in told(date(2015, 4, 3))  # it is not over: somebody is still waited for
