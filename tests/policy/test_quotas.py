"""Quotas of helpers: at least, exactly, from and to; what is wrong is refused with its place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from policy.errors import PolicyError
from policy.label import Label
from policy.pack import PACKS, load_pack
from policy.pairing.quotas import read_quotas


@pytest.mark.parametrize(
    ("scheme", "rank", "bounds"),
    [
        ("532", "county_leader", (5, 5)),  # at least 5 [004], and no more than the ceiling
        ("532", "department_leader", (3, 5)),
        ("532", "cadre", (2, 5)),
        ("321", "cadre", (1, 1)),  # exactly
        ("321", "three_sends", (3, 5)),  # 3 to 5 [003]
    ],
)
def test_a_rank_has_its_fewest_and_most_households(
    scheme: str, rank: str, bounds: tuple[int, int]
) -> None:
    pack = load_pack("cn")
    ceiling = pack.value("pairing.ceiling", date(2014, 1, 1)).value
    assert pack.schemes[scheme].bounds(rank, ceiling) == bounds


def test_a_quota_above_the_ceiling_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"at least 5 households under a ceiling of 4"):
        load_pack("cn").schemes["532"].bounds("county_leader", 4)


def test_a_pack_without_quotas_has_no_schemes() -> None:
    assert load_pack("vn").schemes == {}


def test_a_scheme_in_force_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    shutil.copytree(PACKS / "cn", tmp_path / "xx")
    file = tmp_path / "xx" / "values.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('value: "532"', 'value: "533"'), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"pairing\.scheme: 533; expected one of 532, 321"):
        load_pack("xx", tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{min: 0, source: default}", "min 0, max None"),
        ("{min: 3, max: 2, source: default}", "min 3, max 2"),
        ("{min: two, source: default}", "whole numbers"),
        ("{least: 2, source: default}", "unknown key least"),
        ("{min: 2}", "no source"),
    ],
)
def test_a_quota_that_makes_no_sense_is_refused_with_its_place(
    tmp_path: Path, written: str, said: str
) -> None:
    file = tmp_path / "quotas.yaml"
    file.write_text(f'"1":\n  label: {{zh: 甲, en: A}}\n  quotas:\n    cadre: {written}\n')
    with pytest.raises(PolicyError) as told:
        read_quotas(file, {"cadre": Label("一般干部", "ordinary cadre")})
    assert "quotas.yaml, 1, cadre" in str(told.value) and said in str(told.value)


def test_a_quota_of_a_rank_that_the_pack_does_not_know_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "quotas.yaml"
    file.write_text('"1":\n  label: {zh: 甲, en: A}\n  quotas:\n    king: {min: 1, source: x}\n')
    with pytest.raises(PolicyError, match="king"):
        read_quotas(file, {"cadre": Label("一般干部", "ordinary cadre")})
