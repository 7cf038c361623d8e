"""What the command line shows of a campaign, a household, a load: plain data, and tables to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from office.duties_status import duties_by_group, owner_tables, reminder_rows
from office.funds_status import funds_of, help_rows
from office.pairing_status import uncovered_of, uncovered_tables
from office.tables import listed, name_of
from policy.calendar import is_published
from policy.pack import Pack
from policy.wording import is_worded, words
from tasks.campaign_day import CampaignDay, Tally

if TYPE_CHECKING:
    from tasks.intake.loading import LoadReport

#: So long before the year ends, what the next one lacks is told.
NOTICE = timedelta(days=61)


def status_of(day: CampaignDay) -> dict[str, Any]:
    """Counts by village and step, what waits for people, what is overdue, appraisals, the plan."""
    limits = {
        "posting_limit_days": day.setting("posting.confirm_limit_days"),
        "decision_limit_days": day.setting("objection.decision_limit_days"),
        "reverification_limit_days": day.setting("reverification.limit_days"),
    }
    with day.reading() as reader:

        def rows(query: str, **values: Any) -> list[dict[str, Any]]:
            return reader.rows(query, **day.named(as_of=day.as_of, **values))

        names = {place["code"]: place for place in rows("places")}
        return {
            **({"pairing": uncovered_of(reader, day)} if day.campaign.kind == "help" else {}),
            **({"funds": funds_of(reader, day)} if day.campaign.kind == "help" else {}),
            **({"duties": duties_by_group(reader, day)} if day.campaign.kind == "help" else {}),
            "campaign_id": day.campaign_id,
            "as_of": day.as_of,
            "notes": _notes(day),
            "standing": rows("standing_by_place"),
            "changes": rows("changes_counted"),
            "merged": rows("merged_to_identify"),
            "waiting": rows("waiting_counted"),
            "too_early": rows("early_acts_counted"),
            "sources": rows("sources_counted"),
            "overdue": [
                row | {name: names[row["place_code"]][name] for name in ("name_zh", "name_en")}
                for row in rows("overdue", **limits)
            ],
            "plan": [
                row | {"is_far_off": _is_far_off(row, day.setting("plan.deviation_limit_share"))}
                for row in rows("plan_deviation")
            ],
            "appraisals": rows(
                "appraisal_meetings",
                group_quorum=float(day.share("appraisal.group.quorum_share")),
                village_quorum=float(day.share("appraisal.village.quorum_share")),
            ),
        }


def _is_far_off(plan: Mapping[str, Any], limit_share: Any) -> bool:
    """Whether a place deviates from its plan by more than the policy lets pass."""
    limit = plan["planned_households"] * limit_share
    return bool(abs(plan["deviation_households"]) > limit)


def _notes(day: CampaignDay) -> list[dict[str, str]]:
    """What a campaign that still runs will miss in this year or, near its end, in the next."""
    if day.as_of > day.campaign.announce_by:
        return []
    years = sorted({day.as_of.year, (day.as_of + NOTICE).year})
    return [note for year in years for note in lacks(day.pack, year)]


def lacks(pack: Pack, year: int) -> list[dict[str, str]]:
    """What the office cannot know for a year yet: values set year by year, the calendar of rest days."""
    found = [
        words("note.no_policy_value", year=year, name=key, file=series.file)
        for key, series in pack.series.items()
        if series.by_year and series.on(date(year, 1, 1)) is None
    ]
    if not is_published(year, pack.country):
        found.append(words("note.no_calendar", year=year))
    return [{"zh": label.zh, "en": label.en} for label in found]


def status_tables(status: dict[str, Any], language: str) -> list[Table | str]:
    """The same, to be read: villages by steps, then what people have to do."""
    return [
        f"{status['campaign_id']}  {status['as_of']}",
        *(f"! {note[language]}" for note in status["notes"]),
        *(uncovered_tables(status["pairing"], language) if "pairing" in status else []),
        *([_standing(status["standing"], language)] if status["standing"] else []),
        *listed(
            language,
            "waits",
            ("form", "places", "count", "since"),
            [
                (_form(row["form"], language), row["places"], row["waiting"], row["since_on"])
                for row in status["waiting"]
            ],
        ),
        *_sources(status["sources"], language),
        *listed(
            language,
            "too_early",
            ("step", "village", "households", "acted_on", "reached_on"),
            [
                (
                    words(f"step.{row['step']}")[language],
                    name_of(row, language, "village_code"),
                    row["households"],
                    row["acted_on"],
                    row["reached_on"],
                )
                for row in status["too_early"]
            ],
        ),
        *listed(
            language,
            "overdue",
            ("form", "place", "subject", "due"),
            [
                (
                    _form(row["form"], language),
                    name_of(row, language),
                    row["subject"],
                    row["due_on"],
                )
                for row in status["overdue"]
            ],
        ),
        *listed(
            language,
            "plan",
            ("place", "planned", "announced", "deviation"),
            [_planned(row, language) for row in status["plan"]],
        ),
        *listed(
            language,
            "changes",
            ("change", "count", "day"),
            [
                (words(f"change.{row['kind']}")[language], row["changes"], row["last_on"])
                for row in status["changes"]
            ],
        ),
        *listed(
            language,
            "merged",
            ("household", "village", "other_household", "day"),
            [
                (row["household_id"], row["village_code"], row["inherited_from"], row["merged_on"])
                for row in status["merged"]
            ],
        ),
        *listed(
            language,
            "doubtful_meetings",
            ("place", "day", "eligible", "present", "on_sheet", "signatures", "fingerprints"),
            [_meeting(m) for m in status["appraisals"] if _is_doubtful(m)],
        ),
        *(owner_tables(status["duties"], language) if "duties" in status else []),
    ]


def _sources(rows: list[dict[str, Any]], language: str) -> list[Table | str]:
    """Of whom source lists tell, by kind of list."""
    counts = ("not_applied", "applied", "unknown_household")
    told = [
        (
            words(f"source_list.{row['list_kind']}")[language],
            row["not_applied"],
            row["applied"],
            row["unknown"],
        )
        for row in rows
    ]
    return listed(language, "sources", ("source_list", *counts), told)


def _is_doubtful(meeting: Mapping[str, Any]) -> bool:
    """Whether an appraisal lacked its quorum, or its attendance sheet tells of others than came."""
    present = meeting["present"]
    counted = (meeting["on_sheet"], meeting["signatures"], meeting["fingerprints"])
    return not meeting["has_quorum"] or any(count != present for count in counted)


def _meeting(meeting: Mapping[str, Any]) -> tuple[Any, ...]:
    columns = ("place_code", "held_on", "eligible", "present")
    return tuple(meeting[c] for c in (*columns, "on_sheet", "signatures", "fingerprints"))


def explanation_tables(said: dict[str, Any], language: str) -> list[Table | str]:
    """One household's rules and its way through the steps."""
    surveyed = words("head.surveyed_on" if said["surveyed_on"] else "head.not_surveyed")[language]
    verdict = words(f"verdict.{said['verdict']}")[language] if said["verdict"] else "—"
    rules = {rule["rule_id"]: rule["wording"] for rule in said["rules"]}
    heads = {
        "changes": ("day", "number", "change", "name", "other_household", "reason", "by"),
        "former": ("former_household", "split", "years_earned", "listed_since"),
        "helped_by": ("day", "helper", "unit", "reason", "run"),
        "needs": ("number", "measure", "need", "amount", "day", "projects"),
        "measures": ("measure", "reason", "day", "state"),
        "difficulties": ("difficulty", "state", "need", "day"),
        "payments": ("batch", "amount", "project", "source", "day", "state", "settled"),
        "duties": ("duty", "period", "owner", "due", "state", "done_duties"),
        "reminders": ("recipient", "day", "channel", "count", "state"),
        "hits": ("rule", "source", "finding", "reason", "day"),
        "objections": ("number", "paper", "day", "finding"),
        "papers": ("number", "paper", "day"),
    }
    rows: dict[str, list[tuple[Any, ...]]] = {
        "changes": [_change(row, said["household_id"], language) for row in said["changes"]],
        "former": [
            (
                f["former_id"],
                f["split_on"],
                ", ".join(map(str, f["years"])) or None,
                f["listed_since"],
            )
            for f in said["former"]
        ],
        "helped_by": [
            (
                row["paired_on"],
                row["helper_name"] or row["helper_id"] or "—",
                row[f"unit_{language}"] or row["unit_zh"],
                row["reason"],
                row["run_no"],
            )
            for row in said["helpers"]
        ],
        **help_rows(said, language),
        **reminder_rows(said),
        "hits": [
            (
                rules.get(h["rule_id"], h["rule_id"]),
                h["source_wording"],
                words(f"result.{h['finding'] or 'waiting'}")[language],
                h["reason"] or h["wording"],
                h["found_on"],
            )
            for h in said["hits"]
        ],
        "objections": [
            (
                o["objection_id"],
                _paper(o["step"], language),
                o["received_on"],
                words(f"decision.{o['decision'] or 'waiting'}")[language],
            )
            for o in said["objections"]
        ],
        "papers": [
            (p["number"], _paper(p["kind"], language), p["issued_on"]) for p in said["papers"]
        ],
    }
    return [
        f"{said['household_id']}  {said['head_name']}  {said['as_of']}",
        f"{words('head.verdict')[language]}: {verdict}; {surveyed} {said['surveyed_on'] or ''}",
        *listed(
            language,
            None,
            ("state", "rule", "observed"),
            [_rule(rule, language) for rule in said["rules"]],
        ),
        *listed(
            language,
            None,
            ("day", "step", "result", "reason", "by"),
            [
                (
                    step["decided_on"],
                    step["wording"],
                    words(f"result.{step['result']}")[language],
                    step["reason"],
                    step["actor"],
                )
                for step in said["path"]
            ],
        ),
        *(table for name in heads for table in listed(language, name, heads[name], rows[name])),
    ]


def load_tables(report: LoadReport, language: str) -> list[Table | str]:
    """What became of the rows of every form, and which were set aside."""
    from tasks.intake.faults import marked_copies
    from tasks.intake.forms import form

    counts = ("rows", "stored", "unchanged", "repaired", "quarantined", "left_out")
    told: list[Table | str] = listed(
        language,
        None,
        ("form", *counts),
        [
            (form(name).title[language], *(getattr(of_form, count) for count in counts))
            for name, of_form in report.forms.items()
        ],
    )
    told += [
        words("load.loaded_before", file=f.file, day=f.loaded_on, rows=f.rows)[language]
        for f in report.loaded_before
    ]
    told += [
        words("load.unfilled", where=where, rows=rows)[language] for where, rows in report.unfilled
    ]
    if report.faults:
        told.append(words("screen.set_aside")[language])
        told += [f"  {fault.said(language)}" for fault in report.faults]
    return [*told, *marked_copies(report.error_workbooks, language, are_aside=True)]


def round_tables(done: Mapping[str, Tally], language: str) -> list[Table | str]:
    """What the stages of a round did; those that did nothing are left out."""
    between = "，" if language == "zh" else ", "
    said = {
        name: between.join(f"{_counted(what, language)} {n}" for what, n in tally.items() if n)
        for name, tally in done.items()
    }
    rows = [(words(f"stage.{name}")[language], what) for name, what in said.items() if what]
    return listed(language, None, ("stage", "done"), rows)


def _standing(rows: list[dict[str, Any]], language: str) -> Table:
    """Villages by the step at which their households stand."""
    steps = {row["step_no"]: row["step"] for row in rows if not row["is_ended"]}
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(words("head.village")[language])
    for number in sorted(steps):
        table.add_column(words(f"step.{steps[number]}")[language], justify="right")
    table.add_column(words("head.ended")[language], justify="right")
    counts: dict[str, dict[Any, int]] = {}
    names = {}
    for row in rows:
        code, key = row["village_code"] or "?", "ended" if row["is_ended"] else row["step_no"]
        names[code] = row[f"village_{language}"] or row["village_zh"] or "?"
        of_village = counts.setdefault(code, {})
        of_village[key] = of_village.get(key, 0) + row["households"]
    for code, of_village in sorted(counts.items()):
        cells = (str(of_village.get(key, "")) for key in [*sorted(steps), "ended"])
        table.add_row(names[code], *cells)
    return table


def _change(row: dict[str, Any], household_id: str, language: str) -> tuple[Any, ...]:
    other = {row["household_id"], row["other_household_id"]} - {household_id, None}
    why = row["reason"]
    if row["revoked_by"]:
        named = {"day": row["revoked_on"], "by": row["revoked_by"], "why": row["revoked_because"]}
        why = "\n".join(filter(None, (why, words("screen.taken_back", **named)[language])))
    told = (row["changed_on"], row["change_no"], row["wording"], row["name"])
    return (*told, next(iter(other), None), why, row["reported_by"])


def _rule(rule: dict[str, Any], language: str) -> tuple[str, str, str]:
    # A keep-out that is met is a question to people and no verdict: it is worded as one.
    key = f"keepout_state.{rule['state']}"
    if not rule["rule_id"].startswith("keepout.") or not is_worded(key):
        key = f"state.{rule['state']}"
    state = words(key)[language]
    if rule["exception"]:
        state += f": {rule['exception']}"
    observed = "\n".join(rule["observed_wording"])
    return state, f"{rule['wording']}\n{rule['cited']}", observed


def _planned(row: dict[str, Any], language: str) -> tuple[Any, ...]:
    indent = {"county": "", "township": "  ", "village": "    "}.get(row["level"], "")
    numbers = ("planned_households", "announced_households", "deviation_households")
    return (indent + name_of(row, language), *(row[number] for number in numbers))


def _form(form: str, language: str) -> str:
    return words(f"form.{form}")[language]


def _paper(kind: str, language: str) -> str:
    return words(f"paper.{kind}")[language]


def _counted(what: str, language: str) -> str:
    keys = (f"counted.{what}", f"result.{what}", f"sending.{what}")
    return words(next(key for key in keys if is_worded(key)))[language]
