"""Poor villages: where poverty is, and how far each village's way on or off the list has come."""

import typer

from office.clock import today
from office.desk import AsJson, Day, examples, registry_of, said_plainly

commands = typer.Typer()


@commands.command(
    epilog=examples("villages", "villages --as-of 2014-09-30", "villages --as-of 2014-09-30 --json")
)
def villages(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    as_json: AsJson = False,
) -> None:
    """Show poverty by county, township and village: incidence, haves, poor villages and their way.

    What nobody knows is shown as unknown.
    """
    with said_plainly():
        from office.villages_status import village_tables, villages_of

        found = villages_of(registry_of(context.obj), as_of)
        language = context.obj.language
        context.obj.tell(found, as_json, lambda: village_tables(found, language))
