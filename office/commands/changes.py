"""What happens to households and persons during the year."""

from datetime import date
from typing import Annotated

import typer

from office.clock import today
from office.desk import Day, day_of, examples, registry_of, said_plainly

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "change BD-2014-001 death H1002000003 --person 11010519491231002X --on 2014-05-10",
        "change BD-2014-002 birth H1002000003 --name 张小宝 --on 2014-05-10 --relation child",
        "change BD-2014-003 merge H1002000003 --other H1002000004 --on 2014-05-10",
    )
)
def change(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number under which it was reported.")],
    kind: Annotated[
        str,
        typer.Argument(
            help="birth, marriage_in, move_in, return, death, marriage_out, move_out, enrolment, "
            "prison, abroad, split, merge, household_move or household_leaves."
        ),
    ],
    household: Annotated[
        str, typer.Argument(help="Household joined, left, or changed as a whole.")
    ],
    on: Annotated[
        date,
        typer.Option(parser=day_of, metavar="DAY", show_default="today", help="When it happened."),
    ] = today(),  # noqa: B008
    person: Annotated[str | None, typer.Option(help="ID number of the person.")] = None,
    name: Annotated[str | None, typer.Option(help="Name, where there is no ID number.")] = None,
    other: Annotated[
        str | None, typer.Option(help="The other household: from where, to where, the new one.")
    ] = None,
    village: Annotated[str | None, typer.Option(help="Village moved to or of the split.")] = None,
    group: Annotated[str | None, typer.Option(help="Villager group there.")] = None,
    relation: Annotated[str | None, typer.Option(help="Relation to the head.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, in words.")] = None,
    evidence: Annotated[str | None, typer.Option(help="Paper that shows it.")] = None,
    by: Annotated[str | None, typer.Option(help="Who reported it; else the office.")] = None,
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Enter one change of a household or person; it holds from its own day, however late."""
    with said_plainly():
        from tasks.intake.loading import load_rows

        desk = context.obj
        row = {
            "change_no": number,
            "kind": kind,
            "household_id": household,
            "changed_on": on,
            "id_number": person,
            "name": name,
            "other_household_id": other,
            "village_code": village,
            "group_code": group,
            "relation": relation,
            "reason": reason,
            "evidence": evidence,
            "reported_by": by or desk.actor,
        }
        report = load_rows(registry_of(desk), "change", [row], as_of=as_of, actor=desk.actor)
        done = "change_entered" if report.forms["change"].stored else "change_known"
        desk.say(done, number=number, household=household)


@commands.command(epilog=examples("revoke BD-2014-001 --reason 同名误登，此人健在 --by 周洁"))
def revoke(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Number of the change.")],
    reason: Annotated[str, typer.Option(help="What was wrong with it, in words.")],
    by: Annotated[str | None, typer.Option(help="Who takes it back; else the office.")] = None,
    evidence: Annotated[str | None, typer.Option(help="Paper that shows it.")] = None,
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Take back a change that was entered by mistake: it never held; papers stay as issued."""
    with said_plainly():
        from tasks.intake.loading import load_rows

        desk = context.obj
        row = {
            "change_no": number,
            "reason": reason,
            "revoked_by": by or desk.actor,
            "evidence": evidence,
        }
        form = "change_revocation"
        report = load_rows(registry_of(desk), form, [row], as_of=as_of, actor=desk.actor)
        done = "change_revoked" if report.forms[form].stored else "revocation_known"
        desk.say(done, number=number)
