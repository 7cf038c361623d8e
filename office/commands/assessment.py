"""The yearly assessment: scores, the rows behind them, results made public, targets."""

from typing import Annotated, Any

import typer

from office.clock import today
from office.desk import AsJson, CampaignId, Day, Desk, campaign_day_of, examples, said_plainly
from policy.assessment import ASSESSED
from policy.errors import OfficeError

assess = typer.Typer(
    no_args_is_help=True,
    help="Assess villages, townships, units and helpers, each point by the registry's rows.",
    epilog=examples(
        "assess compute",
        "assess compute --of 610426101001",
        "assess status",
    ),
)
commands = typer.Typer()
commands.add_typer(assess, name="assess")


@assess.command(
    epilog=examples(
        "assess compute --as-of 2014-06-30",
        "assess compute --kind helper",
        "assess compute --of 610426101001 --json",
    )
)
def compute(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="village, township, unit or helper; else all but the helpers."),
    ] = None,
    of: Annotated[
        str | None, typer.Option(help="One assessed: every indicator with what was counted.")
    ] = None,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Compute scores, ranks and grades as of a day: before the year is over, the interim.

    Nothing is stored. Who lacks points or facts has a range instead of a score.
    """
    with said_plainly():
        from office.assessment_status import score_tables, scores_shown, tree_shown, tree_tables

        desk = context.obj
        day = _day(desk, campaign, as_of)
        if of:
            tree = tree_shown(day, of)
            desk.tell(tree, as_json, lambda: tree_tables(tree, day.pack, desk.language))
            return
        if strange := [name for name in kind or () if name not in ASSESSED]:
            raise OfficeError.because(
                "office.unknown_assessed", where="--kind", names=strange, known=list(ASSESSED)
            )
        shown = scores_shown(day, tuple(kind or ASSESSED[:-1]))
        desk.tell(shown, as_json, lambda: score_tables(shown, desk.language))


@assess.command(epilog=examples("assess status", "assess status --as-of 2015-01-20 --json"))
def status(
    context: typer.Context,
    as_of: Day = today(),  # noqa: B008
    campaign: CampaignId = None,
    as_json: AsJson = False,
) -> None:
    """Show lists of results, what keeps them from being final, and the targets of the year."""
    with said_plainly():
        from office.assessment_status import state_of, state_tables

        desk = context.obj
        state = state_of(_day(desk, campaign, as_of))
        desk.tell(state, as_json, lambda: state_tables(state, desk.language))


def _day(desk: Desk, campaign: str | None, as_of: Any) -> Any:
    return campaign_day_of(desk, campaign, as_of, kind="assessment")
