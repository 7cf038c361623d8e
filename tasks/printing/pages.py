"""From papers to PDF files, in batches over warm processes; the same content, the same bytes."""

from __future__ import annotations

import atexit
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policy.errors import OfficeError
from policy.label import Label
from policy.wording import words
from tasks.printing import fonts
from tasks.printing.contents import Language, Paper
from tasks.printing.files import file_name, write_whole
from tasks.printing.markup import DENSITIES, TEMPLATES, Density, markup, style

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration

S = TypeVar("S")
T = TypeVar("T")

# A pool costs a second of imports to start; below this many papers one process is faster.
_WORTH_A_POOL = 8
# The place in a page where office and day stand, beside the seal.
_CLOSING = "closing"
_pools: dict[int, ProcessPoolExecutor] = {}


@dataclass(frozen=True)
class Printed:
    """One paper as it lies in its folder; `file_digest` is SHA-256 in hex."""

    number: str
    language: Language
    file_name: str
    file_digest: str
    pages: int


def print_papers(
    papers: Sequence[Paper],
    folder: Path,
    language: Language = "zh",
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> list[Printed]:
    """Print each paper into one PDF file; nothing is printed unless every character has a font.

    `progress` is told how many papers are done, of how many.
    Errors: OfficeError for a character without a font, a value that a template lacks, or a folder
    that cannot be written; the files finished before it stay, and none is half-written.
    """
    fonts.prepare()
    check_characters(papers)
    _check_numbers(papers, language)
    print_one = partial(_print_one, folder=folder, language=language)
    printed: list[Printed] = []
    for result in _spread(print_one, papers, workers if len(papers) >= _WORTH_A_POOL else 1):
        printed.append(result)
        if progress:
            progress(len(printed), len(papers))
    return printed


def print_together(
    bundles: Mapping[Path, Sequence[Paper]], language: Language = "zh", workers: int = 2
) -> list[int]:
    """Print each bundle into one file for the print shop, such as one township's notices.

    The files are a fourteenth of the single ones, because a bundle shares its fonts. Returns the
    pages of each file. Errors: as `print_papers`.
    """
    fonts.prepare()
    check_characters([paper for papers in bundles.values() for paper in papers])
    print_one = partial(_print_bundle, language=language)
    return list(_spread(print_one, list(bundles.items()), workers if len(bundles) > 1 else 1))


def check_characters(papers: Sequence[Paper]) -> None:
    """Find the first character that no font has, before anything is printed.

    Errors: OfficeError with the paper's number, the character and its code point.
    """
    for paper in papers:
        if fault := fault_of(paper):
            raise fault


def fault_of(paper: Paper, called: Label | None = None) -> OfficeError | None:
    """Which characters of a paper no font has, each with its code point; told by its number unless `called`."""
    missing = fonts.missing_characters(paper.model_dump_json())
    if not missing:
        return None
    signs = [f"{sign} (U+{ord(sign):04X})" for sign in missing]
    where = called or words("paper.numbered", number=paper.number)
    return OfficeError.because("printing.no_font", where=where, characters=signs)


def _check_numbers(papers: Sequence[Paper], language: Language) -> None:
    seen: dict[str, str] = {}
    for paper in papers:
        name = file_name(paper.number, language)
        if name in seen:
            raise OfficeError.because("printing.same_file", number=paper.number, other=seen[name])
        seen[name] = paper.number


def _spread(work: Callable[[S], T], items: Sequence[S], workers: int) -> Iterator[T]:
    # One at a time keeps all processes busy to the end; sending a paper costs next to nothing.
    run = _pool(workers).map if workers > 1 else map
    done = 0
    try:
        for result in run(work, items):
            done += 1
            yield result
    except BrokenProcessPool as error:
        del _pools[workers]
        raise OfficeError.because("printing.ended", done=done, files=len(items)) from error


def _print_bundle(bundle: tuple[Path, Sequence[Paper]], language: Language) -> int:
    file, papers = bundle
    documents = [_lay_out(paper, language) for paper in papers]
    pages = [page for document in documents for page in document.pages]
    write_whole(file, _pdf(documents[0].copy(pages)))
    return len(pages)


def _print_one(paper: Paper, folder: Path, language: Language) -> Printed:
    document = _lay_out(paper, language)
    pdf = _pdf(document, custom_metadata=True)
    name = file_name(paper.number, language)
    write_whole(folder / name, pdf)
    return Printed(paper.number, language, name, sha256(pdf).hexdigest(), len(document.pages))


def _pdf(document: Document, **options: bool) -> bytes:
    from tasks.printing import embedding  # Imports WeasyPrint, so only now that fonts are ours.

    document.fonts = embedding.EmbeddedFonts()
    with embedding.uncopied():
        pdf: bytes = document.write_pdf(finisher=embedding.pack, **options)
    return pdf


def _lay_out(paper: Paper, language: Language) -> Document:
    """The pages of a paper; set more closely, in two steps, where its closing would leave the first page."""
    for density in DENSITIES:
        document = _render(paper, language, density)
        if not any(_CLOSING in page.anchors for page in document.pages[1:]):
            break
    return document


def _render(paper: Paper, language: Language, density: Density) -> Document:
    from weasyprint.urls import FatalURLFetchingError

    html = _page_class()(string=markup(paper, language, density), url_fetcher=_fetcher())
    try:
        return html.render(stylesheets=[_sheet(language)], font_config=_font_configuration())
    except FatalURLFetchingError as error:
        raise OfficeError.because("printing.outside", number=paper.number, address=error) from error


def _pool(workers: int) -> ProcessPoolExecutor:
    """A pool that stays warm between calls: its processes have read the fonts already."""
    if workers not in _pools:
        # Spawned, because Pango does not survive a fork of a process that has threads.
        context = get_context("spawn")
        _pools[workers] = ProcessPoolExecutor(workers, context, initializer=_warm_up)
        atexit.register(_pools[workers].shutdown)
    return _pools[workers]


def _warm_up() -> None:
    fonts.prepare()
    _font_configuration()


@cache
def _font_configuration() -> FontConfiguration:
    # One for the process: a new one per paper keeps its memory for ever.
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _sheet(language: Language) -> CSS:
    from weasyprint import CSS

    return CSS(string=style(language), font_config=_font_configuration(), url_fetcher=_fetcher())


@cache
def _page_class() -> Any:
    from weasyprint import CSS, HTML

    base = CSS(filename=TEMPLATES / "base.css")

    class Page(HTML):  # type: ignore[misc]
        """A page that starts from our own base sheet, and not from a whole browser's."""

        def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
            return [base]

    return Page


@cache
def _fetcher() -> Any:
    from email.message import EmailMessage

    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    # Headers are parsed once; that takes longer than unpacking a picture.
    headers_of = {"data:image/png": EmailMessage(), "data:image/svg+xml": EmailMessage()}
    for form, known in headers_of.items():
        known["Content-Type"] = form.removeprefix("data:")

    class PicturesOnly(URLFetcher):  # type: ignore[misc]
        """Lets a template reach nothing but the pictures that it carries itself."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            form, _, picture = url.partition(";base64,")
            if form not in headers_of:
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, b64decode(picture), headers_of[form])

    return PicturesOnly()
