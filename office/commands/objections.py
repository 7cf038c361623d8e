"""Objections to a notice, from their receipt to the corrected notice."""

from datetime import date
from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import (
    CampaignId,
    Day,
    Desk,
    campaign_day_of,
    day_of,
    entered,
    examples,
    registry_of,
    said_plainly,
    type_in,
)

commands = typer.Typer()


@commands.command(
    name="object",
    epilog=examples(
        "object 永扶办公示〔2014〕12号 H1002000003 --ground 家有小车 --received-on 2014-04-12",
        "object 永扶办公示〔2014〕12号 H1002000009 --missed --ground 家中有重病人 --name 王建国",
        "object 永扶办考〔2015〕3号 DW-001 --score --ground 漏记两次群众会",
        "object 永扶办村〔2014〕1号 --ground 村道尚未硬化",
    ),
)
def object_(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the notice.")],
    ground: Annotated[str, typer.Option(help="What is objected.")],
    household: Annotated[
        str | None,
        typer.Argument(help="Household objected to, or missed; none against a village's proposal."),
    ] = None,
    missed: Annotated[
        bool, typer.Option("--missed", help="The household should be on the list.")
    ] = False,
    score: Annotated[
        bool, typer.Option("--score", help="The score of an assessed is wrong.")
    ] = False,
    received_on: Annotated[
        date,
        typer.Option(parser=day_of, metavar="DAY", show_default="today", help="Day of receipt."),
    ] = today(),  # noqa: B008
    name: Annotated[
        str | None, typer.Option(help="Who objects; kept apart, never printed.")
    ] = None,
    contact: Annotated[str | None, typer.Option(help="How to reach the objector.")] = None,
    channel: Annotated[str, typer.Option(help="visit, letter, phone, mail or box.")] = "visit",
    campaign: CampaignId = None,
) -> None:
    """Register an objection. Who raises it may stay unnamed and is protected in any case."""
    with entered(received_on):
        day = _day_of(context.obj, campaign, received_on, "campaign_of_paper", number)
        objection_id = _next_objection(day)
        type_in(
            day,
            "objection",
            {
                "objection_id": objection_id,
                "number": number,
                "assessed_id" if score else "household_id": household,
                "kind": "score" if score else _kind_of(household, missed),
                "received_on": received_on,
                "channel": channel,
                "ground": ground,
                "is_anonymous": name is None,
                "received_by": context.obj.actor,
                "objector_name": name,
                "objector_contact": contact,
            },
        )
        context.obj.say("registered", objection=objection_id)


def _kind_of(household: str | None, missed: bool) -> str:
    if missed:
        return "missed"
    return "listed" if household else "proposal"


def _day_of(desk: Desk, campaign: str | None, as_of: date, query: str, subject: str) -> Any:
    """The day of the campaign named; else of the one that the notice or objection belongs to."""
    if campaign is None:
        with registry_of(desk).reading() as reader:
            found = reader.rows(query, subject=subject)
        campaign = found[0]["campaign_id"] if found else None
    return campaign_day_of(desk, campaign, as_of)


def _next_objection(day: Any) -> str:
    with day.reading() as reader:
        known = reader.rows("objections_counted", **day.named())[0]["objections"]
    return f"{day.campaign_id}-{known + 1:04}"


@commands.command(
    epilog=examples(
        "investigate identification-2014-610426-0001 --by 赵敏",
        "investigate identification-2014-610426-0001 --by 赵敏 --finding 小车系借用",
    )
)
def investigate(
    context: typer.Context,
    objection: Annotated[str, typer.Argument(help="The objection.")],
    by: Annotated[str, typer.Option(help="Who investigates: nobody who surveyed the household.")],
    finding: Annotated[
        str | None, typer.Option(help="What was found; left out, the objection is only assigned.")
    ] = None,
    evidence: Annotated[str | None, typer.Option(help="Where the evidence is kept.")] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Assign an objection to an investigator, or enter what the investigator found."""
    with entered(as_of):
        day = _day_of(context.obj, campaign, as_of, "campaign_of_objection", objection)
        row: dict[str, Any] = {"objection_id": objection, "investigator": by}
        if finding is None:
            type_in(day, "assignment", row | {"assigned_on": as_of})
        else:
            found = {"investigated_on": as_of, "finding": finding, "evidence": evidence}
            type_in(day, "investigation", row | found)
        done = "investigated" if finding else "assigned"
        context.obj.say(done, objection=objection, by=by)


@commands.command(
    epilog=examples(
        "decide identification-2014-610426-0001 dismissed --by 李主任 --reason 经核实车辆系借用"
    )
)
def decide(
    context: typer.Context,
    objection: Annotated[str, typer.Argument(help="The objection.")],
    finding: Annotated[str, typer.Argument(help="sustained, dismissed or withdrawn.")],
    by: Annotated[str, typer.Option(help="Who decides: not the investigator.")],
    reason: Annotated[str, typer.Option(help="Why; it stands on the reply.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Decide an objection. The decision takes effect in the next round."""
    with entered(as_of):
        day = _day_of(context.obj, campaign, as_of, "campaign_of_objection", objection)
        row = {
            "objection_id": objection,
            "decided_on": as_of,
            "decider": by,
            "finding": finding,
            "reason": reason,
        }
        type_in(day, "decision", row)
        context.obj.say("decided", objection=objection)


@commands.command(epilog=examples("objector identification-2014-610426-0001 --by 赵敏"))
def objector(
    context: typer.Context,
    objection: Annotated[str, typer.Argument(help="The objection.")],
    by: Annotated[
        str, typer.Option(help="Who asks: took it down, is assigned to it, or decided it.")
    ],
) -> None:
    """Show the officer in charge who objected, to bring the reply. The journal notes who asked."""
    with said_plainly():
        from tasks.publicity.objectors import read_objector

        found = read_objector(registry_of(context.obj), objection, by, today())
        if found["name"] is None:
            context.obj.say("objector_unnamed", objection=objection, by=by)
        else:
            known = {"name": found["name"], "contact": found["contact"] or "—"}
            context.obj.say("objector", objection=objection, by=by, **known)


@commands.command(epilog=examples("reissue 永扶办公示〔2014〕12号 --reason 户主姓名有误"))
def reissue(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the notice that is wrong.")],
    reason: Annotated[str, typer.Option(help="What was wrong; it stands on the new notice.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Replace a notice that was wrong by a new one with today's names; the old one is kept.

    A notice that hangs keeps its window. The new one is printed in the next round.
    """
    with entered(as_of):
        from tasks.publicity.notices import reissue_notice

        day = campaign_day_of(context.obj, campaign, as_of)
        new = reissue_notice(day, number, reason)
        context.obj.say("reissued", number=number, new=new)
