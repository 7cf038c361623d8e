"""Why a pairing is not stored: nobody to pair, or not everyone covered both ways [003]."""

from collections import Counter

from policy.errors import OfficeError
from policy.label import Label
from tasks.campaign_day import CampaignDay
from tasks.pairing.decision import Decision
from tasks.pairing.ground import Ground
from tasks.pairing.points import Terms

#: So high may a ceiling be that is proposed.
HIGHEST = 100


def must_be_pairable(ground: Ground, day: CampaignDay) -> None:
    """Refuse where there is nobody to help, nobody who helps, or a unit that sends nobody."""
    where = day.campaign_id
    if not ground.households:
        raise OfficeError.because("pair.no_households", where=where, as_of=day.as_of)
    if not ground.helpers:
        raise OfficeError.because("pair.no_helpers", where=where, as_of=day.as_of)
    sending = {helper["unit_id"] for helper in ground.helpers}
    if idle := [row["unit_id"] for row in ground.units if row["unit_id"] not in sending]:
        raise OfficeError.because("pair.unit_without_cadres", where=where, units=idle)


def must_not_be_before(ground: Ground, day: CampaignDay) -> None:
    """Refuse to store a pairing of a day before the last one on record: that one would be undone."""
    last_on = ground.last_paired_on
    if last_on and day.as_of < last_on:
        raise OfficeError.because(
            "pair.before_the_last", where=day.campaign_id, as_of=day.as_of, last_on=last_on
        )


def must_cover_all(decision: Decision, day: CampaignDay) -> None:
    """Refuse a pairing that leaves a household or a helper out, or a quota unmet."""
    unmet, where = decision.unmet, day.campaign_id
    if unmet["uncovered"]:
        households, room = decision.question.households, int(decision.question.most.sum())
        if room >= households:
            uncovered = unmet["uncovered"]
            raise OfficeError.because("pair.only_forbidden", where=where, uncovered=uncovered)
        raise OfficeError.because(
            "pair.too_few_helpers",
            where=where,
            households=households,
            helpers=decision.question.helpers,
            room=room,
            villages=_short_villages(decision),
            suffices=would_suffice(decision),
        )
    if unmet["below_quota"]:
        raise OfficeError.because(
            "pair.quotas_unmet",
            where=where,
            households=decision.question.households,
            asked=int(decision.question.least.sum()),
            scheme=decision.terms.scheme.name,
            short=[
                Label(f"{row['helper_id']}缺{missing}户", f"{row['helper_id']} by {missing}")
                for row in unmet["below_quota"]
                for missing in (row["quota"] - row["households"],)
            ],
        )


def _short_villages(decision: Decision) -> list[Label]:
    return [
        Label(
            f"{row['name_zh']}缺{row['households']}户",
            f"{row['name_en'] or row['name_zh']} by {row['households']}",
        )
        for row in decision.unmet["villages_short"]
    ]


def would_suffice(decision: Decision) -> Label:
    """So many more helpers of the most common rank, or a higher ceiling where that is enough."""
    short, ground, terms = len(decision.unmet["uncovered"]), decision.ground, decision.terms
    rank = Counter(helper["rank"] for helper in ground.helpers).most_common(1)[0][0]
    more = -(-short // terms.scheme.bounds(rank, terms.ceiling)[1])
    called = terms.scheme.ranks[rank]
    helpers = Label(
        f"再有{more}名{called.zh}任帮扶责任人", f"{more} more helpers of the rank {called.en}"
    )
    ceiling = _higher_ceiling(ground, terms)
    if ceiling is None:
        return helpers
    return Label(
        f"{helpers.zh}，或把每人上限（pairing.ceiling）提高到{ceiling}户",
        f"{helpers.en}, or a ceiling (pairing.ceiling) of {ceiling}",
    )


def _higher_ceiling(ground: Ground, terms: Terms) -> int | None:
    """The lowest ceiling under which all households find room."""
    ranks = Counter(helper["rank"] for helper in ground.helpers)
    for ceiling in range(terms.ceiling + 1, HIGHEST):
        most = {rank: terms.scheme.bounds(rank, ceiling)[1] for rank in ranks}
        if sum(most[rank] * count for rank, count in ranks.items()) >= len(ground.households):
            return ceiling
    return None
