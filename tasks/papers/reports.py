"""Reports as papers: issued when asked for, once for each place, unit and state of the registry."""

from collections.abc import Collection

from tasks.campaign_day import CampaignDay, Tally
from tasks.papers.issuing import issuing_on_demand
from tasks.printing.digests import content_digest
from tasks.reports.building import REPORTS, Ground, Subject, report

REPORT_KINDS = tuple(report.kind for report in REPORTS.values())


def issue_reports(
    day: CampaignDay, wanted: Collection[tuple[str, str]] = (), is_all: bool = False
) -> Tally:
    """Issue the reports wanted, by level and code; one that says what the last one said is kept.

    A report that says something else about the same day replaces the last one.
    OfficeError for a place or unit that there is not; OfficeErrors at the end for reports that no font
    can print.
    """
    with issuing_on_demand(day, "issue reports") as (entry, book):
        ground = Ground.of(entry, day)
        subjects = (
            ground.subjects() if is_all else [ground.subject(level, code) for level, code in wanted]
        )
        last = {
            (row["kind"], row["subject_code"]): row
            for row in entry.query("reports_of_day", kinds=list(REPORT_KINDS)).to_dicts()
        }
        for subject in subjects:
            known = last.get((REPORTS[subject.level].kind, subject.code))
            if known:
                same = report(ground, subject, known["number"])
                if content_digest(same) == known["content_digest"]:
                    continue
            paper = report(ground, subject, book.next_number())
            former = known["number"] if known else None
            book.enter_for(subject.code, paper, _place(day, subject), replaces=former)
    return {"issued": len(book.papers)}


def _place(day: CampaignDay, subject: Subject) -> str:
    return day.campaign.county_code if subject.level == "unit" else subject.code
