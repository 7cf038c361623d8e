"""The two publicities: lists are issued, windows open and close, notices are replaced [002 §4.1]."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any, cast

from policy.calendar import Window as Days
from policy.calendar import publicity_window
from policy.errors import OfficeError, PolicyError
from policy.steps import Step
from registry.session import Entry
from tasks.campaign_day import CampaignDay, Tally
from tasks.gazetteer import Gazetteer
from tasks.outcomes import tally
from tasks.papers.issuing import issuing
from tasks.printing.contents import Notice, NoticeLine, Replaced, Window, Words

ONE_DAY = timedelta(days=1)


def open_windows(day: CampaignDay) -> Tally:
    """Fix the window of every notice whose posting has been confirmed with evidence.

    A window that runs into a year without a published calendar stays open to be fixed, and is
    named by a PolicyError once the others are.
    """
    rows, faults = [], []
    with day.writing("open windows") as entry:
        for notice in entry.query("windows_to_open", **day.named()).to_dicts():
            try:
                window = _window(day, notice["confirmed_on"], notice["window_days"])
            except PolicyError as fault:
                faults.append(fault)
                continue
            days = {"opens_on": window.opens_on, "closes_on": window.closes_on}
            rows.append({"number": notice["number"]} | days)
        entry.insert("publicity_window", rows)
    if faults:
        raise faults[0]
    return {"windows": len(rows)}


def close_windows(day: CampaignDay, step: Step) -> Tally:
    """Take down what a publicity says: days decide here, not the moment of asking."""
    with day.writing(f"close {step}") as entry:
        outcomes = entry.query("publicity_outcomes", **day.named(step=step.value))
        entry.insert("outcome", outcomes)
        return tally(outcomes["result"])


def admit_missed(day: CampaignDay) -> Tally:
    """Admit households that a sustained objection found missing from a list."""
    with day.writing("admit missed households") as entry:
        outcomes = entry.query("missed_to_admit", **day.named())
        entry.insert("outcome", outcomes)
        return {"admitted": outcomes["household_id"].n_unique()}


def replace_notices(day: CampaignDay, step: Step) -> Tally:
    """Replace posted notices that sustained objections have changed; the old ones stay."""
    with day.writing(f"replace notices of {step}") as entry:
        lines = entry.query("notices_to_replace", **day.named(step=step.value)).to_dicts()
        replaced = groupby(lines, key=lambda line: (line["place_code"], line["number"]))
        notices = [(place, list(group), number) for (place, number), group in replaced]
        return {"replaced": _issue_all(entry, day, step, notices)}


def issue_notices(day: CampaignDay, step: Step) -> Tally:
    """Issue a notice for every place with households that passed and were not shown yet."""
    with day.writing(f"issue notices of {step}") as entry:
        lines = entry.query("households_to_publish", **day.named(step=step.value)).to_dicts()
        by_place = groupby(lines, key=lambda line: line["place_code"])
        notices = [(place, list(group), None) for place, group in by_place]
        return {"notices": _issue_all(entry, day, step, notices), "households": len(lines)}


def reissue_notice(day: CampaignDay, number: str, reason: str) -> str:
    """Replace a notice that was wrong, by one with today's names; returns the new number.

    What hung on a board keeps its window; what never hung gets the new notice's.
    OfficeError for a number that is no notice of this campaign, or that is replaced already.
    """
    with day.writing("reissue notice") as entry:
        lines = entry.query("notice_to_reissue", **day.named(number=number)).to_dicts()
        if not lines:
            raise OfficeError.because("campaign.no_notice", campaign=day.campaign_id, number=number)
        step, place_code = Step(lines[0]["kind"]), lines[0]["place_code"]
        with issuing(entry, day) as book:
            new = book.next_number()
            gazetteer = Gazetteer.of(entry, day.pack)
            because = Replaced(number=number, reason=Words(zh=reason))
            notice = notice_of(day, step, gazetteer, new, place_code, lines, because)
            book.enter(notice, place_code, lines=lines)
        return new


def _issue_all(
    entry: Entry,
    day: CampaignDay,
    step: Step,
    notices: Iterable[tuple[str, list[dict[str, Any]], str | None]],
) -> int:
    gazetteer, issued = Gazetteer.of(entry, day.pack), 0
    with issuing(entry, day) as book:
        for place_code, lines, replaced in notices:
            number = book.next_number()
            because = _because(replaced) if replaced else None
            notice = notice_of(day, step, gazetteer, number, place_code, lines, because)
            book.enter(notice, place_code, lines=lines)
            issued += 1
    return issued


def notice_of(
    day: CampaignDay,
    step: Step,
    gazetteer: Gazetteer,
    number: str,
    place_code: str,
    lines: list[dict[str, Any]],
    replaces: Replaced | None = None,
) -> Notice:
    """The content of a notice; an announcement has no window."""
    return Notice(
        **gazetteer.head(number, day.as_of, place_code),
        stage=cast(Any, step.value),
        campaign=cast(Any, day.campaign.kind),
        campaign_year=day.campaign.year,
        list_name=Words.of(day.list_name(step)),
        lines=tuple(
            _line(day, gazetteer, line_no, line, step, replaces is not None)
            for line_no, line in enumerate(lines, 1)
        ),
        window=None if step is Step.ANNOUNCEMENT else planned_window(day),
        contact=gazetteer.contact(place_code),
        replaces=replaces,
    )


def _because(replaced_number: str) -> Replaced:
    """What an objection changes, the notice says; not who objected, nor to whom."""
    return Replaced(number=replaced_number, reason=Words.saying("notice.replaced_because"))


def _line(
    day: CampaignDay,
    gazetteer: Gazetteer,
    line_no: int,
    line: dict[str, Any],
    step: Step,
    is_replacing: bool,
) -> NoticeLine:
    """What the policy lets a notice show of a household, and no more."""
    is_announced = step is Step.ANNOUNCEMENT
    above = gazetteer.above(line["village_code"]) if is_announced else {}
    has_group = day.shows("group_name") and step is not Step.FIRST_PUBLICITY
    return NoticeLine(
        line_no=line_no,
        head_name=line["head_name"],
        household_size=line["household_size"] if day.shows("household_size") else None,
        group=gazetteer.words(line["group_code"]) if has_group else None,
        village=gazetteer.words(line["village_code"]) if is_announced else None,
        township=gazetteer.words(above["township"]["code"]) if is_announced else None,
        mark=Words.saying("notice.new_line") if is_replacing and line["is_new"] else None,
    )


def planned_window(day: CampaignDay) -> Window:
    """The window if the notice is posted and confirmed on the next day, as the paper says."""
    posting_on = day.as_of + ONE_DAY
    days = day.setting("publicity.window_days")
    window = _window(day, posting_on, days)
    return Window(
        days=days,
        day_kind=day.setting("publicity.day_kind"),
        posting_planned_on=posting_on,
        opens_planned_on=window.opens_on,
        closes_planned_on=window.closes_on,
    )


def _window(day: CampaignDay, confirmed_on: date, days: int) -> Days:
    """By the policy in force on the day of confirmation."""
    return publicity_window(
        confirmed_on,
        days,
        day.setting("publicity.day_kind", on=confirmed_on),
        day.setting("publicity.rolls_over_holidays", on=confirmed_on),
        day.pack.country,
    )
