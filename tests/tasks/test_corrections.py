"""What comes late or was wrong is put right: without harm to others, and without being lost."""

from datetime import date
from functools import partial

import pytest

from policy.errors import OfficeError, PolicyError
from registry.named_sql import execute
from tasks.campaign_day import Campaign, CampaignDay
from tasks.publicity.notices import open_windows, reissue_notice
from tests.tasks.test_identification import bring_to_comparison, publish_first
from tests.world import CAMPAIGN, OFFICE, World, april


def replies(world: World) -> list[str]:
    with world.registry.reading() as reader:
        rows = reader.connection.execute(
            "SELECT content FROM paper WHERE kind = 'objection_reply' ORDER BY number"
        ).fetchall()
    return [content for (content,) in rows]


def test_a_letter_received_in_time_and_entered_late_still_removes(world: World) -> None:
    publish_first(world)
    world.round(april(18))
    assert world.standing(april(18))["H02"] == "survey"
    (notice,) = world.notices("first_publicity")
    world.object(april(17), notice["number"], "H02")  # entered on the 19th
    world.decide(april(22), "O1", "sustained")
    world.round(april(23))
    assert world.standing(april(23))["H02"] == "first_publicity removed"
    assert world.outcomes("first_publicity")["H02"] == ("removed", april(22))
    assert "取消" in replies(world)[0]


def test_a_household_with_an_open_objection_is_not_announced(world: World) -> None:
    bring_to_comparison(world)
    world.deliver(date(2014, 5, 7))
    (notice,) = world.notices("second_publicity")
    world.object(april(30), notice["number"], "H01")  # in time, entered in May
    world.meet("group_appraisal", date(2014, 5, 7), "H05", votes_for=3, reason="不符合条件")
    world.round(date(2014, 5, 8))
    world.reverify(date(2014, 5, 9), "kept", "H02")
    world.round(date(2014, 5, 10))
    assert world.notices("announcement") == []
    world.decide(date(2014, 5, 11), "O1", "dismissed")
    world.round(date(2014, 5, 12))
    (announcement,) = world.notices("announcement")
    assert "H01" in announcement["households"]


def test_nobody_is_published_again_while_an_objection_is_open(world: World) -> None:
    publish_first(world)
    world.round(april(18))
    (notice,) = world.notices("first_publicity")
    world.object(april(17), notice["number"], "H02")  # in time, entered on the 19th
    world.survey(april(20), "H01", "H02")
    world.round(april(21))
    world.meet("village_appraisal", april(22), "H01", "H02")
    world.round(april(23))
    assert [n["households"] for n in world.notices("second_publicity")] == [["H01"]]
    world.decide(april(24), "O1", "dismissed")
    world.round(april(25))
    assert [n["households"] for n in world.notices("second_publicity")] == [["H01"], ["H02"]]


def test_the_township_audits_nobody_while_an_objection_is_open(world: World) -> None:
    may = partial(date, 2014, 5)
    bring_to_second_publicity(world)
    (notice,) = world.notices("second_publicity")
    world.round(may(2))
    world.object(april(30), notice["number"], "H01")  # the last day, entered two days later
    with world.registry.reading() as reader:
        waiting = reader.rows("waiting_for_people", **world.day(may(2)).named(as_of=may(2)))
    assert {w["form"] for w in waiting if w["household_id"] == "H01"} == {"investigation"}
    world.audit(may(4), "H01", "H02")
    world.round(may(5))
    standing = world.standing(may(5))
    assert (standing["H01"], standing["H02"]) == ("audit", "comparison")
    world.decide(may(6), "O1", "dismissed")
    world.round(may(7))
    assert world.standing(may(7))["H01"] == "comparison"


def test_an_old_line_of_a_replacing_notice_has_had_its_window(world: World) -> None:
    publish_first(world)
    (notice,) = world.notices("first_publicity")
    world.object(april(12), notice["number"], "H05", kind="missed", name="O1")
    world.decide(april(15), "O1", "sustained")
    world.round(april(18))
    _, new = world.notices("first_publicity")
    world.post("first_publicity", april(19))
    world.object(april(22), new["number"], "H01", name="O2")  # its window ended on the 17th
    world.object(april(22), new["number"], "H05", name="O3")  # its window ends on the 26th
    world.round(april(23))
    with world.registry.reading() as reader:
        in_time = dict(
            execute(
                reader.connection,
                "SELECT objection_id, is_in_time FROM objection_on(?, ?)",
                [world.day(april(23)).campaign_id, april(23)],
            ).fetchall()
        )
    assert in_time == {"O1": True, "O2": False, "O3": True}
    assert world.standing(april(23))["H01"] == "survey"


def test_a_misspelt_name_on_a_board_is_replaced_and_its_window_goes_on(world: World) -> None:
    publish_first(world)
    world.round(april(11))
    world.write(
        "household",
        april(12),
        [
            {
                "household_id": "H01",
                "version": 2,
                "since_on": april(12),
                "village_code": "610426101001",
                "group_code": world.group_of("H01"),
                "head_name": "户主零一",
                "register_kind": "rural",
            }
        ],
    )
    (old,) = world.notices("first_publicity")
    number = reissue_notice(world.day(april(12)), old["number"], "户主姓名有误")
    _, new = world.notices("first_publicity")
    assert (new["number"], new["replaces"], new["new"]) == (number, old["number"], None)
    with world.registry.reading() as reader:
        (content,) = reader.connection.execute(
            "SELECT content FROM paper WHERE number = ?", [number]
        ).fetchone()
    assert "户主零一" in content
    world.round(april(18))
    assert world.outcomes("first_publicity")["H01"] == ("clear", april(18))


def test_a_notice_that_never_hung_gives_its_window_to_the_one_that_replaces_it(
    world: World,
) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01")
    world.round(april(5))
    (old,) = world.notices("first_publicity")
    number = reissue_notice(world.day(april(6)), old["number"], "打印有误")
    world.write("posting", april(7), [posting(number)])
    world.round(april(14))
    assert world.standing(april(14)) == {"H01": "first_publicity"}
    world.round(april(15))
    assert world.outcomes("first_publicity")["H01"] == ("clear", april(15))


def test_the_window_runs_from_the_posting_as_it_was_corrected(world: World) -> None:
    world.apply(april(2), "H01")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01")
    world.round(april(5))
    (notice,) = world.notices("first_publicity")
    world.write("posting", april(14), [posting(notice["number"])])  # it hung from the 14th only
    late = {"round": 2, "posted_on": april(14), "confirmed_on": april(14)}
    world.write("posting", april(14), [posting(notice["number"]) | late])
    open_windows(world.day(april(13)))  # what was confirmed on the 14th opens nothing before
    with world.registry.reading() as reader:
        assert reader.connection.execute("FROM publicity_window").fetchall() == []
    world.round(april(21))
    assert world.standing(april(21)) == {"H01": "first_publicity"}
    world.round(april(22))
    assert world.outcomes("first_publicity")["H01"] == ("clear", april(22))


def test_a_notice_is_replaced_once(world: World) -> None:
    publish_first(world)
    (old,) = world.notices("first_publicity")
    reissue_notice(world.day(april(12)), old["number"], "打印有误")
    with pytest.raises(OfficeError, match="replaced already"):
        reissue_notice(world.day(april(12)), old["number"], "打印有误")


def test_a_window_into_a_year_without_a_calendar_holds_up_no_other(world: World) -> None:
    publish_first(world)
    with world.registry.reading() as reader:
        (number,) = reader.connection.execute("SELECT number FROM posting").fetchone()
    far = f"{number}补"
    with world.registry.writing("issue", april(9), OFFICE) as entry:
        row = entry.connection.execute("SELECT * EXCLUDE (entry) FROM paper").pl().to_dicts()[0]
        entry.insert("paper", [row | {"number": far}])
        late = posting(far) | {"posted_on": date(2098, 12, 28), "confirmed_on": date(2098, 12, 28)}
        entry.insert("posting", [late])
    with pytest.raises(PolicyError, match="2099"):
        open_windows(world.day(date(2099, 1, 5)))
    with world.registry.reading() as reader:
        fixed = reader.connection.execute("SELECT number FROM publicity_window").fetchall()
    assert fixed == [(number,)]


def test_a_campaign_is_judged_by_the_rules_of_its_own_year(world: World) -> None:
    campaign = Campaign(**vars(world.day(april(1)).campaign) | {"year": 2015})
    for on in (date(2014, 12, 20), date(2015, 6, 1), date(2016, 1, 10)):
        day = CampaignDay(world.registry, campaign, on, OFFICE)
        assert day.setting("poverty_line") == 2855  # National Bureau of Statistics, 2015


def posting(number: str) -> dict[str, object]:
    return {
        "number": number,
        "round": 1,
        "posted_on": april(7),
        "confirmed_on": april(7),
        "venue": "村务公开栏",
        "poster": "张三",
        "witness": "李四",
        "photo_ref": "照片1",
    }


def test_a_survey_after_the_announcement_takes_nobody_off_the_list(world: World) -> None:
    may = partial(date, 2014, 5)
    bring_to_comparison(world)
    world.meet("group_appraisal", may(6), "H05", votes_for=0, reason="收入稳定")
    world.deliver(may(7))
    world.round(may(8))
    world.reverify(may(9), "kept", "H02")
    world.round(may(10))
    world.survey(may(9), "H01", round=2, finding="not_found")  # comes in on the 11th
    world.survey(may(11), "H02", round=2, finding="refused")
    world.survey(may(11), "H03", round=2, net_income_per_year=14000)
    world.survey(may(11), "H04", round=2, net_income_per_year=None)
    world.round(may(11))
    listed = ["H01", "H02", "H03", "H04"]
    assert [h for h, step in world.standing(may(11)).items() if step == "listed"] == listed
    with world.registry.reading() as reader:
        named = world.day(may(11)).named(as_of=may(11))
        on_the_list = [row["household_id"] for row in reader.rows("listed_households", **named)]
        (total,) = reader.rows("summary_listed", **named)
    assert on_the_list == listed
    assert (total["households"], total["persons"]) == (4, 8)


def bring_to_second_publicity(world: World) -> None:
    """H01 to H04 on the village's list, posted on 23 April 2014: its window ends on the 30th."""
    publish_first(world)
    world.round(april(18))
    world.survey(april(20), "H01", "H02", "H03", "H04")
    world.round(april(21))
    world.meet("village_appraisal", april(22), "H01", "H02", "H03", "H04")
    world.round(april(23))
    world.post("second_publicity", april(23))


def test_a_village_appraisal_stands_for_the_verdict_that_it_was_decided_on(world: World) -> None:
    may = partial(date, 2014, 5)
    bring_to_second_publicity(world)
    world.survey(april(24), "H01", round=2, net_income_per_year=14000)  # meets no criterion
    world.survey(april(24), "H03", round=2, net_income_per_year=4100)  # corrected, still eligible
    world.round(april(25))
    standing = world.standing(april(25))
    assert (standing["H01"], standing["H03"]) == ("village_appraisal returned", "second_publicity")
    with world.registry.reading() as reader:
        named = world.day(april(25)).named(as_of=april(25))
        waiting = reader.rows("waiting_for_people", **named)
        *_, judged = reader.rows("household_one_path", household_id="H01", **named)
    assert {w["form"] for w in waiting if w["household_id"] == "H01"} == {"village_appraisal"}
    assert (judged["step"], judged["reason"]) == ("survey", "survey.other_verdict")
    # the window of the posted notice ends without it
    world.round(may(2))
    standing = world.standing(may(2))
    assert (standing["H01"], standing["H03"]) == ("village_appraisal returned", "audit")
    # a new survey alone does not pass it; the vote does, and it is published again
    world.survey(may(3), "H01", round=3)
    world.round(may(4))
    assert world.standing(may(4))["H01"] == "village_appraisal returned"
    world.meet("village_appraisal", may(5), "H01", round=2)
    world.round(may(5))
    first, second = world.notices("second_publicity")
    assert first["households"] == ["H01", "H02", "H03", "H04"]
    assert (second["households"], second["new"], second["replaces"]) == (["H01"], ["H01"], None)
    world.post("second_publicity", may(6))
    world.round(may(13))
    assert world.standing(may(13))["H01"] == "second_publicity"
    world.round(may(14))
    assert world.standing(may(14))["H01"] == "audit"


def test_what_was_found_before_a_return_is_done_again_but_nobody_is_asked_twice(
    world: World,
) -> None:
    may = partial(date, 2014, 5)
    bring_to_comparison(world)
    world.deliver(may(7))
    world.round(may(8))
    world.reverify(may(9), "kept", "H02")
    world.round(may(10))
    assert world.standing(may(10))["H02"] == "announcement"
    world.survey(may(11), "H02", round=2, net_income_per_year=14000, has_vehicle=True)
    world.round(may(12))
    assert world.standing(may(12))["H02"] == "village_appraisal returned"
    world.survey(may(13), "H02", round=3, has_vehicle=True)
    world.meet("village_appraisal", may(14), "H02", round=2)
    world.round(may(14))
    world.post("second_publicity", may(14))
    world.round(may(22))
    assert world.standing(may(22))["H02"] == "audit"  # approved before, for another verdict
    world.audit(may(23), "H02", round=2)
    world.round(may(23))
    assert world.outcomes("comparison")["H02"] == ("kept", may(23))
    assert world.standing(may(23))["H02"] == "announcement"
    with world.registry.reading() as reader:
        assert reader.connection.execute("SELECT household_id FROM hit").fetchall() == [("H02",)]


def test_a_keepout_that_a_later_survey_brings_is_verified_before_the_announcement(
    world: World,
) -> None:
    may = partial(date, 2014, 5)
    bring_to_comparison(world)
    world.deliver(may(7))
    world.round(may(8))
    world.survey(may(9), "H01", round=2, has_company=True)
    world.survey(may(9), "H02", round=2, has_vehicle=True, hires_long_term=None)
    world.survey(may(9), "H03", round=2, net_income_per_year=4100)
    world.round(may(10))
    standing = world.standing(may(10))
    assert standing["H01"] == "comparison hit"
    assert (standing["H03"], standing["H04"]) == ("announcement", "announcement")
    with world.registry.reading() as reader:
        found = reader.connection.execute(
            "SELECT household_id, rule_id, record_no FROM hit ORDER BY ALL"
        ).fetchall()
    assert found == [
        ("H01", "keepout.business", "2"),
        ("H02", "keepout.business", "2"),  # whether it hires is unknown now
        ("H02", "keepout.luxury", "1"),
    ]
    world.reverify(may(11), "removed", "H01")
    world.reverify(may(11), "kept", "H02")
    world.round(may(12))
    standing = world.standing(may(12))
    assert (standing["H01"], standing["H02"]) == ("comparison removed", "announcement")


def test_what_became_unknown_is_surveyed_again_and_goes_on_from_where_it_was(world: World) -> None:
    bring_to_second_publicity(world)
    world.survey(april(24), "H01", round=2, net_income_per_year=None)
    world.round(april(25))
    assert world.standing(april(25))["H01"] == "survey unknown"
    world.survey(april(26), "H01", round=3)
    world.round(april(27))
    assert world.standing(april(27))["H01"] == "second_publicity"
    world.round(date(2014, 5, 2))
    assert world.standing(date(2014, 5, 2))["H01"] == "audit"
    assert len(world.notices("second_publicity")) == 1


def test_a_returned_household_is_on_no_replacing_notice_and_may_still_be_objected_to(
    world: World,
) -> None:
    may = partial(date, 2014, 5)
    bring_to_second_publicity(world)
    (notice,) = world.notices("second_publicity")
    world.survey(april(24), "H01", "H02", round=2, net_income_per_year=14000)
    world.object(april(25), notice["number"], "H02", name="O1")
    world.object(april(25), notice["number"], "H03", name="O2")
    world.round(april(26))
    for objection in ("O1", "O2"):
        world.decide(april(28), objection, "sustained")
    world.object(may(3), notice["number"], "H01", name="O3")  # its window is over
    world.round(may(4))
    assert world.standing(may(4))["H02"] == "second_publicity removed"
    _, replacing = world.notices("second_publicity")
    assert replacing["households"] == ["H04"]
    world.survey(may(5), "H01", round=3)
    world.meet("village_appraisal", may(6), "H01", round=2)
    world.round(may(6))
    *_, again = world.notices("second_publicity")
    assert again["new"] == ["H01"]
    world.object(may(7), again["number"], "H01", name="O4")
    world.post("second_publicity", may(7))
    world.round(may(8))
    with world.registry.reading() as reader:
        in_time = dict(
            execute(
                reader.connection,
                "SELECT objection_id, is_in_time FROM objection_on(?, ?)",
                [CAMPAIGN, may(8)],
            ).fetchall()
        )
    assert in_time == {"O1": True, "O2": True, "O3": False, "O4": True}
