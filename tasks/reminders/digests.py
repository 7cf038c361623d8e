"""Reminders: one digest a recipient and day, written into the outbox before anything is sent."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from policy.label import COMMAS, Label
from policy.reminders import Rhythm, days_spoken_of, days_spoken_of_ahead, is_told, levels_told
from policy.wording import words
from registry.session import Reader, Registry
from tasks.campaign_day import CampaignDay, Tally, open_campaigns

#: Surnames of two characters; all others have one.
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐")
PERIODS = (
    (r"(?P<year>\d{4})", "period.year"),
    (r"(?P<year>\d{4})-H(?P<no>\d)", "period.half_year"),
    (r"(?P<year>\d{4})-Q(?P<no>\d)", "period.quarter"),
    (r"(?P<year>\d{4})-(?P<no>\d\d)", "period.month"),
    (r"(?P<year>\d{4})-F(?P<no>\d\d)", "period.two_weeks"),
)


def rhythm_of(day: CampaignDay) -> Rhythm:
    """The policy's days and hours of reminding."""

    def numbers(key: str) -> tuple[int, ...]:
        return tuple(int(number) for number in day.setting(key))

    return Rhythm(
        ahead_days=numbers("reminder.ahead_days"),
        again_days=day.setting("reminder.again_days"),
        supervisor_days=day.setting("reminder.supervisor_days"),
        office_days=day.setting("reminder.office_days"),
        is_sent_on_rest_days=day.setting("reminder.is_sent_on_rest_days"),
        from_hour=day.setting("reminder.from_hour"),
        until_hour=day.setting("reminder.until_hour"),
        retry_minutes=numbers("reminder.retry_minutes"),
    )


def reminding_days(
    registry: Registry, as_of: date, actor: str, over: Collection[str] = ()
) -> list[CampaignDay]:
    """The open campaigns whose policy reminds, those of help first.

    Those known to be over wait for nobody; only duties, which help brings, are told until their time is past.
    """
    known = open_campaigns(registry, as_of)
    days = [CampaignDay(registry, campaign, as_of, actor) for campaign in known]
    days = [
        day
        for day in days
        if "reminder.ahead_days" in day.pack.series
        and not (day.campaign_id in over and (day.campaign.kind != "help" or _is_past(day)))
    ]
    return sorted(days, key=lambda day: (day.campaign.kind != "help", -day.campaign.year))


def _is_past(day: CampaignDay) -> bool:
    last_due_on = max(day.campaign.announce_by, date(day.campaign.year, 12, 31))
    return last_due_on + timedelta(days=day.setting("reminder.stop_days")) < day.as_of


def prepare_reminders(days: list[CampaignDay], channels: Collection[str] | None = None) -> Tally:
    """Write the day's digests, one a recipient; run twice it adds none. On a rest day there are none.

    Whose channel is not among `channels`, those set up, is told on paper; None says that it is not known.
    """
    lead = days[0]
    with lead.registry.writing("prepare reminders", lead.as_of, lead.actor) as entry:
        digests, told = digests_due(Reader(entry.connection), days, channels)
        entry.insert("reminder", digests)
        entry.insert("reminder_item", told)
    return {"digests": len(digests)}


def digests_due(
    reader: Reader, days: list[CampaignDay], channels: Collection[str] | None = None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The digests of the day that nobody has written yet, and what each tells its owner of, as rows.

    None for a day before the last digest: they would tell again what has been told.
    """
    lead = days[0]
    if told_later(reader, lead.as_of):
        return [], []
    rhythm = rhythm_of(lead)
    last_on = reader.rows("last_digest", as_of=lead.as_of)[0]["digest_on"]
    last_on = last_on or min(day.campaign.opened_on for day in days)
    span = days_spoken_of(lead.as_of, last_on, rhythm, lead.pack.country)
    if span is None:
        return [], []
    recipients = {r["recipient_id"]: r for r in reader.rows("recipients", as_of=lead.as_of)}
    told_before = {r["recipient_id"] for r in reader.rows("digests_of_day", as_of=lead.as_of)}
    own, others = _told_by_recipient(reader, days, span, rhythm)
    county = lead.campaign.county_code
    new = sorted({*own, *others} - told_before)
    digests = []
    for recipient in new:
        of_own, of_others = own.get(recipient, []), others.get(recipient, {})
        items = len(of_own) + sum(map(len, of_others.values()))
        lines = _own_lines(of_own, lead.as_of)
        lines += [
            _line_of(below, late, recipients, lead.as_of)
            for below, late in sorted(of_others.items())
        ]
        digests.append(
            {
                "recipient_id": recipient,
                "digest_on": lead.as_of,
                "key": _key(recipient, lead.as_of, county),
                "channel": _channel(recipients.get(recipient, {}).get("channel"), channels),
                "items": items,
                "content": _content(lead.as_of, items, lines),
            }
        )
    named = ("campaign_id", "kind", "subject_code")
    told = [
        {name: item[name] for name in named}
        | {"recipient_id": recipient, "digest_on": lead.as_of, "period": item["period"] or ""}
        for recipient in new
        for item in own.get(recipient, [])
    ]
    return digests, told


def told_later(reader: Reader, as_of: date) -> date | None:
    """The day of the last digest, where it is after this one."""
    last_on = reader.rows("last_digest", as_of=date.max)[0]["digest_on"]
    return last_on if last_on and last_on > as_of else None


def _channel(known: str | None, channels: Collection[str] | None) -> str:
    return known if known and (channels is None or known in channels) else "paper"


def _key(recipient: str, on: date, county: str) -> str:
    """The Message-ID: the same whenever the digest is sent again, and naming nobody."""
    code = hashlib.sha256(f"{recipient} {on}".encode()).hexdigest()[:20]
    return f"<{on:%Y%m%d}.{code}@{county}.poverty-office>"


def _content(on: date, items: int, lines: list[Label]) -> str:
    subject = words("remind.subject", day=day_words(on), year=on.year, items=items)
    said = {"subject": _both(subject), "lines": [_both(line) for line in lines]}
    return json.dumps(said, ensure_ascii=False)


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


#: Things told, by recipient; and those of others, by whom they are counted about.
Own = dict[str, list[dict[str, Any]]]
Others = dict[str, dict[str, list[dict[str, Any]]]]


def _told_by_recipient(
    reader: Reader, days: list[CampaignDay], span: tuple[date, date], rhythm: Rhythm
) -> tuple[Own, Others]:
    """What every recipient is told of: things of their own, and what those below left undone."""
    own: Own = defaultdict(list)
    others: Others = defaultdict(lambda: defaultdict(list))
    for day in days:
        for item in _items_told(reader, day, span, rhythm):
            item["what"] = what_is_owed(day, item)
            for level in levels_told(item["due_on"], span[1], rhythm):
                recipient, below = _above(item, level, day.campaign.county_code)
                if level == "owner":
                    own[recipient].append(item)
                elif recipient != item["owner_id"]:
                    others[recipient][below].append(item)
    return own, others


def _items_told(
    reader: Reader, day: CampaignDay, span: tuple[date, date], rhythm: Rhythm
) -> Iterable[dict[str, Any]]:
    """What is owed and told of in these days."""
    ahead = days_spoken_of_ahead(span, rhythm, day.pack.country)
    items = items_owed(reader, day, ahead[1] + timedelta(days=max(rhythm.ahead_days, default=0)))
    kinds = {(item["due_on"], item["was_told"]) for item in items}
    told = {kind for kind in kinds if is_told(*kind, span, rhythm, ahead)}
    return (item for item in items if (item["due_on"], item["was_told"]) in told)


def items_owed(reader: Reader, day: CampaignDay, until_on: date) -> list[dict[str, Any]]:
    """Duties and deadlines of a campaign due until then, of each owner in the order of their days."""
    from_on = day.as_of - timedelta(days=day.setting("reminder.stop_days"))
    bounds = day.named(as_of=day.as_of, from_on=from_on, until_on=until_on)
    items = reader.rows("reminder_deadlines", **bounds, **deadline_terms(day))
    if day.campaign.kind == "help":  # only help brings duties
        items += reader.rows("reminder_duties", **bounds)
    return sorted(
        items,
        key=lambda i: (i["owner_id"], i["due_on"], i["kind"], i["period"] or "", i["subject_code"]),
    )


def deadline_terms(day: CampaignDay) -> dict[str, int]:
    """The limits of a campaign's deadlines, as the queries name them."""
    return {
        "posting_days": day.setting("posting.confirm_limit_days"),
        "decision_days": day.setting("objection.decision_limit_days"),
        "reverification_days": day.setting("reverification.limit_days"),
        "form_days": day.setting("form.return_limit_days"),
        "progress_days": day.setting("project.report_days"),
    }


def _above(item: Mapping[str, Any], level: str, county: str) -> tuple[str, str]:
    """Who is told at that level, and about whom it is counted there."""
    owner, owner_id = item["owner"], item["owner_id"]
    if level == "owner":
        return owner_id, owner_id
    if level == "supervisor" and owner == "helper":
        return item["unit_id"], owner_id
    if level == "supervisor" and owner == "village":
        return item["township_code"] or county, owner_id
    if level == "supervisor":
        return county, owner_id
    # the office is told by unit and township, unless it is their supervisor and told already
    below = {"helper": item["unit_id"], "village": item["township_code"]}.get(owner)
    return (county, below) if below else (owner_id, owner_id)


def what_is_owed(day: CampaignDay, item: Mapping[str, Any]) -> Label:
    """What is owed: a duty and its period, or what a deadline is for."""
    kind = item["kind"]
    if item["period"] is None:
        return words("deadline.window" if kind == "window" else f"form.{kind}")
    label = {duty.id: duty.label for duty in day.pack.duties}.get(kind, Label(kind, kind))
    return words("remind.duty", duty=label, period=period_words(item["period"]))


def day_words(day: date) -> Label:
    """A day of the year that everybody knows is meant."""
    return Label(f"{day.month}月{day.day}日", f"{day.day} {day:%B}")


def period_words(period: str) -> Label:
    """A period in words; which of how many is added behind it."""
    name, _, number = period.partition("#")
    added = f"#{number}" if number else ""
    for pattern, key in PERIODS:
        if found := re.fullmatch(pattern, name):
            said = words(key, year=found["year"], no=int(found.groupdict().get("no") or 0))
            return Label(said.zh + added, said.en + added)
    year, _, festival = name.partition("-")
    said = words(f"festival.{festival}", year=year)
    return Label(said.zh + added, said.en + added)


def _own_lines(items: list[dict[str, Any]], as_of: date) -> list[Label]:
    """One line a thing and due day, with all whom it is owed, the oldest first."""
    lines: dict[tuple[date, Label], list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        lines[item["due_on"], item["what"]].append(item)
    ordered = sorted(lines.items(), key=lambda line: (line[0][0], line[0][1].zh))
    return [_own_line(due_on, what, of_line, as_of) for (due_on, what), of_line in ordered]


def _own_line(due_on: date, what: Label, items: list[dict[str, Any]], as_of: date) -> Label:
    days = (due_on - as_of).days
    moment = "today" if days == 0 else "ahead" if days > 0 else "late"
    whom = called(items)
    values = {"day": day_words(due_on), "days": abs(days), "what": what, "whom": whom}
    return words(f"remind.{moment}" if whom.zh else f"remind.{moment}_itself", **values)


def called(items: list[dict[str, Any]]) -> Label:
    """For whom: a household by surname and group, by its number only where two of the owner's are alike.

    Whoever reads along learns no full name; an owner's own things name nobody.
    """
    about = [item for item in items if item["subject_code"] != item["owner_id"]]
    names = [_name(item) for item in about]
    alike = Counter(name.zh for name in names)
    said = [
        Label(f"{name.zh}{item['subject_code']}", f"{name.en} {item['subject_code']}")
        if item["is_alike"] or alike[name.zh] > 1
        else name
        for name, item in zip(names, about, strict=True)
    ]
    return Label(*(COMMAS[each].join(name[each] for name in said) for each in ("zh", "en")))


def _name(item: Mapping[str, Any]) -> Label:
    place = Label(item["place_zh"] or "", item["place_en"] or item["place_zh"] or "")
    if head := item["head_name"]:
        return words("remind.household", surname=surname(head), place=place)
    if not place.zh:
        return Label(item["subject_code"], item["subject_code"])
    if item["items"] > 1:
        return words("remind.place", place=place, count=item["items"])
    return place


def surname(name: str) -> str:
    """The surname: one character, two of the double ones, or what stands before the dot."""
    if "·" in name:
        return name.partition("·")[0]
    return name[:2] if name.startswith(DOUBLE_SURNAMES) else name[:1]


def _line_of(
    below: str, items: list[dict[str, Any]], recipients: Mapping[str, Any], as_of: date
) -> Label:
    """What somebody below has left undone for long, counted."""
    known = recipients.get(below, {})
    name = Label(
        known.get("name_zh") or below, known.get("name_en") or known.get("name_zh") or below
    )
    days = max((as_of - item["due_on"]).days for item in items)
    return words("remind.below", name=name, number=below, count=len(items), days=days)
