"""A certificate or a completed training that must be held: any one of the named, or all of them.

Source: postings for 요양보호사 and roles with compulsory 안전교육. Preferred certificates are no rule; they are a
matter of the score.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from jobs.eligibility import params as given
from jobs.eligibility.base import STAGES as ALL_STAGES
from jobs.eligibility.base import RuleError, Verdict, bits, met, not_met, remedy, unknown
from jobs.eligibility.columns import FactColumns, holds
from jobs.eligibility.facts import PersonFacts, PostingFacts, plain_name

KIND = "credential"
CITY_ONLY = False
REPEATABLE = True
STAGES = ALL_STAGES
PARAMS = ("certificates", "trainings", "need")
READS = ("certificates", "certificates_known", "trainings", "trainings_known")
ASKS = ()
NEEDS = ("all", "any")
CODES = (
    "credentials_held",
    "credentials_lacking",
    "credentials_missing",
    "declare_credentials",
    "obtain_credentials",
)
ERRORS = ("credential_without_name",)


def check(params: Mapping[str, Any]) -> None:
    """certificates, trainings: names; need: all (if left out) or any."""
    given.keys(KIND, params, known=PARAMS)
    named = given.names(KIND, params, "certificates") + given.names(KIND, params, "trainings")
    given.choice(KIND, params, "need", NEEDS)
    if not named:
        raise RuleError("credential_without_name", kind=KIND, key="certificates")


def judge(params: Mapping[str, Any], person: PersonFacts, posting: PostingFacts, on: date) -> Verdict:
    """A list that the person has given is taken as complete; one not given is unknown."""
    need = params.get("need", "all")
    held, lacking, untold = [], [], []
    facts = tuple(noun for noun in ("certificates", "trainings") if params.get(noun))
    for noun in facts:
        names = getattr(person, noun)
        own = {plain_name(name) for name in names or ()}
        for name in params[noun]:
            answer = untold if names is None else held if plain_name(name) in own else lacking
            answer.append(name)
    if (need == "any" and held) or not (lacking or untold):
        return met(KIND, "credentials_held", facts, names=held)
    if untold and (need == "any" or not lacking):
        missing = tuple(noun for noun in facts if getattr(person, noun) is None)
        ask = remedy("declare_credentials", names=untold)
        return unknown(KIND, "credentials_missing", missing, ask, names=untold, need=need)
    get = remedy("obtain_credentials", names=lacking, need=need)
    return not_met(KIND, "credentials_lacking", facts, get, names=lacking, need=need)


def mask(params: Mapping[str, Any], columns: FactColumns, posting: PostingFacts, on: date) -> np.ndarray:
    """The same for everyone: int8 (n,)."""
    any_held = np.zeros(columns.rows, dtype=bool)
    any_lacking, any_untold = any_held.copy(), any_held.copy()
    for noun, vocabulary in (("certificates", "certificate_names"), ("trainings", "training_names")):
        known = getattr(columns, f"{noun}_known")
        for name in params.get(noun, []):
            own = holds(getattr(columns, vocabulary), getattr(columns, noun), name)
            any_held |= known & own
            any_lacking |= known & ~own
            any_untold |= ~known
    if params.get("need", "all") == "any":
        return bits(any_held, any_untold)
    return bits(~any_lacking & ~any_untold, any_untold & ~any_lacking)
