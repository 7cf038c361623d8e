"""Templates: golden HTML, the same values in both languages, and loud when one is missing."""

from __future__ import annotations

import re

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, nodes

from policy.errors import OfficeError
from policy.label import Label
from policy.pack import load_pack
from tasks.printing import markup as markup_module
from tasks.printing.contents import KINDS, Language, Paper, Words
from tasks.printing.markup import (
    TEMPLATES,
    day,
    full_name,
    in_words,
    markup,
    on_grid,
    red_head,
)
from tests.printing import golden
from tests.printing.samples import CONTACT, notice, one_of_each


@pytest.mark.parametrize("language", golden.LANGUAGES)
@pytest.mark.parametrize("paper", golden.papers(), ids=lambda paper: paper.number)
def test_a_paper_reads_as_it_was_approved(paper: Paper, language: Language) -> None:
    approved = golden.path(paper, language).read_text(encoding="utf-8")
    assert golden.html(paper, language) == approved, "run: python -m tests.printing.golden"


def test_every_kind_has_a_sample_and_a_template_in_both_languages() -> None:
    assert {paper.kind for paper in golden.papers()} == set(KINDS)
    for kind in KINDS:
        assert {path.name for path in (TEMPLATES / kind).iterdir()} == {
            "zh.html.j2",
            "en.html.j2",
        }


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_print_the_same_values(kind: str) -> None:
    assert _values(f"{kind}/zh.html.j2") == _values(f"{kind}/en.html.j2")


def test_the_base_sheet_knows_every_element_of_the_templates() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2"))
    sheet = (TEMPLATES / "base.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/|{[^}]*}", " ", sheet, flags=re.DOTALL)
    assert set(re.findall(r"<([a-z]\w*)", sources)) <= set(re.findall(r"\w+", rules))


def test_every_label_has_both_languages() -> None:
    labels = yaml.safe_load((TEMPLATES / "labels.yaml").read_text(encoding="utf-8"))
    assert all(set(texts) == {"zh", "en"} for texts in labels.values())


def test_every_label_is_printed_somewhere() -> None:
    labels = yaml.safe_load((TEMPLATES / "labels.yaml").read_text(encoding="utf-8"))
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2")]
    named = set(re.findall(r"labels\.(\w+)", "".join(sources)))
    columns = {
        "line_no",
        "head_name",
        "group",
        "size",
        "amount",
        "mark",
        "villager_group",
        "helper",
        "unit",
        "post",
    }
    schemas = str([kind.model_json_schema() for kind in KINDS.values()])
    chosen = {label for label in labels if f"'{label}'" in schemas}
    assert set(labels) <= named | columns | chosen


def test_a_value_that_a_template_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "notice").mkdir()
    (folder / "notice" / "zh.html.j2").write_text("<p>\n{{ paper.seal_day }}</p>")
    (folder / "labels.yaml").write_text("{}")
    monkeypatch.setattr(markup_module, "TEMPLATES", folder)
    markup_module._environment.cache_clear()
    try:
        with pytest.raises(OfficeError) as raised:
            markup(notice(), "zh")
    finally:
        markup_module._environment.cache_clear()
    assert "templates/notice/zh.html.j2, line 2" in str(raised.value)
    assert "seal_day" in str(raised.value)


def test_markup_in_a_name_is_printed_and_not_obeyed() -> None:
    harmless = markup(notice(1, contact=CONTACT.model_copy(update={"phone": "<b>1</b>"})), "zh")
    assert "&lt;b&gt;" in harmless


WITH_A_WINDOW = {paper.kind: paper for paper in one_of_each() if getattr(paper, "window", None)}


@pytest.mark.parametrize("paper", [notice(), *WITH_A_WINDOW.values()], ids=lambda each: each.kind)
def test_a_paper_counts_its_window_as_the_registry_does(paper: Paper) -> None:
    # From the day after the posting is confirmed, and with room to write that day on the sheet.
    chinese, english = markup(paper, "zh"), markup(paper, "en")
    assert "自确认张贴次日起7天" in chinese and "\n确认日期 ____" in chinese
    assert "counted from the day after" in english and "posting is confirmed" in english
    assert "\nConfirmed on ____" in english


def test_the_objector_is_asked_for_nowhere() -> None:
    for paper in one_of_each():
        assert "objector" not in str(paper.model_json_schema()["properties"].keys())


def test_days_and_names_follow_the_language() -> None:
    issued = notice().issued_on
    assert day("zh", issued) == "2014年6月3日"
    assert day("en", issued) == "3 June 2014"
    assert in_words("en", CONTACT.office).startswith("the Poverty")


def test_a_place_does_not_repeat_the_name_of_the_one_above_it() -> None:
    village = Words(zh="金寨村", en="Jinzhai Village")
    for group in (
        Words(zh="第1村民小组", en="Group 1"),
        Words(zh="金寨村第1村民小组", en="Jinzhai Village Group 1"),
    ):
        assert full_name("zh", village, group) == "金寨村第1村民小组"
        assert full_name("en", village, group) == "Group 1, Jinzhai Village"
    assert full_name("zh", None, village) == "金寨村"


def test_a_source_is_printed_by_name_and_never_as_a_mark() -> None:
    pack = load_pack("cn")
    assert pack.cited("[002 §3.2]") == Label(
        "《精准识别应知应会》3.2节", "handbook of targeted identification, 3.2"
    )
    assert pack.cited("default") == Label("本县默认规定", "office default")
    assert not any("[" in pack.cited(rule.source).zh for rule in pack.rules)


def test_an_odd_number_of_digits_fills_whole_squares() -> None:
    assert on_grid("2014年6月") == "2014年<span class=n>6</span>月"
    assert on_grid('<i id="7">130</i>户') == '<i id="7"><span class=n>130</span></i>户'
    assert on_grid("a@b1.org") == "a@b1.org"


@pytest.mark.parametrize(
    "issuer", ["云岭县扶贫办", "双江拉祜族佤族布朗族傣族自治县扶贫开发领导小组办公室"]
)
def test_a_long_red_head_breaks_after_the_county(issuer: str) -> None:
    head = red_head("zh", issuer, "双江拉祜族佤族布朗族傣族自治县")
    assert len(head["lines"]) == (2 if len(issuer) > 20 else 1)
    assert "".join(head["lines"]) == issuer


def _values(template: str) -> set[str]:
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    tree = Environment(loader=FileSystemLoader(TEMPLATES)).parse(source)
    chains = {_chain(node) for node in tree.find_all(nodes.Getattr)}
    return {chain for chain in chains if chain.startswith("paper.")}


def _chain(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_chain(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"
