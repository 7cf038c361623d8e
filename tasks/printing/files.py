"""The files of printed papers: their names, how they are written, the code that they carry."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from policy.errors import OfficeError
from policy.wording import disk_words
from tasks.printing.contents import Language

# WeasyPrint writes the names of metadata in small letters.
_PAPER_CODE = re.compile(rb"/papercode \(([!-~]+?)\)")


def file_name(number: str, language: Language) -> str:
    """The name of a paper's file, from its number alone: 永扶办公示-2014-12号.pdf, ….en.pdf."""
    slug = re.sub(r"[^\w]+", "-", number).strip("-")
    return f"{slug}.pdf" if language == "zh" else f"{slug}.{language}.pdf"


def paper_code(number: str, digest: str) -> str:
    """What a file carries about its paper, in plain ASCII."""
    return urlencode({"number": number, "sha256": digest})


def read_paper_code(file: Path) -> tuple[str, str]:
    """The number and the content digest that a printed file carries in its metadata.

    Errors: OfficeError for a file that is not one of our papers.
    """
    packed = re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", file.read_bytes(), re.DOTALL)
    for stream in packed:
        found = _PAPER_CODE.search(_unpacked(stream[1]))
        if found:
            code = parse_qs(found[1].decode("ascii"))
            return code["number"][0], code["sha256"][0]
    raise OfficeError.because("printing.no_paper", where=str(file))


def write_whole(path: Path, pdf: bytes) -> None:
    """Write a file completely or not at all.

    Errors: OfficeError where the folder cannot be written or the disk is full.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(pdf)
        draft.replace(path)
    except OSError as error:
        _discard(draft)
        raise _no_room(path, error) from error


def keep_on_disk(folder: Path, names: Iterable[str]) -> None:
    """Bring files and their folder onto the disk itself: who notes them may rely on them after a power cut.

    In one pass over a batch, when most are already there. Errors: OfficeError where the disk fails.
    """
    for path in (*(folder / name for name in names), folder):
        try:
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise _no_room(path, error) from error


def _no_room(path: Path, error: OSError) -> OfficeError:
    return OfficeError.because("printing.no_room", where=str(path), said=disk_words(error))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""  # Pictures and fonts may be packed in other ways; the code never is.


def _discard(draft: Path) -> None:
    with suppress(OSError):  # The folder itself may be what failed; the caller reports that.
        draft.unlink(missing_ok=True)
