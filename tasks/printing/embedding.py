"""The fonts inside a file: only the characters used, subset in one pass and packed fast.

WeasyPrint copies every font whole, subsets it twice and packs it as tightly as it can. On a short paper
that is half of the time, for three bytes in a hundred; what a reader sees is the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any

import pydyf
from weasyprint.pdf import fonts
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

# Printing needs shapes and widths; which glyphs to take has been decided, and lines run across.
_LEFT_OUT = (
    *(b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG "),
    *(b"VORG", b"vhea", b"vmtx"),
)


#: As WeasyPrint asks; before, it has another way.
_CAN_SUBSET = bool(harfbuzz.hb_version_atleast(4, 1, 0))


class EmbeddedFonts(dict[int, Font]):
    """The fonts of one document, for `Document.fonts`."""

    def __setitem__(self, key: int, font: Font) -> None:
        if _CAN_SUBSET:
            font.subset = partial(_subset, font)
            if font.bitmap:  # is taken apart, not subset
                font.file_content = get_hb_object_data(font.hb_face)
        super().__setitem__(key, font)


@contextmanager
def uncopied() -> Iterator[None]:
    """A font of WeasyPrint begins with a copy of its file, 20 MB for a notice; `_subset` needs none of it."""
    copied = fonts.get_hb_object_data
    if _CAN_SUBSET:
        fonts.get_hb_object_data = lambda _face: b""
    try:
        yield
    finally:
        fonts.get_hb_object_data = copied


def pack(_document: object, pdf: pydyf.PDF) -> None:
    """Pack fonts at zlib's fastest level: a finisher for `write_pdf`."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress and _is_one_piece(item.stream):
            item.stream = [_packed(item.stream[0])]
            item.extra["Filter"] = "/FlateDecode"
            item.compress = False


@lru_cache(maxsize=32)
def _packed(stream: bytes) -> bytes:
    """A stream, packed; the fonts of headings are the same all day."""
    # PostScript outlines repeat little: looking for runs alone takes half of the time.
    is_postscript = stream.startswith(b"OTTO")
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE if is_postscript else zlib.Z_DEFAULT_STRATEGY)
    return packer.compress(stream) + packer.flush()


def _is_one_piece(stream: list[object]) -> bool:
    return len(stream) == 1 and isinstance(stream[0], bytes)


def _subset(font: Font, to_unicode: dict[int, str], hinting: bool) -> None:
    # Where a font cannot be subset, all of it is embedded.
    font.file_content = _only(font.hb_face, frozenset(to_unicode), hinting) or get_hb_object_data(
        font.hb_face
    )


@lru_cache(maxsize=32)
def _only(face: Any, glyphs: frozenset[int], hinting: bool) -> bytes | None:
    """A font with these glyphs alone, each at its place; headings use the same ones all day."""
    library = harfbuzz_subset
    wanted = ffi.gc(library.hb_subset_input_create_or_fail(), library.hb_subset_input_destroy)
    _add(library.hb_subset_input_glyph_set(wanted), glyphs)
    left_out = library.hb_subset_input_set(wanted, library.HB_SUBSET_SETS_DROP_TABLE_TAG)
    _add(left_out, (harfbuzz.hb_tag_from_string(name, -1) for name in _LEFT_OUT))
    flags = library.HB_SUBSET_FLAGS_RETAIN_GIDS | library.HB_SUBSET_FLAGS_DESUBROUTINIZE
    if not hinting:
        flags |= library.HB_SUBSET_FLAGS_NO_HINTING
    library.hb_subset_input_set_flags(wanted, flags)
    subset = ffi.gc(library.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)
    data: bytes | None = get_hb_object_data(subset)
    return data


def _add(target: Any, numbers: Iterable[int]) -> None:
    ordered = sorted(numbers)
    array = ffi.new("hb_codepoint_t[]", ordered)
    harfbuzz.hb_set_add_sorted_array(target, array, len(ordered))
