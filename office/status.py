"""Where a campaign or a household stands, as tables for a person and as plain data for a program."""

from typing import Any

from rich.table import Table

from policy.wording import words
from tasks.campaign_day import CampaignDay


def status_of(day: CampaignDay) -> dict[str, Any]:
    """Counts by village and step, what waits for people, what is overdue, and the plan."""
    limits = {
        "posting_limit_days": day.setting("posting.confirm_limit_days"),
        "decision_limit_days": day.setting("objection.decision_limit_days"),
        "reverification_limit_days": day.setting("reverification.limit_days"),
    }
    with day.reading() as reader:

        def rows(query: str, **values: Any) -> list[dict[str, Any]]:
            named = day.named(as_of=day.as_of, **values)
            found: list[dict[str, Any]] = reader.query(query, **named).to_dicts()
            return found

        return {
            "campaign_id": day.campaign_id,
            "as_of": day.as_of,
            "standing": rows("standing_by_place"),
            "waiting": rows("waiting_counted"),
            "overdue": rows("overdue", **limits),
            "plan": rows("plan_deviation"),
        }


def status_tables(status: dict[str, Any], language: str) -> list[Table]:
    """The same, to be read: villages by steps, then what people have to do."""
    return [
        _standing(status, language),
        _waiting(status, language),
        *([_overdue(status, language)] if status["overdue"] else []),
        _plan(status, language),
    ]


def explanation_tables(said: dict[str, Any], language: str) -> list[Table]:
    """One household's rules and its way through the steps."""
    title = f"{said['household_id']} {said['head_name']}, {said['as_of']}"
    rules = Table("rule", "state", "wording", "source", "observed", "day", title=title)
    for rule in said["rules"]:
        observed = ", ".join(f"{name} {value}" for name, value in rule["observed"].items())
        state = rule["state"] + (f": {rule['exception']}" if rule["exception"] else "")
        rules.add_row(
            rule["rule_id"], state, rule["wording"], rule["cited"], observed, str(rule["day"])
        )
    verdict = words(f"verdict.{said['verdict']}")[language] if said["verdict"] else "—"
    rules.caption = f"verdict: {verdict}"
    path = Table("day", "step", "result", "reason", "by", "evidence")
    for step in said["path"]:
        result = words(f"result.{step['result']}")[language]
        path.add_row(
            str(step["decided_on"]),
            step["wording"],
            result,
            step["reason"],
            step["actor"],
            step["evidence"],
        )
    tables = [rules, path]
    if said["hits"]:
        tables.append(_table("hits", said["hits"]))
    if said["objections"]:
        tables.append(_table("objections", said["objections"]))
    if said["papers"]:
        tables.append(_table("papers", said["papers"]))
    return tables


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(*rows[0], title=title)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    return table


def _name(row: dict[str, Any], level: str, language: str) -> str:
    return str(row[f"{level}_{language}"] or row[f"{level}_zh"] or "?")


def _standing(status: dict[str, Any], language: str) -> Table:
    steps = {row["step_no"]: row["step"] for row in status["standing"]}
    columns = [words(f"step.{steps[n]}")[language] for n in sorted(steps)]
    table = Table("", *columns, "✗", title=f"{status['campaign_id']}, {status['as_of']}")
    villages: dict[str, dict[Any, int]] = {}
    names: dict[str, str] = {}
    for row in status["standing"]:
        code = row["village_code"] or "?"
        names[code] = _name(row, "village", language)
        key = "ended" if row["is_ended"] else row["step_no"]
        counts = villages.setdefault(code, {})
        counts[key] = counts.get(key, 0) + row["households"]
    for code in sorted(villages):
        cells = [str(villages[code].get(key, "")) for key in [*sorted(steps), "ended"]]
        table.add_row(names[code], *cells)
    return table


def _waiting(status: dict[str, Any], language: str) -> Table:
    table = Table("form", "places", "waiting", "since", title="waits for people")
    for row in status["waiting"]:
        table.add_row(
            row["form"], str(row["places"]), str(row["waiting"]), str(row["since_on"] or "")
        )
    return table


def _overdue(status: dict[str, Any], language: str) -> Table:
    table = Table("form", "place", "subject", "due", title="overdue", style="red")
    for row in status["overdue"]:
        table.add_row(row["form"], row["place_code"], row["subject"], str(row["due_on"]))
    return table


def _plan(status: dict[str, Any], language: str) -> Table:
    table = Table("place", "planned", "announced", "deviation", title="plan")
    for row in status["plan"]:
        indent = {"county": "", "township": "  ", "village": "    "}.get(row["level"], "")
        name = row[f"name_{language}"] or row["name_zh"]
        numbers = (
            row["planned_households"],
            row["announced_households"],
            row["deviation_households"],
        )
        table.add_row(indent + name, *(str(n) for n in numbers))
    return table
