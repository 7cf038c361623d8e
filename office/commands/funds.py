"""Money: payment lists made, released and written for the bank; projects and accounts."""

from pathlib import Path
from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import (
    AsJson,
    CampaignId,
    Day,
    Desk,
    campaign_day_of,
    entered,
    examples,
    progress,
    said_plainly,
)

pay = typer.Typer(
    no_args_is_help=True,
    help="Pay households: a list is made, made public, released by another, sent to the bank.",
    epilog=examples(
        "pay new 发放明细.xlsx --project XM-2014-001 --total 123456.00 --by 周洁",
        "pay release FF-2014-001 --by 赵敏",
        "pay withdraw FF-2014-001 --line 12 --reason 收款人去世 --by 周洁",
        "pay file FF-2014-001 --to /media/usb",
        "pay accounts",
        "pay projects",
        "pay needs",
    ),
)
commands = typer.Typer()
commands.add_typer(pay, name="pay")

#: What holds a line until somebody does something about it: each such line is named.
NEEDS_A_HAND = ("paid_already", "no_longer_listed", "payee", "card")
Batch = Annotated[str, typer.Argument(help="Number of the payment list.")]


@pay.command(
    epilog=examples("pay new 发放明细.xlsx --project XM-2014-001 --total 123456.00 --by 周洁")
)
def new(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The list's lines: form payment.")],
    project: Annotated[str, typer.Option(help="Project that is paid for.")],
    total: Annotated[str, typer.Option(help="Stated total; the lines must add up to it.")],
    by: Annotated[str, typer.Option(help="Who made the list; another must release it.")],
    batch: Annotated[
        str | None, typer.Option(help="Number of the list; else the next one of the year.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Check a payment list as a whole and store it, or tell all its errors and store nothing."""
    with entered(as_of):
        from tasks.funds.payments import make_batch

        desk = context.obj
        day = _day(desk, campaign, as_of)
        with progress(desk, "loading") as bar:
            batch_id, report = make_batch(
                day,
                file,
                project,
                total,
                by,
                batch_id=batch,
                faults_folder=desk.out / "faults",
                language=desk.language,
                progress=bar.say,
            )
        lines = report.forms["payment"]
        desk.say("batch_made" if lines.stored else "batch_known", batch=batch_id, lines=lines.rows)


@pay.command(epilog=examples("pay release FF-2014-001 --by 赵敏"))
def release(
    context: typer.Context,
    batch: Batch,
    by: Annotated[str, typer.Option(help="Who releases it: not who made the list.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Release what was public to the end of its window; what is objected to waits, and only that."""
    with entered(as_of):
        from tasks.funds.payments import held_lines, release_batch

        day = _day(context.obj, campaign, as_of)
        done = release_batch(day, batch, by)
        context.obj.say("batch_released", batch=batch, lines=done.pop("released"))
        held = held_lines(day, batch)
        for why, lines in done.items():
            context.obj.say(f"held_{why}", lines=lines)
            for line in held:
                if line["held_by"] == why and why in NEEDS_A_HAND:
                    told = {"line": line["line_no"], "household": line["household_id"]}
                    context.obj.say("held_line", **told)


@pay.command(
    epilog=examples(
        "pay withdraw FF-2014-001 --line 12 --reason 收款人去世 --by 周洁",
        "pay withdraw FF-2014-001 --reason 项目调整 --by 周洁",
    )
)
def withdraw(
    context: typer.Context,
    batch: Batch,
    reason: Annotated[str, typer.Option(help="Why; the household's explanation says it.")],
    by: Annotated[str, typer.Option(help="Who withdraws it.")],
    line: Annotated[
        list[int] | None, typer.Option(help="A line; repeat it for more. Left out: the whole list.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Take back lines that are not released yet, or a whole list; their money is free again."""
    with entered(as_of):
        from tasks.funds.payments import withdraw_lines

        day = _day(context.obj, campaign, as_of)
        done = withdraw_lines(day, batch, line or (), by, reason)
        context.obj.say("lines_withdrawn", batch=batch, lines=done["withdrawn"])


@pay.command(epilog=examples("pay file FF-2014-001 --to /media/usb"))
def file(
    context: typer.Context,
    batch: Batch,
    to: Annotated[Path, typer.Option(help="Folder for the bank's files.")],
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Write the bank's files, one for each release; written again they are the same."""
    with entered(as_of):
        from tasks.funds.bank_files import write_bank_files

        desk = context.obj
        written = write_bank_files(_day(desk, campaign, as_of), batch, to, desk.language)
        desk.show(str(path) for path in written)


@pay.command(epilog=examples("pay accounts", "pay accounts --as-of 2014-09-30 --json"))
def accounts(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Every budget line: paid, underway, returned and left add up to it, or the line is named."""
    with said_plainly():
        from office.funds_status import account_tables, batch_tables
        from tasks.funds.accounts import check_accounts

        day = _day(context.obj, campaign, as_of)
        found, language = _funds(day), context.obj.language

        def tables() -> list[Any]:
            accounts = account_tables(found | {"account_faults": []}, language)
            return [*accounts, *batch_tables(found, language)]

        told = {name: found[name] for name in ("accounts", "account_faults", "batches", "recalls")}
        context.obj.tell(told, as_json, tables)
        check_accounts(day)


@pay.command(epilog=examples("pay projects", "pay projects --as-of 2014-09-30 --json"))
def projects(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Every project's countdown: days left, done beside time gone, and who owes a report."""
    with said_plainly():
        from office.funds_status import project_tables

        found = _funds(_day(context.obj, campaign, as_of))["projects"]
        context.obj.tell(found, as_json, lambda: project_tables(found, context.obj.language))


@pay.command(epilog=examples("pay needs", "pay needs --as-of 2014-09-30 --json"))
def needs(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """What was ordered and no project covers: choose projects for it. --json has every need."""
    with said_plainly():
        from office.funds_status import need_tables

        day = _day(context.obj, campaign, as_of)
        with day.reading() as reader:
            found = reader.rows("needs_covered", **day.named(as_of=day.as_of))
        language = context.obj.language
        context.obj.tell(found, as_json, lambda: need_tables(found, day.pack, language))


def _day(desk: Desk, campaign: str | None, as_of: Any) -> Any:
    return campaign_day_of(desk, campaign, as_of, kind="help")


def _funds(day: Any) -> dict[str, Any]:
    from office.funds_status import funds_of

    with day.reading() as reader:
        return funds_of(reader, day)
