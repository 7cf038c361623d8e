"""One campaign on one day: what every task is given."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from policy.calendar import deadline, half_of
from policy.errors import OfficeError
from policy.label import Label
from policy.pack import AS_WRITTEN, Pack, load_pack
from registry.session import Entry, Reader, Registry

#: Kinds of campaign that are over with their result; the others last until their plan's last day.
ENDS_EARLY = ("identification", "assessment")
#: What a task did, counted; what it returns and what may be logged.
Tally = dict[str, int]


@dataclass(frozen=True)
class Campaign:
    """A row of table `campaign`, read: readers need not wait for the tables' classes."""

    campaign_id: str
    kind: str
    year: int
    county_code: str
    pack: str
    opened_on: date
    announce_by: date
    document_mark: str
    actor: str
    half: int | None = None


@dataclass(frozen=True)
class CampaignDay:
    """A campaign, the day on which the office works on it, and who answers for that work."""

    registry: Registry
    campaign: Campaign
    as_of: date
    actor: str

    @property
    def campaign_id(self) -> str:
        return self.campaign.campaign_id

    @property
    def pack(self) -> Pack:
        return load_pack(self.campaign.pack)

    @property
    def rules_on(self) -> date:
        """The day whose rules judge: a campaign is judged by the rules of its own year."""
        return self._in_its_year(self.as_of)

    def _in_its_year(self, day: date) -> date:
        year = self.campaign.year
        return max(date(year, 1, 1), min(day, date(year, 12, 31)))

    def setting(self, key: str, on: date | None = None) -> Any:
        """Value of the policy pack on this day, or on another one."""
        return self.pack.value(key, self._in_its_year(on or self.as_of)).value

    def shows(self, field: str) -> bool:
        """Whether a list for the public shows this of a household."""
        return field in self.setting("notice.shows")

    def list_name(self, list_: str) -> Label:
        """What the policy pack calls a list that this kind of campaign makes public."""
        return self.pack.list_names[self.campaign.kind][list_]

    def after(self, limit_key: str) -> date:
        """Last day of a limit of the policy pack that starts today."""
        return deadline(self.as_of, self.setting(limit_key))

    def share(self, key: str) -> Fraction:
        """A policy value that is a share of a whole."""
        return Fraction(self.setting(key))

    def reading(self) -> AbstractContextManager[Reader]:
        return self.registry.reading()

    def of_campaign(self, reader: Reader, campaign_id: str) -> CampaignDay:
        """The same day of another campaign that is open."""
        rows = reader.rows("campaigns_open", as_of=self.as_of)
        (row,) = [row for row in rows if row["campaign_id"] == campaign_id]
        return replace(self, campaign=Campaign(**row))

    def writing(self, task: str) -> AbstractContextManager[Entry]:
        return self.registry.writing(f"{task} {self.campaign_id}", self.as_of, self.actor)

    def named(self, **values: Any) -> dict[str, Any]:
        """Values that most named queries of a campaign bind."""
        return {"campaign_id": self.campaign_id, **values}

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The poverty line of every year, for what is judged over years."""
        versions = self.pack.series["poverty_line"].versions
        return [{"year": v.since_on.year, "line": v.value} for v in versions]

    def terms(self, **values: Any) -> dict[str, Any]:
        """As `named`, with the policy's terms that some queries compare with."""
        return self.named(
            county_code=self.campaign.county_code,
            has_causes=bool(self.pack.causes),
            has_id_numbers=self.pack.id_numbers != AS_WRITTEN,
            poverty_line=self.setting("poverty_line"),
            visits_per_day=self.setting("check.visits_per_day"),
            fitting=[
                f"{cause} {measure}"
                for cause, measures in self.pack.fitting_measures(self.rules_on).items()
                for measure in measures
            ],
            **values,
        )


def open_campaigns(registry: Registry, as_of: date) -> list[Campaign]:
    """Campaigns opened by that day."""
    with registry.reading() as reader:
        rows = reader.rows("campaigns_open", as_of=as_of)
    return [Campaign(**row) for row in rows]


def of_the_year(campaigns: Iterable[Campaign], kind: str, as_of: date) -> list[Campaign]:
    """The campaign meant where nobody names one: the only one of the kind, or that of the year, or half-year."""
    of_kind = [campaign for campaign in campaigns if campaign.kind == kind]
    halves = (None, half_of(as_of))
    return [c for c in of_kind if len(of_kind) == 1 or (c.year == as_of.year and c.half in halves)]


def is_over(day: CampaignDay) -> bool:
    """Whether a campaign has come to its end and waits for nobody any more.

    What a round that was cut off left undone is not asked: flows.round.has_work knows.
    """
    if day.campaign.kind not in ENDS_EARLY and day.as_of <= day.campaign.announce_by:
        return False  # known without asking the registry
    with day.reading() as reader:
        return all(
            reader.has_rows(query, **day.named(as_of=day.as_of))
            for query in ("campaign_ended", "campaign_over")
        )


def campaign_day(registry: Registry, campaign_id: str, as_of: date, actor: str) -> CampaignDay:
    """The day of a campaign by its id; OfficeError names the campaigns that there are."""
    campaigns = {c.campaign_id: c for c in open_campaigns(registry, as_of)}
    where = str(registry.path)
    if not campaigns:
        raise OfficeError.because(
            "campaign.none_yet", where=where, campaign=campaign_id, as_of=as_of
        )
    if campaign_id not in campaigns:
        raise OfficeError.because(
            "campaign.unknown", where=where, campaign=campaign_id, known=list(campaigns)
        )
    return CampaignDay(registry, campaigns[campaign_id], as_of, actor)
