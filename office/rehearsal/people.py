"""The people of a generated county: how they fill in the forms that reach them.

Every function takes the rows that went out and the day on which they did, and returns the filled
rows, each dated by when its act was done. What somebody does depends on the truth of the county and
on a hash of seed, act and household: not on the order of rows, nor on anybody else. A row may bring
its `round`; people correct in the second round what they got wrong in the first.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

import polars as pl

from office.rehearsal.county import County

#: Days that an act takes, from the day on which its form goes out: least and most.
DAYS_TAKEN = {
    "commitment": (1, 4),
    "training": (1, 3),
    "mass_meeting": (3, 8),
    "hand_out": (3, 8),
    "application": (1, 10),
    "group_appraisal": (2, 5),
    "survey": (1, 9),
    "village_appraisal": (2, 5),
    "audit": (2, 6),
    "reverification": (3, 10),
    "posting": (0, 0),
    "assignment": (0, 1),
    "investigation": (2, 5),
    "decision": (1, 3),
    "call_back": (1, 5),
    "correction": (0, 2),
}
UNSIGNED, REFUSED, NOT_FOUND, UNSURE, CONCEALED = 0.03, 0.01, 0.03, 0.03, 0.5
NO_QUORUM, RETURNED, POSTED_LATE = 0.03, 0.03, 0.06
OBJECTED_WRONGLY, OBJECTED_RIGHTLY, LATE, ANONYMOUS, WITHDRAWN = 0.02, 0.15, 0.1, 0.3, 0.1

#: Facts that surveyors most often have to ask a second time for.
UNSURE_FACTS = (
    "net_income_per_year",
    "medical_out_of_pocket_per_year",
    "has_major_illness",
    "can_build",
    "dwellings",
    "has_ship",
)
#: What households keep quiet about, and what they say instead; departments have it on record.
QUIET_ABOUT: dict[str, bool | int] = {
    "has_vehicle": False,
    "has_company": False,
    "pays_business_tax": False,
    "has_large_farm_machinery": False,
    "public_payroll_members": 0,
}
#: Kinds of opening meetings: where, about what, how many people or copies a household.
OPENING = {
    "training": ("township", "建档立卡业务培训", 0.02),
    "mass_meeting": ("village", "精准扶贫政策宣讲", 0.6),
    "hand_out": ("village", "致农户的一封信", 1.0),
}
CHANNELS = ("visit", "letter", "phone", "box")
CAUSES = {
    "illness": "家中有人长期患病，医药费负担重",
    "skill": "家中缺少劳动力和技术，收入低",
    "environment": "住地偏远，耕地少，靠天吃饭",
    "funds": "想发展养殖，缺少资金",
    "low_income": "年老体弱，没有稳定收入",
}
WORDS_OF_KEEPOUTS = {
    "keepout.above_average": "家庭收入高于当地平均水平",
    "keepout.new_house": "近年购建住房",
    "keepout.luxury": "家中有车辆或大型机械",
    "keepout.business": "家庭成员办有企业或经营纳税",
    "keepout.public_payroll": "家庭成员有财政供养人员或村五职干部",
    "keepout.away": "举家外出且收入较高",
    "keepout.other": "有其他明显不符合条件的情形",
}
WORDS_OF_FLAWS = {
    "namesake": "同名不同人，身份证号码和出生日期均不符",
    "outsider": "同名不同人，登记人不是本县农村居民",
    "outdated": "登记信息过时，车辆、企业或职务早已转让、注销或离任",
}


class Appraisal(NamedTuple):
    """The forms that a day of meetings brings back: who met, who came, how they voted."""

    meeting: pl.DataFrame
    attendance: pl.DataFrame
    vote: pl.DataFrame


# --- chance, days, people -------------------------------------------------------------------------


def chance(keys: pl.Series, seed: int, act: str) -> pl.Series:
    """A number from 0 to below 1 for each key, the same on every machine."""
    return pl.Series(
        [
            int.from_bytes(blake2b(f"{seed}/{act}/{key}".encode(), digest_size=6).digest()) / 2**48
            for key in keys
        ],
        dtype=pl.Float64,
    )


def _done_on(keys: pl.Series, county: County, act: str, day: date) -> pl.Expr:
    least, most = DAYS_TAKEN[act]
    taken = (chance(keys, county.seed, f"{act} day") * (most - least + 1)).cast(pl.Int64) + least
    return pl.lit(day) + pl.duration(days=pl.lit(taken))


def _holders(county: County, post: str, places: pl.Series, keys: pl.Series, act: str) -> pl.Series:
    """Who of those that hold the post at each place does the act."""
    names = dict(
        county.official.filter(pl.col("post") == post)
        .group_by("place_code", maintain_order=True)
        .agg("name")
        .iter_rows()
    )
    drawn = chance(keys, county.seed, f"{act} by {post}")
    return pl.Series(
        [
            names[place][int(number * len(names[place]))]
            for place, number in zip(places, drawn, strict=True)
        ],
        dtype=pl.String,
    )


def _campaign_id(county: County) -> str:
    return f"identification-{county.year}-{county.code}"


def _round(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("round") if "round" in rows.columns else pl.lit(1)


def _at_home(rows: pl.DataFrame, county: County) -> pl.DataFrame:
    """The rows with what the county knows of their households."""
    homes = county.household.select("household_id", "village_code", "group_code", "head_name")
    keepouts = (
        county.keepout.filter(pl.col("state") == "met")
        .group_by("household_id")
        .agg(pl.col("rule_id").min().replace_strict(WORDS_OF_KEEPOUTS).alias("keepout_words"))
    )
    known = homes.join(county.attitude, on="household_id").join(
        keepouts, on="household_id", how="left"
    )
    strange = [name for name in known.columns if name in rows.columns and name != "household_id"]
    return rows.join(
        known.drop(strange), on="household_id", how="left", maintain_order="left"
    ).with_columns(
        campaign_id=pl.lit(_campaign_id(county)),
        round=_round(rows),
        is_deserving=pl.col("is_poor") & ~pl.col("is_kept_out"),
    )


def _township(rows: pl.DataFrame) -> pl.Series:
    return rows["village_code"].str.slice(0, 9)


def _first_time(rows: pl.DataFrame, county: County, act: str, share: float) -> pl.Expr:
    """True in the first round for that share of the households."""
    return (pl.col("round") == 1) & pl.lit(chance(rows["household_id"], county.seed, act) < share)


# --- before the first step [000] ------------------------------------------------------------------


def hold_opening(county: County, day: date) -> list[tuple[str, pl.DataFrame, str]]:
    """Letters, training, mass meetings, hand-outs: form, filled rows, its column of the day."""
    villages = county.place.filter(pl.col("level") == "village")["code"]
    signed = pl.DataFrame(
        {
            "campaign_id": [_campaign_id(county)] * villages.len(),
            "place_code": villages,
            "signed_by": _holders(county, "village_cadre", villages, villages, "sign"),
            "signed_for_office_by": _officers(county, villages, "sign"),
        }
    ).with_columns(
        signed_on=_done_on(villages, county, "commitment", day),
        evidence=pl.lit("责任书一式两份，县乡各存一份"),
    )
    held = [_opening(county, day, kind) for kind in OPENING]
    return [("commitment", signed, "signed_on"), ("meeting", pl.concat(held), "held_on")]


def _opening(county: County, day: date, kind: str) -> pl.DataFrame:
    level, subject, share = OPENING[kind]
    places = county.place.filter(pl.col("level") == level).select(
        "code", "name_zh", "office_name", "rural_households"
    )
    codes = places["code"]
    chairs = {"township": "commissioner", "village": "village_cadre"}[level]
    people = (
        pl.col("rural_households") * share * (0.9 + 0.1 * chance(codes, county.seed, kind))
    ).ceil()
    is_hand_out = kind == "hand_out"
    nobody = pl.lit(None, pl.Int64)
    return places.with_columns(held_on=_done_on(codes, county, kind, day)).select(
        pl.format("HY-{}-{}", pl.lit(kind), "code").alias("meeting_id"),
        pl.lit(_campaign_id(county)).alias("campaign_id"),
        pl.lit(kind).alias("kind"),
        pl.col("code").alias("place_code"),
        "held_on",
        pl.col("office_name").alias("venue"),
        pl.lit(subject).alias("subject"),
        nobody.alias("eligible"),
        (nobody if is_hand_out else people.cast(pl.Int64)).alias("present"),
        (people.cast(pl.Int64) if is_hand_out else nobody).alias("copies"),
        _holders(county, chairs, codes, codes, f"{kind} chair").alias("chaired_by"),
        _officers(county, codes, f"{kind} record").alias("recorded_by"),
        pl.lit("照片和签到册存档").alias("evidence"),
    )


def _officers(county: County, keys: pl.Series, act: str) -> pl.Series:
    at_county = pl.Series([county.code] * keys.len(), dtype=pl.String)
    return _holders(county, "officer", at_county, keys, act)


# --- the steps ------------------------------------------------------------------------------------


def fill_application(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Applications of those who apply; some forget to sign in the first round."""
    rows = _at_home(rows, county).filter("applies")
    homes = rows["household_id"]
    causes = county.survey.select("household_id", "main_cause")
    is_unsigned = _first_time(rows, county, "unsigned", UNSIGNED)
    return rows.join(causes, on="household_id", how="left", maintain_order="left").select(
        "campaign_id",
        "household_id",
        _done_on(homes, county, "application", day).alias("applied_on"),
        pl.col("head_name").alias("applicant_name"),
        (~is_unsigned).alias("is_signed"),
        (~_first_time(rows, county, "unsigned", UNSIGNED / 2)).alias("is_fingerprinted"),
        pl.col("main_cause").replace_strict(CAUSES, default="家庭收入低，生活困难").alias("reason"),
    )


def fill_group_appraisal(rows: pl.DataFrame, county: County, day: date) -> Appraisal:
    """Each villager group meets, one person a household; some meet again for want of a quorum."""
    entitled = county.household.select(
        pl.col("group_code").alias("place_code"),
        pl.col("head_name").alias("attendee"),
        "household_id",
        pl.lit("villager").alias("role"),
    )
    return _appraise(rows, county, day, "group", entitled)


def fill_village_appraisal(rows: pl.DataFrame, county: County, day: date) -> Appraisal:
    """Representatives, supervisors and cadres of each village meet and know who is not poor."""
    heads = county.household.select(
        pl.col("village_code").alias("place_code"),
        pl.col("head_name").alias("attendee"),
        "household_id",
        pl.lit("representative").alias("role"),
    )
    is_chosen = chance(heads["household_id"], county.seed, "representative") < 0.08
    officials = county.official.filter(
        pl.col("post").is_in(["village_cadre", "resident_cadre", "supervisor"])
    ).select(
        "place_code",
        pl.col("name").alias("attendee"),
        pl.lit("").alias("household_id"),
        pl.col("post").alias("role"),
    )
    return _appraise(rows, county, day, "village", pl.concat([heads.filter(is_chosen), officials]))


def _appraise(
    rows: pl.DataFrame, county: County, day: date, level: str, entitled: pl.DataFrame
) -> Appraisal:
    act = f"{level}_appraisal"
    votes = _at_home(rows, county).with_columns(pl.col(f"{level}_code").alias("place_code"))
    meeting = _meetings(votes, county, day, act, entitled)
    attendance = _attendance(meeting, county, entitled)
    votes = votes.join(
        meeting.select("place_code", "meeting_id", "held_on", "present"),
        on="place_code",
        maintain_order="left",
    )
    standing = pl.col(f"{level}_standing")
    # Rounded away from one half, so that a small meeting decides as a large one would.
    share = standing * pl.col("present")
    votes_for = pl.when(standing > 0.5).then(share.ceil()).otherwise(share.floor())
    others = pl.col("present") - pl.col("votes_for")
    doubt = pl.coalesce("keepout_words", pl.lit("多数到会者认为家庭情况与申请不符"))
    vote = votes.with_columns(votes_for=votes_for.cast(pl.Int64)).select(
        "campaign_id",
        pl.lit(act).alias("step"),
        "household_id",
        "meeting_id",
        pl.col("held_on").alias("voted_on"),
        "votes_for",
        (others - others // 3).alias("votes_against"),
        (others // 3).alias("abstained"),
        pl.when(standing < 0.5).then(doubt).alias("reason"),
    )
    return Appraisal(meeting, attendance, vote)


def _meetings(
    votes: pl.DataFrame, county: County, day: date, act: str, entitled: pl.DataFrame
) -> pl.DataFrame:
    called = votes.group_by("place_code").agg(pl.col("round").min()).sort("place_code")
    called = called.join(
        entitled.group_by("place_code").agg(pl.len().cast(pl.Int64).alias("eligible")),
        on="place_code",
        maintain_order="left",
    ).join(
        county.place.select(pl.col("code").alias("place_code"), "name_zh"),
        on="place_code",
        maintain_order="left",
    )
    places = called["place_code"]
    village = places.str.slice(0, 12)
    is_few = (pl.col("round") == 1) & pl.lit(chance(places, county.seed, f"{act} few") < NO_QUORUM)
    turnout = pl.when(is_few).then(0.55).otherwise(0.72 + 0.25 * chance(places, county.seed, act))
    return (
        called.with_columns(held_on=_done_on(places, county, act, day))
        .with_columns(
            present=pl.when(is_few)
            .then((turnout * pl.col("eligible")).floor())
            .otherwise((turnout * pl.col("eligible")).ceil())
            .cast(pl.Int64)
        )
        .select(
            pl.format("PY-{}-{}", "place_code", pl.col("held_on").dt.strftime("%m%d")).alias(
                "meeting_id"
            ),
            pl.lit(_campaign_id(county)).alias("campaign_id"),
            pl.lit(act).alias("kind"),
            "place_code",
            "held_on",
            (pl.col("name_zh") + "活动室").alias("venue"),
            pl.lit("贫困户识别民主评议").alias("subject"),
            "eligible",
            "present",
            pl.lit(None, pl.Int64).alias("copies"),
            _holders(county, "village_cadre", village, places, act).alias("chaired_by"),
            _holders(county, "resident_cadre", village, places, act).alias("recorded_by"),
            pl.lit("会议记录和照片存村档案盒").alias("evidence"),
        )
    )


def _attendance(meeting: pl.DataFrame, county: County, entitled: pl.DataFrame) -> pl.DataFrame:
    called = meeting.select("place_code", "meeting_id", "present").join(
        entitled, on="place_code", maintain_order="left"
    )
    keys = called["meeting_id"] + called["attendee"] + called["household_id"]
    return (
        called.with_columns(lot=chance(keys, county.seed, "attendance"))
        .with_columns(
            is_present=pl.col("lot").rank("ordinal").over("meeting_id") <= pl.col("present")
        )
        .select(
            "meeting_id",
            "attendee",
            "household_id",
            "role",
            "is_present",
            pl.col("is_present").alias("is_signed"),
            pl.col("is_present").alias("is_fingerprinted"),
        )
    )


def fill_survey(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Two surveyors visit; in the first round some doors stay closed and some facts unknown."""
    rows = _at_home(rows, county)
    homes = rows["household_id"]
    visits = rows.select(
        "campaign_id",
        "household_id",
        _done_on(homes, county, "survey", day).alias("surveyed_on"),
        _holders(county, "village_cadre", rows["village_code"], homes, "survey").alias("surveyor"),
        _holders(county, "resident_cadre", rows["village_code"], homes, "survey").alias(
            "second_surveyor"
        ),
        pl.when(_first_time(rows, county, "closed door", REFUSED))
        .then(pl.lit("refused"))
        .when(_first_time(rows, county, "closed door", REFUSED + NOT_FOUND))
        .then(pl.lit("not_found"))
        .otherwise(pl.lit("surveyed"))
        .alias("finding"),
        _first_time(rows, county, "unsure", UNSURE).alias("is_unsure"),
    )
    facts = [name for name in county.survey.columns if name != "household_id"]
    quiet = chance(homes, county.seed, "quiet") < CONCEALED
    which = (chance(homes, county.seed, "unsure of") * len(UNSURE_FACTS)).cast(pl.Int64)
    unsure = [
        pl.when(~(pl.col("is_unsure") & pl.lit(which == number))).then(name).alias(name)
        for number, name in enumerate(UNSURE_FACTS)
    ]
    told = [
        pl.when(pl.lit(quiet)).then(pl.lit(said)).otherwise(name).alias(name)
        for name, said in QUIET_ABOUT.items()
    ]
    return (
        visits.join(county.survey, on="household_id", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("other_unfit_reason").is_not_null())
            .then("second_surveyor")
            .alias("other_unfit_officer"),
            *unsure,
            *told,
        )
        .with_columns(
            pl.when(pl.col("finding") == "surveyed").then(name).alias(name) for name in facts
        )
        .drop("is_unsure")
    )


def fill_audit(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """The township approves, or returns a household once for want of a paper."""
    rows = _at_home(rows, county)
    homes = rows["household_id"]
    is_returned = _first_time(rows, county, "audit", RETURNED)
    return rows.select(
        "campaign_id",
        "household_id",
        _done_on(homes, county, "audit", day).alias("audited_on"),
        _holders(county, "auditor", _township(rows), homes, "audit").alias("auditor"),
        pl.when(is_returned)
        .then(pl.lit("returned"))
        .otherwise(pl.lit("approved"))
        .alias("finding"),
        pl.when(is_returned).then(pl.lit("评议记录缺少到会人员签字，退回补充")).alias("reason"),
    )


def fill_reverification(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Hits (household_id, rule_id, source, record_no): removed where true, kept with the reason."""
    owners = county.record_owner.select(
        pl.col("department_id").alias("source"), "record_no", "person_id", "flaw"
    ).join(
        county.person.select("person_id", pl.col("household_id").alias("owner_household_id")),
        on="person_id",
        how="left",
    )
    held = county.keepout.select("household_id", "rule_id", "state")
    rows = (
        _at_home(rows.drop("person_id", "state", strict=False), county)
        .join(owners, on=["source", "record_no"], how="left", maintain_order="left")
        .join(held, on=["household_id", "rule_id"], how="left", maintain_order="left")
    )
    keys = rows["household_id"]
    of_survey = pl.col("source") == "survey"
    is_theirs = of_survey | (pl.col("owner_household_id") == pl.col("household_id"))
    is_true = pl.col("rule_id").str.starts_with("keepout.") & (pl.col("state") == "met")
    is_removed = (is_theirs & is_true & (of_survey | (pl.col("flaw") == "none"))).fill_null(
        value=False
    )
    kept_because = (
        pl.when(of_survey & pl.col("state").is_null())
        .then(pl.lit("入户核实，无此情形"))
        .when(pl.col("flaw").is_in(list(WORDS_OF_FLAWS)))
        .then(pl.col("flaw").replace_strict(WORDS_OF_FLAWS, default=None))
        .when(~is_theirs)
        .then(pl.lit(WORDS_OF_FLAWS["namesake"]))
        .when(pl.col("state") == "excepted")
        .then(pl.lit("情况属实，但属于政策规定的例外情形"))
        .otherwise(pl.lit("情况属实，不影响贫困认定"))
    )
    true_words = pl.col("rule_id").replace_strict(WORDS_OF_KEEPOUTS, default=None)
    return rows.select(
        "campaign_id",
        "household_id",
        "rule_id",
        "source",
        "record_no",
        _done_on(keys, county, "reverification", day).alias("verified_on"),
        _holders(county, "village_cadre", rows["village_code"], keys, "verify").alias(
            "village_verifier"
        ),
        _holders(county, "verifier", _township(rows), keys, "verify").alias("township_verifier"),
        pl.when(is_removed).then(pl.lit("removed")).otherwise(pl.lit("kept")).alias("finding"),
        pl.when(is_removed).then("经核实，" + true_words).otherwise(kept_because).alias("reason"),
        pl.lit("入户核实记录存村档案盒").alias("evidence"),
    )


def fill_call_back(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """What drawn households (draw_id, household_id) tell the third party; nearly all took part."""
    homes = rows["household_id"]
    applied = county.attitude.select("household_id", "applies")
    answers = {
        name: chance(homes, county.seed, name) > share
        for name, share in (("applied_itself", 0.01), ("took_part", 0.04), ("signed_itself", 0.02))
    }
    return rows.join(applied, on="household_id", how="left", maintain_order="left").select(
        "draw_id",
        "household_id",
        _done_on(homes, county, "call_back", day).alias("called_on"),
        pl.lit("第三方评估组").alias("caller"),
        *[pl.when("applies").then(pl.lit(said)).alias(name) for name, said in answers.items()],
        pl.when(~pl.col("applies")).then(pl.lit("未提出申请")).alias("note"),
    )


def fill_correction(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Findings (check_id, household_id) are corrected on the spot by a village cadre."""
    rows = _at_home(rows, county)
    homes = rows["household_id"]
    return rows.select(
        "campaign_id",
        "check_id",
        "household_id",
        _done_on(homes, county, "correction", day).alias("corrected_on"),
        _holders(county, "village_cadre", rows["village_code"], homes, "correct").alias(
            "corrected_by"
        ),
        pl.lit("已与户主核对并补正").alias("how"),
    )


# --- publicity and objections ---------------------------------------------------------------------


def fill_posting(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Notices (number, place_code) are posted on the day they arrive, some a day or two late."""
    keys = rows["number"]
    village = rows["place_code"].str.slice(0, 12)
    late = chance(keys, county.seed, "late posting")
    days = (late < POSTED_LATE).cast(pl.Int64) + (late < POSTED_LATE / 3).cast(pl.Int64)
    posted_on = _done_on(keys, county, "posting", day) + pl.duration(days=pl.lit(days))
    places = county.place.select(pl.col("code").alias("place_code"), "name_zh")
    return (
        rows.join(places, on="place_code", how="left", maintain_order="left")
        .select(
            "number",
            posted_on.alias("posted_on"),
            (posted_on + pl.duration(days=pl.lit((late > 0.9).cast(pl.Int64)))).alias(
                "confirmed_on"
            ),
            (pl.col("name_zh") + "公示栏").alias("venue"),
            _holders(county, "village_cadre", village, keys, "posting").alias("poster"),
            _holders(county, "supervisor", village, keys, "posting").alias("witness"),
            pl.lit("IMG_")
            + (chance(keys, county.seed, "photo") * 10_000)
            .cast(pl.Int64)
            .cast(pl.String)
            .str.zfill(4),
        )
        .rename({"literal": "photo_ref"})
    )


def raise_objections(lines: pl.DataFrame, county: County) -> pl.DataFrame:
    """Objections to notices; a row of `lines` is a household newly shown on one.

    `lines` has number, place_code, household_id, opens_on and closes_on (the window). Neighbours
    object to listed households, sometimes late, sometimes without a name; the missed themselves
    object to the list of their own group. Rows as in the form, with the objector.
    """
    listed = _at_home(lines, county).with_columns(kind=pl.lit("listed"))
    keys = listed["number"] + listed["household_id"]
    is_deserved = pl.col("is_deserving")
    share = pl.when(is_deserved).then(OBJECTED_WRONGLY).otherwise(OBJECTED_RIGHTLY)
    listed = listed.filter(pl.lit(chance(keys, county.seed, "objection")) < share)
    notices = lines.group_by("number", "place_code", "opens_on", "closes_on").len().drop("len")
    missed = (
        _at_home(county.attitude.filter("protests").select("household_id"), county)
        .join(notices, left_on="group_code", right_on="place_code", coalesce=False)
        .join(lines, on=["number", "household_id"], how="anti")
        .sort("household_id", "number")
        .with_columns(kind=pl.lit("missed"))
        .select(listed.columns)
    )
    return _objections(pl.concat([listed, missed]), county)


def _objections(rows: pl.DataFrame, county: County) -> pl.DataFrame:
    keys = rows["number"] + rows["household_id"]
    by_itself = pl.col("kind") == "missed"
    is_anonymous = ~by_itself & pl.lit(chance(keys, county.seed, "anonymous") < ANONYMOUS)
    is_late = ~by_itself & pl.lit(chance(keys, county.seed, "late objection") < LATE)
    days = (pl.col("closes_on") - pl.col("opens_on")).dt.total_days() + 1
    day = (chance(keys, county.seed, "objected on") * days).cast(pl.Int64)
    neighbours = county.household.group_by("group_code", maintain_order=True).agg(
        pl.col("head_name").alias("neighbours")
    )
    which = pl.lit(chance(keys, county.seed, "neighbour")) * pl.col("neighbours").list.len()
    ground = (
        pl.when(by_itself)
        .then(pl.lit("本户符合条件而未列入名单"))
        .when(pl.col("keepout_words").is_not_null())
        .then("keepout_words")
        .when("is_poor")
        .then(pl.lit("该户有外出务工收入"))
        .otherwise(pl.lit("该户收入不低于标准"))
    )
    objector = (
        pl.when(by_itself)
        .then("head_name")
        .otherwise(pl.col("neighbours").list.get(which.cast(pl.Int64)))
    )
    channel = [CHANNELS[int(lot * 4)] for lot in chance(keys, county.seed, "channel")]
    return (
        rows.join(neighbours, on="group_code", how="left", maintain_order="left")
        .with_columns(is_anonymous=is_anonymous)
        .select(
            "campaign_id",
            pl.format("YY-{}-{}", "household_id", pl.lit(_digest(keys))).alias("objection_id"),
            "number",
            "kind",
            "household_id",
            pl.when(is_late)
            .then(pl.col("closes_on") + pl.duration(days=1 + day % 3))
            .otherwise(pl.col("opens_on") + pl.duration(days=day))
            .alias("received_on"),
            pl.Series("channel", channel, dtype=pl.String),
            ground.alias("ground"),
            pl.lit(None, pl.String).alias("evidence"),
            "is_anonymous",
            pl.when(~pl.col("is_anonymous")).then(objector).alias("objector_name"),
            pl.when(~pl.col("is_anonymous")).then(pl.lit("19900001234")).alias("objector_contact"),
            _holders(county, "commissioner", _township(rows), keys, "receive").alias("received_by"),
        )
    )


def _digest(keys: pl.Series) -> pl.Series:
    """Four figures that tell the notices of one household apart."""
    return pl.Series(
        [blake2b(key.encode(), digest_size=2).hexdigest() for key in keys], dtype=pl.String
    )


def fill_assignment(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Objections (objection_id, household_id) go to an investigator of the township."""
    rows = _at_home(rows, county)
    keys = rows["objection_id"]
    return rows.select(
        "objection_id",
        _done_on(keys, county, "assignment", day).alias("assigned_on"),
        _holders(county, "investigator", _township(rows), keys, "assign").alias("investigator"),
    )


def fill_investigation(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Assigned objections (objection_id, household_id, kind, investigator) are looked into."""
    rows = _at_home(rows, county)
    unfit = "入户核实，" + pl.coalesce("keepout_words", pl.lit("该户收入不低于标准"))
    found = pl.when("is_deserving").then(pl.lit("入户核实，该户符合识别条件")).otherwise(unfit)
    return rows.select(
        "objection_id",
        _done_on(rows["objection_id"], county, "investigation", day).alias("investigated_on"),
        "investigator",
        found.alias("finding"),
        pl.lit("走访笔录两份").alias("evidence"),
    )


def fill_decision(rows: pl.DataFrame, county: County, day: date) -> pl.DataFrame:
    """Investigated objections (objection_id, household_id, kind) are decided at the county."""
    rows = _at_home(rows, county)
    keys = rows["objection_id"]
    places = pl.Series([county.code] * rows.height, dtype=pl.String)
    is_right = pl.col("is_deserving") == (pl.col("kind") == "missed")
    is_withdrawn = ~is_right & pl.lit(chance(keys, county.seed, "withdrawn") < WITHDRAWN)
    return rows.select(
        "objection_id",
        _done_on(keys, county, "decision", day).alias("decided_on"),
        _holders(county, "decider", places, keys, "decide").alias("decider"),
        pl.when(is_right)
        .then(pl.lit("sustained"))
        .when(is_withdrawn)
        .then(pl.lit("withdrawn"))
        .otherwise(pl.lit("dismissed"))
        .alias("finding"),
        pl.when(is_right)
        .then(pl.lit("经调查核实，异议属实"))
        .when(is_withdrawn)
        .then(pl.lit("异议人了解情况后撤回"))
        .otherwise(pl.lit("经调查核实，异议不属实"))
        .alias("reason"),
    )


# --- how offices write ----------------------------------------------------------------------------

MESSY_SHARE = 0.06
BLANK_SHARE = 0.01
ONE_FILE_IN = 12
DATE_STYLES: Sequence[str] = ("%Y年%-m月%-d日", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d")
FULL_WIDTH = dict(zip("0123456789", "０１２３４５６７８９", strict=True))


def has_error(form: str, seed: int) -> bool:
    """Whether the first version of this file has an error that no repair may guess."""
    return float(chance(pl.Series([form]), seed, "error")[0]) < 1 / ONE_FILE_IN


def mess(frame: pl.DataFrame, form: str, seed: int, *, attempt: int = 1) -> pl.DataFrame:
    """The frame as an office types it into a workbook; `form` tells files apart.

    Dates become text, a share of ID numbers full-width, lower-case, spaced or of 15 digits, and
    blank rows appear: all this an intake can repair. Where `has_error`, one date of the first
    attempt is no day at all.
    """
    keys = pl.Series([f"{form} {row}" for row in range(frame.height)], dtype=pl.String)
    days = [name for name, kind in frame.schema.items() if kind == pl.Date]
    numbers = [name for name in frame.columns if name.endswith("id_number")]
    messy = frame.with_columns(
        *[_messy_day(name, chance(keys, seed, f"mess {name}")) for name in days],
        *[_messy_number(name, chance(keys, seed, f"mess {name}")) for name in numbers],
    )
    if attempt == 1 and days and frame.height and has_error(form, seed):
        row = int(chance(pl.Series([form]), seed, "error row")[0] * frame.height)
        is_there = pl.int_range(pl.len()) == row
        messy = messy.with_columns(
            pl.when(is_there).then(pl.lit("2014-02-30")).otherwise(days[0]).alias(days[0])
        )
    is_gap = chance(keys, seed, "blank row") < BLANK_SHARE
    blank = messy.clear(int(is_gap.sum()))
    order = pl.Series(range(frame.height), dtype=pl.Float64)
    return (
        pl.concat(
            [
                messy.with_columns(row_order=order),
                blank.with_columns(row_order=order.filter(is_gap) + 0.5),
            ]
        )
        .sort("row_order")
        .drop("row_order")
    )


def _messy_day(name: str, lot: pl.Series) -> pl.Expr:
    day = pl.col(name)
    written = day.dt.strftime("%Y-%m-%d")
    share = MESSY_SHARE / len(DATE_STYLES)
    for number, style in enumerate(DATE_STYLES):
        is_so = pl.lit((lot >= number * share) & (lot < (number + 1) * share))
        written = pl.when(is_so).then(day.dt.strftime(style)).otherwise(written)
    return written.alias(name)


def _messy_number(name: str, lot: pl.Series) -> pl.Expr:
    number = pl.col(name)
    is_old = number.str.slice(6, 2) == "19"
    full_width = number.str.replace_many(FULL_WIDTH)
    spaced = number.str.slice(0, 6) + " " + number.str.slice(6, 8) + " " + number.str.slice(14)
    short = number.str.slice(0, 6) + number.str.slice(8, 9)
    return (
        pl.when(pl.lit(lot < MESSY_SHARE / 3))
        .then(full_width)
        .when(pl.lit(lot < MESSY_SHARE * 2 / 3))
        .then(spaced)
        .when(pl.lit(lot < MESSY_SHARE) & is_old)
        .then(short)
        .when(pl.lit(lot < MESSY_SHARE * 3))
        .then(number.str.to_lowercase())
        .otherwise(number)
        .alias(name)
    )
