"""Digests by which a paper and its file are checked against the registry."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path

import segno

from tasks.printing.contents import Paper

# Crockford's base 32: no I, L, O, U, so nothing is misread from a board or over the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def content_digest(paper: Paper) -> str:
    """SHA-256 (64 hex digits) of what a paper says, whatever its language, fonts and layout."""
    said = {"kind": paper.kind, **paper.model_dump(mode="json", exclude_defaults=True)}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", canonical).encode()).hexdigest()


def check_digits(digest: str) -> str:
    """The first 80 bits of a digest in four groups of four, to be read aloud or copied by hand."""
    bits = int(digest[:20], 16)
    signs = "".join(_ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))
    return " ".join(signs[start : start + 4] for start in range(0, 16, 4))


def qr_image(number: str, digest: str) -> str:
    """A data URI of the QR code that carries a paper's number and check digits, and no address."""
    # Every mask can be read; trying all eight for the most even one takes five times as long.
    code = segno.make_qr(f"{number} {check_digits(digest)}", error="m", mask=3)
    image: str = code.png_data_uri(border=0)
    return image


def file_digest(path: Path) -> str:
    """SHA-256 (64 hex digits) of a file, byte by byte."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
