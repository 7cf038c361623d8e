"""The probabilistic model for records that no ID number settles (Splink on DuckDB).

Its probabilities are fixed, not estimated: the same lists give the same hits, a handful of records
works like a million, and an officer can be told why. m is the chance that a field agrees for one
and the same person, u that it agrees for two different ones; what depends on the place (how common
a name is, how large a village) is counted in the register itself.
"""

from typing import Any

LEAST_PROBABILITY = 0.5
# Chance that a residual record concerns a villager at all: the same lists name townspeople.
VILLAGER_SHARE = 0.3
# However few are registered, a person is one of so many; and however rare a name, one in so many
# bears it, since families of a name live in one village and name and village are not independent.
LEAST_POPULATION = 10_000

NAME_U, SIMILAR_NAME_U = 2e-4, 2e-3
BIRTH_U, SIMILAR_BIRTH_U = 4e-5, 3e-3  # 365 days × 70 years; a digit or two off

# One character wrong, missing or too many. DuckDB's edit distances count bytes, three a character.
SIMILAR_NAME = """
    substr(name_l, 1, 2) = substr(name_r, 1, 2)
    OR (
        substr(name_l, 1, 1) = substr(name_r, 1, 1)
        AND length(name_l) > 2
        AND substr(name_l, 3) = substr(name_r, 3)
    )
"""
FREQUENCIES = """
    SELECT name, count(*) / greatest((SELECT count(*) FROM registered_person), $population)
        AS tf_name
    FROM registered_person GROUP BY name
"""
SAME_VILLAGE_SHARE = """
    SELECT coalesce(sum(share * share), 0) FROM (
        SELECT count(*) / sum(count(*)) OVER () AS share
        FROM registered_person GROUP BY village_code
    )
"""
FIELDS = "name, birth_on, village_code, id_number"
#: Only who shares one of these with a record is scored against it.
BLOCKS = (
    ("birth_on", "substr(name, 1, 1)"),
    ("name", "year(birth_on)"),
    ("name", "village_code"),
)


def link_records(desk: Any) -> None:
    """Score `residual` against everybody registered into `scored` (person_id, record_id, probability).

    Left out are records that share a block with nobody in `person`: they concern no candidate. The others
    are scored against the whole register, or whom a record fits best would depend on who else is
    compared that day.
    """
    desk.execute("CREATE TABLE scored (person_id VARCHAR, record_id BIGINT, probability DOUBLE)")
    desk.execute(
        f"CREATE TABLE right_side AS SELECT record_id::VARCHAR AS unique_id, {FIELDS} FROM residual"
        f" WHERE {_in_a_block_of('person')}"
    )
    desk.execute(
        f"CREATE TABLE left_side AS SELECT person_id AS unique_id, {FIELDS} FROM registered_person"
        f" WHERE {_in_a_block_of('right_side')}"
    )
    if not _count(desk, "right_side"):
        return
    # Imported here: it takes a second that most commands need not wait for.
    from splink import DuckDBAPI, Linker

    desk.execute(f"CREATE TABLE name_frequency AS {FREQUENCIES}", {"population": LEAST_POPULATION})
    api = DuckDBAPI(connection=desk)
    sides = [api.register("left_side"), api.register("right_side")]
    linker = Linker(sides, _model(desk), log_level=None)
    linker.table_management.register_term_frequency_lookup(api.register("name_frequency"), "name")
    pairs = linker.inference.predict(
        threshold_match_probability=LEAST_PROBABILITY, warning_mode="never"
    )
    desk.execute(
        "INSERT INTO scored SELECT unique_id_l, unique_id_r::BIGINT, match_probability"
        f" FROM {pairs.physical_name}"
    )


def _model(desk: Any) -> Any:
    from splink import SettingsCreator, block_on

    population = max(_count(desk, "registered_person"), LEAST_POPULATION)
    same_village = min(max(float(_value(desk, SAME_VILLAGE_SHARE)), 1e-3), 0.999)
    name = _comparison(
        "name",
        ("name_l = name_r", 0.94, NAME_U),
        (SIMILAR_NAME, 0.04, SIMILAR_NAME_U),
    )
    name["comparison_levels"][1] |= {
        "tf_adjustment_column": "name",
        "tf_minimum_u_value": 1 / LEAST_POPULATION,
    }
    return SettingsCreator(
        link_type="link_only",
        linker_uid="matching",
        probability_two_random_records_match=VILLAGER_SHARE / population,
        comparisons=[
            name,
            _comparison(
                "birth_on",
                ("birth_on_l = birth_on_r", 0.95, BIRTH_U),
                (
                    "damerau_levenshtein(birth_on_l::VARCHAR, birth_on_r::VARCHAR) = 1",
                    0.03,
                    SIMILAR_BIRTH_U,
                ),
            ),
            _comparison("village_code", ("village_code_l = village_code_r", 0.88, same_village)),
            # Two valid numbers that differ are hardly ever one person: the check digit would show
            # a single wrong digit.
            _comparison("id_number", ("id_number_l = id_number_r", 0.99, 1e-6)),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
        retain_matching_columns=False,
    )


def _in_a_block_of(table: str) -> str:
    """Condition on rows that share a block with a row of the table."""
    keys = [", ".join(block) for block in BLOCKS]
    return " OR ".join(f"({key}) IN (SELECT ({key}) FROM {table})" for key in keys)


def _comparison(field: str, *agreements: tuple[str, float, float]) -> dict[str, Any]:
    """Levels of agreement, each as condition, m and u; what is missing on a side says nothing."""
    m_left = 1 - sum(m for _, m, _ in agreements)
    u_left = 1 - sum(u for _, _, u in agreements)
    unknown = {"sql_condition": f"{field}_l IS NULL OR {field}_r IS NULL", "is_null_level": True}
    levels = [
        {"sql_condition": condition, "m_probability": m, "u_probability": u}
        for condition, m, u in (*agreements, ("ELSE", m_left, u_left))
    ]
    return {"output_column_name": field, "comparison_levels": [unknown, *levels]}


def _count(desk: Any, table: str) -> int:
    return int(_value(desk, f"SELECT count(*) FROM {table}"))


def _value(desk: Any, query: str) -> Any:
    return desk.execute(query).fetchone()[0]
