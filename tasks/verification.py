"""Is this paper the one that the registry issued?"""

from dataclasses import dataclass
from pathlib import Path

from policy.errors import OfficeError
from registry.session import Registry
from tasks.printing.digests import file_digest
from tasks.printing.files import read_paper_code


@dataclass(frozen=True)
class Answer:
    """What can be said of a file; a paper that was replaced is genuine, but no longer in force."""

    is_genuine: bool
    said: str


def verify_file(registry: Registry, path: Path) -> Answer:
    """Hold a PDF file against the registry: its number, its content's digest, its bytes."""
    if not path.is_file():
        raise OfficeError(
            where=str(path),
            came="no file",
            expected="a PDF that this office printed",
            remedy="Check the name of the file",
        )
    number, digest = read_paper_code(path)
    with registry.reading() as reader:
        known = reader.query("paper_one", number=number).to_dicts()
    if not known:
        return Answer(False, f"✗ {path.name}: the registry never issued {number}")
    paper = known[0]
    if paper["content_digest"] != digest:
        return Answer(False, f"✗ {path.name}: {number} was issued with another content")
    if file_digest(path) not in {row["file_digest"] for row in known}:
        return Answer(False, f"✗ {path.name}: says what {number} says, but the file was changed")
    if paper["replaced_by"]:
        return Answer(
            True,
            f"✓ {path.name}: {number} of {paper['issued_on']}, "
            f"replaced by {paper['replaced_by']} of {paper['replaced_on']}",
        )
    return Answer(True, f"✓ {path.name}: {number} of {paper['issued_on']}, in force")
