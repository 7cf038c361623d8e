"""Files of a small generated township, as its villages would send them."""

from pathlib import Path

from office.rehearsal import people
from office.rehearsal.county import make_county
from policy.pack import load_pack
from tasks.intake.workbooks import write_form

YEAR = 2014


def write_sample(folder: Path, seed: int, language: str) -> list[Path]:
    """Registers of the township, the departments' lists, and one workbook of applications."""
    county = make_county("township", seed, YEAR, load_pack("cn"))
    folder.mkdir(parents=True, exist_ok=True)
    first_day = county.household["since_on"].max()
    applied = people.fill_application(county.household.select("household_id"), county, first_day)
    books = {
        "1-places": [("places", county.place)],
        "2-households": [("households", county.household), ("persons", county.person)],
        "3-source-lists": [("source_list", county.source_entry)],
        "4-department-records": [("department_record", county.department_record)],
        "5-applications": [("application", applied.drop("campaign_id", "round", strict=False))],
    }
    written = []
    for name, sheets in books.items():
        path = folder / f"{name}.xlsx"
        write_form(path, sheets, language=language)
        written.append(path)
    return written
