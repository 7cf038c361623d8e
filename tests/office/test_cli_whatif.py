"""What a changed policy would change, at the desk: shown, written and printed, stored nowhere."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from office.cli import app
from registry.proof import fingerprint
from tasks import table_books
from tests.help_world import HELP, HelpWorld
from tests.world import VILLAGE, World, april, copy_world, kept_open

DESK = CliRunner(env={"COLUMNS": "200", "OFFICE_LANG": "en"})
DAY = ["--as-of", "2014-04-12"]
#: Line 3000 and no criterion of schooling: H03 comes in, H04 goes out.
PLAN = "poverty_line: 3000\nremoved: [enter.education]\n"


@pytest.fixture(scope="module")
def seen(village: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """What `surveyed` copies."""
    world = copy_world(village, tmp_path_factory.mktemp("seen"))
    world.survey(april(10), "H01", "H02")  # two persons of 2,000 yuan each
    world.survey(april(10), "H03", net_income_per_year=Decimal(5800))  # 2,900 each
    world.survey(april(10), "H04", net_income_per_year=Decimal(9000), dropouts_for_money=1)
    world.survey(april(10), "H05", net_income_per_year=Decimal(9000))
    world.survey(april(10), "H06", net_income_per_year=None)
    return world


@pytest.fixture
def surveyed(seen: World, tmp_path: Path) -> Iterator[World]:
    """Six of ten households surveyed on 10 April 2014."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    yield from kept_open(copy_world(seen, tmp_path))


def run(world: World, *words: str) -> Any:
    folder = world.registry.path.parent
    command = ["--db", str(world.registry.path), *words[: words.index("whatif")], "whatif"]
    rest = [*words[words.index("whatif") + 1 :]]
    if "--policy" not in rest:
        rest += ["--policy", str(folder / "plan.yaml")]
    if "--as-of" not in rest:
        rest += DAY
    return DESK.invoke(app, [*command, *rest])


def test_who_comes_in_and_goes_out_is_counted_as_by_hand(surveyed: World) -> None:
    said = run(surveyed, "whatif", "--json")
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    assert found["changes"][0] | {"item": ""} == {"item": "", "before": "2800", "after": "3000"}
    assert found["changes"][1]["after"] is None
    figures = {name: (f["before"], f["after"]) for name, f in found["figures"].items()}
    assert figures["eligible"] == (3, 3) and figures["persons"] == (6, 6)
    assert figures["unknown"] == (1, 1) and figures["poor"] == (4, 6)
    # Twice 2 × 800 yuan before; 2 × 1000 twice and 2 × 100 after. H04 lacks nothing to the line.
    assert figures["gap"] == ("3200.0000", "4200.0000")
    assert figures["headcount_ratio"] == ("40.0000", "60.0000")  # of ten persons
    assert figures["gap_index"] == ("11.4286", "14.0000")  # 3200 / 28000, 4200 / 30000
    verdicts = {(v["before"], v["after"]): v["households"] for v in found["verdicts"]}
    assert verdicts == {
        ("eligible", "eligible"): 2,
        ("eligible", "not_eligible"): 1,
        ("not_eligible", "eligible"): 1,
        ("not_eligible", "not_eligible"): 1,
        ("unknown", "unknown"): 1,
    }
    (township, village) = found["places"]
    assert (village["code"], village["newly_in"], village["newly_out"]) == (VILLAGE, 1, 1)
    assert township | {"code": "", "name": "", "is_village": True} == village | {
        "code": "",
        "name": "",
    }
    rules = {rule["rule_id"]: rule for rule in found["rules"]}
    assert rules["enter.income"]["newly_in"] == rules["enter.education"]["newly_out"] == 1
    assert rules["enter.education"]["met_after"] is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "zh",
            ["测算，不是决定", "登记库没有改动", "等驾坡村", "贫困缺口率 P1", "新纳入", "无此条"],
        ),
        (
            "en",
            ["A calculation, no decision", "Dengjiapo Village", "poverty gap index P1", "newly in"],
        ),
    ],
)
def test_the_officer_reads_it_in_either_language(
    surveyed: World, language: str, words: list[str]
) -> None:
    said = run(surveyed, "--lang", language, "whatif")
    assert said.exit_code == 0, said.output
    for word in words:
        assert word in said.stdout


def test_the_registry_stays_byte_for_byte_as_it_was(surveyed: World, tmp_path: Path) -> None:
    def state() -> tuple[Any, str]:
        content = surveyed.registry.path.read_bytes()
        return fingerprint(surveyed.registry), sha256(content).hexdigest()

    before = state()
    book, paper = tmp_path / "plan.xlsx", tmp_path / "plan.pdf"
    said = run(surveyed, "whatif", "--workbook", str(book), "--pdf", str(paper))
    assert said.exit_code == 0, said.output
    assert state() == before
    assert {path.name for path in tmp_path.iterdir()} >= {"plan.xlsx", "plan.pdf"}
    assert not (tmp_path / "reports").exists()


def test_the_workbook_has_every_household_that_changes_and_why(
    surveyed: World, tmp_path: Path
) -> None:
    book = tmp_path / "new" / "plan.xlsx"
    assert run(surveyed, "whatif", "--workbook", str(book)).exit_code == 0
    sheets = openpyxl.load_workbook(book)
    rows = list(sheets["households that change"].iter_rows(values_only=True))
    assert [(row[1], row[4], row[5]) for row in rows[1:]] == [
        ("H03", "not eligible", "eligible"),
        ("H04", "eligible", "not eligible"),
    ]
    assert rows[1][2:4] == (2, 2900) and rows[1][7:] == (0, 200)
    assert "below the national poverty line" in str(rows[1][6])
    assert "compulsory" in str(rows[2][6])
    places = list(sheets["eligible households by place"].iter_rows(values_only=True))
    assert places[2] == ("  Dengjiapo Village", 6, 3, 1, 1, 3, 1, 3200, 4200)
    again = book.read_bytes()
    run(surveyed, "whatif", "--workbook", str(book))
    assert book.read_bytes() == again


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_books, "ROWS", 2)
    rows = [("=1+1",), ("b",), ("c",)]
    book = table_books.write_tables(tmp_path / "b.xlsx", {"villages": (("name",), rows)}, "en")
    sheets = {s.title: [*s.values] for s in openpyxl.load_workbook(book)}
    assert sheets == {
        "villages": [("name",), ("=1+1",), ("b",)],
        "villages 2": [("name",), ("c",)],
    }
    # A name that begins like a formula is a text.
    assert openpyxl.load_workbook(book)["villages"]["A2"].data_type != "f"


@pytest.mark.parametrize(
    ("language", "says", "shown"),
    [
        ("zh", "测算不是公告、不是通知未作任何决定不得张贴", "等驾坡村"),
        ("en", "Acalculation.Notanotice;nothingisdecidedbyit.Nottobeposted.", "DengjiapoVillage"),
    ],
)
def test_the_paper_says_that_it_is_no_notice_and_names_nobody(
    surveyed: World, tmp_path: Path, language: str, says: str, shown: str
) -> None:
    file = tmp_path / "plan.pdf"
    said = run(surveyed, "--lang", language, "whatif", "--pdf", str(file))
    assert said.exit_code == 0, said.output
    with pdfium.PdfDocument(file) as pdf:
        text = "".join("".join(p.get_textpage().get_text_range().split()) for p in pdf)
        assert len(pdf) <= 2
    assert says in text and shown in text and "4,200.00" in text
    for household in surveyed.households:
        assert household not in text and f"户主{household[1:]}" not in text


def test_a_policy_that_changes_nothing_shows_no_difference(surveyed: World) -> None:
    plan = surveyed.registry.path.parent / "plan.yaml"
    plan.write_text("poverty_line: 2800\n", encoding="utf-8")
    found = json.loads(run(surveyed, "whatif", "--json").stdout)
    assert found["changes"] == []
    assert all(v["before"] == v["after"] for v in found["verdicts"])
    assert all(f["before"] == f["after"] for f in found["figures"].values())
    assert not any(p["newly_in"] or p["newly_out"] for p in found["places"])
    said = run(surveyed, "whatif").stdout
    assert "verdicts that change" not in said and "what is changed" not in said


REFUSED = {
    "no file": (["--policy", "nowhere.yaml"], r"nowhere.yaml: no such file"),
    "nobody surveyed yet": (["--as-of", "2014-04-09"], "no household surveyed by 2014-04-09"),
    "the registry as a workbook": (
        ["--workbook", "{db}"],
        "--workbook: .*expected a file name that ends in .xlsx. Correct the name",
    ),
    "a workbook as a paper": (["--pdf", "plan.xlsx"], "--pdf: plan.xlsx; expected .* ends in .pdf"),
    "a folder that is a file": (["--workbook", "{db}/plan.xlsx"], "office.duckdb"),
    "another campaign": (
        ["--campaign", "identification-2015-610426"],
        "identification-2014-610426",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_calculated_is_refused_and_nothing_is_written(
    surveyed: World, tmp_path: Path, case: str
) -> None:
    words, says = REFUSED[case]
    before, files = fingerprint(surveyed.registry), sorted(tmp_path.rglob("*"))
    said = run(surveyed, "whatif", *(w.format(db=surveyed.registry.path) for w in words))
    _assert_refused(said, says)
    assert fingerprint(surveyed.registry) == before
    assert sorted(tmp_path.rglob("*")) == files


def test_a_faulty_policy_is_refused_by_file_and_entry(surveyed: World, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("changed:\n  enter.income: size / dwellings > 1\n", encoding="utf-8")
    before = fingerprint(surveyed.registry)
    said = run(surveyed, "whatif")
    _assert_refused(
        said, r"plan\.yaml, changed, enter\.income: .*may be zero.*Multiply the other side"
    )
    assert fingerprint(surveyed.registry) == before


def test_a_campaign_of_another_kind_has_nothing_to_judge(help_world: HelpWorld) -> None:
    folder = help_world.registry.path.parent
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    day = ["--as-of", "2014-05-02", "--campaign", HELP]
    said = DESK.invoke(
        app,
        [
            "--db",
            str(help_world.registry.path),
            "whatif",
            "--policy",
            str(folder / "plan.yaml"),
            *day,
        ],
    )
    _assert_refused(said, f"{HELP}: a campaign of help; expected one of identification")


def _assert_refused(said: Any, says: str) -> None:
    assert (said.exit_code, said.stdout) == (1, ""), said.output
    assert said.stderr.startswith("✗ ") and said.stderr.count("\n") == 1
    assert re.search(says, said.stderr), said.stderr
