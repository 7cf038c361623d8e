"""Families: the roles, ages and sexes that make up a household."""

import numpy as np

from office.rehearsal.names import Flags, Ints, sample

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


def draw_families(sizes: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
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


def draw_sexes(roles: Ints, rng: np.random.Generator) -> Flags:
    """Whether each member is male; couples are a man and a woman."""
    is_male: Flags = rng.random(roles.shape) < 0.52
    is_male[:, 0] = rng.random(len(roles)) < 0.88
    is_male = np.where(roles == SPOUSE, ~is_male[:, [0]], is_male)
    is_male |= (roles == MARRIED_SON) | (roles == FATHER)
    is_male &= (roles != DAUGHTER_IN_LAW) & (roles != MOTHER)
    return is_male
