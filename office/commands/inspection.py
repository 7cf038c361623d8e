"""Inspection: the draw and its proof, how the sheets come back, what they say of the list."""

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
    examples,
    reached,
    registry_of,
    said_plainly,
)

inspect = typer.Typer(
    no_args_is_help=True,
    help="Follow the half-year's inspection: sheets, errors of the list, problems put right.",
    epilog=examples("inspect status", "inspect estimates --as-of 2014-06-30 --json"),
)
commands = typer.Typer()
commands.add_typer(inspect, name="inspect")


@commands.command(
    epilog=examples(
        "draw --publish /media/usb",
        "draw --verify /media/usb/frame-inspection-2014-h1-610426.csv",
        "draw --verify inspection-2014-h1-610426",
        "draw --listed 400 --unlisted 500 --as-of 2014-05-06",
    )
)
def draw(
    context: typer.Context,
    verify: Annotated[
        str | None,
        typer.Option(help="A published frame file, or the id of an inspection or draw, to check."),
    ] = None,
    publish: Annotated[
        Path | None, typer.Option(help="Folder for the files that anybody may check the draw by.")
    ] = None,
    listed: Annotated[
        int | None, typer.Option(min=0, help="Draw so many listed households; else the policy's.")
    ] = None,
    unlisted: Annotated[
        int | None, typer.Option(min=0, help="Draw so many unlisted ones; else the policy's.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
) -> None:
    """Draw an inspection's households, publish frame and draw, or prove that they are the drawn ones.

    The frame must be frozen by a round of a day before. The next round draws by itself.
    """
    with said_plainly():
        desk = context.obj
        if verify is not None:
            _verify(desk, verify)
            return
        day = _day(desk, campaign, as_of)
        if publish is not None:
            from tasks.inspection.frames import write_public_files

            desk.show(str(path) for path in write_public_files(day, publish))
            return
        from tasks.inspection.drawing import draw_inspection

        reached(as_of)
        done = draw_inspection(day, {True: listed, False: unlisted})
        desk.say("drawn", campaign=day.campaign_id, **done)


def _verify(desk: Desk, name: str) -> None:
    from tasks.inspection.verification import verify_draw

    findings = verify_draw(registry_of(desk), name)
    desk.show(f"{'✓' if each.is_good else '✗'} {each.said[desk.language]}" for each in findings)
    if not all(each.is_good for each in findings):
        raise typer.Exit(1)


@inspect.command(epilog=examples("inspect status", "inspect status --as-of 2014-06-20 --json"))
def status(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Where the inspection stands: frame, sheets by level, errors, problems and their owners."""
    with said_plainly():
        from office.inspection_status import inspection_tables

        found = _found(_day(context.obj, campaign, as_of))
        context.obj.tell(found, as_json, lambda: inspection_tables(found, context.obj.language))


@inspect.command(epilog=examples("inspect estimates --as-of 2014-06-30"))
def estimates(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """How many on the list are not poor, how many off it are: with confidence intervals."""
    with said_plainly():
        from office.inspection_status import estimate_tables

        found = _found(_day(context.obj, campaign, as_of))["estimates"]
        context.obj.tell(found, as_json, lambda: estimate_tables(found, context.obj.language))


def _day(desk: Desk, campaign: str | None, as_of: Any) -> Any:
    return campaign_day_of(desk, campaign, as_of, kind="inspection")


def _found(day: Any) -> dict[str, Any]:
    from office.inspection_status import inspection_of

    with day.reading() as reader:
        return inspection_of(reader, day)
