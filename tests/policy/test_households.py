"""What the law makes of households that an officer would know."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from policy.features import columns_sql, load_features
from policy.pack import load_pack
from policy.screening import explain, screen

CASES = yaml.safe_load((Path(__file__).parent / "cases_households.yaml").read_text("utf-8"))

ORDINARY = {
    "household_id": "61012610020100001",
    "size": 4,
    "net_income_per_year": 20000,
    "income_per_person": 5000,
    "consumption_per_person": 4000,
    "medical_out_of_pocket_per_person": 100,
    "income_after_illness_per_person": 4900,
    "dropouts_for_money": 0,
    "dwellings": 1,
    "housing_grade": "B",
    "new_house_year": 0,
    "public_payroll_members": 0,
    "village_cadre_members": 0,
    "years_away": 0,
    "can_build": True,
    "has_food": True,
    "has_safe_water": True,
    "has_clothing": True,
    "has_medical_insurance": True,
    "has_electricity": True,
}


def features_of(case: dict[str, Any]) -> dict[str, Any]:
    not_so = {feature.name: False for feature in load_features() if feature.type == "bool"}
    household: dict[str, Any] = case["household"]
    return not_so | ORDINARY | household


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_household_is_judged_as_the_officer_expects(case: dict[str, Any]) -> None:
    findings = explain(features_of(case), load_pack(case["pack"]), case["day"])
    assert {f.criterion.id: f.state for f in findings if f.state != "unmet"} == case["rules"]
    exceptions = {f.criterion.id: f.exception.label.zh for f in findings if f.exception}
    assert exceptions == case.get("exceptions", {})


def test_all_cases_judged_as_one_set_have_the_same_verdicts() -> None:
    features = load_features()
    with duckdb.connect() as connection:
        for pack, on in {(case["pack"], case["day"]) for case in CASES}:
            cases = [case for case in CASES if (case["pack"], case["day"]) == (pack, on)]
            connection.execute(f"CREATE OR REPLACE TABLE seen ({columns_sql(features)})")
            for number, case in enumerate(cases):
                known = features_of(case) | {"household_id": str(number)}
                row = [known.get(feature.name) for feature in features]
                connection.execute(f"INSERT INTO seen VALUES ({', '.join('?' * len(row))})", row)
            verdicts, _ = screen(connection, "seen", load_pack(pack), on)
            found = dict(verdicts.select("household_id, verdict").fetchall())
            assert found == {str(n): case["verdict"] for n, case in enumerate(cases)}


def test_every_rule_of_the_chinese_pack_has_a_case_in_which_it_is_met() -> None:
    met = {rule for case in CASES for rule, state in case["rules"].items() if state == "met"}
    judging = {rule.id for rule in load_pack("cn").rules if rule.kind in ("enter", "keepout")}
    assert judging <= met
