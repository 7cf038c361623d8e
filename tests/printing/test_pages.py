"""Printed files: pages, text, fonts, bytes, and errors before anything is half-printed."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from policy.errors import OfficeError
from tasks.printing import fonts, pages
from tasks.printing.contents import (
    Contact,
    Language,
    LetterOfResponsibility,
    Replaced,
    Words,
)
from tasks.printing.digests import content_digest, file_digest
from tasks.printing.files import file_name, read_paper_code
from tasks.printing.pages import print_papers, print_together
from tests.printing.samples import LONG_PLACE, lines, notice, one_of_each

TYPE_AREA_PT = (28 / 25.4 * 72, 184 / 25.4 * 72)
LONG_ISSUER = Words(
    zh="双江拉祜族佤族布朗族傣族自治县扶贫开发领导小组办公室",
    en="Poverty Alleviation Office of Shuangjiang Lahu, Va, Blang and Dai Autonomous County",
)

LONG_CONTACT = Contact(
    office=Words(
        zh="勐勐镇人民政府扶贫开发工作站（驻村帮扶工作办公室）",
        en="the Poverty Workstation of the People’s Government of Mengmeng Township",
    ),
    address=Words(
        zh="双江拉祜族佤族布朗族傣族自治县勐勐镇白塔路中段126号镇政府综合楼一楼103室",
        en="Room 103, Composite Building of the Township Government, 126 Middle Baita Road",
    ),
    phone="0883-762 1234、139 0000 0000",
    email="shuangjiang.fupinban@example.org",
    supervision_phone="12317、0883-762 4321",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Notices of 1, 12 and 130 households, by name, in Chinese and English."""
    folder = tmp_path_factory.mktemp("printed")
    for language in ("zh", "en"):
        print_papers([notice(1, 1), notice(12, 2), notice(130, 3)], folder, language, workers=1)
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_short_list_shares_the_page_and_a_long_one_follows(
    printed: dict[str, Path], number: int, language: Language
) -> None:
    name = file_name(f"云扶办公示〔2014〕{number}号", language)
    expected = {1: 1, 2: 1, 3: 4 if language == "zh" else 3}
    assert len(pdfium.PdfDocument(printed[name])) == expected[number]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("groups", [0, 4])
def test_twelve_households_fit_one_page_with_the_longest_names_and_a_replaced_notice(
    tmp_path: Path, groups: int, language: Language
) -> None:
    paper = notice(
        12,
        lines=lines(12, groups),
        issuer=LONG_ISSUER,
        place=notice().place.model_copy(update={"county": LONG_PLACE.county}),
        contact=LONG_CONTACT,
        replaces=Replaced(number="云扶办公示〔2014〕7号", reason=Words(zh="意见成立" * 5)),
    )
    assert [file.pages for file in print_papers([paper], tmp_path, language)] == [1]


@pytest.mark.parametrize("duties", range(20, 44, 3))
def test_no_page_holds_a_signature_alone(tmp_path: Path, duties: int) -> None:
    letter = next(paper for paper in one_of_each() if isinstance(paper, LetterOfResponsibility))
    paper = letter.model_copy(update={"duties": letter.duties[:1] * duties})
    file = print_papers([paper], tmp_path)[0]
    last = pdfium.PdfDocument(tmp_path / file.file_name)[file.pages - 1]
    assert "签字后生效" in last.get_textpage().get_text_range()


def test_an_announcement_of_thousands_is_a_book_of_few_pages(tmp_path: Path) -> None:
    usual = {"mark": None, "head_name": "王建国"}
    listed = [line.model_copy(update=usual) for line in lines(2000, 100, 15)]
    paper = notice(2000, stage="announcement", window=None, lines=tuple(listed))
    assert print_papers([paper], tmp_path)[0].pages <= 24


@pytest.mark.parametrize("number", [2, 3])
def test_every_name_is_printed_in_order(printed: dict[str, Path], number: int) -> None:
    text = _text(printed[f"云扶办公示-2014-{number}号.pdf"])
    place = 0
    for line in notice(12 if number == 2 else 130).lines:
        place = text.index(line.head_name, place) + 1


def test_the_signature_is_never_cut_off(printed: dict[str, Path]) -> None:
    for name, path in printed.items():
        assert ("见证人" if ".en." not in name else "Witness") in _text(path)


def test_only_our_fonts_are_embedded(printed: dict[str, Path]) -> None:
    ours = {name for chain in fonts.CHAINS for name in fonts.families(chain)}
    families = {name.replace(" ", "") for name in ours}
    used = _font_names(printed["云扶办公示-2014-3号.pdf"])
    assert used
    assert all(any(name.replace("-", "").startswith(f) for f in families) for name in used), used


def test_only_the_glyphs_of_a_paper_are_embedded(printed: dict[str, Path]) -> None:
    sizes = {name: path.stat().st_size for name, path in printed.items()}
    assert max(sizes.values()) < 250_000, sizes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_red_head_stays_within_the_type_area(tmp_path: Path, language: Language) -> None:
    paper = notice(3, issuer=LONG_ISSUER, place=LONG_PLACE)
    file = print_papers([paper], tmp_path, language)[0]
    page = pdfium.PdfDocument(tmp_path / file.file_name)[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    left, right = TYPE_AREA_PT
    assert all(box[0] >= left - 1 and box[2] <= right + 1 for box in boxes if box[2] > box[0])


def test_the_same_content_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    papers = [notice(5, number) for number in range(1, 10)]
    alone = print_papers(papers, tmp_path / "alone", workers=1)
    spread = print_papers(papers, tmp_path / "spread", workers=2)
    assert alone == spread
    assert file_digest(tmp_path / "spread" / spread[0].file_name) == spread[0].file_digest
    again = print_papers(papers[::-1], tmp_path / "again", workers=1)
    assert again == alone[::-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_other_kind_prints(tmp_path: Path, language: Language) -> None:
    heard: list[int] = []
    papers = one_of_each()
    files = print_papers(
        papers, tmp_path, language, workers=1, progress=lambda done, _: heard.append(done)
    )
    assert heard == list(range(1, len(papers) + 1))
    pages_of = {paper.kind: file.pages for paper, file in zip(papers, files, strict=True)}
    assert pages_of["household_card"] == pages_of["application_sheet"] == 1
    assert max(pages_of.values()) <= 2


def test_a_file_carries_its_number_and_digest(printed: dict[str, Path]) -> None:
    path = printed["云扶办公示-2014-2号.pdf"]
    assert read_paper_code(path) == (notice(12, 2).number, content_digest(notice(12, 2)))


def test_a_strange_file_has_no_code(tmp_path: Path) -> None:
    (tmp_path / "strange.pdf").write_bytes(b"%PDF-1.7 stream\nabc\nendstream")
    with pytest.raises(OfficeError, match="without the code"):
        read_paper_code(tmp_path / "strange.pdf")


def test_a_batch_prints_into_one_file_for_the_shop(tmp_path: Path) -> None:
    bundles = {tmp_path / "all.pdf": [notice(1, 1), notice(12, 2)]}
    assert print_together(bundles) == [2]
    assert len(pdfium.PdfDocument(tmp_path / "all.pdf")) == 2


def test_a_character_without_a_font_stops_the_batch_before_printing(tmp_path: Path) -> None:
    wrong = lines(3)[2].model_copy(update={"head_name": "王\ue123"})
    with pytest.raises(OfficeError, match=r"2号.*U\+E123"):
        print_papers([notice(1, 1), notice(3, 2, lines=(*lines(2), wrong))], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_papers_of_one_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="same file name"):
        print_papers([notice(1, 1), notice(2, 1)], tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="a file where a folder should be")
def test_a_folder_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OfficeError, match="folder that can be written"):
        print_papers([notice(1)], tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OfficeError, match="No space left"):
        print_papers([notice(1)], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://example.org/seal.png", "file:///etc/hostname"])
def test_a_page_fetches_nothing_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(pages, "markup", lambda *_: f"<img src='{address}'>")
    with pytest.raises(OfficeError, match="asks for"):
        print_papers([notice(1)], tmp_path)


def test_a_machine_with_the_pip_fonts_alone_prints_the_same_text(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from tasks.printing import fonts, pages\n"
        "from tests.printing.samples import notice\n"
        f"fonts.FONT_FOLDER = Path({str(tmp_path)!r})\n"
        f"pages.print_papers([notice(12, 2)], Path({str(tmp_path)!r}))"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])
    path = tmp_path / "云扶办公示-2014-2号.pdf"
    assert all(line.head_name in _text(path) for line in notice(12).lines)
    assert all(name.replace("-", "").startswith("NotoS") for name in _font_names(path))


def test_file_names_come_from_the_number_alone() -> None:
    assert file_name("永扶办公示〔2014〕12号", "zh") == "永扶办公示-2014-12号.pdf"
    assert file_name("../a/b 1", "en") == "a-b-1.en.pdf"


def _text(path: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))


def _font_names(path: Path) -> set[str]:
    names = set()
    for page in pdfium.PdfDocument(path):
        for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.raw.FPDFTextObj_GetFont(item.raw)
            name = ctypes.create_string_buffer(200)
            pdfium.raw.FPDFFont_GetBaseFontName(font, name, 200)
            names.add(name.value.decode().split("+")[-1])
    return names
