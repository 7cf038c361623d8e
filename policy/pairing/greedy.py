"""Pairing one by one, as it is done by hand: what the computed pairing is compared with."""

from __future__ import annotations

import numpy as np

from policy.pairing.households import NOBODY, Answer, Question, answer
from policy.pairing.network import Ints


def assign_one_by_one(question: Question) -> Answer:
    """Each household in its turn takes the cheapest helper who has room.

    Once as many households are left as helpers lack, only those who lack any are asked.
    """
    q = question
    loads = np.zeros(q.helpers, np.int64)
    helper_of: Ints = np.full(q.households, NOBODY)
    stays = q.may_stay()
    banned: dict[int, list[int]] = {}
    for household, helper in q.forbidden.tolist():
        banned.setdefault(household, []).append(helper)
    lacking = int(q.least.sum())
    never = np.iinfo(np.int64).max // 2
    for household in range(q.households):
        points = q.points[q.kind_of, q.village_of[household]]
        cost = points + q.load * np.maximum(loads + 1 - q.least, 0)
        if stays[household]:
            cost += q.broken
            cost[q.former[household]] -= q.broken
        must_lack = q.households - household <= lacking
        cost[(loads >= (q.least if must_lack else q.most))] = never
        cost[banned.get(household, [])] = never
        helper = int(cost.argmin())
        if cost[helper] < never:
            lacking -= int(loads[helper] < q.least[helper])
            loads[helper] += 1
            helper_of[household] = helper
    return answer(q, helper_of, is_optimal=False)
