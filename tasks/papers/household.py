"""Step 7's papers of a household: the file 档案 for the office, the card 明白卡 for the wall."""

from collections.abc import Callable
from typing import Any, Literal

from policy.features import load_features
from policy.screening import RuleFinding
from policy.steps import GOES_ON, STEPS, Result
from policy.wording import in_words, is_worded, words
from registry.session import Reader
from tasks.campaign_day import CampaignDay, Tally
from tasks.explanation import Explanation, explain_with
from tasks.funds.help_received import measures_given
from tasks.gazetteer import Gazetteer
from tasks.observed import observed_words, value_words
from tasks.papers.issuing import issuing_on_demand
from tasks.printing.contents import (
    Fact,
    HouseholdCard,
    HouseholdFile,
    Member,
    NextStep,
    Paper,
    PathStep,
    SurveyedView,
    Verdict,
    View,
    Words,
)

#: The four views, by which the survey is arranged [002 §3.4], by the chapter of its form.
VIEWS: dict[str, View] = {
    "income": "income",
    "food": "food_and_clothing",
    "security": "security",
    "trend": "stable_trend",
}


#: Facts that are asked only where another one is not 0.
HANGS_ON = {
    "new_house_cause": "new_house_year",
    "is_ordinary_cadre": "village_cadre_members",
}


def issue_household_papers(day: CampaignDay, kind: str, village_code: str | None = None) -> Tally:
    """Issue the file or card of every household whose data are clean and that has none yet.

    OfficeErrors at the end for those that no font can print; the others are issued.
    """
    with issuing_on_demand(day, f"issue {kind}") as (entry, book):
        named = day.named(kind=kind, village_code=village_code)
        households = entry.query("households_without_paper", **named)["household_id"]
        gazetteer, reader = Gazetteer.of(entry, day.pack), Reader(entry.connection)
        for household_id in households:
            known = explain_with(reader, day, household_id)
            paper = HOUSEHOLD_PAPERS[kind](day, gazetteer, book.next_number(), known)
            place_code = known.household["village_code"]
            book.enter_for(household_id, paper, place_code, household_id=household_id)
    return {"issued": len(book.papers)}


def household_file(
    day: CampaignDay, gazetteer: Gazetteer, number: str, known: Explanation
) -> HouseholdFile:
    """Members, survey, every rule's verdict, and the way through the steps."""
    group = known.household["group_code"]
    return HouseholdFile(
        **gazetteer.head(number, day.as_of, group),
        household_code=known.household_id,
        head_name=known.household["head_name"],
        campaign_year=day.campaign.year,
        causes=_causes(day, known),
        members=members_of(known),
        survey=_survey(known),
        surveyed_on=known.surveyed_on,
        verdicts=tuple(_verdict(known, rule) for rule in known.rules),
        path=_path(known),
    )


def household_card(
    day: CampaignDay, gazetteer: Gazetteer, number: str, known: Explanation
) -> HouseholdCard:
    """Who, why poor, what stands, whom to call: one page in large type."""
    group, standing = known.household["group_code"], known.standing or {}
    is_listed = standing.get("step") == "listed"
    return HouseholdCard(
        **gazetteer.head(number, day.as_of, group),
        head_name=known.household["head_name"],
        household_size=len(known.members),
        causes=_causes(day, known),
        status=Words.saying(f"step.{standing.get('step', 'application')}"),
        status_since=known.path[-1].decided_on if known.path else day.as_of,
        measures=_measures(day, known),
        next_steps=(
            NextStep(what=Words.saying(f"card.{'listed' if is_listed else 'announcement'}")),
        ),
        contact=gazetteer.contact(group),
    )


HOUSEHOLD_PAPERS: dict[str, Callable[[CampaignDay, Gazetteer, str, Explanation], Paper]] = {
    "household_file": household_file,
    "household_card": household_card,
}


def _causes(day: CampaignDay, known: Explanation) -> tuple[Words, ...]:
    causes = {c.id: Words(zh=c.label.zh, en=c.label.en) for c in day.pack.causes}
    main = known.features.get("main_cause")
    return (causes[main],) if main in causes else ()


def _measures(day: CampaignDay, known: Explanation) -> tuple[Words, ...]:
    labels = {item.id: Words.of(item.label) for item in day.pack.measures}
    return tuple(labels[m] for m in measures_given(known.received) if m in labels)


def members_of(known: Explanation) -> tuple[Member, ...]:
    """The members as papers show them, with masked numbers."""
    return tuple(_member(member) for member in known.members)


def _member(member: dict[str, Any]) -> Member:
    relation = member["relation"] or "other"
    return Member(
        name=member["name"],
        relation=Words.saying(f"relation.{relation}")
        if is_worded(f"relation.{relation}")
        else Words(zh=relation),
        born_year=member["birth_on"].year if member["birth_on"] else None,
        masked_id=_masked(member["id_number"]),
    )


def _masked(id_number: str | None) -> str:
    return f"{id_number[:6]}********{id_number[14:]}" if id_number else "—"


def _survey(known: Explanation) -> tuple[SurveyedView, ...]:
    facts_known = known.features
    asked = [
        f
        for f in load_features()
        if f.view in VIEWS
        and f.name in facts_known
        # what hangs on a thing that is not there was not asked, which is not "unknown"
        and facts_known.get(HANGS_ON.get(f.name, ""), 1) != 0
    ]
    views = []
    for chapter, view in VIEWS.items():
        facts = tuple(
            Fact(
                name=Words.of(f.label), value=Words.of(value_words(f.name, known.features[f.name]))
            )
            for f in asked
            if f.view == chapter
        )
        if facts:
            views.append(SurveyedView(view=view, facts=facts))
    return tuple(views)


def _verdict(known: Explanation, rule: RuleFinding) -> Verdict:
    verdicts: dict[str, Literal["met", "not_met", "unknown"]] = {"met": "met", "unknown": "unknown"}
    return Verdict(
        rule_id=rule.criterion.id,
        wording=Words.of(rule.criterion.label),
        source=Words.of(known.pack.cited(rule.criterion.source)),
        observed=Words.of(observed_words(rule.observed, known.labels)),
        verdict=verdicts.get(rule.state, "not_met"),
    )


def _path(known: Explanation) -> tuple[PathStep, ...]:
    order = {step.value: number for number, step in enumerate(STEPS["identification"], 1)}
    last = {step.step: step for step in known.path}
    return tuple(
        PathStep(
            step_no=number,
            step=Words.saying(f"step.{name}"),
            done_on=done.decided_on if done else None,
            outcome=_said(done) if done else None,
            actor=Words(zh=done.actor) if done else None,
        )
        for name, number in order.items()
        for done in (last.get(name),)
    )


def _said(done: Any) -> Words:
    result, reason = words(f"result.{done.result}"), in_words(done.reason)
    if Result(done.result) in GOES_ON:
        return Words(zh=result.zh, en=result.en)
    return Words(zh=f"{result.zh}：{reason.zh}", en=f"{result.en}: {reason.en}")
