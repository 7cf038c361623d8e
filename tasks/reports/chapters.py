"""The six chapters of a report, from figures to sentences, numbers and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from policy.label import Label
from policy.pack import Pack
from policy.steps import STEPS
from policy.wording import words
from tasks.printing.contents import Bar, BarChart, Chapter, StatedFigure, Words
from tasks.reports.answers import Told, inspected, most, named, plain, share
from tasks.reports.figures import FIGURES

DUTY_STATES = ("done", "done_late", "open", "never")
DUTY_OWNERS = ("helper", "unit", "village", "township", "office")
RECTIFIED = ("open", "to_see_again", "closed", "withdrawn")
PAYMENT_STATES = ("paid", "underway", "returned")


Below = Sequence[tuple[str, Words]]


def chapters(told: Told, pack: Pack, below: Below) -> tuple[Chapter, ...]:
    """Targets, projects, funds, measures, cadres, results [002 §5, 004]; `below`, the places within."""
    return (
        targets(told, pack, below),
        projects(told, pack),
        funds(told, pack),
        measures(told, pack),
        cadres(told),
        results(told, pack),
    )


def targets(told: Told, pack: Pack, below: Below) -> Chapter:
    """Who is on the list, why, and how they came there."""
    causes = named(pack.causes)
    planned, announced = told.known("planned_households"), told.known("announced_households")
    return Chapter(
        precision="targets",
        says=Words.saying(
            "report.targets" if planned else "report.targets_unplanned",
            households=plain(told.total("listed_households")),
            planned=plain(planned),
            deviation=f"{announced - planned:+,.0f}",
            villages=_poor_villages(told),
        ),
        figures=(
            _stated(told, "listed_households"),
            _stated(told, "listed_persons"),
            *_if_any(told, "rural_persons"),
            *_if_any(told, "planned_households"),
            *_if_any(told, "announced_households"),
            *_parts(told, "changes", ("newly_listed", "relapsed", "inherited", "exited", "ended")),
            *_parts(told, "objections", ("sustained", "dismissed", "withdrawn", "open")),
            *_parts(told, "hits", ("kept", "removed", "open")),
            *_parts(told, "poor_villages", ("poor", "exited")),
            *_parts(
                told, "village_proposals", ("announced", "under_review", "sent_back", "objected")
            ),
        ),
        charts=_drawn(
            _ranked(told, "causes", "causes", causes | {"unknown": words("report.unknown_cause")}),
            _by_place(told, below),
            _incidence(told, below),
            _funnel(told),
        ),
    )


def projects(told: Told, pack: Pack) -> Chapter:
    """What is being built, and what is late."""
    count = told.known("projects")
    return Chapter(
        precision="projects",
        says=Words.saying(
            "report.projects" if count else "report.no_projects",
            projects=plain(count),
            done=plain(told.known("projects", "done")),
            behind=plain(told.known("projects", "behind")),
            money=plain(told.known("project_money")),
            currency=told.currency,
        ),
        figures=(
            _stated(told, "projects"),
            *_parts(told, "projects", ("done", "on_time", "behind", "not_started")),
            _stated(told, "project_money"),
        ),
        charts=_drawn(_ranked(told, "project_money", "project_money", named(pack.measures))),
    )


def funds(told: Told, pack: Pack) -> Chapter:
    """What there was, what was paid, what came back."""
    budget, paid = told.known("budget"), told.known("payments", "paid")
    return Chapter(
        precision="funds",
        says=Words.saying(
            "report.funds_of_budget" if budget else "report.funds",
            budget=plain(budget),
            paid=plain(paid),
            share=share(paid, budget),
            households=plain(told.known("paid_households")),
            currency=told.currency,
        ),
        figures=(
            *_if_any(told, "budget"),
            *_parts(
                told, "payments", (*PAYMENT_STATES, "repeated", "recalled", "stopped", "withdrawn")
            ),
            _stated(told, "paid_households"),
        ),
        charts=_drawn(_by_source(told, has_budget=bool(budget))),
    )


def measures(told: Told, pack: Pack) -> Chapter:
    """What is done for whom, and what is still missing."""
    without, needs = told.known("households_without_measure"), told.known("needs")
    return Chapter(
        precision="measures",
        says=Words.saying(
            "report.measures",
            measures=plain(told.known("measures")),
            without=plain(without),
            needs=plain(needs),
            met=plain(told.known("needs", "met")),
        ),
        figures=(
            _stated(told, "measures"),
            _stated(told, "households_without_measure"),
            *_parts(told, "needs", ("met", "unmet")),
            *_parts(told, "difficulties", ("solved", "open")),
            *_parts(told, "haves", ("there", "missing")),
        ),
        charts=_drawn(
            _ranked(told, "measures", "measures", named(pack.measures)),
            _two_sided(told, "difficulties", ("solved", "open"), pack),
            _two_sided(told, "haves", ("there", "missing"), pack),
        ),
    )


def cadres(told: Told) -> Chapter:
    """Who helps, and whether they do what they owe."""
    due = sum(
        (told.known("duties", f"{owner}/{state}") for owner in DUTY_OWNERS for state in _DUE),
        Decimal(0),
    )
    done = sum((told.known("duties", f"{owner}/done") for owner in DUTY_OWNERS), Decimal(0))
    never = sum((told.known("duties", f"{owner}/never") for owner in DUTY_OWNERS), Decimal(0))
    return Chapter(
        precision="cadres",
        says=Words.saying(
            "report.cadres" if due else "report.no_duties",
            helpers=plain(told.known("helpers")),
            due=plain(due),
            share=share(done, due),
            never=plain(never),
        ),
        figures=(
            _stated(told, "unit_villages"),
            _stated(told, "helpers"),
            _stated(told, "households_without_helper"),
            _stated(told, "duties"),
        ),
        charts=_drawn(
            _stacked(
                told,
                "duties",
                DUTY_STATES,
                [
                    (
                        words(f"owner.{owner}"),
                        [told.known("duties", f"{owner}/{state}") for state in DUTY_STATES],
                    )
                    for owner in DUTY_OWNERS
                ],
            )
        ),
    )


_DUE = ("done", "done_late", "never")


def results(told: Told, pack: Pack) -> Chapter:
    """What came of it: incomes, exits, and whether people really took part."""
    years = sorted(told.figures.parts(told.of, "incomes"))
    called = told.known("call_backs") - told.known("call_backs", "open")
    return Chapter(
        precision="results",
        says=Words.saying(
            "report.results",
            exited=plain(told.known("changes", "exited")),
            relapsed=plain(told.known("changes", "relapsed")),
            called=plain(called),
            authentic=plain(told.known("call_backs", "authentic")),
            inspected=inspected(told),
        ),
        figures=(
            *_parts(told, "incomes", years),
            *_parts(told, "income_persons", years),
            *_parts(told, "exits", ("exited", "stayed", "under_review")),
            *_parts(told, "call_backs", ("authentic", "not_authentic", "unknown", "open")),
            *_parts(
                told,
                "inspected",
                ("right", "inclusion_error", "exclusion_error", "unanswered", "open"),
            ),
            *_parts(told, "rectifications", RECTIFIED),
        ),
        charts=_drawn(_incomes(told, pack, years), _problems(told)),
    )


def _problems(told: Told) -> BarChart | None:
    """Problems of the year's inspections by half and kind, and what became of them."""
    found = told.figures.parts(told.of, "rectifications")
    kinds = sorted({tuple(part.split("/")[1:]) for part in found})
    return _stacked(
        told,
        "rectifications",
        RECTIFIED,
        [
            (
                words(
                    "report.problem_of_half",
                    half=words(f"half.{half}"),
                    kind=words(f"problem.{kind}"),
                ),
                [told.known("rectifications", f"{state}/{half}/{kind}") for state in RECTIFIED],
            )
            for half, kind in kinds
        ],
    )


def _incomes(told: Told, pack: Pack, years: list[str]) -> BarChart | None:
    """Income per person by year, beside the year's line."""
    lines = {
        str(v.since_on.year): Decimal(str(v.value)) for v in pack.series["poverty_line"].versions
    }
    bars = []
    for year in years:
        persons = told.known("income_persons", year)
        if persons and year in lines:
            income = (told.known("incomes", year) / persons).quantize(Decimal(1))
            bars.append(Bar(label=Words(zh=year, en=year), values=(income, lines[year])))
    if not bars:
        return None
    return BarChart(
        title=Words.saying("report.chart_incomes"),
        unit=_unit(told, "incomes"),
        series=(Words.saying("report.income"), Words.saying("report.line")),
        together="grouped",
        bars=tuple(bars),
    )


def _by_place(told: Told, below: Below) -> BarChart | None:
    """Listed households of the places within, the most on top."""
    found = {code: told.figures.total(code, "listed_households") for code, _ in below}
    ranked, names = most(found), dict(below)
    if len(ranked) < 2:
        return None
    return BarChart(
        title=Words.saying("report.chart_places"),
        unit=_unit(told, "listed_households"),
        bars=tuple(Bar(label=names[code], values=(value,)) for code, value in ranked),
    )


def _incidence(told: Told, below: Below) -> BarChart | None:
    """Poor persons in a hundred of the places within, the most on top; none where it is unknown."""
    ranked = most({code: told.incidence.get(code) for code, _ in below})
    names = dict(below)
    if len(ranked) < 2:
        return None
    return BarChart(
        title=Words.saying("report.chart_incidence"),
        unit=Words.saying("figure_unit.percent"),
        decimals=1,
        bars=tuple(Bar(label=names[code], values=(100 * value,)) for code, value in ranked),
    )


def _poor_villages(told: Told) -> Label:
    """How many villages are poor, and how many want to be on that list or off it."""
    if not (told.known("poor_villages") or told.known("village_proposals")):
        return words("report.no_poor_villages")
    return words(
        "report.poor_villages",
        poor=plain(told.known("poor_villages", "poor")),
        exited=plain(told.known("poor_villages", "exited")),
        proposed=plain(told.known("village_proposals")),
        under_review=plain(told.known("village_proposals", "under_review")),
    )


def _funnel(told: Told) -> BarChart | None:
    """How many households came to each step: all that stand there or went further."""
    steps = [*map(str, STEPS["identification"]), "listed"]
    came, bars = Decimal(0), []
    for step in reversed(steps):
        came += told.known("standing", step)
        bars.append(Bar(label=Words.saying(f"step.{step}"), values=(came,)))
    if not came:
        return None
    return BarChart(
        title=Words.saying("report.chart_standing"),
        unit=_unit(told, "standing"),
        bars=tuple(reversed(bars)),
    )


def _by_source(told: Told, has_budget: bool) -> BarChart | None:
    """Money by where it comes from; of a budget, also what is left."""
    states = [told.by_end("payments", state) for state in PAYMENT_STATES]
    budget = told.figures.parts(told.of, "budget")
    rows = []
    for source in sorted({*budget, *(name for found in states for name in found)}):
        values = [found.get(source, Decimal(0)) for found in states]
        if has_budget:
            paid, underway, _ = values
            # what came back and was not paid again can be paid once more: it is left
            values = [paid, underway, (budget.get(source) or Decimal(0)) - paid - underway]
        rows.append((Label(source, source), values))
    shown = (*PAYMENT_STATES[:2], "left") if has_budget else PAYMENT_STATES
    return _stacked(told, "payments", shown, rows)


def _two_sided(told: Told, figure: str, states: tuple[str, str], pack: Pack) -> BarChart | None:
    """Items of a catalogue: for how many they are there, for how many not yet."""
    found = [told.by_end(figure, state) for state in states]
    return _stacked(
        told,
        figure,
        states,
        [
            (item.label, [side.get(item.id, Decimal(0)) for side in found])
            for item in pack.catalogue(figure)
        ],
    )


def _stacked(
    told: Told, figure: str, states: tuple[str, ...], rows: Iterable[tuple[Label, list[Decimal]]]
) -> BarChart | None:
    bars = [
        Bar(label=Words.of(label), values=tuple(values)) for label, values in rows if any(values)
    ]
    if not bars:
        return None
    return BarChart(
        title=Words.saying(f"report.chart_{figure}"),
        unit=_unit(told, figure),
        series=tuple(Words.saying(f"figure_part.{state}") for state in states),
        bars=tuple(bars),
    )


def _ranked(told: Told, figure: str, title: str, labels: Mapping[str, Label]) -> BarChart | None:
    """The parts of a figure, the largest on top."""
    ranked = most(told.figures.parts(told.of, figure))
    if not ranked:
        return None
    return BarChart(
        title=Words.saying(f"report.chart_{title}"),
        unit=_unit(told, figure),
        bars=tuple(
            Bar(label=Words.of(labels.get(part, Label(part, part))), values=(value,))
            for part, value in ranked
        ),
    )


def _drawn(*charts: BarChart | None) -> tuple[BarChart, ...]:
    return tuple(chart for chart in charts if chart)


def _stated(told: Told, figure: str) -> StatedFigure:
    return StatedFigure(
        figure=figure,
        name=Words.saying(f"report_figure.{figure}"),
        value=told.total(figure),
        unit=_unit(told, figure),
    )


def _if_any(told: Told, figure: str) -> tuple[StatedFigure, ...]:
    """A figure that some places and units cannot have: it has rows, or is not said."""
    return (_stated(told, figure),) if told.figures.parts(told.of, figure) else ()


def _parts(told: Told, figure: str, parts: Iterable[str]) -> tuple[StatedFigure, ...]:
    """The parts of a figure, each with its own name, where the figure has any rows."""
    if not told.figures.parts(told.of, figure):
        return ()
    return tuple(
        StatedFigure(
            figure=f"{figure} {part}",
            name=Words.of(words(f"report_figure.{figure}_part", part=_part(part))),
            value=told.total(figure, part),
            unit=_unit(told, figure),
        )
        for part in parts
    )


def _part(part: str) -> Label:
    """A part of a figure in words; a year is its own."""
    return Label(part, part) if part.isdigit() else words(f"figure_part.{part}")


def _unit(told: Told, figure: str) -> Words:
    """In what a figure is counted."""
    unit = FIGURES[figure]
    return Words.of(told.currency if unit == "money" else words(f"figure_unit.{unit}"))
