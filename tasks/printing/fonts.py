"""The fonts of the papers: which are here, which characters they have, how wide their text runs."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from xml.sax.saxutils import escape

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTCollection, TTFont

from policy.errors import OfficeError
from policy.wording import disk_words

FONT_FOLDER = Path(__file__).parents[2] / ".fonts"

# First name that is installed wins, character by character. The Noto SC fonts come with pip and
# end every chain, so a paper prints anywhere; an office's own fonts, put into .fonts/, come first.
CHAINS = {
    "fang": ("Latin in Chinese", "FangSong_GB2312", "FangSong", "FandolFang", "LXGW WenKai Light"),
    "kai": ("Latin in Chinese", "KaiTi_GB2312", "KaiTi", "FandolKai", "LXGW WenKai Light"),
    "hei": ("SimHei", "FandolHei", "Noto Sans CJK SC", "Noto Sans SC"),
    "title": ("FZXiaoBiaoSong-B05S", "FandolSong"),
    "latin": ("Liberation Serif", "FangSong_GB2312", "FangSong", "FandolFang", "LXGW WenKai Light"),
}
LAST_RESORT = ("Noto Serif CJK SC", "Noto Serif SC")

# Left to the Chinese fonts by the narrowed Latin: middle dot, quotation marks, dashes, ellipsis.
_NOT_LATIN = frozenset((*range(0x80, 0xC0), *range(0x2000, 0x10000)))

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  {folders}
  <cachedir>{cache}</cachedir>
  <match target="scan">
    <test name="file" compare="contains"><string>/latin-in-chinese/</string></test>
    <edit name="family" mode="assign"><string>Latin in Chinese</string></edit>
    <edit name="charset" mode="assign">
      <minus>
        <name>charset</name>
        <charset>
          <range><int>0x80</int><int>0xbf</int></range>
          <range><int>0x2000</int><int>0xffff</int></range>
        </charset>
      </minus>
    </edit>
  </match>
  <match target="scan">
    <test name="family" compare="contains"><string>Fandol</string></test>
    <test name="file" compare="contains"><string>-Bold.</string></test>
    <edit name="weight" mode="assign"><const>bold</const></edit>
  </match>
</fontconfig>
"""


class Face:
    """One font and the characters that it may print; read only when a text first needs it."""

    def __init__(self, font: TTFont, hidden: frozenset[int]) -> None:
        self.font = font
        self.hidden = hidden

    @cached_property
    def characters(self) -> dict[int, str]:
        """Glyph names by code point."""
        known = self.font.getBestCmap().items()
        return {code: name for code, name in known if code not in self.hidden}

    def advance_em(self, code: int) -> float:
        """Width of one character, in em."""
        advance: int = self.font["hmtx"][self.characters[code]][0]
        return advance / float(self.font["head"].unitsPerEm)


def prepare() -> None:
    """Make this process print with our fonts only; call it before anything imports WeasyPrint.

    Errors: OfficeError where a system library is missing or the font folder cannot be written.
    """
    os.environ["FONTCONFIG_FILE"] = str(_write_configuration())
    needed = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    try:
        has_subset = importlib.import_module("weasyprint.text.ffi").harfbuzz_subset
    except OSError as error:
        raise OfficeError.because(
            "printing.no_library", said=str(error).splitlines()[0], packages=needed
        ) from error
    if not has_subset:  # Without it, writing a paper takes 58 times as long.
        raise OfficeError.because("printing.no_subset", packages=needed)


def missing_characters(text: str, chain: str = "fang") -> list[str]:
    """The characters of a text that no font of a chain can print, each once, in order."""
    return [
        character
        for character in dict.fromkeys(text)
        if not character.isspace() and _face_for(ord(character), chain) is None
    ]


def width_em(text: str, chain: str) -> float:
    """Width of a text set in a chain of fonts, in em; a character without a font counts as 1."""
    return sum(_advance_em(ord(character), chain) for character in text)


def families(chain: str) -> tuple[str, ...]:
    """The installed families of a chain, in the order in which they are tried."""
    here = _faces()
    return tuple(name for name in (*CHAINS[chain], *LAST_RESORT) if name in here)


@cache
def _advance_em(code: int, chain: str) -> float:
    face = _face_for(code, chain)
    return face.advance_em(code) if face else 1.0


@cache
def _face_for(code: int, chain: str) -> Face | None:
    faces = (_faces()[family] for family in families(chain))
    return next((face for face in faces if code in face.characters), None)


@cache
def _faces() -> dict[str, Face]:
    found: dict[str, Face] = {}
    for path in _font_files():
        for font in _fonts_in(path):
            names = _family_names(font)
            if path.parent.name == "latin-in-chinese":
                names = {"Latin in Chinese"}
            for name in names:
                if name not in found or "Regular" in path.stem:
                    hidden = _NOT_LATIN if name == "Latin in Chinese" else frozenset()
                    found[name] = Face(font, hidden)
    return found


def _family_names(font: TTFont) -> set[str]:
    records = font["name"].names
    return {record.toUnicode() for record in records if record.nameID in (1, 16)}


def _fonts_in(path: Path) -> Iterator[TTFont]:
    if path.suffix.lower() == ".ttc":
        yield from TTCollection(path, lazy=True).fonts
    else:
        yield TTFont(path, lazy=True)


def _font_files() -> list[Path]:
    kinds = {".otf", ".ttf", ".ttc"}
    files = (file for folder in _folders() for file in sorted(folder.rglob("*")))
    return [file for file in files if file.suffix.lower() in kinds]


def _folders() -> tuple[Path, Path]:
    return FONT_FOLDER, Path(pylopdf_fonts_zh_cn.__file__).parent


def _write_configuration() -> Path:
    path = FONT_FOLDER / "fonts.conf"
    folders = "\n  ".join(f"<dir>{escape(str(folder))}</dir>" for folder in _folders())
    text = _CONFIGURATION.format(folders=folders, cache=escape(str(FONT_FOLDER / "cache")))
    try:
        FONT_FOLDER.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
    except OSError as error:
        raise OfficeError.because(
            "printing.no_font_folder", where=str(path), said=disk_words(error)
        ) from error
    return path
