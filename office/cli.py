"""The command line of the office. Flows, and what they need, are imported only where they run."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from office.commands import (
    assessment,
    campaign,
    changes,
    duties,
    funds,
    inspection,
    objections,
    pairing,
    papers,
    registry,
    reports,
    service,
    villages,
    what_if,
)
from office.desk import Desk, Language, examples, spoken

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A poverty office's year: identification from the villages' files to the announced list."
    "\n\n扶贫办的一年：从村里报来的表格，到张榜公布的名单。",
    epilog=examples(
        "init",
        "sample data/forms/sample",
        "load data/forms/sample/1-registers --as-of 2014-03-01",
        "open 2014 --county 610426 --households 70 --announce-by 2014-09-30 --as-of 2014-03-01",
        "load data/forms/sample/2-applications --as-of 2014-03-12",
        "advance --as-of 2014-03-12",
        "forms --as-of 2014-03-12",
        "--lang en status --as-of 2014-03-12",
    ),
)
# Sources such as [002 §3.2] are no markup.
for part in (
    registry,
    changes,
    campaign,
    objections,
    papers,
    pairing,
    funds,
    duties,
    villages,
    inspection,
    assessment,
    reports,
    what_if,
    service,
):
    app.add_typer(part.commands)


@app.callback()
def desk(
    context: typer.Context,
    db: Annotated[Path, typer.Option(envvar="OFFICE_DB", help="The registry.")] = Path(
        "data/office.duckdb"
    ),
    out: Annotated[Path, typer.Option(help="Where papers go.")] = Path("reports"),
    actor: Annotated[
        str, typer.Option(envvar="OFFICE_ACTOR", help="In whose name the office acts.")
    ] = "县扶贫办",
    language: Annotated[
        Language, typer.Option("--lang", envvar="OFFICE_LANG", help="Chinese or English.")
    ] = "zh",
) -> None:
    spoken.set(language)
    context.obj = Desk(db, out, actor, language)


def main() -> None:
    """The command line as a program of its own."""
    # DuckDB imports pandas, where it is there, for the first value bound: half of what a short answer takes.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    app()


if __name__ == "__main__":
    main()
