"""A county that never was, whose incomes, houses and illnesses are drawn and then judged.

Nobody is drawn poor: facts are drawn, the policy pack judges them, and people apply, vote and keep
records according to both. The frames are the truth that a rehearsal may look up; `place`,
`household`, `person`, `source_entry` and `department_record` have the columns of the forms.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Any
from zlib import crc32

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from office.rehearsal.names import (
    Flags,
    Ints,
    draw_surnames,
    full_names,
    id_numbers,
    phone,
    sample,
    village_names,
)
from policy.errors import OfficeError
from policy.pack import Pack
from policy.screening import screen

Floats = npt.NDArray[np.float64]
Draw = Callable[[str], np.random.Generator]

ROLES = (
    "head",
    "spouse",
    "child",
    "married_son",
    "daughter_in_law",
    "grandchild",
    "father",
    "mother",
)
#: The register's word for each role, in the same order.
RELATIONS = ("head", "spouse", "child", "child", "child_in_law", "grandchild", "parent", "parent")
HEAD, SPOUSE, CHILD, MARRIED_SON, DAUGHTER_IN_LAW, GRANDCHILD, FATHER, MOTHER = range(8)
LARGEST_FAMILY = 7
MAJOR_SURNAME_SHARE = 0.55  # a village has three families to which more than half belong
NO_NUMBER_SHARE = 0.03  # of children under three: not yet registered
DAYS_IN_YEAR = 365.25

#: Who acts where: posts at each level, and how many people hold them.
POSTS = {
    "county": {"officer": 6, "investigator": 6, "decider": 3},
    "township": {"auditor": 2, "commissioner": 2, "verifier": 2, "investigator": 2},
    "village": {"village_cadre": 5, "resident_cadre": 2, "supervisor": 2, "representative": 1},
}


@dataclass(frozen=True)
class County:
    """The truth of a county in one year; money in yuan a year.

    `survey` holds the facts a perfect survey would find; `keepout` the keep-outs that hold
    (household_id, rule_id, state: met or excepted); `attitude` who is poor by the rules, applies,
    is voted for; `record_owner` whom each department record truly concerns and what is wrong in it;
    `official` who holds which post where.
    """

    code: str
    year: int
    seed: int
    place: pl.DataFrame
    official: pl.DataFrame
    household: pl.DataFrame
    person: pl.DataFrame
    survey: pl.DataFrame
    keepout: pl.DataFrame
    attitude: pl.DataFrame
    source_entry: pl.DataFrame
    department_record: pl.DataFrame
    record_owner: pl.DataFrame

    def expected_list(self) -> pl.DataFrame:
        """Households (household_id) that a campaign without mistakes announces."""
        return self.attitude.filter(
            pl.col("is_poor")
            & ~pl.col("is_kept_out")
            & ((pl.col("applies") & (pl.col("group_standing") > 0.5)) | pl.col("protests"))
            & (pl.col("village_standing") > 0.5)
        ).select("household_id")


def make_county(size: str, seed: int, year: int, pack: Pack) -> County:
    """A county of the size township, yongshou or yidu, the same for the same seed.

    OfficeError for another size, PolicyError for a year without a poverty line.
    """
    shapes = sample("counties")
    if size not in shapes:
        raise OfficeError(
            where="size of the generated county",
            came=size,
            expected=f"one of {', '.join(shapes)}",
            remedy="name one of them",
        )
    shape = shapes[size]

    def draw(part: str) -> np.random.Generator:
        return np.random.default_rng([seed, year, crc32(part.encode())])

    line = _amount(pack, "poverty_line", year)
    place = _places(shape, year, draw("places"))
    homes = _homes(shape, place, draw)
    person = _persons(homes, year, shape["code"], draw)
    household = _households(homes, person, year)
    facts = _facts(shape, homes, person, year, line, draw("facts"))
    verdict, keepout = _judge(facts, pack, year)
    facts = _with_causes(facts, verdict, homes)
    attitude = _attitudes(facts, verdict, keepout, line, draw("attitudes"))
    record, owner = _department_records(facts, person, pack, year, draw)
    return County(
        code=shape["code"],
        year=year,
        seed=seed,
        place=_with_counts(place, household, person),
        official=_officials(place, draw("officials")),
        household=household,
        person=person.drop("village_code", "age"),
        survey=facts,
        keepout=keepout,
        attitude=attitude,
        source_entry=_source_entries(facts, person, line, year, draw("sources")),
        department_record=record,
        record_owner=owner,
    )


def _amount(pack: Pack, key: str, year: int) -> float:
    return float(str(pack.value(key, date(year, 1, 1)).value))


# --- places and posts -----------------------------------------------------------------------------


def _places(shape: dict[str, Any], year: int, rng: np.random.Generator) -> pl.DataFrame:
    columns = ["code", "level", "parent_code", "name_zh", "name_en", "office_name"]
    places = pl.DataFrame(list(_place_rows(shape, rng)), schema=columns, orient="row")
    return places.with_columns(
        since_on=pl.lit(date(year, 1, 1)),
        office_address=pl.col("office_name") + "一楼",
        phone=phone(pl.int_range(pl.len())),
        email=pl.lit(None, pl.String),
        supervision_phone=pl.lit("19900009999"),
    )


def _place_rows(
    shape: dict[str, Any], rng: np.random.Generator
) -> Iterator[tuple[str | None, ...]]:
    county = shape["code"]
    zh, en, kind_zh, kind_en = shape["name"]
    name = f"{zh}{kind_zh}"
    yield county, "county", None, name, f"{en} {kind_en}", f"{name}扶贫开发办公室"
    villages = iter(village_names(rng, shape["villages"]))
    shares = np.array_split(np.arange(shape["villages"]), shape["townships"])
    for t, (town_zh, town_en) in enumerate(sample("names")["townships"][: len(shares)]):
        town, name = f"{county}{100 + t}", f"{town_zh}镇"
        yield town, "township", county, name, f"{town_en} Town", f"{name}扶贫工作站"
        for v in range(len(shares[t])):
            own_zh, own_en = next(villages)
            code, desk = f"{town}{200 + v}", f"{own_zh}村民委员会"
            yield code, "village", town, f"{own_zh}村", f"{own_en} Village", desk
            for g in range(1, shape["groups_per_village"] + int(rng.integers(0, 3))):
                yield f"{code}{g:02}", "group", code, f"第{g}村民小组", f"Group {g}", desk


def _with_counts(
    place: pl.DataFrame, household: pl.DataFrame, person: pl.DataFrame
) -> pl.DataFrame:
    members = person.group_by("household_id").len("persons")
    homes = household.join(members, on="household_id")
    counts = [
        homes.group_by(pl.col("group_code").str.slice(0, digits).alias("code")).agg(
            pl.len().cast(pl.Int64).alias("rural_households"),
            pl.col("persons").sum().cast(pl.Int64).alias("rural_persons"),
        )
        for digits in (6, 9, 12, 14)
    ]
    return place.join(pl.concat(counts), on="code", how="left", maintain_order="left")


def _officials(place: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    posts = [
        (code, post, number)
        for code, level in place.select("code", "level").iter_rows()
        for post, holders in POSTS.get(level, {}).items()
        for number in range(holders)
    ]
    # Nobody shares a name: the rules tell two people apart by it.
    drawn = 3 * len(posts)
    names = full_names(rng, draw_surnames(rng, drawn), rng.random(drawn) < 0.7)
    unique = names.unique(maintain_order=True).head(len(posts))
    return pl.DataFrame(posts, schema=["place_code", "post", "number"], orient="row").with_columns(
        name=unique
    )


# --- households and their members -----------------------------------------------------------------


def _homes(shape: dict[str, Any], place: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """Where each household lives and how large it is, in the order of the household register."""
    rng = draw("homes")
    villages = place.filter(pl.col("level") == "village")["code"].sort()
    spread = rng.lognormal(0, 0.2, villages.len())
    inhabitants = rng.multinomial(shape["households"], spread / spread.sum())
    village = np.repeat(np.arange(villages.len()), inhabitants)
    effects = _even_normals(rng, villages.len()) * shape["village_sigma"]
    effects -= np.average(effects, weights=inhabitants)
    groups = place.filter(pl.col("level") == "group").group_by("parent_code").len("groups")
    return (
        pl.DataFrame(
            {
                "village_code": villages.gather(village),
                "village_effect": effects[village],
                "size": _sizes(shape, rng),
                "place_lot": rng.random(shape["households"]),
            }
        )
        .join(groups, left_on="village_code", right_on="parent_code", maintain_order="left")
        .with_columns(
            group_code=pl.col("village_code")
            + (pl.col("place_lot") * pl.col("groups") + 1)
            .cast(pl.Int64)
            .cast(pl.String)
            .str.zfill(2)
        )
        .sort("group_code", "place_lot")
        .with_columns(serial=pl.int_range(1, pl.len() + 1).over("village_code"))
        .with_columns(
            household_id="H"
            + pl.col("village_code").str.slice(6)
            + pl.col("serial").cast(pl.String).str.zfill(4)
        )
        .drop("groups", "place_lot")
    )


def _sizes(shape: dict[str, Any], rng: np.random.Generator) -> Ints:
    """Members of each household; together exactly the county's persons."""
    shares = shape["sizes"]
    drawn: Ints = rng.choice(list(shares), size=shape["households"], p=list(shares.values()))
    missing = shape["persons"] - int(drawn.sum())
    free = drawn < LARGEST_FAMILY if missing > 0 else drawn > 1
    changed = rng.choice(np.flatnonzero(free), size=abs(missing), replace=False)
    drawn[changed] += np.sign(missing)
    return drawn


def _persons(homes: pl.DataFrame, year: int, area: str, draw: Draw) -> pl.DataFrame:
    rng = draw("persons")
    roles, ages = _families(homes["size"].to_numpy(), rng)
    is_male = _sexes(roles, rng)
    surnames = _surnames(homes, roles, is_male, rng)
    there = roles >= 0
    home, number = np.nonzero(there)
    count = home.size
    male = is_male[there]
    first_of_year = (np.datetime64(f"{year}-01-01") - np.datetime64("1970-01-01")).astype(int)
    born = first_of_year - (ages[there] + rng.random(count)) * DAYS_IN_YEAR
    persons = pl.DataFrame(
        {
            "household_id": homes["household_id"].gather(home),
            "village_code": homes["village_code"].gather(home),
            "number": number + 1,
            "name": full_names(rng, surnames[there], male),
            "sex": np.where(male, "male", "female").tolist(),
            "birth_on": pl.Series(np.floor(born).astype(np.int32)).cast(pl.Date),
            "relation": np.array(RELATIONS)[roles[there]].tolist(),
            "age": ages[there],
            "lot": rng.random(count),
        }
    ).with_columns(pl.int_range(pl.len()).over("birth_on", "sex").alias("sequence"))
    sequence = persons["sequence"].to_numpy() * 2 + np.where(male, 1, 2)
    no_number = (pl.col("age") < 3) & (pl.col("lot") < NO_NUMBER_SHARE)
    return (
        persons.with_columns(id_number=id_numbers(area, persons["birth_on"], sequence))
        .with_columns(id_number=pl.when(~no_number).then("id_number"))
        .select(
            pl.coalesce(
                "id_number", pl.col("household_id") + "-" + pl.col("number").cast(pl.String)
            ).alias("person_id"),
            pl.lit(date(year, 1, 1)).alias("since_on"),
            "household_id",
            "name",
            "id_number",
            "sex",
            "birth_on",
            "relation",
            pl.lit(None, pl.Date).alias("left_on"),
            pl.lit(None, pl.String).alias("left_reason"),
            "village_code",
            "age",
        )
    )


def _families(sizes: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Roles and ages, a row a household; role -1 where there is no further member."""
    families = sample("families")
    table = np.full((len(families), LARGEST_FAMILY), -1)
    for row, family in zip(table, families, strict=True):
        members = ["head", *family["members"]]
        row[: len(members)] = [ROLES.index(member) for member in members]
    kind = np.empty(sizes.size, dtype=int)
    for size in np.unique(sizes):
        options = [i for i, family in enumerate(families) if family["size"] == size]
        shares = np.array([families[i]["share"] for i in options])
        lived = sizes == size
        kind[lived] = rng.choice(options, size=lived.sum(), p=shares / shares.sum())
    roles = table[kind]
    youngest, oldest = np.array([family["head_age"] for family in families])[kind].T
    return roles, _ages(roles, rng.integers(youngest, oldest + 1), rng)


def _ages(roles: Ints, head: Ints, rng: np.random.Generator) -> Ints:
    """Whole years; parents are at least 19 years older than their children."""

    def spread(low: int, high: int) -> Ints:
        return rng.integers(low, high + 1, size=roles.shape)

    is_child = roles == CHILD
    spouse = np.maximum(head - rng.integers(-1, 5, size=head.size), 20)
    parent = np.where((roles == SPOUSE).any(axis=1), np.minimum(head, spouse), head)[:, None]
    first_child = parent - 21 - rng.integers(0, 6, size=(head.size, 1))
    younger = np.maximum(is_child.cumsum(axis=1) - 1, 0) * 3 + spread(0, 1)
    son = np.maximum(parent - 20 - rng.integers(0, 4, size=(head.size, 1)), 21)
    son_wife = np.maximum(son - rng.integers(-1, 4, size=(head.size, 1)), 20)
    grandchild = np.minimum(son, son_wife) - 20 - spread(0, 6)
    ages = np.select(
        [
            roles == HEAD,
            roles == SPOUSE,
            is_child,
            roles == MARRIED_SON,
            roles == DAUGHTER_IN_LAW,
            roles == GRANDCHILD,
            roles == FATHER,
            roles == MOTHER,
        ],
        [
            head[:, None],
            spouse[:, None],
            first_child - younger,
            son,
            son_wife,
            grandchild,
            head[:, None] + spread(22, 30),
            head[:, None] + spread(20, 28),
        ],
        default=0,
    )
    clipped: Ints = np.clip(ages, 0, 96)
    return clipped


def _sexes(roles: Ints, rng: np.random.Generator) -> Flags:
    is_male: Flags = rng.random(roles.shape) < 0.52
    is_male[:, 0] = rng.random(len(roles)) < 0.88
    is_male = np.where(roles == SPOUSE, ~is_male[:, [0]], is_male)
    is_male |= (roles == MARRIED_SON) | (roles == FATHER)
    is_male &= (roles != DAUGHTER_IN_LAW) & (roles != MOTHER)
    return is_male


def _surnames(homes: pl.DataFrame, roles: Ints, is_male: Flags, rng: np.random.Generator) -> Ints:
    """Families of a village share few surnames; children bear the father's."""
    village = homes["village_code"].rank("dense").to_numpy().astype(int) - 1
    major = draw_surnames(rng, (village.max() + 1) * 3).reshape(-1, 3)
    settled = rng.random(len(roles)) < MAJOR_SURNAME_SHARE
    own = draw_surnames(rng, len(roles))
    head = np.where(settled, major[village, rng.integers(0, 3, size=len(roles))], own)
    other = draw_surnames(rng, roles.size).reshape(roles.shape)
    descendants = np.isin(roles, (CHILD, MARRIED_SON, GRANDCHILD))
    same = (roles == HEAD) | (roles == FATHER) | (descendants & is_male[:, [0]])
    husband = other[:, [0]]  # of a woman who heads the household: her children have his surname
    return np.where(
        same, head[:, None], np.where(descendants | (is_male & (roles == SPOUSE)), husband, other)
    )


def _households(homes: pl.DataFrame, person: pl.DataFrame, year: int) -> pl.DataFrame:
    heads = person.filter(pl.col("relation") == "head").select(
        "household_id",
        pl.col("name").alias("head_name"),
        pl.col("id_number").alias("head_id_number"),
    )
    return homes.join(heads, on="household_id", maintain_order="left").select(
        "household_id",
        pl.lit(date(year, 1, 1)).alias("since_on"),
        "village_code",
        "group_code",
        "head_name",
        "head_id_number",
        phone(pl.int_range(pl.len())).alias("phone"),
        (pl.col("serial").cast(pl.String) + "号").alias("address"),
        pl.lit("rural").alias("register_kind"),
    )


# --- the facts of the four views ------------------------------------------------------------------


def _even_normals(rng: np.random.Generator, count: int) -> Floats:
    """Normal deviates at even quantiles, shuffled: totals hardly depend on the seed."""
    inverse = NormalDist().inv_cdf
    even = np.array([inverse((i + 0.5) / count) for i in range(count)])
    return rng.permutation(even)


def _incomes(shape: dict[str, Any], homes: pl.DataFrame, rng: np.random.Generator) -> Floats:
    """Net income in yuan a person and year: two log-normals, village by village, [002 §3.2]."""
    count = homes.height
    on_land = rng.permutation(np.arange(count) < shape["farm_share"] * count)
    spread = np.empty(count)
    for group in (on_land, ~on_land):
        spread[group] = _even_normals(rng, int(group.sum()))
    size = homes["size"].to_numpy()
    log_median = np.log(np.where(on_land, shape["farm_median"], shape["wage_median"]))
    sigma = np.where(on_land, shape["farm_sigma"], shape["wage_sigma"])
    common = homes["village_effect"].to_numpy() + shape["size_slope"] * (size - size.mean())
    per_person: Floats = np.exp(log_median + common + sigma * spread)
    return per_person


def _facts(
    shape: dict[str, Any],
    homes: pl.DataFrame,
    person: pl.DataFrame,
    year: int,
    line: float,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """What a perfect survey finds, in the columns of table survey; money in yuan a year."""
    age = pl.col("age")
    members = homes.join(
        person.group_by("household_id").agg(
            age.is_between(6, 15).sum().alias("pupils"),
            (age >= 65).sum().alias("elders"),
            age.is_between(18, 60).sum().alias("workers"),
        ),
        on="household_id",
        maintain_order="left",
    )
    count = homes.height
    size = homes["size"].to_numpy()
    per_person = _incomes(shape, homes, rng)
    need = 1 / (1 + (per_person / line) ** 2)  # 1 for the poorest, 0.5 at the line, 0 for the rich
    wealth = 1 - need
    income = np.round(per_person * size, -1)

    def chance(probability: Floats | float) -> Flags:
        return rng.random(count) < probability

    is_ill = chance(0.03 + 0.05 * members["elders"].to_numpy() + 0.04 * need)
    medical = np.where(
        is_ill,
        rng.lognormal(np.log(4000), 0.9, count),
        rng.lognormal(np.log(80), 0.6, count) * size,
    )
    is_unsafe = chance(0.04 + 0.22 * need**2)
    grade = np.where(is_unsafe, np.where(chance(0.7), "C", "D"), np.where(chance(0.45), "A", "B"))
    dwellings = np.where(chance(0.002 + 0.005 * need**2), 0, 1 + chance(0.12 * wealth))
    built = np.select(
        [chance(0.002 + 0.012 * wealth), chance(0.45)], [year, year - rng.integers(1, 26, count)], 0
    )
    cause = rng.choice(
        ["own", "disaster", "resettlement", "demolition"], count, p=[0.7, 0.12, 0.12, 0.06]
    )
    cadre, is_ordinary = _cadres(homes, need, rng)
    has_company = chance(0.001 + 0.012 * wealth**2)
    is_away = chance(0.07)
    years_away = np.round(rng.uniform(0.2, 6, count), 1)
    is_dropout = (members["pupils"].to_numpy() > 0) & chance(0.03 * need**2)
    facts: dict[str, Any] = {
        "household_id": homes["household_id"],
        "size": homes["size"].cast(pl.Int64),
        "net_income_per_year": _money(income),
        "consumption_per_year": _money(np.round(income * rng.uniform(0.55, 1.15, count), -1)),
        "public_payroll_members": chance(0.0012 + 0.03 * wealth**2).astype(int),
        "village_cadre_members": cadre.astype(int),
        "is_ordinary_cadre": is_ordinary,
        "has_company": has_company,
        "hires_long_term": chance(0.0005 + 0.005 * wealth**2),
        "pays_business_tax": (has_company & chance(0.6)) | chance(0.0005 + 0.004 * wealth**2),
        "years_away": pl.Series(np.where(is_away, years_away, 0)).cast(pl.Decimal(5, 1)),
        "has_food": ~chance(0.04 * need**2),
        "has_safe_water": ~chance(0.02 + 0.10 * need),
        "has_clothing": ~chance(0.03 * need**2),
        "dropouts_for_money": is_dropout.astype(int),
        "has_major_illness": is_ill,
        "medical_out_of_pocket_per_year": _money(np.round(medical)),
        "has_medical_insurance": ~chance(0.02 + 0.02 * need),
        "dwellings": dwellings,
        "housing_grade": _only(dwellings > 0, grade),
        "can_build": ~chance(0.8 * need),
        "new_house_year": built,
        "new_house_cause": _only(built > 0, cause),
        "has_electricity": ~chance(0.004),
        "has_vehicle": chance(0.004 + 0.11 * wealth**2),
        "has_ship": chance(0.0002),
        "has_construction_machinery": chance(0.0003 + 0.004 * wealth**2),
        "has_large_farm_machinery": chance(0.0015 + 0.008 * wealth),
        "has_serious_cause": is_ill & (medical > 10_000),
        "other_unfit_reason": _only(chance(0.0006), np.full(count, "子女有收入且应尽赡养义务")),
    }
    return pl.DataFrame(facts).with_columns(
        other_unfit_officer=pl.lit(None, pl.String), workers=members["workers"]
    )


def _cadres(homes: pl.DataFrame, need: Floats, rng: np.random.Generator) -> tuple[Flags, Flags]:
    """Holders of a post in the village, and which of them are ordinary cadres (group leaders).

    Five posts a village and one leader a group; the poor seldom stand for them.
    """
    lots = homes.select(
        "village_code", "group_code", lot=pl.Series(rng.random(len(need)) + 0.7 * need)
    )
    ranks = lots.select(
        five=pl.col("lot").rank("ordinal").over("village_code"),
        leader=pl.col("lot").rank("ordinal").over("group_code"),
    )
    is_one_of_five = (ranks["five"] <= 5).to_numpy()
    is_leader = (ranks["leader"] <= 1).to_numpy() & ~is_one_of_five
    return is_one_of_five | is_leader, is_leader


def _only(where: Flags, values: npt.NDArray[np.str_]) -> pl.Series:
    there = zip(values.tolist(), where.tolist(), strict=True)
    return pl.Series([value if is_there else None for value, is_there in there], dtype=pl.String)


def _money(yuan: npt.NDArray[np.floating[Any]]) -> pl.Series:
    return pl.Series(yuan.astype(np.int64)).cast(pl.Decimal(18, 2))


def _judge(facts: pl.DataFrame, pack: Pack, year: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who is eligible (household_id), and which keep-outs hold, by the rules of the pack."""
    on = date(year, 1, 1)
    with duckdb.connect() as connection:
        connection.register("survey", facts.to_arrow())
        connection.execute(
            """CREATE TABLE features AS
            SELECT *,
                round(net_income_per_year / size, 2)::DECIMAL(18, 2) AS income_per_person,
                round(
                    (net_income_per_year - medical_out_of_pocket_per_year) / size, 2
                )::DECIMAL(18, 2) AS income_after_illness_per_person,
                other_unfit_reason IS NOT NULL AS has_other_unfit
            FROM survey"""
        )
        verdicts, reasons = (found.pl() for found in screen(connection, "features", pack, on))
    eligible = verdicts.filter(pl.col("verdict").cast(pl.String) == "eligible").select(
        "household_id"
    )
    keepouts = [rule.id for rule in pack.criteria("keepout", on)]
    held = reasons.select(pl.col("household_id", "rule_id", "state").cast(pl.String)).filter(
        pl.col("rule_id").is_in(keepouts) & pl.col("state").is_in(["met", "excepted"])
    )
    return eligible.sort("household_id"), held.sort("household_id", "rule_id")


def _with_causes(facts: pl.DataFrame, eligible: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """The main cause of poverty [004], for those who are poor."""
    is_eligible = pl.col("household_id").is_in(eligible["household_id"].implode())
    return (
        facts.with_columns(village_effect=homes["village_effect"])
        .with_columns(
            main_cause=pl.when(~is_eligible)
            .then(None)
            .when("has_major_illness")
            .then(pl.lit("illness"))
            .when(pl.col("workers") == 0)
            .then(pl.lit("low_income"))
            .when(pl.col("workers") == 1)
            .then(pl.lit("skill"))
            .when(pl.col("village_effect") < -0.2)
            .then(pl.lit("environment"))
            .otherwise(pl.lit("funds"))
        )
        .drop("village_effect", "workers")
    )


def _attitudes(
    facts: pl.DataFrame,
    eligible: pl.DataFrame,
    keepout: pl.DataFrame,
    line: float,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Who applies and what the neighbours think; a standing is the share of votes for.

    Standings keep away from one half, so that who comes to a meeting does not decide it.
    """
    held = keepout.filter(pl.col("state") == "met")["household_id"]
    known = facts.select(
        "household_id",
        is_poor=pl.col("household_id").is_in(eligible["household_id"].implode()),
        is_kept_out=pl.col("household_id").is_in(held.implode()),
        ratio=pl.col("net_income_per_year").cast(pl.Float64) / pl.col("size") / line,
    )
    is_poor, is_kept_out = known["is_poor"].to_numpy(), known["is_kept_out"].to_numpy()
    ratio, count = known["ratio"].to_numpy(), known.height
    hope = np.where(is_poor, np.where(is_kept_out, 0.7, 0.968), 0.03 + 0.17 * np.exp(1 - ratio))
    applies = rng.random(count) < hope
    doubt = np.where(
        is_poor, np.where(is_kept_out, 0.4, 0.015), 1 - 0.6 * np.exp(1 - np.maximum(ratio, 1))
    )
    group = _standing(rng, rng.random(count) >= doubt)
    is_seen_through = np.where(is_poor, np.where(is_kept_out, 0.15, 0.004), 1)
    village = _standing(rng, rng.random(count) >= is_seen_through)
    is_missed = is_poor & ~is_kept_out & (~applies | (group < 0.5))
    return known.drop("ratio").with_columns(
        applies=pl.Series(applies),
        group_standing=pl.Series(group),
        village_standing=pl.Series(village),
        protests=pl.Series(is_missed & (rng.random(count) < 0.3)),
    )


def _standing(rng: np.random.Generator, is_supported: Flags) -> Floats:
    share = rng.uniform(0.68, 0.98, is_supported.size)
    return np.where(is_supported, share, 1 - share)


# --- lists of departments and of earlier years ----------------------------------------------------

#: Kinds that a household's facts bring about: the fact, what is recorded, the longest age in years.
BY_HOUSEHOLD: dict[str, tuple[pl.Expr, tuple[str, ...], int]] = {
    "vehicles": (pl.col("has_vehicle"), ("小型轿车", "小型普通客车", "轻型货车"), 8),
    "housing_purchases": (pl.col("new_house_year") >= 2014, ("商品房", "自建房", "安置房"), 1),
    "companies": (pl.col("has_company"), ("有限公司股东", "个人独资企业投资人"), 10),
    "tax_payers": (pl.col("pays_business_tax"), ("小规模纳税人", "个体工商户"), 6),
    "public_payroll": (
        pl.col("public_payroll_members") > 0,
        ("乡镇事业单位", "小学教师", "乡镇卫生院"),
        20,
    ),
    "farm_machinery": (pl.col("has_large_farm_machinery"), ("联合收割机", "大型拖拉机"), 6),
}
#: Kinds that list persons: who may be listed, the share of them that is, what is recorded.
BY_PERSON: dict[str, tuple[pl.Expr, float, tuple[str, ...]]] = {
    "register_deaths": (pl.col("age") >= 70, 0.006, ("死亡注销",)),
    "register_moves": (pl.col("age").is_between(18, 35), 0.004, ("户口迁出",)),
    "employees": (pl.col("age").is_between(20, 55) & (pl.col("ratio") > 2), 0.1, ("职工养老保险",)),
    "subsistence_allowance": (pl.col("ratio") < 0.8, 0.35, ("农村低保",)),
    "disabled_persons": (pl.col("age") >= 5, 0.045, ("肢体残疾", "视力残疾", "智力残疾")),
    "school_enrolment": (
        pl.col("age").is_between(6, 15) & (pl.col("dropouts_for_money") == 0),
        0.99,
        ("在校",),
    ),
    "health_insurance": (pl.col("has_medical_insurance"), 1.0, ("参保",)),
}
OUTDATED_SHARE = 0.004  # of households without it: sold, closed or left, and never struck off
NAMESAKE_SHARE = 0.004  # of adults, for each of the kinds of BY_HOUSEHOLD
OUTSIDERS_PER_RECORD = 1.5  # townspeople stand on the same lists
TOWN_AREA = "610402"  # first registered elsewhere: no villager has such a number
MISSING, MISTYPED, OLD_NUMBER, NAME_MISTYPED = 0.02, 0.01, 0.02, 0.02


def _department_records(
    facts: pl.DataFrame, person: pl.DataFrame, pack: Pack, year: int, draw: Draw
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines as the departments deliver them, and whom they truly concern."""
    line = _amount(pack, "poverty_line", year)
    people = person.join(facts, on="household_id", maintain_order="left").with_columns(
        ratio=pl.col("net_income_per_year").cast(pl.Float64) / pl.col("size") / line
    )
    kinds = [record.id for record in pack.departments]
    parts = [
        part
        for kind in kinds
        if kind in BY_HOUSEHOLD or kind in BY_PERSON
        for part in _lines_of(kind, people, year, draw(kind))
    ]
    columns = [
        "department_id",
        "person_id",
        "flaw",
        "name",
        "id_number",
        "birth_on",
        "village_code",
        "detail",
        "recorded_on",
    ]
    records = _with_slips(pl.concat([part.select(columns) for part in parts]), draw("slips"))
    records = (
        records.with_columns(lot=pl.Series(draw("order").random(records.height)))
        .sort("department_id", "lot")
        .with_columns(
            record_no=pl.lit(str(year))
            + pl.int_range(1, pl.len() + 1).over("department_id").cast(pl.String).str.zfill(7),
            delivered_on=pl.lit(date(year, 4, 1)),
        )
    )
    form = [
        "department_id",
        "record_no",
        "delivered_on",
        "id_number",
        "name",
        "birth_on",
        "village_code",
        "detail",
        "recorded_on",
    ]
    return records.select(form), records.select("department_id", "record_no", "person_id", "flaw")


def _lines_of(
    kind: str, people: pl.DataFrame, year: int, rng: np.random.Generator
) -> list[pl.DataFrame]:
    people = people.with_columns(
        lot=pl.Series(rng.random(people.height)), other_lot=pl.Series(rng.random(people.height))
    )
    if kind in BY_PERSON:
        who, share, details = BY_PERSON[kind]
        listed = people.filter(who & (pl.col("lot") < share))
        return [_dated(kind, listed, "none", details, 3, year, rng)]
    has, details, years = BY_HOUSEHOLD[kind]
    is_adult = pl.col("age") >= 18
    owners = people.filter(is_adult & pl.col("age").lt(75) | (pl.col("relation") == "head"))
    owners = owners.sort("household_id", "lot").unique(
        "household_id", keep="first", maintain_order=True
    )
    true = owners.filter(has)
    former = owners.filter(~has & (pl.col("other_lot") < OUTDATED_SHARE))
    alike = people.filter(is_adult & (pl.col("lot") < NAMESAKE_SHARE))
    return [
        _dated(kind, true, "none", details, years, year, rng),
        _dated(kind, former, "outdated", details, years + 4, year, rng),
        _dated(
            kind,
            _strangers(alike["name"], alike["village_code"], rng),
            "namesake",
            details,
            years,
            year,
            rng,
        ),
        _dated(
            kind,
            _townspeople(int(true.height * OUTSIDERS_PER_RECORD), rng),
            "outsider",
            details,
            years,
            year,
            rng,
        ),
    ]


def _dated(
    kind: str,
    lines: pl.DataFrame,
    flaw: str,
    details: tuple[str, ...],
    years: int,
    year: int,
    rng: np.random.Generator,
) -> pl.DataFrame:
    ago = (rng.random(lines.height) * years * DAYS_IN_YEAR).astype(np.int32)
    # What was bought since the rule began is of this year; what was given up is older.
    last_on = date(year, 3, 1) if flaw != "outdated" else date(year - 2, 12, 31)
    details_drawn = pl.Series(
        np.array(details)[rng.integers(0, len(details), lines.height)].tolist(), dtype=pl.String
    )
    return lines.with_columns(
        department_id=pl.lit(kind),
        flaw=pl.lit(flaw),
        detail=details_drawn,
        recorded_on=pl.lit(last_on) - pl.duration(days=pl.lit(pl.Series(ago))),
    )


def _strangers(names: pl.Series, villages: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Other people of the same name: some from the same village, half without a number."""
    count = names.len()
    born = pl.Series(rng.integers(-18_000, 7_000, count).astype(np.int32)).cast(pl.Date)
    numbers = id_numbers(TOWN_AREA, born, rng.integers(1, 999, count))
    lot, other_lot = (pl.Series(rng.random(count)) for _ in range(2))
    return pl.DataFrame(
        {"name": names, "birth_on": born, "id_number": numbers, "village_code": villages}
    ).with_columns(
        person_id=pl.lit(None, pl.String),
        id_number=pl.when(lot < 0.5).then("id_number"),
        village_code=pl.when(other_lot < 0.2).then("village_code"),
    )


def _townspeople(count: int, rng: np.random.Generator) -> pl.DataFrame:
    names = full_names(rng, draw_surnames(rng, count), rng.random(count) < 0.6)
    nowhere = pl.Series([None] * count, dtype=pl.String)
    return _strangers(names, nowhere, rng)


def _with_slips(records: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Numbers missing, mistyped or of the old 15 digits, mistyped names, gaps."""
    slip, misname, gap_birth, gap_village = (
        pl.Series(rng.random(records.height)) for _ in range(4)
    )
    position = pl.Series(rng.integers(8, 17, records.height))
    characters = np.array(list(sample("names")["given"]["male"]))
    character = pl.Series(
        characters[rng.integers(0, characters.size, records.height)].tolist(), dtype=pl.String
    )
    number = pl.col("id_number")
    digit = number.str.slice(position, 1).cast(pl.Int64, strict=False)
    mistyped = (
        number.str.slice(0, position)
        + ((digit + 1) % 10).cast(pl.String)
        + number.str.slice(position + 1)
    )
    old = number.str.slice(0, 6) + number.str.slice(8, 9)
    bounds = np.cumsum([MISSING, MISTYPED, OLD_NUMBER])
    is_old = (slip < bounds[2]) & (pl.col("birth_on") < date(2000, 1, 1))
    written = (
        pl.when(slip < bounds[0])
        .then(None)
        .when(slip < bounds[1])
        .then(mistyped)
        .when(is_old)
        .then(old)
        .otherwise(number)
    )
    misnamed = pl.col("name").str.slice(0, 2) + pl.lit(character)
    return records.with_columns(
        id_number=written,
        name=pl.when(misname < NAME_MISTYPED).then(misnamed).otherwise("name"),
        birth_on=pl.when(gap_birth >= 0.08).then("birth_on"),
        village_code=pl.when(gap_village >= 0.1).then("village_code"),
    )


def _source_entries(
    facts: pl.DataFrame, person: pl.DataFrame, line: float, year: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Low-income, five-guarantee, disabled and student lists of the year before [000]."""
    people = person.join(
        facts.select("household_id", "size", "net_income_per_year"),
        on="household_id",
        maintain_order="left",
    )
    people = people.with_columns(
        ratio=pl.col("net_income_per_year").cast(pl.Float64) / pl.col("size") / line,
        lot=pl.Series(rng.random(person.height)),
        gap=pl.Series(rng.random(person.height)),
    )
    age, ratio = pl.col("age"), pl.col("ratio")
    is_head = pl.col("relation") == "head"
    lists = {
        "low_income": (is_head & (ratio < 1.1), 0.6),
        "five_guarantee": (is_head & (pl.col("size") == 1) & (age >= 60) & (ratio < 1), 0.5),
        "disabled": (age >= 5, 0.04),
        "student": (age.is_between(16, 22) & (ratio < 1.2), 0.35),
    }
    entries = [
        people.filter(who & (pl.col("lot") < share)).select(
            pl.lit(kind).alias("list_kind"),
            pl.lit(year, pl.Int64).alias("year"),
            "village_code",
            "name",
            pl.when(pl.col("gap") >= 0.03).then("id_number").fill_null("").alias("id_number"),
            pl.lit(date(year, 1, 1)).alias("listed_on"),
        )
        for kind, (who, share) in lists.items()
    ]
    return pl.concat(entries).unique(maintain_order=True)
