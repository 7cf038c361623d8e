"""Printing what was issued: every paper that has no file yet, in batches."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import polars as pl

from policy.errors import OfficeError, OfficeErrors
from policy.wording import disk_words
from registry.session import Registry
from tasks.campaign_day import CampaignDay, Tally, campaign_day
from tasks.papers.issuing import paper_of
from tasks.printing.contents import Language, Paper
from tasks.printing.files import keep_on_disk
from tasks.printing.pages import Printed, fault_of, print_papers, print_together

Done = TypeVar("Done")
#: How the bytes of a paper printed again compare with the files noted of it in that language.
Again = Literal["same", "other", "first"]

#: Papers that leave the office by themselves; files and cards are printed when they are asked for.
BY_ITSELF = (
    "first_publicity",
    "second_publicity",
    "announcement",
    "payment_list",
    "reverification_list",
    "objection_receipt",
    "objection_reply",
    "work_manual",
    "letter_of_responsibility",
    "reminder_slip",
    "pairing_notice",
    "assessment_result",
    "frame_notice",
    "inspection_sheets",
    "village_proposal",
    "village_announcement",
)


def has_papers_to_print(day: CampaignDay, language: Language = "zh") -> bool:
    """Whether a paper that leaves the office by itself has no file yet."""
    named = day.named(as_of=day.as_of, language=language, kinds=list(BY_ITSELF))
    with day.reading() as reader:
        return reader.has_rows("papers_to_print", **named)


def print_issued(
    day: CampaignDay,
    folder: Path,
    language: Language = "zh",
    kinds: Sequence[str] = BY_ITSELF,
    progress: Callable[[int, int], None] | None = None,
) -> Tally:
    """Print papers of these kinds that have no file in that language, and note the files.

    A paper with a character that no font has keeps no other from being printed; it is named by an
    OfficeError at the end.
    """
    with day.reading() as reader:
        waiting = reader.query(
            "papers_to_print",
            **day.named(as_of=day.as_of, language=language, kinds=list(kinds)),
        ).to_dicts()
    if not waiting:
        return {}
    target = _folder(folder, day)
    papers = [paper_of(row["kind"], row["content"]) for row in waiting]
    printable, faults = _apart(papers)
    printed = print_papers(printable, target, language, progress=progress)
    _note(day, target, printed)
    if faults:
        raise OfficeErrors(faults)
    return {"papers": len(printed), "pages": sum(p.pages for p in printed)}


def print_again(
    registry: Registry, number: str, folder: Path, as_of: date, actor: str, language: Language
) -> tuple[Path, Again] | None:
    """Print a paper once more, whatever became of its file; None for a number that was never issued.

    Other bytes than those noted, as other fonts or another version make them, are noted, too.
    """
    with registry.reading() as reader:
        known = reader.rows("paper_to_print_again", number=number, language=language)
    if not known:
        return None
    (row,) = known
    day = campaign_day(registry, row["campaign_id"], as_of, actor)
    target = _folder(folder, day)
    (printed,) = print_papers([paper_of(row["kind"], row["content"])], target, language)
    is_known = printed.file_digest in (row["digests"] or ())
    if not is_known:
        _note(day, target, [printed])
    again: Again = "same" if is_known else "other" if row["digests"] else "first"
    return target / printed.file_name, again


def _note(day: CampaignDay, folder: Path, printed: Sequence[Printed]) -> None:
    """Note files once they are safe: what is noted is not printed by itself any more."""
    keep_on_disk(folder, (p.file_name for p in printed))
    with day.writing("print papers") as entry:
        entry.insert(
            "printed_file",
            pl.DataFrame(
                {
                    "number": [p.number for p in printed],
                    "language": [p.language for p in printed],
                    "file_digest": [p.file_digest for p in printed],
                    "file_name": [p.file_name for p in printed],
                    "pages": [p.pages for p in printed],
                    "printed_on": [day.as_of] * len(printed),
                }
            ),
        )


def print_on_demand(
    day: CampaignDay, issue: Callable[[], object], print_them: Callable[[], Done]
) -> Done:
    """Issue papers that somebody asks for and print them: issued only if they are printed.

    OfficeErrors at the end for papers with a character that no font has; the others are printed.
    """
    left_out: list[OfficeError] = []
    with day.registry.together():
        with _kept(left_out):
            issue()
        with _kept(left_out):
            done = print_them()
    if left_out:
        raise OfficeErrors(left_out)
    return done


def print_bundles(
    day: CampaignDay,
    folder: Path,
    kind: str,
    language: Language = "zh",
    numbers: Collection[str] | None = None,
) -> list[Path]:
    """Print papers of a kind that are in force, one file a township, for the print shop.

    All of them, or those with these numbers; a paper with a character that no font has is left out, and
    named by an OfficeError at the end. The single files stay what papers are verified by.
    """
    with day.reading() as reader:
        named = day.named(as_of=day.as_of, kind=kind)
        papers = reader.query("papers_by_township", **named).to_dicts()
    target = _folder(folder, day)
    bundles: dict[Path, list[Paper]] = {}
    for row in papers:
        if numbers is not None and row["number"] not in numbers:
            continue
        path = target / f"{kind}-{row['township_code']}-{language}.pdf"
        bundles.setdefault(path, []).append(paper_of(row["kind"], row["content"]))
    parted = {path: _apart(bundle) for path, bundle in bundles.items()}
    whole = {path: printable for path, (printable, _) in parted.items() if printable}
    print_together(whole, language)
    if faults := [fault for _, found in parted.values() for fault in found]:
        raise OfficeErrors(faults)
    return list(whole)


@contextmanager
def _kept(left_out: list[OfficeError]) -> Iterator[None]:
    """Keep what went on as far as it could, until all is done."""
    try:
        yield
    except OfficeErrors as faults:
        left_out.extend(faults.errors)


def _apart(papers: Sequence[Paper]) -> tuple[list[Paper], list[OfficeError]]:
    """The papers that can be printed, and why the others cannot."""
    faults = {paper.number: fault for paper in papers if (fault := fault_of(paper))}
    return [paper for paper in papers if paper.number not in faults], list(faults.values())


def _folder(folder: Path, day: CampaignDay) -> Path:
    """The folder of the campaign's papers, made where it is not there; OfficeError where it cannot be."""
    target = folder / day.campaign_id
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError.because(
            "printing.no_folder", where=str(target), said=disk_words(error)
        ) from error
    return target
