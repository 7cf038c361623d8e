"""Printing what was issued: every paper once, nobody held up by another's name, bundles to order."""

import errno
import os
from pathlib import Path

import pypdfium2
import pytest

from policy.errors import OfficeError
from registry.proof import verify_journal
from tasks.papers.print_run import has_papers_to_print, print_again, print_bundles, print_issued
from tasks.papers.verification import verify_file
from tasks.printing import pages
from tests.world import OFFICE, World, april

UNPRINTABLE = "\U0010fffd"  # private use: no font has it


def issue_two_notices(world: World) -> None:
    """One notice for each villager group, on 5 April 2014."""
    world.apply(april(2), "H01", "H06")
    world.round(april(3))
    world.meet("group_appraisal", april(4), "H01")
    world.meet("group_appraisal", april(4), "H06")
    world.round(april(5))


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_every_paper_is_printed_once_and_is_the_one_that_was_issued(
    world: World, tmp_path: Path
) -> None:
    issue_two_notices(world)
    day = world.day(april(5))
    assert print_issued(day, tmp_path)["papers"] == 2
    assert not has_papers_to_print(day)
    assert print_issued(day, tmp_path) == {}
    files = sorted(tmp_path.rglob("*.pdf"))
    assert [verify_file(world.registry, file).is_genuine for file in files] == [True, True]


def test_a_name_that_no_font_has_holds_up_no_other_notice(world: World, tmp_path: Path) -> None:
    world.write(
        "household",
        april(1),
        [
            {
                "household_id": "H01",
                "version": 2,
                "since_on": april(1),
                "village_code": "610426101001",
                "group_code": world.group_of("H01"),
                "head_name": f"王{UNPRINTABLE}",
                "register_kind": "rural",
            }
        ],
    )
    issue_two_notices(world)
    with pytest.raises(OfficeError, match=r"U\+10FFFD"):
        print_issued(world.day(april(5)), tmp_path)
    (printed,) = tmp_path.rglob("*.pdf")
    assert "户主06" in text_of(printed)


def test_nothing_is_noted_before_its_file_is_on_the_disk(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_fails(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    issue_two_notices(world)
    with monkeypatch.context() as broken:
        broken.setattr("tasks.printing.files.os.fsync", disk_fails)
        with pytest.raises(OfficeError, match="expected a folder that can be written"):
            print_issued(world.day(april(5)), tmp_path)
    assert has_papers_to_print(world.day(april(5)))


def test_a_lost_file_is_printed_again_with_the_same_bytes_and_nothing_is_noted(
    world: World, tmp_path: Path
) -> None:
    issue_two_notices(world)
    print_issued(world.day(april(5)), tmp_path)
    (number, *_) = [notice["number"] for notice in world.notices("first_publicity")]
    (lost, *_) = sorted(tmp_path.rglob("*.pdf"))
    bytes_before, entries = lost.read_bytes(), verify_journal(world.registry)
    lost.unlink()
    again = print_again(world.registry, number, tmp_path, april(9), OFFICE, "zh")
    assert again == (lost, "same") and lost.read_bytes() == bytes_before
    assert verify_journal(world.registry) == entries
    assert print_again(world.registry, number, tmp_path, april(9), OFFICE, "en")[1] == "first"
    assert (
        print_again(world.registry, "永扶办公示〔2014〕99号", tmp_path, april(9), OFFICE, "zh")
        is None
    )


def test_other_bytes_are_noted_beside_the_first_and_both_are_genuine(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_two_notices(world)
    print_issued(world.day(april(5)), tmp_path)
    (number, *_) = [notice["number"] for notice in world.notices("first_publicity")]
    (first, *_) = sorted(tmp_path.rglob("*.pdf"))
    first = first.rename(tmp_path / "kept.pdf")

    def by_another_version(*arguments: object, **options: bool) -> bytes:
        return pdf_of(*arguments, **options) + b"% another version\n"

    pdf_of = pages._pdf
    monkeypatch.setattr(pages, "_pdf", by_another_version)
    for expected in ("other", "same"):
        path, again = print_again(world.registry, number, tmp_path, april(9), OFFICE, "zh")
        assert again == expected
    assert path.read_bytes() != first.read_bytes()
    assert all(verify_file(world.registry, file).is_genuine for file in (first, path))


def test_a_bundle_holds_the_notices_of_a_township_that_are_in_force(
    world: World, tmp_path: Path
) -> None:
    issue_two_notices(world)
    (bundle,) = print_bundles(world.day(april(5)), tmp_path, "first_publicity")
    text = text_of(bundle)
    assert "户主01" in text
    assert "户主06" in text
