"""A campaign, lived: opened, fed with what people hand in, asked every day whom it waits for."""

from dataclasses import dataclass, field
from datetime import date

from office.rehearsal.county import County
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from tasks.campaign_day import Campaign, CampaignDay, is_over
from tasks.opening import open_campaign

MARKS = {
    "identification": "永扶办公示",
    "exit": "永扶办退",
    "inspection": "永扶办检",
    "villages": "永扶办村",
    "assessment": "永扶办考",
}


@dataclass
class Lived:
    """One such campaign; `county` is as it finds it."""

    rehearsal: Rehearsal
    county: County
    opened_on: date
    announce_by: date
    box: Letterbox = field(init=False)
    is_open: bool = True

    def __post_init__(self) -> None:
        self.box = self._letterbox()

    def day(self, as_of: date) -> CampaignDay:
        """The campaign on a day."""
        return self.rehearsal.day(self.county.campaign_id, as_of)

    def open(self) -> None:
        """Open the campaign."""
        campaign = Campaign(
            actor=OFFICE,
            campaign_id=self.county.campaign_id,
            kind=self.county.kind,
            year=self.county.year,
            county_code=self.county.code,
            pack=PACK,
            opened_on=self.opened_on,
            announce_by=self.announce_by,
            document_mark=MARKS[self.county.kind],
            half=self.county.half,
        )
        open_campaign(self.rehearsal.registry, campaign)

    def before(self, as_of: date) -> None:
        """What happens before the day's round: what has arrived is loaded."""
        if arrived := self.box.take(as_of):
            self.rehearsal.load(self.name, arrived, self.county.campaign_id, as_of)

    def after(self, as_of: date) -> None:
        """What happens after it: forms go out, unless nobody is waited for any more."""
        self.box.hand_out(self.day(as_of))
        self.is_open = not (self.box.is_empty() and self._is_over(as_of))

    @property
    def name(self) -> str:
        """What its files are named."""
        return self.county.kind

    @property
    def help_campaign(self) -> str:
        """The help of the same year."""
        return f"help-{self.county.year}-{self.county.code}"

    def _letterbox(self) -> Letterbox:
        return Letterbox(self.county)

    def _is_over(self, as_of: date) -> bool:
        return is_over(self.day(as_of))
