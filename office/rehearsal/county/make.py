"""Making a county: one part after the other, each from its own stream of chance."""

from datetime import date
from zlib import crc32

import numpy as np

from office.rehearsal.county.attitudes import draw_attitudes
from office.rehearsal.county.facts import draw_facts
from office.rehearsal.county.helpers import draw_helpers, draw_kinship, draw_units
from office.rehearsal.county.homes import draw_homes
from office.rehearsal.county.households import household_register
from office.rehearsal.county.officials import draw_officials
from office.rehearsal.county.persons import draw_persons
from office.rehearsal.county.places import draw_places, with_counts
from office.rehearsal.county.records import draw_records
from office.rehearsal.county.shape import shape_of
from office.rehearsal.county.source_lists import draw_source_lists
from office.rehearsal.county.truth import County
from office.rehearsal.county.verdict import judge, with_causes
from policy.pack import Pack


def make_county(size: str, seed: int, year: int, pack: Pack) -> County:
    """A county of the size township, yongshou or yidu, the same for the same seed.

    OfficeError for another size, PolicyError for a year without a poverty line.
    """
    shape = shape_of(size)

    def draw(part: str) -> np.random.Generator:
        return np.random.default_rng([seed, year, crc32(part.encode())])

    line = float(str(pack.value("poverty_line", date(year, 1, 1)).value))
    place = draw_places(shape, year, draw("places"))
    homes = draw_homes(shape, place, draw("homes"))
    person = draw_persons(homes, year, shape.code, draw("persons"))
    household = household_register(homes, person, year)
    facts = draw_facts(shape, homes, person, year, line, draw("facts"))
    eligible, keepout = judge(facts, pack, year)
    facts = with_causes(facts, eligible, homes)
    kinds = [department.id for department in pack.departments]
    unit = draw_units(shape, place, year, draw("units"))
    helper = draw_helpers(shape, unit, year, draw("helpers"))
    record, owner = draw_records(kinds, facts, person, line, year, draw)
    return County(
        code=shape.code,
        year=year,
        seed=seed,
        planned_households=shape.planned_households,
        place=with_counts(place, household, person),
        official=draw_officials(place, draw("officials")),
        household=household,
        person=person.drop("village_code", "age"),
        survey=facts,
        keepout=keepout,
        attitude=draw_attitudes(facts, eligible, keepout, line, draw("attitudes")),
        source_entry=draw_source_lists(facts, person, line, year, draw("sources")),
        department_record=record,
        record_owner=owner,
        helping_unit=unit,
        helper=helper,
        kinship=draw_kinship(helper, household, year, draw("kinship")),
    )
