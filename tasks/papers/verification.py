"""Is this paper the one that the registry issued?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.errors import OfficeError
from policy.label import Label
from policy.wording import words
from registry.session import Registry
from tasks.printing.digests import file_digest
from tasks.printing.files import read_paper_code


@dataclass(frozen=True)
class Answer:
    """What can be said of a file; a paper that was replaced is genuine, but no longer in force."""

    is_genuine: bool
    said: Label


def verify_file(registry: Registry, path: Path) -> Answer:
    """Hold a PDF file against the registry: its number, its content's digest, its bytes."""
    if not path.is_file():
        raise OfficeError.because("printing.no_file", where=str(path))
    number, digest = read_paper_code(path)
    with registry.reading() as reader:
        known = reader.rows("paper_one", number=number)

    def answer(finding: str, **values: Any) -> Answer:
        is_genuine = finding in ("replaced", "in_force")
        said = words(f"verify.{finding}", file=path.name, number=number, **values)
        return Answer(is_genuine, said)

    if not known:
        return answer("unknown")
    paper = known[0]
    if paper["content_digest"] != digest:
        return answer("other_content")
    if file_digest(path) not in {row["file_digest"] for row in known}:
        return answer("file_changed")
    if paper["replaced_by"]:
        by, on = paper["replaced_by"], paper["replaced_on"]
        return answer("replaced", day=paper["issued_on"], by=by, on=on)
    return answer("in_force", day=paper["issued_on"])
