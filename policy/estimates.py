"""Shares of a population estimated from a stratified sample, with their confidence intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from policy.errors import OfficeError


@dataclass(frozen=True)
class Stratum:
    """Households of a stratum, those of its sample that gave an answer, and those found at fault."""

    population: int
    answered: int
    found: int


@dataclass(frozen=True)
class Estimate:
    """A share with its interval; `population` are the households of the strata that answered."""

    share: float
    low: float
    high: float
    population: int
    answered: int
    found: int


def estimate_share(
    strata: Iterable[Stratum], confidence: Decimal | Fraction | float
) -> Estimate | None:
    """The stratified estimate of a share, weighted by the strata's sizes; None without any answer.

    The interval is the score interval of Wilson (1927) at the effective sample size: as many
    households as a plain sample of an endless population would need to be as precise. That size
    follows from the variance of a stratified proportion with finite-population correction
    (Cochran 1977, section 5.10), taken at one share in all strata, so that it is known also where a
    stratum has one household in the sample or none at fault. A complete count has no interval.
    OfficeError for counts that contradict each other, or a confidence outside 0 and 1.
    """
    known = list(strata)
    if not 0 < confidence < 1 or any(not 0 <= s.found <= s.answered <= s.population for s in known):
        raise OfficeError.because("policy.unfit_estimate", confidence=confidence)
    answering = [stratum for stratum in known if stratum.answered]
    if not answering:
        return None
    population = sum(stratum.population for stratum in answering)
    share = float(sum(_weight(s, population) * Fraction(s.found, s.answered) for s in answering))
    low, high = _score_interval(share, variance_factor(answering), float(confidence))
    return Estimate(
        share,
        low,
        high,
        population,
        sum(stratum.answered for stratum in answering),
        sum(stratum.found for stratum in answering),
    )


def variance_factor(strata: Iterable[Stratum]) -> Fraction:
    """Variance of the stratified estimate divided by P(1 − P): one over the effective sample size."""
    known = list(strata)
    population = sum(stratum.population for stratum in known)
    return sum(
        (
            _weight(s, population) ** 2
            * Fraction(s.population - s.answered, (s.population - 1) * s.answered)
            for s in known
            if s.population > s.answered
        ),
        Fraction(0),
    )


def _weight(stratum: Stratum, population: int) -> Fraction:
    return Fraction(stratum.population, population)


def _score_interval(share: float, factor: Fraction, confidence: float) -> tuple[float, float]:
    """Both P at which the share lies z standard errors away from P."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    widened = z * z * float(factor)
    centre = (share + widened / 2) / (1 + widened)
    half = sqrt(widened * share * (1 - share) + widened * widened / 4) / (1 + widened)
    # the share lies between them, whatever the last digit of a float says
    return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))
