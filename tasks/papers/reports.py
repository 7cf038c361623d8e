"""Reports as papers: issued when asked for, once for each place, unit and state of the registry."""

from collections.abc import Collection

from tasks.campaign_day import CampaignDay, Tally
from tasks.papers.issuing import issuing
from tasks.printing.digests import content_digest
from tasks.reports.building import REPORTS, Ground, Subject, report

REPORT_KINDS = tuple(report.kind for report in REPORTS.values())


def issue_reports(
    day: CampaignDay, wanted: Collection[tuple[str, str]] = (), is_all: bool = False
) -> Tally:
    """Issue the reports wanted, by level and code; one that says what the last one said is kept.

    A report that says something else about the same day replaces the last one.
    OfficeError for a place or unit that there is not.
    """
    with day.writing("issue reports") as entry:
        ground = Ground.of(entry, day)
        subjects = (
            ground.subjects() if is_all else [ground.subject(level, code) for level, code in wanted]
        )
        last = {
            (row["kind"], row["subject_code"]): row
            for row in entry.query("reports_of_day", kinds=list(REPORT_KINDS)).to_dicts()
        }
        issued = 0
        with issuing(entry, day) as book:
            for subject in subjects:
                known = last.get((REPORTS[subject.level].kind, subject.code))
                if known:
                    same = report(ground, subject, known["number"])
                    if content_digest(same) == known["content_digest"]:
                        continue
                paper = report(ground, subject, book.next_number())
                book.enter(paper, _place(day, subject), replaces=known["number"] if known else None)
                issued += 1
        return {"issued": issued}


def _place(day: CampaignDay, subject: Subject) -> str:
    return day.campaign.county_code if subject.level == "unit" else subject.code
