"""The help campaign of a year, from its opening to the last of December."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from office.rehearsal.county import County, incomes_of_year
from office.rehearsal.help import duties, money, wishes
from office.rehearsal.letterbox import Letterbox
from office.rehearsal.people import fill_yearly_income
from office.rehearsal.rehearsal import OFFICE, PACK, Rehearsal
from office.rehearsal.waiting import Waiting
from policy.pack import load_pack
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
#: The day of December on which the year-end check of incomes begins.
INCOMES = 10
RELEASER = "县财政局分管领导"


@dataclass
class HelpBox(Letterbox):
    """The letterbox of help: notices of payments, objections, duties."""

    def hand_out(self, day: CampaignDay) -> None:
        waiting = Waiting(day)
        self._post(waiting)
        self._raise(waiting)
        self._investigate(waiting)
        self._decide(waiting)
        if day.as_of.isoweekday() == 1:
            self._owe(day)

    def take(self, day: date) -> dict[str, pl.DataFrame]:
        found = super().take(day)
        if "bank_return" in found:  # the bank's words of several days, as one return
            total = pl.col("amount").sum().over("batch_id").alias("total_amount")
            found["bank_return"] = found["bank_return"].with_columns(total)
        return found

    def forget(self, reports: pl.Expr) -> None:
        """These duties will not be done: who owed them is gone, or for whom they were owed."""
        for forms in self.answers.values():
            if "duty_report" in forms:
                forms["duty_report"] = [rows.filter(~reports) for rows in forms["duty_report"]]

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
    """The help campaign of a year; `county` is as that year finds it."""

    rehearsal: Rehearsal
    county: County
    opened_on: date
    box: HelpBox = field(init=False)
    projects: pl.DataFrame = field(default_factory=pl.DataFrame)
    batches: dict[str, dict[str, str]] = field(default_factory=dict)
    unreleased: list[str] = field(default_factory=list)
    closes_on: dict[str, date] = field(default_factory=dict)
    repeats: list[tuple[date, dict[str, str], pl.DataFrame]] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    reported_on: date | None = None
    listed: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String))
    is_open: bool = True

    def __post_init__(self) -> None:
        self.county = replace(self.county, kind="help")
        self.box = HelpBox(self.county)

    def day(self, as_of: date) -> CampaignDay:
        """The campaign on a day."""
        return self.rehearsal.day(self.county.campaign_id, as_of)

    def before(self, as_of: date) -> None:
        """What happens before the day's round: what arrived is loaded, plans are made, lists paid."""
        if arrived := self.box.take(as_of):
            self._load("help", arrived, as_of)
        with self.rehearsal.clocks.running("money and plans"):
            self._plans(as_of)
            self._release(as_of)
            self._pay_again(as_of)

    def after(self, as_of: date) -> None:
        """What happens after it: forms go out."""
        if WISH in self.done and not self.is_first:  # the list of the first year stands
            self._follow_list(as_of)
        self.box.hand_out(self.day(as_of))

    def _follow_list(self, as_of: date) -> None:
        """Nothing more is done for who has left the list; who has come onto it is asked."""
        listed = self._query("listed_households", as_of)
        ids = listed["household_id"]
        left = self.listed.filter(~self.listed.is_in(ids.to_list())).to_list()
        self.box.forget(pl.col("subject_code").is_in(left) & (pl.col("done_on") >= as_of))
        newcomers = listed.filter(~ids.is_in(self.listed.to_list()))
        if newcomers.height:
            self._ask(newcomers, pl.Series(dtype=pl.String), as_of, are_new=True)
        self.listed = ids

    def open(self) -> None:
        """Open the campaign; helpers and their relatives are registered in the first year."""
        county = self.county
        campaign = Campaign(
            actor=OFFICE,
            campaign_id=county.campaign_id,
            kind="help",
            year=county.year,
            county_code=county.code,
            pack=PACK,
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
        if self.is_first:
            self._load("helpers", registers, self.opened_on)

    @property
    def is_first(self) -> bool:
        """Whether nobody was helped in a year before."""
        return self.county.year == self.rehearsal.county.year

    def _plans(self, as_of: date) -> None:
        """What the office and its people set going by itself, each on its first working day."""
        incomes = (date(self.county.year, 12, INCOMES) - self.opened_on).days
        plans = {
            PAIR: self._pair,
            WISH: self._wish,
            BUDGET: self._budget,
            APPROVE: self._approve,
            PAY: self._pay,
            LEAVE: self._leave,
            incomes: self._check_incomes,
        }
        gone = (as_of - self.opened_on).days
        for begins, plan in plans.items():
            if gone >= begins and begins not in self.done:
                self.done.add(begins)
                plan(as_of)
        since = self.reported_on or self.opened_on
        if not self.projects.is_empty() and (as_of - since).days >= REPORT_EVERY:
            self.reported_on = as_of
            word = money.progress(self.projects, self.county, as_of)
            self.box.put("project_progress", word, as_of + ONE_DAY)
            self._choose(as_of)

    def _pair(self, as_of: date) -> None:
        with self.rehearsal.clocks.running("pairing"):
            pair_county(self.day(as_of))

    def _wish(self, as_of: date) -> None:
        county, pack = self.county, load_pack(PACK)
        listed = self._query("listed_households", as_of)
        villages = listed["village_code"].unique().sort()
        self._ask(listed, villages, as_of, are_new=self.is_first)
        haves = wishes.state_haves(county, [item.id for item in pack.haves], villages, as_of)
        self.box.put("village_have", haves, as_of + ONE_DAY)
        self.listed = listed["household_id"]

    def _ask(
        self, listed: pl.DataFrame, villages: pl.Series, as_of: date, *, are_new: bool
    ) -> None:
        """What these households and villages need, and what is difficult; the new hand in their cards."""
        stated = wishes.state_difficulties(listed, self.county, load_pack(PACK), as_of)
        for form, rows in (
            ("need", wishes.order_needs(listed, villages, self.county, as_of)),
            ("difficulty", stated),
            ("difficulty", wishes.solve_difficulties(stated, self.county, as_of)),
        ):
            self.box.put(form, rows, as_of + ONE_DAY)
        if are_new:
            self.box.put("card", wishes.hand_in_cards(listed, self.county, as_of), as_of + ONE_DAY)

    def _choose(self, as_of: date) -> None:
        """Projects for what was ordered since the last word on them."""
        needs = self._query("needs_covered", as_of)
        chosen = money.chosen_projects(needs, self.projects, self.county, as_of)
        if chosen.height:
            self._load("choices", {"project_need": chosen}, as_of)

    def _budget(self, as_of: date) -> None:
        lines = money.budget_lines(self._query("payees_by_measure", as_of), self.county, as_of)
        self._load("budget", {"budget_line": lines}, as_of)

    def _approve(self, as_of: date) -> None:
        given = self._query("payees_by_measure", as_of)
        self.projects = money.projects(given, self.county, as_of)
        self._load("projects", {"project": self.projects}, as_of)

    def _check_incomes(self, as_of: date) -> None:
        """The year-end check takes down what every listed household earned."""
        listed = self._query("listed_households", as_of)["household_id"]
        incomes = incomes_of_year(self.county, listed, load_pack(PACK))
        earned = fill_yearly_income(incomes, self.county, as_of)
        self.box.put("yearly_income", earned, as_of + ONE_DAY)

    def _pay(self, as_of: date) -> None:
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
        batch_id = f"FF-{self.county.year}-{len(self.batches) + 1:03}"
        forms = money.payment_list(batch_id, project, payees, as_of)
        if is_wrong:
            total = pl.col("total_amount") + pl.lit(1).cast(pl.Decimal(18, 2))
            wrong = {**forms, "payment_batch": forms["payment_batch"].with_columns(total)}
            try:
                self._load(f"{batch_id}-wrong", wrong, as_of)
            except IntakeError:
                self.rehearsal.refused += 1
        self._load(batch_id, forms, as_of)
        self.batches[batch_id] = project
        self.unreleased.append(batch_id)

    def _leave(self, as_of: date) -> None:
        leaving = duties.leaving_helpers(self.county, as_of)
        self._load("leavers", {"helper": leaving}, as_of)
        self.box.forget(pl.col("owner_id").is_in(leaving["helper_id"].to_list()))

    def _release(self, as_of: date) -> None:
        """Release what may be, send it to the bank, and pay again what came back."""
        due = [batch for batch in self.unreleased if as_of > self.closes_on.get(batch, date.min)]
        if not due:
            return
        found = self._query("payments_of_batches", as_of, batch_ids=due)
        for (batch_id,), lines in found.group_by("batch_id", maintain_order=True):
            # nothing is released before the first window has closed
            self.closes_on[batch_id] = min(lines["closes_on"].drop_nulls(), default=date.min)
            if lines.filter(is_released=False, state="underway").is_empty():
                self.unreleased.remove(batch_id)
                continue
            ready = lines.filter(pl.col("held_by").is_null(), is_released=False)
            if ready.is_empty():
                continue
            release_batch(self.day(as_of), batch_id, RELEASER)
            word = money.bank_return(ready, self.county, as_of + BANK * ONE_DAY)
            self.box.put("bank_return", word, as_of + ONE_DAY)
            self._repeat(self.batches[batch_id], ready, word, as_of)

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

    def _query(self, name: str, as_of: date, **values: Any) -> pl.DataFrame:
        day = self.day(as_of)
        with day.reading() as reader:
            return reader.query(name, **day.named(as_of=as_of, **values))

    def _load(self, name: str, forms: dict[str, pl.DataFrame], as_of: date) -> None:
        self.rehearsal.load(name, forms, self.county.campaign_id, as_of)
