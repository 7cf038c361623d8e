"""A county that never was, whose incomes, houses and illnesses are drawn and then judged.

Nobody is drawn poor: facts are drawn, the policy pack judges them, and people apply, vote and keep
records according to both.
"""

from office.rehearsal.county.make import make_county
from office.rehearsal.county.next_year import (
    after_exit,
    at_inspection,
    incomes_of_year,
    next_year,
)
from office.rehearsal.county.truth import County

__all__ = ["County", "after_exit", "at_inspection", "incomes_of_year", "make_county", "next_year"]
