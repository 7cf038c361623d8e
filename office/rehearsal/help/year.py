"""The months of help, from the list to the end of the year: through the real flows and intake."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.help import duties, money, wishes
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.rehearsal import OFFICE, Rehearsal
from office.rehearsal.waiting import Waiting
from policy.calendar import is_working_day
from policy.pack import Pack
from tasks.campaign_day import Campaign, CampaignDay
from tasks.funds.payments import release_batch
from tasks.intake.faults import IntakeError
from tasks.opening import open_campaign
from tasks.pairing import pair_county

ONE_DAY = timedelta(days=1)
#: Days after opening on which each thing begins, or the first working day after.
PAIR, WISH, BUDGET, APPROVE, PAY, LEAVE = 1, 3, 14, 16, 20, 30
#: Days that the bank takes, and the household whose payment came back.
BANK, NEW_CARD, REPEAT, REPORT_EVERY = 3, 5, 7, 14
#: Days of the week on which the office's machine is on; each round catches up.
ROUNDS = (1, 3, 5)
RELEASER = "县财政局分管领导"


@dataclass
class HelpBox(Letterbox):
    """The letterbox of help: notices of payments, objections, duties."""

    def hand_out(self, day: CampaignDay) -> None:
        waiting = Waiting.on(day)
        self._post(waiting)
        self._raise(waiting)
        self._investigate(waiting)
        self._decide(waiting)
        if day.as_of.isoweekday() == 1:
            self._owe(day)

    def take_until(self, day: date) -> dict[str, pl.DataFrame]:
        """What arrived up to that day."""
        arrived: dict[str, list[pl.DataFrame]] = {}
        for on in sorted(on for on in self.answers if on <= day):
            for form, rows in self.take(on).items():
                arrived.setdefault(form, []).append(rows)
        found = {form: pl.concat(rows, how="diagonal") for form, rows in arrived.items()}
        if "bank_return" in found:  # the bank's words of several days, as one return
            total = pl.col("amount").sum().over("batch_id").alias("total_amount")
            found["bank_return"] = found["bank_return"].with_columns(total)
        return found

    def forget(self, helpers: pl.Series) -> None:
        """What these helpers would still have reported: they are gone."""
        for forms in self.answers.values():
            if "duty_report" in forms:
                forms["duty_report"] = [
                    rows.filter(~pl.col("owner_id").is_in(helpers.to_list()))
                    for rows in forms["duty_report"]
                ]

    def _owe(self, day: CampaignDay) -> None:
        """Duties that nobody has been handed yet: their reports come in on Fridays."""
        with day.reading() as reader:
            owed = reader.query("form_duties", **day.named(as_of=day.as_of))
        fresh = self._new("duty", owed, "duty_id", "owner_id", "subject_code", "period")
        done = duties.report_duties(fresh, self.county, day.as_of)
        self.put(
            "duty_report",
            done.with_columns(_held_on=duties.arrives_on(pl.col("done_on"))),
            day.as_of + ONE_DAY,
        )


@dataclass
class HelpYear:
    """The help campaign of a rehearsed county."""

    rehearsal: Rehearsal
    opened_on: date
    box: HelpBox = field(init=False)
    projects: pl.DataFrame = field(default_factory=pl.DataFrame)
    batches: dict[str, dict[str, str]] = field(default_factory=dict)
    repeats: list[tuple[date, dict[str, str], pl.DataFrame]] = field(default_factory=list)
    done: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.box = HelpBox(self.rehearsal.county)

    def day(self, as_of: date) -> CampaignDay:
        return self.rehearsal.help_day(as_of)

    def days(self, pack: Pack) -> Iterator[date]:
        """The days of rounds to the end of the year: what arrived is loaded, then the round is run."""
        self._open(pack)
        as_of = self.opened_on
        while as_of < date(self.opened_on.year, 12, 31):
            as_of += ONE_DAY
            if as_of.isoweekday() not in ROUNDS or not is_working_day(as_of, pack.country):
                continue
            if arrived := self.box.take_until(as_of):
                self.rehearsal.load("help", arrived, as_of)
            self._plans(as_of, pack)
            self._release(as_of)
            self._pay_again(as_of)
            self.rehearsal.round(as_of)
            with self.rehearsal.clocks.running("people"):
                self.box.hand_out(self.day(as_of))
            yield as_of

    def _open(self, pack: Pack) -> None:
        county = self.rehearsal.county
        campaign = Campaign(
            actor=OFFICE,
            campaign_id=county.help_id,
            kind="help",
            year=county.year,
            county_code=county.code,
            pack=pack.name,
            opened_on=self.opened_on,
            announce_by=date(county.year, 12, 31),
            document_mark="永扶办帮",
        )
        open_campaign(self.rehearsal.registry, campaign)
        registers = {
            "helping_unit": county.helping_unit,
            "helper": county.helper,
            "kinship": county.kinship,
        }
        self.rehearsal.load("helpers", registers, self.opened_on)

    def _plans(self, as_of: date, pack: Pack) -> None:
        """What the office and its people set going by itself, each on its first working day."""
        plans = {
            PAIR: self._pair,
            WISH: self._wish,
            BUDGET: self._budget,
            APPROVE: self._approve,
            PAY: self._pay,
            LEAVE: self._leave,
        }
        gone = (as_of - self.opened_on).days
        for begins, plan in plans.items():
            if gone >= begins and begins not in self.done:
                self.done.add(begins)
                plan(as_of, pack)
        if not self.projects.is_empty() and gone % REPORT_EVERY < 3 and as_of.isoweekday() == 3:
            word = money.progress(self.projects, self.rehearsal.county, as_of)
            self.box.put("project_progress", word, as_of + ONE_DAY)

    def _pair(self, as_of: date, pack: Pack) -> None:
        with self.rehearsal.clocks.running("pairing"):
            pair_county(self.day(as_of))

    def _wish(self, as_of: date, pack: Pack) -> None:
        county, listed = self.rehearsal.county, self._query("listed_households", as_of)
        stated = wishes.state_difficulties(listed, county, pack, as_of)
        villages = listed["village_code"].unique().sort()
        self.box.put("card", wishes.hand_in_cards(listed, county, as_of), as_of + ONE_DAY)
        self.box.put("need", wishes.order_needs(listed, county, as_of), as_of + ONE_DAY)
        self.box.put("difficulty", stated, as_of + ONE_DAY)
        self.box.put(
            "difficulty", wishes.solve_difficulties(stated, county, as_of), as_of + ONE_DAY
        )
        haves = wishes.state_haves(county, pack, villages, as_of)
        self.box.put("village_have", haves, as_of + ONE_DAY)

    def _budget(self, as_of: date, pack: Pack) -> None:
        lines = money.budget_lines(self._query("payees_by_measure", as_of), self._county, as_of)
        self.rehearsal.load("budget", {"budget_line": lines}, as_of)

    def _approve(self, as_of: date, pack: Pack) -> None:
        given = self._query("payees_by_measure", as_of)
        self.projects = money.projects(given, self._county, as_of)
        self.rehearsal.load("projects", {"project": self.projects}, as_of)

    def _pay(self, as_of: date, pack: Pack) -> None:
        """A list for every project that pays; the first comes with a wrong total, and is refused."""
        payees = self._query("payees_by_measure", as_of).filter(pl.col("card_number").is_not_null())
        for project in self.projects.to_dicts():
            of_project = payees.filter(
                measure_id=project["measure_id"], township=project["place_code"]
            )
            if project["measure_id"] in money.PAID and of_project.height:
                self._list(project, of_project, as_of, is_wrong=not self.batches)

    def _list(
        self, project: dict[str, str], payees: pl.DataFrame, as_of: date, *, is_wrong: bool
    ) -> None:
        batch_id = f"FF-{self._county.year}-{len(self.batches) + 1:03}"
        forms = money.payment_list(batch_id, project, payees, as_of)
        if is_wrong:
            total = pl.col("total_amount") + pl.lit(1).cast(pl.Decimal(18, 2))
            wrong = {**forms, "payment_batch": forms["payment_batch"].with_columns(total)}
            try:
                self.rehearsal.load(f"{batch_id}-wrong", wrong, as_of)
            except IntakeError:
                self.rehearsal.refused += 1
        self.rehearsal.load(batch_id, forms, as_of)
        self.batches[batch_id] = project

    def _leave(self, as_of: date, pack: Pack) -> None:
        leaving = duties.leaving_helpers(self._county, as_of)
        self.rehearsal.load("leavers", {"helper": leaving}, as_of)
        self.box.forget(leaving["helper_id"])

    def _release(self, as_of: date) -> None:
        """Release what may be, send it to the bank, and pay again what came back."""
        for batch_id, project in list(self.batches.items()):
            lines = self._query("payments_of_batch", as_of, batch_id=batch_id)
            ready = lines.filter(pl.col("held_by").is_null(), is_released=False)
            if ready.is_empty():
                continue
            release_batch(self.day(as_of), batch_id, RELEASER)
            word = money.bank_return(ready, self._county, as_of + BANK * ONE_DAY)
            self.box.put("bank_return", word, as_of + ONE_DAY)
            self._repeat(project, ready, word, as_of)

    def _repeat(
        self, project: dict[str, str], sent: pl.DataFrame, word: pl.DataFrame, as_of: date
    ) -> None:
        """Households whose payment comes back get a new card, and a later list pays them again."""
        back = sent.join(word.filter(finding="returned"), on="line_no", how="semi")
        if back.is_empty():
            return
        named = back.select(
            "household_id",
            pl.col("payee_name").alias("head_name"),
            pl.format("{}/{}", "batch_id", "line_no").alias("repeats"),
        )
        cards = money.replaced_cards(named, as_of + NEW_CARD * ONE_DAY)
        self.box.put("card", cards, as_of + ONE_DAY)
        payees = named.join(cards.select("household_id", "card_number"), on="household_id")
        self.repeats.append((as_of + REPEAT * ONE_DAY, project, payees))

    def _pay_again(self, as_of: date) -> None:
        for due in [due for due in self.repeats if due[0] <= as_of]:
            self.repeats.remove(due)
            self._list(due[1], due[2], as_of, is_wrong=False)

    def _query(self, name: str, as_of: date, **values: str) -> pl.DataFrame:
        day = self.day(as_of)
        with day.reading() as reader:
            return reader.query(name, **day.named(as_of=as_of, **values))

    @property
    def _county(self) -> County:
        return self.rehearsal.county
