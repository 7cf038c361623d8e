"""Money through the year: budget lines, projects, payment lists, what the bank says of them."""

from datetime import date, timedelta

import polars as pl

from office.rehearsal.county import County
from office.rehearsal.help.wishes import new_card
from office.rehearsal.people.lots import chance
from office.rehearsal.people.officials import officers

#: Measures that are paid out: yuan a household, and the earmarked fund.
PAID = {
    "industry": (1200, "中央财政专项扶贫资金", "产业扶持到户"),
    "social_guarantee": (600, "县级社会救助资金", "困难群众救助"),
    "training": (300, "雨露计划培训资金", "技能培训补助"),
}
#: Other budget lines without payments to households.
BUILT = {"infrastructure": (120_000, "省级以工代赈资金", "村组道路硬化")}
MAKER = "县扶贫办经办员"
BANK_RETURNS, REASONS = 0.015, ("户名不符", "账户已销户")
SPARE = 1.1


def budget_lines(given: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The earmarked lines of the year, with a little to spare. `given` has measure_id, township."""
    households = dict(given.group_by("measure_id").len().iter_rows())
    townships = county.place.filter(level="township").height
    amounts = {m: households.get(m, 0) * yuan for m, (yuan, *_) in PAID.items()}
    amounts |= {m: townships * yuan for m, (yuan, *_) in BUILT.items()}
    return pl.DataFrame(
        [
            {
                "budget_id": budget_id(county, measure),
                "source": ({**PAID, **BUILT})[measure][1],
                "measure_id": measure,
                "amount": round(amount * SPARE, -3) + 1000,
                "approved_on": day,
                "document": f"永财农〔{county.year}〕{number}号",
            }
            for number, (measure, amount) in enumerate(amounts.items(), 11)
        ]
    ).with_columns(pl.col("amount").cast(pl.Decimal(18, 2)))


def budget_id(county: County, measure: str) -> str:
    """The budget line of a measure."""
    return f"ZJ-{county.year}-{measure}"


def projects(given: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """One project a township and measure that is paid or built."""
    towns = county.place.filter(level="township").select("code", "name_zh")
    counts = {
        (measure, town): households
        for measure, town, households in given.group_by("measure_id", "township").len().iter_rows()
    }
    rows = [
        {
            "project_id": f"XM-{county.year}-{town}-{measure}",
            "name": f"{name}{title}项目",
            "place_code": town,
            "measure_id": measure,
            "budget_id": budget_id(county, measure),
            "amount": counts[measure, town] * yuan if measure in PAID else yuan,
            "approved_on": day,
            "starts_on": day + timedelta(days=2),
            "ends_on": date(county.year, 12, 20),
        }
        for town, name in towns.iter_rows()
        for measure, (yuan, _, title) in {**PAID, **BUILT}.items()
        if measure in BUILT or (measure, town) in counts
    ]
    found = pl.DataFrame(rows).with_columns(pl.col("amount").cast(pl.Decimal(18, 2)))
    return found.with_columns(owner_name=officers(county, found["project_id"], "project"))


def chosen_projects(
    needs: pl.DataFrame, project: pl.DataFrame, county: County, day: date
) -> pl.DataFrame:
    """The projects chosen for what was ordered: what is paid for every household, what is built for one village.

    `needs` has need_id, household_id, village_code, measure_id, and in `projects` those chosen before.
    """
    village = county.place.select(village_code="code", place_code="parent_code")
    taken = needs["projects"].str.split(" ").explode().unique().to_list()
    fitting = (
        needs.filter(projects="")
        .join(village, on="village_code", maintain_order="left")
        .join(project, on=["place_code", "measure_id"], maintain_order="left")
        .select("need_id", "household_id", "measure_id", "project_id")
    )
    is_built = pl.col("measure_id").is_in(list(BUILT))
    built = fitting.filter(
        is_built, pl.col("household_id").is_null(), ~pl.col("project_id").is_in(taken)
    )
    return pl.concat(
        [
            fitting.filter(~is_built, pl.col("household_id").is_not_null()),
            built.unique("project_id", keep="first", maintain_order=True),
        ]
    ).select("project_id", "need_id", chosen_on=pl.lit(day))


def payment_list(
    batch_id: str, project: dict[str, str], payees: pl.DataFrame, day: date
) -> dict[str, pl.DataFrame]:
    """A payment list as its two forms. `payees` has household_id, head_name, card_number."""
    yuan = PAID[project["measure_id"]][0]
    lines = payees.select(
        pl.lit(batch_id).alias("batch_id"),
        pl.int_range(1, pl.len() + 1).alias("line_no"),
        "household_id",
        pl.col("head_name").alias("payee_name"),
        "card_number",
        pl.lit(yuan).cast(pl.Decimal(18, 2)).alias("amount"),
        pl.col("repeats")
        if "repeats" in payees.columns
        else pl.lit(
            None,
            pl.String,
        ).alias("repeats"),
    )
    batch = pl.DataFrame(
        {
            "batch_id": [batch_id],
            "project_id": [project["project_id"]],
            "made_on": [day],
            "maker": [MAKER],
            "payments": [payees.height],
            "total_amount": [yuan * payees.height],
        }
    ).with_columns(pl.col("total_amount").cast(pl.Decimal(18, 2)))
    return {"payment_batch": batch, "payment": lines}


def bank_return(sent: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The bank's word on the lines sent to it (batch_id, line_no, card_number, amount, repeats)."""
    keys = sent["batch_id"] + "/" + sent["line_no"].cast(pl.String)
    lot = chance(keys, county.seed, "bank")
    # A township has few payments, and should see one come back.
    is_first = pl.col("batch_id").str.ends_with("-001") & (pl.col("line_no") == 1)
    is_returned = (pl.lit(lot < BANK_RETURNS) | is_first) & pl.col("repeats").is_null()
    which = pl.Series([REASONS[int(10_000 * n) % 2] for n in lot], dtype=pl.String)
    totals = sent.group_by("batch_id").agg(total_amount=pl.col("amount").sum())
    return (
        sent.with_columns(
            finding=pl.when(is_returned).then(pl.lit("returned")).otherwise(pl.lit("paid")),
            reason=pl.when(is_returned).then(pl.lit(which)),
            settled_on=pl.lit(day),
        )
        .join(totals, on="batch_id", maintain_order="left")
        .select(
            "batch_id",
            "line_no",
            pl.col("card_number").str.tail(4),
            "amount",
            "finding",
            "reason",
            "settled_on",
            "total_amount",
        )
    )


def replaced_cards(returned: pl.DataFrame, day: date) -> pl.DataFrame:
    """New cards of the households whose payment came back (household_id, head_name)."""
    households = returned["household_id"]
    return returned.select(
        "household_id",
        pl.lit(new_card(households, 2)).alias("card_number"),
        pl.col("head_name").alias("holder_name"),
        pl.lit("永寿县农村信用联社").alias("bank"),
        pl.lit(value=False).alias("is_closed"),
        pl.lit(day).alias("since_on"),
    )


def progress(project: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The word of that day on every project that runs; it is done some weeks before its end."""
    running = project.filter(pl.col("starts_on") <= day)
    keys = running["project_id"]
    days = (pl.col("ends_on") - pl.col("starts_on")).dt.total_days()
    speed = 1.05 + 0.25 * pl.lit(chance(keys, county.seed, "speed"))
    gone = pl.lit(day) - pl.col("starts_on")
    share = (gone.dt.total_days() / days * speed * 100).cast(pl.Int64).clip(0, 100)
    return running.select(
        "project_id",
        pl.lit(day).alias("reported_on"),
        share.alias("percent_done"),
        pl.col("owner_name").alias("reporter"),
        pl.lit("按计划推进").alias("note"),
        pl.lit("现场照片存档").alias("evidence"),
    )
