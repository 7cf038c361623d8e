"""The office at work by itself: in rehearsal, and every morning."""

from pathlib import Path
from typing import Annotated

import typer

from office.clock import today
from office.desk import (
    Day,
    entered,
    examples,
    said_plainly,
    screen,
)

commands = typer.Typer()


@commands.command(epilog=examples("rehearse 2014 --size township --seed 1 --out reports/demo"))
def rehearse(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="First year to rehearse.")],
    out: Annotated[
        Path, typer.Option(help="Folder for registry, forms and papers of the rehearsal.")
    ],
    size: Annotated[str, typer.Option(help="township, yongshou or yidu.")] = "township",
    seed: Annotated[int, typer.Option(help="Same seed, same year.")] = 1,
    years: Annotated[
        int,
        typer.Option(
            min=1, max=2, help="2 lives the next year too: exit, and identification again."
        ),
    ] = 1,
) -> None:
    """Live a whole year day by day, or two, with generated people, in a folder of its own."""
    with said_plainly():
        from office.rehearsal.year import rehearse_years

        rehearse_years(year, years, size, seed, out, context.obj.language, screen)


@commands.command()
def serve(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(envvar="OFFICE_PORT", help="Port of this machine for the server.")
    ] = 4200,
    as_of: Day = today(),  # noqa: B008
) -> None:
    """Do a round now and then every morning, with a page to start stages on; this machine only."""
    from office.service import serve_forever

    with entered(as_of):
        desk = context.obj
        serve_forever(desk.db.absolute(), desk.out.absolute(), desk.actor, port, as_of, desk.say)
